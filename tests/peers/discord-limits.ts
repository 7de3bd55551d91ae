/** Rate limits that count: a window a bucket and resource, and one for the whole bot. */

export type Limit = { readonly calls: number; readonly perMs: number }
export type LimitName = 'messages' | 'edits' | 'deletes' | 'typing' | 'reactions' | 'webhook' | 'commands' | 'dms' | 'other' | 'global'
export type Counted = { readonly headers: Readonly<Record<string, string>>; readonly refused: Refused | null }
export type Refused = { readonly retryAfterS: number; readonly isGlobal: boolean }

const USUAL: Readonly<Record<LimitName, Limit>> = {
  messages: { calls: 5, perMs: 5_000 },
  edits: { calls: 5, perMs: 5_000 },
  deletes: { calls: 5, perMs: 5_000 },
  typing: { calls: 5, perMs: 5_000 },
  reactions: { calls: 1, perMs: 250 },
  webhook: { calls: 5, perMs: 2_000 },
  commands: { calls: 5, perMs: 20_000 },
  dms: { calls: 10, perMs: 10_000 },
  other: { calls: 50, perMs: 10_000 },
  global: { calls: 50, perMs: 1_000 },
}
/** Interaction callbacks are counted against nothing. */
export type Bucket = Exclude<LimitName, 'global'> | null

type Window = { until: number; left: number }

export function countCalls(limits: Readonly<Partial<Record<LimitName, Limit>>>) {
  const table = { ...USUAL, ...limits }
  const windows = new Map<string, Window>()
  const windowOf = (key: string, limit: Limit, now: number): Window => {
    const open = windows.get(key)
    if (open !== undefined && open.until > now) return open
    const fresh = { until: now + limit.perMs, left: limit.calls }
    windows.set(key, fresh)
    return fresh
  }
  /** Takes one call from its windows. `resource`: the channel, server or webhook in the path. `isBound`: counts for the whole bot too. */
  return (bucket: Bucket, resource: string, isBound: boolean): Counted => {
    const now = Date.now()
    const all = isBound ? windowOf('global', table.global, now) : null
    if (all !== null && all.left <= 0) return { headers: {}, refused: { retryAfterS: (all.until - now) / 1000, isGlobal: true } }
    if (all !== null) all.left--
    if (bucket === null) return { headers: {}, refused: null }
    const limit = table[bucket]
    const window = windowOf(`${bucket} ${resource}`, limit, now)
    const afterS = (window.until - now) / 1000
    const isOver = window.left <= 0
    if (!isOver) window.left--
    return {
      headers: bucketHeaders(bucket, limit.calls, window.left, afterS),
      refused: isOver ? { retryAfterS: afterS, isGlobal: false } : null,
    }
  }
}

/** The headers of a bucket; its hash says nothing of the resource. */
export function bucketHeaders(bucket: string, limit: number, left: number, afterS: number): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(left),
    'x-ratelimit-reset': (Date.now() / 1000 + afterS).toFixed(3),
    'x-ratelimit-reset-after': afterS.toFixed(3),
    'x-ratelimit-bucket': Buffer.from(`bucket:${bucket}`).toString('hex'),
  }
}
