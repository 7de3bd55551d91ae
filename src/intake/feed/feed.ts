/** What a feed says, before anything is believed of it: the same form for RSS, Atom, RDF and JSON Feed. */

/** Text as the feed gives it: markup where it is HTML, else plain. */
export type Markup = { readonly value: string; readonly isHtml: boolean }
export type FeedDate = {
  readonly printed: string
  /** ISO 8601 as far as it is said: `2026-11-28T09:00:00+01:00`, without an offset where no zone is given, `2026-11-28`, `2026-11`, `2026`; null: none that can be read. */
  readonly iso: string | null
}
export type FeedItem = {
  /** guid, atom:id, rdf:about, id of JSON Feed; as written, trimmed. */
  readonly id: string | null
  /** Absolute, http or https. */
  readonly link: string | null
  readonly title: Markup | null
  readonly summary: Markup | null
  readonly content: Markup | null
  /** Names, without addresses of e-mail. */
  readonly authors: readonly string[]
  readonly published: FeedDate | null
  readonly updated: FeedDate | null
  readonly tags: readonly string[]
  /** Where an aggregator has it from: RSS `source`, `atom:source`. */
  readonly source: { readonly title: string | null; readonly url: string | null } | null
  readonly language: string | null
  /** Enclosures, media and podcast files; absolute. */
  readonly media: readonly { readonly url: string; readonly type: string | null }[]
}
export type Feed = {
  readonly format: 'rss' | 'rdf' | 'atom' | 'json'
  readonly title: Markup | null
  readonly description: Markup | null
  /** The site; absolute, http or https. */
  readonly link: string | null
  /** Where the feed says that it is itself. */
  readonly self: string | null
  readonly id: string | null
  readonly authors: readonly string[]
  readonly language: string | null
  readonly tags: readonly string[]
  readonly published: FeedDate | null
  readonly updated: FeedDate | null
  /** Minutes between two fetches that the feed asks for (`ttl`, `sy:updatePeriod`); null where it doesn't. */
  readonly everyMinutes: number | null
  /** In the order of the document. */
  readonly items: readonly FeedItem[]
  readonly encoding: string
  /** What was wrong with it and passed over, one phrase each. */
  readonly faults: readonly string[]
}
/** Where bytes came from; `contentType` as the server gave it. */
export type From = { readonly url: string; readonly contentType: string | null }
