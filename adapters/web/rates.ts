/** How much one address may ask: a bucket each that fills evenly over the minute. Full ones need not be remembered. */

export type Taken = {
  readonly ok: boolean
  /** Whole ones left. */
  readonly remaining: number
  /** Until there is one again; 0 where one is left. */
  readonly waitS: number
  /** Until the bucket is full. */
  readonly resetS: number
}
export type Rate = { readonly perMinute: number; take(key: string, nowMs: number): Taken }

type Bucket = { level: number; atMs: number }

const MINUTE_MS = 60_000

/** `most`: keys that are remembered; the one that took longest ago is forgotten first. */
export function openRate(perMinute: number, most: number): Rate {
  const perMs = perMinute / MINUTE_MS
  // A Map keeps the order in which keys came: who takes goes to its end.
  const buckets = new Map<string, Bucket>()
  return {
    perMinute,
    take(key, nowMs) {
      const known = buckets.get(key)
      // A clock that was set back must not empty a bucket.
      const gained = known === undefined ? 0 : Math.max(0, nowMs - known.atMs) * perMs
      const level = known === undefined ? perMinute : Math.min(perMinute, known.level + gained)
      const ok = level >= 1
      const left = ok ? level - 1 : level
      buckets.delete(key)
      buckets.set(key, { level: left, atMs: nowMs })
      for (const oldest of buckets.keys()) {
        if (buckets.size <= most) break
        buckets.delete(oldest)
      }
      return { ok, remaining: Math.floor(left), waitS: secondsFor(1 - left), resetS: secondsFor(perMinute - left) }
    },
  }

  function secondsFor(missing: number): number {
    return Math.max(0, Math.ceil(missing / perMs / 1_000))
  }
}
