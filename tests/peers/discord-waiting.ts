/** Waiting for a condition instead of for time: whoever waits looks again whenever something happens. */

export type Waiting = {
  changed(): void
  /** What the predicate gives once it is neither false, null nor undefined; rejects with `what` after `withinMs`. */
  waitFor<T>(predicate: () => T, what: string, withinMs?: number): Promise<NonNullable<T>>
  /** Whoever still waits is told so. */
  stop(): void
}

const PATIENCE_MS = 60_000
/** Conditions outside the server change without a word. */
const LOOK_MS = 10

export function openWaiting(): Waiting {
  const waiting = new Set<(last: string | null) => void>()
  return {
    changed() {
      // In its own turn: what has happened is then complete.
      queueMicrotask(() => {
        for (const look of waiting) look(null)
      })
    },
    stop() {
      for (const look of waiting) look('the server was closed')
    },
    waitFor<T>(predicate: () => T, what: string, withinMs = PATIENCE_MS): Promise<NonNullable<T>> {
      return new Promise((resolve, reject) => {
        const until = Date.now() + withinMs
        const end = (settle: () => void) => {
          waiting.delete(look)
          clearInterval(timer)
          settle()
        }
        const look = (last: string | null) => {
          try {
            const value = predicate()
            if (value !== undefined && value !== null && value !== false) end(() => resolve(value))
            else if (last !== null || Date.now() > until)
              end(() => reject(new Error(`Waited for ${what}: ${last ?? `${withinMs} ms went by`}`)))
          } catch (error) {
            end(() => reject(error))
          }
        }
        const timer = setInterval(() => look(null), LOOK_MS)
        waiting.add(look)
        look(null)
      })
    },
  }
}
