/** Scoring answers: is the answer right, is it cited, is it refused where the articles do not say. */
import type { Answer } from '../../src/answer.ts'
import type { Conversation } from '../../src/conversation.ts'
import type { Asked, Newsroom, PassageHit } from '../../src/newsroom.ts'
import { mean, percentile, share } from './figures.ts'
import { answeringLine, citedIds, matches } from './matching.ts'
import type { AnswerQuestion, Thread } from './question-file.ts'
import { type Outcome, oneLine, type Row } from './report.ts'

/** What scoring needs of a newsroom; `textOf` is the whole answer as a reader sees it. */
export type Bench = {
  readonly newsroom: Pick<Newsroom, 'ask' | 'search'>
  readonly textOf: (answer: Answer) => string
  /** The id that the corpus gives to a gold article, or null where the corpus lacks it. */
  readonly idOf: (key: string) => string | null
  readonly asked: Pick<Asked, 'now' | 'zone'>
  /** Milliseconds from any fixed point. */
  readonly clock: () => number
  readonly progress?: (done: number, of: number) => void
}

/** Scores of one question; null where the question has no such score. */
export type AnswerScore = {
  readonly type: string
  readonly split: string | null
  readonly answered: boolean | null
  readonly cited: boolean | null
  readonly direct: boolean | null
  readonly refused: boolean | null
  readonly falselyRefused: boolean | null
  /** 1 ÷ rank of the first gold article among the articles searched, 0 where none of the ten passages is from one. */
  readonly reciprocalRank: number | null
  /** Share of the gold articles among the first five articles searched. */
  readonly recall5: number | null
  readonly ms: number
  readonly outcome: Outcome
}

const PASSAGES = 10

export async function scoreAnswers(bench: Bench, questions: readonly AnswerQuestion[]): Promise<AnswerScore[]> {
  const scores: AnswerScore[] = []
  for (const question of questions) {
    scores.push((await scoreOne(bench, question, undefined)).score)
    bench.progress?.(scores.length, questions.length)
  }
  return scores
}

/** Each turn is asked with what the thread's earlier turns left behind. */
export async function scoreThreads(bench: Bench, threads: readonly Thread[]): Promise<AnswerScore[]> {
  const scores: AnswerScore[] = []
  for (const thread of threads) {
    let conversation: Conversation | undefined
    for (const [i, turn] of thread.turns.entries()) {
      const { score, next } = await scoreOne(bench, { ...turn, type: i === 0 ? 'first turn' : 'follow-up' }, conversation)
      scores.push(score)
      conversation = next ?? conversation
    }
  }
  return scores
}

async function scoreOne(
  bench: Bench,
  question: AnswerQuestion,
  conversation: Conversation | undefined,
): Promise<{ score: AnswerScore; next: Conversation | undefined }> {
  const asked: Asked = { ...bench.asked, ...(question.asked === undefined ? {} : { now: instantOf(question.asked) }), conversation }
  const before = bench.clock()
  try {
    const reply = await bench.newsroom.ask(question.q, asked)
    const ms = bench.clock() - before
    const hits = question.gold.length > 0 ? await bench.newsroom.search(question.q, asked, PASSAGES) : []
    return { score: scoreOf(bench, question, reply.answer, hits, ms), next: reply.conversation }
  } catch (error) {
    return { score: failed(question, error, bench.clock() - before), next: undefined }
  }
}

function scoreOf(bench: Bench, question: AnswerQuestion, answer: Answer, hits: readonly PassageHit[], ms: number): AnswerScore {
  const refused = answer.verdict === 'unanswered'
  const text = bench.textOf(answer)
  if (question.gold.length === 0) {
    const outcome = outcomeOf(question, refused, answer, text)
    return { ...NO_SCORES, type: question.type, split: question.split ?? null, refused, ms, outcome }
  }
  const gold = question.gold.map(bench.idOf)
  const cited = citedIds(answer)
  const ranked = [...new Set(hits.map((hit) => hit.articleId))]
  const first = ranked.findIndex((id) => gold.includes(id))
  // A refusal that names the right story among the nearest ones has not answered.
  const answered = !refused && matches(question.answer, text)
  return {
    type: question.type,
    split: question.split ?? null,
    answered,
    cited: !refused && gold.every((id) => id !== null && cited.has(id)),
    direct: !refused && matches(question.answer, answeringLine(answer)),
    refused: null,
    falselyRefused: refused,
    reciprocalRank: first < 0 ? 0 : 1 / (first + 1),
    recall5: share(gold.map((id) => id !== null && ranked.slice(0, 5).includes(id))),
    ms,
    outcome: outcomeOf(question, answered, answer, text),
  }
}

const NO_SCORES = { answered: null, cited: null, direct: null, refused: null, falselyRefused: null, reciprocalRank: null, recall5: null }

function outcomeOf(question: AnswerQuestion, right: boolean, answer: Answer, text: string): Outcome {
  const wanted = question.gold.length === 0 ? 'a refusal' : `${JSON.stringify(question.answer)} from ${question.gold.join(', ')}`
  const { id, type, q } = question
  return { id, type, q, right, wanted, got: oneLine(`[${answer.verdict}; ${[...citedIds(answer)].join(', ')}] ${text}`) }
}

function failed(question: AnswerQuestion, error: unknown, ms: number): AnswerScore {
  const answerable = question.gold.length > 0
  const { id, type, q } = question
  const outcome = {
    id,
    type,
    q,
    right: false,
    wanted: 'an answer',
    got: '',
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }
  const scores = answerable
    ? { ...NO_SCORES, answered: false, cited: false, direct: false, falselyRefused: false, reciprocalRank: 0, recall5: 0 }
    : { ...NO_SCORES, refused: false }
  return { ...scores, type, split: question.split ?? null, ms, outcome }
}

/** A bare date is asked at noon UTC, as everywhere. */
export function instantOf(asked: string): Date {
  const instant = new Date(/^\d{4}-\d{2}-\d{2}$/.test(asked) ? `${asked}T12:00:00Z` : asked)
  if (Number.isNaN(instant.getTime())) throw new Error(`Reading when a question was asked: ${asked} is no ISO date or instant.`)
  return instant
}

/** One row a type in order of appearance, then all that can be answered, then all, split by split and together. */
export function answerRows(scores: readonly AnswerScore[]): Row[] {
  const rowOf = (name: string, holds: (score: AnswerScore) => boolean) => answerRow(name, scores.filter(holds))
  const distinct = <T>(values: readonly T[]) => [...new Set(values)]
  const types = distinct(scores.map((score) => score.type))
  const splits = distinct(scores.map((score) => score.split)).filter((split) => split !== null)
  return [
    ...types.map((type) => rowOf(type, (score) => score.type === type)),
    rowOf('answerable', (score) => score.answered !== null),
    ...splits.map((split) => rowOf(`all of “${split}”`, (score) => score.split === split)),
    rowOf('all', () => true),
  ]
}

function answerRow(name: string, scores: readonly AnswerScore[]): Row {
  const times = scores.map((score) => score.ms)
  return {
    name,
    n: scores.length,
    figures: {
      answered: share(scores.map((score) => score.answered)),
      cited: share(scores.map((score) => score.cited)),
      'direct line': share(scores.map((score) => score.direct)),
      refused: share(scores.map((score) => score.refused)),
      'false refusals': share(scores.map((score) => score.falselyRefused)),
      MRR: mean(scores.map((score) => score.reciprocalRank)),
      'R@5': mean(scores.map((score) => score.recall5)),
      'p50 ms': percentile(times, 0.5),
      'p95 ms': percentile(times, 0.95),
    },
  }
}
