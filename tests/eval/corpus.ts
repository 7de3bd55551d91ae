/** A corpus, imported once: the database is kept under a name made of its files’ contents and of the code that read them. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readArticles } from '../../src/intake/read-file.ts'
import { type Newsroom, openNewsroom } from '../../src/newsroom.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { ROOT } from '../tidy/tree.ts'
import { fingerprint } from './fingerprint.ts'

const CACHE = join(ROOT, 'data/eval')

/** Articles in one transaction. */
const BATCH = 200

export type Progress = (doing: string, done: number, of: number) => void

/** A newsroom over the files, from the cache where it was imported before by the same code. */
export async function openCorpus(name: string, files: readonly string[], progress: Progress, cache: string = CACHE): Promise<Newsroom> {
  const file = join(cache, `${name}-${fingerprint(files)}.db`)
  if (!existsSync(file)) {
    mkdirSync(cache, { recursive: true })
    for (const old of readdirSync(cache)) if (old.startsWith(`${name}-`) && old.includes('.db')) rmSync(join(cache, old))
    const part = join(cache, `${name}.part`)
    for (const suffix of ['', '-wal', '-shm']) rmSync(part + suffix, { force: true })
    await importInto(part, files, progress)
    renameSync(part, file)
  }
  return await openNewsroom(await openSqliteStore(file))
}

export async function importInto(database: string, files: readonly string[], progress: Progress): Promise<void> {
  const newsroom = await openNewsroom(await openSqliteStore(database))
  try {
    for (const [i, file] of files.entries()) {
      const { articles } = await readArticles(file)
      for (let at = 0; at < articles.length; at += BATCH) {
        progress(`Importing ${file}`, at, articles.length)
        await newsroom.add(articles.slice(at, at + BATCH))
      }
      progress('Importing', i + 1, files.length)
    }
  } finally {
    await newsroom.close()
  }
}
