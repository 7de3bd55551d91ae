import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import type { Article } from '../src/article.ts'
import { importFile } from '../src/import-file.ts'
import { openNewsroom } from '../src/newsroom.ts'
import { openSqliteStore } from '../src/store/sqlite.ts'
import { all, article, folder } from './store/samples.ts'

const TOWNS = ['Marstal', 'Rudkobing', 'Svendborg', 'Faaborg', 'Assens']
const about = (n: number, town = TOWNS[n % TOWNS.length]): Article =>
  article(`n${n}`, {
    title: `${town} opens pier number ${n}`,
    published: `2021-03-${String(1 + (n % 28)).padStart(2, '0')}`,
    body: `The harbour of ${town} opened pier ${n} on Monday. Captain Ida Brandt sailed first.`,
  })
const many = (from: number, to: number): Article[] => Array.from({ length: to - from }, (_, n) => about(from + n))

async function* batchesOf(articles: readonly Article[], size: number, fault: { readonly before: number } | null = null) {
  for (let at = 0; at < articles.length; at += size) {
    if (fault?.before === at / size) throw new Error('the source broke off')
    yield articles.slice(at, at + size)
  }
}

async function newsroomIn(file: string) {
  const room = await openNewsroom(await openSqliteStore(file))
  const find = (word: string) => room.index.search({ terms: [{ term: word, weight: 1 }], limit: 1_000 })
  /** All that a reader could see, and how the index counts. */
  const state = async () => ({
    articles: await all(room.store),
    stories: await room.store.stories.latest(1_000),
    hits: await find('harbour'),
    size: room.index.size,
    mean: room.index.meanLength,
    frequency: room.index.documentFrequency('brandt'),
    generation: room.store.segments.generation(),
    pending: room.store.segments.pending(),
  })
  return { ...room, find, state }
}

describe('addAll', () => {
  test('adds what add would, in batches, and tells how far it is', async () => {
    const [batched, whole] = [await newsroomIn(':memory:'), await newsroomIn(':memory:')]
    const articles = [...many(0, 450), { ...about(3), body: 'Pier 3 closed again.' }]
    const told: string[] = []
    const stored = await batched.addAll(batchesOf(articles, 100), (step, done, total) => told.push(`${step} ${done}/${total}`))
    expect(stored).toEqual(await whole.add(articles))
    expect(told).toEqual(['index', 'stories'].flatMap((step) => [200, 400, 450].map((done) => `${step} ${done}/450`)))
    const [one, other] = [await batched.state(), await whole.state()]
    expect({ ...one, generation: 0 }).toEqual({ ...other, generation: 0 })
    expect(one.size).toBe(450)
    expect(one.stories.flatMap((story) => story.articleIds)).toHaveLength(450)
    await batched.close()
    await whole.close()
  })

  test.each([
    ['the batches break off', (articles: Article[]) => batchesOf(articles, 20, { before: 2 })],
    ['an article cannot be analysed', (articles: Article[]) => batchesOf(articles.with(45, { ...about(45), body: null as never }), 20)],
  ])('a failure in the third of five batches leaves store and index as they were: %s', async (_, broken) => {
    const room = await newsroomIn(':memory:')
    await room.add(many(0, 10))
    const before = await room.state()
    expect([before.hits.length, before.size, before.frequency]).toEqual([10, 10, 10])
    // Some are changes of what is there already.
    const articles = many(5, 105).map((each) => ({ ...each, body: `${each.body} Harbour dues rose.` }))
    await expect(room.addAll(broken(articles))).rejects.toThrow()
    expect(await room.state()).toEqual(before)
    expect((await room.addAll(batchesOf(articles, 20))).added).toHaveLength(95)
    expect((await room.state()).size).toBe(105)
    await room.close()
  })
})

describe('importing a file', () => {
  const lines = (articles: readonly Article[]): string =>
    articles
      .map(({ id, title, publisher, authors, published, url, body }) =>
        JSON.stringify({ id, title, publisher, authors, published, url, body }),
      )
      .join('\n')
  const options = { dryRun: false, zone: null, publisher: null, stop: new AbortController().signal, progress: () => undefined }

  async function prepared(text: string) {
    const path = folder()
    const file = join(path, 'more.jsonl')
    writeFileSync(file, text)
    const db = join(path, 'news.db')
    const room = await newsroomIn(db)
    await room.add(many(0, 10))
    return { room, file, db }
  }

  test('tells the first articles by name and counts the others; a dry run writes nothing', async () => {
    const { room, file, db } = await prepared(lines([{ ...about(0), body: 'Gone.' }, ...many(5, 455)]))
    const before = await room.state()
    const observer = new Database(db, { readonly: true })
    const version = observer.pragma('data_version', { simple: true })
    const dry = await importFile(room, file, { ...options, dryRun: true })
    expect(observer.pragma('data_version', { simple: true })).toBe(version)
    expect(await room.state()).toEqual(before)
    const steps = new Set<string>()
    const report = await importFile(room, file, { ...options, progress: (doing) => steps.add(doing.replace(file, 'FILE')) })
    expect([...steps]).toEqual(['Storing FILE', 'Indexing FILE', 'Grouping into stories FILE'])
    // The file says less of an article than its samples do, so those that were there are changed.
    expect(report).toEqual({ ...dry, notes: report.notes })
    expect(report).toMatchObject({ format: 'jsonl, utf-8', more: 401, counts: { added: 445, changed: 6, unchanged: 0 } })
    expect(report.articles.map(({ state }) => state).slice(0, 8)).toEqual([...Array(6).fill('changed'), 'new', 'new'])
    expect(await importFile(room, file, options)).toMatchObject({ counts: { added: 0, changed: 0, unchanged: 451 } })
    expect((await room.state()).size).toBe(455)
    observer.close()
    await room.close()
  })

  test('a fault far down in the file, and a signal in its middle, leave store and index as they were', async () => {
    const { room, file } = await prepared(`${lines(many(5, 1_005))}\n{"title": "Cut o`)
    const before = await room.state()
    await expect(importFile(room, file, options)).rejects.toThrow(/line 1001.*not valid JSON/)
    expect(await room.state()).toEqual(before)
    writeFileSync(file, readFileSync(file, 'utf8').replace(/\n[^\n]*$/, ''))
    const stop = new AbortController()
    let reads = 0
    const stopping = importFile(room, file, {
      ...options,
      stop: stop.signal,
      progress: () => {
        if (++reads === 2) stop.abort()
      },
    })
    await expect(stopping).rejects.toThrow('aborted')
    expect(await room.state()).toEqual(before)
    expect(await importFile(room, file, options)).toMatchObject({ counts: { added: 995 } })
    await room.close()
  })
})
