/** Time that stands still while anybody works, and jumps to what comes next. */
import { setImmediate as turn } from 'node:timers/promises'
import type { FetchClock } from '../../src/intake/fetch/fetcher.ts'
import type { World } from './simulation-world.ts'

type Doing = () => void | Promise<void>
type Timer = { readonly atMs: number; readonly order: number; doing: Doing | null }
/** What comes when; of two at one moment, the one that was added first. */
export type Timers = {
  /** Gives the function that calls it off. */
  add(atMs: number, doing: Doing): () => void
  nextMs(): number
  /** All that is due, and what that makes due. */
  run(nowMs: number): Promise<void>
}

/** A heap: a year has some hundred thousand deadlines, nearly all of them called off. */
export function timers(): Timers {
  const heap: Timer[] = []
  let added = 0
  const isBefore = (a: Timer, b: Timer): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)
  const swap = (a: number, b: number): void => {
    const [one, two] = [heap[a] as Timer, heap[b] as Timer]
    heap[a] = two
    heap[b] = one
  }
  const pop = (): void => {
    swap(0, heap.length - 1)
    heap.pop()
    for (let at = 0; ; ) {
      let least = at
      for (const child of [2 * at + 1, 2 * at + 2]) {
        const one = heap[child]
        if (one !== undefined && isBefore(one, heap[least] as Timer)) least = child
      }
      if (least === at) return
      swap(at, least)
      at = least
    }
  }
  const nextMs = (): number => {
    while (heap[0] !== undefined && heap[0].doing === null) pop()
    return heap[0]?.atMs ?? Number.POSITIVE_INFINITY
  }
  return {
    add(atMs, doing) {
      const timer: Timer = { atMs, order: added++, doing }
      heap.push(timer)
      for (let at = heap.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1
        if (!isBefore(heap[at] as Timer, heap[parent] as Timer)) break
        swap(at, parent)
        at = parent
      }
      return () => {
        timer.doing = null
      }
    },
    nextMs,
    async run(nowMs) {
      while (nextMs() <= nowMs) {
        const doing = heap[0]?.doing
        pop()
        await doing?.()
      }
    },
  }
}

export function clockOf(world: World): FetchClock {
  return {
    now: () => new Date(world.nowMs),
    wait: (ms, stop) =>
      new Promise((resolve, reject) => {
        if (stop?.aborted) return reject(stop.reason)
        const aborted = (): void => {
          callOff()
          reject(stop?.reason)
        }
        const callOff = world.agenda.add(world.nowMs + Math.max(0, ms), () => {
          stop?.removeEventListener('abort', aborted)
          resolve()
        })
        stop?.addEventListener('abort', aborted, { once: true })
      }),
  }
}

/** Until everybody waits for time to go on: the store and the workshop of a simulation answer without waiting for anything else. */
export async function settled(isBusy: () => boolean): Promise<void> {
  do await turn()
  while (isBusy())
}
