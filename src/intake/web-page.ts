/** What a page on the web says: the form in which it leaves the workshop. Everything is plain text. */
export type WebPage = {
  /** `link rel=canonical`, og:url, JSON-LD; absolute, http or https, and of the same site as where it was fetched: a page cannot speak for another site. */
  readonly canonical: string | null
  readonly title: string | null
  /** og:site_name, JSON-LD publisher. */
  readonly publisher: string | null
  readonly authors: readonly string[]
  /** As FeedDate.iso; null where there is none that can be read. */
  readonly published: string | null
  readonly modified: string | null
  readonly tags: readonly string[]
  /** What the text is written in (ISO 639-1), else what the page says; null where neither is known. */
  readonly language: string | null
  /** The page says that only those who pay can read it whole, or shows only its beginning. */
  readonly isPaywalled: boolean
  /** Paragraphs; '' where no article text was found. */
  readonly body: string
  /** The feeds that it names, the main one first; absolute. */
  readonly feeds: readonly { readonly url: string; readonly title: string | null }[]
  readonly notes: readonly string[]
}
