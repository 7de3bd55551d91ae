import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { NewDelivery } from '../../src/store/delivery-store.ts'
import type { Arrived, Store } from '../../src/store/store.ts'
import type { AlertPlan, NewAlert, NewWatch, WatchRecord } from '../../src/store/watch-store.ts'
import { analysed, article, folder, open } from './samples.ts'

const PLACE = { surface: 'chat', team: 'T', channel: 'C' }
const START: Arrived = { generation: 0, seq: 0 }
const at = (generation: number): Arrived => ({ generation, seq: 1 })

function watchOf(query: string, more: Partial<NewWatch> = {}): NewWatch {
  return { ...PLACE, place: '{}', isDirect: true, owner: 'chat:U1', direct: '{}', query, rule: query, createdMs: 1, ...more }
}
async function added(store: Store, query = 'Huawei', more: Partial<NewWatch> = {}): Promise<WatchRecord> {
  const result = await store.watches.add(watchOf(query, more), 50)
  if (result.kind === 'full') throw new Error('full')
  return result.watch
}
function delivery(key: string): NewDelivery {
  return { key, surface: 'chat', lane: 'T:C', place: '{}', content: `"${key}"`, dueMs: 100, expiresMs: 1_000 }
}
function alertOf(id: number, watch: number, more: Partial<NewAlert> = {}): NewAlert {
  return { id, watch, storyId: 's', atMs: 100, articles: ['a'], told: '{}', held: null, delivery: delivery(`alert:${id}`), ...more }
}
function plan(from: Arrived, to: Arrived, alerts: readonly NewAlert[] = [], changes: AlertPlan['changes'] = []): AlertPlan {
  return { from, to, alerts, changes }
}
const keys = async (store: Store): Promise<string[]> =>
  (await store.deliveries.take('chat', { nowMs: 100, leaseMs: 1, holder: 'p' }, 100)).map(({ key }) => key)

describe('watches', () => {
  test('each rule once a reader and once a channel, up to a bound, numbers never twice', async () => {
    const store = await open()
    const first = await added(store)
    expect(first).toMatchObject({ id: 1, isPaused: false, snoozedUntilMs: null, less: '[]' })
    expect(await store.watches.add(watchOf('Huawei', { channel: 'other' }), 50)).toEqual({ kind: 'known', watch: first })
    expect((await added(store, 'Huawei', { owner: 'chat:U2' })).id).toBe(2)
    expect((await added(store, 'Huawei', { isDirect: false })).id).toBe(3)
    expect((await store.watches.add(watchOf('Huawei', { isDirect: false, owner: 'chat:U2' }), 50)).kind).toBe('known')
    expect((await store.watches.add(watchOf('Apple', { isDirect: false }), 1)).kind).toBe('full')
    expect(await store.watches.remove(3)).toBe(true)
    expect(await store.watches.remove(3)).toBe(false)
    expect((await added(store, 'Apple', { isDirect: false })).id).toBe(4)
    expect((await store.watches.list({ owner: 'chat:U1' })).map(({ id }) => id)).toEqual([1])
    expect((await store.watches.list(PLACE)).map(({ id }) => id)).toEqual([4])
    expect(await store.watches.list({ ...PLACE, team: 'other' })).toEqual([])
  })

  test('changes are counted, what is paused is not active', async () => {
    const store = await open()
    const [one, two] = [await added(store), await added(store, 'Apple')]
    const before = await store.watches.revision()
    expect(await store.watches.change(one.id, { isPaused: true, why: 'gone' })).toBe(true)
    expect(await store.watches.change(99, { isPaused: true })).toBe(false)
    expect(await store.watches.revision()).toBe(before + 1)
    expect((await store.watches.active(0, 10)).map(({ id }) => id)).toEqual([two.id])
    expect(await store.watches.active(two.id, 10)).toEqual([])
    expect(await store.watches.byId(one.id)).toMatchObject({ isPaused: true, why: 'gone' })
  })

  test('a reader who is forgotten takes theirs along, and leaves a channel’s without their name', async () => {
    const store = await open()
    const own = await added(store)
    const shared = await added(store, 'Apple', { isDirect: false })
    const other = await added(store, 'Huawei', { owner: 'chat:U2' })
    await store.watches.begin(START)
    await store.watches.alert(plan(START, at(1), [alertOf(1, own.id), alertOf(2, shared.id), alertOf(3, other.id)]))
    expect(await store.chat.forget('chat:U1')).toBe(2)
    expect(await store.watches.byId(own.id)).toBeNull()
    expect(await store.watches.alertById(1)).toBeNull()
    expect(await store.watches.byId(shared.id)).toMatchObject({ owner: null, direct: null })
    expect((await store.watches.alertsOf(other.id, 10)).map(({ id }) => id)).toEqual([3])
    expect([...(await store.deliveries.byKeys(['alert:1', 'alert:2', 'alert:3'])).keys()].sort()).toEqual(['alert:2', 'alert:3'])
  })
})

describe('alerts', () => {
  test('alerts, deliveries and the cursor move together, for one of two who plan the same', async () => {
    const file = join(folder(), 'news.db')
    const [here, there] = [await open(file), await open(file)]
    const { id } = await added(here)
    expect(await here.watches.cursor()).toBeNull()
    expect(await here.watches.alert(plan(START, at(1)))).toBe(false)
    await here.watches.begin(at(1))
    await there.watches.begin(at(7))
    expect(await there.watches.cursor()).toEqual({ arrived: at(1), nextAlert: 1 })
    const planned = plan(at(1), at(2), [alertOf(1, id), alertOf(2, id, { held: { by: 'quiet', untilMs: 500 }, delivery: null })])
    const won = await Promise.all([here.watches.alert(planned), there.watches.alert(planned)])
    expect(won.filter(Boolean)).toHaveLength(1)
    expect(await here.watches.cursor()).toEqual({ arrived: at(2), nextAlert: 3 })
    expect((await there.watches.alertsOf(id, 10)).map((alert) => [alert.id, alert.delivery, alert.held])).toEqual([
      [2, null, { by: 'quiet', untilMs: 500 }],
      [1, 'alert:1', null],
    ])
    expect(await keys(there)).toEqual(['alert:1'])
  })

  test('a plan that fails in the middle leaves nothing', async () => {
    const store = await open()
    const { id } = await added(store)
    await store.watches.begin(START)
    await expect(store.watches.alert(plan(START, at(1), [alertOf(1, id), alertOf(1, id)]))).rejects.toThrow()
    expect(await store.watches.cursor()).toEqual({ arrived: START, nextAlert: 1 })
    expect(await store.watches.alertById(1)).toBeNull()
    expect(await keys(store)).toEqual([])
  })

  test('nothing comes of a watch that is gone or paused by then, and its numbers are used up', async () => {
    const store = await open()
    const [gone, paused] = [await added(store), await added(store, 'Apple')]
    await store.watches.begin(START)
    await store.watches.remove(gone.id)
    await store.watches.change(paused.id, { isPaused: true })
    expect(await store.watches.alert(plan(START, at(1), [alertOf(1, gone.id), alertOf(2, paused.id)]))).toBe(true)
    expect(await store.watches.cursor()).toEqual({ arrived: at(1), nextAlert: 3 })
    expect(await keys(store)).toEqual([])
  })

  test('more of the same replaces what nobody began, and follows what somebody did', async () => {
    const store = await open()
    const { id } = await added(store)
    await store.watches.begin(START)
    await store.watches.alert(plan(START, at(1), [alertOf(1, id), alertOf(2, id, { delivery: { ...delivery('alert:2'), lane: 'T:D' } })]))
    const [taken] = await store.deliveries.take('chat', { nowMs: 100, leaseMs: 60_000, holder: 'p' }, 1)
    expect(taken?.key).toBe('alert:1')
    const change = (alert: number) => ({
      id: alert,
      articles: ['a', 'b'],
      changedMs: 200,
      told: '{"edits":1}',
      instead: '"new"',
      delivery: delivery(`alert:${alert}:edit:1`),
    })
    await store.watches.alert(plan(at(1), at(2), [], [change(1), change(2), { ...change(2), id: 99 }]))
    const known = await store.deliveries.byKeys(['alert:1', 'alert:1:edit:1', 'alert:2', 'alert:2:edit:1'])
    expect([...known].map(([key, { content }]) => `${key} ${content}`).sort()).toEqual([
      'alert:1 "alert:1"',
      'alert:1:edit:1 "alert:1:edit:1"',
      'alert:2 "new"',
    ])
    expect(await store.watches.alertById(2)).toMatchObject({ changedMs: 200, told: '{"edits":1}', articles: ['a', 'b'] })
  })

  test('one is found by its articles, and by the story that one of these is in now', async () => {
    const store = await open()
    await store.put(['a', 'b', 'c'].map((id) => analysed(article(id))))
    const [one, two] = [await added(store), await added(store, 'Apple')]
    await store.watches.begin(START)
    const givenUp = alertOf(3, one.id, { articles: ['c'], delivery: null })
    await store.watches.alert(plan(START, at(1), [alertOf(1, one.id), alertOf(2, two.id, { articles: ['c'] }), givenUp]))
    const find = async (watch: number, storyId: string | null, articleIds: string[], sinceMs = 0) =>
      (await store.watches.alertOn({ watch, storyId, articleIds, sinceMs }))?.id ?? null
    expect(await find(one.id, 'new', ['b'])).toBeNull()
    expect(await find(one.id, null, ['a'])).toBe(1)
    await store.stories.put([{ id: 'new', title: 'New', firstMs: null, lastMs: null, articleIds: ['a', 'b'] }])
    expect(await find(one.id, 'new', [])).toBe(1)
    expect(await find(one.id, 'new', ['b'], 101)).toBeNull()
    expect(await find(two.id, 'new', ['a'])).toBeNull()
    expect(await find(two.id, 'new', ['c'])).toBe(2)
    expect(await find(one.id, null, ['c'])).toBeNull()
  })

  test('what waits leaves together, once, or waits on', async () => {
    const store = await open()
    const [one, two] = [await added(store), await added(store, 'Apple')]
    const held = { held: { by: 'quiet', untilMs: 500 } as const, delivery: null }
    await store.watches.begin(START)
    await store.watches.alert(plan(START, at(1), [alertOf(1, one.id, held), alertOf(2, two.id, held), alertOf(3, one.id)]))
    const waiting = async (untilMs: number) => (await store.watches.waiting(untilMs, 10)).map(({ alert, watch }) => [alert.id, watch.id])
    expect(await waiting(499)).toEqual([])
    expect(await waiting(500)).toEqual([
      [1, one.id],
      [2, two.id],
    ])
    await store.watches.hold([2, 3], { by: 'snooze', untilMs: 900 })
    expect(await waiting(500)).toEqual([[1, one.id]])
    expect(await store.watches.release([1, 3], delivery('alerts:1'))).toBe(false)
    expect(await store.watches.release([1, 2], delivery('alerts:1'))).toBe(true)
    expect(await store.watches.release([1, 2], delivery('alerts:1b'))).toBe(false)
    expect((await store.watches.ofDelivery('alerts:1')).map(({ id }) => id)).toEqual([one.id, two.id])
    expect(await store.watches.sentSince([one.id, two.id], 0)).toEqual(
      new Map([
        [one.id, [100]],
        [two.id, []],
      ]),
    )
    expect(await store.watches.counts([one.id, two.id], 100)).toEqual(
      new Map([
        [one.id, { alerts: 2, lastMs: 100 }],
        [two.id, { alerts: 1, lastMs: 100 }],
      ]),
    )
  })

  test('waking and pausing reach what waits', async () => {
    const store = await open()
    const [own, shared] = [await added(store), await added(store, 'Apple', { isDirect: false })]
    const held = { held: { by: 'quiet', untilMs: 500 } as const, delivery: null }
    await store.watches.begin(START)
    await store.watches.alert(plan(START, at(1), [alertOf(1, own.id, held), alertOf(2, shared.id, held)]))
    await store.watches.wake('chat:U1', 200)
    expect((await store.watches.waiting(200, 10)).map(({ alert }) => alert.id)).toEqual([1])
    await store.watches.change(own.id, { isPaused: true })
    await store.watches.change(shared.id, { snoozedUntilMs: null, wakeMs: 200 })
    expect((await store.watches.waiting(900, 10)).map(({ alert }) => alert.id)).toEqual([2])
    expect(await store.watches.alertById(1)).toMatchObject({ held: null, delivery: null })
  })

  test('removing a watch takes back what nobody began, but for what goes out with another’s', async () => {
    const store = await open()
    const [one, two] = [await added(store), await added(store, 'Apple')]
    const held = { held: { by: 'quiet', untilMs: 500 } as const, delivery: null }
    await store.watches.begin(START)
    await store.watches.alert(plan(START, at(1), [alertOf(1, one.id), alertOf(2, one.id, held), alertOf(3, two.id, held)]))
    await store.watches.release([2, 3], delivery('alerts:2'))
    await store.deliveries.add([delivery('alert:1:more:1'), delivery('alert:11')])
    await store.watches.remove(one.id)
    const left = await store.deliveries.byKeys(['alert:1', 'alert:1:more:1', 'alert:11', 'alerts:2'])
    expect([...left.keys()].sort()).toEqual(['alert:11', 'alerts:2'])
  })

  test('old ones are forgotten, with their articles', async () => {
    const store = await open()
    const { id } = await added(store)
    await store.watches.begin(START)
    await store.watches.alert(plan(START, at(1), [alertOf(1, id), alertOf(2, id, { atMs: 300 })]))
    await store.watches.sweep(300)
    expect((await store.watches.alertsOf(id, 10)).map((alert) => alert.id)).toEqual([2])
    expect((await store.watches.cursor())?.nextAlert).toBe(3)
  })
})
