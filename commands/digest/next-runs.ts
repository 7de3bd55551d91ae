/** Which runs come after a change: each local date has one, whatever is changed in between. */
import { formatDay, zonedDay } from '../../src/calendar.ts'
import type { DigestSpec } from '../../src/digest/spec.ts'
import { dateOf, nextSlots, type Slot } from '../../src/schedule.ts'
import type { DigestRecord } from '../../src/store/digest-store.ts'
import type { Room } from '../command.ts'
import { overtaken } from './overtaken.ts'

/** Shown of what comes next. */
const SHOWN_RUNS = 3
/** Runs behind which none of the next days can be. */
const MAX_RUNS = 1_000

export type NextRuns = { readonly slots: readonly Slot[]; readonly note: string | null }

/**
 * After now. A date that has had its run has no other one, also where the time or the zone has changed since; one whose run was missed may have it. A date and
 * time that stands in the history never comes again. What was asked for beside the schedule has no date.
 */
export async function nextRuns(
  { store }: Pick<Room, 'store'>,
  record: DigestRecord | null,
  spec: DigestSpec,
  nowMs: number,
): Promise<NextRuns> {
  const runs = record === null ? [] : await store.digests.history(record.id, MAX_RUNS)
  const names = new Set([
    ...runs.map(({ slot }) => slot),
    ...(record === null ? [] : overtaken(record, nowMs).slots.map(({ name }) => name)),
  ])
  const dates = new Set(runs.filter(({ state }) => state !== 'missed').map(({ slot }) => dateOf(slot)))
  // A clock that was set back finds as many of them behind it as it was set back by.
  const coming = nextSlots(spec.schedule, nowMs, SHOWN_RUNS + Math.min(MAX_RUNS - SHOWN_RUNS, names.size))
  const slots = coming.filter(({ name }) => !names.has(name) && !dates.has(dateOf(name))).slice(0, SHOWN_RUNS)
  return { slots, note: noteOn(record, spec, slots, coming, dates, nowMs) }
}

/** What becomes of today's, where it does not come as the new schedule says. */
function noteOn(
  record: DigestRecord | null,
  { schedule }: DigestSpec,
  [next]: readonly Slot[],
  [first]: readonly Slot[],
  dates: ReadonlySet<string>,
  nowMs: number,
): string | null {
  if (record === null || next === undefined || first === undefined) return null
  const more = `For one more in between: digest now ${record.id}`
  if (first.name !== next.name && dates.has(dateOf(first.name))) return `The one of that day has been posted already. ${more}`
  const today = formatDay(zonedDay(nowMs, schedule.zone))
  const isGone = !record.isPaused && dateOf(record.nextSlot) === today && dateOf(next.name) !== today
  return isGone ? `Today’s does not come any more. ${more}` : null
}
