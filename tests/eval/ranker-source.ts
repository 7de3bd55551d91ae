/** The learned weights as they stand in `src/sentence-ranker.ts`: the numbers, and above them what they were learned from. */

/** The comment and the list, the comment being the one that ends right above it. */
const WEIGHTS = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\nconst RANKER_WEIGHTS: readonly number\[\] = \[[^\]]*\]\n/

/** The source with other weights, to two decimals; `learnedFrom`, lines of prose, says from what. Throws where the list is not found. */
export function withWeights(source: string, weights: readonly number[], learnedFrom: readonly string[]): string {
  if (!WEIGHTS.test(source)) throw new Error('Writing the weights: the source has no `const RANKER_WEIGHTS` with a comment right above it.')
  const block = [
    '/**',
    ' * In the order of `FEATURES`. Written by `npm run train -- --write` (tests/eval/train-ranker.ts), which learned them from',
    ...learnedFrom.map((line) => ` * ${line}`),
    ' */',
    'const RANKER_WEIGHTS: readonly number[] = [',
    `  ${rounded(weights).join(', ')},`,
    ']',
    '',
  ]
  return source.replace(WEIGHTS, () => block.join('\n'))
}

/** Past two decimals nothing is learned from some hundred questions. */
export function rounded(weights: readonly number[]): number[] {
  return weights.map((weight) => Math.round(weight * 100) / 100 + 0)
}
