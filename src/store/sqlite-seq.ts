/** The numbers of articles: never used twice, also where the newest article was removed. */
import type Database from 'better-sqlite3'

/** The store's own setting: the largest number that a removal took away. */
const LAST_REMOVED = '#removed-seq'

/** Within a transaction: the largest number that any article has had. */
export function lastSeq(database: Database.Database): () => number {
  const kept = database.prepare<[], number | null>('select max(seq) from articles').pluck()
  const removed = database.prepare<[string], string>('select value from settings where name = ?').pluck()
  return () => Math.max(kept.get() ?? 0, Number(removed.get(LAST_REMOVED) ?? 0))
}

/** Within the transaction that removes articles, before it does: their numbers are used up. */
export function seqKeeper(database: Database.Database): () => void {
  const last = lastSeq(database)
  const keep = database.prepare<[string, string]>(
    'insert into settings (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
  )
  return () => void keep.run(LAST_REMOVED, String(last()))
}
