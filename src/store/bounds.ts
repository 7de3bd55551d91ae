/** Refuses a limit outside 1–1,000, which no query of the store takes. */
export function boundedLimit(limit: number): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000)
    throw new RangeError(`a limit is a whole number from 1 to 1,000, not ${limit}`)
  return limit
}
