import { describe, expect, test } from 'vitest'
import { BOUNDS } from '../../../src/intake/live/bounds.ts'
import { afterFailure, afterSuccess, type Failure, type Success } from '../../../src/intake/live/health.ts'
import type { FeedRecord } from '../../../src/store/feed-store.ts'
import { aFeed } from './small-feed.ts'

const HOUR_MS = 3_600_000
const MIN_MS = 300_000
const clock = (nowMs: number, random = 0) => ({ nowMs, minIntervalMs: MIN_MS, random })
const QUIET: Success = {
  brought: { fresh: 0, changed: 0, left: 0, isFlood: false },
  change: {},
  notes: [],
  askedMs: 0,
  isUnfinished: false,
}
const NEWS: Success = { ...QUIET, brought: { fresh: 3, changed: 0, left: 0, isFlood: false } }
const DOWN: Failure = { reason: 'It does not answer.', retryMs: null, ends: null }

describe('how often a feed is asked', () => {
  test('it settles between the shortest interval and six hours, by what it brings', () => {
    let feed: FeedRecord = aFeed()
    for (let n = 0; n < 30; n++) feed = { ...feed, ...afterSuccess(feed, NEWS, clock(0)).change }
    expect(feed.intervalMs).toBe(MIN_MS)
    for (let n = 0; n < 30; n++) feed = { ...feed, ...afterSuccess(feed, QUIET, clock(0)).change }
    expect(feed.intervalMs).toBe(BOUNDS.maxIntervalMs)
  })

  test('no sooner than the feed and its server ask, up to a day; later by a tenth at most', () => {
    const next = (success: Partial<Success>, random = 0) =>
      afterSuccess(aFeed(), { ...QUIET, ...success }, clock(0, random)).change.nextMs ?? 0
    expect(next({ askedMs: 2 * HOUR_MS })).toBe(2 * HOUR_MS)
    expect(next({ askedMs: 900 * HOUR_MS })).toBe(24 * HOUR_MS)
    expect(next({}, 1) / next({})).toBeCloseTo(1.1, 5)
  })

  test('what is left over is read as soon as may be', () => {
    expect(afterSuccess(aFeed(), { ...QUIET, isUnfinished: true, askedMs: HOUR_MS }, clock(0)).change.nextMs).toBe(MIN_MS)
  })
})

describe('a feed that fails', () => {
  const failing = (until: number): { feed: FeedRecord; told: string[] } => {
    let feed: FeedRecord = { ...aFeed(), succeededMs: 0, intervalMs: HOUR_MS }
    const told: string[] = []
    for (let nowMs = 0; nowMs <= until; nowMs = feed.nextMs) {
      const { change, events } = afterFailure(feed, DOWN, clock(nowMs))
      feed = { ...feed, ...change }
      told.push(...events.map(({ event }) => event))
    }
    return { feed, told }
  }

  test('is asked less and less often, at least once a day', () => {
    const { feed } = failing(30 * 24 * HOUR_MS)
    expect(feed.nextMs - (feed.triedMs ?? 0)).toBe(BOUNDS.maxBackOffMs)
    expect(feed).toMatchObject({ error: DOWN.reason, failingSinceMs: 0, isPaused: false })
  })

  test('counts as dead after a day, and is told once; back, too', () => {
    expect(failing(20 * HOUR_MS).told).toEqual([])
    const { feed, told } = failing(30 * 24 * HOUR_MS)
    expect(told).toEqual(['dead'])
    const back = afterSuccess(feed, QUIET, clock(31 * 24 * HOUR_MS))
    expect(back.events.map(({ event }) => event)).toEqual(['back'])
    expect(back.change).toMatchObject({ fails: 0, error: null, failingSinceMs: null, isDead: false })
  })

  test('heeds Retry-After, and rests where it is gone for good', () => {
    expect(afterFailure(aFeed(), { ...DOWN, retryMs: 5 * HOUR_MS }, clock(0)).change.nextMs).toBe(5 * HOUR_MS)
    const gone = afterFailure(aFeed(), { ...DOWN, ends: 'gone' }, clock(0))
    expect(gone.change).toMatchObject({ isPaused: true, why: DOWN.reason })
    expect(gone.events).toEqual([{ event: 'gone', detail: DOWN.reason }])
  })
})

test('a flood is told when it begins', () => {
  const flood: Success = { ...QUIET, brought: { fresh: 100, changed: 0, left: 900, isFlood: true }, isUnfinished: false }
  const first = afterSuccess(aFeed(), flood, clock(0))
  expect(first.events).toEqual([{ event: 'flood', detail: '1000 new items at once' }])
  expect(afterSuccess({ ...aFeed(), ...first.change }, flood, clock(0)).events).toEqual([])
})
