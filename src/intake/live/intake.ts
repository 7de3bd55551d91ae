/** The live intake: takes the feeds that are due, a few at a time, for as long as it is open. What matters is in the store: whoever takes the next turn finds it there. */
import { openSteps } from '../../steps.ts'
import { everyFeed } from '../../store/every-feed.ts'
import { patiently } from '../../store/patience.ts'
import type { Desk } from './desk.ts'
import { openHands } from './hands.ts'
import type { Looked } from './look.ts'
import { lookAt } from './look-at.ts'
import { type Retention, retain } from './retention.ts'
import type { Report } from './turn.ts'

export type { Report } from './turn.ts'
export type Round = {
  /** Every feed that is not paused, whether it is due or not. */
  readonly isAll: boolean
  readonly stop: AbortSignal
  /** Feeds done, of how many. */
  readonly progress: (done: number, total: number) => void
  readonly told: (report: Report) => Promise<void>
}
export type Intake = {
  /** Begins with what is due. Never throws; while one is under way, another call waits for the same. */
  tick(): Promise<void>
  /** Resolved when nothing is in hand. */
  idle(): Promise<void>
  /** What is due now, once each, to its end. Throws where the store fails. */
  round(round: Round): Promise<void>
  look(url: string): Promise<Looked>
  /** Forgets what is past its time. Never throws. */
  sweep(): Promise<void>
  /** Why nothing is fetched at present; null: all is well. */
  trouble(): string | null
  /** Takes nothing more; what is in hand is broken off, and taken up at the next turn. */
  close(): Promise<void>
}

/** Turns between two looks for what a process left that is gone. */
const TURNS_A_LOOK = 60

export function openIntake(desk: Desk, retention: Retention): Intake {
  const { feeds } = desk.newsroom.store
  const steps = openSteps(desk.log)
  const closing = new AbortController()
  const hands = openHands(desk, steps)
  let turns = 0
  let underWay: Promise<void> | null = null

  const releaseGone = async (): Promise<void> => {
    const gone = (await patiently(() => feeds.holders())).filter((name) => desk.holder.isGone(name))
    if (gone.length > 0) await patiently(() => feeds.release(gone))
  }
  const counted = async ({ outcome, added }: Report): Promise<void> => desk.meter?.fetched(outcome, added)
  const turn = async (): Promise<void> => {
    if (turns++ % TURNS_A_LOOK === 0) await steps.take('looking for abandoned feeds', releaseGone)
    await steps.take('looking which feeds are due', async () => void (await hands.begin(counted, closing.signal)))
  }
  return {
    tick() {
      if (closing.signal.aborted) return Promise.resolve()
      underWay ??= turn().finally(() => {
        underWay = null
      })
      return underWay
    },
    async idle() {
      await underWay
      await hands.idle()
    },
    async round({ isAll, stop, progress, told }) {
      await releaseGone()
      if (isAll) await makeDue(desk)
      const ends = AbortSignal.any([stop, closing.signal])
      let done = 0
      let total = 0
      const count = async (report: Report): Promise<void> => {
        await Promise.all([told(report), counted(report)])
        progress(++done, total)
      }
      for (let began = await hands.begin(count, ends); began > 0 || hands.isBusy(); began = await hands.begin(count, ends)) {
        total += began
        progress(done, total)
        await hands.oneDone()
      }
      const trouble = steps.trouble()
      if (trouble !== null) throw new Error(trouble)
    },
    look: (url) => lookAt(desk, url),
    async sweep() {
      await steps.take('sweeping articles and items', () => retain(desk, retention))
    },
    trouble: steps.trouble,
    async close() {
      closing.abort(new Error('the intake is closed'))
      await underWay
      await hands.idle()
    },
  }
}

async function makeDue({ newsroom, now }: Desk): Promise<void> {
  const { feeds } = newsroom.store
  const nowMs = now().getTime()
  for (const feed of await patiently(() => everyFeed(feeds)))
    if (!feed.isPaused && feed.nextMs > nowMs) await patiently(() => feeds.change(feed.id, { nextMs: nowMs }))
}
