/** Pieces of a year and of longer dates: `Q4 2019`, `first half of 2020`, `late January`, `last three months of 2019`, `summer 2020`, `Christmas`, `the week of Feb 10`. */
import { addMonths, dayNumber } from '../calendar.ts'
import { daysOf } from './dates.ts'
import { fixed, type Moment, monthDays, partOf, slice, within } from './moment.ts'
import { count, type Found, ordinal, type Place, type Reader, yearAfter, yearNumber } from './reader.ts'
import { unitAround } from './relative.ts'
import { isGlued, isMark, type Token, wordAt } from './tokens.ts'
import { isIntroduced, isTopic, nameBefore } from './vetoes.ts'
import { LASTS, NAMED_DAYS, PARTS, SEASONS, UNITS } from './vocabulary.ts'

/** Reads a date that is no part of another; `sure` where the words before it ask for a date. */
export type Base = (reader: Reader, at: number, sure: boolean) => Found | null

export function parts(reader: Reader, at: number, sure: boolean, base: Base): (Found | null)[] {
  return [part(reader, at, base), piece(reader, at, base), unitOf(reader, at, base), beside(reader, at, base), ...ofYear(reader, at, sure)]
}

/** What a year divides into by name; a year may follow, and may be missing. */
export function ofYear(reader: Reader, at: number, sure: boolean): (Found | null)[] {
  return [quarterOrHalf(reader, at), yearThenQuarter(reader, at), season(reader, at), feast(reader, at, sure)]
}

/** `early 2020`, `mid-January`, `late in 2019`, `the end of last year`. */
function part(reader: Reader, at: number, base: Base): Found | null {
  const { tokens } = reader
  const word = wordAt(tokens, at)
  const which = PARTS.get(word)
  if (!which) return null
  let from = at + 1
  const linked = ['of', 'in'].includes(wordAt(tokens, from)) || (isMark(tokens, from, '-') && isGlued(tokens, from))
  if (linked) from++
  else if (['start', 'close', 'middle', 'beginning'].includes(word)) return null
  if (linked && wordAt(tokens, from) === 'the') from++
  const whole = base(reader, from, true)
  if (!whole || whole.moment.exact || whole.moment.granularity === 'day') return null
  return { moment: partOf(whole.moment, which), next: whole.next }
}

/** `last three months of 2019`, `first week of March 2020`, `second half of last year`, `final day of 2019`. */
function piece(reader: Reader, at: number, base: Base): Found | null {
  const { tokens } = reader
  const last = LASTS.has(wordAt(tokens, at))
  const nth = last || wordAt(tokens, at) === 'opening' ? { value: 1, next: at + 1 } : ordinal(reader, at)
  if (!nth) return null
  const n = nth.value === 1 ? count(reader, nth.next) : null
  const from = n?.next ?? nth.next
  const hyphen = isMark(tokens, from, '-') ? 1 : 0
  const unit = UNITS.get(wordAt(tokens, from + hyphen))
  if (!unit || unit === 'hour' || (n !== null && (n.value < 1 || n.value > 366))) return null
  let rest = from + hyphen + 1
  if (wordAt(tokens, rest) === 'of' || wordAt(tokens, rest) === 'in') rest++
  // “The last year 2019…”, “first week January”: only quarters and halves go without their “of”.
  else if (unit !== 'quarter' && unit !== 'half') return null
  if (wordAt(tokens, rest) === 'the') rest++
  const whole = base(reader, rest, true)
  if (!whole || whole.moment.exact || whole.moment.granularity === 'day') return null
  return { moment: slice(whole.moment, unit, nth.value, n?.value ?? 1, last), next: whole.next }
}

/** `the week of Feb 10 2020`, `week ending 14 February`, `weekend of Feb 15`, `month of May`. */
function unitOf(reader: Reader, at: number, base: Base): Found | null {
  const { tokens } = reader
  const word = wordAt(tokens, at)
  const link = wordAt(tokens, at + 1)
  const unit = word === 'weekend' ? 'week' : UNITS.get(word)
  const links: ReadonlySet<string> = new Set(['of', 'ending', 'ended', 'beginning', 'starting', 'commencing'])
  if (!unit || unit === 'hour' || unit === 'half' || word.endsWith('s') || !links.has(link)) return null
  const inner = base(reader, at + (wordAt(tokens, at + 2) === 'the' ? 3 : 2), true)
  if (!inner || inner.moment.exact) return null
  const { moment, next } = inner
  if (link === 'of' && moment.granularity === unit) return inner
  if (moment.granularity !== 'day') return null
  if (word === 'weekend') {
    const saturday = (day: number): number => unitAround(day, 'week', 0).from + 5
    return { moment: within(moment, 'range', ({ from }) => ({ from: saturday(from), to: saturday(from) + 1 })), next }
  }
  if (link === 'of') return unit === 'decade' ? null : { moment: within(moment, unit, ({ from }) => unitAround(from, unit, 0)), next }
  if (unit !== 'week') return null
  const ends = link.startsWith('end')
  return { moment: within(moment, 'week', ({ from }) => (ends ? { from: from - 6, to: from } : { from, to: from + 6 })), next }
}

/** `the day after Christmas`, `the week before Feb 10 2020`. */
function beside(reader: Reader, at: number, base: Base): Found | null {
  const { tokens } = reader
  const length = wordAt(tokens, at) === 'day' ? 1 : wordAt(tokens, at) === 'week' ? 7 : 0
  const side = wordAt(tokens, at + 1)
  if (length === 0 || !['before', 'after', 'following'].includes(side)) return null
  const inner = base(reader, at + 2, true)
  if (inner?.moment.granularity !== 'day') return null
  const moment = within(inner.moment, length === 1 ? 'day' : 'range', ({ from }) =>
    side === 'before' ? { from: from - length, to: from - 1 } : { from: from + 1, to: from + length },
  )
  return { moment, next: inner.next }
}

function quarter(n: number, year: number | null): Moment {
  return { granularity: 'quarter', year, daysIn: (any) => monthDays(any, 3 * n - 2, 3) }
}

function half(n: number, year: number | null): Moment {
  return { granularity: 'range', year, daysIn: (any) => monthDays(any, 6 * n - 5, 6) }
}

/** `Q4`, `4Q`, `H1`, `1H`. */
function code(tokens: readonly Token[], at: number): Place<(year: number | null) => Moment> | null {
  const number = tokens[at]?.kind === 'number' ? at : at + 1
  const letter = wordAt(tokens, number === at ? at + 1 : at)
  const value = tokens[number]?.value ?? 0
  if (tokens[number]?.digits !== 1 || !isGlued(tokens, at + 1)) return null
  if (letter === 'q' && value >= 1 && value <= 4) return { value: (year) => quarter(value, year), next: at + 2 }
  if (letter === 'h' && (value === 1 || value === 2)) return { value: (year) => half(value, year), next: at + 2 }
  return null
}

/** `Q4 2019`, `Q4`, `4Q19`, `H1 2020`. */
function quarterOrHalf(reader: Reader, at: number): Found | null {
  const { tokens } = reader
  const named = code(tokens, at)
  if (!named) return null
  const short = tokens[named.next]
  if (short?.digits === 2 && isGlued(tokens, named.next)) return { moment: named.value(2000 + short.value), next: named.next + 1 }
  if (isGlued(tokens, named.next) && tokens[named.next]?.kind !== 'mark') return null
  const year = yearAfter(reader, named.next)
  if (year) return { moment: named.value(year.value), next: year.next }
  // “Audi Q3”, “H1 visas”, “1H”: without a year only Q1–Q4 that no name precedes.
  if (wordAt(tokens, at) !== 'q' || nameBefore(tokens, at)) return null
  return { moment: named.value(null), next: named.next }
}

/** `2019 Q4`, `2019's fourth quarter`. */
function yearThenQuarter(reader: Reader, at: number): Found | null {
  const { tokens } = reader
  let from = at + 1
  const owned = isMark(tokens, from, "'") && wordAt(tokens, from + 1) === 's'
  const year = owned && tokens[at]?.digits === 4 ? { value: tokens[at]?.value ?? 0 } : yearNumber(reader, at)
  if (!year || year.value < 1900 || year.value > 2099) return null
  if (owned) from += 2
  const named = code(tokens, from)
  if (named) return { moment: named.value(year.value), next: named.next }
  const nth = LASTS.has(wordAt(tokens, from)) ? { value: 4, next: from + 1 } : ordinal(reader, from)
  if (!nth || nth.value < 1 || nth.value > 4) return null
  if (wordAt(tokens, nth.next) === 'quarter') return { moment: quarter(nth.value, year.value), next: nth.next + 1 }
  if (wordAt(tokens, nth.next) !== 'half' || (nth.value > 2 && nth.value !== 4)) return null
  return { moment: half(nth.value === 1 ? 1 : 2, year.value), next: nth.next + 1 }
}

/** `summer 2020`, `the winter of 2019`. Northern; a winter ends in its year. */
function season(reader: Reader, at: number): Found | null {
  const { tokens } = reader
  const month = SEASONS.get(wordAt(tokens, at))
  const year = month === undefined ? null : yearAfter(reader, at + 1)
  if (month === undefined || !year || (tokens[at]?.capital && nameBefore(tokens, at) && !isIntroduced(tokens, at))) return null
  const first = dayNumber({ year: year.value, month, day: 1 })
  return { moment: fixedIn(year.value, { from: first, to: addMonths(first, 3) - 1 }), next: year.next }
}

function fixedIn(year: number, days: { from: number; to: number }): Moment {
  return { ...fixed(days, 'range'), year }
}

/** `Valentine's Day 2020`, `Christmas Eve`, `last Halloween`. */
function feast(reader: Reader, at: number, sure: boolean): Found | null {
  const { tokens } = reader
  const lead = ['last', 'this', 'past'].includes(wordAt(tokens, at)) ? 1 : 0
  for (const [words, month, day] of NAMED_DAYS) {
    const next = nameAt(tokens, at + lead, words)
    if (next === null) continue
    const year = lead === 0 ? yearAfter(reader, next) : null
    if (!year && lead === 0 && !sure && isTopic(tokens, at, next, words.length)) return null
    const moment: Moment = { granularity: 'day', year: year?.value ?? null, daysIn: (any) => daysOf(any, month, day) }
    if (lead === 0) return { moment, next: year?.next ?? next }
    const days = daysOf(reader.year, month, day)
    const passed = days !== null && days.from < reader.today
    return { moment: { ...moment, year: wordAt(tokens, at) === 'this' || passed ? reader.year : reader.year - 1 }, next }
  }
  return null
}

/** The place after a name, each word of which may stand in the possessive or plural (`Valentine's`, `Valentines`, `Fools'`). */
function nameAt(tokens: readonly Token[], from: number, words: readonly string[]): number | null {
  let at = from
  for (const [i, word] of words.entries()) {
    const said = wordAt(tokens, at)
    if (said !== word && said !== `${word}s`) return null
    at++
    if (i === words.length - 1) break
    if (isMark(tokens, at, "'") && isGlued(tokens, at)) at += wordAt(tokens, at + 1) === 's' && isGlued(tokens, at + 1) ? 2 : 1
  }
  return at
}
