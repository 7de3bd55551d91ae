/** Watches in SQLite; their alerts are in `sqlite-alerts.ts`. */
import type Database from 'better-sqlite3'
import { boundedLimit, boundedText, MAX_LIMIT } from './bounds.ts'
import { erasingOn } from './erasing.ts'
import type { Tables } from './schema.ts'
import { sqliteAlerts } from './sqlite-alerts.ts'
import type { Guard, Transact } from './sqlite-segments.ts'
import type { NewWatch, WatchRecord, WatchStore } from './watch-store.ts'

const DOING = 'keep watches in'
/** The store's own settings: the last number given, and how often watches changed. */
const LAST_ID = '#watches'
const REVISION = '#watches-changed'

export function sqliteWatches(database: Database.Database, transact: Transact, guard: Guard): WatchStore {
  const statements = prepare(database)
  const erasing = erasingOn(database, transact)
  const remove = watchRemover(database)
  const countUp = (name: string): number => {
    const next = Number(statements.setting.get(name) ?? 0) + 1
    statements.set.run(name, String(next))
    return next
  }
  return {
    async add(watch, most) {
      for (const text of [watch.query, watch.rule, watch.place, watch.direct ?? '']) boundedText(text, 'what makes a watch')
      return transact(DOING, () => {
        const there = statements.beside.all(besideOf(watch)).map(recordOf)
        const known = there.find((one) => one.rule === watch.rule)
        if (known !== undefined) return { kind: 'known' as const, watch: known }
        if (there.length >= most) return { kind: 'full' as const }
        const record: WatchRecord = { ...watch, id: countUp(LAST_ID), isPaused: false, why: null, snoozedUntilMs: null, less: '[]' }
        statements.insert.run(keptOf(record))
        countUp(REVISION)
        return { kind: 'added' as const, watch: record }
      })
    },
    async byId(id) {
      const row = guard(() => statements.byId.get(id))
      return row === undefined ? null : recordOf(row)
    },
    async list(where) {
      const wanted =
        'owner' in where
          ? besideOf({ ...NOWHERE, owner: where.owner, isDirect: true })
          : besideOf({ ...where, owner: null, isDirect: false })
      return guard(() => statements.beside.all(wanted)).map(recordOf)
    },
    inChannels: async ({ surface, team }) =>
      guard(() => statements.inChannels.all({ surface: surface ?? null, team: team ?? null, limit: MAX_LIMIT })).map(recordOf),
    active: async (afterId, limit) => guard(() => statements.active.all(afterId, boundedLimit(limit))).map(recordOf),
    revision: async () => guard(() => Number(statements.setting.get(REVISION) ?? 0)),
    async change(id, { wakeMs, ...change }) {
      boundedText(change.less ?? '', 'what is left out')
      return erasing(DOING, () => {
        const row = statements.byId.get(id)
        if (row === undefined) return false
        const changed = { ...recordOf(row), ...change }
        statements.update.run(keptOf(changed))
        if (changed.isPaused) statements.dropHeld.run(id)
        else if (wakeMs !== undefined) statements.wakeWatch.run(wakeMs, id)
        countUp(REVISION)
        return true
      })
    },
    async remove(id) {
      return erasing(DOING, () => {
        const isGone = remove(id)
        if (isGone) countUp(REVISION)
        return isGone
      })
    },
    async wake(owner, atMs) {
      transact(DOING, () => void statements.wakeOwner.run(atMs, owner))
    },
    ...sqliteAlerts(database, transact, guard),
  }
}

const NOWHERE = { surface: '', team: '', channel: '' }

/** Within a transaction: what is for the reader alone goes, what they set for others stays without their name. Returns how many watches that were. */
export function watchForgetter(database: Database.Database): (owner: string) => number {
  const own = database.prepare<[string], number>('select id from watches where owner = ? and is_direct = 1').pluck()
  const lend = database.prepare<[string]>('update watches set owner = null, direct = null where owner = ?')
  const remove = watchRemover(database)
  return (owner) => {
    const ids = own.all(owner)
    for (const id of ids) remove(id)
    return ids.length + lend.run(owner).changes
  }
}

/** Within a transaction: the watch with its alerts, and those of their deliveries that nobody has begun. */
function watchRemover(database: Database.Database): (id: number) => boolean {
  // What was put together with another watch's alerts stays theirs; what belongs to an alert has its key with more behind a colon.
  const recall = database.prepare<[number, number]>(
    `delete from deliveries where state = 'waiting' and since_ms is null and held_until_ms is null and refs = '[]' and key in (
       select d.key from alerts a join deliveries d on d.key = a.delivery or (d.key > a.delivery || ':' and d.key < a.delivery || ';')
       where a.watch = ? and not exists (select 1 from alerts o where o.delivery = a.delivery and o.watch <> ?))`,
  )
  const drop = database.prepare<[number]>('delete from watches where id = ?')
  return (id) => {
    recall.run(id, id)
    return drop.run(id).changes === 1
  }
}

export function recordOf(row: Tables['watches']): WatchRecord {
  return {
    id: row.id,
    surface: row.surface,
    team: row.team,
    channel: row.channel,
    place: row.place,
    isDirect: row.is_direct === 1,
    owner: row.owner,
    direct: row.direct,
    query: row.query,
    rule: row.rule,
    createdMs: row.created_ms,
    isPaused: row.paused === 1,
    why: row.why,
    snoozedUntilMs: row.snoozed_until_ms,
    less: row.less,
  }
}

const keptOf = (record: WatchRecord): Tables['watches'] => ({
  id: record.id,
  surface: record.surface,
  team: record.team,
  channel: record.channel,
  place: record.place,
  is_direct: Number(record.isDirect),
  owner: record.owner,
  direct: record.direct,
  query: record.query,
  rule: record.rule,
  paused: Number(record.isPaused),
  why: record.why,
  snoozed_until_ms: record.snoozedUntilMs,
  less: record.less,
  created_ms: record.createdMs,
})

type Beside = Pick<NewWatch, 'surface' | 'team' | 'channel' | 'owner'> & { readonly direct: number; readonly limit: number }
const besideOf = ({
  surface,
  team,
  channel,
  owner,
  isDirect,
}: Pick<NewWatch, 'surface' | 'team' | 'channel' | 'owner' | 'isDirect'>): Beside => ({
  surface,
  team,
  channel,
  owner,
  direct: Number(isDirect),
  limit: MAX_LIMIT,
})

function prepare(database: Database.Database) {
  return {
    setting: database.prepare<[string], string>('select value from settings where name = ?').pluck(),
    set: database.prepare<[string, string]>(
      'insert into settings (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
    ),
    insert: database.prepare<[Tables['watches']]>(
      `insert into watches (id, surface, team, channel, place, is_direct, owner, direct, query, rule, paused, why, snoozed_until_ms, less, created_ms)
       values (@id, @surface, @team, @channel, @place, @is_direct, @owner, @direct, @query, @rule, @paused, @why, @snoozed_until_ms, @less, @created_ms)`,
    ),
    update: database.prepare<[Tables['watches']]>(
      'update watches set paused = @paused, why = @why, snoozed_until_ms = @snoozed_until_ms, less = @less where id = @id',
    ),
    byId: database.prepare<[number], Tables['watches']>('select * from watches where id = ?'),
    // Of a reader wherever they asked for it, of a channel whoever asked.
    beside: database.prepare<[Beside], Tables['watches']>(
      `select * from watches where is_direct = @direct
         and ((@direct = 1 and owner = @owner) or (@direct = 0 and surface = @surface and team = @team and channel = @channel))
       order by id limit @limit`,
    ),
    inChannels: database.prepare<[{ surface: string | null; team: string | null; limit: number }], Tables['watches']>(
      `select * from watches where is_direct = 0 and (@surface is null or surface = @surface) and (@team is null or team = @team)
       order by id limit @limit`,
    ),
    active: database.prepare<[number, number], Tables['watches']>('select * from watches where paused = 0 and id > ? order by id limit ?'),
    dropHeld: database.prepare<[number]>(
      'update alerts set held_by = null, held_until_ms = null where watch = ? and held_until_ms is not null',
    ),
    wakeWatch: database.prepare<[number, number]>('update alerts set held_until_ms = ? where watch = ? and held_until_ms is not null'),
    wakeOwner: database.prepare<[number, string]>(
      `update alerts set held_until_ms = ? where held_until_ms is not null
         and watch in (select id from watches where owner = ? and is_direct = 1)`,
    ),
  }
}
