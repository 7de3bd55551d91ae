/** A newsroom over a store: opened, filled with the seeds where it is empty, and set aside first where it is damaged and that is wished. */
import { existsSync } from 'node:fs'
import type { Log } from './log.ts'
import type { Newsroom } from './newsroom.ts'

export type Filling = {
  /** Folder of the seed articles. */
  readonly seeds: string
  readonly log: Log
  readonly progress: (doing: string, done: number, total: number | null) => void
  /** One line for who runs it. */
  readonly tell: (line: string) => void
}

/** The newsroom, with the seed articles where it was empty and they are wanted. */
export async function openFilled(
  where: { readonly db: string; readonly rebuild: boolean; readonly seed: boolean },
  { seeds, log, progress, tell }: Filling,
): Promise<Newsroom> {
  if (where.rebuild) await setDamagedAside(where.db, log, tell)
  const newsroom = await openAt(where.db)
  try {
    if (where.seed && (await newsroom.store.corpus()).articles === 0) {
      const { loadSeeds } = await import('./seeds.ts')
      const count = await loadSeeds(newsroom, seeds, (done, total) => progress('Loading the seed articles', done, total))
      log.info('seeds loaded', { articles: count, db: where.db })
    }
  } catch (error) {
    await newsroom.close()
    throw error
  }
  return newsroom
}

async function openAt(db: string): Promise<Newsroom> {
  const [{ openSqliteStore }, { openNewsroom }] = await Promise.all([import('./store/sqlite.ts'), import('./newsroom.ts')])
  const store = await openSqliteStore(db)
  try {
    return await openNewsroom(store)
  } catch (error) {
    await store.close()
    throw error
  }
}

/** Renames a store that is damaged and says so; a sound one stays as it is. */
async function setDamagedAside(db: string, log: Log, tell: Filling['tell']): Promise<void> {
  if (!existsSync(db)) return
  const damage = await damageOf(db)
  if (damage === null) {
    tell(`${db} is sound, so it was kept as it is.`)
    return
  }
  const { setAside } = await import('./store/store-file.ts')
  const aside = setAside(db)
  log.info('store set aside', { db, aside, damage })
  tell(`${db} was damaged; it is kept as ${aside}, and a new store takes its place.`)
}

async function damageOf(db: string): Promise<string | null> {
  try {
    const newsroom = await openAt(db)
    try {
      return (await newsroom.store.check())[0] ?? null
    } finally {
      await newsroom.close()
    }
  } catch (error) {
    if (isDamage(error)) return (error as Error).message
    throw error
  }
}

/** By name, so that telling an error does not load what throws it. */
export function isDamage(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'SegmentError' || (error.name === 'StoreError' && 'kind' in error && error.kind === 'corrupt'))
  )
}
