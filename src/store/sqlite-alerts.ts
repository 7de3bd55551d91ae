/** What watches told, and up to where arrivals were looked through, in SQLite: both move together with the outbox. */
import type Database from 'better-sqlite3'
import { boundedLimit, boundedText } from './bounds.ts'
import { erasingOn } from './erasing.ts'
import type { Tables } from './schema.ts'
import { deliveryAdder } from './sqlite-deliveries.ts'
import type { Guard, Transact } from './sqlite-segments.ts'
import { recordOf } from './sqlite-watches.ts'
import type { Arrived } from './store.ts'
import type { AlertPlan, AlertRecord, HeldBy, WatchStore } from './watch-store.ts'

const DOING = 'keep alerts in'
/** The store's own setting: up to where arrivals were looked through, and the last alert's number. */
const CURSOR = '#watched'
/** Rows that one sweep forgets: a short transaction. */
const MAX_SWEPT = 1_000
/** Times of alerts that are told of one watch: far more than any rate allows. */
const MAX_TIMES = 100

type AlertStore = Pick<
  WatchStore,
  | 'cursor'
  | 'begin'
  | 'alert'
  | 'alertById'
  | 'alertsOf'
  | 'alertOn'
  | 'sentSince'
  | 'counts'
  | 'waiting'
  | 'hold'
  | 'release'
  | 'ofDelivery'
  | 'sweep'
>
type Cursor = Arrived & { readonly alert: number }

export function sqliteAlerts(database: Database.Database, transact: Transact, guard: Guard): AlertStore {
  const statements = prepare(database)
  const erasing = erasingOn(database, transact)
  const addDeliveries = deliveryAdder(database)
  const plan = planner(statements, addDeliveries)
  const recordFrom = (row: Tables['alerts']): AlertRecord => alertOf(row, statements.articles.all(row.id))
  return {
    async cursor() {
      const kept = guard(() => cursorOf(statements))
      return kept === null ? null : { arrived: { generation: kept.generation, seq: kept.seq }, nextAlert: kept.alert + 1 }
    },
    async begin({ generation, seq }) {
      transact(DOING, () => {
        if (cursorOf(statements) === null) moveCursor(statements, { generation, seq, alert: 0 })
      })
    },
    alert: async (planned) => transact(DOING, () => plan(planned)),
    async alertById(id) {
      return guard(() => {
        const row = statements.byId.get(id)
        return row === undefined ? null : recordFrom(row)
      })
    },
    alertsOf: async (watch, limit) => guard(() => statements.ofWatch.all(watch, boundedLimit(limit)).map(recordFrom)),
    async alertOn({ articleIds, ...where }) {
      return guard(() => {
        const row = statements.on.get({ ...where, articleIds: JSON.stringify(articleIds) })
        return row === undefined ? null : recordFrom(row)
      })
    },
    async sentSince(watches, sinceMs) {
      return guard(() => new Map(watches.map((watch) => [watch, statements.sent.all({ watch, sinceMs }).reverse()])))
    },
    async counts(watches, sinceMs) {
      const rows = guard(() => statements.counts.all(JSON.stringify(watches), sinceMs))
      return new Map(rows.map(({ watch, alerts, lastMs }) => [watch, { alerts, lastMs }]))
    },
    async waiting(untilMs, limit) {
      return guard(() =>
        statements.waiting.all(untilMs, boundedLimit(limit)).flatMap((row) => {
          const watch = statements.watch.get(row.watch)
          return watch === undefined ? [] : [{ alert: recordFrom(row), watch: recordOf(watch) }]
        }),
      )
    },
    async hold(ids, { by, untilMs }) {
      transact(DOING, () => void statements.hold.run({ ids: JSON.stringify(ids), by, untilMs }))
    },
    async release(ids, delivery) {
      return transact(DOING, () => {
        const wanted = { ids: JSON.stringify(ids), key: delivery?.key ?? null }
        if (statements.stillHeld.get(wanted) !== ids.length) return false
        statements.release.run(wanted)
        if (delivery !== null) addDeliveries([delivery])
        return true
      })
    },
    ofDelivery: async (key) => guard(() => statements.ofDelivery.all(key)).map(recordOf),
    async sweep(beforeMs) {
      erasing('sweep', () => void statements.sweep.run(beforeMs))
    },
  }
}

function cursorOf(statements: Statements): Cursor | null {
  const kept = statements.setting.get(CURSOR)
  return kept === undefined ? null : (JSON.parse(kept) as Cursor)
}

function moveCursor(statements: Statements, cursor: Cursor): void {
  statements.set.run(CURSOR, JSON.stringify(cursor))
}

function planner(statements: Statements, addDeliveries: ReturnType<typeof deliveryAdder>): (plan: AlertPlan) => boolean {
  return ({ from, to, alerts, changes }) => {
    const cursor = cursorOf(statements)
    if (cursor === null || cursor.generation !== from.generation || cursor.seq !== from.seq) return false
    let last = cursor.alert
    for (const { articles, delivery, held, ...alert } of alerts) {
      // Counted even where its watch is gone: its number may stand in a message that was made and not sent.
      last = Math.max(last, alert.id)
      if (statements.watch.get(alert.watch)?.paused !== 0) continue
      boundedText(alert.told, 'how it was told')
      const times = { changedMs: alert.atMs, delivery: delivery?.key ?? null, heldBy: held?.by ?? null, heldUntilMs: held?.untilMs ?? null }
      statements.insert.run({ ...alert, ...times })
      addArticles(statements, alert.id, articles)
      if (delivery !== null) addDeliveries([delivery])
    }
    for (const { id, articles, instead, delivery, ...change } of changes) {
      const alert = statements.byId.get(id)
      if (alert === undefined || statements.watch.get(alert.watch)?.paused !== 0) continue
      boundedText(change.told, 'how it was told')
      statements.change.run({ id, ...change })
      addArticles(statements, id, articles)
      const isReplaced = instead !== null && alert.delivery !== null && statements.rewrite.run(instead, alert.delivery).changes === 1
      if (!isReplaced && delivery !== null) addDeliveries([delivery])
    }
    moveCursor(statements, { ...to, alert: last })
    return true
  }
}

function addArticles(statements: Statements, alert: number, articles: readonly string[]): void {
  const known = statements.articles.all(alert)
  const added = articles.filter((article, n) => !known.includes(article) && articles.indexOf(article) === n)
  for (const [n, article] of added.entries()) statements.addArticle.run(alert, known.length + n, article)
}

const alertOf = (row: Tables['alerts'], articles: readonly string[]): AlertRecord => ({
  id: row.id,
  watch: row.watch,
  storyId: row.story_id,
  atMs: row.at_ms,
  changedMs: row.changed_ms,
  articles,
  told: row.told,
  delivery: row.delivery,
  held: row.held_until_ms === null ? null : { by: row.held_by as HeldBy, untilMs: row.held_until_ms },
})

type Statements = ReturnType<typeof prepare>
type Inserted = {
  readonly id: number
  readonly watch: number
  readonly storyId: string | null
  readonly atMs: number
  readonly changedMs: number
  readonly told: string
  readonly delivery: string | null
  readonly heldBy: string | null
  readonly heldUntilMs: number | null
}
type On = { readonly watch: number; readonly storyId: string | null; readonly articleIds: string; readonly sinceMs: number }
type Ids = { readonly ids: string; readonly key: string | null }
function prepare(database: Database.Database) {
  const named = 'id in (select value from json_each(@ids)) and held_until_ms is not null'
  return {
    setting: database.prepare<[string], string>('select value from settings where name = ?').pluck(),
    set: database.prepare<[string, string]>(
      'insert into settings (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
    ),
    watch: database.prepare<[number], Tables['watches']>('select * from watches where id = ?'),
    insert: database.prepare<[Inserted]>(
      `insert into alerts (id, watch, story_id, at_ms, changed_ms, told, delivery, held_by, held_until_ms)
       values (@id, @watch, @storyId, @atMs, @changedMs, @told, @delivery, @heldBy, @heldUntilMs)`,
    ),
    addArticle: database.prepare<[number, number, string]>('insert into alert_articles (alert, n, article) values (?, ?, ?)'),
    articles: database.prepare<[number], string>('select article from alert_articles where alert = ? order by n').pluck(),
    change: database.prepare<[{ readonly id: number; readonly changedMs: number; readonly told: string }]>(
      'update alerts set changed_ms = @changedMs, told = @told where id = @id',
    ),
    // As long as nobody holds it, nobody has read what it says.
    rewrite: database.prepare<[string, string]>(
      `update deliveries set content = ? where key = ? and state = 'waiting' and since_ms is null and held_until_ms is null and refs = '[]'`,
    ),
    byId: database.prepare<[number], Tables['alerts']>('select * from alerts where id = ?'),
    ofWatch: database.prepare<[number, number], Tables['alerts']>('select * from alerts where watch = ? order by id desc limit ?'),
    // What was never posted told nobody of the story.
    on: database.prepare<[On], Tables['alerts']>(
      `select * from alerts a where watch = @watch and changed_ms >= @sinceMs and (delivery is not null or held_until_ms is not null)
         and not exists (select 1 from deliveries d where d.key = a.delivery and d.state = 'missed') and exists (
         select 1 from alert_articles t left join articles r on r.id = t.article
         where t.alert = a.id and (t.article in (select value from json_each(@articleIds)) or r.story_id = @storyId))
       order by id desc limit 1`,
    ),
    // An alert that waited for others is not counted, what was posted after one is.
    sent: database
      .prepare<[{ readonly watch: number; readonly sinceMs: number }], number>(
        `select at_ms from alerts a where watch = @watch and at_ms > @sinceMs and delivery is not null
           and delivery not like 'alerts:%'
         union all select d.due_ms from alerts a join deliveries d on d.key > a.delivery || ':more:' and d.key < a.delivery || ':more;'
         where a.watch = @watch and a.changed_ms > @sinceMs and d.due_ms > @sinceMs
         order by 1 desc limit ${MAX_TIMES}`,
      )
      .pluck(),
    counts: database.prepare<[string, number], { readonly watch: number; readonly alerts: number; readonly lastMs: number }>(
      `select watch, count(*) as alerts, max(at_ms) as lastMs from alerts
       where watch in (select value from json_each(?)) and at_ms >= ? and (delivery is not null or held_until_ms is not null) group by watch`,
    ),
    waiting: database.prepare<[number, number], Tables['alerts']>(
      'select * from alerts where held_until_ms <= ? order by held_until_ms, id limit ?',
    ),
    hold: database.prepare<[{ readonly ids: string; readonly by: string; readonly untilMs: number }]>(
      `update alerts set held_by = @by, held_until_ms = @untilMs where ${named}`,
    ),
    stillHeld: database.prepare<[Ids], number>(`select count(*) from alerts where ${named}`).pluck(),
    release: database.prepare<[Ids]>(`update alerts set delivery = @key, held_by = null, held_until_ms = null where ${named}`),
    ofDelivery: database.prepare<[string], Tables['watches']>(
      'select * from watches where id in (select watch from alerts where delivery = ?) order by id',
    ),
    sweep: database.prepare<[number]>(
      `delete from alerts where id in (select id from alerts where changed_ms < ? order by changed_ms limit ${MAX_SWEPT})`,
    ),
  }
}
