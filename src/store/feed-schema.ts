/** The tables of feeds and of what they bring, in the same portable types as the rest (`schema.ts`). */
export type FeedTables = {
  feeds: FeedsTable
  feed_items: FeedItemsTable
  origins: OriginsTable
}

type FeedsTable = {
  /** From 1, never used twice. */
  id: number
  url: string
  title: string | null
  site: string | null
  publisher: string
  language: string | null
  surface: string
  owner: string | null
  /** JSON, opaque. */
  direct: string | null
  added_ms: number
  paused: number
  why: string | null
  etag: string | null
  last_modified: string | null
  interval_ms: number
  next_ms: number
  tried_ms: number | null
  succeeded_ms: number | null
  news_ms: number | null
  fails: number
  failing_since_ms: number | null
  error: string | null
  is_dead: number
  /** JSON array. */
  notes: string
  /** The process at work on it, and until when; both null where none is. */
  holder: string | null
  held_until_ms: number | null
}
type FeedItemsTable = {
  feed: number
  key: string
  guid_key: string | null
  url_key: string | null
  title_key: string | null
  /** The article's id, which outlives the article: what was removed must not come back as new. */
  article_id: string
  is_owner: number
  fingerprint: string
  first_ms: number
  seen_ms: number
  page_tries: number
  page_due_ms: number | null
}
/** Where an article came from; goes with it. */
type OriginsTable = {
  article: number
  /** null: that feed is gone. */
  feed: number | null
  first_ms: number
  /** When it was last shown to somebody; null: never. */
  cited_ms: number | null
  language: string | null
  is_paywalled: number
  note: string | null
}
