/** Which of the dates that are said of an article can be believed. What cannot is told, and never makes it today's. */
import { BOUNDS } from './bounds.ts'

/** `iso` as of FeedDate: with an offset, a time without one, a day, a month or a year. */
export type Said = { readonly iso: string | null; readonly printed: string }
export type Dated = {
  /** ISO with an offset, or a bare day; null: undated. */
  readonly published: string | null
  /** Why it is not what the feed says, for a reader; null: it is. */
  readonly note: string | null
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/
const OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/
const DAY = /^\d{4}-\d{2}-\d{2}$/
/** Before this there was no web to publish on: a date of 1970 is a machine's zero. */
const FIRST_MS = Date.parse('1990-01-01T00:00:00Z')
/** A wall clock runs at most so far ahead of UTC. */
const AHEAD_MS = 14 * 3_600_000
/** A page that was first published so much earlier than its feed says has been brought up again. */
const OLDER_MS = 2 * 86_400_000

/**
 * The feed's date where it is whole, else the page's; a page that says that it is days older than its feed is believed, since a new date costs an outlet nothing.
 * A time without a zone counts as its day, once that day is over everywhere.
 */
export function publishedOf(feed: Said | null, page: string | null, nowMs: number): Dated {
  const ofFeed = feed === null ? null : believed(feed.iso, nowMs)
  const ofPage = page === null ? null : believed(page, nowMs)
  const trusted = { feed: ofFeed?.published ?? null, page: ofPage?.published ?? null }
  if (trusted.feed !== null && trusted.page !== null && instant(trusted.feed) - instant(trusted.page) > OLDER_MS)
    return { published: trusted.page, note: 'its page is older than its feed says' }
  // A time with its zone says more than a day.
  if (trusted.page !== null && (trusted.feed === null || (DAY.test(trusted.feed) && TIME.test(trusted.page))))
    return { published: trusted.page, note: null }
  if (trusted.feed !== null) return { published: trusted.feed, note: ofFeed?.doubt ?? null }
  if (feed === null) return { published: null, note: ofPage?.doubt ?? null }
  return { published: null, note: ofFeed?.doubt ?? `its date, “${feed.printed.slice(0, 40)}”, cannot be read` }
}

/** The day of a time without a zone, once that is over everywhere; null before, and of every other date. */
export function settledDay(iso: string | null, nowMs: number): string | null {
  if (iso === null || !TIME.test(iso) || OFFSET.test(iso)) return null
  const day = iso.slice(0, 10)
  return Date.parse(day) + 86_400_000 + AHEAD_MS <= nowMs ? day : null
}

type Believed = { readonly published: string | null; readonly doubt: string | null }

function believed(iso: string | null, nowMs: number): Believed {
  if (iso === null) return { published: null, doubt: null }
  if (TIME.test(iso) && OFFSET.test(iso)) return inTime(iso, nowMs)
  const day = iso.slice(0, 10)
  if (!DAY.test(day)) return { published: null, doubt: `its date says no more than ${iso}` }
  if (Number.isNaN(Date.parse(day))) return { published: null, doubt: 'its date is none of the calendar' }
  if (Date.parse(day) > nowMs + AHEAD_MS) return { published: null, doubt: 'its date is in the future' }
  if (DAY.test(iso)) return { published: day, doubt: null }
  // It is over where the clocks are furthest behind, too.
  const settled = settledDay(iso, nowMs)
  return {
    published: settled,
    doubt: settled !== null ? 'its time has no zone; only the day was kept' : 'its time has no zone, so that it may not be of today',
  }
}

function inTime(iso: string, nowMs: number): Believed {
  const ms = Date.parse(iso)
  if (Number.isNaN(ms)) return { published: null, doubt: 'its date is none of the calendar' }
  if (ms > nowMs + BOUNDS.clockSkewMs) return { published: null, doubt: 'its date is in the future' }
  if (ms < FIRST_MS) return { published: null, doubt: 'its date is before there was a web' }
  return { published: iso, doubt: null }
}

function instant(published: string): number {
  return Date.parse(DAY.test(published) ? `${published}T12:00:00Z` : published)
}
