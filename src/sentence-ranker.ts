/** Which sentence of the candidate articles answers best: a cheap pass over all of them, then a linear ranker over the best few. */
import { evidenceOf, type SentenceEvidence, share, totalWeight, type WantedWord } from './evidence.ts'
import type { Question } from './question.ts'
import { FEATURES, featuresOf, type Scored } from './sentence-features.ts'
import type { Analysed } from './store/store.ts'

/**
 * In the order of `FEATURES`. Written by `npm run train -- --write` (tests/eval/train-ranker.ts), which learned them from
 * questions of the types fact, source and entity, without those that are set aside (split: held):
 * - 78 on the set “seeds”, of which 76 have an answering sentence in their shortlist and so teach something
 * - 61 on the set “raw”, of which 60 have an answering sentence in their shortlist and so teach something
 */
const RANKER_WEIGHTS: readonly number[] = [
  7.31, 2.9, 1.22, 1.62, 0.68, 1.78, 0.47, -1.2, 0.62, -1.88, 2.71, 0.92, -0.74, 2.03, -0.29, 0.94, 0.68,
]

/** Sentences that the second pass looks at: past these the gold sentence was never found in development. */
const SHORTLIST = 40
const NEAR_WEIGHT = 0.5
const ARTICLE_WEIGHT = 0.25

export type RankedSentence = Scored & {
  readonly score: number
  readonly articleId: string
  readonly text: string
  readonly start: number
  readonly end: number
  readonly ownInArticle: readonly number[]
}

/** The best sentences of the articles, best first, at most `SHORTLIST`. */
export function rankSentences(
  question: Question,
  wanted: readonly WantedWord[],
  articles: readonly Analysed[],
  weights: readonly number[] = RANKER_WEIGHTS,
): RankedSentence[] {
  const total = totalWeight(wanted)
  const pools = articles.map((article) => {
    const evidence = evidenceOf(article, wanted)
    const title = new Set(article.analysis.titleTerms)
    const inTitle = wanted.map((want) => (title.has(want.term) ? 1 : 0))
    const anywhere = wanted.map((_, w) => Math.max(inTitle[w] ?? 0, ...evidence.map((one) => one.own[w] ?? 0)))
    return { evidence, anywhere, share: share(anywhere, wanted, total), title: share(inTitle, wanted, total) }
  })
  const best = Math.max(0.01, ...pools.map((pool) => pool.share))
  const cheap = (one: SentenceEvidence, share: number): number =>
    one.ownShare + NEAR_WEIGHT * (one.nearShare - one.ownShare) + ARTICLE_WEIGHT * share
  return pools
    .flatMap((pool) => pool.evidence.map((evidence) => ({ evidence, pool, base: cheap(evidence, pool.share) })))
    .sort((a, b) => b.base - a.base)
    .slice(0, SHORTLIST)
    .map(({ evidence, pool }) => {
      const scored = featuresOf(question, wanted, evidence, { share: pool.share, relative: pool.share / best, title: pool.title })
      const { article, analysis } = evidence.article
      const { start, end } = analysis.sentences[evidence.index] ?? { start: 0, end: 0 }
      const score = FEATURES.reduce((sum, _, f) => sum + (weights[f] ?? 0) * (scored.features[f] ?? 0), 0)
      return { ...scored, score, articleId: article.id, text: article.body.slice(start, end), start, end, ownInArticle: pool.anywhere }
    })
    .sort((a, b) => b.score - a.score)
}
