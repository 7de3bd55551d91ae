/**
 * What arrives → alerts in the outbox. How far the arrivals were looked through is kept in the store and moves together with the alerts and their deliveries:
 * whatever process ends wherever, and however many plan at the same time, none is lost and none comes twice.
 */

import { patiently } from '../../src/store/patience.ts'
import type { Arrival } from '../../src/store/store.ts'
import type { Desk } from '../reception/desk.ts'
import { flushWaiting } from './alert-holding.ts'
import { planArrivals } from './alert-planning.ts'
import type { Content } from './content.ts'
import type { Failed } from './courier.ts'
import { openWatchBook, type WatchBook } from './watch-book.ts'
import { wordTo } from './words.ts'

export type AlertPlanner = {
  /** One turn. Throws where the store cannot be read or written: what was not planned is found again. */
  plan(): Promise<void>
  /** Of a delivery that is given up: where its place is closed, its watches rest, and who set them is told. Doing it twice does no harm. */
  failed(failed: Failed): Promise<void>
}
/** The arrival that is in no story yet, and since when that is waited for. */
type Wait = { readonly at: Arrival; readonly sinceMs: number }

const BATCH = 200
/** Batches in a turn: digests and deliveries have theirs in between. */
const MAX_BATCHES = 10
/** Stories are told right after articles are stored; where that was cut off, it is made up for after this. */
const STORY_WAIT_MS = 120_000

export function openAlertPlanner(desk: Desk): AlertPlanner {
  const book = openWatchBook(desk)
  let wait: Wait | null = null
  const ready = async (arrivals: readonly Arrival[]): Promise<readonly Arrival[]> => {
    const untold = arrivals.findIndex(({ storyId }) => storyId === null)
    if (untold < 0) return arrivals
    if (untold > 0) return arrivals.slice(0, untold)
    const at = arrivals[0] as Arrival
    const nowMs = desk.now().getTime()
    if (wait?.at.generation !== at.generation || wait.at.seq !== at.seq) wait = { at, sinceMs: nowMs }
    if (nowMs - wait.sinceMs < STORY_WAIT_MS) return []
    wait = null
    await desk.room.add([])
    const ids = await patiently(() => desk.room.store.stories.idsOf(arrivals.map(({ id }) => id)))
    // What is in none even now is told as a story of its own.
    return arrivals.map((arrival) => ({ ...arrival, storyId: ids.get(arrival.id) ?? null }))
  }
  return {
    async plan() {
      await book.refresh()
      await planAlerts(desk, book, ready)
      await flushWaiting(desk, book)
    },
    async failed({ delivery, reason, isClosed }) {
      // A message that cannot be changed any more says nothing of its place.
      if (isClosed && (JSON.parse(delivery.content) as Content).kind === 'post') await pauseWatchOf(desk, delivery.key, reason)
    },
  }
}

async function planAlerts(
  desk: Desk,
  book: WatchBook,
  ready: (arrivals: readonly Arrival[]) => Promise<readonly Arrival[]>,
): Promise<void> {
  const { store } = desk.room
  const { watches } = store
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    const cursor = await patiently(() => watches.cursor())
    const newest = await patiently(() => store.arrived())
    // What was there before anybody looked is no news.
    if (cursor === null) return await patiently(() => watches.begin(newest))
    if (book.index.size === 0) {
      const isThere = newest.generation === cursor.arrived.generation && newest.seq === cursor.arrived.seq
      if (!isThere) await patiently(() => watches.alert({ from: cursor.arrived, to: newest, alerts: [], changes: [] }))
      return
    }
    const arrivals = await ready(await patiently(() => store.arrivals(cursor.arrived, BATCH)))
    if (arrivals.length === 0) return
    const plan = await planArrivals(desk, book, cursor, arrivals)
    await patiently(() => watches.alert(plan))
  }
}

/** Of what went out with a delivery, or behind it: `alert:345`, `alert:345:more:1`, `alerts:345`. */
export async function pauseWatchOf(desk: Desk, deliveryKey: string, reason: string): Promise<void> {
  const { watches, deliveries } = desk.room.store
  const nowMs = desk.now().getTime()
  const key = deliveryKey.split(':').slice(0, 2).join(':')
  for (const watch of await patiently(() => watches.ofDelivery(key))) {
    if (watch.isPaused) continue
    desk.log.warn('watch paused', { watch: watch.id, reason })
    const { direct, surface } = watch
    // Somebody who cannot be written to is not told by writing to them; “watch list” says it.
    if (!watch.isDirect && direct !== null) {
      const text = `Watch ${watch.id} is paused. ${reason} It goes on when you say: watch resume ${watch.id}`
      await patiently(() => deliveries.add([wordTo({ direct, surface }, `word:watch:${watch.id}:${key}`, text, nowMs)]))
    }
    await patiently(() => watches.change(watch.id, { isPaused: true, why: reason }))
  }
}
