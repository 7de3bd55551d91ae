/** How well runs of terms say the words of a question: the inner loop of an answer, run over every sentence of every candidate article. */
import type { WantedWord } from './evidence.ts'

/** One way of saying word `at` of the question: all of `terms` must stand in the run. */
type Way = { readonly at: number; readonly weight: number; readonly terms: readonly string[] }
/** For each wanted word, how well the run of terms says it, in [0, 1]. */
export type Matcher = (terms: readonly string[]) => number[]

const matchers = new WeakMap<readonly WantedWord[], Matcher>()

/** The matcher of a question's words; made once a question, since all its candidate articles are matched with it. */
export function matcherOf(wanted: readonly WantedWord[]): Matcher {
  const known = matchers.get(wanted)
  if (known !== undefined) return known
  const made = makeMatcher(wanted)
  matchers.set(wanted, made)
  return made
}

/** Most terms of a text are in no question: they cost one look-up each, and only the others are weighed. */
function makeMatcher(wanted: readonly WantedWord[]): Matcher {
  const ways = new Map<string, Way[]>()
  const add = (way: Way): void => {
    // Found by any one of its terms, then checked for the others.
    const [first] = way.terms
    if (first === undefined) return
    const same = ways.get(first)
    if (same === undefined) ways.set(first, [way])
    else same.push(way)
  }
  for (const [at, want] of wanted.entries()) {
    add({ at, weight: 1, terms: [want.term] })
    for (const variant of want.variants) add({ at, weight: variant.weight, terms: variant.terms })
  }
  return (terms) => {
    const row: number[] = new Array(wanted.length).fill(0)
    for (const term of terms) {
      const here = ways.get(term)
      if (here === undefined) continue
      for (const { at, weight, terms: needed } of here)
        if (weight > (row[at] as number) && (needed.length === 1 || needed.every((other) => terms.includes(other)))) row[at] = weight
    }
    return row
  }
}
