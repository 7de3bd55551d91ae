/** Small indexes for tests, and how their answers are compared with exact ones. */
import { expect } from 'vitest'
import { KEYWORD_INDEX_LIMITS, type KeywordIndexLimits, openKeywordIndex } from '../../src/retrieval/keyword-index.ts'
import type { Hit, IndexDocument, SearchIndex, SearchRequest } from '../../src/retrieval/search-index.ts'
import { type MemorySegments, memorySegments } from './memory-segments.ts'

/** Small enough that a few documents exercise every tier: live up to 4, segments of at most 3, merging past 2. */
export const SMALL: KeywordIndexLimits = { ...KEYWORD_INDEX_LIMITS, liveDocuments: 4, bulkDocuments: 4, segmentDocuments: 3, segments: 2 }

export async function indexOf(documents: readonly IndexDocument[], limits = KEYWORD_INDEX_LIMITS): Promise<[SearchIndex, MemorySegments]> {
  const store = memorySegments()
  const index = await openKeywordIndex(store, store.documents, limits)
  store.put(documents)
  await index.upsert(documents)
  return [index, store]
}

/** Same scores in the same order, and every hit has its own exact score; documents of equal score may change places. */
export function expectSame(hits: readonly Hit[], exact: readonly Hit[], limit: number): void {
  const scores = new Map(exact.map((hit) => [hit.id, hit.score]))
  expect(hits.length).toBe(Math.min(limit, exact.length))
  expect(new Set(hits.map((hit) => hit.id)).size).toBe(hits.length)
  for (const [i, hit] of hits.entries()) {
    expect(hit.score).toBeCloseTo(scores.get(hit.id) ?? Number.NaN, 9)
    expect(hit.score).toBeCloseTo(exact[i]?.score ?? Number.NaN, 9)
  }
}

export function document(id: string, body: string, title = '', publisher = 'Paper', publishedMs: number | null = null): IndexDocument {
  return { id, publisher, publishedMs, titleTerms: title.split(' ').filter(Boolean), bodyTerms: body.split(' ').filter(Boolean) }
}

export function asking(words: string, more: Partial<SearchRequest> = {}): SearchRequest {
  return { terms: words.split(' ').map((term) => ({ term, weight: 1 })), limit: 10, ...more }
}
