/** What tells an answering sentence from one that merely shares words: a vector for the linear ranker of `sentence-ranker.ts`. */
import { type SentenceEvidence, totalWeight, type WantedWord } from './evidence.ts'
import { type Held, heldIn } from './expected.ts'
import type { Question } from './question.ts'
import { fold, termOf } from './retrieval/terms.ts'
import { variantsOf } from './retrieval/variants.ts'

/** Each feature is in about [0, 1]; the order is that of `RANKER_WEIGHTS`. */
export const FEATURES = [
  'own',
  'surroundings',
  'article',
  'leading',
  'held',
  'heldNear',
  'focus',
  'position',
  'short',
  'names',
  'namesNear',
  'bigrams',
  'missing',
  'exact',
  'pronoun',
  'title',
  'heldAny',
] as const
export type FeatureVector = readonly number[]

export type Scored = {
  readonly evidence: SentenceEvidence
  readonly features: FeatureVector
  /** Where the asked-for thing stands in the sentence, nearest to the question's words first. */
  readonly held: readonly Held[]
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu
/** Between the parts of one word. */
const JOINED = /[-.’']/

export type ArticleShare = { readonly share: number; readonly relative: number; readonly title: number }

/** Features of one sentence; `article` says how much of the question its article speaks to, alone and beside the best. */
export function featuresOf(question: Question, wanted: readonly WantedWord[], evidence: SentenceEvidence, article: ArticleShare): Scored {
  const { article: analysed, index, own, near } = evidence
  const sentence = analysed.analysis.sentences[index]
  const text = sentence ? analysed.article.body.slice(sentence.start, sentence.end) : ''
  const held = sentence ? heldIn(analysed, sentence, question.asking, wordsOf(question)) : null
  const matched = matchedPlaces(text, wanted)
  const byNearness = [...(held ?? [])].map((one) => ({ one, distance: distanceTo(one, matched) })).sort((a, b) => a.distance - b.distance)
  const names = wanted.filter((want) => want.word.name)
  const ownNames = nameShare(wanted, own)
  const features = [
    evidence.ownShare,
    evidence.nearShare - evidence.ownShare,
    article.share,
    article.relative,
    held === null ? 0.5 : held.length > 0 ? 1 : 0,
    held === null ? 0.5 : held.length > 0 ? 1 / (1 + (byNearness[0]?.distance ?? 0) / 30) : 0,
    focusMatch(question, text),
    1 / (1 + index),
    text.length < 40 ? 1 : 0,
    names.length === 0 ? 0.5 : ownNames,
    names.length === 0 ? 0.5 : nameShare(wanted, near),
    bigramShare(wanted, sentence?.terms ?? []),
    heaviestMissing(wanted, near),
    exactShare(wanted, sentence?.terms ?? []),
    /^["“‘]?(?:he|she|it|they|this|that|these|those)\b/i.test(text) ? 1 : 0,
    article.title,
    held !== null && held.length > 0 ? 1 : 0,
  ]
  return { evidence, features, held: byNearness.map(({ one }) => one) }
}

// What all sentences of one question share is made once.
const questionWords = new WeakMap<Question, ReadonlySet<string>>()
const saidBy = new WeakMap<readonly WantedWord[], ReadonlySet<string>>()

function wordsOf(question: Question): ReadonlySet<string> {
  const words = questionWords.get(question) ?? new Set(question.tokens.map((token) => fold(token.text)))
  questionWords.set(question, words)
  return words
}

/** Terms that say a word of the question: its own, and its variants of one word. */
function termsSaying(wanted: readonly WantedWord[]): ReadonlySet<string> {
  const known = saidBy.get(wanted)
  if (known !== undefined) return known
  const terms = new Set<string>()
  for (const want of wanted) {
    if (want.word.weight < 1) continue
    terms.add(want.term)
    for (const variant of want.variants) if (variant.terms.length === 1 && variant.terms[0]) terms.add(variant.terms[0])
  }
  saidBy.set(wanted, terms)
  return terms
}

/** Character places of the question's words (or their variants of one word) in a sentence. */
function matchedPlaces(text: string, wanted: readonly WantedWord[]): Held[] {
  const terms = termsSaying(wanted)
  const says = (word: string): boolean => terms.has(termOf(word) ?? '')
  const places: Held[] = []
  for (const { 0: word, index } of text.matchAll(WORD))
    if (says(word) || (JOINED.test(word) && word.split(JOINED).some(says))) places.push({ start: index, end: index + word.length })
  return places
}

/** Mean distance in characters to the two nearest matched words. */
function distanceTo(held: Held, places: readonly Held[]): number {
  const distances = places
    .map((place) => (place.start >= held.end ? place.start - held.end : place.end <= held.start ? held.start - place.end : 0))
    .filter((d) => d > 0)
    .sort((a, b) => a - b)
  if (distances.length === 0) return 200
  return ((distances[0] ?? 200) + (distances[1] ?? distances[0] ?? 200)) / 2
}

function focusMatch(question: Question, text: string): number {
  const { focus } = question.asking
  if (focus === null) return 0.5
  const terms = new Set([...text.matchAll(WORD)].flatMap((match) => match[0].split('-').map(termOf)))
  if (terms.has(termOf(focus))) return 1
  const variant = variantsOf(focus).find((one) => one.terms.every((term) => terms.has(term)))
  return variant?.weight ?? 0
}

function nameShare(wanted: readonly WantedWord[], row: readonly number[]): number {
  let said = 0
  let total = 0
  for (const [w, want] of wanted.entries()) {
    if (!want.word.name) continue
    total += want.idf
    said += want.idf * (row[w] ?? 0)
  }
  return total === 0 ? 0 : said / total
}

/** Share of neighbouring word pairs of the question that are neighbours (within three terms) in the sentence too. */
function bigramShare(wanted: readonly WantedWord[], terms: readonly string[]): number {
  let pairs = 0
  let found = 0
  for (let w = 1; w < wanted.length; w++) {
    const [a, b] = [wanted[w - 1], wanted[w]]
    if (!a || !b || a.word.weight < 1 || b.word.weight < 1) continue
    pairs++
    if (
      terms.some(
        (term, i) =>
          (term === a.term && terms.slice(i + 1, i + 4).includes(b.term)) ||
          (term === b.term && terms.slice(i + 1, i + 4).includes(a.term)),
      )
    )
      found++
  }
  return pairs === 0 ? 0 : found / pairs
}

function heaviestMissing(wanted: readonly WantedWord[], near: readonly number[]): number {
  const total = totalWeight(wanted)
  return Math.max(0, ...wanted.map((want, w) => (want.idf * want.word.weight * (1 - (near[w] ?? 0))) / total))
}

function exactShare(wanted: readonly WantedWord[], terms: readonly string[]): number {
  const set = new Set(terms)
  let said = 0
  let total = 0
  for (const want of wanted) {
    total += want.idf * want.word.weight
    if (set.has(want.term)) said += want.idf * want.word.weight
  }
  return total === 0 ? 0 : said / total
}
