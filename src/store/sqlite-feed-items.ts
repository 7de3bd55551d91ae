/** What feeds have brought, item by item, in SQLite. */
import type Database from 'better-sqlite3'
import { boundedLimit, boundedText, MAX_LIMIT } from './bounds.ts'
import type { FeedItemRecord, FeedStore } from './feed-store.ts'
import type { Tables } from './schema.ts'
import type { Guard, Transact } from './sqlite-segments.ts'

const DOING = 'keep what feeds brought in'
/** UTF-16 units; a longer key is a mistake of whoever makes them. */
const MAX_KEY = 500
/** Items with one title that are compared: a headline that always comes again ("Weather") has many. */
const MAX_NAMESAKES = 20
/** Items with one guid in a feed, or with one address in all of them; those that own an article come first. */
const MAX_SAME = 100
/** Items of one document: more than any that is read whole has. */
const MAX_SEEN = 10_000
/** Items that one sweep forgets: a short transaction. */
const MAX_SWEPT = 1_000

export function sqliteFeedItems(
  database: Database.Database,
  transact: Transact,
  guard: Guard,
): Pick<FeedStore, 'find' | 'pagesDue' | 'keepItems' | 'seen' | 'sweep'> {
  const statements = prepare(database)
  return {
    async find(feed, { guidKeys, urlKeys, titleKeys }) {
      for (const keys of [guidKeys, urlKeys, titleKeys]) bounded(keys, MAX_LIMIT, 'keys')
      const rows = guard(() => [
        ...guidKeys.flatMap((key) => statements.byGuid.all(feed, key)),
        ...urlKeys.flatMap((key) => statements.byUrl.all(key)),
        ...titleKeys.flatMap((key) => statements.byTitle.all(key)),
      ])
      // What is found in more than one way is told once.
      return [...new Map(rows.map((row) => [`${row.feed} ${row.key}`, row])).values()].map(itemOf)
    },
    pagesDue: async (feed, nowMs, limit) => guard(() => statements.pagesDue.all(feed, nowMs, boundedLimit(limit))).map(itemOf),
    async keepItems(items) {
      bounded(items, MAX_LIMIT, 'items')
      for (const item of items) boundedItem(item)
      transact(DOING, () => {
        for (const item of items) statements.keep.run(rowOf(item))
      })
    },
    async seen(feed, keys, nowMs) {
      bounded(keys, MAX_SEEN, 'items')
      transact(DOING, () => void statements.seen.run({ feed, keys: JSON.stringify(keys), nowMs }))
    },
    sweep: async (seenBeforeMs) => transact('sweep', () => statements.sweep.run(seenBeforeMs).changes),
  }
}

function bounded(list: readonly unknown[], most: number, what: string): void {
  if (list.length > most) throw new RangeError(`at most ${most} ${what} at a time, not ${list.length}`)
}

function boundedItem({ key, guidKey, urlKey, titleKey, articleId, fingerprint }: FeedItemRecord): void {
  for (const one of [key, guidKey, urlKey, titleKey])
    if (one !== null && one.length > MAX_KEY) throw new RangeError(`a key is at most ${MAX_KEY} characters long, not ${one.length}`)
  boundedText(articleId, 'an article’s id')
  boundedText(fingerprint, 'a fingerprint')
}

type Row = Tables['feed_items']
const itemOf = (row: Row): FeedItemRecord => ({
  feed: row.feed,
  key: row.key,
  guidKey: row.guid_key,
  urlKey: row.url_key,
  titleKey: row.title_key,
  articleId: row.article_id,
  isOwner: row.is_owner === 1,
  fingerprint: row.fingerprint,
  firstMs: row.first_ms,
  seenMs: row.seen_ms,
  pageTries: row.page_tries,
  pageDueMs: row.page_due_ms,
})

const rowOf = (item: FeedItemRecord): Row => ({
  feed: item.feed,
  key: item.key,
  guid_key: item.guidKey,
  url_key: item.urlKey,
  title_key: item.titleKey,
  article_id: item.articleId,
  is_owner: Number(item.isOwner),
  fingerprint: item.fingerprint,
  first_ms: item.firstMs,
  seen_ms: item.seenMs,
  page_tries: item.pageTries,
  page_due_ms: item.pageDueMs,
})

type Seen = { readonly feed: number; readonly keys: string; readonly nowMs: number }
function prepare(database: Database.Database) {
  const all = 'select * from feed_items'
  return {
    byGuid: database.prepare<[number, string], Row>(
      `${all} where feed = ? and guid_key = ? order by is_owner desc, first_ms desc limit ${MAX_SAME}`,
    ),
    byUrl: database.prepare<[string], Row>(`${all} where url_key = ? order by is_owner desc, first_ms desc limit ${MAX_SAME}`),
    byTitle: database.prepare<[string], Row>(`${all} where title_key = ? order by first_ms desc limit ${MAX_NAMESAKES}`),
    pagesDue: database.prepare<[number, number, number], Row>(
      `${all} where feed = ? and page_due_ms <= ? order by page_due_ms, key limit ?`,
    ),
    keep: database.prepare<[Row]>(
      `insert into feed_items (feed, key, guid_key, url_key, title_key, article_id, is_owner, fingerprint, first_ms, seen_ms, page_tries, page_due_ms)
       select @feed, @key, @guid_key, @url_key, @title_key, @article_id, @is_owner, @fingerprint, @first_ms, @seen_ms, @page_tries, @page_due_ms
       where exists (select 1 from feeds where id = @feed)
       on conflict (feed, key) do update set guid_key = excluded.guid_key, url_key = excluded.url_key, title_key = excluded.title_key,
         article_id = excluded.article_id, is_owner = excluded.is_owner, fingerprint = excluded.fingerprint, first_ms = excluded.first_ms,
         seen_ms = excluded.seen_ms, page_tries = excluded.page_tries, page_due_ms = excluded.page_due_ms`,
    ),
    seen: database.prepare<[Seen]>(
      'update feed_items set seen_ms = max(seen_ms, @nowMs) where feed = @feed and key in (select value from json_each(@keys))',
    ),
    // What was in a feed's last document may still be in it: a server that answers "not modified" for a year shows nothing anew.
    // Feed by feed (a cross join keeps that order), so that what stays is not read each time.
    sweep: database.prepare<[number]>(
      `delete from feed_items where (feed, key) in (
         select i.feed, i.key from feeds f cross join feed_items i
         where i.feed = f.id and i.seen_ms < min(?, (select max(seen_ms) from feed_items l where l.feed = f.id)) limit ${MAX_SWEPT})`,
    ),
  }
}
