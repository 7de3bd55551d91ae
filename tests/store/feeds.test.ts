import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import type { FeedStore } from '../../src/store/feed-store.ts'
import { migrate } from '../../src/store/migrate.ts'
import { MIGRATIONS } from '../../src/store/migrations.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { rows } from './chat-samples.ts'
import { delivery } from './delivery-samples.ts'
import { added, feed, idsOf, item, ME, MINUTE, NOW, origin, taking } from './feed-samples.ts'
import { analysed, article, folder, open } from './samples.ts'

const feedsOf = async (file?: string): Promise<FeedStore> => (await open(file)).feeds

describe('feeds', () => {
  test('are due at once, known by their address, and no number is used twice', async () => {
    const store = await feedsOf()
    const { nowMs, ...said } = feed('harbour')
    const first = await store.add(feed('harbour'))
    expect(first).toMatchObject({
      ...said,
      id: 1,
      addedMs: nowMs,
      nextMs: nowMs,
      isPaused: false,
      succeededMs: null,
      notes: [],
      articles: 0,
    })
    expect(await store.add(feed('harbour', { title: 'Another title' }))).toBeNull()
    expect((await store.add(feed('coast')))?.id).toBe(2)
    expect([await store.byId(1), await store.byUrl(said.url)]).toEqual([first, first])
    expect([await store.byId(9), await store.byUrl('https://nobody.example/')]).toEqual([null, null])
    expect([await store.remove(2), await store.remove(2)]).toEqual([true, false])
    expect((await store.add(feed('island')))?.id).toBe(3)
    expect([idsOf(await store.list(0, 10)), idsOf(await store.list(1, 10)), idsOf(await store.list(0, 1))]).toEqual([[1, 3], [3], [1]])
    expect(await store.count()).toBe(2)
    await expect(store.list(0, 1_001)).rejects.toThrow(RangeError)
  })

  test('change in what is named and in nothing else; an address that another one has is left out', async () => {
    const store = await feedsOf()
    await added(store, 'harbour', 'coast')
    const before = await store.byId(1)
    const change = { title: null, etag: '"1"', notes: ['its dates have no zone'], isPaused: true, why: 'asked for', fails: 2, isDead: true }
    expect(await store.change(1, change)).toBe(true)
    expect(await store.byId(1)).toEqual({ ...before, ...change })
    expect(await store.change(1, { url: feed('coast').url, etag: null })).toBe(true)
    expect(await store.byId(1)).toMatchObject({ url: feed('harbour').url, etag: null })
    expect(await store.change(1, { url: 'https://new.example/' })).toBe(true)
    expect(await store.byUrl('https://new.example/')).toMatchObject({ id: 1 })
    expect(await store.change(9, { etag: null })).toBe(false)
  })

  test('one that is paused is neither due nor taken', async () => {
    const store = await feedsOf()
    expect(await store.nextDueMs()).toBeNull()
    await added(store, 'harbour', 'coast')
    expect(await store.nextDueMs()).toBe(NOW)
    await store.change(1, { isPaused: true })
    expect(await store.nextDueMs()).toBe(NOW + 1)
    expect(idsOf(await store.take(taking('a', NOW + 1), 10))).toEqual([2])
    await store.change(2, { isPaused: true })
    expect(await store.nextDueMs()).toBeNull()
  })

  test('go with what they brought, and the articles stay', async () => {
    const { feeds: store, ...rest } = await open()
    await added(store, 'harbour')
    await rest.put([analysed(article('a'))])
    await store.keepItems([item(1, 'a')])
    await store.keepOrigins([origin('a')])
    expect(await store.byId(1)).toMatchObject({ articles: 1 })
    expect(await store.remove(1)).toBe(true)
    expect(await store.find(1, { guidKeys: [], urlKeys: ['url a'], titleKeys: [] })).toEqual([])
    expect(await store.origins(['a'])).toEqual([origin('a', { feed: null })])
    expect(await rest.article('a')).not.toBeNull()
    expect(await rest.check()).toEqual([])
  })

  test('stay where who added them wants to be forgotten, without their name', async () => {
    const file = join(folder(), 'news.db')
    const store = await openSqliteStore(file)
    await store.feeds.add(feed('harbour'))
    await store.feeds.add(feed('coast', { owner: 'slack:T1:U2' }))
    expect(await store.chat.forget(ME)).toBe(1)
    expect(await store.feeds.byId(1)).toMatchObject({ owner: null, direct: null, title: 'The harbour' })
    expect(await store.feeds.byId(2)).toMatchObject({ owner: 'slack:T1:U2', direct: '{"at":"D1"}' })
    await store.close()
    expect(rows(file).filter((row) => row.includes(ME))).toEqual([])
  })
})

describe('a lease', () => {
  test('goes to one of two processes, the longest due first, and to the other when it is over', async () => {
    const file = join(folder(), 'news.db')
    const [here, there] = [await feedsOf(file), await feedsOf(file)]
    await added(here, 'harbour', 'coast', 'island')
    expect(await here.take(taking('here', NOW - 1), 10)).toEqual([])
    expect(idsOf(await here.take(taking('here', NOW + 2), 1))).toEqual([1])
    expect(idsOf(await there.take(taking('there', NOW + 2), 10))).toEqual([2, 3])
    expect([...(await there.holders())].sort()).toEqual(['here', 'there'])
    expect(await there.take(taking('there', NOW + 1 + MINUTE), 10)).toEqual([])
    // What is held is not due again before its lease is over.
    expect(await there.nextDueMs()).toBe(NOW + 2 + MINUTE)
    expect(idsOf(await there.take(taking('there', NOW + 2 + MINUTE), 1))).toEqual([1])
    expect(await here.settle(1, 'here', { etag: '"late"' }, [])).toBe(false)
    expect(await here.byId(1)).toMatchObject({ etag: null })
  })

  test('ends with what the fetch brought and the word to the managers, or without any of them', async () => {
    const { feeds: store, deliveries } = await open()
    await added(store, 'harbour')
    const dead = delivery('feed:1:dead')
    expect(await store.settle(1, 'a', { fails: 1 }, [dead])).toBe(false)
    await store.take(taking('a'), 10)
    await expect(store.settle(1, 'a', { fails: 1 }, [{ ...dead, content: 'x'.repeat(1_000_001) }])).rejects.toThrow(RangeError)
    expect(await store.settle(1, 'b', { fails: 1 }, [dead])).toBe(false)
    expect((await deliveries.byKeys([dead.key])).size).toBe(0)
    expect(await store.byId(1)).toMatchObject({ fails: 0 })
    expect(await store.settle(1, 'a', { fails: 4, isDead: true, nextMs: NOW + MINUTE, url: 'https://moved.example/' }, [dead])).toBe(true)
    expect(await store.byId(1)).toMatchObject({ fails: 4, isDead: true, url: 'https://moved.example/', owner: ME })
    expect((await deliveries.byKeys([dead.key])).get(dead.key)).toMatchObject({ state: 'waiting' })
    expect(await store.holders()).toEqual([])
    expect(await store.settle(1, 'a', { fails: 5 }, [])).toBe(false)
    expect(idsOf(await store.take(taking('b', NOW + MINUTE), 10))).toEqual([1])
  })

  test('ends where its process is gone', async () => {
    const store = await feedsOf()
    await added(store, 'harbour')
    await store.take(taking('gone'), 10)
    await store.release(['another'])
    expect(await store.take(taking('b'), 10)).toEqual([])
    await store.release(['gone'])
    expect(await store.settle(1, 'gone', {}, [])).toBe(false)
    expect(idsOf(await store.take(taking('b'), 10))).toEqual([1])
  })

  test('what somebody changed meanwhile stays where the fetch does not say otherwise', async () => {
    const store = await feedsOf()
    await added(store, 'harbour')
    await store.take(taking('a'), 10)
    await store.change(1, { isPaused: true, why: 'asked for' })
    expect(await store.settle(1, 'a', { etag: '"2"' }, [])).toBe(true)
    expect(await store.byId(1)).toMatchObject({ isPaused: true, why: 'asked for', etag: '"2"' })
    await store.remove(1)
    expect(await store.settle(1, 'a', {}, [])).toBe(false)
  })
})

test('a store from before there were feeds is brought forward with its articles', async () => {
  const file = join(folder(), 'news.db')
  const older = new Database(file)
  await migrate(older, file, Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name < '0009')))
  older.exec(`insert into segments (id, bytes) values (1, x'00');
    insert into articles (seq, id, version, hash, title, headlined, publisher, publisher_key, authors, tags, segment_id, generation)
      values (1, 'a', 1, 'h', 'Ferries', 1, 'Harbour Post', 'harbour post', '[]', '[]', 1, 1);
    insert into article_texts (article, body, analysis) values (1, 'They sail.', '{}');
    insert into tombstones (segment, article) values (1, 1);
    insert into settings (name, value) values ('#generation', '1')`)
  older.close()
  const store = await open(file)
  expect(await store.arrivals({ generation: 0, seq: 0 }, 10)).toMatchObject([{ id: 'a', isQuiet: false }])
  expect(store.segments.load()).toMatchObject([{ dead: ['a'] }])
  await store.feeds.add(feed('harbour'))
  await store.feeds.keepOrigins([origin('a')])
  await store.put([analysed(article('b'))], { isQuiet: true })
  expect((await store.list({})).map(({ id }) => id).sort()).toEqual(['a', 'b'])
  expect(await store.feeds.byId(1)).toMatchObject({ articles: 1 })
})
