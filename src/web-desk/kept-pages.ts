/** Pages that take long to make, kept while they are true: until something is written, and for a minute, since what is dated later comes to be known without that. */
import type { Asked } from '../../adapters/web/host.ts'
import type { SegmentStore } from '../store/store.ts'

const FRESH_MS = 60_000

type Kept<T> = { readonly generation: number; readonly atMs: number; readonly page: Promise<T> }
export type Keep<T> = (key: string, asked: Asked, make: () => Promise<T>) => Promise<T>

/** `most` pages, those that were made last. Who asks for a page that is being made gets the same. */
export function keptPages<T>(segments: Pick<SegmentStore, 'generation'>, most: number): Keep<T> {
  const kept = new Map<string, Kept<T>>()
  return async (key, asked, make) => {
    const generation = segments.generation()
    const atMs = asked.now.getTime()
    const known = kept.get(key)
    if (known !== undefined && known.generation === generation && Math.abs(atMs - known.atMs) <= FRESH_MS) return await known.page
    const made: Kept<T> = { generation, atMs, page: make() }
    kept.delete(key)
    kept.set(key, made)
    const [oldest] = kept.keys()
    if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    made.page.catch(() => {
      // Told to who waits for it; the next one to ask tries again.
      if (kept.get(key) === made) kept.delete(key)
    })
    return await made.page
  }
}
