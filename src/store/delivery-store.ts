/** The outbox: what is to be posted that nobody asked for, kept until it stands or is given up. Content and places are JSON, opaque to the store. Times are epoch ms. */

export type NewDelivery = {
  /** The same for whoever plans it: `digest:3:2026-11-28T08:00`. */
  readonly key: string
  readonly surface: string
  /** What waits behind one another: one delivery of a lane is in hand at a time, the earliest first. Unique on the surface. */
  readonly lane: string
  readonly place: string
  readonly content: string
  readonly dueMs: number
  /** Past it, it is given up where it is known not to stand. */
  readonly expiresMs: number
}
/** One that is in hand. */
export type TakenDelivery = NewDelivery & {
  /** Before this one. */
  readonly tries: number
  /** Since when an earlier try whose end is unknown may have posted it; null: none can stand. */
  readonly sinceMs: number | null
  /** Of the messages that are known to stand, in order. */
  readonly refs: readonly string[]
  readonly url: string | null
  /** Why the last try failed. */
  readonly reason: string | null
}
export type DeliveryEnd = {
  readonly state: 'posted' | 'late' | 'missed'
  readonly reason: string | null
  readonly atMs: number
}
export type KnownDelivery = {
  readonly key: string
  readonly state: 'waiting' | DeliveryEnd['state']
  /** In hand now, or tried before. */
  readonly isBegun: boolean
  readonly place: string
  readonly content: string | null
  readonly refs: readonly string[]
  readonly url: string | null
  readonly reason: string | null
}

export type Beginning = { readonly nowMs: number; readonly leaseMs: number; readonly onItsWayMs: number }

/** Nothing rests for longer: what is to be tried later than that was put back under a clock that was ahead, and is tried now. */
export const MAX_REST_MS = 3_600_000

/** Each method is one transaction. What a `holder` no longer holds it cannot change: those methods return false, and nothing happened. */
export type DeliveryStore = {
  /** Keys that are known already are passed over; returns how many were new. */
  add(deliveries: readonly NewDelivery[]): Promise<number>
  /** Waiting ones that are to be tried now (or later than MAX_REST_MS) and nobody holds, the earliest due of each lane that nobody holds one of; holds them until `nowMs + leaseMs`. Limit 1–1,000. */
  take(
    surface: string,
    when: { readonly nowMs: number; readonly leaseMs: number; readonly holder: string },
    limit: number,
  ): Promise<readonly TakenDelivery[]>
  /**
   * Just before something is sent: from now on it may stand (`sinceMs`, where none is kept yet). `content` replaces what is kept, null leaves it. Holds it until
   * `nowMs + leaseMs`; nobody takes it before `nowMs + onItsWayMs`, even where its holder is gone by then. `told`: others that `content` tells, too, which
   * are settled as posted with it; false where one of them is held or begun meanwhile.
   */
  begin(key: string, holder: string, now: Beginning, content: string | null, told?: readonly string[]): Promise<boolean>
  /** Of a lane what nobody ever tried to send, the earliest due first, also what is not due yet. Limit 1–1,000. */
  untried(surface: string, lane: string, limit: number): Promise<readonly { readonly key: string; readonly content: string }[]>
  /** One more of its messages stands; the next one cannot stand yet, so that `sinceMs` is forgotten. */
  stands(key: string, holder: string, message: { readonly ref: string; readonly url: string | null }): Promise<boolean>
  /** To be tried again from `nextTryMs`; nobody holds it. `sinceMs` becomes this: null where nothing can stand. */
  putBack(
    key: string,
    holder: string,
    why: { readonly nextTryMs: number; readonly reason: string; readonly sinceMs: number | null },
  ): Promise<boolean>
  /** It is over: forgets its content. A digest's run that this is the delivery of ends with it, in the same transaction. */
  settle(key: string, holder: string, end: DeliveryEnd): Promise<boolean>
  /** Those that are known. */
  byKeys(keys: readonly string[]): Promise<ReadonlyMap<string, KnownDelivery>>
  /** Who holds what is not settled, and ends the leases of these: as of ChatStore. */
  holders(): Promise<readonly string[]>
  release(holders: readonly string[]): Promise<void>
  /** How many wait, by surface. */
  waiting(): Promise<ReadonlyMap<string, number>>
  /** Forgets what was settled before, at most 1,000 a call. */
  sweep(settledBeforeMs: number): Promise<void>
}
