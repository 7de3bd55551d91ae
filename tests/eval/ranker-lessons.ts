/** What the sentence ranker learns from: each question's shortlist, as answering makes it, with the sentences that answer marked. */
import { wantedWords } from '../../src/evidence.ts'
import { type Newsroom, openNewsroom } from '../../src/newsroom.ts'
import { candidatesFor, understandFor } from '../../src/retrieve.ts'
import { rankSentences } from '../../src/sentence-ranker.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { openCorpus, type Progress } from './corpus.ts'
import { filesOf } from './fingerprint.ts'
import { goldIds, readLandmarks } from './gold.ts'
import { type Shortlist, scoreOf } from './listwise.ts'
import { matches } from './matching.ts'
import { type Alternative, type AnswerQuestion, readQuestions } from './question-file.ts'
import type { EvalSet } from './sets.ts'

/** Rows best first by the weights in force. `gold`: the first gold key, told apart between folds. */
export type Lesson = Shortlist & {
  readonly set: string
  readonly split: string | null
  readonly gold: string
  readonly answer: readonly Alternative[]
  /** Per row: the sentence, where it is of a gold article; another article's proves nothing. */
  readonly said: readonly (string | null)[]
}

/** Sorts of question that one sentence answers; dates and lists are put together from several. */
const TYPES = new Set(['fact', 'source', 'entity'])
/** As many articles as answering ranks sentences of. */
const ARTICLES = 20
/** A fixed day, later than every corpus. */
const ASKED = { now: new Date('2026-01-15T12:00:00Z'), zone: 'UTC' }

export async function lessonsOf(set: EvalSet, progress: Progress): Promise<Lesson[]> {
  const read = readQuestions(set.questions)
  if (read.kind !== 'answers') throw new Error(`Learning from ${set.questions}: it holds ${read.kind}, not questions with answers.`)
  const questions = read.questions.filter(({ type, gold }) => TYPES.has(type) && gold.length > 0)
  const newsroom =
    'db' in set.corpus
      ? await openNewsroom(await openSqliteStore(set.corpus.db))
      : await openCorpus(set.name, filesOf(set.corpus), progress)
  try {
    const idOf = await goldIds(newsroom.store, set.landmarks === undefined ? [] : readLandmarks(set.landmarks))
    const lessons: Lesson[] = []
    for (const question of questions) {
      lessons.push(await lessonOf(newsroom, set.name, question, idOf))
      progress(`Shortlists of ${set.name}`, lessons.length, questions.length)
    }
    return lessons
  } finally {
    await newsroom.close()
  }
}

async function lessonOf(newsroom: Newsroom, set: string, asked: AnswerQuestion, idOf: (key: string) => string | null): Promise<Lesson> {
  const question = await understandFor(newsroom, asked.q, ASKED)
  const wanted = wantedWords(question.words, newsroom.index)
  const { articles } = await candidatesFor(newsroom, question, wanted, ASKED, ARTICLES)
  const ranked = rankSentences(
    question,
    wanted,
    articles.map(({ analysed }) => analysed),
  )
  const gold = new Set(asked.gold.map(idOf))
  const said = ranked.map(({ articleId, text }) => (gold.has(articleId) ? text : null))
  // Where an answer has several members, a sentence that says one of them is right too.
  const members = asked.answer.flatMap((alternative) => (typeof alternative === 'string' ? [alternative] : alternative.all))
  return {
    set,
    split: asked.split ?? null,
    gold: asked.gold[0] ?? '',
    answer: asked.answer,
    said,
    rows: ranked.map(({ features }) => features),
    right: said.map((text) => text !== null && matches(members, text)),
  }
}

/** Whether the `n` best rows say the answer, together; by these weights, or by those in force. */
export function answersAmong(lesson: Lesson, weights: readonly number[] | null, n: number): boolean {
  const order = lesson.rows.map((row, i) => ({ i, score: weights === null ? -i : scoreOf(weights, row) })).sort((a, b) => b.score - a.score)
  const best = order.slice(0, n).flatMap(({ i }) => lesson.said[i] ?? [])
  return matches(lesson.answer, best.join('\n'))
}

/** Which of `folds` parts a lesson is left out of learning in: questions on one article, of whichever set, stay together. */
export function foldsOf(lessons: readonly Lesson[], folds: number): number[] {
  const keys = [...new Set(lessons.map(({ gold }) => gold))].sort()
  return lessons.map(({ gold }) => keys.indexOf(gold) % folds)
}
