/**
 * How fast the whole newsroom is, beside its peers, in one run:
 *   npm run bench -- [--only newsroom|chat|watches|digest|stories|intake|web] [--articles seeds,5000] [--full] [--engines newsdesk,fts5,…] [--json] [--save FILE]
 * `--full` adds 50,000 articles. `--web-articles` says over how many readers of the web ask; `--web-store FOLDER` keeps those for the next run. FlexSearch takes part where it can be required (NODE_PATH=…/node_modules).
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { reportOf } from './bench-report.ts'
import { measureChat } from './chat-bench.ts'
import { chatGoals, chatReport } from './chat-report.ts'
import { DIGEST_BENCH, digestReport, measureDigest } from './digest-bench.ts'
import { goalsOf, type Measured } from './goals.ts'
import { measureIndexes } from './index-bench.ts'
import { allEngines, type Engine } from './index-engines.ts'
import { INTAKE_BENCH, intakeReport, measureIntake } from './intake-bench.ts'
import { type BenchCorpus, benchCorpus, isSynthetic } from './news-corpus.ts'
import { measureNewsroom } from './newsroom-bench.ts'
import { seedArticles, seedCorpus } from './seed-corpus.ts'
import { measureStories, STORIES_BENCH, storiesReport, storyCorpus } from './stories-bench.ts'
import { measureWatches, watchReport } from './watch-bench.ts'
import { measureWeb, WEB_BENCH } from './web-bench.ts'
import { webGoals, webReport } from './web-report.ts'

const FULL = 50_000
/** A run with more would not end while somebody waits. */
const MAX_ARTICLES = 200_000

/** Questions of a kind, and processes started cold, of which the median counts. */
type Thoroughness = { readonly questions: number; readonly processes: number }
const THOROUGH: Thoroughness = { questions: 240, processes: 7 }

export type Size = Measured['size']
const PARTS = ['newsroom', 'chat', 'watches', 'digest', 'stories', 'intake', 'web'] as const
export type BenchOptions = {
  readonly parts: readonly (typeof PARTS)[number][]
  readonly sizes: readonly Size[]
  readonly engines: readonly Engine[]
  readonly web: { readonly articles: number; readonly folder: string | null }
  readonly json: boolean
  readonly save: string | null
}

/** Throws a RangeError that says what was given and what may be. */
export function readBenchOptions(argv: readonly string[], engines: readonly Engine[]): BenchOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      only: { type: 'string' },
      articles: { type: 'string', default: 'seeds,5000' },
      full: { type: 'boolean', default: false },
      engines: { type: 'string' },
      'web-articles': { type: 'string', default: String(WEB_BENCH.articles) },
      'web-store': { type: 'string' },
      json: { type: 'boolean', default: false },
      save: { type: 'string' },
    },
  })
  const parts = PARTS.filter((part) => values.only === undefined || values.only === part)
  if (parts.length === 0) throw new RangeError(`measuring --only ${values.only}: choose of ${PARTS.join(', ')}`)
  const sizes = values.articles.split(',').map((size): Size => {
    const count = Number(size)
    if (size !== 'seeds' && !(Number.isInteger(count) && count >= 1 && count <= MAX_ARTICLES))
      throw new RangeError(`measuring --articles ${values.articles}: give “seeds” or whole numbers from 1 to ${MAX_ARTICLES}, with commas`)
    return size === 'seeds' ? 'seeds' : count
  })
  const webArticles = Number(values['web-articles'])
  if (!(Number.isInteger(webArticles) && webArticles >= 1 && webArticles <= MAX_ARTICLES))
    throw new RangeError(`measuring --web-articles ${values['web-articles']}: give a whole number from 1 to ${MAX_ARTICLES}`)
  const names = values.engines?.split(',') ?? engines.map((engine) => engine.name)
  const unknown = names.filter((name) => !engines.some((engine) => engine.name === name))
  if (unknown.length > 0)
    throw new RangeError(`measuring --engines ${unknown.join(',')}: choose of ${engines.map((engine) => engine.name).join(', ')}`)
  return {
    parts,
    sizes: values.full && !sizes.includes(FULL) ? [...sizes, FULL] : sizes,
    engines: engines.filter((engine) => names.includes(engine.name)),
    web: { articles: webArticles, folder: values['web-store'] ?? null },
    json: values.json,
    save: values.save ?? null,
  }
}

/** `thoroughness` is for tests: fewer questions and processes make worse figures. */
export async function measureSize(
  size: Size,
  engines: readonly Engine[],
  note: (doing: string) => void,
  thoroughness: Thoroughness = THOROUGH,
): Promise<Measured> {
  const seeds = size === 'seeds' ? await seedArticles() : null
  const corpus = withQuestions(seeds === null ? benchCorpus() : seedCorpus(seeds), thoroughness.questions)
  const count = seeds?.length ?? Number(size)
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const newsroom = await measureNewsroom(folder, corpus, count, thoroughness.processes, note)
    return { size, newsroom, indexes: await measureIndexes(count, corpus, engines, note) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function withQuestions(corpus: BenchCorpus, most: number): BenchCorpus {
  const { long, mid, short } = corpus.queries
  return { ...corpus, queries: { long: long.slice(0, most), mid: mid.slice(0, most), short: short.slice(0, most) } }
}

async function main(): Promise<void> {
  const { parts, sizes, engines, web: webOptions, json, save } = readBenchOptions(process.argv.slice(2), allEngines())
  const isWanted = (part: BenchOptions['parts'][number]): boolean => parts.includes(part)
  if (isWanted('newsroom') && sizes.some((size) => size !== 'seeds') && isSynthetic())
    process.stderr.write(
      'No real news lies beside the repository (../shared/data/news): made-up text is measured, so compare ratios only.\n',
    )
  const runs = []
  for (const size of isWanted('newsroom') ? sizes : []) {
    const measured = await measureSize(size, engines, (doing) => process.stderr.write(`${size}: ${doing}\n`))
    const goals = goalsOf(measured)
    runs.push({ ...measured, goals })
    if (!json) process.stdout.write(`${reportOf(measured, goals)}\n\n`)
  }
  const chat = isWanted('chat') ? await measureChat((doing) => process.stderr.write(`chat: ${doing}\n`)) : null
  if (chat !== null && !json) process.stdout.write(`${chatReport(chat)}\n\n`)
  const watches = isWanted('watches') ? await measureWatches((doing) => process.stderr.write(`watches: ${doing}\n`)) : null
  if (watches !== null && !json) process.stdout.write(`${watchReport(watches)}\n\n`)
  const digest = isWanted('digest') ? await measureDigest(benchCorpus(), DIGEST_BENCH, (doing) => process.stderr.write(`${doing}\n`)) : null
  if (digest !== null && !json) process.stdout.write(`${digestReport(digest)}\n\n`)
  const stories = isWanted('stories')
    ? await measureStories(await storyCorpus(STORIES_BENCH.articles), STORIES_BENCH.oneByOne, (doing) => process.stderr.write(`${doing}\n`))
    : null
  if (stories !== null && !json) process.stdout.write(`${storiesReport(stories)}\n\n`)
  const intake = isWanted('intake') ? await measureIntake(benchCorpus(), INTAKE_BENCH, (doing) => process.stderr.write(`${doing}\n`)) : null
  if (intake !== null && !json) process.stdout.write(`${intakeReport(intake)}\n\n`)
  const web = isWanted('web')
    ? await measureWeb(benchCorpus(), { ...WEB_BENCH, ...webOptions }, (doing) => process.stderr.write(`web: ${doing}\n`))
    : null
  if (web !== null && !json) process.stdout.write(`${webReport(web)}\n\n`)
  const figures = {
    node: process.version,
    runs,
    ...(watches === null ? {} : { watches }),
    ...(digest === null ? {} : { digest }),
    ...(stories === null ? {} : { stories }),
    ...(intake === null ? {} : { intake }),
    ...(web === null ? {} : { web: { ...web, goals: webGoals(web) } }),
    ...(chat === null ? {} : { chat: { ...chat, goals: chatGoals(chat) } }),
  }
  const text = `${JSON.stringify(figures, null, 2)}\n`
  if (json) process.stdout.write(text)
  if (save !== null) writeFileSync(save, text)
}

if (import.meta.main) {
  await main().catch((error: unknown) => {
    const misuse =
      error instanceof RangeError || (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE'))
    if (!misuse) throw error
    process.stderr.write(`${(error as Error).message}\n`)
    process.exitCode = 2
  })
}
