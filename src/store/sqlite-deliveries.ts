/** The outbox in SQLite: what it hands out is held by one process at a time, and only the holder changes it. */
import type Database from 'better-sqlite3'
import { boundedLimit, boundedText, MAX_LIMIT } from './bounds.ts'
import {
  type DeliveryEnd,
  type DeliveryStore,
  type KnownDelivery,
  MAX_REST_MS,
  type NewDelivery,
  type TakenDelivery,
} from './delivery-store.ts'
import { erasingOn } from './erasing.ts'
import type { Tables } from './schema.ts'
import type { Guard, Transact } from './sqlite-segments.ts'

const DOING = 'keep what is to be posted in'
/** Rows that one sweep forgets: a short transaction. */
const MAX_SWEPT = 1_000

export function sqliteDeliveries(database: Database.Database, transact: Transact, guard: Guard): DeliveryStore {
  const statements = prepare(database)
  const erasing = erasingOn(database, transact)
  const add = deliveryAdder(database)
  return {
    add: async (deliveries) => transact(DOING, () => add(deliveries)),
    async take(surface, { nowMs, leaseMs, holder }, limit) {
      const wanted = { surface, nowMs, limit: boundedLimit(limit) }
      // Asked every second, and mostly in vain: only who finds something waits for the right to write.
      if (guard(() => statements.free.get({ ...wanted, limit: 1 })) === undefined) return []
      return transact(DOING, () =>
        statements.free.all(wanted).flatMap((key) => {
          const row = statements.byKey.get(key)
          statements.hold.run(holder, nowMs + leaseMs, key)
          return row === undefined ? [] : [takenOf(row)]
        }),
      )
    },
    async begin(key, holder, { nowMs, leaseMs, onItsWayMs }, content, told = []) {
      boundedText(content ?? '', 'what is to be posted')
      const begun = { key, holder, content, nowMs, heldUntilMs: nowMs + leaseMs, nextTryMs: nowMs + onItsWayMs }
      const withIt = { keys: JSON.stringify(told), nowMs, reason: `Told with ${key}.` }
      return erasing(DOING, () => {
        if (told.length > 0 && statements.stillUntried.get(withIt) !== told.length) return false
        if (statements.begin.run(begun).changes === 0) return false
        if (told.length > 0) statements.tellWith.run(withIt)
        return true
      })
    },
    async untried(surface, lane, limit) {
      return guard(() => statements.untried.all(surface, lane, boundedLimit(limit)))
    },
    async stands(key, holder, { ref, url }) {
      return transact(DOING, () => {
        const refs = statements.refs.get(key, holder)
        if (refs === undefined) return false
        statements.stands.run({ key, refs: JSON.stringify([...(JSON.parse(refs) as string[]), ref]), url })
        return true
      })
    },
    async putBack(key, holder, why) {
      boundedText(why.reason, 'a reason')
      return transact(DOING, () => statements.putBack.run({ key, holder, ...why }).changes === 1)
    },
    async settle(key, holder, end) {
      boundedText(end.reason ?? '', 'a reason')
      return erasing(DOING, () => {
        if (statements.settle.run({ key, holder, ...end }).changes === 0) return false
        statements.endRun.run({ key, ...end })
        return true
      })
    },
    async byKeys(keys) {
      if (keys.length > MAX_LIMIT) throw new RangeError(`at most ${MAX_LIMIT} deliveries at a time, not ${keys.length}`)
      return new Map(guard(() => statements.known.all(JSON.stringify(keys))).map((row) => [row.key, knownOf(row)]))
    },
    async holders() {
      return guard(() => statements.holders.all())
    },
    async release(holders) {
      transact(DOING, () => void statements.release.run(JSON.stringify(holders)))
    },
    async waiting() {
      return new Map(guard(() => statements.waiting.all()).map(({ surface, count }) => [surface, count]))
    },
    async sweep(settledBeforeMs) {
      erasing('sweep', () => void statements.sweep.run(settledBeforeMs))
    },
  }
}

/** Within a transaction: keeps what is new of these; returns how many that were. */
export function deliveryAdder(database: Database.Database): (deliveries: readonly NewDelivery[]) => number {
  const insert = database.prepare<[NewDelivery]>(
    `insert into deliveries (key, surface, lane, place, content, due_ms, expires_ms, state, next_try_ms, tries, refs)
     values (@key, @surface, @lane, @place, @content, @dueMs, @expiresMs, 'waiting', @dueMs, 0, '[]') on conflict (key) do nothing`,
  )
  return (deliveries) => {
    if (deliveries.length > MAX_LIMIT) throw new RangeError(`at most ${MAX_LIMIT} deliveries at a time, not ${deliveries.length}`)
    return deliveries.reduce((sum, delivery) => {
      boundedText(delivery.content, 'what is to be posted')
      return sum + insert.run(delivery).changes
    }, 0)
  }
}

type Row = Tables['deliveries']
const refsOf = (row: Row): readonly string[] => JSON.parse(row.refs) as string[]

/** As it was before it was taken. */
const takenOf = (row: Row): TakenDelivery => ({
  key: row.key,
  surface: row.surface,
  lane: row.lane,
  place: row.place,
  content: row.content ?? '',
  dueMs: row.due_ms,
  expiresMs: row.expires_ms,
  tries: row.tries,
  sinceMs: row.since_ms,
  refs: refsOf(row),
  url: row.url,
  reason: row.reason,
})

const knownOf = (row: Row): KnownDelivery => ({
  key: row.key,
  state: row.state as KnownDelivery['state'],
  isBegun: row.tries > 0,
  place: row.place,
  content: row.content,
  refs: refsOf(row),
  url: row.url,
  reason: row.reason,
})

type Wanted = { readonly surface: string; readonly nowMs: number; readonly limit: number }
type Begun = {
  readonly key: string
  readonly holder: string
  readonly content: string | null
  readonly nowMs: number
  readonly heldUntilMs: number
  readonly nextTryMs: number
}
type PutBack = { readonly key: string; readonly holder: string } & Parameters<DeliveryStore['putBack']>[2]
type ToldWith = { readonly keys: string; readonly nowMs: number; readonly reason: string }
/** Of what waits: nothing of it can stand. */
const UNTRIED = "state = 'waiting' and since_ms is null and refs = '[]'"
const TOLD = 'key in (select value from json_each(@keys))'
function prepare(database: Database.Database) {
  return {
    // A lane is free where no lease on it runs; of what one holds to be tried, the earliest.
    free: database
      .prepare<[Wanted], string>(
        `select key from (
           select key, due_ms, row_number() over (partition by lane order by due_ms, key) as place_in_lane from deliveries d
           where surface = @surface and due_ms <= @nowMs and (next_try_ms <= @nowMs or next_try_ms > @nowMs + ${MAX_REST_MS}) and not exists (
             select 1 from deliveries h where h.surface = @surface and h.lane = d.lane and h.held_until_ms > @nowMs)
         ) as ready where place_in_lane = 1 order by due_ms, key limit @limit`,
      )
      .pluck(),
    byKey: database.prepare<[string], Row>('select * from deliveries where key = ?'),
    hold: database.prepare<[string, number, string]>(
      'update deliveries set holder = ?, held_until_ms = ?, tries = tries + 1 where key = ?',
    ),
    begin: database.prepare<[Begun]>(
      `update deliveries set since_ms = coalesce(since_ms, @nowMs), content = coalesce(@content, content), held_until_ms = @heldUntilMs,
         next_try_ms = @nextTryMs
       where key = @key and holder = @holder`,
    ),
    untried: database.prepare<[string, string, number], { readonly key: string; readonly content: string }>(
      `select key, content from deliveries where surface = ? and next_try_ms is not null and lane = ? and ${UNTRIED} and held_until_ms is null
       order by due_ms, key limit ?`,
    ),
    stillUntried: database
      .prepare<[ToldWith], number>(`select count(*) from deliveries where ${TOLD} and ${UNTRIED} and coalesce(held_until_ms, 0) <= @nowMs`)
      .pluck(),
    tellWith: database.prepare<[ToldWith]>(
      `update deliveries set state = 'posted', reason = @reason, settled_ms = @nowMs, content = null, next_try_ms = null, holder = null,
         held_until_ms = null
       where ${TOLD}`,
    ),
    refs: database.prepare<[string, string], string>('select refs from deliveries where key = ? and holder = ?').pluck(),
    stands: database.prepare<[{ readonly key: string; readonly refs: string; readonly url: string | null }]>(
      'update deliveries set refs = @refs, url = coalesce(url, @url), since_ms = null where key = @key',
    ),
    putBack: database.prepare<[PutBack]>(
      `update deliveries set next_try_ms = @nextTryMs, reason = @reason, since_ms = @sinceMs, holder = null, held_until_ms = null
       where key = @key and holder = @holder`,
    ),
    settle: database.prepare<[DeliveryEnd & { readonly key: string; readonly holder: string }]>(
      `update deliveries set state = @state, reason = @reason, settled_ms = @atMs, content = null, since_ms = null,
         next_try_ms = null, holder = null, held_until_ms = null
       where key = @key and holder = @holder`,
    ),
    endRun: database.prepare<[DeliveryEnd & { readonly key: string }]>(
      `update digest_runs set state = @state, reason = @reason, at_ms = @atMs, url = (select url from deliveries where key = @key)
       where delivery = @key`,
    ),
    known: database.prepare<[string], Row>('select * from deliveries where key in (select value from json_each(?))'),
    holders: database.prepare<[], string>('select distinct holder from deliveries where held_until_ms is not null').pluck(),
    // Nobody's from now on: one that was given up too early cannot go on with it.
    release: database.prepare<[string]>(
      `update deliveries set holder = null, held_until_ms = null
       where held_until_ms is not null and holder in (select value from json_each(?))`,
    ),
    waiting: database.prepare<[], { readonly surface: string; readonly count: number }>(
      'select surface, count(*) as count from deliveries where next_try_ms is not null group by surface',
    ),
    sweep: database.prepare<[number]>(
      `delete from deliveries where key in (select key from deliveries where settled_ms < ? order by settled_ms limit ${MAX_SWEPT})`,
    ),
  }
}
