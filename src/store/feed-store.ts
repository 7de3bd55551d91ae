/** The feeds, what each of them has brought, and where each article came from. Times are epoch ms. */
import type { NewDelivery } from './delivery-store.ts'

export type NewFeed = {
  readonly url: string
  readonly title: string | null
  /** The site; null where the feed names none. */
  readonly site: string | null
  /** Whose articles they are, where an item does not say otherwise. */
  readonly publisher: string
  readonly language: string | null
  readonly surface: string
  /** Who added it, unique over all surfaces, and JSON of the place where they alone are told; null: nobody to tell. */
  readonly owner: string | null
  readonly direct: string | null
  readonly nowMs: number
}
export type FeedRecord = Omit<NewFeed, 'nowMs'> & {
  /** From 1, never used again. */
  readonly id: number
  readonly addedMs: number
  readonly isPaused: boolean
  /** Why it rests, where nobody paused it. */
  readonly why: string | null
  readonly etag: string | null
  readonly lastModified: string | null
  readonly intervalMs: number
  readonly nextMs: number
  readonly triedMs: number | null
  /** null: never yet. */
  readonly succeededMs: number | null
  /** When it last brought something new. */
  readonly newsMs: number | null
  /** In a row. */
  readonly fails: number
  /** Of the first of them. */
  readonly failingSinceMs: number | null
  readonly error: string | null
  /** Its managers were told that it is dead. */
  readonly isDead: boolean
  /** What is wrong with what it says though it can be read, one phrase each. */
  readonly notes: readonly string[]
  /** Articles that it has brought and that are stored. */
  readonly articles: number
}
/** What a fetch changes. */
export type FeedChange = Partial<
  Pick<
    FeedRecord,
    | 'url'
    | 'title'
    | 'site'
    | 'publisher'
    | 'language'
    | 'isPaused'
    | 'why'
    | 'etag'
    | 'lastModified'
    | 'intervalMs'
    | 'nextMs'
    | 'triedMs'
    | 'succeededMs'
    | 'newsMs'
    | 'fails'
    | 'failingSinceMs'
    | 'error'
    | 'isDead'
    | 'notes'
  >
>
/** One item of a feed, as it is remembered. Keys are opaque to the store, at most 500 characters. */
export type FeedItemRecord = {
  readonly feed: number
  /** Unique in the feed. */
  readonly key: string
  /** Of the guid; null where it has none that can be trusted. */
  readonly guidKey: string | null
  /** Of the canonical address; null where it has none of its own. */
  readonly urlKey: string | null
  /** Of the publisher and the normalised title. */
  readonly titleKey: string | null
  readonly articleId: string
  /** Its changes change the article; the same article's other items don't. */
  readonly isOwner: boolean
  /** Of what the feed said, '' while the article is not stored. */
  readonly fingerprint: string
  readonly firstMs: number
  readonly seenMs: number
  /** Tries of its page so far. */
  readonly pageTries: number
  /** Its page is to be fetched (again); null: no more. */
  readonly pageDueMs: number | null
}
/** Where an article came from. */
export type Origin = {
  readonly articleId: string
  /** null: that feed is gone. */
  readonly feed: number | null
  readonly firstMs: number
  readonly language: string | null
  readonly isPaywalled: boolean
  /** What its reader should know of it: that its date could not be trusted; null: nothing. */
  readonly note: string | null
}
export type FeedFinding = {
  readonly guidKeys: readonly string[]
  readonly urlKeys: readonly string[]
  readonly titleKeys: readonly string[]
}

/** Each method is one transaction. */
export type FeedStore = {
  /** Due at once; null where a feed with that address is there. */
  add(feed: NewFeed): Promise<FeedRecord | null>
  byId(id: number): Promise<FeedRecord | null>
  byUrl(url: string): Promise<FeedRecord | null>
  /** By id; limit 1–1,000. */
  list(afterId: number, limit: number): Promise<readonly FeedRecord[]>
  count(): Promise<number>
  /** When the next one that is not paused is due, one in hand not before its lease is over; null: none. */
  nextDueMs(): Promise<number | null>
  /** False where there is no such feed. A change of `url` to one that another feed has is left out. */
  change(id: number, change: FeedChange): Promise<boolean>
  /** Forgets what it brought, too; the articles stay. False where there is no such feed. */
  remove(id: number): Promise<boolean>
  /** Those not paused, due and held by nobody, the longest due first; holds them until `nowMs + leaseMs`. Limit 1–1,000. */
  take(when: { readonly nowMs: number; readonly leaseMs: number; readonly holder: string }, limit: number): Promise<readonly FeedRecord[]>
  /** Ends the lease, changes the feed, and puts word to its managers into the outbox, together. False where `holder` no longer holds it, and nothing happened. */
  settle(id: number, holder: string, change: FeedChange, words: readonly NewDelivery[]): Promise<boolean>
  holders(): Promise<readonly string[]>
  release(holders: readonly string[]): Promise<void>
  /** Of this feed by guid, and of any feed by address and title. At most 1,000 keys of each kind; at most 20 items a title, the newest, and 100 a guid or address, owners first. */
  find(feed: number, wanted: FeedFinding): Promise<readonly FeedItemRecord[]>
  /** Whose pages are due, the longest due first; limit 1–1,000. */
  pagesDue(feed: number, nowMs: number, limit: number): Promise<readonly FeedItemRecord[]>
  /** Adds or replaces, at most 1,000; those of a feed that is gone are passed over. */
  keepItems(items: readonly FeedItemRecord[]): Promise<void>
  /** These were in the document again; at most 10,000. */
  seen(feed: number, keys: readonly string[], nowMs: number): Promise<void>
  /** Adds or replaces; of a known one `firstMs` stays. Those of unknown articles are passed over. */
  keepOrigins(origins: readonly Origin[]): Promise<void>
  /** In any order; those that came from no feed are left out. */
  origins(articleIds: readonly string[]): Promise<readonly Origin[]>
  /** These were shown to somebody: retention keeps them. Those that came from no feed are passed over. */
  cite(articleIds: readonly string[], nowMs: number): Promise<void>
  /** Articles that came from feeds and that nothing cites: first seen before `beforeMs`, and the oldest past the newest `keep` of all that came from feeds; null restricts nothing. Oldest first, limit 1–1,000. */
  removable(bounds: { readonly beforeMs: number | null; readonly keep: number | null }, limit: number): Promise<readonly string[]>
  /** Forgets items that no document has had since, but for those of a feed's last document; at most 1,000 a call; returns how many. */
  sweep(seenBeforeMs: number): Promise<number>
}
