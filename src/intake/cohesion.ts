/** Which words a stretch of text shares with another: the evidence that two stretches belong to one article. After Hearst's TextTiling, with rare words and names weighing more. */
import { termOf } from '../retrieval/terms.ts'

/** Words of all news: they link any two articles. */
const COMMON = new Set(
  (
    'say said says saying told tell tells report reported reports accord according add added adding year years month months week weeks day days today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday ' +
    'january february march april may june july august september october november december new news people person one two three four five six seven eight nine ten first second third last next time times ' +
    'make made makes making take took taken takes come came comes coming go goes going went get gets got way ways say like also still well even much many lot part thing things want need know think see seen look use used using uses work working works ' +
    'company companies government official officials spokesman spokeswoman spokesperson statement source sources percent million billion number include includes including included expect expected plan plans planned early late ' +
    'accordingly however while since around among within without become became big large small high low good long old top key major great several another back end help give given continue continued show shows showed call called set left found find ' +
    'would could might may will must around about per cent mr mrs ms dr state states country countries world group public local national'
  )
    .split(' ')
    .map((word) => termOf(word))
    .filter((term) => term !== null),
)

export type Lexicon = {
  /** 0–1; rare terms of this dump near 1, terms of most of its paragraphs near 0. */
  weight(term: string): number
  /** Written with a capital in mid-sentence: a name, as far as this dump shows. Null for a term that it never shows there. */
  isName(term: string): boolean | null
}

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}.’']*/gu
const NAME_WEIGHT = 1.6
const COMMON_WEIGHT = 0.1

/** The index terms of a text, in order, repeats kept; parts of hyphenated words singly. */
export function termsIn(text: string): string[] {
  const terms: string[] = []
  for (const match of text.matchAll(WORD)) {
    const term = wordTerm(match[0])
    if (term !== null) terms.push(term)
  }
  return terms
}

function wordTerm(word: string): string | null {
  const initials = /^(?:\p{Lu}\.)+\p{Lu}?\.?$/u.test(word)
  return termOf(initials ? word.replace(/\.?$/, '.') : word.replace(/[.’']+$/, ''))
}

/** What the paragraphs of one dump say of its words. */
export function lexiconOf(paragraphs: readonly string[]): Lexicon {
  const inParagraphs = new Map<string, number>()
  const capital = new Map<string, number>()
  const small = new Map<string, number>()
  for (const paragraph of paragraphs) {
    for (const term of new Set(termsIn(paragraph))) inParagraphs.set(term, (inParagraphs.get(term) ?? 0) + 1)
    for (const match of paragraph.matchAll(WORD)) {
      const term = wordTerm(match[0])
      // The first word of a sentence says nothing about its capital.
      if (term === null || /(?:^|[.!?:“"‘(]\s*)$/.test(paragraph.slice(Math.max(0, match.index - 3), match.index))) continue
      const counts = /^\p{Lu}/u.test(match[0]) ? capital : small
      counts.set(term, (counts.get(term) ?? 0) + 1)
    }
  }
  const total = Math.log(1 + paragraphs.length)
  const isName = (term: string): boolean | null => {
    const upper = capital.get(term) ?? 0
    const lower = small.get(term) ?? 0
    return upper + lower === 0 ? null : upper > 3 * lower
  }
  return {
    isName,
    weight(term) {
      if (COMMON.has(term)) return COMMON_WEIGHT
      const rarity = Math.log((1 + paragraphs.length) / (inParagraphs.get(term) ?? 1)) / (total || 1)
      return Math.max(0.05, rarity) * (isName(term) ? NAME_WEIGHT : 1)
    },
  }
}

/** Share, by weight, of the distinct terms of `part` that occur in `whole`: 0–1; 0 for an empty part. */
export function shared(part: Iterable<string>, whole: ReadonlySet<string>, lexicon: Lexicon): number {
  let all = 0
  let found = 0
  for (const term of new Set(part)) {
    const weight = lexicon.weight(term)
    all += weight
    if (whole.has(term)) found += weight
  }
  return all === 0 ? 0 : found / all
}

/** The terms that a stretch of text is about: the `limit` largest by frequency × weight. Of a name of several words (“Hong Kong”) only one counts. */
export function keyTerms(terms: readonly string[], lexicon: Lexicon, limit: number): string[] {
  const counts = new Map<string, number>()
  const besides = new Map<string, Map<string, number>>()
  for (const [i, term] of terms.entries()) {
    counts.set(term, (counts.get(term) ?? 0) + 1)
    for (const near of [terms[i - 1], terms[i + 1]]) {
      if (near === undefined || near === term) continue
      const row = besides.get(term) ?? new Map<string, number>()
      row.set(near, (row.get(near) ?? 0) + 1)
      besides.set(term, row)
    }
  }
  const ranked = [...counts]
    .map(([term, count]) => ({ term, count, score: count * lexicon.weight(term) }))
    .sort((a, b) => b.score - a.score || (a.term < b.term ? -1 : 1))
  const chosen: string[] = []
  for (const { term, count } of ranked) {
    if (chosen.length === limit) break
    if (count >= 2 && chosen.some((other) => (besides.get(term)?.get(other) ?? 0) >= 0.6 * count)) continue
    chosen.push(term)
  }
  return chosen
}
