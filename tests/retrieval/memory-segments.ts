/** A `SegmentStore` in memory, and the articles behind it as the index would load them from the real one. */
import type { IndexDocument } from '../../src/retrieval/search-index.ts'
import type { SegmentStore } from '../../src/store/store.ts'

type Kept = { readonly id: number; readonly bytes: Uint8Array; readonly articleIds: readonly string[] }
type Row = { readonly document: IndexDocument; readonly generation: number; holder: number | null }

export type MemorySegments = SegmentStore & {
  /** As the store does when an article is added or changed: no segment holds it any more. */
  put(documents: Iterable<IndexDocument>): void
  forget(ids: Iterable<string>): void
  documents(ids: readonly string[]): IndexDocument[]
  readonly kept: readonly Kept[]
}

export function memorySegments(): MemorySegments {
  const articles = new Map<string, Row>()
  let kept: Kept[] = []
  let generation = 0
  return {
    get kept() {
      return kept
    },
    generation: () => generation,
    put(documents) {
      generation++
      for (const document of documents) articles.set(document.id, { document, generation, holder: null })
    },
    forget(ids) {
      generation++
      for (const id of ids) articles.delete(id)
    },
    documents: (ids) => ids.flatMap((id) => articles.get(id)?.document ?? []),
    load: () =>
      kept.map(({ id, bytes, articleIds }) => ({ id, bytes, dead: articleIds.filter((each) => articles.get(each)?.holder !== id) })),
    replace(drop, add) {
      generation++
      kept = kept.filter((segment) => !drop.includes(segment.id))
      for (const row of articles.values()) if (row.holder !== null && drop.includes(row.holder)) row.holder = null
      if (add === null) return null
      kept.push({ id: generation, bytes: add.bytes, articleIds: add.articleIds })
      for (const id of add.articleIds) {
        const row = articles.get(id)
        if (row !== undefined && row.generation <= (add.generation ?? generation)) row.holder = generation
      }
      return generation
    },
    // Nothing is removed here but by an index itself.
    removedSince: () => [],
    pending: () => [...articles].filter(([, row]) => row.holder === null).map(([id]) => id),
  }
}
