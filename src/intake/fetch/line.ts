/** Places that so many may hold at once; who comes later stands in line. */
import { unlessAborted } from './span.ts'

export type Line = {
  readonly waiting: number
  readonly isFree: boolean
  /** Gives the function that leaves the place; it does so once. Rejects with the signal's reason where it is aborted first. */
  enter(signal: AbortSignal): Promise<() => void>
}

/** Whoever enters sees to it that no more than a bound wait. */
export function openLine(places: number): Line {
  let taken = 0
  const waiting: (() => void)[] = []
  const leaving = (): (() => void) => {
    let hasLeft = false
    return () => {
      if (hasLeft) return
      hasLeft = true
      const next = waiting.shift()
      // The place goes on to the next without becoming free, so that nobody slips in between.
      if (next === undefined) taken--
      else next()
    }
  }
  return {
    get waiting() {
      return waiting.length
    },
    get isFree() {
      return taken < places
    },
    async enter(signal) {
      signal.throwIfAborted()
      if (taken < places) {
        taken++
        return leaving()
      }
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.push(resolve)
      try {
        await unlessAborted(promise, signal)
      } catch (error) {
        const at = waiting.indexOf(resolve)
        // Called up in the same moment: the place is handed on.
        if (at < 0) leaving()()
        else waiting.splice(at, 1)
        throw error
      }
      return leaving()
    },
  }
}
