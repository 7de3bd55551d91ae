/** Numbers over many outcomes: shares, means, percentiles; null where there is nothing to count. */

/** The share of those for which it holds, 0–1; `null`s are not counted. */
export function share(values: readonly (boolean | null)[]): number | null {
  return mean(values.map((value) => (value === null ? null : Number(value))))
}

export function mean(values: readonly (number | null)[]): number | null {
  const counted = values.filter((value) => value !== null)
  return counted.length === 0 ? null : counted.reduce((sum, value) => sum + value, 0) / counted.length
}

/** The smallest value that at least `part` (0–1) of the values do not exceed. */
export function percentile(values: readonly number[], part: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? null
}
