/** The simulated world as it stands: who runs, what time it is, what comes next, and what its own book says. */
import type { Newsroom } from '../../src/newsroom.ts'
import type { Schedule } from '../../src/schedule.ts'
import { type BookedDigest, close, type HighWater, type Stretch } from './simulation-book.ts'
import type { SimulatedPlatform } from './simulation-platform.ts'
import type { SimulatedProcess } from './simulation-process.ts'
import type { Random } from './simulation-random.ts'

export type SimulationOptions = {
  readonly seed: number
  readonly days: number
  readonly zones: readonly string[]
  /** Of `FORMS`, in turn, so many in each zone. */
  readonly formsAZone: number
  /** Mishaps come so many times as often as `MISHAPS` says: for short runs. */
  readonly intensity: number
  onProgress?(done: number, total: number): void
}

/** `nowMs`: true time; the processes see it `skewMs` off. */
export type World = {
  readonly zones: readonly string[]
  readonly random: Random
  readonly platforms: readonly SimulatedPlatform[]
  readonly newsroom: Newsroom
  readonly book: BookedDigest[]
  /** Of word: key → that of the message that tells it, too. */
  readonly toldWith: ReadonlyMap<string, string>
  readonly processes: SimulatedProcess[]
  readonly dead: Set<string>
  readonly counts: Record<string, number>
  readonly agenda: Agenda
  nowMs: number
  skewMs: number
  /** Processes that ought to run; 0 while the machine is off. */
  wanted: number
  bootMs: number
  /** By the clock of the processes: when turns were begun, and when such as were finished. */
  readonly begun: HighWater
  readonly finished: HighWater
  /** What people do: right after a turn, while somebody is there to do it with. */
  readonly wishes: (() => Promise<void>)[]
}
/** What comes when, the earliest first. */
export type Agenda = {
  add(atMs: number, doing: () => void | Promise<void>): void
  take(nowMs: number): (() => void | Promise<void>) | null
  nextMs(): number
}

export function count(world: World, what: string): void {
  world.counts[what] = (world.counts[what] ?? 0) + 1
}

/** From now on this schedule holds. */
export function stretchFrom({ nowMs, skewMs, begun, finished }: World, schedule: Schedule): Stretch {
  return {
    schedule,
    fromMs: nowMs + skewMs,
    opened: { begun: begun.count(), finished: finished.count() },
    surelyToMs: null,
    perhapsToMs: null,
  }
}

/** What holds ends: with what was planned until now. */
export function end({ begun, finished }: World, booked: BookedDigest): void {
  const last = booked.stretches.at(-1)
  if (last === undefined) return
  close(booked, finished.since(last.opened.finished), begun.since(last.opened.begun))
}

export function agenda(): Agenda {
  const waiting: { readonly atMs: number; readonly doing: () => void | Promise<void> }[] = []
  return {
    add(atMs, doing) {
      let [low, high] = [0, waiting.length]
      while (low < high) {
        const middle = (low + high) >> 1
        // The last is the earliest.
        if ((waiting[middle]?.atMs ?? 0) > atMs) low = middle + 1
        else high = middle
      }
      waiting.splice(low, 0, { atMs, doing })
    },
    take: (nowMs) => ((waiting.at(-1)?.atMs ?? Number.POSITIVE_INFINITY) <= nowMs ? (waiting.pop()?.doing ?? null) : null),
    nextMs: () => waiting.at(-1)?.atMs ?? Number.POSITIVE_INFINITY,
  }
}
