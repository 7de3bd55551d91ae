/** How well each sentence of a candidate article speaks to the words of a question. Pure and shared by every store. */
import type { QueryWord } from './question.ts'
import { inverseFrequency } from './retrieval/bm25.ts'
import type { EntityMention } from './retrieval/entities.ts'
import { foldName, termOf } from './retrieval/terms.ts'
import { type Variant, variantsOf } from './retrieval/variants.ts'
import type { Analysed } from './store/store.ts'
import { matcherOf } from './term-matches.ts'

/** A question's word with what the corpus knows of it. */
export type WantedWord = {
  readonly word: QueryWord
  /** The term looked for: the word's own, or that of the known word it was mistyped for. */
  readonly term: string
  /** ≥ 0; rarer is heavier. */
  readonly idf: number
  /** How many articles hold the term itself. */
  readonly frequency: number
  readonly variants: readonly Variant[]
  readonly corrected: boolean
}

export type SentenceEvidence = {
  readonly article: Analysed
  /** Index into `article.analysis.sentences`. */
  readonly index: number
  /** For each wanted word, how well the sentence itself says it, in [0, 1]. */
  readonly own: readonly number[]
  /** The same with its surroundings: neighbours, title, the rest of the article. */
  readonly near: readonly number[]
  /** Share of the question's weight that the sentence says itself, and with its surroundings, in [0, 1]. */
  readonly ownShare: number
  readonly nearShare: number
}

const PREVIOUS_IN_PARAGRAPH = 0.75
const PREVIOUS = 0.55
const NEXT = 0.5
const TITLE = 0.7
const ELSEWHERE = 0.45
const NAME_FORM = 0.65
const PRONOUN =
  /^(?:["“'‘([]\s*)?(?:he|she|it|they|his|her|its|their|this|that|these|those|the (?:company|firm|agency|group|startup|maker|carmaker|airline|official|minister|judge|report|deal|platform|app|service|law|decision|move|event|organi[sz]ation|founder|executive|spokes\w+))\b/i

export function wantedWords(
  typed: readonly QueryWord[],
  index: { documentFrequency(term: string): number; similarTerms(term: string, limit: number): readonly string[]; readonly size: number },
): WantedWord[] {
  const words = joined(typed, index)
  const seen = new Set<string>()
  const wanted: WantedWord[] = []
  for (const word of words) {
    if (seen.has(word.term)) continue
    seen.add(word.term)
    let term = word.term
    let frequency = index.documentFrequency(term)
    let corrected = false
    if (frequency === 0 && word.name && term.length >= 4) {
      const similar = index.similarTerms(term, 1)[0]
      if (similar !== undefined) {
        term = similar
        frequency = index.documentFrequency(similar)
        corrected = true
      }
    }
    // A name has other forms (“American”, “U.S.”), but “a city” is none of them.
    const variants = corrected ? [] : variantsOf(word.text).filter((variant) => !word.name || variant.weight >= NAME_FORM)
    wanted.push({ word, term, idf: idf(frequency, index.size) * (corrected ? 0.9 : 1), frequency, variants, corrected })
  }
  return wanted
}

/** A name typed in two (“tik tok”, “i-flytek”) is the one that the articles print. */
function joined(words: readonly QueryWord[], index: { documentFrequency(term: string): number }): QueryWord[] {
  const result: QueryWord[] = []
  for (const word of words) {
    const before = result.at(-1)
    if (
      before &&
      word.start - before.end <= 1 &&
      word.start >= before.end &&
      (index.documentFrequency(word.term) === 0 || (before.text.length > 1 && index.documentFrequency(before.term) === 0))
    ) {
      const text = before.text + word.text
      const term = termOf(text)
      if (term !== null && index.documentFrequency(term) > 0) {
        result[result.length - 1] = { ...before, text, term, end: word.end, name: true, weight: Math.max(before.weight, word.weight) }
        continue
      }
    }
    result.push(word)
  }
  return result
}

/** No word of a question counts for nothing, however common. */
const LEAST_IDF = 0.3

/** The index's rarity of a word, floored. */
export function idf(frequency: number, size: number): number {
  return Math.max(LEAST_IDF, inverseFrequency(frequency, size))
}

/** The whole weight of a question's words; never 0, so that shares of it can be taken. */
export function totalWeight(wanted: readonly WantedWord[]): number {
  return wanted.reduce((sum, want) => sum + want.idf * want.word.weight, 0) || 1
}

/** Evidence of every sentence of an article, in its order. */
export function evidenceOf(article: Analysed, wanted: readonly WantedWord[]): SentenceEvidence[] {
  const { sentences, titleTerms, entities } = article.analysis
  const match = matcherOf(wanted)
  const titleMatch = match(titleTerms)
  const own = sentences.map((sentence) => match(sentence.terms))
  addAliases(article, wanted, own, entities)
  addInitials(article, wanted, own)
  addPronouns(article, own)
  const around = wanted.map((_, w) => {
    let best = 0
    for (const row of own) best = Math.max(best, row[w] ?? 0)
    return Math.max(TITLE * (titleMatch[w] ?? 0), ELSEWHERE * best)
  })
  const total = totalWeight(wanted)
  return sentences.map((sentence, i) => {
    const row = own[i] ?? []
    const previous = own[i - 1]
    const next = own[i + 1]
    const previousFactor = sentences[i - 1]?.paragraph === sentence.paragraph ? PREVIOUS_IN_PARAGRAPH : PREVIOUS
    const near = around.map((least, w) => Math.max(row[w] ?? 0, previousFactor * (previous?.[w] ?? 0), NEXT * (next?.[w] ?? 0), least))
    return { article, index: i, own: row, near, ownShare: share(row, wanted, total), nearShare: share(near, wanted, total) }
  })
}

/** How much of the question's weight a row says, as a share of `total`. */
export function share(row: readonly number[], wanted: readonly WantedWord[], total: number): number {
  let sum = 0
  for (let w = 0; w < wanted.length; w++) {
    const said = row[w] ?? 0
    const want = wanted[w]
    if (said > 0 && want !== undefined) sum += want.idf * want.word.weight * said
  }
  return sum / total
}

/** A name's other forms in this article say it too: “Cao” answers for “Cao Xudong”. */
function addAliases(article: Analysed, wanted: readonly WantedWord[], own: number[][], entities: Analysed['analysis']['entities']): void {
  const { sentences } = article.analysis
  const names = new Map<string, number[]>()
  for (const [w, { word }] of wanted.entries()) {
    if (!word.name && word.weight < 1) continue
    const name = foldName(word.text)
    names.set(name, [...(names.get(name) ?? []), w])
  }
  for (const entity of entities) {
    const said = new Set<number>()
    for (const word of wordsOf(entity)) for (const w of names.get(word) ?? []) said.add(w)
    if (said.size === 0) continue
    let s = 0
    for (const [start] of entity.spans) {
      while (s < sentences.length && (sentences[s]?.end ?? 0) <= start) s++
      const row = own[s]
      if (row) for (const w of said) row[w] = Math.max(row[w] ?? 0, 0.95)
    }
  }
}

const entityWords = new WeakMap<EntityMention, ReadonlySet<string>>()

/** The folded words of all forms of an entity; kept as long as its article is. */
function wordsOf(entity: EntityMention): ReadonlySet<string> {
  const words = entityWords.get(entity) ?? new Set(entity.aliases.flatMap((alias) => foldName(alias).split(' ')))
  entityWords.set(entity, words)
  return words
}

const CAPITALISED = /\p{Lu}[\p{L}\p{N}’'-]*/gu
const INITIALS = /^\p{L}{2,5}$/u

/** Initials that the text never prints say the name all the same: “WSJ” for The Wall Street Journal, “hk” for Hong Kong. */
function addInitials(article: Analysed, wanted: readonly WantedWord[], own: number[][]): void {
  for (const [w, want] of wanted.entries()) {
    if (want.frequency > 0 || !want.word.name || !INITIALS.test(want.word.text)) continue
    const initials = want.word.text.toUpperCase()
    for (const [s, sentence] of article.analysis.sentences.entries()) {
      const row = own[s]
      if (!row) continue
      const text = article.article.body.slice(sentence.start, sentence.end)
      const runs = text.split(/[^\p{L}\p{N}’' -]+|\s(?:and|of|the|for)\s(?=\p{Ll})/u)
      if (
        runs.some((run) =>
          [...run.matchAll(CAPITALISED)]
            .map((match) => match[0][0])
            .join('')
            .includes(initials),
        )
      )
        row[w] = Math.max(row[w] ?? 0, 0.9)
    }
  }
}

/** A sentence that opens with a pronoun speaks of what the one before it named. */
function addPronouns(article: Analysed, own: number[][]): void {
  const { sentences } = article.analysis
  const heads: (number[] | undefined)[] = []
  for (let i = 1; i < sentences.length; i++) {
    const sentence = sentences[i]
    const row = own[i]
    // In a run of such sentences they all speak of what the run's head named.
    const before = heads[i - 1] ?? own[i - 1]
    if (!sentence || !row || !before || !PRONOUN.test(article.article.body.slice(sentence.start, sentence.start + 40))) continue
    heads[i] = before
    for (let w = 0; w < row.length; w++) row[w] = Math.max(row[w] ?? 0, 0.7 * (before[w] ?? 0))
  }
}
