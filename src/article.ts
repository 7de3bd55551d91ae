/** One news article as the newsroom holds it. `body` is plain text: paragraphs separated by a blank line; every offset elsewhere counts its UTF-16 units. */
export type Article = {
  /** Stable across versions: the seed's key, the feed's id, or a hash of publisher, title and first words. */
  readonly id: string
  readonly title: string
  /** False where the source printed no headline and `title` is ours. */
  readonly headlined: boolean
  readonly publisher: string
  readonly authors: readonly string[]
  /** ISO 8601 with the zone as printed (`2020-02-25T18:27:00+08:00`), or a bare date; null where none was printed. */
  readonly published: string | null
  /** `YYYY-MM`, inferred from the text, only where `published` is null; shown as “about June 2019”. */
  readonly about: string | null
  /** Never invented: null where the source gave none. */
  readonly url: string | null
  readonly tags: readonly string[]
  readonly body: string
}

/** What lists and filters need of an article, without its text. */
export type ArticleHead = Omit<Article, 'body' | 'tags'>

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/

/** Epoch milliseconds by which an article is ordered and filtered: the printed time, else the middle of the inferred month, else null. */
export function instantMs(article: Pick<Article, 'published' | 'about'>): number | null {
  if (article.published !== null) {
    // A bare date has no zone: noon UTC is within that day for most of the world's readers.
    const ms = Date.parse(DATE_ONLY.test(article.published) ? `${article.published}T12:00:00Z` : article.published)
    return Number.isNaN(ms) ? null : ms
  }
  return article.about === null ? null : Date.parse(`${article.about}-15T12:00:00Z`)
}

/** Compares for an order of the newest first, the undated last; of equals by id. */
export function newestFirst(a: Pick<Article, 'id' | 'published' | 'about'>, b: Pick<Article, 'id' | 'published' | 'about'>): number {
  return (instantMs(b) ?? 0) - (instantMs(a) ?? 0) || (a.id < b.id ? -1 : 1)
}

const HALF_A_DAY_MS = 43_200_000

/** The latest instant that an article known at `now` may carry: a bare date is read as its noon, which may still be to come. */
export function horizonMs(now: Date): number {
  return now.getTime() + HALF_A_DAY_MS
}
