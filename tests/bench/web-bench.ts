/** The reading room measured from outside: what its pages weigh, how soon the first answer is there, how many pages a second it serves, and many readers who ask at once. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openNewsroom } from '../../src/newsroom.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { CHROMIUM } from '../web/browser.ts'
import { type Latency, latency, type Quantiles, quantile, quantiles } from './measure.ts'
import type { BenchCorpus } from './news-corpus.ts'
import type { ErrandFigures } from './web-askers.ts'
import { type Server, send, startBarePage, startReadingRoom } from './web-server.ts'
import { filledStore } from './web-store.ts'
import { type PageWeight, weigh } from './web-weight.ts'

export type PageRate = {
  readonly page: string
  readonly perSecond: number
  readonly barePerSecond: number
  readonly cpuMs: number
  readonly bareCpuMs: number
}
export type LoadFigures = {
  readonly articles: number
  readonly corpus: string
  readonly askers: number
  readonly slow: number
  /** One reader who asks alone, no slow connections. */
  readonly alone: Quantiles
  readonly ms: Quantiles
  readonly requests: number
  readonly perSecond: number
  readonly cpuMsAnAnswer: number
  readonly statuses: Readonly<Record<string, number>>
  readonly slowShut: number
  readonly oversize: readonly string[]
  readonly rssMegabytes: number
  readonly faults: readonly string[]
}
export type WebFigures = {
  /** Milliseconds from outside, of processes just started: the front page, the first question that is asked there, and a first question when nothing was asked for before. */
  readonly cold: { readonly processes: number; readonly frontMs: number; readonly nextMs: number; readonly answerMs: number }
  /** Distinct questions over the seeds, one at a time. `bare`: the same answers without page and HTTP. */
  readonly answers: { readonly page: Latency; readonly api: Latency; readonly bare: Latency }
  /** null: there is no browser to say it. */
  readonly weights: readonly PageWeight[] | null
  readonly rates: readonly PageRate[]
  readonly load: LoadFigures
}
/** `folder`: where the store of the load is kept; null: it is made anew and thrown away. */
export type WebThoroughness = {
  readonly questions: number
  readonly processes: number
  readonly requests: number
  readonly articles: number
  readonly askers: number
  readonly rounds: number
  readonly slow: number
  readonly folder: string | null
}

export const WEB_BENCH: WebThoroughness = {
  questions: 300,
  processes: 5,
  requests: 2_000,
  articles: 50_000,
  askers: 50,
  rounds: 10,
  slow: 50,
  folder: null,
}
const QUESTIONS = new URL('../../seeds/questions.jsonl', import.meta.url)
const MEGABYTE = 1 << 20
const BOUND_MS = 60_000
const AT_ONCE = 10
const OVERSIZE = 3
/** Fewer requests are for tests. */
const WORTH_WARMING = 100
/** For the front page, whose examples are answered before it is shown, and for the first articles from the disk. */
const WARMING = 20
/** Slow connections are shut after ten seconds: the readers are given as long. */
const SLOW_MS = 12_000

export async function measureWeb(corpus: BenchCorpus, thoroughness: WebThoroughness, note: (doing: string) => void): Promise<WebFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-web-'))
  try {
    const seeds = join(folder, 'seeds.db')
    const questions = seedQuestions().slice(0, thoroughness.questions)
    const cold = await measureCold(seeds, questions[0] as string, thoroughness.processes, note)
    const server = await startReadingRoom(seeds)
    let answers: WebFigures['answers']
    let weights: WebFigures['weights'] = null
    let rates: readonly PageRate[]
    try {
      note('answers over the seeds')
      answers = await measureAnswers(server.origin, seeds, questions)
      const pages = await pagesOf(server.origin, questions[0] as string)
      note('weights')
      if (CHROMIUM !== null) weights = await weigh(server.origin, pages)
      rates = await measureRates(server, pages, thoroughness.requests, note)
    } catch (error) {
      throw cutShort(server, error)
    } finally {
      await server.end()
    }
    const load = await measureLoad(corpus, thoroughness, thoroughness.folder ?? folder, note)
    return { cold, answers, weights, rates, load: { ...load, faults: [...server.faults(), ...load.faults] } }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function cutShort(server: Server, cause: unknown): Error {
  return new Error(['the benchmark of the web was cut short', ...server.faults()].join('\n'), { cause })
}

function seedQuestions(): readonly string[] {
  const lines = readFileSync(QUESTIONS, 'utf8').split('\n').filter(Boolean)
  return [...new Set(lines.map((line) => (JSON.parse(line) as { readonly q: string }).q))]
}

const askPath = (question: string) => `/ask?${new URLSearchParams({ q: question })}`

/** The first start fills the store and is not counted, unless there is only one. */
async function measureCold(db: string, question: string, processes: number, note: (doing: string) => void): Promise<WebFigures['cold']> {
  const took = async (...paths: readonly string[]): Promise<readonly number[]> => {
    const server = await startReadingRoom(db)
    try {
      const ms: number[] = []
      for (const path of paths) {
        const before = performance.now()
        await page(`${server.origin}${path}`)
        ms.push(performance.now() - before)
      }
      return ms
    } finally {
      await server.end()
    }
  }
  note('the first page of a process')
  if (processes > 1) await took('/')
  const fronts: (readonly number[])[] = []
  const answers: (readonly number[])[] = []
  for (let i = 0; i < processes; i++) {
    fronts.push(await took('/', askPath(question)))
    answers.push(await took(askPath(question)))
  }
  const median = (runs: readonly (readonly number[])[], nth: number) =>
    quantile(
      runs.map((ms) => ms[nth] ?? Number.NaN),
      0.5,
    )
  return { processes, frontMs: median(fronts, 0), nextMs: median(fronts, 1), answerMs: median(answers, 0) }
}

async function page(url: string): Promise<string> {
  const response = await fetch(url)
  const text = await response.text()
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 200)}`)
  return text
}

async function measureAnswers(origin: string, db: string, questions: readonly string[]): Promise<WebFigures['answers']> {
  // Answers are remembered for some seconds: what the page was asked, the API is not.
  const half = (which: number) => questions.filter((_, n) => n % 2 === which)
  const onPage = await latency(half(0), (question) => page(`${origin}${askPath(question)}`), BOUND_MS, 0)
  const byApi = await latency(half(1), (question) => page(`${origin}/api${askPath(question)}`), BOUND_MS, 0)
  const newsroom = await openNewsroom(await openSqliteStore(db))
  try {
    const asked = { now: new Date(), zone: 'UTC' }
    return { page: onPage, api: byApi, bare: await latency(half(0), (question) => newsroom.ask(question, asked), BOUND_MS, WARMING) }
  } finally {
    await newsroom.close()
  }
}

/** Pages of each kind, found by following links as a reader does. */
async function pagesOf(origin: string, question: string): Promise<Readonly<Record<string, string>>> {
  const front = await page(`${origin}/`)
  const answer = await page(`${origin}${askPath(question)}`)
  const link = (html: string, kind: string): string => {
    const found = new RegExp(`href="(/${kind}/[^"#]+)`).exec(html)?.[1]
    if (found === undefined) throw new Error(`no page leads to /${kind}/…`)
    return found.replaceAll('&amp;', '&')
  }
  return { front: '/', answer: askPath(question), article: link(answer, 'article'), entity: link(front, 'entity') }
}

async function measureRates(
  server: Server,
  pages: Readonly<Record<string, string>>,
  requests: number,
  note: (doing: string) => void,
): Promise<readonly PageRate[]> {
  const rates: PageRate[] = []
  for (const [name, path] of Object.entries(pages)) {
    note(`pages a second: ${name}`)
    const response = await fetch(`${server.origin}${path}`)
    const bare = await startBarePage({ type: response.headers.get('content-type') ?? '', body: await response.text() })
    try {
      const ours = await rateOf(server, path, requests)
      const peer = await rateOf(bare, '/', requests)
      rates.push({ page: name, perSecond: ours.perSecond, barePerSecond: peer.perSecond, cpuMs: ours.cpuMs, bareCpuMs: peer.cpuMs })
    } finally {
      await bare.end()
    }
  }
  return rates
}

async function rateOf(server: Server, path: string, requests: number): Promise<{ readonly perSecond: number; readonly cpuMs: number }> {
  const errand = { origin: server.origin, paths: [path], askers: AT_ONCE, slow: 0, holdMs: 0, oversize: 0 }
  if (requests >= WORTH_WARMING) await send({ ...errand, requests: Math.ceil(requests / 10) })
  const before = await server.use('time')
  const figures = await send({ ...errand, requests })
  const after = await server.use('time')
  const wrong = faultsOf(figures)
  if (wrong.length > 0) throw new Error(`measuring ${path}: ${wrong.join('; ')}`)
  return { perSecond: requests / figures.seconds, cpuMs: (after.cpuMs - before.cpuMs) / requests }
}

function faultsOf({ statuses, faults }: ErrandFigures): readonly string[] {
  return [...faults, ...Object.entries(statuses).flatMap(([status, times]) => (status === '200' ? [] : [`${times} answered ${status}`]))]
}

async function measureLoad(
  corpus: BenchCorpus,
  { articles, askers, rounds, slow }: WebThoroughness,
  folder: string,
  note: (doing: string) => void,
): Promise<LoadFigures> {
  const db = await filledStore(folder, corpus, articles, (doing) => note(`load: ${doing}`))
  note(`load: ${askers} askers over ${articles} articles`)
  const { short, mid, long } = corpus.queries
  const paths = short.flatMap((_, n) => [short, mid, long].flatMap((kind) => kind[n]?.text ?? [])).map(askPath)
  const requests = askers * rounds
  const server = await startReadingRoom(db)
  try {
    const errand = { origin: server.origin, paths, askers: 1, slow: 0, holdMs: 0, oversize: 0 }
    await send({ ...errand, paths: paths.slice(-WARMING), requests: WARMING })
    const alone = await send({ ...errand, paths: paths.slice(-3 * WARMING, -WARMING), requests: 2 * WARMING })
    const before = await server.use('time')
    const crowd = await send({ ...errand, askers, requests, slow, holdMs: SLOW_MS, oversize: OVERSIZE })
    const after = await server.use('memory')
    return {
      articles,
      corpus: corpus.origin,
      askers,
      slow,
      alone: quantiles(alone.ms),
      ms: quantiles(crowd.ms),
      requests: crowd.ms.length,
      perSecond: crowd.ms.length / crowd.seconds,
      cpuMsAnAnswer: (after.cpuMs - before.cpuMs) / requests,
      statuses: crowd.statuses,
      slowShut: crowd.slowShut,
      oversize: crowd.oversize,
      rssMegabytes: after.rssBytes / MEGABYTE,
      faults: [...faultsOf(alone), ...faultsOf(crowd), ...server.faults()],
    }
  } catch (error) {
    throw cutShort(server, error)
  } finally {
    await server.end()
  }
}
