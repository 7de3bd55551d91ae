/** Ranking passages of candidate articles: the article's own score and the passage's, so that neither a long page nor a lucky paragraph wins alone. */
import type { Analysed } from '../store/store.ts'
import { inverseFrequency, K1 } from './bm25.ts'
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

/** Length normalisation within passages, which are all about as long. */
const PASSAGE_B = 0.4
/** A title's word counts for every passage under it, but less than its own. */
const TITLE_SHARE = 0.9
/** How much of a passage's score is its article's; the rest is its own (docs/benchmarks.md). */
const ARTICLE_SHARE = 0.55
/** Each further passage of an article counts this much of the one before: readers want other articles first. */
const REPEAT = 0.8

/** Best first, at most `limit`. */
export function rankPassages(
  candidates: readonly CandidateArticle[],
  terms: readonly WeightedTerm[],
  index: { documentFrequency(term: string): number; readonly size: number },
  limit: number,
): RankedPassage[] {
  const weights = new Map(terms.map(({ term, weight }) => [term, weight * inverseFrequency(index.documentFrequency(term), index.size)]))
  const passages = candidates.flatMap(({ analysed, score }) => passagesOf(analysed, score))
  const meanLength = passages.reduce((sum, passage) => sum + passage.terms.length, 0) / (passages.length || 1)
  const scored = passages.map((passage) => ({ ...passage, passageScore: score(passage.terms, passage.titleTerms, weights, meanLength) }))
  const bestArticle = Math.max(1e-9, ...candidates.map((candidate) => candidate.score))
  const bestPassage = Math.max(1e-9, ...scored.map((passage) => passage.passageScore))
  const ranked = scored
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
  return ranked
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ article, start, end, score, articleScore, passageScore }) => ({ article, start, end, score, articleScore, passageScore }))
}

type OpenPassage = {
  readonly article: Analysed
  readonly articleScore: number
  readonly start: number
  readonly end: number
  readonly terms: readonly string[]
  readonly titleTerms: readonly string[]
}

function passagesOf(article: Analysed, articleScore: number): OpenPassage[] {
  const { sentences, passages, titleTerms } = article.analysis
  return passages.flatMap(({ first, last }) => {
    const from = sentences[first]
    const to = sentences[last - 1]
    if (!from || !to) return []
    return [
      {
        article,
        articleScore,
        start: from.start,
        end: to.end,
        terms: sentences.slice(first, last).flatMap((sentence) => sentence.terms),
        titleTerms,
      },
    ]
  })
}

function score(terms: readonly string[], titleTerms: readonly string[], weights: ReadonlyMap<string, number>, meanLength: number): number {
  const counts = new Map<string, number>()
  for (const term of terms) if (weights.has(term)) counts.set(term, (counts.get(term) ?? 0) + 1)
  for (const term of new Set(titleTerms)) if (weights.has(term)) counts.set(term, (counts.get(term) ?? 0) + TITLE_SHARE)
  const norm = K1 * (1 - PASSAGE_B + (PASSAGE_B * terms.length) / (meanLength || 1))
  let sum = 0
  for (const [term, count] of counts) sum += ((weights.get(term) ?? 0) * count * (K1 + 1)) / (count + norm)
  return sum
}
