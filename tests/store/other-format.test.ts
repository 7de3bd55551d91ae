import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { all, analysed, article, folder, open } from './samples.ts'

/** As an earlier version might have written it: a list that begins with the number of its format. */
const FORMAT_1 = JSON.stringify([1, ['a', 'title'], { sentences: 'told otherwise' }])

async function storeOfBefore(analysis: string) {
  const file = join(folder(), 'news.db')
  const store = await openSqliteStore(file)
  const items = [analysed(article('old', { body: 'Óscar Núñez met Ida Brandt in Copenhagen.' })), analysed(article('new'))]
  await store.put(items)
  await store.close()
  const database = new Database(file)
  database.prepare("update article_texts set analysis = ? where article = (select seq from articles where id = 'old')").run(analysis)
  database.close()
  return { store: await open(file), items }
}

test('an analysis of another format is made again from the text, and is no damage', async () => {
  const { store, items } = await storeOfBefore(FORMAT_1)
  expect(await store.check()).toEqual([])
  expect(await store.analysed(['new', 'old'])).toEqual(items.toReversed())
  expect(await all(store)).toEqual(items)
})

test('its article can change; the names that it had are counted out', async () => {
  const { store } = await storeOfBefore(FORMAT_1)
  expect(await store.entitiesNamed(['ida brandt'])).toMatchObject([{ articles: 2 }])
  const changed = analysed(article('old', { body: 'Nobody came.' }))
  expect(await store.put([changed])).toMatchObject({ changed: ['old'] })
  expect(await store.analysed(['old'])).toEqual([changed])
  expect(await store.entitiesNamed(['ida brandt'])).toMatchObject([{ articles: 1 }])
  expect(await store.entitiesNamed(['oscar nunez'])).toEqual([])
  expect(await store.check()).toEqual([])
})

test('one of no format at all stays damage', async () => {
  const { store } = await storeOfBefore('{"sentences": []}')
  expect(await store.check()).toEqual(['article “old” cannot be read: its stored form is garbled'])
  await expect(store.analysed(['old'])).rejects.toMatchObject({ kind: 'corrupt' })
})
