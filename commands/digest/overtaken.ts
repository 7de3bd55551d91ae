/** Runs that were due and not planned yet when somebody changed their digest: they are missed, and their history says why. */
import { type Slot, slotsOver } from '../../src/schedule.ts'
import type { DigestRecord } from '../../src/store/digest-store.ts'
import type { Room } from '../command.ts'
import { specOrNull } from './shown.ts'

/** As many as two years have of a daily one. */
const MAX_OVERTAKEN = 750

/** Before the change. Where the planner was first, there is nothing to do. */
export async function settleOvertaken({ store }: Pick<Room, 'store'>, record: DigestRecord, nowMs: number, reason: string): Promise<void> {
  const spec = specOrNull(record)
  if (spec === null || record.isPaused || record.nextMs > nowMs) return
  const due: Slot = { name: record.nextSlot, ms: record.nextMs }
  const { slots, next } = slotsOver(spec.schedule, due, ({ ms }) => ms <= nowMs, MAX_OVERTAKEN)
  const base = { state: 'missed', reason, delivery: null, atMs: nowMs, stories: 0, generation: 0 } as const
  await store.digests.plan({
    digest: record.id,
    fromMs: record.nextMs,
    next: { slot: next.name, ms: next.ms },
    runs: slots.map(({ name, ms }) => ({ slot: name, dueMs: ms, ...base })),
    told: [],
    deliveries: [],
  })
}
