/** Frozen segments of the search index in SQLite, and which articles each holds. */
import type Database from 'better-sqlite3'
import type { Tables } from './schema.ts'
import type { NewSegment, SegmentStore } from './store.ts'

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
      guard(() => database.transaction(() => statements.segments.all().map((row) => ({ ...row, dead: statements.dead.all(row.id) })))()),
    pending: () => guard(() => statements.pending.all()),
    replace: (drop, add) =>
      transact('keep an index segment in', () => {
        // Also the segment's id: never used twice, so that another process cannot take a new segment for one that it knows.
        const id = begin()
        for (const old of drop) statements.drop.run(old)
        if (add === null) return null
        keep(statements, id, add)
        return id
      }),
  }
}

function keep(statements: Statements, segment: number, add: NewSegment): void {
  statements.insert.run(segment, Buffer.from(add.bytes.buffer, add.bytes.byteOffset, add.bytes.byteLength))
  const held = { segment, ids: JSON.stringify(add.articleIds), generation: add.generation ?? Number.MAX_SAFE_INTEGER }
  statements.buryMoved.run(held)
  statements.hold.run(held)
  statements.buryChanged.run(held)
}

type Statements = ReturnType<typeof prepare>
type Held = { readonly segment: number; readonly ids: string; readonly generation: number }
function prepare(database: Database.Database) {
  const named = 'id in (select value from json_each(@ids))'
  return {
    setGeneration: database.prepare<[string, string]>(
      'insert into settings (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
    ),
    segments: database.prepare<[], Tables['segments']>('select id, bytes from segments order by id'),
    dead: database
      .prepare<[number], string>(
        'select a.id from tombstones t join articles a on a.seq = t.article where t.segment = ? order by t.article',
      )
      .pluck(),
    pending: database.prepare<[], string>('select id from articles where segment_id is null order by seq').pluck(),
    drop: database.prepare<[number]>('delete from segments where id = ?'),
    insert: database.prepare<[number, Buffer]>('insert into segments (id, bytes) values (?, ?)'),
    // An article that the new segment takes from another is dead there.
    buryMoved: database.prepare<[Held]>(
      `insert into tombstones (segment, article) select segment_id, seq from articles
       where segment_id is not null and generation <= @generation and ${named} on conflict do nothing`,
    ),
    hold: database.prepare<[Held]>(`update articles set segment_id = @segment where generation <= @generation and ${named}`),
    // What changed while the segment was built is dead in it from the start.
    buryChanged: database.prepare<[Held]>(
      `insert into tombstones (segment, article) select @segment, seq from articles where generation > @generation and ${named} on conflict do nothing`,
    ),
  }
}
