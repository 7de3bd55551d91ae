/** What stands at an address, for who thinks of adding it: looked at, not stored. */

export type LookedItem = {
  readonly title: string
  /** As it would be stored; null: undated. */
  readonly published: string | null
  /** Why its date is not what the feed says; null: it is. */
  readonly note: string | null
  readonly url: string | null
  /** Of the text that the feed itself gives. */
  readonly words: number
  /** The rest would be read from its page. */
  readonly isPart: boolean
}
export type Looked =
  | {
      readonly kind: 'feed'
      /** Of the feed itself, after redirects. */
      readonly url: string
      /** The page that named it, where a page was asked for. */
      readonly page: string | null
      readonly title: string | null
      readonly site: string | null
      readonly publisher: string
      readonly language: string | null
      readonly format: string
      readonly items: number
      /** Of the newest item whose date can be trusted. */
      readonly newestMs: number | null
      /** First interval between two fetches. */
      readonly intervalMs: number
      /** The first five. */
      readonly samples: readonly LookedItem[]
      readonly faults: readonly string[]
      /** Other feeds that the page names. */
      readonly others: readonly { readonly url: string; readonly title: string | null }[]
    }
  /** `reason`: one sentence with the way out. */
  | { readonly kind: 'nothing'; readonly reason: string }
/** An outline that cannot be had; the message says the way out. */
export class OutlineError extends Error {
  override readonly name = 'OutlineError'
}
