/** Scoring passages: as the MultiHop-RAG paper does (facts in passages), and by the rank of the article that tells. */
import { countTokens } from 'gpt-tokenizer'
import type { PassageHit } from '../../src/newsroom.ts'
import { type Bench, instantOf } from './answer-scores.ts'
import { mean, percentile, share } from './figures.ts'
import type { FactsQuestion, QuizQuestion } from './question-file.ts'
import { type Outcome, oneLine, type Row } from './report.ts'

export const PASSAGES = 10
export const MAX_PASSAGE_TOKENS = 256

/** `firstHit`: rank from 1 of the first passage with a fact of the query, null where none of the ten has one. */
export type FactsScore = {
  readonly type: string
  readonly firstHit: number | null
  readonly averagePrecision: number
  readonly longest: number
  readonly ms: number
  readonly outcome: Outcome
}
/** `rank`: from 1, of the first gold article among the distinct articles of the ten passages. */
export type QuizScore = { readonly rank: number | null; readonly ms: number; readonly outcome: Outcome }

/** White space is no difference: the data's authors strip spaces and newlines on both sides. */
function stripped(text: string): string {
  return text.replace(/[ \n]/g, '')
}

/** Rank of the first passage that holds a fact, and Σ newly found facts ÷ rank ÷ number of facts. */
export function factsFound(facts: readonly string[], passages: readonly string[]): Pick<FactsScore, 'firstHit' | 'averagePrecision'> {
  const missing = new Set(facts.map(stripped))
  let firstHit: number | null = null
  let sum = 0
  for (const [i, passage] of passages.map(stripped).entries()) {
    const hits = facts.some((fact) => passage.includes(stripped(fact)))
    const found = [...missing].filter((fact) => passage.includes(fact))
    for (const fact of found) missing.delete(fact)
    if (hits && firstHit === null) firstHit = i + 1
    sum += found.length / (i + 1)
  }
  return { firstHit, averagePrecision: facts.length === 0 ? 0 : sum / facts.length }
}

/** Queries without facts are left out: there is nothing to find. */
export async function scoreFacts(bench: Bench, questions: readonly FactsQuestion[]): Promise<FactsScore[]> {
  const answerable = questions.filter((question) => question.facts.length > 0)
  const scores: FactsScore[] = []
  for (const { id, q, type, facts } of answerable) {
    const { hits, ms } = await searched(bench, q, bench.asked.now)
    const texts = hits.map((hit) => hit.text)
    const found = factsFound(facts, texts)
    const right = found.firstHit !== null && found.firstHit <= 4
    const outcome = { id, type, q: oneLine(q), right, wanted: oneLine(facts.join(' | '), 600), got: listed(hits, found.firstHit) }
    scores.push({ type, ...found, longest: Math.max(0, ...texts.map((text) => countTokens(text))), ms, outcome })
    bench.progress?.(scores.length, answerable.length)
  }
  return scores
}

/** Questions whose gold article is outside the pool are left out. */
export async function scoreQuiz(bench: Bench, questions: readonly QuizQuestion[]): Promise<QuizScore[]> {
  const held = questions.filter((question) => question.gold.length > 0)
  const scores: QuizScore[] = []
  for (const { id, q, asked, gold } of held) {
    const { hits, ms } = await searched(bench, q, instantOf(asked))
    const wanted = gold.map(bench.idOf)
    const at = [...new Set(hits.map((hit) => hit.articleId))].findIndex((article) => wanted.includes(article))
    const rank = at < 0 ? null : at + 1
    scores.push({
      rank,
      ms,
      outcome: { id, type: 'quiz', q: `${q} (asked ${asked})`, right: rank === 1, wanted: gold.join(', '), got: listed(hits, rank) },
    })
    bench.progress?.(scores.length, held.length)
  }
  return scores
}

async function searched(bench: Bench, q: string, now: Date): Promise<{ hits: readonly PassageHit[]; ms: number }> {
  const before = bench.clock()
  const hits = await bench.newsroom.search(q, { ...bench.asked, now }, PASSAGES)
  const ms = bench.clock() - before
  if (hits.length > PASSAGES) throw new Error(`Searching “${q}”: ${hits.length} passages came where ${PASSAGES} were asked for.`)
  return { hits, ms }
}

function listed(hits: readonly PassageHit[], rank: number | null): string {
  const titles = [...new Set(hits.map((hit) => `${hit.title} (${hit.publisher})`))].slice(0, 5)
  return oneLine(`[${rank === null ? 'not found' : `rank ${rank}`}] ${titles.join(' | ')}`, 600)
}

export function factsRows(scores: readonly FactsScore[]): Row[] {
  const types = [...new Set(scores.map((score) => score.type))]
  const rowOf = (name: string, some: readonly FactsScore[]): Row => ({
    name,
    n: some.length,
    figures: {
      'Hits@10': share(some.map(({ firstHit }) => firstHit !== null)),
      'Hits@4': share(some.map(({ firstHit }) => firstHit !== null && firstHit <= 4)),
      'MAP@10': mean(some.map((score) => score.averagePrecision)),
      'MRR@10': mean(some.map(({ firstHit }) => (firstHit === null ? 0 : 1 / firstHit))),
      ...latency(some),
    },
  })
  const byType = types.map((type) =>
    rowOf(
      type,
      scores.filter((score) => score.type === type),
    ),
  )
  return [...byType, rowOf('all', scores)]
}

export function quizRows(scores: readonly QuizScore[]): Row[] {
  const within = (k: number) => share(scores.map(({ rank }) => rank !== null && rank <= k))
  const figures = {
    'R@1': within(1),
    'R@5': within(5),
    'R@10': within(10),
    MRR: mean(scores.map(({ rank }) => (rank === null ? 0 : 1 / rank))),
    ...latency(scores),
  }
  return [{ name: 'all', n: scores.length, figures }]
}

function latency(scores: readonly { readonly ms: number }[]): Record<string, number | null> {
  const times = scores.map((score) => score.ms)
  return { 'p50 ms': percentile(times, 0.5), 'p95 ms': percentile(times, 0.95) }
}
