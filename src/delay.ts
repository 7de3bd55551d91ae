/** Waiting by the real clock. */
import { setTimeout as pause } from 'node:timers/promises'

/** Rejects with the signal's reason where it is aborted. */
export async function delay(ms: number, stop?: AbortSignal): Promise<void> {
  stop?.throwIfAborted()
  try {
    await pause(ms, undefined, stop === undefined ? {} : { signal: stop })
  } catch (error) {
    stop?.throwIfAborted()
    throw error
  }
}
