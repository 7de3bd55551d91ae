/** The line of a digest: which sentence tells a story best beside its headline, and which others add to it. */
import { newestFirst } from '../article.ts'
import { opensDependent } from '../on-topic.ts'
import type { AnalysedSentence } from '../retrieval/analysis.ts'
import type { Analysed } from '../store/store.ts'

export type Telling = { readonly analysed: Analysed; readonly sentence: AnalysedSentence }

/** News says what happened at its beginning. */
const MAX_OPENING = 16
const MIN_TERMS = 5
/** Longer, a line is a paragraph. */
const LONG = 260
const MAX_LINE = 420
/** What a sentence further down, and what a long one, must make up for by words of the headline, as a share of these. */
const DEEPER = 0.05
const TOO_LONG = 0.3
const FEW_TERMS = 3
/** Share of terms in common, from which two sentences say the same. */
const SAME = 0.4
/** Words to the reader, what is sold beside the news, and what stands under pictures. */
const FURNITURE =
  /\b(?:subscribe|newsletter|sign up|sign in|click here|read more|follow us|affiliate|commission|cookies?|getty images|table of contents|advertisement|your inbox|updated? (?:on|at)|this (?:post|article|story) (?:has been|was|is)|all products)\b/i
const SENTENCE_END = /[.!?…]["”’')\]]*$/

/** The sentence that says most of what the headline says, whole, early and by itself; null where none stands alone. */
export function tellingLine({ article, analysis }: Analysed): AnalysedSentence | null {
  const title = new Set(analysis.titleTerms)
  let best: AnalysedSentence | null = null
  let bestScore = Number.NEGATIVE_INFINITY
  for (const [i, sentence] of analysis.sentences.slice(0, MAX_OPENING).entries()) {
    if (!standsAlone(article.body, sentence)) continue
    const own = new Set(sentence.terms)
    const shared = [...own].filter((term) => title.has(term)).length
    const length = sentence.end - sentence.start
    const score = shared / Math.max(FEW_TERMS, title.size) - i * DEEPER - (length > LONG ? TOO_LONG : 0)
    if (score > bestScore) {
      best = sentence
      bestScore = score
    }
  }
  return best
}

export function standsAlone(body: string, sentence: AnalysedSentence): boolean {
  const text = body.slice(sentence.start, sentence.end)
  return (
    sentence.terms.length >= MIN_TERMS &&
    text.length <= MAX_LINE &&
    SENTENCE_END.test(text) &&
    !text.includes('\n') &&
    !text.trimEnd().endsWith('?') &&
    !opensDependent(text) &&
    !FURNITURE.test(text)
  )
}

/** What other outlets add: one sentence each, none that says what another says. Newest first. */
export function furtherLines(first: Telling, others: readonly Analysed[], most: number): Telling[] {
  const told: Telling[] = [first]
  const publishers = new Set([first.analysed.article.publisher])
  for (const analysed of others.toSorted((a, b) => newestFirst(a.article, b.article))) {
    if (told.length > most) break
    if (publishers.has(analysed.article.publisher)) continue
    const { body } = analysed.article
    const sentence = analysed.analysis.sentences
      .slice(0, MAX_OPENING)
      .find((one) => standsAlone(body, one) && told.every((other) => inCommon(one.terms, other.sentence.terms) < SAME))
    if (sentence === undefined) continue
    publishers.add(analysed.article.publisher)
    told.push({ analysed, sentence })
  }
  return told.slice(1)
}

/** Jaccard; 1 of two without terms. */
export function inCommon(a: Iterable<string>, b: Iterable<string>): number {
  const [one, other] = [new Set(a), new Set(b)]
  if (one.size === 0 && other.size === 0) return 1
  let shared = 0
  for (const term of one) if (other.has(term)) shared++
  return shared / (one.size + other.size - shared)
}
