/** Whole processes measured from outside: from `node` to the first answer, and the memory that a full newsroom takes. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fts5 } from './index-engines.ts'
import { inFreshProcess, quantile } from './measure.ts'
import type { BenchCorpus, BenchQuery } from './news-corpus.ts'

const MAIN = new URL('../../src/main.ts', import.meta.url)

/** Milliseconds of wall time, medians of processes started in turn. */
export type ColdStart = { readonly newsdeskMs: number; readonly fts5Ms: number; readonly emptyMs: number }

/** The terminal answers one long question; FTS5 opens the same articles and finds its ten best; and a process that does nothing. */
export async function coldStart(
  folder: string,
  db: string,
  corpus: BenchCorpus,
  count: number,
  now: Date,
  processes: number,
): Promise<ColdStart> {
  const query = corpus.queries.long[0] as BenchQuery
  const peer = mkdtempSync(join(folder, 'fts5-'))
  try {
    await fts5.build(peer, corpus.articles(count))
    const ask = [MAIN.pathname, 'ask', query.text, '--db', db, '--json', '--now', now.toISOString()]
    const find = ['--input-type=module', '-e', FTS5_PROCESS, join(peer, 'fts5.db'), query.text]
    const runs = { ask: [] as number[], find: [] as number[], empty: [] as number[] }
    for (let i = 0; i < processes; i++) {
      runs.ask.push(await wallMs(ask))
      runs.find.push(await wallMs(find))
      runs.empty.push(await wallMs(['-e', '0']))
    }
    return { newsdeskMs: quantile(runs.ask, 0.5), fts5Ms: quantile(runs.find, 0.5), emptyMs: quantile(runs.empty, 0.5) }
  } finally {
    rmSync(peer, { recursive: true, force: true })
  }
}

/** As little as an FTS5 program can be: plain JavaScript, no text fetched, no answer composed. */
const FTS5_PROCESS = `
  import Database from ${JSON.stringify(import.meta.resolve('better-sqlite3'))}
  const [file, text] = process.argv.slice(1)
  const words = new Set((text.toLowerCase().match(/[\\p{L}\\p{N}]+/gu) ?? []).filter((word) => word.length > 3))
  const match = [...words].map((word) => '"' + word + '"').join(' OR ')
  const rows = new Database(file).prepare('select rowid from news where news match ? order by rank limit 10').all(match)
  console.log(JSON.stringify(rows))
`

async function wallMs(options: readonly string[]): Promise<number> {
  const start = performance.now()
  // A refusal is an answer too, and has an exit code of its own.
  await promisify(execFile)(process.execPath, [...options], { maxBuffer: 1 << 22 }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === REFUSED)) throw error
  })
  return performance.now() - start
}
const REFUSED = 1

/** Bytes by which a process grows above an empty one when it opens the newsroom in `db` and answers the questions. */
export async function rssOfNewsroom(db: string, questions: readonly string[], now: Date): Promise<number> {
  const { before, after } = await inFreshProcess<{ before: number; after: number }>(new URL('./open-newsroom.ts', import.meta.url), [
    db,
    now.toISOString(),
    ...questions,
  ])
  return after - before
}
