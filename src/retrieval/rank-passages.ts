/** Ranking passages of candidate articles: the article's own score and the passage's, so that neither a long page nor a lucky paragraph wins alone. */
import type { Analysed } from '../store/store.ts'
import { MAX_PASSAGE_TOKENS } from './analysis.ts'
import { inverseFrequency } from './bm25.ts'
import type { WeightedTerm } from './search-index.ts'

export type CandidateArticle = { readonly analysed: Analysed; readonly score: number }
/** `start` and `end` in the body; `score` in [0, 1]: 1 = best article and best passage of this search. */
export type RankedPassage = {
  readonly article: Analysed
  readonly start: number
  readonly end: number
  readonly score: number
  readonly articleScore: number
  readonly passageScore: number
}

/** Repeats of a word count for less in a passage than in an article. */
const PASSAGE_K1 = 0.9
/** Length normalisation within passages, which are all about as long. */
const PASSAGE_B = 0.85
/** Terms of a usual passage. */
const MEAN_LENGTH = 100
/** A title's word counts for every passage under it, but less than its own. */
const TITLE_SHARE = 0.9
/** How much of a passage's score is its article's; the rest is its own (docs/benchmarks.md). */
const ARTICLE_SHARE = 0.55
/** Each further passage of an article counts this much of the one before: readers want other articles first. */
const REPEAT = 0.8

/** Passages of one article that are looked at further. */
const MAX_OF_ARTICLE = 6

/** Best first, at most `limit`; passages of one article do not overlap. */
export function rankPassages(
  candidates: readonly CandidateArticle[],
  terms: readonly WeightedTerm[],
  index: { documentFrequency(term: string): number; readonly size: number },
  limit: number,
): RankedPassage[] {
  const weights = new Map(terms.map(({ term, weight }) => [term, weight * inverseFrequency(index.documentFrequency(term), index.size)]))
  const passages = candidates.flatMap(({ analysed, score }) =>
    bestWindows(analysed, weights).map((window) => ({ ...window, article: analysed, articleScore: score })),
  )
  const bestArticle = Math.max(1e-9, ...candidates.map((candidate) => candidate.score))
  const bestPassage = Math.max(1e-9, ...passages.map((passage) => passage.passageScore))
  const ranked = passages
    .map((passage) => ({
      ...passage,
      score: ARTICLE_SHARE * (passage.articleScore / bestArticle) + (1 - ARTICLE_SHARE) * (passage.passageScore / bestPassage),
    }))
    .sort((a, b) => b.score - a.score)
  const seen = new Map<string, number>()
  for (const passage of ranked) {
    const earlier = seen.get(passage.article.article.id) ?? 0
    seen.set(passage.article.article.id, earlier + 1)
    passage.score *= REPEAT ** earlier
  }
  return ranked.sort((a, b) => b.score - a.score).slice(0, limit)
}

type Window = { readonly start: number; readonly end: number; readonly passageScore: number }

/**
 * The best runs of whole sentences that fit a passage, one beginning at every sentence, none overlapping a better one. A
 * window that slides finds the place where the question's words stand together; passages cut beforehand split it (docs/benchmarks.md).
 */
function bestWindows({ analysis }: Analysed, weights: ReadonlyMap<string, number>): Window[] {
  const { sentences } = analysis
  const title = new Set(analysis.titleTerms.filter((term) => weights.has(term)))
  const matches = sentences.map((sentence) => sentence.terms.filter((term) => weights.has(term)))
  const windows: (Window & { readonly first: number; readonly last: number })[] = []
  const counts = new Map<string, number>()
  let last = 0
  let tokens = 0
  let length = 0
  for (const [first, from] of sentences.entries()) {
    for (; last < sentences.length; last++) {
      const next = sentences[last]
      if (!next || (last > first && tokens + next.tokens > MAX_PASSAGE_TOKENS)) break
      tokens += next.tokens
      length += next.terms.length
      for (const term of matches[last] ?? []) counts.set(term, (counts.get(term) ?? 0) + 1)
    }
    const to = sentences[last - 1]
    if (to) windows.push({ first, last, start: from.start, end: to.end, passageScore: score(counts, title, length, weights) })
    // The window that reaches the end holds all that begin after it.
    if (last >= sentences.length) break
    tokens -= from.tokens
    length -= from.terms.length
    for (const term of matches[first] ?? []) counts.set(term, (counts.get(term) ?? 0) - 1)
  }
  const chosen: typeof windows = []
  for (const window of windows.sort((a, b) => b.passageScore - a.passageScore)) {
    if (chosen.length >= MAX_OF_ARTICLE) break
    if (!chosen.some((other) => window.first < other.last && other.first < window.last)) chosen.push(window)
  }
  return chosen.map(({ start, end, passageScore }) => ({ start, end, passageScore }))
}

/** BM25 over a window's counts; the title's words count a part of one each. */
function score(
  counts: ReadonlyMap<string, number>,
  title: ReadonlySet<string>,
  length: number,
  weights: ReadonlyMap<string, number>,
): number {
  const norm = PASSAGE_K1 * (1 - PASSAGE_B + (PASSAGE_B * length) / MEAN_LENGTH)
  let sum = 0
  for (const [term, weight] of weights) {
    const count = (counts.get(term) ?? 0) + (title.has(term) ? TITLE_SHARE : 0)
    if (count > 0) sum += (weight * count * (PASSAGE_K1 + 1)) / (count + norm)
  }
  return sum
}
