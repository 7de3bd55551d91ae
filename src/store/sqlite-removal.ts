/** Articles out of SQLite, with all that hangs on them. The caller begins and ends the transaction. */
import type Database from 'better-sqlite3'
import { MAX_LIMIT } from './bounds.ts'
import type { Tables } from './schema.ts'
import { type EntityTally, sqliteEntityWriter } from './sqlite-entity-writer.ts'
import { seqKeeper } from './sqlite-seq.ts'

type Kept = Pick<Tables['articles'], 'seq' | 'id' | 'story_id' | 'segment_id'>
/** Removals that others can still follow: far more than one process removes between two looks of another. */
const MAX_TOLD = 10_000

/** `begin` gives the generation of this write; called once, and only where something is removed. Returns what there was of them. */
export type Remover = (ids: readonly string[], begin: () => number) => readonly string[]

export function sqliteRemover(database: Database.Database): Remover {
  const statements = prepare(database)
  const entities = sqliteEntityWriter(database)
  const useUpSeq = seqKeeper(database)
  return (ids, begin) => {
    if (ids.length > MAX_LIMIT) throw new RangeError(`at most ${MAX_LIMIT} articles at a time, not ${ids.length}`)
    const there = statements.kept.all(JSON.stringify(ids))
    if (there.length === 0) return []
    const generation = begin()
    useUpSeq()
    const tally = entities.tally()
    for (const kept of there) {
      remove(statements, tally, kept)
      statements.tell.run(generation, kept.id)
    }
    tally.write()
    for (const story of new Set(there.flatMap((kept) => kept.story_id ?? []))) {
      statements.forgetEmpty.run(story)
      statements.span.run(story)
    }
    statements.trim.run()
    return there.map(({ id }) => id)
  }
}

function remove(statements: Statements, tally: EntityTally, { seq, id, segment_id }: Kept): void {
  tally.forget(seq, statements.analysis.get(seq) ?? null)
  // Where an earlier version is dead, nothing would say so once the row is gone that its tombstone refers to.
  for (const segment of statements.tombstones.all(seq)) statements.lose.run(segment, id)
  if (segment_id !== null) statements.lose.run(segment_id, id)
  const keys = statements.keysOf.get(seq)
  if (keys !== undefined) statements.dropKeys.run({ keys, seq })
  // Its text, versions, authors, passages, trace, origin and tombstones refer to it and go with it.
  statements.drop.run(seq)
}

type Statements = ReturnType<typeof prepare>
function prepare(database: Database.Database) {
  return {
    kept: database.prepare<[string], Kept>(
      'select seq, id, story_id, segment_id from articles where id in (select value from json_each(?)) order by seq',
    ),
    analysis: database.prepare<[number], string>('select analysis from article_texts where article = ?').pluck(),
    tombstones: database.prepare<[number], number>('select segment from tombstones where article = ?').pluck(),
    lose: database.prepare<[number, string]>('insert into segment_losses (segment, article) values (?, ?) on conflict do nothing'),
    keysOf: database.prepare<[number], string>('select keys from story_traces where article = ?').pluck(),
    dropKeys: database.prepare<[{ readonly keys: string; readonly seq: number }]>(
      'delete from story_keys where key in (select value from json_each(@keys)) and article = @seq',
    ),
    drop: database.prepare<[number]>('delete from articles where seq = ?'),
    forgetEmpty: database.prepare<[string]>(
      'delete from stories where id = ? and not exists (select 1 from articles where articles.story_id = stories.id)',
    ),
    span: database.prepare<[string]>(
      `update stories set first_ms = (select min(published_ms) from articles a where a.story_id = stories.id),
         last_ms = (select max(published_ms) from articles a where a.story_id = stories.id)
       where id = ?`,
    ),
    tell: database.prepare<[number, string]>('insert into removals (generation, article) values (?, ?)'),
    trim: database.prepare<[]>(
      `delete from removals where generation < (select generation from removals order by generation desc, article desc limit 1 offset ${MAX_TOLD})`,
    ),
  }
}
