/** Runs that were due and not planned yet when somebody changed their digest: they are missed, and their history says why. */
import { nextSlot, type Slot } from '../../src/schedule.ts'
import type { DigestRecord, DigestRun } from '../../src/store/digest-store.ts'
import type { Room } from '../command.ts'
import { specOrNull } from './shown.ts'

/** As many as two years have of a daily one. */
const MAX_OVERTAKEN = 750

/** Before the change. Where the planner was first, there is nothing to do. */
export async function settleOvertaken({ store }: Pick<Room, 'store'>, record: DigestRecord, nowMs: number, reason: string): Promise<void> {
  const spec = specOrNull(record)
  if (spec === null || record.isPaused || record.nextMs > nowMs) return
  const runs: Omit<DigestRun, 'digest' | 'url'>[] = []
  let next: Slot = { name: record.nextSlot, ms: record.nextMs }
  while (next.ms <= nowMs && runs.length < MAX_OVERTAKEN) {
    const base = { reason, delivery: null, atMs: nowMs, stories: 0, generation: 0 }
    runs.push({ slot: next.name, dueMs: next.ms, state: 'missed', ...base })
    next = nextSlot(spec.schedule, next.ms)
  }
  await store.digests.plan({
    digest: record.id,
    fromMs: record.nextMs,
    next: { slot: next.name, ms: next.ms },
    runs,
    told: [],
    deliveries: [],
  })
}
