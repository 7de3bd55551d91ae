/** Feeds in words: what each is called, how it fares, when it is fetched. */

import type { Block, FollowUp, Span } from '../../src/answer.ts'
import { stateOf } from '../../src/feed-state.ts'
import type { FeedRecord } from '../../src/store/feed-store.ts'
import { wallClock } from '../../src/wall-clock.ts'
import type { Invocation } from '../command.ts'
import { shortened } from '../shortened.ts'

type Asked = Invocation['asked']
export type Row = Extract<Block, { type: 'facts' }>['rows'][number]

/** Longer titles say no more. */
const MAX_TITLE = 80
/** Of an error, in a list. */
const MAX_REASON = 160
/** In a list; all of them stand on the page of the feed. */
const MAX_NOTES = 2
/** A date without its year is read as one of the last twelve months. */
const YEARLESS_MS = 300 * 86_400_000
const MINUTE_MS = 60_000

export function row(label: string, ...spans: readonly (Span | string)[]): Row {
  return { label, spans: spans.map((span) => (typeof span === 'string' ? { type: 'text', text: span } : span)) }
}

/** `Feed 3 (The Harbor Times)`. */
export function nameOf({ id, title, publisher }: Pick<FeedRecord, 'id' | 'title' | 'publisher'>): string {
  return `Feed ${id} (${shortened(title ?? publisher, MAX_TITLE)})`
}

/** With since when and why, in a sentence without its full stop. */
export function saidState(feed: FeedRecord, asked: Asked, mostReason = MAX_REASON): string {
  const state = stateOf(feed)
  const why = (text: string | null): string => (text === null ? '' : `: ${shortened(text, mostReason).replace(/\.$/, '')}`)
  switch (state) {
    case 'fine':
      return 'fine'
    case 'new':
      return 'not fetched yet'
    case 'failing':
    case 'dead':
      return `${state}${feed.failingSinceMs === null ? '' : ` since ${at(feed.failingSinceMs, asked)}`}${why(feed.error)}`
    case 'paused':
      return `paused${why(feed.why)}`
    default:
      return state satisfies never
  }
}

/** A row of the list. */
export function feedRow(feed: FeedRecord, asked: Asked): Row {
  const title = shortened(feed.title ?? feed.url, MAX_TITLE)
  const parts = [
    ...(feed.publisher === title ? [] : [feed.publisher]),
    saidState(feed, asked),
    ...lastOf(feed, asked),
    counted(feed.articles, 'article'),
    ...(feed.isPaused ? [] : [nextFetch(feed, asked)]),
    ...feed.notes.slice(0, MAX_NOTES).map((note) => shortened(note, MAX_REASON)),
    ...(feed.notes.length > MAX_NOTES ? [`and ${feed.notes.length - MAX_NOTES} notes more`] : []),
  ]
  return row(`Feed ${feed.id}`, { type: 'link', text: title, url: feed.site ?? feed.url }, ` · ${parts.join(' · ')}`)
}

function lastOf(feed: FeedRecord, asked: Asked): string[] {
  const { succeededMs, newsMs } = feed
  // A new one says so already.
  if (succeededMs === null) return stateOf(feed) === 'new' ? [] : ['never read']
  return [`last read ${at(succeededMs, asked)}`, newsMs === null ? 'nothing new yet' : `last new item ${at(newsMs, asked)}`]
}

export function nextFetch({ nextMs }: FeedRecord, asked: Asked): string {
  return nextMs <= asked.now.getTime() ? 'due now' : `next ${at(nextMs, asked)}`
}

/** By the clock on the wall of who asks. */
export function at(ms: number, { now, zone }: Asked): string {
  return wallClock(ms, zone, Math.abs(now.getTime() - ms) > YEARLESS_MS)
}

/** `every 30 minutes`, `every 2 hours`. */
export function everyMs(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE_MS))
  if (minutes < 90) return minutes === 1 ? 'every minute' : `every ${minutes} minutes`
  const hours = Math.round(minutes / 6) / 10
  return `every ${hours} hours`
}

export function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count.toLocaleString('en')} ${what}s`
}

/** What can be done with one feed. */
export function feedActs({ id, isPaused }: Pick<FeedRecord, 'id' | 'isPaused'>): FollowUp[] {
  return [
    { label: 'Test', command: `feeds test ${id}` },
    isPaused ? { label: 'Resume', command: `feeds resume ${id}` } : { label: 'Pause', command: `feeds pause ${id}` },
    { label: 'Remove', command: `feeds remove ${id}` },
    { label: 'All feeds', command: 'feeds list' },
  ]
}
