/** Terms weighed by how often they stand and how rare they are, and how alike two such lists are. */

/** How rare a term is in the corpus: 0 (in every article) to 1 (in none). */
export type Rarity = (term: string) => number
/** Of length one together. */
export type Weights = ReadonlyMap<string, number>

/** A weight is kept in whole thousandths. */
export const PRECISION = 1_000
const TITLE_WEIGHT = 2

/** tf × rarity, the weightiest `most`. */
export function weighed(title: readonly string[], body: readonly string[], rarity: Rarity, most: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (const term of title) counts.set(term, (counts.get(term) ?? 0) + TITLE_WEIGHT)
  for (const term of body) counts.set(term, (counts.get(term) ?? 0) + 1)
  const weights = [...counts].map(([term, count]) => ({ term, weight: (1 + Math.log(count)) * rarity(term) }))
  const best = weights.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1)).slice(0, most)
  const length = Math.sqrt(best.reduce((sum, { weight }) => sum + weight * weight, 0)) || 1
  return new Map(best.map(({ term, weight }) => [term, rounded(weight / length)]))
}

/** As a trace is written down, so that one that was read back is the same. */
export function rounded(weight: number): number {
  return Math.round(weight * PRECISION) / PRECISION
}

export function cosine(a: Weights, b: Weights): number {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a]
  let sum = 0
  for (const [term, weight] of few) sum += weight * (many.get(term) ?? 0)
  return sum
}

/** Share of the weight of what something else has, too, 0–1; of the terms that count. */
export function covered(weights: Weights, has: (term: string) => boolean, counts: (term: string) => boolean = () => true): number {
  let [sum, all] = [0, 0]
  for (const [term, weight] of weights) {
    if (!counts(term)) continue
    all += weight * weight
    if (has(term)) sum += weight * weight
  }
  return all === 0 ? 0 : sum / all
}
