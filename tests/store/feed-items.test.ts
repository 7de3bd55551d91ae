import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import type { FeedFinding } from '../../src/store/feed-store.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { sqliteFeedItems } from '../../src/store/sqlite-feed-items.ts'
import { sqliteOrigins } from '../../src/store/sqlite-origins.ts'
import { added, item, keysOf, NOW, origin } from './feed-samples.ts'
import { analysed, article, folder, open } from './samples.ts'

const wanted = (fields: Partial<FeedFinding>): FeedFinding => ({ guidKeys: [], urlKeys: [], titleKeys: [], ...fields })
async function twoFeeds() {
  const store = await open()
  await added(store.feeds, 'harbour', 'coast')
  return { ...store.feeds, newsroom: store }
}

describe('items', () => {
  test('are found by guid in their feed, by address and title in any, each once', async () => {
    const store = await twoFeeds()
    await store.keepItems([
      item(1, 'a'),
      item(1, 'b', { guidKey: null, urlKey: null, titleKey: null }),
      item(2, 'c', { guidKey: 'guid a' }),
    ])
    expect(await store.find(1, wanted({ guidKeys: ['guid a'] }))).toEqual([item(1, 'a')])
    expect(keysOf(await store.find(2, wanted({ guidKeys: ['guid a'] })))).toEqual(['c'])
    expect(keysOf(await store.find(9, wanted({ urlKeys: ['url c', 'url a', 'url b'] })))).toEqual(['a', 'c'])
    expect(keysOf(await store.find(2, wanted({ titleKeys: ['title a'], urlKeys: ['url a', 'url c'], guidKeys: ['guid a'] })))).toEqual([
      'a',
      'c',
    ])
    await expect(store.find(1, wanted({ urlKeys: Array.from({ length: 1_001 }, String) }))).rejects.toThrow(RangeError)
  })

  test('a title that many share brings the newest', async () => {
    const store = await twoFeeds()
    await store.keepItems(Array.from({ length: 30 }, (_, n) => item(1, `w${n}`, { titleKey: 'weather', firstMs: NOW + n })))
    const found = await store.find(2, wanted({ titleKeys: ['weather'] }))
    expect(found.map(({ firstMs }) => firstMs - NOW)).toEqual(Array.from({ length: 20 }, (_, n) => 29 - n))
  })

  test('are replaced whole; those of a feed that is gone are passed over', async () => {
    const store = await twoFeeds()
    await store.keepItems([item(1, 'a')])
    const changed = item(1, 'a', { guidKey: null, urlKey: 'new', isOwner: false, fingerprint: '', pageTries: 2, firstMs: NOW + 1 })
    await store.keepItems([changed, item(9, 'z')])
    expect(await store.find(1, wanted({ urlKeys: ['new', 'url a', 'url z'] }))).toEqual([changed])
    await expect(store.keepItems([item(1, 'k'.repeat(501))])).rejects.toThrow(RangeError)
    await expect(store.keepItems(Array.from({ length: 1_001 }, (_, n) => item(1, `${n}`)))).rejects.toThrow(RangeError)
  })

  test('whose pages are due come in the order of their time, feed by feed', async () => {
    const store = await twoFeeds()
    const due = (key: string, pageDueMs: number | null, feed = 1) => item(feed, key, { pageDueMs })
    await store.keepItems([due('a', NOW + 2), due('b', NOW), due('c', null), due('d', NOW + 3), due('e', NOW, 2)])
    const pagesAt = async (nowMs: number, limit = 10) => (await store.pagesDue(1, nowMs, limit)).map(({ key }) => key)
    expect([await pagesAt(NOW + 2), await pagesAt(NOW + 3, 2), await pagesAt(NOW - 1)]).toEqual([['b', 'a'], ['b', 'a'], []])
  })

  test('are forgotten when no document has had them for long, but for those of the last document', async () => {
    const store = await twoFeeds()
    await store.keepItems([item(1, 'old'), item(1, 'again'), item(2, 'last'), item(2, 'older', { seenMs: NOW - 1 })])
    await store.seen(1, ['again', 'unknown'], NOW + 10)
    // A clock that went back makes nothing look older than it is.
    await store.seen(1, ['again'], NOW)
    expect(await store.sweep(NOW)).toBe(1)
    expect(await store.sweep(NOW + 5)).toBe(1)
    expect(await store.sweep(NOW + 1_000)).toBe(0)
    expect(keysOf(await store.find(1, wanted({ urlKeys: ['url old', 'url again', 'url last', 'url older'] })))).toEqual(['again', 'last'])
  })
})

describe('origins', () => {
  test('are of stored articles; the time of the first one stays', async () => {
    const store = await twoFeeds()
    await store.newsroom.put([analysed(article('a')), analysed(article('b'))])
    await store.keepOrigins([origin('a'), origin('nobody'), origin('b', { feed: 9 })])
    const later = origin('a', { feed: 2, firstMs: NOW + 9, language: null, isPaywalled: true, note: 'its date is in the future' })
    await store.keepOrigins([later])
    const found = [...(await store.origins(['b', 'a', 'nobody']))].sort((x, y) => (x.articleId < y.articleId ? -1 : 1))
    expect(found).toEqual([{ ...later, firstMs: NOW }, origin('b', { feed: null })])
    expect([(await store.byId(1))?.articles, (await store.byId(2))?.articles]).toEqual([0, 1])
    expect(await store.newsroom.check()).toEqual([])
  })

  test('what is old or too many is removable, oldest first, but for what was cited or came from no feed', async () => {
    const store = await twoFeeds()
    const ids = ['a', 'b', 'c', 'd', 'e']
    await store.newsroom.put([...ids, 'imported'].map((id) => analysed(article(id))))
    // `c` and `d` were first seen at one moment: then the later stored counts as newer.
    const times: Readonly<Record<string, number>> = { a: 0, b: 1, c: 2, d: 2, e: 3 }
    await store.keepOrigins(ids.map((id) => origin(id, { firstMs: NOW + (times[id] ?? 0) })))
    const removable = (beforeMs: number | null, keep: number | null, limit = 10) => store.removable({ beforeMs, keep }, limit)
    expect(await removable(null, null)).toEqual([])
    expect(await removable(NOW + 2, null)).toEqual(['a', 'b'])
    expect(await removable(null, 2)).toEqual(['a', 'b', 'c'])
    expect(await removable(null, 5)).toEqual([])
    expect(await removable(null, 0)).toEqual(ids)
    expect(await removable(NOW + 1, 3)).toEqual(['a', 'b'])
    expect(await removable(NOW + 3, 4)).toEqual(['a', 'b', 'c', 'd'])
    expect(await removable(null, 0, 2)).toEqual(['a', 'b'])
    await store.cite(['a', 'c', 'imported', 'nobody'], NOW + 5)
    expect(await removable(null, 0)).toEqual(['b', 'd', 'e'])
    // Cited ones are counted among those kept.
    expect(await removable(null, 3)).toEqual(['b'])
    await expect(removable(null, -1)).rejects.toThrow(RangeError)
  })
})

test('nothing that is asked of items and origins reads a table from end to end', async () => {
  const file = join(folder(), 'news.db')
  await (await openSqliteStore(file)).close()
  const database = new Database(file)
  const asked: string[] = []
  const prepare = database.prepare.bind(database)
  database.prepare = ((query: string) => {
    asked.push(query)
    return prepare(query)
  }) as typeof database.prepare
  const transact = <T>(_doing: string, work: () => T): T => work()
  sqliteFeedItems(database, transact, (work) => work())
  sqliteOrigins(database, transact, (work) => work())
  expect(asked.length).toBeGreaterThan(10)
  const scans = asked.flatMap((query) =>
    prepare<[], { detail: string }>(`explain query plan ${query.replaceAll(/@\w+|\?/g, '1')}`)
      .all()
      .map(({ detail }) => detail)
      .filter((detail) => detail.startsWith('SCAN') && !/json_each|CONSTANT ROW|^SCAN f\b/.test(detail)),
  )
  // Where retention's newest end is counted off, along its index.
  expect(scans).toEqual(['SCAN origins USING COVERING INDEX origins_by_time'])
  database.close()
})
