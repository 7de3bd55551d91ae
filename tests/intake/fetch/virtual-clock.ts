/** Time that goes on only when everybody waits for it. */
import { setImmediate as turn } from 'node:timers/promises'
import type { FetchClock } from '../../../src/intake/fetch/fetcher.ts'

export type VirtualClock = FetchClock & {
  readonly nowMs: number
  /** Lets time go on, from one wait to the next, until `work` has come to its end. */
  run<T>(work: Promise<T>): Promise<T>
}

const START_MS = Date.UTC(2026, 10, 28, 9)
/** Jumps; more would be a wait that never ends. */
const MAX_JUMPS = 100_000

export function virtualClock(): VirtualClock {
  let nowMs = START_MS
  const waits = new Set<{ readonly untilMs: number; wake(): void }>()
  return {
    get nowMs() {
      return nowMs
    },
    now: () => new Date(nowMs),
    wait: (ms, stop) =>
      new Promise((resolve, reject) => {
        const wait = { untilMs: nowMs + Math.max(ms, 0), wake: resolve }
        const aborted = (): void => {
          waits.delete(wait)
          reject(stop?.reason)
        }
        if (stop?.aborted) return aborted()
        stop?.addEventListener('abort', aborted, { once: true })
        waits.add(wait)
      }),
    async run(work) {
      let isDone = false
      const done = work.finally(() => {
        isDone = true
      })
      // Whoever runs it hears of it from `done`.
      done.catch(() => undefined)
      for (let jumps = 0; jumps < MAX_JUMPS; jumps++) {
        await turn()
        if (isDone) return await done
        const [next] = [...waits].sort((a, b) => a.untilMs - b.untilMs)
        if (next === undefined) throw new Error('everybody waits for something that is not time')
        nowMs = Math.max(nowMs, next.untilMs)
        waits.delete(next)
        next.wake()
      }
      throw new Error(`no end after ${MAX_JUMPS} waits`)
    },
  }
}
