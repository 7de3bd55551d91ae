import { join } from 'node:path'
import { expect, test } from 'vitest'
import { analysed, article, folder, open } from './samples.ts'

test('articles arrive in the order of writing, a changed one again', async () => {
  const store = await open()
  expect(await store.arrived()).toEqual({ generation: 0, seq: 0 })
  expect(await store.arrivals({ generation: 0, seq: 0 }, 10)).toEqual([])
  await store.put([analysed(article('a')), analysed(article('b', { published: null }))])
  await store.put([analysed(article('c'))])
  const first = await store.arrivals({ generation: 0, seq: 0 }, 2)
  expect(first).toEqual([
    { generation: 1, seq: 1, id: 'a', version: 1, publishedMs: Date.parse('2021-03-04T08:30:00Z'), storyId: null, isQuiet: false },
    { generation: 1, seq: 2, id: 'b', version: 1, publishedMs: null, storyId: null, isQuiet: false },
  ])
  const [, last] = first
  if (last === undefined) throw new Error('two arrived')
  expect((await store.arrivals(last, 2)).map(({ id }) => id)).toEqual(['c'])
  const end = await store.arrived()
  expect(end).toEqual({ generation: 2, seq: 3 })
  await store.put([analysed(article('a', { title: 'The ferry is late' }))])
  await store.stories.put([{ id: 's1', title: 'Ferries', firstMs: null, lastMs: null, articleIds: ['a'] }])
  expect(await store.arrivals(end, 10)).toMatchObject([{ id: 'a', seq: 1, version: 2, storyId: 's1' }])
  expect((await store.arrivals({ generation: 0, seq: 0 }, 10)).map(({ id }) => id)).toEqual(['b', 'c', 'a'])
  await expect(store.arrivals(end, 0)).rejects.toThrow(RangeError)
})

test('a quiet write says so of what it brought, until a later one changes that', async () => {
  const store = await open()
  await store.put([analysed(article('a')), analysed(article('b'))], { isQuiet: true })
  await store.put([analysed(article('a', { title: 'The ferry is late' })), analysed(article('b')), analysed(article('c'))])
  await store.put([analysed(article('c', { title: 'The ferry is back' }))], { isQuiet: true })
  const arrivals = await store.arrivals({ generation: 0, seq: 0 }, 10)
  expect(arrivals.map(({ id, isQuiet }) => [id, isQuiet])).toEqual([
    ['b', true],
    ['a', false],
    ['c', true],
  ])
})

test('lists and counts can be of what was written later', async () => {
  const store = await open()
  await store.put([analysed(article('a')), analysed(article('b'))])
  const { generation: afterGeneration } = await store.arrived()
  expect(await store.count({ afterGeneration })).toBe(0)
  await store.put([analysed(article('c')), analysed(article('b', { title: 'The ferry is late' }))])
  expect((await store.list({ afterGeneration })).map(({ id }) => id).sort()).toEqual(['b', 'c'])
  expect(await store.list({ afterGeneration, publishers: ['another'] })).toEqual([])
  expect(await store.count({ afterGeneration: 0 })).toBe(3)
})

test('earlier versions are kept whole, oldest first', async () => {
  const store = await open()
  const versions = [article('a'), article('a', { title: 'The ferry is late' }), article('a', { title: 'The ferry is back', authors: [] })]
  for (const version of versions) await store.put([analysed(version)])
  await store.put([analysed(article('b'))])
  expect(await store.versions('a')).toEqual(versions.slice(0, 2))
  expect(await store.versions('b')).toEqual([])
  expect(await store.versions('unknown')).toEqual([])
  expect(await store.versionNumbers(['b', 'unknown', 'a'])).toEqual(
    new Map([
      ['a', 3],
      ['b', 1],
    ]),
  )
})

test('another process sees what arrived', async () => {
  const file = join(folder(), 'news.db')
  const [here, there] = [await open(file), await open(file)]
  const before = await here.arrived()
  await there.put([analysed(article('a'))])
  expect(await here.arrivals(before, 10)).toMatchObject([{ id: 'a' }])
})
