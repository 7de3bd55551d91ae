/**
 * The keyword index beside its peers, on one corpus in one run:
 *   node tests/bench/index-bench.ts [--articles 5000] [--engines newsdesk,fts5,…] [--json]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { KEYWORD_INDEX_LIMITS } from '../../src/retrieval/keyword-index.ts'
import { askNewsdesk, ENGINES, type Engine, newsdesk, openNewsdesk, UNKEPT } from './index-engines.ts'
import { effort, inFreshProcess, type Latency, latency, usedBytes } from './measure.ts'
import { type BenchCorpus, type BenchQuery, benchCorpus, type QueryKind } from './news-corpus.ts'

const KINDS: readonly QueryKind[] = ['long', 'mid', 'short']
/** A slow engine answers as many questions of a kind as it can in this time. */
const BOUND_MS = 15_000
const ADDED_ONE_BY_ONE = 200

/** What a fresh process needs to open the kept index and give its first answer. */
export type Reopened = { readonly openMs: number; readonly firstAnswerMs: number; readonly rssBytes: number }
export type EngineFigures = {
  readonly engine: string
  readonly articlesPerCpuSecond: number
  readonly heapKilobytesAnArticle: number
  readonly diskKilobytesAnArticle: number | null
  readonly reopened: Reopened | null
  readonly latencies: Readonly<Record<QueryKind, Latency>>
}
export type IndexFigures = {
  readonly articles: number
  readonly corpus: string
  readonly engines: readonly EngineFigures[]
  /** Share of the exact top ten that the posting budget keeps. */
  readonly recallAt10: Readonly<Record<QueryKind, number>>
  readonly addOne: Latency
  readonly similarTerms: Latency
}

export async function measureIndexes(
  articles: number,
  corpus: BenchCorpus,
  engines: readonly Engine[],
  note: (doing: string) => void,
): Promise<IndexFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'index-bench-'))
  try {
    const figures: EngineFigures[] = []
    for (const engine of engines) figures.push(await measureEngine(folder, engine, articles, corpus, note))
    if (!engines.includes(newsdesk)) await newsdesk.build(folder, corpus.articles(articles))
    note('newsdesk: recall, single additions, similar terms')
    const recallAt10 = await recall(folder, corpus)
    return { articles, corpus: corpus.origin, engines: figures, recallAt10, ...(await measureChanges(folder, corpus)) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureEngine(
  folder: string,
  engine: Engine,
  articles: number,
  corpus: BenchCorpus,
  note: (doing: string) => void,
): Promise<EngineFigures> {
  note(`${engine.name}: building`)
  const making = await effort(() => {
    let made = 0
    for (const article of corpus.articles(Math.min(articles, 2_000))) made += article.bodyTerms.length
    return made
  })
  const before = usedBytes()
  const built = await effort(() => engine.build(folder, corpus.articles(articles)))
  const heap = usedBytes() - before
  const latencies = {} as Record<QueryKind, Latency>
  for (const kind of KINDS) {
    note(`${engine.name}: ${kind} questions`)
    latencies[kind] = await latency(corpus.queries[kind], (query) => built.result.search(query), BOUND_MS)
  }
  const kept = !UNKEPT.has(engine.name)
  return {
    engine: engine.name,
    // Making the articles is not the index's work.
    articlesPerCpuSecond: articles / Math.max(0.001, built.cpuSeconds - (making.cpuSeconds * articles) / Math.min(articles, 2_000)),
    heapKilobytesAnArticle: heap / 1_024 / articles,
    diskKilobytesAnArticle: kept ? engine.keptBytes(folder) / 1_024 / articles : null,
    reopened: kept ? await reopen(folder, engine, corpus.queries.long[0] as BenchQuery) : null,
    latencies,
  }
}

function reopen(folder: string, engine: Engine, query: BenchQuery): Promise<Reopened> {
  return inFreshProcess<Reopened>(new URL(import.meta.url), [
    '--reopen',
    folder,
    '--engines',
    engine.name,
    '--question',
    JSON.stringify(query),
  ])
}

async function openAndAnswer(folder: string, engine: Engine, query: BenchQuery): Promise<Reopened> {
  const empty = process.memoryUsage.rss()
  const start = performance.now()
  const opened = await engine.open(folder)
  const openMs = performance.now() - start
  await opened.search(query)
  const firstAnswerMs = performance.now() - start
  return { openMs, firstAnswerMs, rssBytes: process.memoryUsage.rss() - empty }
}

async function recall(folder: string, corpus: BenchCorpus): Promise<Record<QueryKind, number>> {
  const budgeted = await openNewsdesk(folder)
  const exact = await openNewsdesk(folder, { ...KEYWORD_INDEX_LIMITS, postings: Number.MAX_SAFE_INTEGER })
  const shares = {} as Record<QueryKind, number>
  for (const kind of KINDS) {
    let found = 0
    let wanted = 0
    for (const query of corpus.queries[kind]) {
      const right = new Set(await askNewsdesk(exact, query))
      found += (await askNewsdesk(budgeted, query)).filter((id) => right.has(id)).length
      wanted += right.size
    }
    shares[kind] = found / wanted
  }
  return shares
}

async function measureChanges(folder: string, corpus: BenchCorpus): Promise<Pick<IndexFigures, 'addOne' | 'similarTerms'>> {
  const index = await openNewsdesk(folder)
  const news = [...corpus.articles(ADDED_ONE_BY_ONE)].map((article, i) => ({ ...article, id: `new-${i}` }))
  const addOne = await latency(news, (article) => index.upsert([article]), BOUND_MS, 0)
  const misspelt = [...new Set(corpus.queries.mid.flatMap((query) => query.terms))].filter((term) => term.length > 4).slice(0, 100)
  const swapped = misspelt.map((term) => `${term[1]}${term[0]}${term.slice(2)}`)
  return { addOne, similarTerms: await latency(swapped, (term) => index.similarTerms(term, 5), BOUND_MS) }
}

/** Tables in Markdown; ratios are ours ÷ theirs, so small is good. */
export function tableOf(figures: IndexFigures): string {
  const show = (value: number, digits = 1): string => (Number.isNaN(value) ? '–' : value.toFixed(digits))
  const ours = figures.engines.find((each) => each.engine === newsdesk.name)
  const timing = (each: EngineFigures, kind: QueryKind): string => {
    const { p50, p95, p99, samples } = each.latencies[kind]
    const ratio = ours && each !== ours ? ` (${show(ours.latencies[kind].p50 / p50, 3)}, ${show(ours.latencies[kind].p99 / p99, 3)})` : ''
    return `${show(p50, 2)} / ${show(p95, 2)} / ${show(p99, 2)}${ratio}${samples < 20 ? ` [${samples} samples]` : ''}`
  }
  const rows = figures.engines.map((each) => {
    const reopened = each.reopened
    const again = reopened
      ? `${show(reopened.openMs)} / ${show(reopened.firstAnswerMs)} | ${show(reopened.rssBytes / 1_024 / figures.articles, 2)}`
      : '– | –'
    const disk = each.diskKilobytesAnArticle === null ? '–' : show(each.diskKilobytesAnArticle, 2)
    return `| ${each.engine} | ${KINDS.map((kind) => timing(each, kind)).join(' | ')} | ${show(each.articlesPerCpuSecond, 0)} | ${show(each.heapKilobytesAnArticle, 2)} | ${disk} | ${again} |`
  })
  const { recallAt10, addOne, similarTerms } = figures
  return [
    `${figures.articles} articles; ${figures.corpus}. Milliseconds p50 / p95 / p99 of the top 10 (our p50, p99 ÷ theirs).`,
    '',
    '| engine | long | mid | short | built, articles per CPU s | heap KB an article | disk KB an article | reopened / first long answer, ms | RSS KB an article reopened |',
    '|---|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
    `newsdesk: recall@10 against its exact scores ${KINDS.map((kind) => `${kind} ${recallAt10[kind].toFixed(4)}`).join(', ')}; one article added ${show(addOne.p50, 2)} / ${show(addOne.p95, 2)} / ${show(addOne.p99, 2)} ms; similar terms ${show(similarTerms.p50, 2)} / ${show(similarTerms.p95, 2)} / ${show(similarTerms.p99, 2)} ms`,
  ].join('\n')
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      articles: { type: 'string', default: '5000' },
      engines: { type: 'string', default: ENGINES.map((engine) => engine.name).join(',') },
      json: { type: 'boolean', default: false },
      reopen: { type: 'string' },
      question: { type: 'string' },
    },
  })
  const names = values.engines.split(',')
  const engines = ENGINES.filter((engine) => names.includes(engine.name))
  if (values.reopen !== undefined && values.question !== undefined && engines[0] !== undefined) {
    const query = JSON.parse(values.question) as BenchQuery
    process.stdout.write(JSON.stringify(await openAndAnswer(values.reopen, engines[0], query)))
    return
  }
  const articles = Number(values.articles)
  if (!Number.isInteger(articles) || articles < 1)
    throw new RangeError(`measuring --articles ${values.articles}: give a whole number from 1`)
  if (engines.length === 0)
    throw new RangeError(`measuring --engines ${values.engines}: choose of ${ENGINES.map((e) => e.name).join(', ')}`)
  const figures = await measureIndexes(articles, benchCorpus(), engines, (doing) => process.stderr.write(`${doing}\n`))
  process.stdout.write(`${values.json ? JSON.stringify(figures, null, 2) : tableOf(figures)}\n`)
}

if (import.meta.main) {
  await main().catch((error: unknown) => {
    if (!(error instanceof RangeError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 2
  })
}
