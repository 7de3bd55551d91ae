/** Understanding: a question's text → what is asked for, about what, in which period and outlets. Pure; `now` is passed in. */

import { type Asking, askingOf } from './asking.ts'
import { type Operators, readOperators } from './operators.ts'
import { findPeriods, type Period } from './period.ts'
import { read, type Token } from './retrieval/language.ts'
import { fold, isStopWord, termOf } from './retrieval/terms.ts'
import { isDictionaryWord } from './retrieval/wordnet.ts'

/** One content word of the question. `name` = capitalised inside the sentence, or a word no dictionary knows. `weight` in [0, 1] by its role. */
export type QueryWord = {
  readonly text: string
  readonly term: string
  readonly start: number
  readonly end: number
  readonly name: boolean
  readonly weight: number
}

export type Question = {
  readonly text: string
  /** The text without operators, outlets and periods. */
  readonly words: readonly QueryWord[]
  readonly asking: Asking
  readonly operators: Operators
  readonly period: Period | null
  /** Outlets named by operator (`source:`) or by the question; the first filter, the second only favour. */
  readonly publishers: readonly string[]
  readonly authors: readonly string[]
  /** Tokens as typed, for matching names. */
  readonly tokens: readonly Token[]
}

/** What the corpus can say of itself: its outlets and bylines. */
export type Known = { readonly publishers: readonly string[]; readonly authors: readonly string[] }
export type When = { readonly now: Date; readonly zone: string }

/** Longer questions are cut here: nothing asked in chat needs more, and every later step is bounded by it. */
export const MAX_QUESTION_CHARS = 2_000

/** Words about the asking itself; they say little about the subject. */
const META = new Set(
  (
    'article articles story stories news report reports reported reporting reportedly tell background please info information details detail update updates happened happen happens happening anything something everything ' +
    'know known give show find per piece pieces mention mentioned mentions mentioning across according say says said saying call called explain describe summary summarise summarize summarised question answer name named names ' +
    'list many much thing things kind sort type got get gets there whats headline headlines coverage cover covered covers published publish latest newest recent recently today lately come came new look like exactly ever happen between employer affiliation gonna wanna dat abt pls want wants appear appeared appears ran run running carry carried carries print printed posted oldest earliest write writes wrote written byline day days week weeks month months going topic'
  ).split(' '),
)
const META_WEIGHT = 0.15
const FILLER = new Set(["what's", 'whats', "who's", 'whos', 'hows', "how's", 'wheres', 'pls', 'plz', 'hi', 'hey', 'hello', 'thanks', 'ok'])

export function understand(raw: string, known: Known, when: When): Question {
  const { operators, rest } = readOperators(raw.slice(0, MAX_QUESTION_CHARS), when)
  const text = rest
  const tokens = read(text).tokens
  const basic = askingOf(text)
  const periods = findPeriods(text, when.now, when.zone)
  const period = operators.period ?? hull(periods)
  const publishers =
    operators.publishers.length > 0 ? named(operators.publishers, known.publishers, outletForms) : publishersIn(text, known.publishers)
  const authors =
    operators.authors.length > 0 ? named(operators.authors, known.authors, (author) => [author]) : authorsIn(text, known.authors)
  const covered = [
    ...spansOf(
      text,
      publishers.flatMap((p) => outletForms(p)),
    ),
    ...spansOf(text, authors),
  ]
  const words = queryWords(tokens, covered, periods)
  const asking =
    (basic.kind !== 'chat' || !/\p{L}{2}/u.test(text)) && period !== null && asksForStories(text, words, period)
      ? { ...basic, kind: 'latest' as const }
      : basic
  return { text, words, asking, operators, period, publishers, authors, tokens }
}

const STORIES =
  /\b(?:stor(?:y|ies)|articles?|news|headlines?|pieces?|reports?|coverage|happen\w*|published?|appeared|ran|carr(?:y|ied)|reported|anything|what was going on|in the news)\b/i
const QUESTION_WORD = /\b(?:who|whose|when|where|why|how|what|which|did|does|was|were|is|are)\b/i
const FACT_LEAD =
  /^(?:who|whose|when|where|why|how|did|does|was|were|is|are|which (?!stor|article|headline|piece|report|news|bloomberg|\w+ (?:stor|article|piece|report)))/i

/** With a period, a question for stories is one that speaks of stories, or of nothing but the period. */
function asksForStories(text: string, words: readonly QueryWord[], period: Period): boolean {
  const subject = words.filter((word) => word.weight >= 1)
  const keywords = period.explicit && period.granularity !== 'year' && subject.length <= 2 && !QUESTION_WORD.test(text)
  return subject.length === 0 || keywords || (STORIES.test(text) && !FACT_LEAD.test(text) && subject.length <= 5)
}

function hull(periods: readonly Period[]): Period | null {
  const [first, ...others] = periods
  if (first === undefined) return null
  const froms = periods.map((period) => period.fromMs)
  const tos = periods.map((period) => period.toMs)
  if (others.length === 0) return first
  return {
    ...first,
    fromMs: froms.includes(null) ? null : Math.min(...froms.filter((ms) => ms !== null)),
    toMs: tos.includes(null) ? null : Math.max(...tos.filter((ms) => ms !== null)),
    granularity: 'range',
  }
}

function queryWords(tokens: readonly Token[], covered: readonly (readonly [number, number])[], periods: readonly Period[]): QueryWord[] {
  const words: QueryWord[] = []
  for (const [i, token] of tokens.entries()) {
    if (token.kind === 'mark') continue
    const folded = fold(token.text)
    const term = termOf(token.text)
    if (term === null || FILLER.has(folded) || covered.some(([start, end]) => token.start < end && token.end > start)) continue
    const inPeriod = periods.some((period) => token.start < period.end && token.end > period.start)
    const capital = /^\p{Lu}/u.test(token.text) && (i > 0 || !isStopWord(folded))
    const name =
      capital && !ABBREVIATIONS.has(folded)
        ? i > 0 || !isDictionaryWord(folded)
        : token.kind === 'word' && folded.length > 2 && !isOrdinary(folded)
    const weight = META.has(folded) && !(capital && i > 0 && !META.has(folded)) ? META_WEIGHT : inPeriod ? 0.3 : 1
    words.push({ text: token.text, term, start: token.start, end: token.end, name, weight })
  }
  return words
}

/** Abbreviations that name a role or a kind of thing, not one of them. */
const ABBREVIATIONS = new Set('ceo cfo cto coo cmo vp svp evp md ipo gdp ai tv pr hr it vc vcs ev evs av app apps pc pcs'.split(' '))

/** An English word, or a compound of one: “e-bike” is no name. */
function isOrdinary(folded: string): boolean {
  return (
    ABBREVIATIONS.has(folded) ||
    isDictionaryWord(folded) ||
    (folded.includes('-') && folded.split('-').some((part) => part.length > 2 && isDictionaryWord(part)))
  )
}

/** The ways an outlet is named: “Cnbc | World Business News Leader” is “Cnbc”; “FOX News - Health” is “FOX News”; a leading “The” may be left out of long names. */
export function outletForms(publisher: string): string[] {
  const core = publisher.split(/\s+[|–—-]\s+|\s*\|\s*/)[0]?.trim() ?? publisher
  const forms = [publisher, core]
  const words = core.split(/\s+/)
  // “Caixin” for “Caixin Global”, but never “The” or “New” alone.
  if (words.length > 1 && words[0] && !isDictionaryWord(fold(words[0]))) forms.push(words[0])
  return [...new Set(forms)]
}

/** What an operator's values mean among the known names; a value that means none stays, and nothing will match it. */
function named(values: readonly string[], known: readonly string[], formsOf: (name: string) => readonly string[]): string[] {
  return values.flatMap((value) => {
    const meant = known.filter((name) => formsOf(name).some((form) => form.toLowerCase() === value.toLowerCase()))
    if (meant.length > 0) return meant
    // A part of a name will do, as it does for commands: “source:harbor” for “The Harbor Times”.
    const folded = fold(value)
    const holding = folded.length > 2 ? known.filter((name) => fold(name).includes(folded)) : []
    return holding.length > 0 ? holding : [value]
  })
}

function publishersIn(text: string, publishers: readonly string[]): string[] {
  return publishers.filter((publisher) => spansOf(text, outletForms(publisher)).length > 0)
}

const BYLINE = /\b(?:by|from|writ\w*|wrote|report\w*|author\w*|article\w*|stor(?:y|ies)|piece\w*|byline|cover\w*|journalist|news)\b/i

/** A byline is meant where the question speaks of writing, or is nothing but the name; else the name is only spoken of. */
function authorsIn(text: string, authors: readonly string[]): string[] {
  return authors.filter((author) => {
    const [span] = spansOf(text, [author])
    if (span === undefined) return false
    const rest = `${text.slice(0, span[0])} ${text.slice(span[1])}`
    return BYLINE.test(rest) || !/[\p{L}\p{N}]/u.test(rest)
  })
}

/** Where any of the forms stands in the text as whole words; a form of dictionary words (“The Week”) only as capitalised. */
function spansOf(text: string, forms: readonly string[]): [number, number][] {
  const found: [number, number][] = []
  const lower = text.toLowerCase()
  for (const form of forms) {
    if (form.trim() === '') continue
    const ordinary = form.split(/\s+/).every((word) => isDictionaryWord(fold(word)) || isStopWord(fold(word)))
    const haystack = ordinary ? text : lower
    const needle = ordinary ? form : form.toLowerCase()
    for (let at = haystack.indexOf(needle); at >= 0 && found.length < 20; at = haystack.indexOf(needle, at + needle.length)) {
      const before = haystack[at - 1] ?? ' '
      const after = haystack[at + needle.length] ?? ' '
      if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) found.push([at, at + needle.length])
    }
  }
  return found
}
