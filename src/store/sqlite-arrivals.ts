/** Articles in the order of writing, and their versions, out of SQLite. */
import type Database from 'better-sqlite3'
import type { Article } from '../article.ts'
import { boundedLimit } from './bounds.ts'
import type { Guard } from './sqlite-segments.ts'
import type { Arrival, Arrived, Store } from './store.ts'
import { storeError } from './store-error.ts'

export function sqliteArrivals(
  database: Database.Database,
  file: string,
  guard: Guard,
): Pick<Store, 'arrivals' | 'arrived' | 'versions' | 'versionNumbers'> {
  const statements = prepare(database)
  return {
    async arrivals(after, limit) {
      const wanted = { generation: after.generation, seq: after.seq, limit: boundedLimit(limit) }
      return guard(() => statements.arrivals.all(wanted)).map(({ quiet, ...arrival }) => ({ ...arrival, isQuiet: quiet === 1 }))
    },
    async arrived() {
      return guard(() => statements.arrived.get()) ?? { generation: 0, seq: 0 }
    },
    async versions(id) {
      return guard(() => statements.versions.all(id)).map((content) => {
        try {
          return JSON.parse(content) as Article
        } catch (error) {
          throw storeError('corrupt', file, 'read from', `an earlier version of article “${id}” is garbled`, error)
        }
      })
    },
    async versionNumbers(ids) {
      const wanted = JSON.stringify(ids)
      return new Map(guard(() => statements.numbers.all(wanted)).map(({ id, version }) => [id, version]))
    },
  }
}

type After = Arrived & { readonly limit: number }
function prepare(database: Database.Database) {
  return {
    arrivals: database.prepare<[After], Omit<Arrival, 'isQuiet'> & { readonly quiet: number }>(
      `select generation, seq, id, version, published_ms as publishedMs, story_id as storyId, quiet from articles
       where (generation, seq) > (@generation, @seq) order by generation, seq limit @limit`,
    ),
    arrived: database.prepare<[], Arrived>('select generation, seq from articles order by generation desc, seq desc limit 1'),
    versions: database
      .prepare<[string], string>(
        'select v.content from article_versions v join articles a on a.seq = v.article where a.id = ? order by v.version',
      )
      .pluck(),
    numbers: database.prepare<[string], { readonly id: string; readonly version: number }>(
      'select id, version from articles where id in (select value from json_each(?))',
    ),
  }
}
