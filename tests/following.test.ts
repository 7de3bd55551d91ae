import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { documents, removeArticles } from '../src/adding.ts'
import { followFrom, placeIn } from '../src/following.ts'
import { type Newsroom, openNewsroom } from '../src/newsroom.ts'
import { KEYWORD_INDEX_LIMITS, openKeywordIndex } from '../src/retrieval/keyword-index.ts'
import type { IndexDocument, SearchIndex } from '../src/retrieval/search-index.ts'
import { openSqliteStore } from '../src/store/sqlite.ts'
import type { Analysed } from '../src/store/store.ts'
import { analysed, article, folder } from './store/samples.ts'

async function newsroomOn(file: string): Promise<Newsroom> {
  const newsroom = await openNewsroom(await openSqliteStore(file))
  onTestFinished(() => newsroom.close())
  return newsroom
}
async function twoOn(file = join(folder(), 'news.db')): Promise<readonly [Newsroom, Newsroom]> {
  return [await newsroomOn(file), await newsroomOn(file)]
}
async function find(index: SearchIndex, term: string): Promise<string[]> {
  const hits = await index.search({ terms: [{ term, weight: 1 }], limit: 100 })
  return hits.map(({ id }) => id).sort()
}

/** An index that takes down what it is given and asked to remove. */
function overheard(index: SearchIndex) {
  const given: string[] = []
  const removed: string[] = []
  const listening: SearchIndex = {
    ...index,
    async upsert(all: Iterable<IndexDocument> | AsyncIterable<IndexDocument>) {
      const taken: IndexDocument[] = []
      for await (const one of all) taken.push(one)
      given.push(...taken.map(({ id }) => id))
      await index.upsert(taken)
    },
    async remove(ids) {
      const all = [...ids]
      removed.push(...all)
      await index.remove(all)
    },
  }
  return { index: listening, given, removed }
}

describe('an index follows', () => {
  test('what another process adds, changes and removes', async () => {
    const [here, there] = await twoOn()
    await there.add([article('a'), article('b')])
    expect(await find(here.index, 'ticket')).toEqual([])
    await here.follow()
    expect(await find(here.index, 'ticket')).toEqual(['a', 'b'])
    await there.add([article('b', { body: 'The lamp is lit.' })])
    await there.remove(['a'])
    await here.follow()
    expect([await find(here.index, 'ticket'), await find(here.index, 'lamp'), here.index.size]).toEqual([[], ['b'], 1])
    await there.add([article('a')])
    await there.remove(['b'])
    await here.follow()
    expect([await find(here.index, 'ticket'), here.index.size]).toEqual([['a'], 1])
  })

  test('and answers with it at once', async () => {
    const [here, there] = await twoOn()
    await there.add([article('a', { body: 'Ida Brandt reopened the ferry line to Marstal on Monday.' })])
    await here.follow()
    const { answer } = await here.ask('Who reopened the ferry line to Marstal?', { now: new Date('2021-03-05T12:00:00Z'), zone: 'UTC' })
    expect(answer.sources.map(({ articleId }) => articleId)).toEqual(['a'])
  })

  test('its own writes are not taken in twice, another’s between them are', async () => {
    const file = join(folder(), 'news.db')
    const store = await openSqliteStore(file)
    const other = await newsroomOn(file)
    const { index, given, removed } = overheard(await openKeywordIndex(store.segments, () => []))
    const following = followFrom(await placeIn(store), store, index)
    await following.store.put([analysed(article('own'))])
    await other.add([article('other')])
    await following.store.put([analysed(article('own too'))])
    await following.store.remove(['own too'])
    await following.follow()
    expect([given, removed]).toEqual([['other'], []])
    await following.follow()
    await other.remove(['other'])
    await following.follow()
    expect([given, removed]).toEqual([['other'], ['other']])
    await store.close()
  })

  test('what has come again by now stays', async () => {
    const file = join(folder(), 'news.db')
    const store = await openSqliteStore(file)
    const other = await newsroomOn(file)
    await other.add([article('a')])
    const { index, given, removed } = overheard(await openKeywordIndex(store.segments, (ids) => documents(store, ids)))
    const following = followFrom(await placeIn(store), store, index)
    await other.remove(['a'])
    await other.add([article('a')])
    await following.follow()
    expect([given, removed]).toEqual([['a'], []])
    await store.close()
  })

  test('one look at a time, in pieces', async () => {
    const file = join(folder(), 'news.db')
    const [here, there] = await twoOn(file)
    const many = Array.from({ length: 1_200 }, (_, n) => article(`n${n}`, { title: `Pier ${n}`, body: 'It opened.' }))
    await there.store.put(many.map((one) => analysed(one, [])))
    const first = here.follow()
    expect(here.follow()).toBe(first)
    await first
    expect(here.index.size).toBe(1_200)
    await there.remove(many.slice(0, 700).map(({ id }) => id))
    await there.remove(many.slice(700, 1_100).map(({ id }) => id))
    await here.follow()
    expect(here.index.size).toBe(100)
    // What one process has frozen and the other, too, is there once at the next start.
    expect((await newsroomOn(file)).index.size).toBe(100)
  })

  test('an import that has the store to itself is waited for', async () => {
    const [here, there] = await twoOn()
    await there.add([article('a')])
    async function* batches() {
      await here.follow()
      yield [article('b')]
      await here.follow()
    }
    await here.addAll(batches())
    expect(await find(here.index, 'ticket')).toEqual(['b'])
    await here.follow()
    expect(await find(here.index, 'ticket')).toEqual(['a', 'b'])
  })
})

const IDS = ['a', 'b', 'c', 'd'] as const
const WORDS = ['anchors', 'barrels', 'cannons'] as const
const SAMPLES: ReadonlyMap<string, Analysed> = new Map<string, Analysed>(
  IDS.flatMap((id) => WORDS.map((word) => [`${id} ${word}`, analysed(article(id, { body: `Ida loads ${word}.` }), [])] as const)),
)
/** So few that both processes freeze and merge all the time. */
const LIMITS = { ...KEYWORD_INDEX_LIMITS, liveDocuments: 1, bulkDocuments: 2, segments: 2 }

async function process(file: string) {
  const store = await openSqliteStore(file)
  const place = await placeIn(store)
  const index = await openKeywordIndex(store.segments, (ids) => documents(store, ids), LIMITS)
  const following = followFrom(place, store, index)
  const own = { store: following.store, index }
  return {
    store,
    index,
    follow: following.follow,
    async put(held: Readonly<Record<string, string>>) {
      const { added, changed } = await own.store.put(Object.entries(held).map(([id, word]) => SAMPLES.get(`${id} ${word}`) as Analysed))
      await index.upsert(documents(store, [...added, ...changed]))
    },
    remove: (ids: readonly string[]) => removeArticles(own, ids),
  }
}

test('whatever two processes write, both find the same, and so does who comes later', async () => {
  const put = fc.record({
    put: fc.dictionary(fc.constantFrom(...IDS), fc.constantFrom(...WORDS), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
  })
  const remove = fc.record({ remove: fc.subarray([...IDS], { minLength: 1, maxLength: 2 }) })
  const step = fc.record({ by: fc.constantFrom(0, 1), does: fc.oneof({ weight: 3, arbitrary: put }, remove), look: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      const path = folder()
      const both = [await process(join(path, 'news.db')), await process(join(path, 'news.db'))] as const
      const model = new Map<string, string>()
      const compare = async (index: SearchIndex) => {
        for (const word of WORDS)
          expect(await find(index, word.slice(0, -1))).toEqual([...model].flatMap(([id, held]) => (held === word ? [id] : [])).sort())
        expect(index.size).toBe(model.size)
      }
      for (const { by, does, look } of steps) {
        const one = both[by as 0 | 1]
        if ('put' in does) {
          await one.put(does.put)
          for (const [id, word] of Object.entries(does.put)) model.set(id, word)
        } else {
          await one.remove(does.remove)
          for (const id of does.remove) model.delete(id)
        }
        if (!look) continue
        for (const each of both) await each.follow()
        for (const each of both) await compare(each.index)
      }
      const later = await process(join(path, 'news.db'))
      await compare(later.index)
      expect(await later.store.check()).toEqual([])
      for (const each of [...both, later]) await each.store.close()
    }),
    { numRuns: 25 },
  )
})
