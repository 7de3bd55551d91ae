/** The time that one piece of work has: ended by its deadline, or by whoever called it off. */
import type { FetchClock } from './fetcher.ts'

export type Span = {
  readonly endsMs: number
  /** Aborted by the deadline, too. */
  readonly signal: AbortSignal
  readonly isLate: () => boolean
  /** The wait for the deadline is given up. */
  close(): void
}

export function openSpan(clock: FetchClock, lengthMs: number, stops: readonly (AbortSignal | undefined)[]): Span {
  const late = new AbortController()
  const done = new AbortController()
  const abort = (): void => late.abort(new Error('the deadline has passed'))
  // Rejects when the span is closed first, which is how it should end.
  clock.wait(lengthMs, done.signal).then(abort, () => undefined)
  return {
    endsMs: clock.now().getTime() + lengthMs,
    signal: AbortSignal.any([late.signal, ...stops.filter((stop) => stop !== undefined)]),
    isLate: () => late.signal.aborted,
    close: () => done.abort(),
  }
}

/** What `work` gives, unless the signal is aborted before: then nobody waits for it any longer. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = (): void => reject(signal.reason)
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
