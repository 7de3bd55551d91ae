/** Groups by average linkage: the two groups whose members are most alike on average join, until none are alike enough. */

/**
 * Indices of each group, in ascending order; groups by their first. `similar(i, j)` is symmetric. What comes of it does not
 * depend on the order of the items but where two pairs are exactly as alike. Cost: count² likenesses, count³ steps.
 */
export function clusters(count: number, similar: (i: number, j: number) => number, threshold: number): number[][] {
  const between = Array.from({ length: count }, () => new Float64Array(count))
  for (let i = 0; i < count; i++)
    for (let j = 0; j < i; j++) {
      const alike = similar(i, j)
      ;(between[i] as Float64Array)[j] = alike
      ;(between[j] as Float64Array)[i] = alike
    }
  const groups = Array.from({ length: count }, (_, i) => [i])
  const living = groups.map((_, i) => i)
  for (let best = closest(between, living); best !== null && best.alike >= threshold; best = closest(between, living)) {
    const { i, j } = best
    const [into, from] = [groups[i] as number[], groups[j] as number[]]
    for (const k of living) {
      if (k === i || k === j) continue
      const row = between[k] as Float64Array
      const mean = ((row[i] ?? 0) * into.length + (row[j] ?? 0) * from.length) / (into.length + from.length)
      row[i] = mean
      ;(between[i] as Float64Array)[k] = mean
    }
    into.push(...from)
    living.splice(living.indexOf(j), 1)
  }
  return living.map((i) => (groups[i] as number[]).sort((a, b) => a - b))
}

/** The most alike pair, `i` < `j`; null where one group is left. */
function closest(between: readonly Float64Array[], living: readonly number[]): { i: number; j: number; alike: number } | null {
  let best: { i: number; j: number; alike: number } | null = null
  for (const [n, i] of living.entries())
    for (const j of living.slice(n + 1)) {
      const alike = between[i]?.[j] ?? 0
      if (best === null || alike > best.alike) best = { i, j, alike }
    }
  return best
}
