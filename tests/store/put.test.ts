import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Article } from '../../src/article.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { all, analysed, article, folder, open } from './samples.ts'

describe('put', () => {
  test('keeps an article and its analysis as they were given', async () => {
    const store = await open()
    const item = analysed(
      article('a', { authors: ['Ida Brandt', 'Óscar Núñez'], tags: ['a', 'b'], body: 'One “quoted” line — 日本 🎉.\n\nTwo.' }),
    )
    expect(await store.put([item])).toEqual({ added: ['a'], changed: [], unchanged: [] })
    expect(await store.article('a')).toEqual(item.article)
    expect(await store.analysed(['a'])).toEqual([item])
    expect(await store.article('b')).toBeNull()
  })

  test('the same content again writes nothing', async () => {
    const file = join(folder(), 'news.db')
    const store = await open(file)
    const items = ['a', 'b'].map((id) => analysed(article(id)))
    await store.put(items)
    const generation = store.segments.generation()
    const observer = new Database(file, { readonly: true })
    const before = observer.pragma('data_version', { simple: true })
    expect(await store.put(items)).toEqual({ added: [], changed: [], unchanged: ['a', 'b'] })
    expect(store.segments.generation()).toBe(generation)
    expect(observer.pragma('data_version', { simple: true })).toBe(before)
    observer.close()
  })

  const fields: readonly Partial<Article>[] = [
    { title: 'Another title' },
    { headlined: false },
    { publisher: 'Other Post' },
    { authors: [] },
    { authors: ['Ida', 'Brandt'] },
    { published: '2021-03-04T09:30:00Z' },
    { published: null, about: '2021-03' },
    { url: null },
    { tags: [] },
    { body: 'Something else.' },
  ]
  test.each(fields)('a change of %j makes a new version under the same id', async (change) => {
    const store = await open()
    await store.put([analysed(article('a'))])
    const next = analysed(article('a', change))
    expect(await store.put([next])).toEqual({ added: [], changed: ['a'], unchanged: [] })
    expect(await all(store)).toEqual([next])
  })

  test('earlier versions stay whole, in order, with consistent parts of the current one alone', async () => {
    const file = join(folder(), 'news.db')
    const store = await open(file)
    const versions = ['One.', 'Two. Marstal is calm.', 'Three.'].map((body) => article('a', { body, authors: [body] }))
    for (const version of versions) await store.put([analysed(version, ['Marstal', body(version)])])
    await store.put([analysed(article('b'), ['Marstal'])])
    const database = new Database(file, { readonly: true })
    const kept = database.prepare('select version, content from article_versions order by version').all() as {
      version: number
      content: string
    }[]
    expect(kept.map((row) => [row.version, JSON.parse(row.content)])).toEqual([
      [1, versions[0]],
      [2, versions[1]],
    ])
    expect(database.prepare("select version from articles where id = 'a'").pluck().get()).toBe(3)
    expect(database.prepare('select author from article_authors where article = 1').pluck().all()).toEqual(['Three.'])
    expect(database.prepare('select start_at, end_at from passages where article = 1').raw().all()).toEqual([[0, 6]])
    expect(database.prepare('select count(*) from mentions where article = 1').pluck().get()).toBe(2)
    database.close()
  })

  test('an id that comes twice in one batch ends as its last form, and is told once', async () => {
    const store = await open()
    const [one, two] = [analysed(article('a', { body: 'One.' })), analysed(article('a', { body: 'Two.' }))]
    expect(await store.put([one, two, two])).toEqual({ added: ['a'], changed: [], unchanged: [] })
    expect(await all(store)).toEqual([two])
    expect(await store.put([two, one])).toEqual({ added: [], changed: ['a'], unchanged: [] })
    expect(await all(store)).toEqual([one])
  })

  test('all of a batch or none: a failure half-way leaves everything as it was', async () => {
    const store = await open()
    await store.put([analysed(article('a'), ['Marstal'])])
    const before = await all(store)
    const broken = { ...analysed(article('c')), analysis: null } as never
    await expect(store.put([analysed(article('a', { body: 'Changed.' }), ['Ærø']), analysed(article('b')), broken])).rejects.toThrow(
      TypeError,
    )
    expect(await all(store)).toEqual(before)
    expect(await store.entitiesNamed(['ærø'])).toEqual([])
    expect(await store.check()).toEqual([])
    expect(await store.put([analysed(article('b'))])).toMatchObject({ added: ['b'] })
  })

  test('a lone surrogate is kept as a replacement of the same length, and is unchanged the second time', async () => {
    const store = await open()
    const odd = analysed(article('a', { title: 'Odd \ud800 title', body: 'A \udc00 here. Then more.' }))
    await store.put([odd])
    expect(await store.article('a')).toMatchObject({ title: 'Odd \ufffd title', body: 'A \ufffd here. Then more.' })
    expect(await store.put([odd])).toMatchObject({ unchanged: ['a'] })
    expect(await store.check()).toEqual([])
  })

  test('any sequence of batches leaves what a map would', async () => {
    const anArticle = fc
      .record({
        id: fc.constantFrom('a', 'b', 'c', 'd'),
        body: fc.constantFrom('Ida sails.', 'Marstal waits. Ida sails.', '', 'Ærø is an island.\n\nIda.'),
        title: fc.string({ unit: 'grapheme', maxLength: 8 }),
        published: fc.constantFrom(null, '2021-03-04', '2022-01-01T00:00:00Z'),
        names: fc.subarray(['Ida', 'Marstal', 'Ærø', 'IDA']),
      })
      .map(({ names, ...fields }) => analysed(article(fields.id, fields), names))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(anArticle, { maxLength: 6 }), { maxLength: 6 }), async (batches) => {
        const store = await openSqliteStore(':memory:')
        const model = new Map<string, (typeof batches)[number][number]>()
        for (const batch of batches) {
          const before = new Map(model)
          for (const item of batch) {
            const known = model.get(item.article.id)
            // The analysis belongs to the content: the same content keeps the one that it came with.
            if (known === undefined || JSON.stringify(known.article) !== JSON.stringify(item.article)) model.set(item.article.id, item)
          }
          const stored = await store.put(batch)
          const ids = new Set(batch.map((item) => item.article.id))
          expect(new Set([...stored.added, ...stored.changed, ...stored.unchanged])).toEqual(ids)
          expect(new Set(stored.added)).toEqual(new Set([...ids].filter((id) => !before.has(id))))
        }
        expect(await all(store)).toEqual([...model.values()])
        expect(await store.check()).toEqual([])
        const held = (key: string): number =>
          [...model.values()].filter((item) => item.analysis.entities.some((entity) => entity.name.toLowerCase() === key)).length
        for (const key of ['ida', 'marstal', 'ærø']) {
          const [record] = await store.entitiesNamed([key])
          expect(record?.articles ?? 0).toBe(held(key))
        }
        await store.close()
      }),
      { numRuns: 40 },
    )
  }, 60_000)
})

const body = (of: Article): string => of.body

describe('reading', () => {
  test('analysed gives the asked-for order and leaves unknown ids out', async () => {
    const store = await open()
    await store.put(['a', 'b', 'c'].map((id) => analysed(article(id))))
    expect((await store.analysed(['c', 'nobody', 'a'])).map((item) => item.article.id)).toEqual(['c', 'a'])
    expect(await store.analysed([])).toEqual([])
  })

  test('everything comes oldest import first over several batches, also where articles change meanwhile', async () => {
    const store = await open()
    const ids = Array.from({ length: 250 }, (_, n) => `n${n}`)
    await store.put(ids.map((id) => analysed(article(id, { body: 'Short.' }))))
    const seen: string[] = []
    for await (const { article: of } of store.everything()) {
      if (seen.length === 0) await store.put([analysed(article('n240', { body: 'Changed.' }))])
      seen.push(of.id)
    }
    expect(seen).toEqual(ids)
  })

  test('settings are kept; the store’s own names are refused', async () => {
    const file = join(folder(), 'news.db')
    const store = await open(file)
    expect(await store.setting('zone')).toBeNull()
    await store.setSetting('zone', '"Europe/Paris"')
    await store.setSetting('zone', '"Asia/Tokyo"')
    await expect(store.setSetting('#generation', '7')).rejects.toThrow(RangeError)
    await store.close()
    expect(await (await open(file)).setting('zone')).toBe('"Asia/Tokyo"')
  })
})
