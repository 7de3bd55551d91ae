/** Where articles came from, and which of them retention may take, in SQLite. */
import type Database from 'better-sqlite3'
import { boundedLimit, boundedText, MAX_LIMIT } from './bounds.ts'
import type { FeedStore, Origin } from './feed-store.ts'
import type { Guard, Transact } from './sqlite-segments.ts'

const DOING = 'keep where articles came from in'

export function sqliteOrigins(
  database: Database.Database,
  transact: Transact,
  guard: Guard,
): Pick<FeedStore, 'keepOrigins' | 'origins' | 'cite' | 'removable'> {
  const statements = prepare(database)
  return {
    async keepOrigins(origins) {
      bounded(origins)
      for (const { note, language } of origins) for (const text of [note, language]) boundedText(text ?? '', 'what is said of an origin')
      transact(DOING, () => {
        for (const origin of origins) statements.keep.run({ ...origin, isPaywalled: Number(origin.isPaywalled) })
      })
    },
    async origins(articleIds) {
      bounded(articleIds)
      const wanted = JSON.stringify(articleIds)
      return guard(() => statements.origins.all(wanted)).map((row) => ({ ...row, isPaywalled: row.isPaywalled === 1 }))
    },
    async cite(articleIds, nowMs) {
      bounded(articleIds)
      const cited = { ids: JSON.stringify(articleIds), nowMs }
      // Every answer and page cites, and most cite what no feed brought or what was cited before: only who finds something new waits for the right to write.
      if (guard(() => statements.uncited.get(cited.ids)) === undefined) return
      transact(DOING, () => void statements.cite.run(cited))
    },
    async removable({ beforeMs, keep }, limit) {
      const most = boundedLimit(limit)
      if (keep !== null && (!Number.isSafeInteger(keep) || keep < 0)) throw new RangeError(`keep is a whole number from 0, not ${keep}`)
      return guard(() => {
        const bounds: Place[] = []
        // Numbers begin at 1: nothing that was first seen at that very moment is before it.
        if (beforeMs !== null) bounds.push({ firstMs: beforeMs, article: 0 })
        const past = keep === null ? undefined : statements.past.get(keep)
        if (past !== undefined) bounds.push(past)
        const last = bounds.sort((a, b) => a.firstMs - b.firstMs || a.article - b.article).at(-1)
        return last === undefined ? [] : statements.removable.all({ ...last, limit: most })
      })
    },
  }
}

function bounded(list: readonly unknown[]): void {
  if (list.length > MAX_LIMIT) throw new RangeError(`at most ${MAX_LIMIT} articles at a time, not ${list.length}`)
}

type Stored<T extends Origin> = Omit<T, 'isPaywalled'> & { readonly isPaywalled: number }
/** In the order of age. */
type Place = { readonly firstMs: number; readonly article: number }
function prepare(database: Database.Database) {
  const ofFeed = 'article in (select seq from articles where id in (select value from json_each(@ids)))'
  return {
    // Of a feed that has gone meanwhile, the article stays.
    keep: database.prepare<[Stored<Origin>]>(
      `insert into origins (article, feed, first_ms, language, is_paywalled, note)
       select a.seq, (select id from feeds where id = @feed), @firstMs, @language, @isPaywalled, @note from articles a where a.id = @articleId
       on conflict (article) do update set feed = excluded.feed, language = excluded.language, is_paywalled = excluded.is_paywalled, note = excluded.note`,
    ),
    origins: database.prepare<[string], Stored<Origin>>(
      `select a.id as articleId, o.feed, o.first_ms as firstMs, o.language, o.is_paywalled as isPaywalled, o.note
       from articles a join origins o on o.article = a.seq where a.id in (select value from json_each(?))`,
    ),
    uncited: database.prepare<[string], number>(
      `select 1 from articles a join origins o on o.article = a.seq
       where a.id in (select value from json_each(?)) and o.cited_ms is null limit 1`,
    ),
    cite: database.prepare<[{ readonly ids: string; readonly nowMs: number }]>(`update origins set cited_ms = @nowMs where ${ofFeed}`),
    // The newest of those that are too many.
    past: database.prepare<[number], Place>(
      'select first_ms as firstMs, article from origins order by first_ms desc, article desc limit 1 offset ?',
    ),
    removable: database
      .prepare<[Place & { readonly limit: number }], string>(
        `select a.id from origins o join articles a on a.seq = o.article
         where o.cited_ms is null and (o.first_ms, o.article) <= (@firstMs, @article)
         order by o.first_ms, o.article limit @limit`,
      )
      .pluck(),
  }
}
