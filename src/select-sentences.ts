/** Which of the ranked sentences an answer shows: the answering one, then those that add most of what the question still asks. */
import { totalWeight, type WantedWord } from './evidence.ts'
import type { Question } from './question.ts'
import { fold } from './retrieval/terms.ts'
import type { RankedSentence } from './sentence-ranker.ts'

export const MAX_SENTENCES = 6
/** Sentences below this share of the best one's score are about something else. */
const FLOOR = 0.5
const FLOOR_OF_MANY = 0.4
const NOVELTY = 0.9
const REPETITION = 0.5
/** A question about one thing is answered from one article unless another adds to it. */
const OTHER_ARTICLE = 0.12
const SAME_PARAGRAPH = 0.05
const MAX_OF_ARTICLE_IN_MANY = 2

/** Whether a question asks for several articles' facts: lists, comparisons, two questions in one, several names. */
export function asksForMany(question: Question): boolean {
  const names = new Set(question.words.filter((word) => word.name && word.weight >= 1).map((word) => word.term))
  const { kind, wants, focus } = question.asking
  // “huawei legal fights”, “us measures against …”: a plural that no single figure or name answers.
  if (
    (wants === null || wants === 'thing') &&
    focus !== null &&
    /[^s]s$/.test(focus) &&
    !question.words.some((word) => word.name && fold(word.text) === focus)
  )
    return true
  return (
    kind === 'list' ||
    kind === 'compare' ||
    kind === 'timeline' ||
    (question.asking.twoPart && names.size > 1) ||
    /\b(?:both|across|all|each|versus|vs|different|various|respectively|which (?:\w+ ){0,2}(?:companies|firms|countries|stories|articles|outlets|startups|people))\b/i.test(
      question.text,
    )
  )
}

/** The answering sentence first, or those of each part, at most `MAX_SENTENCES`; greedy by score, novelty and difference. */
export function selectSentences(
  question: Question,
  wanted: readonly WantedWord[],
  ranked: readonly RankedSentence[],
  ofParts: readonly RankedSentence[],
): RankedSentence[] {
  const top = ranked[0]
  if (!top) return []
  const many = asksForMany(question)
  const total = totalWeight(wanted)
  const chosen = distinct(ofParts.length > 0 ? ofParts : [top])
  const rows = chosen.map((row) => ranked.find((other) => isSame(row, other)))
  const covered = wanted.map((_, w) => Math.max(0, ...rows.map((row) => row?.evidence.own[w] ?? 0)))
  const pool = ranked
    .filter((row) => !chosen.some((other) => isSame(row, other)))
    .filter((row) => row.score >= (many ? FLOOR_OF_MANY : FLOOR) * top.score)
  while (chosen.length < MAX_SENTENCES && pool.length > 0) {
    let best = -1
    let bestValue = Number.NEGATIVE_INFINITY
    for (const [i, row] of pool.entries()) {
      const value = worthOf(row, chosen, covered, wanted, total, top, many)
      if (value > bestValue) [best, bestValue] = [i, value]
    }
    const [row] = pool.splice(best, 1)
    if (!row) break
    chosen.push(row)
    for (const w of covered.keys()) covered[w] = Math.max(covered[w] ?? 0, row.evidence.own[w] ?? 0)
  }
  return chosen
}

function isSame(a: RankedSentence, b: RankedSentence): boolean {
  return a.articleId === b.articleId && a.start === b.start
}

function distinct(rows: readonly RankedSentence[]): RankedSentence[] {
  return rows.filter((row, i) => !rows.slice(0, i).some((other) => isSame(row, other)))
}

function worthOf(
  row: RankedSentence,
  chosen: readonly RankedSentence[],
  covered: readonly number[],
  wanted: readonly WantedWord[],
  total: number,
  top: RankedSentence,
  many: boolean,
): number {
  const novelty =
    wanted.reduce((sum, want, w) => sum + want.idf * want.word.weight * Math.max(0, (row.evidence.own[w] ?? 0) - (covered[w] ?? 0)), 0) /
    total
  const repetition = Math.max(...chosen.map((other) => overlap(row, other)))
  const ofArticle = chosen.filter((other) => other.articleId === row.articleId).length
  const elsewhere = ofArticle === 0 && row.articleId !== top.articleId
  const near = chosen.some((other) => other.articleId === row.articleId && Math.abs(other.evidence.index - row.evidence.index) === 1)
  const spread = many ? (ofArticle >= MAX_OF_ARTICLE_IN_MANY ? -0.3 : elsewhere ? 0.15 : 0) : elsewhere ? -OTHER_ARTICLE : 0
  return row.score / Math.max(1e-9, top.score) + NOVELTY * novelty - REPETITION * repetition + spread + (near ? SAME_PARAGRAPH : 0)
}

/** Jaccard similarity of two sentences' terms. */
function overlap(a: RankedSentence, b: RankedSentence): number {
  const left = new Set(a.evidence.article.analysis.sentences[a.evidence.index]?.terms)
  const right = new Set(b.evidence.article.analysis.sentences[b.evidence.index]?.terms)
  const shared = [...left].filter((term) => right.has(term)).length
  return shared / Math.max(1, left.size + right.size - shared)
}
