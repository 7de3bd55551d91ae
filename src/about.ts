/** An entity's page: the sentence that says best who or what it is, its other names, newest stories and the names it appears with. */
import type { Answer, Block, FollowUp, Span } from './answer.ts'
import { type Citations, citations, dayPrinted, searchedIn } from './cited.ts'
import { commandLine } from './command-line.ts'
import type { Archive, Asked } from './newsroom.ts'
import { nothingFound } from './nothing-found.ts'
import {
  articlesOn,
  mentionStart,
  opensDependent,
  pageOf,
  resolveTopic,
  type StoryRequest,
  speaksOf,
  type Topic,
  tellingSentence,
} from './on-topic.ts'
import type { AnalysedSentence } from './retrieval/analysis.ts'
import type { Analysed } from './store/store.ts'
import { coverageOn } from './topic-coverage.ts'

const USUAL_STORIES = 4
/** A definition is looked for in this many of the newest articles. */
const MAX_READ = 60
const MAX_RELATED = 6
const MAX_ALIASES = 6

export async function about(newsroom: Archive, request: StoryRequest, asked: Asked): Promise<Answer> {
  const topic = await resolveTopic(newsroom, request)
  const question = commandLine('about', topic.label, request)
  const { limit } = pageOf(request, USUAL_STORIES)
  const [{ articles, heads, total }, corpus] = await Promise.all([
    articlesOn(newsroom, topic, request, { limit: MAX_READ, offset: 0 }),
    newsroom.store.corpus(),
  ])
  if (total === 0) return nothingFound(newsroom, request, topic, question, asked)
  const cited = citations()
  const blocks: Block[] = []
  const told = new Set<AnalysedSentence>()
  const definition = definingSentence(topic, articles)
  if (definition !== null) {
    told.add(definition.sentence)
    blocks.push(cited.quote(definition.analysed.article, definition.sentence, null))
  }
  const facts = await factRows(newsroom, topic, articles, total)
  if (facts.length > 0) blocks.push({ type: 'facts', rows: facts })
  blocks.push(...(await coverageOn(newsroom, topic, request, heads, total)))
  for (const analysed of articles.slice(0, limit)) {
    const sentence = tellingSentence(topic, analysed)
    if (sentence === null || told.has(sentence)) continue
    told.add(sentence)
    blocks.push(cited.quote(analysed.article, sentence, `${dayPrinted(analysed.article)} · ${analysed.article.title}`))
  }
  blocks.push(...furtherQuotes(topic, articles.slice(0, limit), told, USUAL_STORIES + 1 - told.size, cited))
  const { name } = topic
  const followUps: FollowUp[] = [
    { label: 'Latest', command: commandLine('latest', name, request) },
    ...(total > 1 ? [{ label: 'Timeline', command: commandLine('timeline', name, request) }] : []),
    ...(new Set(articles.map(({ article }) => article.publisher)).size > 1
      ? [{ label: 'Compare outlets', command: commandLine('compare', name, request) }]
      : []),
  ]
  return { question, verdict: 'answered', title: name, blocks, sources: cited.sources(), searched: searchedIn(corpus), followUps }
}

/** Where few articles speak of it, more of what they say: their next sentences about it, in turns. */
function furtherQuotes(topic: Topic, articles: readonly Analysed[], told: Set<AnalysedSentence>, room: number, cited: Citations): Block[] {
  const queues = articles.map((analysed) => ({
    analysed,
    sentences: analysed.analysis.sentences.filter((sentence) => !told.has(sentence) && speaksOf(topic, analysed, sentence) > 0),
  }))
  const blocks: Block[] = []
  for (let turn = 0; turn < room && blocks.length < room; turn++)
    for (const { analysed, sentences } of queues) {
      const sentence = sentences[turn]
      if (sentence === undefined || blocks.length >= room) continue
      const text = analysed.article.body.slice(sentence.start, sentence.end)
      blocks.push(cited.quote(analysed.article, sentence, opensDependent(text) ? analysed.article.title : null))
    }
  return blocks
}

async function factRows(
  newsroom: Archive,
  topic: Topic,
  articles: readonly Analysed[],
  total: number,
): Promise<{ label: string; spans: Span[] }[]> {
  const [entity] = topic.entities
  const outlets = new Map<string, number>()
  for (const { article } of articles) outlets.set(article.publisher, (outlets.get(article.publisher) ?? 0) + 1)
  const counted = total > articles.length ? `${total} articles` : [...outlets].map(([outlet, n]) => `${n} in ${outlet}`).join(', ')
  const rows: { label: string; spans: Span[] }[] = []
  const row = (label: string, text: string): void => {
    if (text !== '') rows.push({ label, spans: [{ type: 'text', text }] })
  }
  if (entity !== undefined) {
    const aliases = entity.aliases.filter((alias) => alias !== entity.name).slice(0, MAX_ALIASES)
    row('Also called', aliases.join(', '))
    row('Kind', entity.type === 'other' ? '' : entity.type)
    const related = await newsroom.store.relatedEntities(entity.key, MAX_RELATED)
    row('Named with', related.map((other) => other.name).join(', '))
  }
  row('Articles', counted)
  return rows
}

/** What may follow a name that is being explained: “Momenta, a Suzhou-based startup …”, “Momenta is an autonomous …”. */
const APPOSITION =
  /^(?:\s*\([^)]{1,40}\))?,\s+(?:(?:an?|the|one of|which (?:is|was|makes|runs)|who (?:is|was|heads|runs))\s|[\p{L}-]+ (?:and [\p{L}-]+ )?(?:of|at|for|with)|(?:[\p{Ll}][\p{L}-]+\s){1,4}(?:of|at|for)\b|(?:[\p{L}.-]+\s){0,3}[\p{L}.-]+[’']s\s+\p{Ll})/u
const COPULA = /^(?:\s*\([^)]{1,40}\))?\s+(?:is|are)\s+(?:an?|the|one of|[\p{L}]+[’']s)\s/u
/** What something once was says less of it: “Momenta was the first …”. */
const PAST_COPULA = /^(?:\s*\([^)]{1,40}\))?\s+(?:was|were|has been|became)\s+(?:an?|the|one of)\s/u
const FOUNDED =
  /\b(?:founded|launched|established|set up|based|headquartered|maker|provider|owner|operator|startup|unit|subsidiary|chief executive|CEO|founder|chairman|president|director|minister|senator|agency|regulator|company)\b/
/** What may stand before it: “Chinese telecoms giant Huawei”, “founder and CEO Cao Xudong”. */
const DESCRIBED =
  /\b(?:company|giant|firm|startup|start-up|maker|provider|platform|app|agency|group|retailer|carrier|operator|brand|bank|researcher|founder|CEO|chief executive|president|chairman|director|minister|secretary|senator|analyst|spokesman|spokeswoman|spokesperson|judge|reporter|economist)\s+$/i

function definingSentence(topic: Topic, articles: readonly Analysed[]): { analysed: Analysed; sentence: AnalysedSentence } | null {
  let best: { analysed: Analysed; sentence: AnalysedSentence } | null = null
  let bestScore = 0
  for (const analysed of articles) {
    for (const [i, sentence] of analysed.analysis.sentences.entries()) {
      if (speaksOf(topic, analysed, sentence) === 0) continue
      const score = definingScore(topic, analysed, sentence, i)
      if (score > bestScore) {
        best = { analysed, sentence }
        bestScore = score
      }
    }
  }
  return best
}

function definingScore(topic: Topic, analysed: Analysed, sentence: AnalysedSentence, place: number): number {
  const { body, title } = analysed.article
  const text = body.slice(sentence.start, sentence.end)
  const early = 1 - Math.min(place, 20) * 0.04 - (opensDependent(text) ? 0.5 : 0) - (text.length > 400 ? 0.3 : 0)
  const start = topic.entities.length > 0 ? mentionStart(topic, analysed, sentence) : null
  if (start === null) return early
  const name = topic.entities.flatMap((entity) => [entity.name, ...entity.aliases]).find((form) => title.includes(form))
  const inTitle = name === undefined ? 0 : 0.5
  const after = afterName(topic, body.slice(start, sentence.end))
  const before = body.slice(sentence.start, start)
  const defines = COPULA.test(after) ? 2.5 : APPOSITION.test(after) ? 2 : PAST_COPULA.test(after) ? 1 : 0
  return early + inTitle + defines + (DESCRIBED.test(before) ? 1.2 : 0) + (defines > 0 && FOUNDED.test(text) ? 0.5 : 0)
}

/** The text after the longest of the topic's names that it begins with. */
function afterName(topic: Topic, text: string): string {
  const forms = topic.entities
    .flatMap((entity) => [entity.name, ...entity.aliases])
    .filter((form) => text.toLowerCase().startsWith(form.toLowerCase()))
  const length = Math.max(0, ...forms.map((form) => form.length))
  return text.slice(length)
}
