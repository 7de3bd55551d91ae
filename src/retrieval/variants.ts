/** The other terms by which a text may say a question's word. */
import { tradeWords } from './lexicon.ts'
import { fold, termOf } from './terms.ts'
import { relatedWords } from './wordnet.ts'

/** `terms` must all stand in a sentence (a multi-word expression); `weight` in (0, 1). */
export type Variant = { readonly terms: readonly string[]; readonly weight: number }

const TRADE_WEIGHT = 0.8
const MIN_WEIGHT = 0.3
const MAX_CACHED = 5_000
const cache = new Map<string, readonly Variant[]>()

/** Variants of one word of a question, strongest first; empty for names and numbers, which have none. */
export function variantsOf(word: string): readonly Variant[] {
  const folded = fold(word)
  const known = cache.get(folded)
  if (known) return known
  const variants = compute(folded)
  if (cache.size >= MAX_CACHED) cache.clear()
  cache.set(folded, variants)
  return variants
}

function compute(folded: string): Variant[] {
  const own = termOf(folded)
  const best = new Map<string, Variant>()
  const keep = (words: readonly string[], weight: number): void => {
    const terms = words.map(termOf).filter((term) => term !== null)
    if (terms.length === 0 || terms.length > 4 || (terms.length === 1 && terms[0] === own) || weight < MIN_WEIGHT) return
    // A multi-word lemma of which only one word remains (“take over”) would match that word alone: too weak.
    if (words.length > 1 && terms.length === 1) return
    const key = terms.join(' ')
    if ((best.get(key)?.weight ?? 0) < weight) best.set(key, { terms, weight })
  }
  for (const base of [folded, folded.replace(/s$/, ''), folded.replace(/(ed|ing)$/, ''), folded.replace(/d$/, '')]) {
    for (const words of tradeWords(base)) keep(words, TRADE_WEIGHT)
  }
  for (const related of relatedWords(folded)) keep(related.words, related.weight)
  return [...best.values()].sort((a, b) => b.weight - a.weight)
}
