/** Frozen segments of the search index in SQLite, and which articles each holds. */
import type Database from 'better-sqlite3'
import { boundedLimit } from './bounds.ts'
import type { Tables } from './schema.ts'
import type { NewSegment, Removal, SegmentStore } from './store.ts'

/** The store's own setting that counts writes. */
const GENERATION = '#generation'

/** Runs its argument as one write transaction. */
export type Transact = <T>(doing: string, work: () => T) => T
/** Runs its argument as a read. */
export type Guard = <T>(work: () => T) => T

/** How often articles or segments were written, by whatever process: what was made of them is good until it changes. What chat keeps does not count. */
export function generationOf(database: Database.Database): () => number {
  const kept = database.prepare<[string], string>('select value from settings where name = ?').pluck()
  return () => Number(kept.get(GENERATION) ?? 0)
}

export function sqliteSegments(database: Database.Database, transact: Transact, guard: Guard): SegmentStore & { begin(): number } {
  const statements = prepare(database)
  const generation = generationOf(database)
  /** Within a transaction: the number of the write that has just begun. */
  const begin = (): number => {
    const next = generation() + 1
    statements.setGeneration.run(GENERATION, String(next))
    return next
  }
  return {
    begin,
    generation: () => guard(generation),
    load: () =>
      guard(() =>
        database.transaction(() => statements.segments.all().map((row) => ({ ...row, dead: statements.dead.all({ segment: row.id }) })))(),
      ),
    pending: () => guard(() => statements.pending.all()),
    removedSince: (generation, limit) => guard(() => statements.removedSince.all(generation, boundedLimit(limit))),
    replace: (drop, add) =>
      transact('keep an index segment in', () => {
        // Also the segment's id: never used twice, so that another process cannot take a new segment for one that it knows.
        const id = begin()
        // Of a merged one, only what the store still looks for in its parts: another process may hold a later version elsewhere.
        const current =
          drop.length === 0 || add === null ? null : statements.heldBy.all(JSON.stringify(drop), JSON.stringify(add.articleIds))
        for (const old of drop) statements.drop.run(old)
        if (add === null) return null
        keep(statements, id, add, current ?? add.articleIds)
        return id
      }),
  }
}

/** `current`: those of its articles that it may hold; the others are dead in it. */
function keep(statements: Statements, segment: number, add: NewSegment, current: readonly string[]): void {
  statements.insert.run(segment, Buffer.from(add.bytes.buffer, add.bytes.byteOffset, add.bytes.byteLength))
  const held = { segment, ids: JSON.stringify(current), generation: add.generation ?? Number.MAX_SAFE_INTEGER }
  statements.buryMoved.run(held)
  statements.hold.run(held)
  const all = { segment, ids: JSON.stringify(add.articleIds) }
  statements.buryOthers.run(all)
  statements.lose.run(all)
}

type Statements = ReturnType<typeof prepare>
type Named = { readonly segment: number; readonly ids: string }
type Held = Named & { readonly generation: number }
function prepare(database: Database.Database) {
  const named = 'id in (select value from json_each(@ids))'
  return {
    setGeneration: database.prepare<[string, string]>(
      'insert into settings (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
    ),
    segments: database.prepare<[], Tables['segments']>('select id, bytes from segments order by id'),
    dead: database
      .prepare<[{ readonly segment: number }], string>(
        `select a.id from tombstones t join articles a on a.seq = t.article where t.segment = @segment
         union select article from segment_losses where segment = @segment`,
      )
      .pluck(),
    pending: database.prepare<[], string>('select id from articles where segment_id is null order by seq').pluck(),
    removedSince: database.prepare<[number, number], Removal>(
      'select generation, article as articleId from removals where generation > ? order by generation, article limit ?',
    ),
    heldBy: database
      .prepare<[string, string], string>(
        `select id from articles where segment_id in (select value from json_each(?)) and id in (select value from json_each(?))`,
      )
      .pluck(),
    drop: database.prepare<[number]>('delete from segments where id = ?'),
    insert: database.prepare<[number, Buffer]>('insert into segments (id, bytes) values (?, ?)'),
    // An article that the new segment takes from another is dead there.
    buryMoved: database.prepare<[Held]>(
      `insert into tombstones (segment, article) select segment_id, seq from articles
       where segment_id is not null and generation <= @generation and ${named} on conflict do nothing`,
    ),
    hold: database.prepare<[Held]>(`update articles set segment_id = @segment where generation <= @generation and ${named}`),
    // What changed while the segment was built is dead in it from the start.
    buryOthers: database.prepare<[Named]>(
      `insert into tombstones (segment, article) select @segment, seq from articles where segment_id is not @segment and ${named} on conflict do nothing`,
    ),
    // So is what was removed meanwhile.
    lose: database.prepare<[Named]>(
      `insert into segment_losses (segment, article) select @segment, value from json_each(@ids)
       where value not in (select id from articles) on conflict do nothing`,
    ),
  }
}
