/** How long what chat surfaces keep is kept: `privacy` tells it, the reception sweeps by it. In ms. */
const DAY_MS = 86_400_000

export const RETENTION_DAYS = {
  /** Keys of messages, so that none is answered twice, and what was said while it is not answered. */
  claims: 7,
  /** What a thread was about, after its last answer. */
  threads: 30,
  /** What the buttons under an answer do. */
  presses: 30,
  /** The same of a page that is made anew whenever it is opened. */
  pagePresses: 7,
  /** What was posted unasked, after it stood or was given up: later nothing of it is changed. */
  deliveries: 60,
  /** What became of each run of a digest, and what it told. */
  runs: 1_100,
  /** What was told of a story, after its last article: later ones make a new alert anyhow. */
  alerts: 90,
} as const

export function retentionMs(what: keyof typeof RETENTION_DAYS): number {
  return RETENTION_DAYS[what] * DAY_MS
}
