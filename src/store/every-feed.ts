/** All feeds that there are, by id. */
import type { FeedRecord, FeedStore } from './feed-store.ts'

/** A newsroom that reads more than this wants another one beside it. */
export const MAX_FEEDS = 5_000
/** What the store gives at once. */
const BATCH = 1_000

export async function everyFeed(feeds: Pick<FeedStore, 'list'>): Promise<readonly FeedRecord[]> {
  const all: FeedRecord[] = []
  while (all.length < MAX_FEEDS) {
    const more = await feeds.list(all.at(-1)?.id ?? 0, BATCH)
    all.push(...more)
    if (more.length < BATCH) break
  }
  return all
}
