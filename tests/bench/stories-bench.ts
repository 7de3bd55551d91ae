/** How fast articles are put into stories: the step alone, over articles that are stored and indexed, and then one by one. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Article, instantMs } from '../../src/article.ts'
import { readArticles } from '../../src/intake/read-file.ts'
import { analyse } from '../../src/retrieval/analysis.ts'
import { openKeywordIndex } from '../../src/retrieval/keyword-index.ts'
import type { IndexDocument } from '../../src/retrieval/search-index.ts'
import { tellStories } from '../../src/retrieval/stories.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Analysed } from '../../src/store/store.ts'
import { effort, type Latency, latency } from './measure.ts'
import { benchCorpus } from './news-corpus.ts'

export type StoriesFigures = {
  readonly corpus: string
  readonly articles: number
  readonly stories: number
  readonly articlesPerCpuSecond: number
  readonly addOne: Latency
}

export const STORIES_BENCH = { articles: 5_000, oneByOne: 500 }
/** As `addArticles` reads them back. */
const BATCH = 200
const BOUND_MS = 30_000

const NEWS = new URL('../../../shared/data/news/realtime-2022.jsonl.gz', import.meta.url)

type Corpus = { readonly origin: string; readonly articles: readonly Article[] }

/** Real pages as they are, for their events are what is grouped; made-up text where there are none. */
export async function storyCorpus(count: number, news: URL = NEWS): Promise<Corpus> {
  if (existsSync(news)) {
    const { articles } = await readArticles(fileURLToPath(news))
    return { origin: 'real news pages', articles: articles.slice(0, count) }
  }
  const { origin, articles } = benchCorpus(new URL('./', news))
  const made = [...articles(count)].map(({ id, title, body, publisher, publishedMs }): Article => {
    const published = publishedMs === null ? null : new Date(publishedMs).toISOString()
    return { id, title, headlined: true, publisher, authors: [], published, about: null, url: null, tags: [], body }
  })
  return { origin, articles: made }
}

/** The last `oneByOne` of the articles are added singly, each compared with all before it. */
export async function measureStories(corpus: Corpus, oneByOne: number, note: (doing: string) => void): Promise<StoriesFigures> {
  const store = await openSqliteStore(':memory:')
  try {
    const analysed: Analysed[] = []
    note(`stories: storing ${corpus.articles.length} articles`)
    for (let at = 0; at < corpus.articles.length; at += BATCH) {
      const batch = corpus.articles.slice(at, at + BATCH).map((article) => ({ article, analysis: analyse(article) }))
      await store.put(batch)
      analysed.push(...batch)
    }
    const index = await openKeywordIndex(store.segments, (ids) => documents(analysed, ids))
    const add = (batch: readonly Analysed[]) => tellStories(store.stories, index, batch, async () => [])
    const whole = analysed.slice(0, Math.max(0, analysed.length - oneByOne))
    note(`stories: grouping ${whole.length} articles`)
    const { cpuSeconds } = await effort(async () => {
      for (let at = 0; at < whole.length; at += BATCH) await add(whole.slice(at, at + BATCH))
    })
    note(`stories: ${oneByOne} more, one by one`)
    const addOne = await latency(analysed.slice(whole.length), (one) => add([one]), BOUND_MS, 0)
    const told = await store.stories.idsOf(analysed.map(({ article }) => article.id))
    return {
      corpus: corpus.origin,
      articles: analysed.length,
      stories: new Set(told.values()).size,
      articlesPerCpuSecond: whole.length / cpuSeconds,
      addOne,
    }
  } finally {
    await store.close()
  }
}

export function storiesReport({ corpus, articles, stories, articlesPerCpuSecond, addOne }: StoriesFigures): string {
  const times = ({ p50, p95, p99 }: Latency['cpu']): string => [p50, p95, p99].map((ms) => ms.toFixed(2)).join(' / ')
  return [
    '## Stories',
    '',
    `${corpus}: ${articles.toLocaleString('en')} articles in ${stories.toLocaleString('en')} stories. Grouping alone: ${Math.round(articlesPerCpuSecond).toLocaleString('en')} articles per CPU second; one article more (${addOne.samples}): ${times(addOne.cpu)} CPU ms, ${times(addOne)} ms of wall time (p50 / p95 / p99).`,
  ].join('\n')
}

async function* documents(analysed: readonly Analysed[], ids: readonly string[]): AsyncGenerator<IndexDocument> {
  const wanted = new Set(ids)
  for (const { article, analysis } of analysed) {
    if (!wanted.has(article.id)) continue
    yield {
      id: article.id,
      publisher: article.publisher,
      publishedMs: instantMs(article),
      titleTerms: analysis.titleTerms,
      bodyTerms: analysis.sentences.flatMap((sentence) => sentence.terms),
    }
  }
}
