/** Writes that leave nothing of what they delete. */
import type Database from 'better-sqlite3'
import type { Transact } from './sqlite-segments.ts'

/**
 * Write transactions after which what was deleted or replaced is overwritten in the file, not only free to be reused: it was somebody's words.
 * (SQLite may leave a stray copy where rows had moved between pages.) Elsewhere this would only write each dropped index segment once more.
 */
export function erasingOn(database: Database.Database, transact: Transact): Transact {
  return (doing, work) =>
    transact(doing, () => {
      database.pragma('secure_delete = on')
      try {
        return work()
      } finally {
        database.pragma('secure_delete = off')
      }
    })
}
