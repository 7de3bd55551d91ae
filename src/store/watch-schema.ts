/** The tables of watches, in the same portable types as the rest (`schema.ts`). */
export type WatchTables = {
  watches: WatchesTable
  alerts: AlertsTable
  alert_articles: AlertArticlesTable
}

type WatchesTable = {
  /** From 1, never used twice. */
  id: number
  surface: string
  team: string
  channel: string
  /** JSON, opaque, as are `direct` and `less`. */
  place: string
  is_direct: number
  owner: string | null
  direct: string | null
  query: string
  rule: string
  paused: number
  why: string | null
  snoozed_until_ms: number | null
  less: string
  created_ms: number
}
type AlertsTable = {
  /** From 1, never used twice. */
  id: number
  watch: number
  story_id: string | null
  at_ms: number
  changed_ms: number
  /** JSON, opaque. */
  told: string
  /** A key of `deliveries`, which are forgotten earlier; null where it waits, or was given up. */
  delivery: string | null
  /** `quiet`, `snooze`, `rate`; both null where it does not wait. */
  held_by: string | null
  held_until_ms: number | null
}
/** By the articles' ids, which outlive their versions. */
type AlertArticlesTable = { alert: number; n: number; article: string }
