/** What a fetch makes of a feed: when it is asked again, whether it counts as dead, and what its managers are told. Pure. */
import type { FeedChange, FeedRecord } from '../../store/feed-store.ts'
import { BOUNDS } from './bounds.ts'
import type { Event } from './desk.ts'

export type Clock = { readonly nowMs: number; readonly minIntervalMs: number /** 0–1. */; readonly random: number }
export type Verdict = { readonly change: FeedChange; readonly events: readonly { readonly event: Event; readonly detail: string }[] }

export type Success = {
  /** null: the document was not sent again. */
  readonly brought: { readonly fresh: number; readonly changed: number; readonly left: number; readonly isFlood: boolean } | null
  readonly change: FeedChange
  readonly notes: readonly string[]
  /** Asked for by the feed and its server. */
  readonly askedMs: number
  /** Pages wait for the next turn. */
  readonly isUnfinished: boolean
}

const FLOOD = 'brought very much at once'

export function afterSuccess(feed: FeedRecord, { brought, change, notes, askedMs, isUnfinished }: Success, clock: Clock): Verdict {
  const { nowMs } = clock
  const isNews = brought !== null && brought.fresh > 0
  const isMore = isUnfinished || (brought?.left ?? 0) > 0
  const intervalMs = intervalAfter(feed, isNews, clock)
  const waitMs = isMore ? clock.minIntervalMs : Math.max(intervalMs, Math.min(askedMs, BOUNDS.maxAskedMs))
  const isFlood = brought?.isFlood === true
  const wasFlood = feed.notes.some((note) => note.startsWith(FLOOD))
  const told = isFlood ? [`${FLOOD}: nobody is alerted of it, and the rest is read in turn by turn`] : []
  const detail = brought === null ? '' : `${brought.fresh + brought.left} new items at once`
  return {
    change: {
      ...change,
      intervalMs,
      nextMs: nowMs + spread(waitMs, clock),
      triedMs: nowMs,
      succeededMs: nowMs,
      ...(isNews ? { newsMs: nowMs } : {}),
      fails: 0,
      failingSinceMs: null,
      error: null,
      isDead: false,
      notes: [...told, ...notes].slice(0, BOUNDS.notes),
    },
    events: [
      ...(feed.isDead ? [{ event: 'back' as const, detail: '' }] : []),
      ...(isFlood && !wasFlood ? [{ event: 'flood' as const, detail }] : []),
    ],
  }
}

export function wasFlooding(feed: FeedRecord): boolean {
  return feed.notes.some((note) => note.startsWith(FLOOD))
}

export type Failure = {
  readonly reason: string /** Not before. */
  readonly retryMs: number | null
  readonly ends: 'gone' | 'quarantined' | null
}

export function afterFailure(feed: FeedRecord, { reason, retryMs, ends }: Failure, clock: Clock): Verdict {
  const { nowMs } = clock
  const fails = feed.fails + 1
  const failingSinceMs = feed.failingSinceMs ?? nowMs
  const isDying = !feed.isDead && fails >= BOUNDS.deadAfterFails && nowMs - failingSinceMs >= BOUNDS.deadAfterMs
  const backOffMs = Math.min(Math.max(feed.intervalMs, clock.minIntervalMs) * 2 ** Math.min(fails - 1, 10), BOUNDS.maxBackOffMs)
  const waitMs = Math.max(backOffMs, Math.min(retryMs ?? 0, BOUNDS.maxAskedMs))
  const change = { triedMs: nowMs, fails, failingSinceMs, error: reason, nextMs: nowMs + spread(waitMs, clock) }
  if (ends !== null) return { change: { ...change, isPaused: true, why: reason }, events: [{ event: ends, detail: reason }] }
  return { change: { ...change, isDead: feed.isDead || isDying }, events: isDying ? [{ event: 'dead', detail: reason }] : [] }
}

export function firstIntervalMs(minIntervalMs: number): number {
  return minIntervalMs * BOUNDS.firstIntervals
}

/** Halved by news and stretched without: it settles where about every second fetch brings something. */
function intervalAfter(feed: FeedRecord, isNews: boolean, { minIntervalMs }: Clock): number {
  const before = feed.succeededMs === null ? firstIntervalMs(minIntervalMs) : feed.intervalMs
  const after = feed.succeededMs === null ? before : isNews ? before / 2 : before * 1.5
  return Math.round(Math.min(Math.max(after, minIntervalMs), Math.max(BOUNDS.maxIntervalMs, minIntervalMs)))
}

/** Up to a tenth later, so that feeds that were added together part company. */
function spread(ms: number, { random }: Clock): number {
  return Math.round(ms * (1 + random / 10))
}
