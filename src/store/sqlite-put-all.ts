/** One transaction that outlives a turn of the event loop: batches come when they are ready, and nothing else gets in between. */
import type Database from 'better-sqlite3'
import type { Putter } from './sqlite-put.ts'
import type { Analysed, Stored } from './store.ts'
import { guarded, storeError } from './store-error.ts'

export type LongPut = {
  putAll(batches: AsyncIterable<readonly Analysed[]>): Promise<Stored>
  /** Throws a StoreError `busy` while a `putAll` is under way: on one connection, whatever else is done would be done within its transaction. */
  refuseMeanwhile(doing: string): void
}

const DOING = 'keep articles in'

export function sqliteLongPut(database: Database.Database, file: string, start: Putter, begin: () => number): LongPut {
  let underWay = false
  const refuseMeanwhile = (doing: string): void => {
    if (underWay) throw storeError('busy', file, doing, 'an import has its connection to itself')
  }
  const write = async (batches: AsyncIterable<readonly Analysed[]>): Promise<Stored> => {
    guarded(file, DOING, () => database.exec('begin immediate'))
    try {
      const putting = start(begin)
      for await (const batch of batches) guarded(file, DOING, () => putting.put(batch))
      return guarded(file, DOING, () => {
        database.exec('commit')
        return putting.stored()
      })
    } catch (error) {
      // A full disk has made SQLite roll back by itself.
      if (database.inTransaction) database.exec('rollback')
      throw error
    }
  }
  return {
    refuseMeanwhile,
    async putAll(batches) {
      refuseMeanwhile(DOING)
      underWay = true
      try {
        return await write(batches)
      } finally {
        underWay = false
      }
    },
  }
}
