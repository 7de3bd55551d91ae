/** The intake for who asks for it, in the foreground: one round, or round after round until it is stopped. */
import { delay } from '../../delay.ts'
import type { FeedStore } from '../../store/feed-store.ts'
import { patiently } from '../../store/patience.ts'
import type { Intake, Report } from './intake.ts'

export type KeepingUp = {
  readonly once: boolean
  readonly all: boolean
  readonly stop: AbortSignal
  readonly progress: (doing: string, done: number, total: number | null) => void
  readonly told: (report: Report) => Promise<void>
  now(): Date
}

/** Another process may add a feed meanwhile, or another may be due earlier than was known. */
const LOOK_MS = 5_000

export async function keepUp(intake: Intake, feeds: FeedStore, { once, all, stop, progress, told, now }: KeepingUp): Promise<void> {
  const round = (isAll: boolean): Promise<void> =>
    intake.round({ isAll, stop, told, progress: (done, total) => progress('Reading feeds', done, total) })
  await round(all)
  await intake.sweep()
  while (!once && !stop.aborted) {
    const nextMs = await patiently(() => feeds.nextDueMs())
    if (nextMs !== null && nextMs <= now().getTime()) {
      await round(false)
      await intake.sweep()
    } else await wait(stop)
  }
}

/** Ends early where it is stopped: then the loop does, too. */
async function wait(stop: AbortSignal): Promise<void> {
  try {
    await delay(LOOK_MS, stop)
  } catch (error) {
    if (!stop.aborted) throw error
  }
}
