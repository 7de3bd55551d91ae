/**
 * BM25F with two fields, the simple form: term counts and lengths are summed over the fields by their weights before one saturation.
 * Robertson & Zaragoza, “The Probabilistic Relevance Framework: BM25 and Beyond”, 2009, §3.6 (BM25F) and §3.5 (k1, b).
 */
import type { IndexDocument } from './search-index.ts'

/** How fast repeats of a term stop counting; 0 and up. Their recommended range is 1.2–2. */
export const K1 = 1.2
/** How far length counts against a document; 0–1. Their recommended range is 0.5–0.8. */
export const B = 0.75
/** A word of the title counts as this many of the body; measured in docs/benchmarks.md. */
export const TITLE_WEIGHT = 3
/** Counts above this score the same: saturation has flattened long before, and a count then fits one byte. */
export const MAX_COUNT = 255

/** A document reduced to what scoring needs. `counts`: term → weighted count, 1–`MAX_COUNT`; `length`: weighted, in terms. */
export type CountedDocument = {
  readonly id: string
  readonly publisher: string
  readonly publishedMs: number | null
  readonly counts: ReadonlyMap<string, number>
  readonly length: number
  readonly bodyLength: number
}

export function countTerms(document: IndexDocument): CountedDocument {
  const counts = new Map<string, number>()
  addCounts(counts, document.titleTerms, TITLE_WEIGHT)
  addCounts(counts, document.bodyTerms, 1)
  const bodyLength = document.bodyTerms.length
  return {
    id: document.id,
    publisher: document.publisher,
    publishedMs: document.publishedMs,
    counts,
    length: TITLE_WEIGHT * document.titleTerms.length + bodyLength,
    bodyLength,
  }
}

function addCounts(counts: Map<string, number>, terms: readonly string[], weight: number): void {
  for (const raw of terms) {
    // A lone surrogate has no UTF-8 form, so that two such terms would become one in a segment but not here.
    const term = raw.toWellFormed()
    if (term !== '') counts.set(term, Math.min(MAX_COUNT, (counts.get(term) ?? 0) + weight))
  }
}

/** Rarity of a term held by `frequency` of `documents`; always > 0. A frequency may count documents that were since removed. */
export function inverseFrequency(frequency: number, documents: number): number {
  const holding = Math.min(frequency, documents)
  return Math.log(1 + (documents - holding + 0.5) / (holding + 0.5))
}

/** Rarity for weighing the words of a topic against one another: > 0.6 even for a term that every document holds. */
export function topicRarity(frequency: number, documents: number): number {
  return Math.log(1 + (documents + 1) / (frequency + 0.5))
}

/** The part of the denominator that a document's length decides is `base + slope × length`, so that scoring a posting costs one division. */
export type LengthNorm = { readonly base: number; readonly slope: number }

export function lengthNorm(meanLength: number): LengthNorm {
  return { base: K1 * (1 - B), slope: meanLength > 0 ? (K1 * B) / meanLength : 0 }
}

/** Share of one term in a document's score; `weight` is the asker's weight × `inverseFrequency`. */
export function termScore(weight: number, count: number, length: number, norm: LengthNorm): number {
  return (weight * (K1 + 1) * count) / (count + norm.base + norm.slope * length)
}
