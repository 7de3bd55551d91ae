/** How what was heard is held while it is answered, and how often it is tried again after a failure or a crash. */
export const LEASE_MS = 60_000
export const MAX_TRIES = 3
/** Later an answer would surprise, and the platforms' own permits to answer (15 minutes) are over. */
export const MAX_AGE_MS = 14 * 60_000
/** Taken up again at a time. */
export const MAX_RESUMED = 100
