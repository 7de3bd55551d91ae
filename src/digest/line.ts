/** The line of a digest: which sentence tells a story best beside its headline, and which others add to it. */
import { instantMs, newestFirst } from '../article.ts'
import type { AnalysedSentence } from '../retrieval/analysis.ts'
import type { Analysed } from '../store/store.ts'
import { demeritsOf, isOfTheDay, type Span, spanOf, standsAlone } from './sentence-form.ts'

/** `span`: of what is quoted, without the dateline. */
export type Line = { readonly sentence: AnalysedSentence; readonly span: Span; readonly score: number; readonly isOfTheDay: boolean }
/** News says what happened at its beginning. */
const MAX_OPENING = 16
/** Longer, a line is a paragraph. */
const LONG = 260
/** What a sentence further down, and what a long one, must make up for by words of the headline, as a share of these. */
const DEEPER = 0.08
const TOO_LONG = 0.2
/** What it gains by a day on which it happened, and by speaking of what was asked for. */
const OF_THE_DAY = 0.2
const WANTED = 0.5
const FEW_TERMS = 3
/** Share of terms in common, from which two sentences say the same. */
const SAME = 0.4

/** Of the sentences that stand by themselves and are among `able`, the one that says most of what the headline says, early and of the day; null: there is none. */
export function tellingLine(
  analysed: Analysed,
  able: (sentence: AnalysedSentence) => boolean = () => true,
  wanted: ReadonlySet<AnalysedSentence> = new Set(),
  opening: number = MAX_OPENING,
): Line | null {
  const { article, analysis } = analysed
  const title = new Set(analysis.titleTerms)
  let best: Line | null = null
  let standing = 0
  for (const sentence of analysis.sentences.slice(0, opening)) {
    const most = shareOf(title, sentence) + OF_THE_DAY + (wanted.has(sentence) ? WANTED : 0) - standing * DEEPER
    // Whether it stands alone is dear to tell: only what can still be the best is looked at.
    if (best !== null && most <= best.score) standing++
    else if (able(sentence)) {
      const measured = measuredOnce(analysed, sentence)
      if (measured === null) continue
      standing++
      const score = most - measured.less
      if (best === null || score > best.score)
        best = { sentence, span: spanOf(article.body, sentence), score, isOfTheDay: measured.isOfTheDay }
    }
  }
  return best
}

/** `less`: what the sentence loses of the most that it could have. null: it does not stand alone. */
type Measured = { readonly isOfTheDay: boolean; readonly less: number } | null
/** A new article is asked for its line by every watch that it matches. */
const known = new WeakMap<Analysed['article'], Map<AnalysedSentence, Measured>>()

function measuredOnce(analysed: Analysed, sentence: AnalysedSentence): Measured {
  const sentences = known.get(analysed.article) ?? new Map<AnalysedSentence, Measured>()
  known.set(analysed.article, sentences)
  const before = sentences.get(sentence)
  if (before !== undefined) return before
  const measured = standsAlone(analysed, sentence) ? measure(analysed, sentence) : null
  sentences.set(sentence, measured)
  return measured
}

function measure(analysed: Analysed, sentence: AnalysedSentence): Measured {
  const { body } = analysed.article
  const ofTheDay = isOfTheDay(body.slice(sentence.start, sentence.end), instantMs(analysed.article) ?? 0)
  const tooLong = sentence.end - sentence.start > LONG ? TOO_LONG : 0
  return { isOfTheDay: ofTheDay, less: (ofTheDay ? 0 : OF_THE_DAY) + tooLong + demeritsOf(analysed, sentence) }
}

function shareOf(title: ReadonlySet<string>, { terms }: AnalysedSentence): number {
  let shared = 0
  for (const term of title) if (terms.includes(term)) shared++
  return shared / Math.max(FEW_TERMS, title.size)
}

/** What other outlets add to a sentence of these terms: one each, none that says what another says. Newest first. */
export function furtherLines(
  first: { readonly publisher: string; readonly terms: readonly string[] },
  others: readonly Analysed[],
  most: number,
): { readonly analysed: Analysed; readonly sentence: Span }[] {
  const told: { readonly analysed: Analysed; readonly sentence: Span }[] = []
  const said = [first.terms]
  const publishers = new Set([first.publisher])
  for (const analysed of others.toSorted((a, b) => newestFirst(a.article, b.article))) {
    if (told.length >= most) break
    if (publishers.has(analysed.article.publisher)) continue
    const line = tellingLine(analysed, ({ terms }) => said.every((other) => inCommon(terms, other) < SAME))
    if (line === null) continue
    publishers.add(analysed.article.publisher)
    said.push(line.sentence.terms)
    told.push({ analysed, sentence: line.span })
  }
  return told
}

/** Jaccard; 1 of two without terms. */
export function inCommon(a: Iterable<string>, b: Iterable<string>): number {
  const [one, other] = [new Set(a), new Set(b)]
  if (one.size === 0 && other.size === 0) return 1
  let shared = 0
  for (const term of one) if (other.has(term)) shared++
  return shared / (one.size + other.size - shared)
}
