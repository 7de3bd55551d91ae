/** What no query of the store goes past. */
export const MAX_LIMIT = 1_000
/** Far more than any message, answer or button holds, in UTF-16 units. */
const MAX_TEXT = 1_000_000

/** Refuses a limit outside 1–1,000, which no query of the store takes. */
export function boundedLimit(limit: number): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    throw new RangeError(`a limit is a whole number from 1 to 1,000, not ${limit}`)
  return limit
}

/** Refuses a text of more than a million characters, which only a mistake would bring; `what` it is, for the error. */
export function boundedText(text: string, what: string): void {
  if (text.length > MAX_TEXT) throw new RangeError(`${what} is at most ${MAX_TEXT} characters long, not ${text.length}`)
}
