import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Analysed } from '../../src/store/store.ts'
import { item } from './child.ts'
import { all, analysed, article, folder, open } from './samples.ts'

/** Batches that come in their own time; `fault` is thrown instead of the batch of that number. */
async function* arriving(batches: readonly (readonly Analysed[])[], fault?: { readonly at: number; readonly error: Error }) {
  for (const [n, batch] of batches.entries()) {
    await new Promise((resolve) => setImmediate(resolve))
    if (fault?.at === n) throw fault.error
    yield batch
  }
}

const fiveBatches = [0, 1, 2, 3, 4].map((batch) => [item(`a-${batch}`), item(`b-${batch}`), item('kept', `Changed ${batch}.`)])

describe('putAll', () => {
  test('keeps all batches as one put would, under one generation', async () => {
    const [store, other] = [await open(), await open()]
    for (const one of [store, other]) await one.put([item('kept'), item('same')])
    const generation = store.segments.generation()
    const batches = [...fiveBatches, [item('same'), item('a-0')]]
    const stored = await store.putAll(arriving(batches))
    expect(stored).toEqual(await other.put(batches.flat()))
    expect(stored).toMatchObject({ changed: ['kept'], unchanged: ['same'] })
    expect(stored.added).toHaveLength(10)
    expect(await all(store)).toEqual(await all(other))
    expect(store.segments.generation()).toBe(generation + 1)
    expect(await store.entitiesNamed(['marstal'])).toEqual(await other.entitiesNamed(['marstal']))
    expect(await store.check()).toEqual([])
  })

  const broken = { ...item('broken'), analysis: null } as never
  test.each([
    ['a batch that cannot be kept', arriving(fiveBatches.with(2, [item('c'), broken])), TypeError],
    ['batches that break off', arriving(fiveBatches, { at: 2, error: new RangeError('line 7') }), RangeError],
  ])('%s, the third of five, leaves everything as it was', async (_, batches, error) => {
    const store = await open()
    await store.put([analysed(article('kept'), ['Marstal'])])
    const state = async () => [
      await all(store),
      await store.corpus(),
      await store.entitiesNamed(['marstal']),
      store.segments.generation(),
      store.segments.pending(),
    ]
    const before = await state()
    await expect(store.putAll(batches)).rejects.toThrow(error)
    expect(await state()).toEqual(before)
    expect(await store.check()).toEqual([])
    expect(await store.put([item('a-0')])).toMatchObject({ added: ['a-0'] })
  })

  test('the store refuses all else meanwhile, says why, and serves again afterwards', async () => {
    const store = await open()
    await store.put([item('kept')])
    const attempts = [
      () => store.put([item('x')]),
      () => store.putAll(arriving(fiveBatches)),
      () => store.article('kept'),
      () => store.analysed(['kept']),
      () => all(store),
      () => store.stories.latest(1),
      () => store.setSetting('a', '1'),
      async () => store.segments.pending(),
      () => store.close(),
    ]
    const refused: unknown[] = []
    async function* meddling() {
      yield [item('a')]
      for (const attempt of attempts) await attempt().catch((error: unknown) => refused.push(error))
      yield [item('b')]
    }
    expect((await store.putAll(meddling())).added).toEqual(['a', 'b'])
    expect(refused).toHaveLength(attempts.length)
    for (const error of refused) expect(error).toMatchObject({ name: 'StoreError', kind: 'busy' })
    expect((refused[0] as Error).message).toMatch(/an import has its connection to itself.*Try again when that has finished/)
    expect((await all(store)).map((one) => one.article.id)).toEqual(['kept', 'a', 'b'])
  })

  test('a store without room keeps nothing of it, and tells so', async () => {
    const file = join(folder(), 'news.db')
    const store = await open(file, { maxBytes: 1_000_000 })
    await store.put([item('kept')])
    const flood = Array.from({ length: 10 }, (_, batch) =>
      Array.from({ length: 20 }, (_, n) => item(`n${batch}-${n}`, 'A long sentence about the harbour. '.repeat(400))),
    )
    await expect(store.putAll(arriving(flood))).rejects.toMatchObject({ kind: 'full', file })
    expect((await all(store)).map((one) => one.article.id)).toEqual(['kept'])
    expect(await store.put([item('next')])).toMatchObject({ added: ['next'] })
  })

  test('kill -9 in its middle leaves the store as it was', async () => {
    const file = join(folder(), 'news.db')
    const store = await openSqliteStore(file)
    await store.put(Array.from({ length: 40 }, (_, n) => item(`kept-0-${n}`)))
    const before = await all(store)
    await store.close()
    for (const at of [0, 1_199]) {
      const child = spawnSync(process.execPath, [join(import.meta.dirname, 'child.ts'), 'dieInBatches', file, '1200', String(at)], {
        encoding: 'utf8',
      })
      expect([child.signal, child.stdout.trim()]).toEqual(['SIGKILL', '"putting"'])
      const after = await openSqliteStore(file)
      expect(await all(after)).toEqual(before)
      expect(await after.check()).toEqual([])
      await after.close()
    }
  }, 60_000)
})
