/** Waiting for a store that another process writes to, within a bound. */
import { setTimeout as pause } from 'node:timers/promises'
import { StoreError } from './store-error.ts'

const FIRST_PAUSE_MS = 50
/** The pauses double: 6.35 s in all, beside the time that each attempt waits itself. */
const MAX_ATTEMPTS = 8

/** Does it again while the store is busy; throws what it threw last. What is done must do no harm when done twice. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof StoreError) || error.kind !== 'busy' || attempt >= MAX_ATTEMPTS) throw error
      await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1))
    }
  }
}
