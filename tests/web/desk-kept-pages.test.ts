import { expect, test } from 'vitest'
import { keptPages } from '../../src/web-desk/kept-pages.ts'

const at = (seconds: number) => ({ now: new Date(seconds * 1_000), zone: 'UTC' })

test('a page is kept until something is written, or a minute is over, and is made once for all who ask meanwhile', async () => {
  let generation = 1
  let made = 0
  const keep = keptPages<number>({ generation: () => generation }, 2)
  const ask = (key: string, seconds: number) => keep(key, at(seconds), async () => ++made)
  expect(await Promise.all([ask('a', 0), ask('a', 1), ask('a', 60)])).toEqual([1, 1, 1])
  expect(await ask('a', 61)).toBe(2)
  generation = 2
  expect(await ask('a', 61)).toBe(3)
  // Bounded: the one that was made first goes.
  expect([await ask('b', 61), await ask('c', 61), await ask('b', 62), await ask('a', 62)]).toEqual([4, 5, 4, 6])
})

test('a page that could not be made is not kept', async () => {
  const keep = keptPages<string>({ generation: () => 1 }, 2)
  await expect(keep('a', at(0), () => Promise.reject(new Error('busy')))).rejects.toThrow('busy')
  expect(await keep('a', at(0), async () => 'made')).toBe('made')
})
