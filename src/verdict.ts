/**
 * Whether the best sentence answers the question or only shares its subject. A question is refused when the thing it
 * asks for is missing, however well its names match: “how many employees does Momenta have in Germany?”
 */
import type { WantedWord } from './evidence.ts'
import type { Question } from './question.ts'
import { termOf } from './retrieval/terms.ts'
import { variantsOf } from './retrieval/variants.ts'
import { FEATURES } from './sentence-features.ts'
import type { RankedSentence } from './sentence-ranker.ts'

export const VERDICT_FEATURES = [
  'own',
  'near',
  'article',
  'exact',
  'missingNear',
  'missingArticle',
  'unknownName',
  'unknownShare',
  'held',
  'heldNear',
  'headTop',
  'headNear',
  'headArticle',
  'namesOwn',
  'namesSalient',
  'namesMissing',
  'few',
  'bigrams',
  'score',
  'wordsMissing',
  'attributesOwn',
  'attributesNear',
  'attributesArticle',
  'typedBest',
  'countsHead',
  'typed',
  'margin',
  'hasHead',
] as const

/** The vector that the verdict is decided on; values in about [0, 1]. */
export function verdictFeatures(question: Question, wanted: readonly WantedWord[], ranked: readonly RankedSentence[]): number[] {
  const top = ranked[0]
  if (!top) return VERDICT_FEATURES.map(() => 0)
  const feature = (row: RankedSentence, name: (typeof FEATURES)[number]): number => row.features[FEATURES.indexOf(name)] ?? 0
  const { own, near } = top.evidence
  const anywhere = top.ownInArticle
  const names = wanted.filter((want) => want.word.name && want.word.weight >= 1)
  const attributes = wanted.filter((want) => !want.word.name && want.word.weight >= 1)
  const share = (of: readonly WantedWord[], row: readonly number[], empty: number): number => {
    const total = of.reduce((sum, want) => sum + want.idf, 0)
    return total === 0 ? empty : of.reduce((sum, want) => sum + want.idf * (row[wanted.indexOf(want)] ?? 0), 0) / total
  }
  const total = wanted.reduce((sum, want) => sum + want.idf * want.word.weight, 0) || 1
  const missing = wanted.map((want, w) => (want.idf * want.word.weight * (1 - (anywhere[w] ?? 0))) / total)
  const salient = wanted.map((_, w) => Math.max(own[w] ?? 0, isSalient(top, wanted[w]) ? 0.8 : 0))
  const unknown = wanted.filter((want, w) => want.frequency === 0 && (anywhere[w] ?? 0) === 0)
  const full = wanted.filter((want) => want.word.weight >= 1)
  const same = ranked.slice(0, 8).filter((row) => row.articleId === top.articleId)
  const typed = question.asking.wants !== null && question.asking.wants !== 'yesno' && question.asking.wants !== 'thing'
  const head = headMatch(question, wanted, top)
  return [
    feature(top, 'own'),
    top.evidence.nearShare,
    feature(top, 'article'),
    feature(top, 'exact'),
    feature(top, 'missing'),
    Math.max(0, ...missing),
    unknown.some((want) => want.word.name) ? 1 : 0,
    unknown.reduce((sum, want) => sum + want.idf * want.word.weight, 0) / total,
    feature(top, 'held'),
    feature(top, 'heldNear'),
    head.own,
    head.near,
    head.article,
    share(names, own, 0.7),
    share(names, salient, 0.8),
    names.some((want) => (anywhere[wanted.indexOf(want)] ?? 0) < 0.3) ? 1 : 0,
    full.length <= 2 ? 1 : 0,
    feature(top, 'bigrams'),
    top.score / 15,
    full.length === 0 ? 1 : full.filter((want) => (anywhere[wanted.indexOf(want)] ?? 0) < 0.3).length / full.length,
    share(attributes, own, 0.7),
    share(attributes, near, 0.7),
    share(attributes, anywhere, 0.7),
    typed ? Math.max(0, ...same.map((row) => feature(row, 'heldAny') * feature(row, 'own') * feature(row, 'heldNear'))) : 0.4,
    countsHead(question, same),
    typed ? 1 : 0,
    Math.min(1, Math.max(0, (top.score - (ranked[5]?.score ?? 0)) / 5)),
    question.asking.focus === null ? 0 : 1,
  ]
}

/** A name speaks for its whole article when the title or the opening says it, or the text keeps saying it. */
function isSalient(top: RankedSentence, want: WantedWord | undefined): boolean {
  if (!want) return false
  const { analysis } = top.evidence.article
  if (analysis.titleTerms.includes(want.term)) return true
  const saying = analysis.sentences.map((sentence) => sentence.terms.includes(want.term))
  return saying.slice(0, 2).some(Boolean) || saying.filter(Boolean).length >= 3
}

/** How well the noun that names the asked thing is said: in the sentence, around it, in the article; 0.5 where none is named. */
function headMatch(question: Question, wanted: readonly WantedWord[], top: RankedSentence): { own: number; near: number; article: number } {
  const { focus } = question.asking
  const term = focus === null ? null : termOf(focus)
  const w = wanted.findIndex((want) => want.word.term === term)
  if (focus === null || term === null || w < 0) return { own: 0.5, near: 0.5, article: 0.5 }
  return { own: top.evidence.own[w] ?? 0, near: top.evidence.near[w] ?? 0, article: top.ownInArticle[w] ?? 0 }
}

const NUMBER_WORD =
  /^(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|billions?|several)$/i

/** For “how many X”: whether a number stands within four words before X (or a word for it) in one of the best sentences; 0.5 where nothing is counted. */
function countsHead(question: Question, rows: readonly RankedSentence[]): number {
  const { wants, focus } = question.asking
  if (wants !== 'count' || focus === null) return 0.5
  const names = new Set([
    termOf(focus),
    ...variantsOf(focus)
      .filter((variant) => variant.terms.length === 1 && variant.weight >= 0.4)
      .map((variant) => variant.terms[0] ?? null),
  ])
  return rows.some((row) => {
    const words = row.text.split(/[\s-]+/).map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    return words.some((word, i) => names.has(termOf(word)) && words.slice(Math.max(0, i - 4), i).some((before) => NUMBER_WORD.test(before)))
  })
    ? 1
    : 0
}
