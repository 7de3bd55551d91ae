/** Feeds as the managers' pages list them. */
import type { FeedRow, Overview } from '../../adapters/web/host.ts'
import { stateOf } from '../feed-state.ts'
import type { FeedRecord } from '../store/feed-store.ts'

export function feedRow(feed: FeedRecord): FeedRow {
  const { id, url, site, publisher, notes, articles, succeededMs, newsMs, nextMs, isPaused } = feed
  const state = pageState(feed)
  return {
    id,
    title: feed.title ?? publisher,
    url,
    site,
    publisher,
    state,
    reason: isPaused ? feed.why : feed.fails > 0 || feed.isDead ? feed.error : null,
    notes,
    articles,
    succeededMs,
    newsMs,
    nextMs: isPaused ? null : nextMs,
  }
}

function pageState(feed: FeedRecord): FeedRow['state'] {
  const state = stateOf(feed)
  return state === 'fine' ? 'well' : state
}

export function feedCounts(feeds: readonly FeedRecord[]): Overview['feeds'] {
  const counted = (...states: readonly FeedRow['state'][]): number => feeds.filter((feed) => states.includes(pageState(feed))).length
  return { all: feeds.length, well: counted('well'), failing: counted('failing', 'dead'), paused: counted('paused') }
}
