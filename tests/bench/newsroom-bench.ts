/** The whole newsroom measured: filling it and what that is made of, adding one article, memory, starting cold, searching, answering. */
import { join } from 'node:path'
import { type Article, instantMs } from '../../src/article.ts'
import { type Newsroom, openNewsroom } from '../../src/newsroom.ts'
import { type Analysis, analyse } from '../../src/retrieval/analysis.ts'
import { recogniseEntities } from '../../src/retrieval/entities.ts'
import { openKeywordIndex } from '../../src/retrieval/keyword-index.ts'
import { read } from '../../src/retrieval/language.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { askNewsdesk } from './index-engines.ts'
import { effort, type Latency, latency } from './measure.ts'
import type { BenchArticle, BenchCorpus, QueryKind } from './news-corpus.ts'
import { type ColdStart, coldStart, rssOfNewsroom } from './whole-process.ts'

export const KINDS: readonly QueryKind[] = ['long', 'mid', 'short']
const BATCH = 200
/** Articles on which the parts of filling are told apart. */
const SAMPLE = 400
const ADDED_ONE_BY_ONE = 100
const BOUND_MS = 60_000
/** Of each kind. */
const WARMING_QUESTIONS = 40
const DAY_MS = 86_400_000

/** CPU milliseconds an article. `analyse`: all that is learned of a text, of which `read` and `entities` are the most. */
export type FillingParts = {
  readonly read: number
  readonly entities: number
  readonly analyse: number
  readonly store: number
  readonly index: number
}
export type Answering = { readonly index: Latency; readonly search: Latency; readonly ask: Latency; readonly answeredShare: number }
export type NewsroomFigures = {
  readonly articles: number
  readonly articlesPerCpuSecond: number
  readonly tokensAnArticle: number
  /** Tokens per CPU second, after reading. */
  readonly entityTokensPerSecond: number
  readonly parts: FillingParts
  readonly addOne: Latency
  readonly rssKilobytesAnArticle: number
  readonly coldStart: ColdStart
  readonly answering: Readonly<Record<QueryKind, Answering>>
}

/** `folder` must exist and is left with the newsroom's file in it. */
export async function measureNewsroom(
  folder: string,
  corpus: BenchCorpus,
  count: number,
  processes: number,
  note: (doing: string) => void,
): Promise<NewsroomFigures> {
  const file = join(folder, 'news.db')
  note(`newsroom: adding ${count} articles`)
  const filled = await fill(file, corpus, count, note)
  const now = new Date(filled.newestMs + DAY_MS)
  note('newsroom: parts of adding')
  const parts = await measureParts(join(folder, 'parts.db'), [...corpus.articles(Math.min(count, SAMPLE))].map(articleOf))
  note('newsroom: starting cold')
  const start = await coldStart(folder, file, corpus, count, now, processes)
  const rss = await rssOfNewsroom(
    file,
    corpus.queries.long.slice(0, 30).map((query) => query.text),
    now,
  )
  const room = await openNewsroom(await openSqliteStore(file))
  try {
    note('newsroom: warming up')
    await warmUp(room, corpus, now)
    const answering = {} as Record<QueryKind, Answering>
    for (const kind of KINDS) {
      note(`newsroom: ${kind} questions`)
      answering[kind] = await measureAnswering(room, corpus, kind, now)
    }
    note('newsroom: articles one by one')
    const news = [...corpus.articles(Math.min(count, ADDED_ONE_BY_ONE))].map((article, i) => ({ ...articleOf(article), id: `new-${i}` }))
    const addOne = await latency(news, (article) => room.add([article]), BOUND_MS, 0)
    return {
      articles: count,
      articlesPerCpuSecond: count / filled.cpuSeconds,
      ...parts,
      addOne,
      rssKilobytesAnArticle: rss / 1_024 / count,
      coldStart: start,
      answering,
    }
  } finally {
    await room.close()
  }
}

function articleOf(article: BenchArticle): Article {
  const { id, title, publisher, publishedMs, body } = article
  const published = publishedMs === null ? null : new Date(publishedMs).toISOString()
  return { id, title, headlined: true, publisher, authors: [], published, about: null, url: null, tags: [], body }
}

/** The CPU time is that of `add` alone: making the articles is not the newsroom's work. */
async function fill(file: string, corpus: BenchCorpus, count: number, note: (doing: string) => void) {
  const room = await openNewsroom(await openSqliteStore(file))
  let cpuSeconds = 0
  let added = 0
  let newestMs = 0
  let batch: Article[] = []
  const flush = async (): Promise<void> => {
    cpuSeconds += (await effort(() => room.add(batch))).cpuSeconds
    added += batch.length
    batch = []
    if (added % 5_000 === 0) note(`newsroom: ${added} articles added in ${cpuSeconds.toFixed(0)} CPU s`)
  }
  try {
    for (const article of corpus.articles(count)) {
      batch.push(articleOf(article))
      newestMs = Math.max(newestMs, article.publishedMs ?? 0)
      if (batch.length === BATCH) await flush()
    }
    if (batch.length > 0) await flush()
  } finally {
    await room.close()
  }
  return { cpuSeconds, newestMs }
}

async function measureParts(file: string, articles: readonly Article[]) {
  const ms = async <T>(work: () => T | Promise<T>): Promise<{ result: T; each: number }> => {
    const { result, cpuSeconds } = await effort(work)
    return { result, each: (cpuSeconds * 1_000) / articles.length }
  }
  const reading = await ms(() => articles.map((article) => read(article.body)))
  const tokens = reading.result.reduce((sum, { tokens }) => sum + tokens.length, 0) / articles.length
  const entities = await ms(() => reading.result.reduce((sum, one) => sum + recogniseEntities(one).length, 0))
  const analysed = await ms(() => articles.map((article) => ({ article, analysis: analyse(article) })))
  const store = await openSqliteStore(file)
  try {
    const stored = await ms(() => store.put(analysed.result))
    const index = await openKeywordIndex(store.segments, () => [])
    const indexed = await ms(() => index.upsert(analysed.result.map(({ article, analysis }) => documentOf(article, analysis))))
    return {
      tokensAnArticle: tokens,
      entityTokensPerSecond: (tokens / entities.each) * 1_000,
      parts: { read: reading.each, entities: entities.each, analyse: analysed.each, store: stored.each, index: indexed.each },
    }
  } finally {
    await store.close()
  }
}

function documentOf(article: Article, { titleTerms, sentences }: Analysis) {
  const { id, publisher } = article
  return { id, publisher, publishedMs: instantMs(article), titleTerms, bodyTerms: sentences.flatMap((sentence) => sentence.terms) }
}

/** A newsroom that has run for a minute has its code compiled; what the first answer of a process takes is the cold start. */
async function warmUp(room: Newsroom, corpus: BenchCorpus, now: Date): Promise<void> {
  for (const kind of KINDS)
    for (const query of corpus.queries[kind].slice(-WARMING_QUESTIONS)) await room.ask(query.text, { now, zone: 'UTC' })
}

async function measureAnswering(room: Newsroom, corpus: BenchCorpus, kind: QueryKind, now: Date): Promise<Answering> {
  const asked = { now, zone: 'UTC' }
  const queries = corpus.queries[kind]
  let answered = 0
  let asks = 0
  const ask = await latency(
    queries,
    async (query) => {
      const { answer } = await room.ask(query.text, asked)
      asks++
      if (answer.verdict === 'answered') answered++
    },
    BOUND_MS,
  )
  return {
    ask,
    answeredShare: answered / asks,
    search: await latency(queries, (query) => room.search(query.text, asked, 10), BOUND_MS),
    index: await latency(queries, (query) => askNewsdesk(room.index, query), BOUND_MS),
  }
}
