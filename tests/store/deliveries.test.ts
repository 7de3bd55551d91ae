import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { DeliveryStore } from '../../src/store/delivery-store.ts'
import { by, delivery, HOUR, LEASE, NOW } from './delivery-samples.ts'
import { folder, open } from './samples.ts'

const outbox = async (file?: string): Promise<DeliveryStore> => (await open(file)).deliveries
const keysOf = (taken: readonly { readonly key: string }[]): readonly string[] => taken.map(({ key }) => key)
const END = { state: 'posted', reason: null, atMs: NOW + 5 } as const

describe('taking', () => {
  test('adds each key once, and hands out whole what is due on that surface', async () => {
    const store = await outbox()
    expect(await store.add([delivery('a'), delivery('b', { surface: 'discord' }), delivery('later', { dueMs: NOW + 1 })])).toBe(3)
    expect(await store.add([delivery('a', { content: 'another' }), delivery('c')])).toBe(1)
    expect([...(await store.waiting())].sort()).toEqual([
      ['discord', 1],
      ['slack', 3],
    ])
    expect(await store.take('slack', by('p1'), 10)).toEqual([
      { ...delivery('a'), tries: 0, sinceMs: null, refs: [], url: null, reason: null },
      { ...delivery('c'), tries: 0, sinceMs: null, refs: [], url: null, reason: null },
    ])
    expect(await store.take('slack', by('p2'), 10)).toEqual([])
    expect(keysOf(await store.take('slack', by('p2', NOW + 1), 10))).toEqual(['later'])
  })

  test('one of a lane at a time, the earliest first, then by key; the limit is kept', async () => {
    const store = await outbox()
    const inLane = (key: string, lane: string, dueMs: number) => delivery(key, { lane, dueMs })
    await store.add([inLane('x2', 'x', 2), inLane('x1', 'x', 1), inLane('y9', 'y', 2), inLane('y1', 'y', 2), inLane('z', 'z', 3)])
    expect(keysOf(await store.take('slack', by('p1'), 2))).toEqual(['x1', 'y1'])
    expect(keysOf(await store.take('slack', by('p2'), 10))).toEqual(['z'])
    await store.settle('x1', 'p1', END)
    expect(keysOf(await store.take('slack', by('p2'), 10))).toEqual(['x2'])
    // The lease of y1 is over: it comes before what waits behind it.
    expect(keysOf(await store.take('slack', by('p3', NOW + LEASE), 10))).toEqual(['x2', 'y1', 'z'])
  })

  test('one that is to be tried later lets the next of its lane by', async () => {
    const store = await outbox()
    await store.add([delivery('a', { lane: 'x', dueMs: 1 }), delivery('b', { lane: 'x', dueMs: 2 })])
    await store.take('slack', by('p1'), 10)
    await store.putBack('a', 'p1', { nextTryMs: NOW + 10, reason: 'rate limited', sinceMs: null })
    expect(keysOf(await store.take('slack', by('p1'), 10))).toEqual(['b'])
  })

  test('two processes never hold one lane together', async () => {
    const file = join(folder(), 'news.db')
    const [left, right] = [await outbox(file), await outbox(file)]
    await left.add(Array.from({ length: 60 }, (_, n) => delivery(`k${String(n).padStart(2, '0')}`, { lane: `l${n % 20}` })))
    const settled: string[] = []
    for (let round = 0; round < 3; round++) {
      const [mine, yours] = await Promise.all([left.take('slack', by('left'), 15), right.take('slack', by('right'), 15)])
      const taken = [...mine.map((one) => ({ ...one, holder: 'left' })), ...yours.map((one) => ({ ...one, holder: 'right' }))]
      expect(new Set(taken.map(({ lane }) => lane)).size).toBe(20)
      for (const { key, holder } of taken) if (await right.settle(key, holder, END)) settled.push(key)
    }
    expect(new Set(settled).size).toBe(60)
    expect(await left.waiting()).toEqual(new Map())
  })

  test('refuses a limit outside its bounds', async () => {
    const store = await outbox()
    await expect(store.take('slack', by('p'), 0)).rejects.toThrow(RangeError)
    await expect(store.add(Array.from({ length: 1_001 }, (_, n) => delivery(`n${n}`)))).rejects.toThrow(RangeError)
    await expect(store.add([delivery('long', { content: 'x'.repeat(1_000_001) })])).rejects.toThrow(RangeError)
    expect(await store.waiting()).toEqual(new Map())
  })
})

describe('a try', () => {
  test('may stand from its beginning, until a message is known to', async () => {
    const store = await outbox()
    await store.add([delivery('a')])
    await store.take('slack', by('p1'), 1)
    expect(await store.begin('a', 'p1', { nowMs: NOW + 1, leaseMs: LEASE, onItsWayMs: 0 }, 'as it is sent')).toBe(true)
    expect(await store.begin('a', 'p1', { nowMs: NOW + 2, leaseMs: LEASE, onItsWayMs: 0 }, null)).toBe(true)
    // The lease runs from the last beginning; then another process finds how far it came.
    expect(await store.take('slack', by('p2', NOW + LEASE + 1), 1)).toEqual([])
    expect(await store.take('slack', by('p2', NOW + LEASE + 2), 1)).toMatchObject([
      { content: 'as it is sent', sinceMs: NOW + 1, tries: 1 },
    ])
    expect(await store.stands('a', 'p2', { ref: 'm1', url: 'https://example.org/m1' })).toBe(true)
    expect(await store.stands('a', 'p2', { ref: 'm2', url: 'https://example.org/m2' })).toBe(true)
    await store.putBack('a', 'p2', { nextTryMs: NOW + HOUR, reason: 'it is slow', sinceMs: null })
    expect(await store.take('slack', by('p3', NOW + HOUR), 1)).toMatchObject([
      { refs: ['m1', 'm2'], url: 'https://example.org/m1', sinceMs: null, tries: 2, reason: 'it is slow' },
    ])
  })

  test('what stands is no longer in doubt, whoever goes on with it', async () => {
    const store = await outbox()
    await store.add([delivery('a')])
    await store.take('slack', by('p1'), 1)
    await store.begin('a', 'p1', { nowMs: NOW, leaseMs: LEASE, onItsWayMs: 0 }, null)
    await store.stands('a', 'p1', { ref: 'm1', url: null })
    expect(await store.take('slack', by('p2', NOW + LEASE), 1)).toMatchObject([{ sinceMs: null, refs: ['m1'] }])
  })

  test('who no longer holds it changes nothing', async () => {
    const store = await outbox()
    await store.add([delivery('a')])
    await store.take('slack', by('old'), 1)
    await store.take('slack', by('new', NOW + LEASE), 1)
    const before = await store.byKeys(['a'])
    const now = { nowMs: NOW + LEASE, leaseMs: LEASE, onItsWayMs: 0 }
    expect(await store.begin('a', 'old', now, 'mine')).toBe(false)
    expect(await store.stands('a', 'old', { ref: 'm', url: null })).toBe(false)
    expect(await store.putBack('a', 'old', { nextTryMs: 0, reason: 'r', sinceMs: 1 })).toBe(false)
    expect(await store.settle('a', 'old', END)).toBe(false)
    expect(await store.begin('unknown', 'old', now, null)).toBe(false)
    expect(await store.byKeys(['a'])).toEqual(before)
    expect(await store.settle('a', 'new', END)).toBe(true)
    expect(await store.settle('a', 'new', END)).toBe(false)
  })

  test('put back unsure, it is looked for from then on', async () => {
    const store = await outbox()
    await store.add([delivery('a')])
    await store.take('slack', by('p'), 1)
    await store.putBack('a', 'p', { nextTryMs: NOW + 5, reason: 'no answer', sinceMs: NOW })
    expect(await store.take('slack', by('p', NOW + 4), 1)).toEqual([])
    expect(await store.take('slack', by('p', NOW + 5), 1)).toMatchObject([{ sinceMs: NOW, reason: 'no answer' }])
  })

  test('settled, it is known without its content, and forgotten in time', async () => {
    const store = await outbox()
    await store.add([delivery('a'), delivery('b')])
    expect(await store.byKeys(['a', 'unknown'])).toEqual(
      new Map([
        [
          'a',
          {
            key: 'a',
            state: 'waiting',
            isBegun: false,
            place: '{"at":"C1"}',
            content: '{"of":"a"}',
            refs: [],
            url: null,
            reason: null,
          },
        ],
      ]),
    )
    await store.take('slack', by('p'), 1)
    expect((await store.byKeys(['a'])).get('a')?.isBegun).toBe(true)
    await store.stands('a', 'p', { ref: 'm', url: 'https://example.org/m' })
    await store.settle('a', 'p', { state: 'late', reason: 'was off', atMs: NOW })
    expect((await store.byKeys(['a'])).get('a')).toMatchObject({ state: 'late', content: null, refs: ['m'], reason: 'was off' })
    expect(await store.add([delivery('a')])).toBe(0)
    await store.sweep(NOW)
    expect((await store.byKeys(['a'])).size).toBe(1)
    await store.sweep(NOW + 1)
    expect([...(await store.byKeys(['a', 'b'])).keys()]).toEqual(['b'])
  })
})

test('what was just sent is on its way: nobody takes it sooner, also where its holder is gone', async () => {
  const store = await outbox()
  await store.add([delivery('a')])
  for (const tryMs of [NOW, NOW + HOUR]) {
    await store.take('slack', by('gone', tryMs), 1)
    await store.begin('a', 'gone', { nowMs: tryMs, leaseMs: LEASE, onItsWayMs: 20 }, null)
    await store.release(['gone'])
    expect(await store.take('slack', by('next', tryMs + 19), 1)).toEqual([])
    expect(await store.take('slack', by('next', tryMs + 20), 1)).toMatchObject([{ key: 'a', sinceMs: NOW }])
    await store.release(['next'])
  }
})

describe('told with another', () => {
  const now = { nowMs: NOW, leaseMs: LEASE, onItsWayMs: 0 }
  const inLane = (key: string, more = {}) => delivery(key, { lane: 'x', ...more })

  test('what nobody tried yet is over with the beginning of it', async () => {
    const store = await outbox()
    await store.add([
      inLane('a'),
      inLane('b'),
      inLane('c', { dueMs: NOW + HOUR }),
      inLane('d', { lane: 'y' }),
      inLane('e', { surface: 'z' }),
    ])
    await store.take('slack', by('p'), 1)
    expect(await store.untried('slack', 'x', 10)).toEqual([
      { key: 'b', content: '{"of":"b"}' },
      { key: 'c', content: '{"of":"c"}' },
    ])
    expect(await store.untried('slack', 'x', 1)).toHaveLength(1)
    expect(await store.begin('a', 'p', now, 'all three', ['b', 'c'])).toBe(true)
    expect((await store.byKeys(['c'])).get('c')).toMatchObject({ state: 'posted', content: null, reason: 'Told with a.' })
    expect(await store.untried('slack', 'x', 10)).toEqual([])
    await store.settle('a', 'p', END)
    expect(keysOf(await store.take('slack', by('p', NOW + HOUR), 10))).toEqual(['d'])
    expect(await store.add([inLane('b')])).toBe(0)
  })

  test('of what is begun, held, or gone meanwhile nothing is taken for told, and nothing is begun', async () => {
    const store = await outbox()
    await store.add([inLane('a'), inLane('b'), delivery('held'), delivery('begun')])
    await store.take('slack', by('p'), 10)
    await store.begin('begun', 'p', now, null)
    await store.putBack('begun', 'p', { nextTryMs: NOW, reason: 'r', sinceMs: NOW })
    for (const other of ['held', 'begun', 'unknown']) expect(await store.begin('a', 'p', now, 'with', ['b', other])).toBe(false)
    expect(await store.begin('a', 'another', now, 'with', ['b'])).toBe(false)
    expect((await store.byKeys(['a', 'b'])).get('b')?.state).toBe('waiting')
    expect((await store.byKeys(['a'])).get('a')?.content).toBe('{"of":"a"}')
    expect(await store.begin('a', 'p', now, 'with', ['b'])).toBe(true)
  })
})

test('what was put back for days, under a clock that was ahead, is tried now', async () => {
  const store = await outbox()
  await store.add([delivery('a')])
  await store.take('slack', by('p'), 1)
  await store.putBack('a', 'p', { nextTryMs: NOW + HOUR + 1, reason: 'r', sinceMs: null })
  expect(await store.take('slack', by('p', NOW + 1), 1)).toEqual([])
  expect(keysOf(await store.take('slack', by('p'), 1))).toEqual(['a'])
  await store.putBack('a', 'p', { nextTryMs: NOW + HOUR + 1, reason: 'r', sinceMs: null })
  // What was planned under such a clock is not posted before its time.
  expect(await store.take('slack', by('p', NOW - 1), 1)).toEqual([])
})

test('leases of processes that are gone end, and they cannot go on', async () => {
  const store = await outbox()
  await store.add([delivery('a'), delivery('b'), delivery('c')])
  await store.take('slack', by('gone'), 1)
  await store.take('slack', by('here'), 1)
  expect([...(await store.holders())].sort()).toEqual(['gone', 'here'])
  await store.release(['gone', 'unheard of'])
  expect(await store.holders()).toEqual(['here'])
  expect(await store.begin('a', 'gone', { nowMs: NOW, leaseMs: LEASE, onItsWayMs: 0 }, null)).toBe(false)
  expect(keysOf(await store.take('slack', by('next'), 10))).toEqual(['a', 'c'])
})
