import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { DigestStore } from '../../src/store/digest-store.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { by, delivery, digest, HOUR, NOW, planned, slotOf } from './delivery-samples.ts'
import { folder, open } from './samples.ts'

const digestsOf = async (file?: string): Promise<DigestStore> => (await open(file)).digests

describe('digests', () => {
  test('are numbered from 1, and no number is used twice', async () => {
    const store = await digestsOf()
    const first = await store.add(digest())
    expect(first).toEqual({ ...digest(), id: 1, isPaused: false, why: null })
    expect((await store.add(digest())).id).toBe(2)
    expect(await store.remove(2)).toBe(true)
    expect(await store.remove(2)).toBe(false)
    expect((await store.add(digest({ owner: null, direct: null }))).id).toBe(3)
    expect(await store.byId(3)).toEqual({ ...digest({ owner: null, direct: null }), id: 3, isPaused: false, why: null })
    expect(await store.byId(2)).toBeNull()
  })

  test('are listed by where they are posted', async () => {
    const store = await digestsOf()
    await store.add(digest())
    await store.add(digest({ channel: 'C2' }))
    await store.add(digest({ team: 'T2' }))
    await store.add(digest({ surface: 'discord' }))
    const idsOf = async (where: Parameters<DigestStore['list']>[0]) => (await store.list(where)).map(({ id }) => id)
    expect(await idsOf({})).toEqual([1, 2, 3, 4])
    expect(await idsOf({ surface: 'slack' })).toEqual([1, 2, 3])
    expect(await idsOf({ surface: 'slack', team: 'T1' })).toEqual([1, 2])
    expect(await idsOf({ surface: 'slack', team: 'T1', channel: 'C1' })).toEqual([1])
    expect(await idsOf({ channel: 'none' })).toEqual([])
  })

  test('are due in order of their time, on the surfaces asked for, unless they are paused', async () => {
    const store = await digestsOf()
    for (const nextMs of [NOW + 2, NOW, NOW, NOW + 3]) await store.add(digest({ nextMs }))
    await store.add(digest({ surface: 'discord', nextMs: NOW - 1 }))
    const dueAt = async (nowMs: number, limit = 10, surfaces = ['slack']) => (await store.due(surfaces, nowMs, limit)).map(({ id }) => id)
    expect(await dueAt(NOW - 1)).toEqual([])
    expect(await dueAt(NOW + 2)).toEqual([2, 3, 1])
    expect(await dueAt(NOW + 2, 2)).toEqual([2, 3])
    expect(await dueAt(NOW + 2, 10, ['slack', 'discord'])).toEqual([5, 2, 3, 1])
    expect(await store.change(2, { isPaused: true, why: 'the channel is gone' })).toBe(true)
    expect(await dueAt(NOW + 2)).toEqual([3, 1])
    expect(await store.change(2, { isPaused: false, why: null, nextSlot: slotOf(1), nextMs: NOW + 1, spec: '{}' })).toBe(true)
    expect(await store.byId(2)).toMatchObject({ isPaused: false, why: null, spec: '{}', nextMs: NOW + 1, owner: 'slack:T1:U1' })
    expect(await dueAt(NOW + 2)).toEqual([3, 2, 1])
    expect(await store.change(9, { why: null })).toBe(false)
  })
})

describe('a plan', () => {
  test('is kept whole: the run, what is told, its delivery, the next one', async () => {
    const { digests: store, deliveries } = await open()
    await store.add(digest())
    expect(await store.plan(planned(1, 0))).toBe(true)
    expect(await store.byId(1)).toMatchObject({ nextSlot: slotOf(1), nextMs: NOW + HOUR, isPaused: false })
    const key = `digest:1:${slotOf(0)}`
    const run = { digest: 1, slot: slotOf(0), dueMs: NOW, state: 'queued', reason: null, delivery: key, url: null, atMs: null }
    expect(await store.history(1, 10)).toEqual([{ ...run, stories: 1, generation: 1 }])
    expect(await store.runOf(key)).toEqual({ ...run, stories: 1, generation: 1 })
    expect(await store.runOf('another')).toBeNull()
    expect(await store.told(1, NOW)).toEqual(new Map([['s1', { storyId: 's1', told: '{"at":0}', atMs: NOW }]]))
    expect((await deliveries.byKeys([key])).get(key)?.state).toBe('waiting')
  })

  test('whoever read the digest before it was planned, paused or removed does nothing', async () => {
    const { digests: store, deliveries } = await open()
    await store.add(digest())
    expect(await store.plan(planned(1, 0))).toBe(true)
    expect(await store.plan(planned(1, 0))).toBe(false)
    await store.change(1, { isPaused: true })
    expect(await store.plan(planned(1, 1))).toBe(false)
    expect(await store.plan(planned(7, 0))).toBe(false)
    expect(await store.plan(planned(7, 0, { fromMs: null, next: null }))).toBe(false)
    expect(await store.history(1, 10)).toHaveLength(1)
    expect(await deliveries.waiting()).toEqual(new Map([['slack', 1]]))
  })

  test('of two processes one is first', async () => {
    const file = join(folder(), 'news.db')
    const stores = [await digestsOf(file), await digestsOf(file)]
    for (let n = 1; n <= 20; n++) await stores[0]?.add(digest())
    const won = await Promise.all(
      Array.from({ length: 40 }, (_, n) => stores[n % 2]?.plan(planned(Math.floor(n / 2) + 1, 0)) ?? Promise.resolve(false)),
    )
    expect(won.filter(Boolean)).toHaveLength(20)
    for (let n = 1; n <= 20; n++) expect(await stores[1]?.history(n, 10)).toHaveLength(1)
  })

  test('a slot that has a run already undoes all of it', async () => {
    const { digests: store, deliveries } = await open()
    await store.add(digest())
    await store.plan(planned(1, 0))
    const again = planned(1, 0, { fromMs: NOW + HOUR, next: { slot: slotOf(2), ms: NOW + 2 * HOUR }, deliveries: [delivery('other')] })
    await expect(store.plan(again)).rejects.toThrow(/UNIQUE/)
    expect(await store.byId(1)).toMatchObject({ nextSlot: slotOf(1), nextMs: NOW + HOUR })
    expect((await deliveries.byKeys(['other'])).size).toBe(0)
  })

  test('pauses with the reason; a run beside the schedule moves nothing', async () => {
    const store = await digestsOf()
    await store.add(digest())
    const beside = planned(1, 0, { fromMs: null, next: null })
    const runs = beside.runs.map((run) => ({ ...run, slot: 'now:1', delivery: 'digest:1:now:1' }))
    expect(await store.plan({ ...beside, runs, deliveries: [] })).toBe(true)
    expect(await store.byId(1)).toMatchObject({ nextMs: NOW, isPaused: false })
    expect(await store.plan(planned(1, 0, { pause: 'the channel is gone' }))).toBe(true)
    expect(await store.byId(1)).toMatchObject({ isPaused: true, why: 'the channel is gone', nextMs: NOW + HOUR })
    // A person may still ask for it.
    expect(await store.plan({ ...beside, runs: runs.map((run) => ({ ...run, slot: 'now:2' })), deliveries: [] })).toBe(true)
  })

  test('where there is no room leaves nothing', async () => {
    const file = join(folder(), 'news.db')
    const store = await openSqliteStore(file, { maxBytes: 600_000 })
    await store.digests.add(digest())
    const key = `digest:1:${slotOf(0)}`
    const flood = planned(1, 0, { deliveries: [delivery(key, { content: 'x'.repeat(900_000) })] })
    await expect(store.digests.plan(flood)).rejects.toMatchObject({ kind: 'full' })
    expect(await store.digests.history(1, 10)).toEqual([])
    expect(await store.digests.told(1, 0)).toEqual(new Map())
    expect(await store.digests.byId(1)).toMatchObject({ nextSlot: slotOf(0), nextMs: NOW })
    expect((await store.deliveries.byKeys([key])).size).toBe(0)
    expect(await store.digests.plan(planned(1, 0))).toBe(true)
    expect(await store.check()).toEqual([])
    await store.close()
  })
})

describe('what became of it', () => {
  test('a run ends with its delivery', async () => {
    const { digests: store, deliveries } = await open()
    await store.add(digest())
    await store.plan(planned(1, 0))
    const key = `digest:1:${slotOf(0)}`
    await deliveries.take('slack', by('p'), 1)
    await deliveries.stands(key, 'p', { ref: 'm', url: 'https://example.org/m' })
    expect(await deliveries.settle(key, 'another', { state: 'missed', reason: 'r', atMs: 1 })).toBe(false)
    expect((await store.runOf(key))?.state).toBe('queued')
    await deliveries.settle(key, 'p', { state: 'late', reason: 'was off', atMs: NOW + 9 })
    expect(await store.runOf(key)).toMatchObject({ state: 'late', reason: 'was off', atMs: NOW + 9, url: 'https://example.org/m' })
    await deliveries.sweep(NOW + HOUR)
    expect(await store.history(1, 1)).toMatchObject([{ state: 'late', url: 'https://example.org/m' }])
  })

  test('news is what came since the last scheduled run that was not missed', async () => {
    const { digests: store, deliveries } = await open()
    await store.add(digest())
    expect(await store.lastTold(1)).toBeNull()
    for (const hour of [0, 1, 2]) await store.plan(planned(1, hour))
    const beside = planned(1, 3, { fromMs: null, next: null, told: [{ storyId: 's1', told: 'beside' }], deliveries: [] })
    await store.plan({ ...beside, runs: beside.runs.map((run) => ({ ...run, slot: 'now:x', delivery: null })) })
    expect(await store.lastTold(1)).toEqual({ dueMs: NOW + 2 * HOUR, generation: 3 })
    expect((await store.told(1, NOW)).get('s1')).toEqual({ storyId: 's1', told: '{"at":2}', atMs: NOW + 2 * HOUR })
    // The last one is missed after all: what it told was not told.
    await deliveries.take('slack', by('p'), 1)
    await deliveries.settle(`digest:1:${slotOf(0)}`, 'p', { state: 'posted', reason: null, atMs: NOW })
    await deliveries.take('slack', by('p'), 1)
    await deliveries.settle(`digest:1:${slotOf(1)}`, 'p', { state: 'posted', reason: null, atMs: NOW })
    await deliveries.take('slack', by('p'), 1)
    await deliveries.settle(`digest:1:${slotOf(2)}`, 'p', { state: 'missed', reason: 'the channel is gone', atMs: NOW })
    expect(await store.lastTold(1)).toEqual({ dueMs: NOW + HOUR, generation: 2 })
    expect((await store.told(1, NOW)).get('s1')?.told).toBe('{"at":1}')
    expect(await store.told(1, NOW + 2 * HOUR)).toEqual(new Map())
    expect((await store.history(1, 10)).map(({ slot }) => slot)).toEqual(['now:x', slotOf(2), slotOf(1), slotOf(0)])
  })

  test('several missed together are told apart; what is told belongs to the one that is not', async () => {
    const store = await digestsOf()
    await store.add(digest())
    const [queued] = planned(1, 2).runs
    const missed = {
      dueMs: NOW,
      state: 'missed',
      reason: 'the program was off',
      delivery: null,
      atMs: NOW,
      stories: 0,
      generation: 0,
    } as const
    if (queued === undefined) throw new Error('a plan has a run')
    const runs = [{ ...missed, slot: slotOf(0) }, { ...missed, slot: slotOf(1), dueMs: NOW + HOUR }, queued]
    expect(await store.plan(planned(1, 2, { fromMs: NOW, runs }))).toBe(true)
    expect((await store.history(1, 10)).map(({ state }) => state)).toEqual(['queued', 'missed', 'missed'])
    expect((await store.told(1, 0)).get('s1')?.atMs).toBe(NOW + 2 * HOUR)
    const nothing = planned(1, 3, { runs: [{ ...missed, slot: slotOf(3) }], deliveries: [] })
    await expect(store.plan(nothing)).rejects.toThrow(RangeError)
    expect(await store.byId(1)).toMatchObject({ nextMs: NOW + 3 * HOUR })
  })

  test('removed, it takes along what nothing can stand of yet', async () => {
    const { digests: store, deliveries } = await open()
    await store.add(digest())
    for (const hour of [0, 1, 2]) await store.plan(planned(1, hour, { deliveries: [delivery(`digest:1:${slotOf(hour)}`)] }))
    const taken = await deliveries.take('slack', by('p'), 2)
    const [first, second] = taken
    if (first === undefined || second === undefined) throw new Error('two were taken')
    await deliveries.begin(first.key, 'p', { nowMs: NOW, leaseMs: HOUR, onItsWayMs: 0 }, null)
    expect(await store.remove(1)).toBe(true)
    expect(await store.history(1, 10)).toEqual([])
    expect(await store.told(1, 0)).toEqual(new Map())
    expect(await deliveries.waiting()).toEqual(new Map([['slack', 1]]))
    // In hand, but not begun: whoever has it learns it in time.
    expect(await deliveries.begin(second.key, 'p', { nowMs: NOW, leaseMs: HOUR, onItsWayMs: 0 }, null)).toBe(false)
    expect(await deliveries.settle(first.key, 'p', { state: 'posted', reason: null, atMs: NOW })).toBe(true)
  })

  test('what was missed is counted by where it was due', async () => {
    const store = await digestsOf()
    for (const team of ['T1', 'T2']) {
      const { id } = await store.add(digest({ team }))
      const runs = planned(id, 0).runs.map((run) => ({ ...run, state: 'missed' as const }))
      await store.plan(planned(id, 0, { runs, told: [], deliveries: [] }))
    }
    await store.plan(planned(1, 1))
    expect(await store.missed({}, NOW)).toBe(2)
    expect(await store.missed({}, NOW + 1)).toBe(0)
    expect(await store.missed({ surface: 'slack', team: 'T2' }, NOW)).toBe(1)
    expect(await store.missed({ surface: 'discord' }, NOW)).toBe(0)
  })

  test('old runs are forgotten with what they told', async () => {
    const store = await digestsOf()
    await store.add(digest())
    for (const hour of [0, 1]) await store.plan(planned(1, hour, { told: [{ storyId: `s${hour}`, told: '{}' }] }))
    await store.sweep(NOW + HOUR)
    expect((await store.history(1, 10)).map(({ slot }) => slot)).toEqual([slotOf(1)])
    expect([...(await store.told(1, 0)).keys()]).toEqual(['s1'])
  })
})

test('a reader who is forgotten leaves the digest of the channel, and takes along their own', async () => {
  const { chat, digests: store, deliveries } = await open()
  await store.add(digest())
  await store.add(digest({ place: '{"at":"D1"}' }))
  await store.add(digest({ owner: 'slack:T1:U2' }))
  await store.plan(planned(2, 0))
  expect(await chat.forget('slack:T1:U1')).toBe(2)
  expect(await store.list({})).toMatchObject([
    { id: 1, owner: null, direct: null, spec: '{"topic":"ferries"}' },
    { id: 3, owner: 'slack:T1:U2', direct: '{"at":"D1"}' },
  ])
  expect(await deliveries.waiting()).toEqual(new Map())
})
