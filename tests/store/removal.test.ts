import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { documents, removeArticles } from '../../src/adding.ts'
import { KEYWORD_INDEX_LIMITS, openKeywordIndex } from '../../src/retrieval/keyword-index.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Analysed, Store } from '../../src/store/store.ts'
import { rows } from './chat-samples.ts'
import { added, origin } from './feed-samples.ts'
import { all, analysed, article, folder, open } from './samples.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const trace = (articleId: string, ...keys: number[]) => ({ articleId, day: 18_690, keys, copyKeys: [], trace: '{}' })

describe('removing articles', () => {
  test('leaves nothing of them but their ids', async () => {
    const file = join(folder(), 'news.db')
    const store = await openSqliteStore(file)
    await added(store.feeds, 'harbour')
    const secret = { title: 'Unmistakable title', authors: ['Una Mistak'], body: 'An unmistakable body. Una Mistak says so.' }
    await store.put([analysed(article('a', secret), [['Una Mistak', 'person']]), analysed(article('b'))])
    await store.put([analysed(article('a', { ...secret, title: 'Unmistakable too' }), [['Una Mistak', 'person']])])
    await store.feeds.keepOrigins([origin('a', { note: 'unmistakable' })])
    await store.stories.trace([trace('a', 1, 2), trace('b', 2, 3)])
    expect(await store.remove(['a', 'nobody', 'a'])).toEqual(['a'])
    expect(await store.remove(['a'])).toEqual([])
    expect(await store.article('a')).toBeNull()
    expect(await store.versions('a')).toEqual([])
    expect(await store.entitiesNamed(['una mistak'])).toEqual([])
    expect(await store.feeds.origins(['a'])).toEqual([])
    expect(await store.count({})).toBe(1)
    expect(await store.check()).toEqual([])
    await expect(store.remove(Array.from({ length: 1_001 }, String))).rejects.toThrow(RangeError)
    await store.close()
    expect(rows(file).filter((row) => /unmistak|una mistak/i.test(row))).toEqual([])
    const keys = rows(file).filter((row) => row.startsWith('story_keys'))
    expect(keys.map((row) => JSON.parse(row.slice('story_keys '.length)).key)).toEqual([2, 3])
  })

  test('keeps what is said of names in the others', async () => {
    const store = await open()
    await store.put(
      ['a', 'b', 'c'].map((id) => analysed(article(id), [['Ida Brandt', 'person', id === 'a' ? 'Ida' : 'Brandt'], `Only ${id}`])),
    )
    await store.remove(['a'])
    const [ida] = await store.entitiesNamed(['ida brandt'])
    expect(ida).toMatchObject({ articles: 2, aliases: ['Ida Brandt', 'Brandt'] })
    expect(await store.entitiesNamed(['ida', 'only a'])).toEqual([])
    expect((await store.relatedEntities('ida brandt', 5)).map(({ name }) => name).sort()).toEqual(['Only b', 'Only c'])
    expect(await store.check()).toEqual([])
  })

  test('a story is of those that stay; without any it is forgotten', async () => {
    const store = await open()
    const dated = (id: string, published: string | null) => analysed(article(id, { published }))
    await store.put([
      dated('a', '2021-03-01T00:00:00Z'),
      dated('b', '2021-03-02T00:00:00Z'),
      dated('c', '2021-03-03T00:00:00Z'),
      dated('d', null),
    ])
    const [firstMs, midMs, lastMs] = [1, 2, 3].map((day) => Date.UTC(2021, 2, day)) as [number, number, number]
    await store.stories.put([
      { id: 's1', title: 'Ferries', firstMs, lastMs, articleIds: ['a', 'b', 'c'] },
      { id: 's2', title: 'Piers', firstMs: null, lastMs: null, articleIds: ['d'] },
    ])
    await store.remove(['c'])
    expect(await store.stories.byId(['s1'])).toEqual([{ id: 's1', title: 'Ferries', firstMs, lastMs: midMs, articleIds: ['a', 'b'] }])
    await store.remove(['a', 'd'])
    expect(await store.stories.latest(10)).toEqual([{ id: 's1', title: 'Ferries', firstMs: midMs, lastMs: midMs, articleIds: ['b'] }])
    await store.remove(['b'])
    expect(await store.stories.latest(10)).toEqual([])
    expect(await store.check()).toEqual([])
  })

  test('one that comes again is new, under a number that nobody had', async () => {
    const store = await open()
    await store.put([analysed(article('a')), analysed(article('b'))])
    await store.put([analysed(article('b', { title: 'Changed' }))])
    const end = await store.arrived()
    const before = store.segments.generation()
    await store.remove(['b'])
    expect(store.segments.generation()).toBe(before + 1)
    expect(store.segments.removedSince(before, 10)).toEqual([{ generation: before + 1, articleId: 'b' }])
    expect(store.segments.removedSince(before + 1, 10)).toEqual([])
    expect(await store.put([analysed(article('b'))], { isQuiet: true })).toMatchObject({ added: ['b'] })
    expect(await store.arrivals(end, 10)).toMatchObject([{ id: 'b', seq: 3, version: 1, isQuiet: true }])
    expect(await store.versions('b')).toEqual([])
  })

  test('is all or nothing, and a change of nobody counts as no write', async () => {
    const file = join(folder(), 'news.db')
    const store = await open(file)
    await store.put([analysed(article('a'))])
    const before = store.segments.generation()
    await store.remove(['nobody'])
    expect(store.segments.generation()).toBe(before)
    const spoiler = new Database(file)
    spoiler.exec("create trigger spoil before insert on removals begin select raise(abort, 'no'); end")
    await expect(store.remove(['a'])).rejects.toThrow(/no/)
    spoiler.exec('drop trigger spoil')
    spoiler.close()
    expect((await all(store)).map((one) => one.article.id)).toEqual(['a'])
    expect(await store.check()).toEqual([])
  })
})

describe('a segment', () => {
  test('that holds what is removed counts it as dead, its earlier copies in others too', async () => {
    const store = await open()
    await store.put([analysed(article('a')), analysed(article('b'))])
    store.segments.replace([], { bytes: bytes('one'), articleIds: ['a', 'b'] })
    await store.put([analysed(article('a', { title: 'Changed' }))])
    store.segments.replace([], { bytes: bytes('two'), articleIds: ['a'] })
    await store.remove(['a'])
    expect(store.segments.load()).toMatchObject([{ dead: ['a'] }, { dead: ['a'] }])
    await store.put([analysed(article('a'))])
    expect(store.segments.pending()).toEqual(['a'])
    const third = store.segments.replace([], { bytes: bytes('three'), articleIds: ['a'] })
    expect(store.segments.load()).toMatchObject([{ dead: ['a'] }, { dead: ['a'] }, { id: third, dead: [] }])
    expect(await store.check()).toEqual([])
  })

  test('that was being built meanwhile is dead there, too', async () => {
    const store = await open()
    await store.put([analysed(article('a')), analysed(article('b')), analysed(article('c'))])
    const generation = store.segments.generation()
    await store.remove(['a', 'b'])
    await store.put([analysed(article('b'))])
    store.segments.replace([], { bytes: bytes('one'), articleIds: ['a', 'b', 'c'], generation })
    expect(store.segments.load()).toMatchObject([{ dead: ['a', 'b'] }])
    expect(store.segments.pending()).toEqual(['b'])
  })

  test('that another process merges does not take back what this one holds in a later version', async () => {
    const store = await open()
    await store.put([analysed(article('a')), analysed(article('b'))])
    const old = ['a', 'b'].map((id) => store.segments.replace([], { bytes: bytes(id), articleIds: [id] }) ?? 0)
    await store.put([analysed(article('a', { title: 'Changed' }))])
    const newer = store.segments.replace([], { bytes: bytes('new a'), articleIds: ['a'] })
    // The other one has read that much, and still merges the old text.
    const merged = store.segments.replace(old, { bytes: bytes('old ab'), articleIds: ['a', 'b'], generation: store.segments.generation() })
    expect(store.segments.load()).toMatchObject([
      { id: newer, dead: [] },
      { id: merged, dead: ['a'] },
    ])
    expect(store.segments.pending()).toEqual([])
    expect(await store.check()).toEqual([])
  })
})

test.each([
  ["insert into stories (id, title) values ('s', 'Ferries')", /story “s” has no articles/],
  ['insert into story_keys (key, day, article) values (1, 1, 7)', /article number 7/],
  ["insert into segment_losses (segment, article) select segment_id, id from articles where id = 'a'", /“a” is dead/],
  ["update entities set articles = 5 where key = 'ida brandt'", /“ida brandt” is in another number/],
])('a check finds what a removal could have left: %s', async (damage, fault) => {
  const file = join(folder(), 'news.db')
  const store = await open(file)
  await store.put([analysed(article('a'), [['Ida Brandt', 'person']])])
  store.segments.replace([], { bytes: bytes('a'), articleIds: ['a'] })
  expect(await store.check()).toEqual([])
  const database = new Database(file)
  database.exec(damage)
  database.close()
  expect(await store.check()).toEqual([expect.stringMatching(fault)])
})

const IDS = ['a', 'b', 'c', 'd', 'e'] as const
const WORDS = ['anchors', 'barrels', 'cannons'] as const
const SAMPLES: ReadonlyMap<string, Analysed> = new Map<string, Analysed>(
  IDS.flatMap((id) => WORDS.map((word) => [`${id} ${word}`, analysed(article(id, { body: `Ida loads ${word}.` }), ['Ida'])] as const)),
)
const oneOf = (id: string, word: string): Analysed => SAMPLES.get(`${id} ${word}`) as Analysed
/** So few that everything is frozen and merged after a few articles. */
const LIMITS = { ...KEYWORD_INDEX_LIMITS, liveDocuments: 2, bulkDocuments: 3, segments: 2 }
const openIndex = (store: Store) => openKeywordIndex(store.segments, (ids) => documents(store, ids), LIMITS)

test('after any changes, removals and restarts the index finds what the store has', async () => {
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        put: fc.dictionary(fc.constantFrom(...IDS), fc.constantFrom(...WORDS), { maxKeys: 4, noNullPrototype: true }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ remove: fc.subarray([...IDS], { maxLength: 3 }) }) },
    { weight: 1, arbitrary: fc.constant('restart' as const) },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
      const store = await openSqliteStore(':memory:')
      let index = await openIndex(store)
      const model = new Map<string, string>()
      for (const one of [...steps, 'restart' as const]) {
        if (one === 'restart') index = await openIndex(store)
        else if ('put' in one) {
          await store.put(Object.entries(one.put).map(([id, word]) => oneOf(id, word)))
          await index.upsert(documents(store, Object.keys(one.put)))
          for (const [id, word] of Object.entries(one.put)) model.set(id, word)
        } else {
          const there = one.remove.filter((id) => model.has(id))
          expect([...(await removeArticles({ store, index }, one.remove))].sort()).toEqual([...there].sort())
          for (const id of one.remove) model.delete(id)
        }
        for (const word of WORDS) {
          const found = await index.search({ terms: [{ term: word.slice(0, -1), weight: 1 }], limit: 100 })
          expect(found.map(({ id }) => id).sort()).toEqual([...model].flatMap(([id, held]) => (held === word ? [id] : [])).sort())
        }
        expect(index.size).toBe(model.size)
        expect((await store.entitiesNamed(['ida']))[0]?.articles ?? 0).toBe(model.size)
        expect(await store.check()).toEqual([])
      }
      await store.close()
    }),
    { numRuns: 40 },
  )
})
