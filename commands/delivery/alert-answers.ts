/** What an alert says: the sentence that matched, cited, why it matched, and who else tells it. */
import type { Answer, Block, FollowUp, Span } from '../../src/answer.ts'
import type { ArticleHead } from '../../src/article.ts'
import { type Citations, citations, dayPrinted } from '../../src/cited.ts'
import type { AnalysedSentence } from '../../src/retrieval/analysis.ts'
import { ruleName, ruleTopic } from '../../src/rule/words.ts'
import type { Rule } from '../../src/rule.ts'
import type { Analysed } from '../../src/store/store.ts'
import type { WatchRecord } from '../../src/store/watch-store.ts'
import { alsoIn } from '../../src/told-stories.ts'
import { ownPage } from '../own-page.ts'

export type Telling = { readonly analysed: Analysed; readonly sentence: AnalysedSentence | null; readonly why: string }
/** A watch with what it was understood as; null: it cannot be, now. */
export type KnownWatch = { readonly watch: WatchRecord; readonly rule: Rule | null }
/** One of several alerts in one message. */
export type Line = KnownWatch & { readonly alert: number; readonly article: ArticleHead; readonly why: string }

/** Alerts of one watch that one message shows; the others are counted. */
const MAX_LINES = 5
/** Watches that one message shows. */
const MAX_SECTIONS = 10
const MAX_NAME = 60

/** What a watch is called: its rule, shortened. */
export function nameOfWatch({ watch, rule }: KnownWatch): string {
  const text = rule === null ? watch.query : ruleName(rule)
  return text.length > MAX_NAME ? `${text.slice(0, MAX_NAME).trimEnd()}…` : text
}

/** Why another watch of the same reader told the same: a line of the message that they share. */
export function alsoWhy(known: KnownWatch, alert: number, why: string): string {
  return `Also watch ${known.watch.id}, ${nameOfWatch(known)}: it ${verb(why)} (alert ${alert}).`
}

/** `others`: further articles that tell the same; `further`: what other watches say of it. */
export function alertAnswer(
  known: KnownWatch,
  alert: number,
  { analysed, sentence, why }: Telling,
  others: readonly ArticleHead[],
  further: readonly string[] = [],
): Answer {
  const { watch } = known
  const cited = citations()
  const { article } = analysed
  const blocks: Block[] = [
    toldBlock(cited, analysed, sentence, `${dayPrinted(article)} · ${article.title}`),
    paragraph([`Why: it ${verb(why)}.`, ...further].join(' ')),
  ]
  const also = alsoIn(cited, article, others)
  if (also !== null) blocks.push(also)
  return page(watch, `Watch ${watch.id}: ${nameOfWatch(known)} · alert ${alert}`, blocks, cited, buttons(known, alert))
}

/** What came to be known after the alert, for its thread. */
export function furtherAnswer(watch: WatchRecord, alert: number, n: number, { analysed, sentence, why }: Telling): Answer {
  const cited = citations()
  const { article } = analysed
  const blocks = [toldBlock(cited, analysed, sentence, `${dayPrinted(article)} · ${article.title}`), paragraph(why)]
  return page(watch, `Alert ${alert} · more (${n})`, blocks, cited, [])
}

/** Several alerts in one message; `title` says why they come together. */
export function gatheredAnswer(title: string, lines: readonly Line[]): Answer {
  const cited = citations()
  const blocks: Block[] = []
  const byWatch = Map.groupBy(lines, ({ watch }) => watch.id)
  for (const of of [...byWatch.values()].slice(0, MAX_SECTIONS)) {
    const [first] = of
    if (first === undefined) continue
    blocks.push({ type: 'paragraph', spans: [{ type: 'strong', text: `Watch ${first.watch.id}: ${nameOfWatch(first)}` }] })
    const shown = of.slice(-MAX_LINES).reverse()
    blocks.push({ type: 'list', items: shown.map((line) => lineOf(cited, line)) })
    const more = of.length - shown.length
    if (more > 0) blocks.push({ type: 'notice', text: `and ${more} more: watch alerts ${first.watch.id}` })
  }
  const left = byWatch.size - MAX_SECTIONS
  if (left > 0) blocks.push({ type: 'notice', text: `and alerts of ${left} more ${left === 1 ? 'watch' : 'watches'}: watch list` })
  const [only] = byWatch.size === 1 ? lines : []
  return page(only?.watch ?? null, title, blocks, cited, only === undefined ? [] : [pause(only.watch), ...look(only)])
}

function lineOf(cited: Citations, { article, alert, why }: Line): Span[] {
  return [
    { type: 'text', text: `${dayPrinted(article)} · ${article.title} ` },
    { type: 'cite', source: cited.cite(article) },
    { type: 'text', text: ` — ${why} (alert ${alert})` },
  ]
}

function toldBlock(cited: Citations, { article }: Analysed, sentence: AnalysedSentence | null, lead: string): Block {
  if (sentence !== null) return cited.quote(article, sentence, lead)
  return {
    type: 'paragraph',
    spans: [
      { type: 'text', text: `${lead} ` },
      { type: 'cite', source: cited.cite(article) },
    ],
  }
}

/** “names …”, “has …”, “belongs …” are verbs already; “by Caixin” and “tagged deals” want one. */
function verb(why: string): string {
  return /^(?:by|in|tagged) /.test(why) ? `is ${why}` : why
}

function paragraph(text: string): Block {
  return { type: 'paragraph', spans: [{ type: 'text', text }] }
}

function page(
  watch: WatchRecord | null,
  title: string,
  blocks: readonly Block[],
  cited: Citations,
  followUps: readonly FollowUp[],
): Answer {
  return { ...ownPage({ question: watch?.query ?? 'watch list', title, blocks, followUps }), sources: cited.sources() }
}

function buttons(known: KnownWatch, alert: number): FollowUp[] {
  const { watch } = known
  return [
    { label: 'Less like this', command: `watch less ${alert}` },
    { label: 'Snooze a day', command: `watch snooze ${watch.id} 1d` },
    pause(watch),
    ...look(known),
  ]
}

function pause({ id }: WatchRecord): FollowUp {
  return { label: 'Pause', command: `watch pause ${id}` }
}

/** What was published on it so far. */
function look({ rule }: KnownWatch): FollowUp[] {
  const topic = rule === null ? null : ruleTopic(rule)
  return topic === null ? [] : [{ label: 'Timeline', command: `timeline ${topic}` }]
}
