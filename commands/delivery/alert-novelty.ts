/** What of an article was not told before: the first of its sentences that says something that the earlier texts do not. */
import type { AnalysedSentence } from '../../src/retrieval/analysis.ts'
import { read } from '../../src/retrieval/language.ts'
import { termsOf } from '../../src/retrieval/terms.ts'
import type { Analysed } from '../../src/store/store.ts'

/** Shorter ones are headings and bylines. */
const MIN_TERMS = 5
/** Of its words, at most so many stand in an earlier text: the same in other words is not new. */
const MAX_KNOWN = 0.6
/** Texts that it is compared with, the newest: reading one takes milliseconds. */
const MAX_BEFORE = 6

export function newSentence({ article, analysis }: Analysed, before: readonly string[]): AnalysedSentence | null {
  const texts = before.slice(-MAX_BEFORE)
  const known = new Set(texts.flatMap((text) => termsOf(read(text).tokens)))
  for (const sentence of analysis.sentences) {
    if (sentence.terms.length < MIN_TERMS) continue
    const text = article.body.slice(sentence.start, sentence.end)
    if (texts.some((earlier) => earlier.includes(text))) continue
    const share = sentence.terms.filter((term) => known.has(term)).length / sentence.terms.length
    // A figure that nobody has printed yet is news in whatever words.
    const hasFigure = sentence.terms.some((term) => /\d/.test(term) && !known.has(term))
    if (share <= MAX_KNOWN || hasFigure) return sentence
  }
  return null
}
