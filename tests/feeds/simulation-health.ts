/** What a turn of a feed told its managers, and what it read: held against what the feed went through. */
import { BOUNDS } from '../../src/intake/live/bounds.ts'
import type { Event } from '../../src/intake/live/desk.ts'
import type { FeedChange } from '../../src/store/feed-store.ts'
import { count, DAY_MS, fault, feedAddress, HOUR_MS, type Rendered, type SimulatedFeed, type World } from './simulation-world.ts'

/** Failing for so long without word, somebody should have been told: the bound and one back-off. */
const SILENT_MS = BOUNDS.deadAfterMs + BOUNDS.maxBackOffMs + 12 * HOUR_MS
/** So long a flood takes to be read to its end, turn by turn, where nothing else tells. */
const FLOOD_MS = 3 * DAY_MS

export function noteTurn(world: World, feed: SimulatedFeed, change: FeedChange, events: readonly Event[], document: Rendered | null): void {
  for (const event of events) noteWord(world, feed, event)
  if ((change.fails ?? 0) > 0) noteFailure(world, feed)
  else noteReading(world, feed, change, document)
}

function noteWord(world: World, feed: SimulatedFeed, event: Event): void {
  const { health, flooded } = feed
  count(world, `word: ${event}`)
  const label = `“${event}” of ${feedAddress(feed)}`
  switch (event) {
    case 'dead':
      if (health.isDeathTold) fault(world, `${label}: told twice`)
      if (health.failingSinceMs === null || world.nowMs - health.failingSinceMs < BOUNDS.deadAfterMs)
        fault(world, `${label}: told too early`)
      health.isDeathTold = true
      health.deaths++
      return
    case 'back':
      if (!health.isDeathTold) fault(world, `${label}: it was not away`)
      health.isDeathTold = false
      return
    case 'flood':
      if (flooded === null || flooded.isTold) fault(world, `${label}: there is none, or it was told before`)
      else flooded.isTold = true
      return
    case 'gone':
      if (feed.trouble !== 'gone') fault(world, `${label}: it is there`)
      return
    case 'quarantined':
      if (feed.trouble !== 'hangs') fault(world, `${label}: it harms nobody`)
      return
    default:
      event satisfies never
  }
}

function noteFailure(world: World, feed: SimulatedFeed): void {
  const { health } = feed
  health.failingSinceMs ??= world.nowMs
  health.fails++
  count(world, 'turns that failed')
  const failingMs = world.nowMs - health.failingSinceMs
  if (!health.isDeathTold && failingMs > SILENT_MS && health.fails > BOUNDS.deadAfterFails && feed.trouble === null)
    fault(world, `${feedAddress(feed)} has failed for ${Math.round(failingMs / HOUR_MS)} hours, and nobody was told`)
}

function noteReading(world: World, feed: SimulatedFeed, change: FeedChange, document: Rendered | null): void {
  const { health, flooded } = feed
  if (health.isDeathTold) fault(world, `nobody was told that ${feedAddress(feed)} is back`)
  Object.assign(health, { failingSinceMs: null, fails: 0, isDeathTold: false, lastReadMs: world.nowMs, reads: health.reads + 1 })
  count(world, document === null ? 'turns: not modified' : 'turns: a document was read')
  if (document === null) return
  health.lastDocumentMs = world.nowMs
  if (flooded !== null && document.held.some(({ piece }) => flooded.pieces.has(piece))) {
    flooded.reads++
    // Where something of it is left, the same document is asked for again.
    const isWhole = (change.etag ?? change.lastModified ?? null) !== null
    if (!isWhole && world.nowMs - flooded.fromMs < FLOOD_MS) return
  }
  for (const { piece, revision } of document.held) feed.seen.get(piece)?.read.add(revision)
}
