/** What an alert says: the sentence that matched, cited, why it matched, and who else tells it. */
import { type Answer, type Block, cutAtWord, type FollowUp, inMarks, type Span } from '../../src/answer.ts'
import type { ArticleHead } from '../../src/article.ts'
import { type Citations, citations, dayPrinted } from '../../src/cited.ts'
import type { Span as Extent } from '../../src/digest/sentence-form.ts'
import { ruleName, ruleTopic } from '../../src/rule/words.ts'
import type { Rule } from '../../src/rule.ts'
import type { Analysed } from '../../src/store/store.ts'
import type { WatchRecord } from '../../src/store/watch-store.ts'
import { alsoIn } from '../../src/told-stories.ts'
import { ownPage } from '../own-page.ts'

export type Telling = { readonly analysed: Analysed; readonly sentence: Extent | null; readonly why: string }
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
  return cutAtWord(rule === null ? watch.query : ruleName(rule), MAX_NAME)
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
  // The quotation first: what is cited first is number one.
  const told = toldBlock(cited, analysed, sentence)
  const also = alsoIn(cited, article, others)
  const blocks: Block[] = [told, ...(also === null ? [] : [also]), paragraph([`Why: it ${verb(why)}.`, ...further].join(' '))]
  return page(watch, `Watch ${watch.id}: ${nameOfWatch(known)} · alert ${alert}`, blocks, cited, buttons(known, alert))
}

/** What came to be known after the alert, for its thread: the `n`th such message. By its numbers no title is like another, so that each is found again. */
export function furtherAnswer(
  known: KnownWatch,
  { alert, n, headline }: { readonly alert: number; readonly n: number; readonly headline: string },
  { analysed, sentence, why }: Telling,
): Answer {
  const cited = citations()
  const { watch } = known
  const blocks = [toldBlock(cited, analysed, sentence), paragraph(why)]
  const part = n === 1 ? '' : `, part ${n}`
  // A story that is followed is called by its headline.
  const name = known.rule?.story == null ? `: ${nameOfWatch(known)}` : ''
  return page(
    watch,
    `More on ${inMarks(cutAtWord(headline, MAX_NAME))}${part} (watch ${watch.id}${name} · alert ${alert})`,
    blocks,
    cited,
    [],
  )
}

/** Several alerts in one message; `title` says why they come together. How many they are stands first, where a notification shows it. */
export function gatheredAnswer(title: string, lines: readonly Line[]): Answer {
  const cited = citations()
  const byWatch = [...Map.groupBy(lines, ({ watch }) => watch.id).values()]
  const sections = byWatch.slice(0, MAX_SECTIONS)
  const isPart = byWatch.length > MAX_SECTIONS || byWatch.some((of) => of.length > MAX_LINES)
  const of = byWatch.length === 1 ? 'one watch' : `${byWatch.length} watches`
  const newest = isPart ? `; the newest ${byWatch.length === 1 ? MAX_LINES : 'of each'} follow` : ''
  const count = `${lines.length} alerts of ${of}${newest}.`
  const blocks: Block[] = [{ type: 'notice', text: count }, ...sections.flatMap((some) => section(cited, some))]
  const left = byWatch.length - sections.length
  if (left > 0) blocks.push({ type: 'notice', text: `and alerts of ${left} more ${left === 1 ? 'watch' : 'watches'}: watch list` })
  const [only] = byWatch.length === 1 ? lines : []
  const list = { label: 'My watches', command: 'watch list' }
  return page(only?.watch ?? null, title, blocks, cited, only === undefined ? [list] : [pause(only.watch), ...look(only), list])
}

function section(cited: Citations, lines: readonly Line[]): Block[] {
  const [first] = lines
  if (first === undefined) return []
  const shown = lines.slice(-MAX_LINES).reverse()
  const more = lines.length - shown.length
  return [
    { type: 'paragraph', spans: [{ type: 'strong', text: `Watch ${first.watch.id}: ${nameOfWatch(first)}` }] },
    { type: 'list', items: shown.map((line) => lineOf(cited, line)) },
    ...(more > 0 ? [{ type: 'notice' as const, text: `and ${more} more: watch alerts ${first.watch.id}` }] : []),
  ]
}

function lineOf(cited: Citations, { article, alert, why }: Line): Span[] {
  return [
    { type: 'text', text: `${dayPrinted(article)} · ${article.title} ` },
    { type: 'cite', source: cited.cite(article) },
    { type: 'text', text: ` — ${why} (alert ${alert})` },
  ]
}

function toldBlock(cited: Citations, { article }: Analysed, sentence: Extent | null): Block {
  const lead = `${dayPrinted(article)} · ${article.title}`
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
