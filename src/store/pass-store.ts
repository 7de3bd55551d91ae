/** What lets managers into the newsroom's pages: sign-in links and sessions, each known by the hash of its secret alone. Times are epoch ms. */

export type PassKind = 'link' | 'session'
export type Pass = {
  /** Of the secret, unique; the secret itself is never kept. */
  readonly hash: string
  readonly kind: PassKind
  /** Whose it is, `surface:user`; null: who runs Newsdesk. */
  readonly owner: string | null
  /** JSON, opaque to the store. */
  readonly who: string
  readonly expiresMs: number
}

/** `ChatStore.forget` drops those of an owner. Each method is one transaction. One that has expired is still found until it is swept: only the caller knows the time. */
export type PassStore = {
  /** Keeps the newest 20 of a kind and owner, and 1,000 in all: those go first that expire first. */
  keep(pass: Pass): Promise<void>
  find(hash: string, kind: PassKind): Promise<Pass | null>
  /** For one caller, in whatever process: it is gone with this. */
  take(hash: string, kind: PassKind): Promise<Pass | null>
  drop(hash: string): Promise<void>
  /** Forgets those that expired at this time or before. */
  sweep(nowMs: number): Promise<void>
}
