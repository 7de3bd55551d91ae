/**
 * The newest articles, before they are frozen: the one home of MiniSearch. It knows which documents hold a term; how much that
 * counts is weighed here, with the statistics of all tiers, so that live and frozen scores compare. Its public API only.
 */
import MiniSearch from 'minisearch'
import { type CountedDocument, type LengthNorm, termScore } from './bm25.ts'
import type { Facts } from './segment.ts'

/** Mutable. */
export type LiveIndex = {
  readonly engine: MiniSearch<Entry>
  readonly documents: Map<string, CountedDocument>
  readonly frequencies: Map<string, number>
  length: number
  bodyLength: number
  /** Counts searches, so that a `Tally` of an earlier one is known as such. */
  searches: number
}
/** A document's score in one search; mutable. MiniSearch hands it back with each posting, which saves looking it up. */
type Tally = { readonly document: CountedDocument; search: number; kept: boolean; score: number }
/** `terms` are the distinct terms of a document, joined by `SEPARATOR`. */
type Entry = { readonly id: string; readonly terms: string; readonly tally: Tally }

/** No analysed term holds it. */
const SEPARATOR = '\u0000'

export function emptyLiveIndex(): LiveIndex {
  const engine = new MiniSearch<Entry>({
    fields: ['terms'],
    storeFields: ['tally'],
    tokenize: (text) => text.split(SEPARATOR),
    processTerm: (term) => term,
    // Documents are taken out with their terms, so nothing is left for a background sweep.
    autoVacuum: false,
  })
  return { engine, documents: new Map(), frequencies: new Map(), length: 0, bodyLength: 0, searches: 0 }
}

/** Replaces a document of the same id. */
export function addLive(live: LiveIndex, document: CountedDocument): void {
  removeLive(live, document.id)
  live.engine.add(entryOf(document))
  live.documents.set(document.id, document)
  live.length += document.length
  live.bodyLength += document.bodyLength
  for (const term of document.counts.keys()) live.frequencies.set(term, (live.frequencies.get(term) ?? 0) + 1)
}

/** False where it holds none of that id. */
export function removeLive(live: LiveIndex, id: string): boolean {
  const document = live.documents.get(id)
  if (document === undefined) return false
  live.engine.remove(entryOf(document))
  live.documents.delete(id)
  live.length -= document.length
  live.bodyLength -= document.bodyLength
  for (const term of document.counts.keys()) {
    const left = (live.frequencies.get(term) ?? 1) - 1
    if (left === 0) live.frequencies.delete(term)
    else live.frequencies.set(term, left)
  }
  return true
}

function entryOf(document: CountedDocument): Entry {
  const tally = { document, search: 0, kept: false, score: 0 }
  return { id: document.id, terms: [...document.counts.keys()].join(SEPARATOR), tally }
}

/** `weight` has the term's rarity over all tiers in it. */
export type LiveTerm = { readonly term: string; readonly weight: number }

export type LiveHit = { readonly document: CountedDocument; readonly score: number }

/** Every live document that holds one of the terms and that `where` keeps, with its exact score. */
export function searchLive(
  live: LiveIndex,
  terms: readonly LiveTerm[],
  norm: LengthNorm,
  where: ((document: Facts) => boolean) | undefined,
): LiveHit[] {
  const weights = new Map<string, number>()
  for (const { term, weight } of terms) if (live.frequencies.has(term)) weights.set(term, weight)
  if (weights.size === 0) return []
  const search = ++live.searches
  const found: Tally[] = []
  live.engine.search([...weights.keys()].join(SEPARATOR), {
    // MiniSearch asks this of every document that holds a term, and drops those it answers 0 for before it makes an object
    // of them; scoring here and always answering 0 costs a fraction of collecting its results.
    boostDocument: (_, term, stored) => {
      const tally = stored?.tally as Tally
      const { document } = tally
      if (tally.search !== search) {
        tally.search = search
        tally.score = 0
        tally.kept = where?.(document) ?? true
        if (tally.kept) found.push(tally)
      }
      if (tally.kept) tally.score += termScore(weights.get(term) ?? 0, document.counts.get(term) ?? 0, document.length, norm)
      return 0
    },
  })
  return found
}
