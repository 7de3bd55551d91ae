/** The question files that can be measured, each told by the fields of its first record. */
import { readFileSync } from 'node:fs'
import type { StoryPair } from './story-pairs.ts'

/** A regular expression (any case), or several that must all match. */
export type Alternative = string | { readonly all: readonly string[] }
/** `gold`: keys of the articles that hold the answer; none where the corpus does not hold it. `asked`: ISO date or instant. */
export type AnswerQuestion = {
  readonly id: string
  readonly q: string
  readonly type: string
  readonly gold: readonly string[]
  readonly answer: readonly Alternative[]
  readonly asked?: string
  /** Which part of the file it belongs to: tuned on, or set aside. */
  readonly split?: string
}
export type Turn = Omit<AnswerQuestion, 'type' | 'split'>
export type Thread = { readonly id: string; readonly turns: readonly Turn[] }
/** `facts`: what the passages must contain, white space aside; none for a query that the corpus cannot answer. */
export type FactsQuestion = { readonly id: string; readonly q: string; readonly type: string; readonly facts: readonly string[] }
/** `gold`: ids of the articles that tell; none where the pool does not hold them. */
export type QuizQuestion = { readonly id: string; readonly q: string; readonly asked: string; readonly gold: readonly string[] }

export type Questions =
  | { readonly kind: 'answers'; readonly questions: readonly AnswerQuestion[] }
  | { readonly kind: 'threads'; readonly threads: readonly Thread[] }
  | { readonly kind: 'facts'; readonly questions: readonly FactsQuestion[] }
  | { readonly kind: 'quiz'; readonly questions: readonly QuizQuestion[] }
  | { readonly kind: 'pairs'; readonly pairs: readonly StoryPair[] }

export function readQuestions(file: string): Questions {
  const records = parse(file)
  const [first] = records
  if (first === undefined) throw new Error(`Reading questions from ${file}: it holds none.`)
  const has = (...fields: string[]) => fields.every((field) => field in first)
  if (has('a', 'b', 'same')) return { kind: 'pairs', pairs: records as StoryPair[] }
  if (has('id', 'turns')) return { kind: 'threads', threads: records as Thread[] }
  if (has('id', 'q', 'facts')) return { kind: 'facts', questions: records as FactsQuestion[] }
  if (has('id', 'q', 'choices', 'asked', 'gold')) return { kind: 'quiz', questions: records as QuizQuestion[] }
  if (has('id', 'q', 'type', 'gold', 'answer')) return { kind: 'answers', questions: records as AnswerQuestion[] }
  throw new Error(
    `Reading questions from ${file}: its first record has the fields ${Object.keys(first).join(', ')}. Expected {id, q, type, gold, answer}, {id, turns}, {id, q, facts}, {id, q, asked, choices, gold} or {a, b, same}.`,
  )
}

function parse(file: string): object[] {
  const text = readFileSync(file, 'utf8')
  if (file.endsWith('.json')) return JSON.parse(text) as object[]
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return []
    try {
      return [JSON.parse(line) as object]
    } catch (cause) {
      throw new Error(`Reading questions from ${file}: line ${i + 1} is not JSON.`, { cause })
    }
  })
}

/** At most `limit` of them, spread evenly over the file so that every type is met. */
export function spread<T>(all: readonly T[], limit: number): readonly T[] {
  if (all.length <= limit) return all
  return Array.from({ length: limit }, (_, i) => all[Math.floor((i * all.length) / limit)] as T)
}
