/** The feeds in hand: taken from the store a few at a time, each for itself. What fails in one holds up no other. */
import { serial } from '../../serial.ts'
import type { Steps } from '../../steps.ts'
import type { FeedRecord } from '../../store/feed-store.ts'
import { patiently } from '../../store/patience.ts'
import { BOUNDS } from './bounds.ts'
import type { Desk } from './desk.ts'
import { type Report, takeTurn } from './turn.ts'

export type Hands = {
  /** Takes as many as there is room for, and begins with them; returns how many. */
  begin(told: (report: Report) => Promise<void>, stop: AbortSignal): Promise<number>
  isBusy(): boolean
  /** Resolved when one that is in hand is done, at once where none is. */
  oneDone(): Promise<void>
  idle(): Promise<void>
}

export function openHands(desk: Desk, steps: Steps): Hands {
  const { feeds } = desk.newsroom.store
  const inHand = new Map<number, Promise<void>>()
  const alone = serial()
  const read = async (feed: FeedRecord, told: (report: Report) => Promise<void>, stop: AbortSignal): Promise<void> => {
    const report = await takeTurn(desk, feed, { alone, stop }).catch((error: unknown) => {
      if (stop.aborted) return null
      throw error
    })
    if (report !== null) await told(report)
    // Stopped half-way: its next turn may be anybody's, at once.
    else await patiently(() => feeds.settle(feed.id, desk.holder.name, {}, []))
  }
  return {
    async begin(told, stop) {
      const room = BOUNDS.feedsAtOnce - inHand.size
      if (room <= 0 || stop.aborted) return 0
      const when = { nowMs: desk.now().getTime(), leaseMs: BOUNDS.leaseMs, holder: desk.holder.name }
      const taken = await patiently(() => feeds.take(when, room))
      for (const feed of taken) {
        const work = steps.take(`reading feed ${feed.id}`, () => read(feed, told, stop)).finally(() => inHand.delete(feed.id))
        inHand.set(feed.id, work)
      }
      return taken.length
    },
    isBusy: () => inHand.size > 0,
    async oneDone() {
      if (inHand.size > 0) await Promise.race(inHand.values())
    },
    async idle() {
      while (inHand.size > 0) await Promise.all(inHand.values())
    },
  }
}
