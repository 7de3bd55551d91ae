/** The bounds of fetching, in time, bytes and numbers. */
import { LIMITS } from '../limits.ts'

export type FetchLimits = {
  /** Of one `get`: robots.txt, waits for the host's turn and redirects included. */
  readonly deadlineMs: number
  /** Of one request of it. */
  readonly hopMs: number
  /** Between the end of a request and the start of the next to the same host; robots.txt can ask for more. */
  readonly gapMs: number
  /** Requests in hand, to all hosts together. */
  readonly atOnce: number
  /** Waiting for the turn of one host, and for all. */
  readonly waitingForHost: number
  readonly waiting: number
  readonly redirects: number
  readonly feedBytes: number
  readonly pageBytes: number
  /** Hosts whose pace is remembered. */
  readonly hosts: number
}

export const FETCH_LIMITS: FetchLimits = {
  deadlineMs: 60_000,
  hopMs: 30_000,
  gapMs: 1_000,
  atOnce: 8,
  waitingForHost: 100,
  waiting: 1_000,
  // Real chains are of one or two: to https, and to the host with www.
  redirects: 5,
  feedBytes: LIMITS.wholeFileBytes,
  pageBytes: LIMITS.htmlBytes,
  hosts: 10_000,
}

/** Longer `Crawl-delay`s are taken for this: a feed is asked for a few times an hour anyway. */
export const MAX_CRAWL_DELAY_MS = 60_000
/** Longer is taken for this: a server that names next year means “not now”. */
export const MAX_RETRY_AFTER_MS = 86_400_000
/** What is waited where a server says “later” (429, 503) and not when. */
export const LATER_MS = 900_000
