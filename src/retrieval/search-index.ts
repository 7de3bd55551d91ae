/** The port that finds candidate articles: MiniSearch and frozen segments now, PostgreSQL later. */

/** One article as the index sees it; terms are already analysed (`terms.ts`), in any order, repeats kept. */
export type IndexDocument = {
  readonly id: string
  readonly publisher: string
  /** Epoch ms, or null where undated. */
  readonly publishedMs: number | null
  readonly titleTerms: readonly string[]
  readonly bodyTerms: readonly string[]
}
export type WeightedTerm = { readonly term: string; readonly weight: number }
export type SearchRequest = {
  readonly terms: readonly WeightedTerm[]
  /** Keeps a document; absent = all. */
  readonly where?: (document: { readonly publisher: string; readonly publishedMs: number | null }) => boolean
  /** Multiplies the score (recency, outlet); > 0. */
  readonly boost?: (document: { readonly publisher: string; readonly publishedMs: number | null }) => number
  /** 1–1,000. */
  readonly limit: number
}
/** Scores are BM25F × boost, comparable within one search only. */
export type Hit = { readonly id: string; readonly score: number }

export type SearchIndex = {
  /** Replaces documents of the same id. They are in the store already: it is the truth that the index follows. */
  upsert(documents: Iterable<IndexDocument> | AsyncIterable<IndexDocument>): Promise<void>
  /** Until the next start only, unless the store has forgotten them too. Unknown ids are no error. */
  remove(ids: Iterable<string>): Promise<void>
  /** Best first. A term given twice counts with the sum of its weights; one of weight 0 or less does not count. RangeError on a `limit` out of range. */
  search(request: SearchRequest): Promise<readonly Hit[]>
  /** How many documents hold the term; 0 = unknown. Exact enough for idf. */
  documentFrequency(term: string): number
  /** Known terms within one or two edits (by length) of an unknown one, nearest and most frequent first, at most `limit`. None for words of under four letters and for numbers. */
  similarTerms(term: string, limit: number): readonly string[]
  /** Mean number of body terms of a document. */
  readonly meanLength: number
  readonly size: number
}
