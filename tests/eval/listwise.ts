/** Learning to rank by a softmax over each list, close to ListNet (https://doi.org/10.1145/1273496.1273513) but with right and wrong rows only; plain gradient descent. */

/** The shortlist of one question: a feature vector a row, and which rows are right. */
export type Shortlist = { readonly rows: readonly (readonly number[])[]; readonly right: readonly boolean[] }
/** `rate`: length of a step. `pull`: how strongly weights are drawn back to where they started, 0 for not at all. `steps`: how many. */
export type Descent = { readonly rate: number; readonly pull: number; readonly steps: number }

export function scoreOf(weights: readonly number[], row: readonly number[]): number {
  return weights.reduce((sum, weight, f) => sum + weight * (row[f] ?? 0), 0)
}

/** Shortlists that teach something: with a right row to raise, and a wrong one to raise it over. */
export function teaching<T extends Shortlist>(lists: readonly T[]): T[] {
  return lists.filter(({ right }) => right.includes(true) && right.includes(false))
}

/** Deterministic. Throws where no shortlist teaches: the start would come back as if it had been learned. */
export function learn(lists: readonly Shortlist[], start: readonly number[], { rate, pull, steps }: Descent): number[] {
  const lessons = teaching(lists)
  if (lessons.length === 0) throw new Error(`Learning from ${lists.length} shortlists: none has both a right and a wrong row.`)
  let weights = [...start]
  for (let step = 0; step < steps; step++) {
    const uphill = gradient(lessons, weights)
    weights = weights.map((weight, f) => weight + rate * ((uphill[f] ?? 0) - pull * (weight - (start[f] ?? 0))))
  }
  return weights
}

/** Of the mean log-probability that a row drawn by softmax of the scores is a right one. Every list must have a right row. */
export function gradient(lists: readonly Shortlist[], weights: readonly number[]): number[] {
  const sum = weights.map(() => 0)
  for (const { rows, right } of lists) {
    const scores = rows.map((row) => scoreOf(weights, row))
    const drawn = softmax(scores)
    const drawnOfRight = softmax(scores.map((score, i) => (right[i] ? score : Number.NEGATIVE_INFINITY)))
    for (const [i, row] of rows.entries()) {
      const lacking = (drawnOfRight[i] ?? 0) - (drawn[i] ?? 0)
      for (const f of sum.keys()) sum[f] = (sum[f] ?? 0) + lacking * (row[f] ?? 0)
    }
  }
  return sum.map((total) => total / lists.length)
}

/** The highest score is taken off first, so that none overflows. */
function softmax(scores: readonly number[]): number[] {
  const highest = Math.max(...scores)
  const powers = scores.map((score) => Math.exp(score - highest))
  const total = powers.reduce((sum, power) => sum + power, 0)
  return powers.map((power) => power / total)
}
