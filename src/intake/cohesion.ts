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
  const weights = new Map<string, number>()
  const compute = (term: string): number => {
    if (COMMON.has(term)) return COMMON_WEIGHT
    const rarity = Math.log((1 + paragraphs.length) / (inParagraphs.get(term) ?? 1)) / (total || 1)
    return Math.max(0.05, rarity) * (isName(term) ? NAME_WEIGHT : 1)
  }
  return {
    isName,
    weight(term) {
      const known = weights.get(term)
      if (known !== undefined) return known
      const weight = compute(term)
      weights.set(term, weight)
      return weight
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
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  const ranked = [...counts]
    .map(([term, count]) => ({ term, count, score: count * lexicon.weight(term) }))
    .sort((a, b) => b.score - a.score || (a.term < b.term ? -1 : 1))
    .slice(0, SPARE * limit)
  const besides = neighbours(terms, new Set(ranked.map(({ term }) => term)))
  const chosen: string[] = []
  for (const { term, count } of ranked) {
    if (chosen.length === limit) break
    if (count >= 2 && chosen.some((other) => (besides.get(`${term} ${other}`) ?? 0) >= 0.6 * count)) continue
    chosen.push(term)
  }
  return chosen
}

/** Candidates looked at for each term chosen. */
const SPARE = 3

/** How often two of the candidates stand side by side, under both orders. */
function neighbours(terms: readonly string[], candidates: ReadonlySet<string>): Map<string, number> {
  const pairs = new Map<string, number>()
  for (let i = 0; i + 1 < terms.length; i++) {
    const [a = '', b = ''] = [terms[i], terms[i + 1]]
    if (a === b || !candidates.has(a) || !candidates.has(b)) continue
    for (const pair of [`${a} ${b}`, `${b} ${a}`]) pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}
