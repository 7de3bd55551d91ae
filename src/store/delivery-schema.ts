/** The tables of what is posted unasked, in the same portable types as the rest (`schema.ts`). */
export type DeliveryTables = {
  deliveries: DeliveriesTable
  digests: DigestsTable
  digest_runs: DigestRunsTable
  digest_told: DigestToldTable
}

/** The outbox. Once it is settled, what was posted is forgotten; where it stands is not. */
type DeliveriesTable = {
  key: string
  surface: string
  lane: string
  /** JSON, opaque. */
  place: string
  /** JSON, opaque; null once it is settled. */
  content: string | null
  due_ms: number
  expires_ms: number
  /** `waiting`, `posted`, `late`, `missed`. */
  state: string
  /** To be tried from then on; null once it is settled. */
  next_try_ms: number | null
  /** The process at work on it, and until when; both null where none is. */
  holder: string | null
  held_until_ms: number | null
  /** How often it was taken. */
  tries: number
  /** Since when a try whose end is unknown may have posted it. */
  since_ms: number | null
  /** JSON array. */
  refs: string
  url: string | null
  reason: string | null
  settled_ms: number | null
}
type DigestsTable = {
  /** From 1, never used twice. */
  id: number
  surface: string
  team: string
  channel: string
  /** JSON, opaque, as are two below. */
  place: string
  owner: string | null
  direct: string | null
  spec: string
  next_slot: string
  next_ms: number
  paused: number
  why: string | null
  created_ms: number
}
type DigestRunsTable = {
  digest: number
  /** Begins with `now:` where it was asked for beside the schedule. */
  slot: string
  due_ms: number
  state: string
  reason: string | null
  /** A key of `deliveries`, which are forgotten earlier. */
  delivery: string | null
  url: string | null
  at_ms: number | null
  stories: number
  generation: number
}
/** `told`: JSON, opaque. Stories change and go; what was told of them was told. */
type DigestToldTable = { digest: number; slot: string; story_id: string; told: string }
