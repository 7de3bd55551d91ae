/** One set measured: open its corpus, ask its questions, make its report. */
import { render } from '../../adapters/terminal/render.ts'
import { openNewsroom } from '../../src/newsroom.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { type AnswerScore, answerRows, type Bench, scoreAnswers, scoreThreads } from './answer-scores.ts'
import { openCorpus, type Progress } from './corpus.ts'
import { share } from './figures.ts'
import { filesOf } from './fingerprint.ts'
import { goldIds, readLandmarks } from './gold.ts'
import { type FactsScore, factsRows, MAX_PASSAGE_TOKENS, quizRows, scoreFacts, scoreQuiz } from './passage-scores.ts'
import { type FactsQuestion, type Questions, readQuestions, spread } from './question-file.ts'
import type { Report } from './report.ts'
import type { EvalSet } from './sets.ts'
import { scoreStories } from './story-scores.ts'

export type Conditions = {
  readonly now: Date
  readonly zone: string
  readonly limit: number
  readonly progress: Progress
  readonly cache?: string
}

const WARM_UP = 'What is the latest news?'

export async function measure(set: EvalSet, conditions: Conditions): Promise<Report> {
  const { now, zone, limit, progress, cache } = conditions
  const questions = readQuestions(set.questions)
  const newsroom =
    'db' in set.corpus
      ? await openNewsroom(await openSqliteStore(set.corpus.db))
      : await openCorpus(corpusName(set), filesOf(set.corpus), progress, cache)
  try {
    const idOf = await goldIds(newsroom.store, set.landmarks === undefined ? [] : readLandmarks(set.landmarks))
    const bench: Bench = {
      newsroom,
      textOf: (answer) => render(answer),
      idOf,
      asked: { now, zone },
      clock: () => performance.now(),
      progress: (done, of) => progress(`Asking ${set.name}`, done, of),
    }
    const { articles } = await newsroom.store.corpus()
    // The first question pays for loading models and compiling code; how much is the benchmark's to tell.
    await newsroom.ask(WARM_UP, bench.asked)
    const found = await scored(bench, newsroom.store, questions, limit)
    const lost = [...new Set(keysOf(questions))].filter((key) => idOf(key) === null)
    const notes = [
      `${articles} articles.`,
      ...found.notes,
      ...(lost.length > 0 ? [`Not in the corpus: ${lost.length} gold articles: ${lost.slice(0, 10).join(', ')}.`] : []),
    ]
    return { set: set.name, title: set.title, rows: found.rows, peers: set.peers ?? [], notes, outcomes: found.outcomes }
  } finally {
    await newsroom.close()
  }
}

/** Sets on the same files share one database. */
function corpusName(set: EvalSet): string {
  return set.name === 'followups' ? 'raw' : set.name
}

type Found = Pick<Report, 'rows' | 'notes' | 'outcomes'>

async function scored(bench: Bench, store: Store, questions: Questions, limit: number): Promise<Found> {
  switch (questions.kind) {
    case 'answers':
      return answersFound(await scoreAnswers(bench, spread(questions.questions, limit)))
    case 'threads':
      return answersFound(await scoreThreads(bench, spread(questions.threads, limit)))
    case 'facts': {
      const some = spread(questions.questions, limit)
      const scores = await scoreFacts(bench, some)
      return {
        rows: factsRows(scores),
        notes: [passageNote(scores), await refusalNote(bench, some)],
        outcomes: scores.map((score) => score.outcome),
      }
    }
    case 'quiz': {
      const held = questions.questions.filter((question) => question.gold.length > 0)
      const scores = await scoreQuiz(bench, spread(held, limit))
      return {
        rows: quizRows(scores),
        notes: [`${questions.questions.length - held.length} questions whose article is outside the pool are left out.`],
        outcomes: scores.map((score) => score.outcome),
      }
    }
    case 'pairs':
      return await scoreStories(store, spread(questions.pairs, limit))
    default:
      return questions satisfies never
  }
}

function answersFound(scores: readonly AnswerScore[]): Found {
  return { rows: answerRows(scores), notes: [], outcomes: scores.map((score) => score.outcome) }
}

function passageNote(scores: readonly FactsScore[]): string {
  const longest = Math.max(0, ...scores.map((score) => score.longest))
  const over = scores.filter((score) => score.longest > MAX_PASSAGE_TOKENS).length
  return `Longest passage: ${longest} tokens${over === 0 ? '' : `; over ${MAX_PASSAGE_TOKENS} in ${over} queries, WHICH DO NOT COUNT as measured by the rules`}.`
}

/** Queries that the pool cannot answer should be refused, and the others not. */
async function refusalNote(bench: Bench, questions: readonly FactsQuestion[]): Promise<string> {
  const verdicts: { answerable: boolean; refused: boolean }[] = []
  for (const { q, facts } of questions) {
    const { answer } = await bench.newsroom.ask(q, bench.asked)
    verdicts.push({ answerable: facts.length > 0, refused: answer.verdict === 'unanswered' })
    bench.progress?.(verdicts.length, questions.length)
  }
  const of = (answerable: boolean) => verdicts.filter((verdict) => verdict.answerable === answerable).map((verdict) => verdict.refused)
  const printed = (refusals: readonly boolean[]) =>
    `${refusals.filter(Boolean).length} of ${refusals.length} (${(share(refusals) ?? 0).toFixed(3)})`
  return `Asked for an answer: refused ${printed(of(false))} null queries and, falsely, ${printed(of(true))} others.`
}

function keysOf(questions: Questions): string[] {
  switch (questions.kind) {
    case 'answers':
    case 'quiz':
      return questions.questions.flatMap((question) => question.gold)
    case 'threads':
      return questions.threads.flatMap((thread) => thread.turns.flatMap((turn) => turn.gold))
    case 'facts':
    case 'pairs':
      return []
    default:
      return questions satisfies never
  }
}
