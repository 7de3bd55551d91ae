/** Where what came from the web is taken apart: beside the newsroom, in a process of its own that may take only so much time and memory. */
import type { Feed, FeedItem, From } from './feed/feed.ts'
import type { WebPage } from './web-page.ts'

/** An item in plain text. */
export type PlainItem = Omit<FeedItem, 'title' | 'summary' | 'content'> & {
  /** One line; null where there is none. */
  readonly title: string | null
  /** Paragraphs of the content, else of the summary; hidden text is out; '' where there is neither. */
  readonly text: string
  /** The text breaks off, or is only a summary: the page has more. */
  readonly isPart: boolean
  /** Of the text (ISO 639-1), else as the feed says. */
  readonly language: string | null
}
export type PlainFeed = Omit<Feed, 'items' | 'title' | 'description'> & {
  readonly title: string | null
  readonly description: string | null
  readonly items: readonly PlainItem[]
  /** Items past those given, which are the first 1,000. */
  readonly more: number
}
/** What bytes turned out to be. `neither`: why, in words. */
export type Opened =
  | { readonly kind: 'feed'; readonly feed: PlainFeed }
  | { readonly kind: 'page'; readonly page: WebPage }
  | { readonly kind: 'neither'; readonly reason: string }

export type Workshop = {
  /** Tells a feed from a page by what it holds. Throws a WorkshopError where the work took too long or too much. */
  open(bytes: Uint8Array, from: From): Promise<Opened>
  close(): Promise<void>
}
/** What was worked on took more than it may, or ended that process: the next work is not touched by it. */
export class WorkshopError extends Error {
  override readonly name = 'WorkshopError'
  readonly limit: 'time' | 'memory' | 'crash'
  constructor(limit: 'time' | 'memory' | 'crash', message: string) {
    super(message)
    this.limit = limit
  }
}
