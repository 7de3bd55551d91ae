/** How a feed fares, in a word: the same to whoever lists feeds, looks at their page or counts them. */
import type { FeedRecord } from './store/feed-store.ts'

export type FeedState = 'fine' | 'new' | 'failing' | 'dead' | 'paused'

export function stateOf(feed: Pick<FeedRecord, 'isPaused' | 'isDead' | 'fails' | 'succeededMs'>): FeedState {
  if (feed.isPaused) return 'paused'
  if (feed.isDead) return 'dead'
  if (feed.fails > 0) return 'failing'
  return feed.succeededMs === null ? 'new' : 'fine'
}
