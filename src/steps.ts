/** The steps of a turn, each for itself: what fails in one holds up no other, and is told once for as long as it lasts. */
import type { Log } from './log.ts'

export type Steps = {
  /** Never throws. */
  take(doing: string, work: () => Promise<void>): Promise<void>
  /** Why a step failed the last time it was taken; null: none did. */
  trouble(): string | null
}

/** The names of steps are few, and told in the program. */
export function openSteps(log: Log): Steps {
  const failing = new Map<string, string>()
  return {
    async take(doing, work) {
      try {
        await work()
        failing.delete(doing)
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        if (failing.get(doing) !== reason) log.error(`${doing} failed`, { error })
        failing.set(doing, reason)
      }
    },
    trouble: () => [...failing.values()][0] ?? null,
  }
}
