/** What a thread remembers of its last answer, so that “when did that happen?” or “and Huawei?” can be understood. Plain data: it is stored as JSON. */
import type { QueryWord, Question } from './question.ts'

export type Conversation = {
  /** The last question as it was understood. */
  readonly question: string
  /** Names that the last question and its answer were about, the question's first. */
  readonly entities: readonly string[]
  /** The articles of its answer, the answering one first. */
  readonly articleIds: readonly string[]
  /** Epoch ms, inclusive; null = open. */
  readonly period: { readonly fromMs: number | null; readonly toMs: number | null } | null
}

/** A question with what it leaves unsaid; `from` tells where that came from, for `why`. */
export type Resolved = { readonly question: Question; readonly isFollowUp: boolean; readonly from: string | null }

const PRONOUN = /\b(?:it|its|he|him|his|she|her|they|them|their|theirs|that|this|those|these|there|then|one|ones)\b/i
const PRONOUN_LAST = /\b(?:it|him|her|them|that|this|there|then|one)[?.!\s]*$/i
const JOINS = /^(?:and|or|but|so|what about|how about)\b/i
const SWAP = /^(?:and|what about|how about|and what about|or)\s+([^?]{1,80})\??$/i
/** Words that the last question lends weigh less than the reader's own. */
const LENT_NAME = 0.6
const LENT_WORD = 0.3

/**
 * A question that names nothing itself, or points back, is read with the names and words of the one before it. “And Huawei?”
 * asks the last question of another name. A question with names of its own and no pointer back stands alone.
 */
export function resolveFollowUp(question: Question, previous: Question | null): Resolved {
  if (previous === null || question.words.length > 12) return { question, isFollowUp: false, from: null }
  const ownNames = question.words.filter((word) => word.name)
  const swap = SWAP.test(question.text) && question.words.filter((word) => word.weight >= 1).length <= 4
  if (ownNames[0] !== undefined && !pointsBack(question.text, ownNames[0].start)) return { question, isFollowUp: false, from: null }
  const swapped = swap && ownNames.length > 0
  const lent = swapped ? lend(previous, question, false, 1) : lend(previous, question, true, LENT_WORD)
  const asking = swap
    ? { ...previous.asking, focus: swapped ? previous.asking.focus : question.asking.focus, property: false }
    : question.asking
  return {
    question: { ...question, words: [...question.words, ...lent], asking, period: question.period ?? previous.period },
    isFollowUp: true,
    from: previous.text,
  }
}

/** Beside a name of the question's own: a pronoun after it stands for that name, unless it is the last word (“Did Tidewell appeal it?”). */
function pointsBack(text: string, firstName: number): boolean {
  return JOINS.test(text) || PRONOUN.test(text.slice(0, firstName)) || PRONOUN_LAST.test(text)
}

/** The second of two questions in one, read with the words of the first, and with its names where it has none of its own. */
export function readAfter(part: Question, first: Question): Question {
  const lent = lend(first, part, !part.words.some((word) => word.name), LENT_WORD)
  return { ...part, words: [...part.words, ...lent] }
}

/** The words of one question that another lacks, at no more than `most` each (names at no more than theirs); its names only if wanted. */
function lend(from: Question, to: Question, withNames: boolean, most: number): QueryWord[] {
  const own = new Set(to.words.map((word) => word.term))
  return from.words
    .filter((word) => !own.has(word.term) && (withNames || !word.name))
    .map((word): QueryWord => ({ ...word, weight: Math.min(word.weight, word.name ? LENT_NAME : most) }))
}
