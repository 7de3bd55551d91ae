/** What looks like a date and is part of a name, an amount or a sentence: “Euro 2020”, “2019 NDAA”, “may”, “Black Friday”. */
import { isGlued, isMark, type Token, wordAt } from './tokens.ts'
import {
  DETERMINERS,
  DOUBTFUL_MONTHS,
  FUNCTION_WORDS,
  INTRODUCERS,
  MEASURED,
  MONTHS,
  NEWS_WORDS,
  SHORT_WEEKDAYS,
  WEAK_INTRODUCERS,
  WEEKDAYS,
} from './vocabulary.ts'

/** Capitalised at the start of a sentence as any word is. */
const COMMON_STARTS: ReadonlySet<string> = new Set(
  'tell show list give find get any all are was did what who when where which why how latest top best please summarise summarize compare'.split(
    ' ',
  ),
)
const COMPARED: ReadonlySet<string> = new Set('than over nearly almost least most roughly approximately some exactly only class'.split(' '))
const NOT_PAST: ReadonlySet<string> = new Set('next coming following every each upcoming'.split(' '))
const DAY_NAMES: ReadonlySet<string> = new Set('black cyber super bloody good ash easter palm giving fat holy maundy freaky'.split(' '))
const DAY_TITLES: ReadonlySet<string> = new Set('night times telegraph mirror express addams the'.split(' '))
const SUNDAY_PAPERS: ReadonlySet<string> = new Set('mail sun independent scotland wales ireland'.split(' '))
const TODAY_PAPERS: ReadonlySet<string> = new Set('usa russia india psychology'.split(' '))
const SENTENCE_END: ReadonlySet<string> = new Set(['.', '?', '!', ':', ';'])
/** “After May” is as likely the politician: only these make a month of it without a number. */
const SURE_MONTH: ReadonlySet<string> = new Set('in since during until till last this early late mid throughout of from'.split(' '))

export function isIntroduced(tokens: readonly Token[], at: number): boolean {
  return INTRODUCERS.has(wordAt(tokens, at - 1))
}

/** Whether a capitalised word directly before makes a name with what follows. */
export function nameBefore(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]
  if (before?.kind !== 'word' || !before.capital || MONTHS.has(before.text) || isWeekdayName(before.text)) return false
  const previous = tokens[at - 2]
  const starts = previous === undefined || (previous.kind === 'mark' && SENTENCE_END.has(previous.text))
  return !(starts && (COMMON_STARTS.has(before.text) || FUNCTION_WORDS.has(before.text) || NEWS_WORDS.has(before.text)))
}

function nameAfter(tokens: readonly Token[], next: number): boolean {
  const after = tokens[next]
  return after?.kind === 'word' && after.capital && !MONTHS.has(after.text) && !isWeekdayName(after.text)
}

function isWeekdayName(word: string): boolean {
  return WEEKDAYS.has(word) || SHORT_WEEKDAYS.has(word)
}

/** Whether what follows is a small noun, so that a number before it counts or a year before it qualifies. */
export function opensNoun(tokens: readonly Token[], next: number): boolean {
  const after = tokens[next]
  return after?.kind === 'word' && after.spaced && !after.capital && !FUNCTION_WORDS.has(after.text) && !NEWS_WORDS.has(after.text)
}

export function isYearOfName(tokens: readonly Token[], at: number, today: { readonly year: number }): boolean {
  const before = wordAt(tokens, at - 1)
  const after = wordAt(tokens, at + 1)
  if (MEASURED.has(after) || COMPARED.has(before) || (before === 'of' && wordAt(tokens, at - 2) === 'class')) return true
  if (isIntroduced(tokens, at) && before !== 'this' && before !== 'last' && before !== 'previous') return false
  if (tokens[at - 1]?.kind === 'number' || NOT_PAST.has(before)) return true
  if (DETERMINERS.has(before)) return !NEWS_WORDS.has(after)
  if (nameAfter(tokens, at + 1)) return true
  if (WEAK_INTRODUCERS.has(before)) return false
  // A year to come that nothing introduces is a target or a plan.
  return nameBefore(tokens, at) || (tokens[at]?.value ?? 0) > today.year
}

/** For a month without day and year. `sure` where the grammar around it already asks for a date. */
export function isNoMonth(tokens: readonly Token[], at: number, next: number, sure: boolean): boolean {
  const token = tokens[at]
  const before = wordAt(tokens, at - 1)
  if (!token || NOT_PAST.has(before)) return true
  // The number after it was no day and no year.
  if (tokens[next]?.kind === 'number') return true
  if (token.text === 'march' && wordAt(tokens, next) === 'for') return true
  if (sure) return false
  if (DOUBTFUL_MONTHS.has(token.text)) return !SURE_MONTH.has(before) || (!token.capital && token.text === 'mar')
  return before === 'black' || (!isIntroduced(tokens, at) && nameAfter(tokens, next))
}

/** A small “may 3” or “march 10” without year: a verb before a number, unless a preposition leads to it or the sentence goes on. */
export function isVerb(tokens: readonly Token[], at: number, next: number): boolean {
  const token = tokens[at]
  if (!token || token.capital || (token.text !== 'may' && token.text !== 'march')) return false
  return !isIntroduced(tokens, at) && !WEAK_INTRODUCERS.has(wordAt(tokens, at - 1)) && opensNoun(tokens, next)
}

/** A date without year between an article and a small noun qualifies it (“the Jan. 6 committee”, but “the Feb 25 story”); after “coming” it is still to be. */
export function isAttribute(tokens: readonly Token[], at: number, next: number): boolean {
  const before = wordAt(tokens, at - 1)
  return NOT_PAST.has(before) || (DETERMINERS.has(before) && opensNoun(tokens, next))
}

/** For a number before a month without a year: “Top 10 March stories”, “iPhone 11 March event”. */
export function isCounted(tokens: readonly Token[], at: number): boolean {
  const before = wordAt(tokens, at - 1)
  return before === 'top' || before === 'best' || before === 'first' || before === 'last' || nameBefore(tokens, at)
}

export function isNoWeekday(tokens: readonly Token[], at: number, sure: boolean): boolean {
  const before = wordAt(tokens, at - 1)
  const after = tokens[at + 1]
  if (NOT_PAST.has(before) || DAY_NAMES.has(before)) return true
  if (after?.capital && DAY_TITLES.has(after.text)) return true
  if (before === 'on' && wordAt(tokens, at) === 'sunday' && SUNDAY_PAPERS.has(wordAt(tokens, at - 2))) return true
  if (sure || isIntroduced(tokens, at)) return false
  return nameAfter(tokens, at + 1) || nameBefore(tokens, at) || (isMark(tokens, at - 1, '-') && isGlued(tokens, at))
}

/** “USA Today”, “the Today Show”. */
export function isTodayOfName(tokens: readonly Token[], at: number): boolean {
  const before = wordAt(tokens, at - 1)
  if (TODAY_PAPERS.has(before)) return true
  if (!tokens[at]?.capital) return false
  return wordAt(tokens, at + 1) === 'show' || nameBefore(tokens, at)
}

/** For a named day without a year: the day itself is meant after “on”, “since”… or by itself, not as what is spoken about (“celebrated Independence Day”). */
export function isTopic(tokens: readonly Token[], at: number, next: number, words: number): boolean {
  const before = wordAt(tokens, at - 1)
  if (NOT_PAST.has(before) || opensNoun(tokens, next) || nameAfter(tokens, next)) return true
  if (isIntroduced(tokens, at) || ['at', 'over', 'by', 'from', 'and'].includes(before)) return false
  return words === 1 || !(before === '' || FUNCTION_WORDS.has(before) || NEWS_WORDS.has(before))
}
