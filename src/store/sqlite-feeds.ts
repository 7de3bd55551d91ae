/** Feeds in SQLite: one process at a time has one in hand, and only that one settles it. What they brought is in `sqlite-feed-items.ts` and `sqlite-origins.ts`. */
import type Database from 'better-sqlite3'
import { boundedLimit, boundedText } from './bounds.ts'
import { erasingOn } from './erasing.ts'
import type { FeedChange, FeedRecord, FeedStore, NewFeed } from './feed-store.ts'
import type { Tables } from './schema.ts'
import { deliveryAdder } from './sqlite-deliveries.ts'
import { sqliteFeedItems } from './sqlite-feed-items.ts'
import { sqliteOrigins } from './sqlite-origins.ts'
import type { Guard, Transact } from './sqlite-segments.ts'

const DOING = 'keep feeds in'
/** The store's own setting: the last number given. */
const LAST_ID = '#feeds'
/** Until the first fetch says how often it is worth looking. */
const FIRST_INTERVAL_MS = 30 * 60_000

export function sqliteFeeds(database: Database.Database, transact: Transact, guard: Guard): FeedStore {
  const statements = prepare(database)
  const erasing = erasingOn(database, transact)
  const addWords = deliveryAdder(database)
  const change = (id: number, what: FeedChange): boolean => {
    const row = statements.byId.get(id)
    if (row === undefined) return false
    const { url, ...rest } = what
    const isFree = url === undefined || (statements.byUrl.get(url)?.id ?? id) === id
    statements.update.run(keptOf({ ...recordOf(row), ...rest, ...(url !== undefined && isFree ? { url } : {}) }))
    return true
  }
  return {
    async add(feed) {
      for (const text of [feed.url, feed.title ?? '', feed.site ?? '', feed.publisher, feed.direct ?? ''])
        boundedText(text, 'what is said of a feed')
      return transact(DOING, () => {
        if (statements.byUrl.get(feed.url) !== undefined) return null
        const id = Number(statements.lastId.get(LAST_ID) ?? 0) + 1
        statements.setLastId.run(LAST_ID, String(id))
        const record = newRecord(id, feed)
        statements.insert.run({
          ...keptOf(record),
          owner: record.owner,
          direct: record.direct,
          surface: record.surface,
          added_ms: record.addedMs,
        })
        return record
      })
    },
    byId: async (id) => recordOrNull(guard(() => statements.byId.get(id))),
    byUrl: async (url) => recordOrNull(guard(() => statements.byUrl.get(url))),
    list: async (afterId, limit) => guard(() => statements.list.all(afterId, boundedLimit(limit))).map(recordOf),
    count: async () => guard(() => statements.count.get()) ?? 0,
    nextDueMs: async () => guard(() => statements.nextDue.get()) ?? null,
    async change(id, what) {
      boundedChange(what)
      return transact(DOING, () => change(id, what))
    },
    remove: async (id) => erasing(DOING, () => statements.drop.run(id).changes === 1),
    async take({ nowMs, leaseMs, holder }, limit) {
      const wanted = { nowMs, limit: boundedLimit(limit) }
      // Asked every second, and mostly in vain: only who finds something waits for the right to write.
      if (guard(() => statements.free.get({ ...wanted, limit: 1 })) === undefined) return []
      return transact(DOING, () => {
        const taken = statements.free.all(wanted)
        for (const { id } of taken) statements.hold.run(holder, nowMs + leaseMs, id)
        return taken.map(recordOf)
      })
    },
    async settle(id, holder, what, words) {
      boundedChange(what)
      return transact(DOING, () => {
        if (statements.letGo.run(id, holder).changes === 0) return false
        change(id, what)
        addWords(words)
        return true
      })
    },
    holders: async () => guard(() => statements.holders.all()),
    async release(holders) {
      transact(DOING, () => void statements.release.run(JSON.stringify(holders)))
    },
    ...sqliteFeedItems(database, transact, guard),
    ...sqliteOrigins(database, transact, guard),
  }
}

/** Within a transaction: nobody is named by a feed any more, which goes on for the others; returns how many feeds that were. */
export function feedForgetter(database: Database.Database): (owner: string) => number {
  const disown = database.prepare<[string]>('update feeds set owner = null, direct = null where owner = ?')
  return (owner) => disown.run(owner).changes
}

function boundedChange({ error, why, title, notes }: FeedChange): void {
  for (const text of [error, why, title, ...(notes ?? [])]) boundedText(text ?? '', 'what is said of a feed')
}

function newRecord(id: number, { nowMs, ...feed }: NewFeed): FeedRecord {
  return {
    ...feed,
    id,
    addedMs: nowMs,
    isPaused: false,
    why: null,
    etag: null,
    lastModified: null,
    intervalMs: FIRST_INTERVAL_MS,
    nextMs: nowMs,
    triedMs: null,
    succeededMs: null,
    newsMs: null,
    fails: 0,
    failingSinceMs: null,
    error: null,
    isDead: false,
    notes: [],
    articles: 0,
  }
}

type Row = Tables['feeds'] & { readonly articles: number }

function recordOrNull(row: Row | undefined): FeedRecord | null {
  return row === undefined ? null : recordOf(row)
}

const recordOf = (row: Row): FeedRecord => ({
  id: row.id,
  url: row.url,
  title: row.title,
  site: row.site,
  publisher: row.publisher,
  language: row.language,
  surface: row.surface,
  owner: row.owner,
  direct: row.direct,
  addedMs: row.added_ms,
  isPaused: row.paused === 1,
  why: row.why,
  etag: row.etag,
  lastModified: row.last_modified,
  intervalMs: row.interval_ms,
  nextMs: row.next_ms,
  triedMs: row.tried_ms,
  succeededMs: row.succeeded_ms,
  newsMs: row.news_ms,
  fails: row.fails,
  failingSinceMs: row.failing_since_ms,
  error: row.error,
  isDead: row.is_dead === 1,
  notes: JSON.parse(row.notes) as string[],
  articles: row.articles,
})

/** Who added it never changes here, and who has it in hand is set apart. */
type Kept = Omit<Tables['feeds'], 'surface' | 'owner' | 'direct' | 'added_ms' | 'holder' | 'held_until_ms'>
const keptOf = (record: FeedRecord): Kept => ({
  id: record.id,
  url: record.url,
  title: record.title,
  site: record.site,
  publisher: record.publisher,
  language: record.language,
  paused: Number(record.isPaused),
  why: record.why,
  etag: record.etag,
  last_modified: record.lastModified,
  interval_ms: record.intervalMs,
  next_ms: record.nextMs,
  tried_ms: record.triedMs,
  succeeded_ms: record.succeededMs,
  news_ms: record.newsMs,
  fails: record.fails,
  failing_since_ms: record.failingSinceMs,
  error: record.error,
  is_dead: Number(record.isDead),
  notes: JSON.stringify(record.notes),
})

type NewRow = Omit<Tables['feeds'], 'holder' | 'held_until_ms'>
type Due = { readonly nowMs: number; readonly limit: number }
function prepare(database: Database.Database) {
  const all = 'select f.*, (select count(*) from origins o where o.feed = f.id) as articles from feeds f'
  return {
    lastId: database.prepare<[string], string>('select value from settings where name = ?').pluck(),
    setLastId: database.prepare<[string, string]>(
      'insert into settings (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
    ),
    insert: database.prepare<[NewRow]>(
      `insert into feeds (id, url, title, site, publisher, language, surface, owner, direct, added_ms, paused, why, etag, last_modified,
         interval_ms, next_ms, tried_ms, succeeded_ms, news_ms, fails, failing_since_ms, error, is_dead, notes)
       values (@id, @url, @title, @site, @publisher, @language, @surface, @owner, @direct, @added_ms, @paused, @why, @etag, @last_modified,
         @interval_ms, @next_ms, @tried_ms, @succeeded_ms, @news_ms, @fails, @failing_since_ms, @error, @is_dead, @notes)`,
    ),
    update: database.prepare<[Kept]>(
      `update feeds set url = @url, title = @title, site = @site, publisher = @publisher, language = @language, paused = @paused, why = @why,
         etag = @etag, last_modified = @last_modified, interval_ms = @interval_ms, next_ms = @next_ms, tried_ms = @tried_ms,
         succeeded_ms = @succeeded_ms, news_ms = @news_ms, fails = @fails, failing_since_ms = @failing_since_ms, error = @error,
         is_dead = @is_dead, notes = @notes
       where id = @id`,
    ),
    byId: database.prepare<[number], Row>(`${all} where f.id = ?`),
    byUrl: database.prepare<[string], Row>(`${all} where f.url = ?`),
    list: database.prepare<[number, number], Row>(`${all} where f.id > ? order by f.id limit ?`),
    count: database.prepare<[], number>('select count(*) from feeds').pluck(),
    nextDue: database
      .prepare<[], number | null>('select min(max(next_ms, coalesce(held_until_ms, next_ms))) from feeds where paused = 0')
      .pluck(),
    drop: database.prepare<[number]>('delete from feeds where id = ?'),
    free: database.prepare<[Due], Row>(
      `${all} where f.paused = 0 and f.next_ms <= @nowMs and (f.held_until_ms is null or f.held_until_ms <= @nowMs)
       order by f.next_ms, f.id limit @limit`,
    ),
    hold: database.prepare<[string, number, number]>('update feeds set holder = ?, held_until_ms = ? where id = ?'),
    letGo: database.prepare<[number, string]>('update feeds set holder = null, held_until_ms = null where id = ? and holder = ?'),
    holders: database.prepare<[], string>('select distinct holder from feeds where held_until_ms is not null').pluck(),
    // Nobody's from now on: one that was given up too early cannot go on with it.
    release: database.prepare<[string]>(
      `update feeds set holder = null, held_until_ms = null where held_until_ms is not null and holder in (select value from json_each(?))`,
    ),
  }
}
