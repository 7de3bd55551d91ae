/** How what was heard is held while it is answered, and how often it is tried again after a failure or a crash. */
/** Longer than one answer with all its waits can take. What a process of this machine left that is gone is taken up at once (see Desk.holder). */
export const LEASE_MS = 120_000
export const MAX_TRIES = 3
/** Later an answer would surprise, and the platforms' own permits to answer (15 minutes) are over. */
export const MAX_AGE_MS = 14 * 60_000
/** Taken up again at a time. */
export const MAX_RESUMED = 100
