/** What of an article was not told before: of its sentences that say something that the earlier texts do not, the one that tells it best. */
import { tellingLine } from '../../src/digest/line.ts'
import { isOfTheText, type Span, spanOf } from '../../src/digest/sentence-form.ts'
import type { AnalysedSentence } from '../../src/retrieval/analysis.ts'
import { read } from '../../src/retrieval/language.ts'
import { termsOf } from '../../src/retrieval/terms.ts'
import type { Analysed } from '../../src/store/store.ts'

/** Of its words, at most so many stand in an earlier text: the same in other words is not new. */
const MAX_KNOWN = 0.6
/** Texts that it is compared with, the newest: reading one takes milliseconds. */
const MAX_BEFORE = 6

export function newSentence(analysed: Analysed, before: readonly string[]): Span | null {
  const { article, analysis } = analysed
  const texts = before.slice(-MAX_BEFORE)
  const known = new Set(texts.flatMap((text) => termsOf(read(text).tokens)))
  const isNew = ({ start, end, terms }: AnalysedSentence): boolean => {
    const text = article.body.slice(start, end)
    if (texts.some((earlier) => earlier.includes(text))) return false
    const share = terms.filter((term) => known.has(term)).length / terms.length
    // A figure that nobody has printed yet is news in whatever words.
    return share <= MAX_KNOWN || terms.some((term) => /\d/.test(term) && !known.has(term))
  }
  const line = tellingLine(analysed, isNew, undefined, analysis.sentences.length)
  if (line !== null) return line.span
  // It stands under the alert, which says what it is about.
  const hanging = analysis.sentences.find((sentence) => isOfTheText(analysed, sentence) && isNew(sentence))
  return hanging === undefined ? null : spanOf(article.body, hanging)
}
