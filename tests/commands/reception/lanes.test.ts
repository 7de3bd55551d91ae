import { expect, test } from 'vitest'
import { openLanes } from '../../../commands/reception/lanes.ts'

const work = () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const done: { readonly begun: string[]; readonly end: () => void; readonly of: (name: string) => () => Promise<void> } = {
    begun: [],
    end: resolve,
    of: (name) => async () => {
      done.begun.push(name)
      await promise
    },
  }
  return done
}

test('so many at once in a channel, so many waiting there and on its surface; others are not held up', async () => {
  const lanes = openLanes({ atOnce: 1, waitingAChannel: 2, waitingASurface: 3 })
  const slow = work()
  const entered = ['a1', 'a2', 'a3', 'a4'].map((name) => lanes.enter('s', 'a', slow.of(name)))
  expect(entered.map((one) => one !== null)).toEqual([true, true, true, false])
  expect(['b1', 'b2', 'b3'].map((name) => lanes.enter('s', 'b', slow.of(name)) !== null)).toEqual([true, true, false])
  // With everything full, what need not wait is still done.
  expect(lanes.enter('s', 'c', slow.of('c1'))).not.toBeNull()
  expect(lanes.enter('t', 'a', slow.of('t1'))).not.toBeNull()
  expect(slow.begun).toEqual(['a1', 'b1', 'c1', 't1'])
  slow.end()
  await Promise.all(entered)
  expect(slow.begun.filter((name) => name.startsWith('a'))).toEqual(['a1', 'a2', 'a3'])
})

test('a lane in which nothing is done is forgotten, also after a failure', async () => {
  const lanes = openLanes({ atOnce: 1, waitingAChannel: 1, waitingASurface: 1 })
  const failed = lanes.enter('s', 'a', () => Promise.reject(new Error('no')))
  const done = lanes.enter('s', 'a', async () => {})
  await expect(failed).rejects.toThrow('no')
  await done
  expect(lanes.size()).toBe(0)
  await lanes.enter('s', 'a', async () => {})
  expect(lanes.size()).toBe(0)
})
