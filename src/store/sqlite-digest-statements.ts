/** What digests ask of SQLite. */
import type Database from 'better-sqlite3'
import type { DigestRecord, DigestRun, ToldStory } from './digest-store.ts'
import type { Tables } from './schema.ts'

/** The store's own setting that counts digests. */
const LAST_ID = '#digests'
/** Runs that one sweep forgets, with what was told in them: a short transaction. */
const MAX_SWEPT = 1_000

/** A digest as a statement takes it. */
export type Kept = Omit<DigestRecord, 'isPaused'> & { readonly isPaused: number }
type Place = { readonly surface: string | null; readonly team: string | null; readonly channel: string | null; readonly limit: number }
type Missed = { readonly surface: string | null; readonly team: string | null; readonly sinceMs: number }
type Due = { readonly surfaces: string; readonly nowMs: number; readonly limit: number }
type Move = {
  readonly digest: number
  readonly fromMs: number
  readonly slot: string | null
  readonly ms: number | null
  readonly why: string | null
}
type NewTold = { readonly digest: number; readonly slot: string; readonly storyId: string; readonly told: string }

export type DigestStatements = ReturnType<typeof prepareDigests>
export function prepareDigests(database: Database.Database) {
  return { ...ofDigests(database), ...ofRuns(database) }
}

function ofDigests(database: Database.Database) {
  const all = 'select * from digests'
  return {
    lastId: database.prepare<[], string>(`select value from settings where name = '${LAST_ID}'`).pluck(),
    setLastId: database.prepare<[string]>(
      `insert into settings (name, value) values ('${LAST_ID}', ?) on conflict (name) do update set value = excluded.value`,
    ),
    insert: database.prepare<[Kept]>(
      `insert into digests (id, surface, team, channel, place, owner, direct, spec, next_slot, next_ms, paused, why, created_ms)
       values (@id, @surface, @team, @channel, @place, @owner, @direct, @spec, @nextSlot, @nextMs, @isPaused, @why, @createdMs)`,
    ),
    update: database.prepare<[Kept]>(
      `update digests set owner = @owner, direct = @direct, spec = @spec, next_slot = @nextSlot, next_ms = @nextMs, paused = @isPaused, why = @why
       where id = @id`,
    ),
    byId: database.prepare<[number], Tables['digests']>(`${all} where id = ?`),
    list: database.prepare<[Place], Tables['digests']>(
      `${all} where (@surface is null or surface = @surface) and (@team is null or team = @team) and (@channel is null or channel = @channel)
       order by id limit @limit`,
    ),
    due: database.prepare<[Due], Tables['digests']>(
      `${all} where paused = 0 and next_ms <= @nowMs and surface in (select value from json_each(@surfaces)) order by next_ms, id limit @limit`,
    ),
    moveOn: database.prepare<[Move]>(
      `update digests set next_slot = coalesce(@slot, next_slot), next_ms = coalesce(@ms, next_ms),
         paused = case when @why is null then 0 else 1 end, why = @why
       where id = @digest and next_ms = @fromMs and paused = 0`,
    ),
    pause: database.prepare<[string, number]>('update digests set paused = 1, why = ? where id = ?'),
    // Of what nothing can stand yet: whoever has it in hand will find it gone when it is about to send it.
    dropDeliveries: database.prepare<[number]>(
      `delete from deliveries where next_try_ms is not null and since_ms is null and refs = '[]'
         and key in (select delivery from digest_runs where digest = ?)`,
    ),
    drop: database.prepare<[number]>('delete from digests where id = ?'),
    // What is posted where only its owner reads.
    ownOf: database.prepare<[string], number>('select id from digests where owner = ? and place = direct').pluck(),
    disown: database.prepare<[string]>('update digests set owner = null, direct = null where owner = ?'),
  }
}

function ofRuns(database: Database.Database) {
  const isScheduled = "slot not like 'now:%'"
  return {
    insertRun: database.prepare<[Omit<DigestRun, 'url'>]>(
      `insert into digest_runs (digest, slot, due_ms, state, reason, delivery, at_ms, stories, generation)
       values (@digest, @slot, @dueMs, @state, @reason, @delivery, @atMs, @stories, @generation)`,
    ),
    insertTold: database.prepare<[NewTold]>(
      'insert into digest_told (digest, slot, story_id, told) values (@digest, @slot, @storyId, @told)',
    ),
    history: database.prepare<[number, number], Tables['digest_runs']>(
      'select * from digest_runs where digest = ? order by due_ms desc, slot desc limit ?',
    ),
    runOf: database.prepare<[string], Tables['digest_runs']>('select * from digest_runs where delivery = ?'),
    ranOn: database.prepare<[number, string, string], { readonly slot: string }>(
      "select slot from digest_runs where digest = ? and slot >= ? and slot < ? and state <> 'missed' limit 1",
    ),
    lastTold: database.prepare<[number], { readonly dueMs: number; readonly generation: number }>(
      `select due_ms as dueMs, generation from digest_runs where digest = ? and state <> 'missed' and ${isScheduled}
       order by due_ms desc, slot desc limit 1`,
    ),
    told: database.prepare<[number, number], ToldStory>(
      `select t.story_id as storyId, t.told, r.due_ms as atMs from digest_runs r join digest_told t on t.digest = r.digest and t.slot = r.slot
       where r.digest = ? and r.due_ms >= ? and r.state <> 'missed' and r.${isScheduled} order by r.due_ms, r.slot`,
    ),
    missed: database
      .prepare<[Missed], number>(
        `select count(*) from digest_runs r join digests d on d.id = r.digest
         where r.due_ms >= @sinceMs and r.state = 'missed' and (@surface is null or d.surface = @surface) and (@team is null or d.team = @team)`,
      )
      .pluck(),
    sweep: database.prepare<[number]>(
      `delete from digest_runs where (digest, slot) in (
         select digest, slot from digest_runs where due_ms < ? order by due_ms limit ${MAX_SWEPT})`,
    ),
  }
}
