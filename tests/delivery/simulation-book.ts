/** What the simulation's own book says of each digest: from when to when which schedule held. The program's table is not asked. */
import type { Schedule } from '../../src/schedule.ts'
import { expectedSlots, type ZoneClock } from '../zone-clock.ts'

/**
 * A time in which one schedule held; by the clock of the processes, which may be wrong. Up to `surelyToMs` every slot was planned for certain; up to
 * `perhapsToMs` one may have been, by a process that died or whose clock was ahead. null: it still holds.
 */
export type Stretch = {
  readonly schedule: Schedule
  readonly fromMs: number
  /** Turns before it: see HighWater. */
  readonly opened: { readonly begun: number; readonly finished: number }
  surelyToMs: number | null
  perhapsToMs: number | null
}
export type BookedDigest = {
  readonly id: number
  readonly words: string
  readonly surface: string
  readonly channel: string
  readonly graceMs: number
  readonly isQuiet: boolean
  readonly stretches: Stretch[]
}

export function isRunning({ stretches }: BookedDigest): boolean {
  return stretches.at(-1)?.surelyToMs === null
}

export function close({ stretches }: BookedDigest, surelyToMs: number, perhapsToMs: number): void {
  const last = stretches.at(-1)
  if (last === undefined || last.surelyToMs !== null) return
  last.surelyToMs = Math.max(last.fromMs, surelyToMs)
  last.perhapsToMs = Math.max(last.fromMs, perhapsToMs)
}

/** Slot → the instants that it may be due at. A schedule that changed may name one again that was run before. */
export function slotsOf(
  digest: BookedDigest,
  clockOf: (zone: string) => ZoneClock,
): { readonly sure: ReadonlySet<string>; readonly dueMs: ReadonlyMap<string, readonly number[]> } {
  const sure = new Set<string>()
  const dueMs = new Map<string, number[]>()
  for (const { schedule, fromMs, surelyToMs, perhapsToMs } of digest.stretches) {
    for (const { name, ms } of expectedSlots(clockOf(schedule.zone), schedule, fromMs, perhapsToMs ?? fromMs)) {
      dueMs.set(name, [...(dueMs.get(name) ?? []), ms])
      if (ms <= (surelyToMs ?? fromMs)) sure.add(name)
    }
  }
  return { sure, dueMs }
}

/** The latest time among those noted, of all since the n-th: a clock that is set back has been later before. */
export type HighWater = { note(ms: number): void; count(): number; since(n: number): number }
export function highWater(): HighWater {
  let noted = 0
  // Falling: what is followed by something later is never the latest again.
  const marks: { readonly n: number; readonly ms: number }[] = []
  return {
    note(ms) {
      while ((marks.at(-1)?.ms ?? Number.POSITIVE_INFINITY) <= ms) marks.pop()
      marks.push({ n: noted++, ms })
    },
    count: () => noted,
    since: (n) => marks.find((mark) => mark.n >= n)?.ms ?? 0,
  }
}
