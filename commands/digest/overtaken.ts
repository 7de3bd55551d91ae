/** Runs that were due and not planned yet when somebody changed their digest: they are missed, and their history says why. */
import { type Slot, slotsOver } from '../../src/schedule.ts'
import type { DigestRecord } from '../../src/store/digest-store.ts'
import type { Room } from '../command.ts'
import { specOrNull } from './spec-kept.ts'

/** As many as two years have of a daily one. */
const MAX_OVERTAKEN = 750

/** Those that are due, and the next one of the schedule as it is. */
export function overtaken(record: DigestRecord, nowMs: number): { readonly slots: readonly Slot[]; readonly next: Slot } {
  const spec = specOrNull(record)
  const due: Slot = { name: record.nextSlot, ms: record.nextMs }
  if (spec === null || record.isPaused) return { slots: [], next: due }
  return slotsOver(spec.schedule, due, ({ ms }) => ms <= nowMs, MAX_OVERTAKEN)
}

/** Before the change, which makes `next` the next one. False where the planner or somebody else was first: then nothing happened. */
export async function settleOvertaken(
  { store }: Pick<Room, 'store'>,
  record: DigestRecord,
  slots: readonly Slot[],
  next: Slot,
  nowMs: number,
  reason: string,
): Promise<boolean> {
  const base = { state: 'missed', reason, delivery: null, atMs: nowMs, stories: 0, generation: 0 } as const
  return await store.digests.plan({
    digest: record.id,
    fromMs: record.nextMs,
    next: { slot: next.name, ms: next.ms },
    runs: slots.map(({ name, ms }) => ({ slot: name, dueMs: ms, ...base })),
    told: [],
    deliveries: [],
  })
}
