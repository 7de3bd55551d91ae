import { describe, expect, test } from 'vitest'
import { laneOf } from '../../commands/delivery/content.ts'
import { openDigestPlanner } from '../../commands/delivery/digest-planner.ts'
import { queueNow } from '../../commands/delivery/digest-run.ts'
import { openLog } from '../../src/log.ts'
import { openNewsroom } from '../../src/newsroom.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { folder } from '../store/samples.ts'
import { DAY_MS, DIRECT, HOUR_MS, rig, START_MS, specOf } from './planner-rig.ts'

test('a run is planned at its time, once, with its news, and the next one stands in the table', async () => {
  const { set, news, plan, clock, runs, posted, store } = await rig()
  const { id } = await set('daily 08:00 Europe/Paris')
  await news()
  await plan()
  expect(await runs(id)).toEqual([])
  clock.ms = Date.parse('2026-11-21T07:00:00Z')
  await plan()
  await plan()
  expect(await runs(id)).toEqual(['2026-11-21T08:00 queued'])
  expect(await store.digests.byId(id)).toMatchObject({ nextSlot: '2026-11-22T08:00', nextMs: clock.ms + DAY_MS })
  const [one, ...others] = await posted()
  expect(others).toEqual([])
  expect(one).toMatchObject({ key: `digest:${id}:2026-11-21T08:00`, lane: 'T:C', dueMs: clock.ms, expiresMs: clock.ms + 3 * HOUR_MS })
  expect(one?.content).toContain('Bridge 1 over the Vell opens')
  expect(await runs(id)).toEqual(['2026-11-21T08:00 posted'])
})

test('what was told is not told again, and what came since is; nothing new is said, or not, as was set', async () => {
  const { set, news, plan, clock, posted, runs } = await rig()
  const say = await set('daily 08:00 UTC')
  const quiet = await set('daily 08:00 UTC', { empty: 'quiet' }, 'Q')
  await news('Harbour tunnel at Norhavn floods')
  clock.ms = Date.parse('2026-11-21T08:00:00Z')
  await plan()
  expect(await posted()).toHaveLength(2)
  clock.ms += DAY_MS
  await plan()
  const [empty, ...rest] = await posted()
  expect(rest).toEqual([])
  expect(empty?.content).toContain('Nothing new')
  expect(empty?.content).not.toContain('Norhavn')
  expect(await runs(quiet.id)).toEqual(['2026-11-22T08:00 empty', '2026-11-21T08:00 posted'])
  await news('Airport of Sandvik closes its second runway')
  clock.ms += DAY_MS
  await plan()
  for (const { content } of await posted()) {
    expect(content).toContain('Sandvik')
    expect(content).not.toContain('Norhavn')
  }
  expect(await runs(say.id)).toEqual(['2026-11-23T08:00 posted', '2026-11-22T08:00 posted', '2026-11-21T08:00 posted'])
})

describe('after a time in which nothing ran', () => {
  test('what is within its grace is planned, what is past it is missed, and who set it is told once', async () => {
    const { set, news, plan, clock, runs, posted, store } = await rig()
    const { id } = await set('daily 08:00 UTC', { topic: 'harbour' })
    clock.ms = Date.parse('2026-11-25T09:30:00Z')
    await news()
    await plan()
    expect(await runs(id)).toEqual([
      '2026-11-25T08:00 queued',
      '2026-11-24T08:00 missed',
      '2026-11-23T08:00 missed',
      '2026-11-22T08:00 missed',
      '2026-11-21T08:00 missed',
    ])
    const missed = (await store.digests.history(id, 5)).filter(({ state }) => state === 'missed')
    expect(missed.every(({ reason }) => reason?.startsWith('Newsdesk was not running') === true)).toBe(true)
    const waiting = await posted()
    expect(waiting.find(({ key }) => key.startsWith('digest:'))?.expiresMs).toBe(Date.parse('2026-11-25T11:00:00Z'))
    const words = waiting.filter(({ key }) => key.startsWith('word:'))
    expect(words).toMatchObject([{ lane: laneOf(DIRECT) }])
    expect(words[0]?.content).toContain(`Digest ${id} (harbour): 4 posts, Sat 21 Nov, 08:00 to Tue 24 Nov, 08:00, were missed.`)
  })

  test('of slots that are within their grace together each is planned, the earliest first', async () => {
    const { set, news, plan, clock, runs, store } = await rig()
    const { id } = await set('daily 08:00 UTC', { graceMs: 24 * HOUR_MS })
    await news()
    clock.ms = Date.parse('2026-11-22T08:00:00Z')
    await plan()
    expect(await runs(id)).toEqual(['2026-11-22T08:00 queued', '2026-11-21T08:00 queued'])
    expect(await store.digests.byId(id)).toMatchObject({ nextSlot: '2026-11-23T08:00' })
  })

  test('what a missed run would have told is told by the next', async () => {
    const { set, news, plan, clock, posted } = await rig()
    await set('daily 08:00 UTC')
    clock.ms = Date.parse('2026-11-21T06:00:00Z')
    await news('Ferry to Almhult runs aground')
    clock.ms = Date.parse('2026-11-22T08:00:00Z')
    await plan()
    expect((await posted()).some(({ content }) => content.includes('Almhult'))).toBe(true)
  })

  test('of years every slot is accounted for', async () => {
    const { set, plan, clock, store } = await rig()
    const { id } = await set('daily 08:00 UTC')
    clock.ms += 900 * DAY_MS
    await plan()
    const slots = (await store.digests.history(id, 1_000)).map(({ slot }) => slot)
    expect(new Set(slots).size).toBe(900)
    expect(slots[0]).toBe('2029-05-08T08:00')
  })
})

test('a clock that is put back plans nothing twice', async () => {
  const { set, news, plan, clock, runs } = await rig()
  const { id } = await set('daily 08:00 UTC')
  await news()
  clock.ms = Date.parse('2026-11-21T08:00:00Z')
  await plan()
  clock.ms -= 2 * DAY_MS
  await plan()
  clock.ms += DAY_MS + HOUR_MS
  await plan()
  clock.ms = Date.parse('2026-11-21T08:30:00Z')
  await plan()
  expect(await runs(id)).toEqual(['2026-11-21T08:00 queued'])
})

test('a slot that has its run already is passed over, and holds up nothing', async () => {
  const { set, news, plan, clock, runs, store, posted } = await rig()
  const { id } = await set('daily 08:00 UTC')
  const other = await set('daily 08:00 UTC', {}, 'D')
  await news()
  clock.ms = Date.parse('2026-11-21T08:00:00Z')
  await plan()
  expect(await posted()).toHaveLength(2)
  await store.digests.change(id, { nextSlot: '2026-11-21T08:00', nextMs: clock.ms })
  await plan()
  expect(await posted()).toEqual([])
  expect(await store.digests.byId(id)).toMatchObject({ nextSlot: '2026-11-22T08:00' })
  clock.ms += DAY_MS
  await plan()
  expect(await runs(id)).toEqual(['2026-11-22T08:00 queued', '2026-11-21T08:00 posted'])
  expect(await runs(other.id)).toHaveLength(2)
})

test('a date that has its run has no other one, nor is another one missed, whatever time is set in between', async () => {
  const { set, news, plan, clock, runs, store } = await rig()
  const { id } = await set('daily 08:00 UTC')
  await news()
  // Its clock was two days ahead; set right, and set to another time.
  for (const date of ['21', '22', '23']) {
    clock.ms = Date.parse(`2026-11-${date}T08:00:00Z`)
    await plan()
  }
  const later = await set('daily 12:00 UTC', {}, 'D')
  await store.digests.change(id, { spec: later.spec, nextSlot: '2026-11-22T12:00', nextMs: Date.parse('2026-11-22T12:00:00Z') })
  clock.ms = Date.parse('2026-11-22T12:00:00Z')
  await plan()
  clock.ms = Date.parse('2026-11-24T20:00:00Z')
  await plan()
  const all = await runs(id)
  expect(all.slice(1).map((run) => run.split(' ')[0])).toEqual(['2026-11-23T08:00', '2026-11-22T08:00', '2026-11-21T08:00'])
  expect(all[0]).toBe('2026-11-24T12:00 missed')
})

test('of two processes on one file one plans a run', async () => {
  const file = `${folder()}/news.db`
  const first = await rig(file)
  const ids = await Promise.all(Array.from({ length: 5 }, (_, n) => first.set('daily 08:00 UTC', {}, `C${n}`)))
  await first.news()
  const second = await rig(file)
  for (const one of [first, second]) one.clock.ms = Date.parse('2026-11-21T08:00:00Z')
  await Promise.all([first.plan(), second.plan()])
  for (const { id } of ids) expect(await first.runs(id)).toEqual(['2026-11-21T08:00 queued'])
  expect(await second.posted()).toHaveLength(5)
  expect([first.logged, second.logged]).toEqual([[], []])
})

test('other surfaces than ours, and what is paused, are left alone', async () => {
  const { set, plan, clock, runs, desk, store } = await rig()
  const { id } = await set('daily 08:00 UTC')
  clock.ms += DAY_MS
  await openDigestPlanner(desk)(['elsewhere'])
  expect(await runs(id)).toEqual([])
  await store.digests.change(id, { isPaused: true })
  await plan()
  expect(await runs(id)).toEqual([])
})

test('what cannot be read rests with the reason, and holds up no other', async () => {
  const { set, plan, clock, runs, store, posted } = await rig()
  const { id: bad } = await set('daily 08:00 UTC')
  const { id: good } = await set('daily 08:00 UTC', {}, 'D')
  await store.digests.change(bad, { spec: '{"schedule":{"days":[1],"minute":0,"zone":"Mars/Olympus"},"graceMs":1}' })
  clock.ms = Date.parse('2026-11-21T08:00:00Z')
  await plan()
  expect(await runs(good)).toEqual(['2026-11-21T08:00 queued'])
  expect(await store.digests.byId(bad)).toMatchObject({ isPaused: true, why: expect.stringContaining('Set it again') })
  expect((await posted()).some(({ key }) => key.startsWith('word:digest:'))).toBe(true)
})

test('one that cannot be made is tried again each minute, and in the end is missed with the reason', async () => {
  const { set, plan, clock, runs, store, logged } = await rig()
  const { id } = await set('daily 08:00 UTC')
  clock.ms = Date.parse('2026-11-21T08:00:00Z')
  const { lastTold } = store.digests
  Object.assign(store.digests, { lastTold: () => Promise.reject(new Error('the index is upside down')) })
  for (let n = 0; n < 3; n++) await plan()
  expect(logged).toHaveLength(1)
  clock.ms += 2 * 60_000
  await plan()
  expect(logged).toHaveLength(2)
  clock.ms += 4 * HOUR_MS
  await plan()
  Object.assign(store.digests, { lastTold })
  expect(await runs(id)).toEqual(['2026-11-21T08:00 missed'])
  expect((await store.digests.history(id, 1))[0]?.reason).toBe('It could not be made: the index is upside down')
})

test('one that could not be made under a clock that was ahead is made as soon as it is right', async () => {
  const { set, plan, clock, runs, store } = await rig()
  const { id } = await set('daily 08:00 UTC')
  clock.ms = Date.parse('2026-11-21T10:00:00Z')
  const { lastTold } = store.digests
  Object.assign(store.digests, { lastTold: () => Promise.reject(new Error('the index is upside down')) })
  await plan()
  Object.assign(store.digests, { lastTold })
  clock.ms = Date.parse('2026-11-21T08:00:05Z')
  await plan()
  expect(await runs(id)).toEqual(['2026-11-21T08:00 queued'])
})

test('a full store plans nothing, and goes on when there is room', async () => {
  const file = `${folder()}/news.db`
  const { set, plan, clock, runs, news } = await rig(file)
  const { id } = await set('daily 08:00 UTC')
  await news()
  clock.ms = Date.parse('2026-11-21T08:00:00Z')
  const small = await openSqliteStore(file, { maxBytes: 4_096 })
  const room = await openNewsroom(small)
  const log = openLog({ level: 'error', secrets: [], now: () => new Date(clock.ms), write: () => undefined })
  // Whether this one write still finds room is chance; that it is whole or not at all is not.
  const planned = await openDigestPlanner({ room, log, zone: 'UTC', now: () => new Date(clock.ms) })(['chat']).then(
    () => 1,
    () => 0,
  )
  await small.close()
  expect(await runs(id)).toHaveLength(planned)
  await plan()
  expect(await runs(id)).toEqual(['2026-11-21T08:00 queued'])
})

test('a run beside the schedule uses up no slot, and what it tells is told again', async () => {
  const { set, news, plan, clock, posted, runs, desk, store } = await rig()
  const record = await set('daily 08:00 UTC')
  await news('Ferry to Almhult runs aground')
  await queueNow(desk, record, specOf('daily 08:00 UTC'))
  expect((await posted())[0]?.content).toContain('Almhult')
  expect((await store.digests.byId(record.id))?.nextSlot).toBe('2026-11-21T08:00')
  clock.ms = Date.parse('2026-11-21T08:00:00Z')
  await plan()
  expect((await posted())[0]?.content).toContain('Almhult')
  expect(await runs(record.id)).toEqual(['2026-11-21T08:00 posted', `now:${new Date(START_MS).toISOString()} posted`])
})
