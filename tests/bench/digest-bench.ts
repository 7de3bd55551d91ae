/**
 * Choosing and composing a digest over an archive whose last day brought 500 articles, beside what a simple bot does: read the day's articles out of
 * the same store and show the newest.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Article } from '../../src/article.ts'
import { citations } from '../../src/cited.ts'
import { composeDigest } from '../../src/digest/compose.ts'
import { chooseDigest, type DigestRequest } from '../../src/digest.ts'
import { type Newsroom, openNewsroom } from '../../src/newsroom.ts'
import { tellingSentence } from '../../src/on-topic.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { type Latency, latency } from './measure.ts'
import { type BenchArticle, type BenchCorpus, seededRandom } from './news-corpus.ts'

export type DigestFigures = {
  readonly articles: number
  readonly lastDay: number
  /** Stories told of those that could have been, without a topic. */
  readonly told: number
  readonly total: number
  /** Without a topic, each time as if an article had just been written: nothing of the day is in memory. */
  readonly first: Latency
  readonly all: Latency
  readonly named: Latency
  readonly words: Latency
  /** The newest articles, a sentence each: nothing is chosen. */
  readonly newest: Latency
}
export type DigestBench = { readonly articles: number; readonly lastDay: number; readonly runs: number }

export const DIGEST_BENCH: DigestBench = { articles: 50_000, lastDay: 500, runs: 30 }
const DAY_MS = 86_400_000
const NOW = new Date('2023-01-01T08:00:00Z')
const BATCH = 500
const MAX = 10
const BOUND_MS = 60_000
const WARM_UP = 3
const ARCHIVED_CHARACTERS = 1_200
/** Of the day's articles, these tell an event that another one tells too, in its own paragraphs. */
const SHARED_EVENTS = 0.2
const TOPICS = ['Apple', 'Washington']
const WORDS = ['police officer', 'interest rates']

export async function measureDigest(corpus: BenchCorpus, bench: DigestBench, note: (doing: string) => void): Promise<DigestFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-digest-'))
  const newsroom = await openNewsroom(await openSqliteStore(join(folder, 'news.db')))
  try {
    await fill(newsroom, corpus, bench.articles - bench.lastDay, archived, note)
    return await measureChoosing(newsroom, corpus, bench, note)
  } finally {
    await newsroom.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Over a newsroom that holds all articles but the last day's. */
export async function measureChoosing(
  newsroom: Newsroom,
  corpus: BenchCorpus,
  { articles, lastDay, runs }: DigestBench,
  note: (doing: string) => void,
): Promise<DigestFigures> {
  const generation = newsroom.store.segments.generation()
  const day = dayOf(lastOf(corpus, articles, lastDay))
  for (let at = 0; at < day.length; at += BATCH) await newsroom.add(day.slice(at, at + BATCH))
  note(`digest: choosing ${runs} times each`)
  const since = { generation, dueMs: NOW.getTime() - DAY_MS }
  let [told, total] = [0, 0]
  const digest = async (topic: string): Promise<void> => {
    const request: DigestRequest = { topic, max: MAX, style: 'brief', since, periodMs: DAY_MS, told: new Map() }
    const chosen = await chooseDigest(newsroom, request, { now: NOW, zone: 'UTC' })
    composeDigest(chosen, { name: 'Digest 1', topic, dueMs: NOW.getTime(), zone: 'UTC', isPreview: false }, 'brief')
    if (topic === '') [told, total] = [chosen.stories.length, chosen.total]
  }
  const each = (topics: readonly string[]): string[] => Array.from({ length: runs }, (_, i) => topics[i % topics.length] as string)
  return {
    articles,
    lastDay,
    first: await latency(each(['']), (topic) => afterWrite(newsroom, () => digest(topic)), BOUND_MS, WARM_UP),
    all: await latency(each(['']), digest, BOUND_MS, WARM_UP),
    named: await latency(each(TOPICS), digest, BOUND_MS, WARM_UP),
    words: await latency(each(WORDS), digest, BOUND_MS, WARM_UP),
    newest: await latency(each(['']), () => newest(newsroom), BOUND_MS, WARM_UP),
    told,
    total,
  }
}

/** Any write that concerns articles or their index makes what was read of them void. */
async function afterWrite({ store }: Newsroom, work: () => Promise<void>): Promise<void> {
  store.segments.replace([], null)
  await work()
}

function dayOf(fresh: readonly BenchArticle[]): Article[] {
  const random = seededRandom(7)
  return fresh.map((one, i) => {
    const told = articleOf(one, NOW.getTime() - Math.floor(random() * DAY_MS))
    const other = i > 0 && random() < SHARED_EVENTS ? (fresh[i - 1] as BenchArticle) : null
    return other === null ? told : { ...told, title: other.title, body: `${other.body.slice(0, 1_500)}\n\n${told.body.slice(0, 2_000)}` }
  })
}

/** They are made one after the other; only these are kept. */
function lastOf(corpus: BenchCorpus, count: number, most: number): BenchArticle[] {
  const kept: BenchArticle[] = []
  let n = 0
  for (const one of corpus.articles(count)) if (++n > count - most) kept.push(one)
  return kept
}

/** The least that shows the same number of lines. It reads no more than it shows, so that it is a floor rather than a rival. */
async function newest({ store }: Newsroom): Promise<void> {
  const heads = await store.list({ fromMs: NOW.getTime() - DAY_MS, toMs: NOW.getTime(), limit: 1_000 })
  const cited = citations()
  for (const analysed of await store.analysed(heads.slice(0, MAX).map(({ id }) => id))) {
    const sentence = tellingSentence({ label: '', name: '', entities: [], terms: new Map() }, analysed)
    if (sentence !== null) cited.quote(analysed.article, sentence, analysed.article.title)
  }
}

async function fill(
  newsroom: Newsroom,
  corpus: BenchCorpus,
  count: number,
  made: (one: BenchArticle) => Article,
  note: (doing: string) => void,
): Promise<void> {
  let batch: Article[] = []
  let added = 0
  for (const one of corpus.articles(count)) {
    batch.push(made(one))
    if (batch.length < BATCH && added + batch.length < count) continue
    await newsroom.add(batch)
    added += batch.length
    batch = []
    if (added % 5_000 === 0 || added === count) note(`digest: ${added} of ${count} articles added`)
  }
}

/** Of the archive, the dates, names and near copies are looked at, not the text: a shorter one spares minutes of filling. */
function archived(one: BenchArticle): Article {
  const told = articleOf(one, (one.publishedMs ?? 0) - 10 * DAY_MS)
  return { ...told, body: told.body.slice(0, ARCHIVED_CHARACTERS) }
}

function articleOf({ id, title, publisher, body }: BenchArticle, publishedMs: number): Article {
  return {
    id,
    title,
    headlined: true,
    publisher,
    authors: [],
    published: new Date(publishedMs).toISOString(),
    about: null,
    url: null,
    tags: [],
    body,
  }
}

export function digestReport({ articles, lastDay, told, total, first, all, named, words, newest: floor }: DigestFigures): string {
  const row = (what: string, { cpu, p50, p95, samples }: Latency): string =>
    `| ${what} | ${cpu.p50.toFixed(0)} | ${cpu.p95.toFixed(0)} | ${p50.toFixed(0)} | ${p95.toFixed(0)} | ${samples} |`
  return [
    `## Digests: choosing and composing, ${articles.toLocaleString('en')} articles, ${lastDay} of the last day`,
    '',
    '| | CPU ms p50 | p95 | wall ms p50 | p95 | runs |',
    '|---|---|---|---|---|---|',
    row(`no topic (${told} of ${total} stories), the first after a write`, first),
    row('no topic, the others of that minute', all),
    row('a name as topic', named),
    row('two words as topic', words),
    row(`newest ${MAX} articles, nothing chosen`, floor),
  ].join('\n')
}
