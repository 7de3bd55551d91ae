/** Questions for stories rather than a fact: “what happened on Feb 25?”, “any news about chips before 2020?”. One quotation a story. */
import type { Answer, Block } from './answer.ts'
import { type ArticleHead, horizonMs, instantMs } from './article.ts'
import { citations, dayPrinted, searchedIn } from './cited.ts'
import { freshness } from './compose.ts'
import { evidenceOf, type WantedWord } from './evidence.ts'
import type { Asked } from './newsroom.ts'
import { type Topic, tellingSentence } from './on-topic.ts'
import { hasOperators } from './operators.ts'
import type { Question } from './question.ts'
import { foldName } from './retrieval/terms.ts'
import { candidatesFor, type Desk, isWithin, passes } from './retrieve.ts'
import type { Analysed, CorpusSummary } from './store/store.ts'

const MAX_STORIES = 8
const MAX_READ = 200
/** A story is about the topic when its text covers this share of the topic's weight, and this much of what the best story covers. */
const MIN_COVERAGE = 0.45
const MIN_OF_BEST = 0.7
const NO_TOPIC: Topic = { label: '', name: '', entities: [], terms: new Map() }

type Story = {
  readonly analysed: Analysed
  readonly coverage: number
  readonly sentence: { readonly start: number; readonly end: number } | null
}

/** Null where no story fits: the question is then tried as one for a fact. */
export async function storiesAsked(
  desk: Desk,
  raw: string,
  question: Question,
  wanted: readonly WantedWord[],
  asked: Asked,
  corpus: CorpusSummary,
): Promise<Answer | null> {
  const topic = wanted.filter((want) => want.word.weight >= 1)
  const within = await inPeriod(desk, question, topic, asked)
  const stories = onTopic(within, topic)
  const undated = stories.length === 0 && question.period !== null ? onTopic(await withoutDate(desk, question, topic, asked), topic) : []
  const older = stories.length === 0 && undated.length === 0 ? await beforePeriod(desk, question, topic, asked) : []
  const told = stories.length > 0 ? stories : undated.length > 0 ? undated : older
  if (told.length === 0) return null
  const cited = citations()
  const stale = question.period === null || older.length > 0 ? freshness(question, newestOf(told), asked.now.getTime()) : null
  const blocks: Block[] = stale === null ? [] : [{ type: 'notice', text: stale }]
  if (undated.length > 0) blocks.push({ type: 'notice', text: 'No dated article falls in that period. These print no date:' })
  for (const { analysed, sentence } of told.slice(0, MAX_STORIES)) {
    if (sentence !== null)
      blocks.push(cited.quote(analysed.article, sentence, `${dayPrinted(analysed.article)} · ${analysed.article.title}`))
  }
  if (told.length > MAX_STORIES) blocks.push({ type: 'notice', text: `${MAX_STORIES} of ${told.length} stories.` })
  return { question: raw, verdict: 'answered', title: '', blocks, sources: cited.sources(), searched: searchedIn(corpus), followUps: [] }
}

/** Listed newest first where the question limits what is listed, else searched for and put in that order. */
async function inPeriod(desk: Desk, question: Question, topic: readonly WantedWord[], asked: Asked): Promise<readonly Analysed[]> {
  const { period, operators } = question
  const authors = question.authors.length > 0 ? { authors: question.authors } : {}
  const publishers = question.publishers.length > 0 ? { publishers: question.publishers } : {}
  if (period === null && question.authors.length === 0 && topic.length > 0) {
    const { articles } = await candidatesFor(desk, question, topic, asked, MAX_READ)
    return articles.map((candidate) => candidate.analysed).sort((a, b) => (instantMs(b.article) ?? 0) - (instantMs(a.article) ?? 0))
  }
  const entityKeys =
    operators.entities.length === 0 ? [] : (await desk.store.entitiesNamed(operators.entities.map(foldName))).map(({ key }) => key)
  const limited = period !== null || question.authors.length > 0 || question.publishers.length > 0 || hasOperators(operators)
  const bounds = { ...(period?.fromMs != null ? { fromMs: period.fromMs } : {}), ...(period?.toMs != null ? { toMs: period.toMs } : {}) }
  const heads = await desk.store.list({
    ...bounds,
    notAfterMs: horizonMs(asked.now),
    ...authors,
    ...publishers,
    ...(entityKeys.length > 0 ? { entityKeys } : {}),
    limit: limited ? MAX_READ : MAX_STORIES,
  })
  return (await desk.store.analysed(heads.map((head) => head.id))).filter((one) => passes(question, one))
}

/** A page that prints no date may still be of the period: better shown and labelled than hidden. Only with a topic that it must fit. */
async function withoutDate(desk: Desk, question: Question, topic: readonly WantedWord[], asked: Asked): Promise<readonly Analysed[]> {
  if (topic.length === 0) return []
  const { articles } = await candidatesFor(desk, question, topic, asked, MAX_READ)
  return articles
    .map((candidate) => candidate.analysed)
    .filter(
      ({ article }) =>
        article.published === null &&
        (article.about === null || isWithin(instantMs(article), question.period ?? { fromMs: null, toMs: null })),
    )
}

function newestOf(stories: readonly Story[]): ArticleHead | undefined {
  const heads = stories.map((story) => story.analysed.article)
  return heads.toSorted((a, b) => (instantMs(b) ?? 0) - (instantMs(a) ?? 0))[0]
}

/** “The latest on X today?” where X was last written of days ago: that, under a line which says how old it is. Nothing for a period of the past. */
async function beforePeriod(desk: Desk, question: Question, topic: readonly WantedWord[], asked: Asked): Promise<readonly Story[]> {
  if (question.period === null || question.operators.period !== null || topic.length === 0) return []
  const older = onTopic(await inPeriod(desk, { ...question, period: null }, topic, asked), topic)
  return older.length > 0 && freshness(question, newestOf(older), asked.now.getTime()) !== null ? older : []
}

/** The stories that fit the topic, in their order, each with its most telling sentence. */
function onTopic(articles: readonly Analysed[], topic: readonly WantedWord[]): Story[] {
  if (topic.length === 0) return articles.map((analysed) => ({ analysed, coverage: 1, sentence: tellingSentence(NO_TOPIC, analysed) }))
  const total = topic.reduce((sum, want) => sum + want.idf, 0) || 1
  const stories = articles.map((analysed): Story => {
    const evidence = evidenceOf(analysed, topic)
    const title = new Set(analysed.analysis.titleTerms)
    const coverage =
      topic.reduce(
        (sum, want, w) => sum + want.idf * Math.max(title.has(want.term) ? 1 : 0, ...evidence.map((one) => one.own[w] ?? 0)),
        0,
      ) / total
    const best = [...evidence].sort((a, b) => b.nearShare - a.nearShare || a.index - b.index)[0]
    return { analysed, coverage, sentence: best ? (analysed.analysis.sentences[best.index] ?? null) : null }
  })
  const best = Math.max(0, ...stories.map((story) => story.coverage))
  return stories.filter((story) => story.coverage >= MIN_COVERAGE && story.coverage >= MIN_OF_BEST * best)
}
