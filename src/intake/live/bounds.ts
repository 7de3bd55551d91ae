/** The numbers that the live intake keeps to. Times in ms. */

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

export const BOUNDS = {
  /** Feeds in hand at a time: most of that is waiting for hosts. */
  feedsAtOnce: 8,
  /** Longer than everything that is done for one feed in a turn: whoever finds it held longer may take it. */
  leaseMs: 20 * MINUTE_MS,
  /** Pages of one feed in a turn, and for how long: the other feeds have their turn too. What is left over is fetched in the next. */
  pages: 30,
  pagesMs: 8 * MINUTE_MS,
  pageTries: 3,
  pageRetryMs: 10 * MINUTE_MS,
  /** New items of one feed in a turn. More than that at once is a flood, or a feed's past: the rest waits its turn, and nobody is alerted. */
  newItems: 100,
  /** Articles stored at once: searches come in between. */
  batch: 10,
  /** A feed that brings nothing is asked less and less often, down to this. */
  maxIntervalMs: 6 * HOUR_MS,
  /** What a feed or its server asks for is heeded up to this. */
  maxAskedMs: DAY_MS,
  /** Of the shortest intervals: nothing is known yet of how often it brings something. */
  firstIntervals: 3,
  /** After failures. */
  maxBackOffMs: DAY_MS,
  /** Failing for so long, and so often, it counts as dead. */
  deadAfterMs: DAY_MS,
  deadAfterFails: 4,
  /** A clock may be that wrong before a date counts as in the future. */
  clockSkewMs: 10 * MINUTE_MS,
  /** What is older when it first appears, or when it changes, is no news. */
  newsMs: 2 * DAY_MS,
  /** Items that no document has had for so long are forgotten. */
  itemsMs: 180 * DAY_MS,
  /** Of one feed, listed in its health. */
  notes: 5,
} as const
