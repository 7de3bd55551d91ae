/** How long searches take while the intake stores what feeds brought, and how fast a large feed is taken apart, beside libraries that do the same. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseFeed } from 'feedsmith'
import RssParser from 'rss-parser'
import type { Article } from '../../src/article.ts'
import { plainFeed } from '../../src/intake/feed/plain.ts'
import { readFeed } from '../../src/intake/feed/read-feed.ts'
import { BOUNDS } from '../../src/intake/live/bounds.ts'
import { openWorkshop } from '../../src/intake/open-workshop.ts'
import { type Newsroom, openNewsroom } from '../../src/newsroom.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { type Quantiles, quantiles } from './measure.ts'
import type { BenchArticle, BenchCorpus } from './news-corpus.ts'

export type Searching = Quantiles & { readonly most: number; readonly searches: number; readonly added: number }
export type Reading = { readonly name: string; readonly seconds: number; readonly megabytesASecond: number; readonly items: number | null }
export type IntakeFigures = {
  readonly origin: string
  readonly articles: number
  readonly idle: Searching
  /** While batches of so many articles are added, one after another, as in a round over many feeds. */
  readonly during: readonly (Searching & { readonly batch: number })[]
  readonly megabytes: number
  readonly reading: readonly Reading[]
}
export type IntakeBench = {
  readonly articles: number
  readonly searches: number
  /** How many articles are added at once. */
  readonly batches: readonly number[]
  readonly feedBytes: number
}

/** What the intake does, and what it would be to store a whole turn of a feed at once. */
export const INTAKE_BENCH: IntakeBench = {
  articles: 20_000,
  searches: 150,
  batches: [BOUNDS.batch, BOUNDS.newItems],
  // Just below what is read of a feed.
  feedBytes: 19_900_000,
}
/** A reader's searches come when they come: one each so many ms, whether or not the one before is answered. */
const EACH_MS = 200
const HITS = 10
const FILL = 500
const ARCHIVED_CHARACTERS = 1_200
const NOW = new Date('2023-01-01T08:00:00Z')
/** Libraries that take the whole feed at once may take minutes over it. */
const RUNS = 3

export async function measureIntake(corpus: BenchCorpus, bench: IntakeBench, note: (doing: string) => void): Promise<IntakeFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-intake-'))
  const newsroom = await openNewsroom(await openSqliteStore(join(folder, 'news.db')))
  try {
    const fresh = await fill(newsroom, corpus, bench.articles, note)
    const queries = [...corpus.queries.mid, ...corpus.queries.short].map(({ text }) => text)
    note('intake: searching, nothing else going on')
    await searching(newsroom, queries, Math.min(50, bench.searches))
    const idle = await searching(newsroom, queries, bench.searches)
    const during: (Searching & { batch: number })[] = []
    for (const batch of bench.batches) {
      note(`intake: searching while articles are added, ${batch} at a time`)
      const adding = addition(newsroom, fresh, batch)
      const found = await searching(newsroom, queries, bench.searches)
      during.push({ ...found, batch, added: await adding.stop() })
    }
    note('intake: taking a feed apart')
    const feed = feedOf(corpus, bench.feedBytes)
    return { origin: corpus.origin, articles: bench.articles, idle, during, megabytes: feed.length / 1e6, reading: await readings(feed) }
  } finally {
    await newsroom.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Gives articles that are not in it yet. */
async function fill(newsroom: Newsroom, corpus: BenchCorpus, count: number, note: (doing: string) => void): Promise<Iterator<Article>> {
  const made = articlesOf(corpus)
  for (let added = 0; added < count; added += FILL) {
    const some = Array.from({ length: Math.min(FILL, count - added) }, () => made.next().value as Article)
    // Of the archive, a shorter text spares minutes of filling.
    await newsroom.add(some.map((article) => ({ ...article, body: article.body.slice(0, ARCHIVED_CHARACTERS) })))
    if (added % 5_000 === 0) note(`intake: ${added} of ${count} articles stored`)
  }
  return made
}

function* articlesOf(corpus: BenchCorpus): Generator<Article> {
  for (const one of corpus.articles(Number.MAX_SAFE_INTEGER)) yield articleOf(one)
}

function articleOf({ id, title, publisher, publishedMs, body }: BenchArticle): Article {
  const published = new Date(publishedMs ?? 0).toISOString()
  return {
    ...{ id, title, publisher, published, body },
    headlined: true,
    authors: [],
    about: null,
    url: `https://example.org/${id}`,
    tags: [],
  }
}

/** Each search from the moment at which it was due, so that waiting for the one before counts as well. */
async function searching(newsroom: Newsroom, queries: readonly string[], count: number): Promise<Searching> {
  const took: number[] = []
  const under: Promise<void>[] = []
  const startMs = performance.now()
  for (let n = 0; n < count; n++) {
    const dueMs = startMs + n * EACH_MS
    const waitMs = dueMs - performance.now()
    if (waitMs > 0) await pause(waitMs)
    const query = queries[n % queries.length] ?? ''
    under.push(newsroom.search(query, { now: NOW, zone: 'UTC' }, HITS).then(() => void took.push(performance.now() - dueMs)))
  }
  await Promise.all(under)
  return { ...quantiles(took), most: Math.max(...took), searches: count, added: 0 }
}

type Addition = { stop(): Promise<number> }

/** Adds without a pause until it is stopped; then tells how many. */
function addition(newsroom: Newsroom, fresh: Iterator<Article>, batch: number): Addition {
  let isStopped = false
  let added = 0
  const work = (async () => {
    while (!isStopped) {
      const some = Array.from({ length: batch }, () => fresh.next().value as Article)
      await newsroom.add(some)
      added += some.length
      // Between two batches the intake waits for hosts.
      await pause(0)
    }
  })()
  return {
    async stop() {
      isStopped = true
      await work
      return added
    },
  }
}

function feedOf(corpus: BenchCorpus, bytes: number): Buffer {
  const items: string[] = []
  let length = 0
  for (const { id, title, body, publishedMs } of corpus.articles(Number.MAX_SAFE_INTEGER)) {
    const paragraphs = body.split('\n\n').map((text) => `<p>${escaped(text)}</p>`)
    const link = `https://example.org/${id}`
    const item = `<item><title>${escaped(title)}</title><link>${link}</link><guid>${link}</guid><pubDate>${new Date(publishedMs ?? 0).toUTCString()}</pubDate><description>${escaped(body.slice(0, 200))}</description><content:encoded>${escaped(paragraphs.join(''))}</content:encoded></item>`
    items.push(item)
    length += item.length
    if (length >= bytes) break
  }
  return Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Bench</title><link>https://example.org/</link>${items.join('\n')}</channel></rss>`,
  )
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** The best of a few runs each; what the libraries make of it is markup, ours is plain text as well. */
async function readings(feed: Buffer): Promise<Reading[]> {
  const from = { url: 'https://example.org/feed', contentType: 'application/rss+xml' }
  const workshop = openWorkshop({ timeMs: 120_000 })
  const text = feed.toString()
  const ways: readonly (readonly [string, () => number | null | Promise<number | null>])[] = [
    ['ours, as markup', () => readFeed(feed, from)?.items.length ?? null],
    ['ours, plain text of the first 1,000 items, with their languages', () => plainOf(readFeed(feed, from))],
    [
      'the same in the workshop, the way to it and back included',
      async () => {
        const opened = await workshop.open(feed, from)
        return opened.kind === 'feed' ? opened.feed.items.length : null
      },
    ],
    ['feedsmith, as markup', () => (parseFeed(text).feed as { items?: unknown[] }).items?.length ?? null],
    ['rss-parser, as markup', async () => (await new RssParser().parseString(text)).items.length],
  ]
  const readings: Reading[] = []
  try {
    for (const [name, read] of ways) {
      let [seconds, items] = [Number.POSITIVE_INFINITY, null as number | null]
      for (let run = 0; run < RUNS; run++) {
        const start = performance.now()
        items = await read()
        seconds = Math.min(seconds, (performance.now() - start) / 1_000)
      }
      readings.push({ name, seconds, items, megabytesASecond: feed.length / 1e6 / seconds })
    }
  } finally {
    await workshop.close()
  }
  return readings
}

function plainOf(feed: ReturnType<typeof readFeed>): number | null {
  return feed === null ? null : plainFeed(feed).items.length
}

export function intakeReport({ articles, idle, during, megabytes, reading }: IntakeFigures): string {
  const ms = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0))
  const row = (what: string, { p50, p95, p99, most, searches, added }: Searching): string =>
    `| ${what} | ${ms(p50)} | ${ms(p95)} | ${ms(p99)} | ${ms(most)} | ${searches} | ${added} |`
  return [
    `## Intake: searches meanwhile, ${articles.toLocaleString('en')} articles`,
    '',
    '| | ms p50 | p95 | p99 | most | searches | articles added meanwhile |',
    '|---|---|---|---|---|---|---|',
    row('nothing else going on', idle),
    ...during.map((one) => row(`articles added without a pause, ${one.batch} at a time`, one)),
    '',
    `A feed of ${megabytes.toFixed(1)} MB taken apart, the best of ${RUNS} runs:`,
    '',
    '| | seconds | MB/s | items |',
    '|---|---|---|---|',
    ...reading.map(
      ({ name, seconds, megabytesASecond, items }) =>
        `| ${name} | ${seconds.toFixed(2)} | ${megabytesASecond.toFixed(1)} | ${items ?? 'none'} |`,
    ),
  ].join('\n')
}
