/** How often a reader, and a channel, is answered: so many a window, counted from the first (https://en.wikipedia.org/wiki/Rate_limiting). */

export type Limits = {
  /** Answers a minute. */
  readonly perUser: number
  readonly perChannel: number
}
/** `untilMs`: when it is admitted again; `isFirst`: nothing was refused in this window before. */
export type Admission =
  | { readonly ok: true }
  | { readonly ok: false; readonly whose: 'user' | 'channel'; readonly untilMs: number; readonly isFirst: boolean }
type Window = { count: number; refused: number; readonly untilMs: number }

export const WINDOW_MS = 60_000
/** Readers and channels counted at a time; past it the longest counted start anew. */
const MAX_COUNTED = 20_000

/** The clock is passed in with each call: epoch ms. */
export function openAdmission(limits: Limits): (user: string, channel: string, nowMs: number) => Admission {
  const windows = new Map<string, Window>()
  const windowOf = (key: string, nowMs: number): Window => {
    const known = windows.get(key)
    if (known !== undefined && nowMs < known.untilMs) return known
    windows.delete(key)
    if (windows.size >= MAX_COUNTED) makeRoom(windows, nowMs)
    const window: Window = { count: 0, refused: 0, untilMs: nowMs + WINDOW_MS }
    windows.set(key, window)
    return window
  }
  return (user, channel, nowMs) => {
    const own = windowOf(`user ${user}`, nowMs)
    // Who asks too often must not use up the channel's share as well.
    if (own.count >= limits.perUser) return refusal('user', own, own)
    const shared = windowOf(`channel ${channel}`, nowMs)
    if (shared.count >= limits.perChannel) return refusal('channel', shared, own)
    own.count++
    shared.count++
    return { ok: true }
  }
}

/** Each reader is told once a window, whoever's limit it is. */
function refusal(whose: 'user' | 'channel', window: Window, own: Window): Admission {
  own.refused++
  return { ok: false, whose, untilMs: window.untilMs, isFirst: own.refused === 1 }
}

/** Forgets what is over; where nothing is, the oldest: a map keeps the order of insertion. */
function makeRoom(windows: Map<string, Window>, nowMs: number): void {
  for (const [key, { untilMs }] of windows) if (untilMs <= nowMs) windows.delete(key)
  const [oldest] = windows.keys()
  if (windows.size >= MAX_COUNTED && oldest !== undefined) windows.delete(oldest)
}
