/** Waiting that a closing surface cuts short, and maps that forget their oldest entries. */
import { setTimeout as sleep } from 'node:timers/promises'

/** False where `signal` cut it short. */
export async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal })
    return true
  } catch {
    // Only the signal rejects it.
    return false
  }
}

/** Doubles from `firstMs` with each failure, at most `mostMs`; up to a quarter is left to chance, so that many processes do not return as one. */
export function backoff(failures: number, firstMs: number, mostMs: number): number {
  const ms = Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 20))
  return ms * (1 - Math.random() / 4)
}

/** Settles as `work` does, or resolves to null after `ms`; `work` goes on. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  const timer = new AbortController()
  try {
    return await Promise.race([work, pause(ms, timer.signal).then(() => null)])
  } finally {
    timer.abort()
  }
}

/** Sets an entry, and forgets the oldest ones beyond `most`. */
export function keep<K, V>(map: Map<K, V>, key: K, value: V, most: number): void {
  map.delete(key)
  map.set(key, value)
  for (const oldest of map.keys()) {
    if (map.size <= most) return
    map.delete(oldest)
  }
}
