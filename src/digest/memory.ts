/** What choosing has read, for as long as no article is written: many digests are due in the same minute, and all of them read the same day. */

import type { Archive } from '../newsroom.ts'
import type { Analysed, EntityRecord } from '../store/store.ts'
import type { Candidate } from './reading.ts'

/** Mutable; each map keeps what came first, up to its bound. */
export type Memory = {
  readonly analysed: Bounded<Analysed>
  /** Read without a topic. */
  readonly candidates: Bounded<Candidate>
  /** Whether the text stood in an article that was published days before. */
  readonly reprints: Bounded<boolean>
  /** Folded name → the most told entity of that name; null: there is none. */
  readonly entities: Bounded<EntityRecord | null>
}
export type Bounded<T> = Pick<Map<string, T>, 'get' | 'has'> & { keep(key: string, value: T): void }

/** Texts with all that is known of them: some 40 KB each. */
const MAX_ANALYSED = 1_000
const MAX_CANDIDATES = 4_000
const MAX_ENTITIES = 50_000

const memories = new WeakMap<object, { readonly generation: number; readonly memory: Memory }>()

export function memoryOf(store: Archive['store']): Memory {
  const generation = store.segments.generation()
  const known = memories.get(store)
  if (known?.generation === generation) return known.memory
  const memory: Memory = {
    analysed: bounded(MAX_ANALYSED),
    candidates: bounded(MAX_CANDIDATES),
    reprints: bounded(MAX_CANDIDATES),
    entities: bounded(MAX_ENTITIES),
  }
  memories.set(store, { generation, memory })
  return memory
}

function bounded<T>(most: number): Bounded<T> {
  const map = new Map<string, T>()
  return {
    get: (key) => map.get(key),
    has: (key) => map.has(key),
    keep(key, value) {
      if (map.size < most || map.has(key)) map.set(key, value)
    },
  }
}

/** As the store's own, those read before out of memory. */
export async function analysedOnce(store: Archive['store'], ids: readonly string[]): Promise<readonly Analysed[]> {
  const { analysed } = memoryOf(store)
  const unknown = ids.filter((id) => !analysed.has(id))
  const read = new Map(unknown.length === 0 ? [] : (await store.analysed(unknown)).map((one) => [one.article.id, one]))
  for (const [id, one] of read) analysed.keep(id, one)
  return ids.flatMap((id) => read.get(id) ?? analysed.get(id) ?? [])
}
