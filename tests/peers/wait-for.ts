/** Waiting for something to be so, instead of for time to pass. */

const LOOK_EVERY_MS = 20
/** Only a hang takes so long, on however busy a machine. */
const BOUND_MS = 60_000

/**
 * What the predicate gives once it is neither false, null nor undefined; it is asked again at least every 20 ms.
 * Rejects after `boundMs` with `what` was waited for and what `heard` tells.
 */
export async function waitFor<T>(
  predicate: () => T | Promise<T>,
  what: string,
  heard: () => string = () => '',
  boundMs = BOUND_MS,
): Promise<NonNullable<T>> {
  const until = performance.now() + boundMs
  for (;;) {
    const found = await predicate()
    if (found !== false && found !== null && found !== undefined) return found
    if (performance.now() > until) throw new Error(`waited ${boundMs / 1000} s in vain for ${what}\n${heard()}`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}
