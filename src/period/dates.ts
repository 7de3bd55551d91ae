/** Dates of the calendar: `2020-02-25`, `25/02/2020`, `Feb. 25th, 2020`, `11–13 February`, `March 2020`, `2019`, `the 2010s`. */
import { dayNumber, monthLength } from '../calendar.ts'
import { type Days, fixed, type Moment, monthDays } from './moment.ts'
import { dayNumeral, type Found, monthName, type Place, type Reader, yearAfter, yearNumber } from './reader.ts'
import { isGlued, isMark, wordAt } from './tokens.ts'
import { isAttribute, isCounted, isIntroduced, isNoMonth, isVerb, isYearOfName, opensNoun } from './vetoes.ts'
import { SHORT_WEEKDAYS, WEEKDAYS } from './vocabulary.ts'

/** Days in one list: “Feb 24, 25, 26 and 27”. */
const MAX_LISTED = 8

export function dates(reader: Reader, at: number, sure: boolean): (Found | null)[] {
  return [
    numeric(reader, at),
    monthThenDay(reader, at),
    dayThenMonth(reader, at),
    weekdayThenDate(reader, at),
    monthAlone(reader, at, sure),
    yearAlone(reader, at, sure),
    decade(reader, at),
  ]
}

export function daysOf(year: number, month: number, first: number, last = first): Days | null {
  if (month < 1 || month > 12 || first < 1 || last > monthLength(year, month)) return null
  return { from: dayNumber({ year, month, day: first }), to: dayNumber({ year, month, day: last }) }
}

/** `2020-02-25`, `2020/2/25`, `2020-02`, `25/02/2020`, `25.2.2020`, `2/25/20`. */
function numeric(reader: Reader, at: number): Found | null {
  const { tokens, monthFirst } = reader
  const separator = tokens[at + 1]?.text ?? ''
  const joined = (place: number): boolean => isMark(tokens, place, separator) && isGlued(tokens, place) && isGlued(tokens, place + 1)
  const [a, b, c] = [tokens[at], tokens[at + 2], tokens[at + 4]]
  if (a?.kind !== 'number' || b?.kind !== 'number' || !['-', '/', '.'].includes(separator) || !joined(at + 1) || b.digits > 2) return null
  if (c?.kind !== 'number' || !joined(at + 3)) {
    if (a.digits !== 4 || separator !== '-' || b.digits !== 2 || b.value < 1 || b.value > 12 || a.value < 1000) return null
    return { moment: fixed(monthDays(a.value, b.value), 'month'), next: at + 3 }
  }
  let next = at + 5
  if (a.digits === 4 && c.digits <= 2) {
    // An ISO instant says its time after a T.
    if (isGlued(tokens, next) && wordAt(tokens, next) === 't') while (next < at + 16 && isGlued(tokens, next)) next++
    return oneDay(a.value, b.value, c.value, next)
  }
  if (a.digits > 2 || !(c.digits === 4 || (c.digits === 2 && separator === '/'))) return null
  const year = c.digits === 4 ? c.value : 2000 + c.value
  const [month, day] = a.value > 12 ? [b.value, a.value] : b.value > 12 || monthFirst ? [a.value, b.value] : [b.value, a.value]
  return oneDay(year, month, day, next)
}

function oneDay(year: number, month: number, day: number, next: number): Found | null {
  const days = year >= 1000 ? daysOf(year, month, day) : null
  return days && { moment: fixed(days, 'day'), next }
}

function dated(month: number, [first, last]: readonly [number, number], year: number | null): Moment | null {
  // A leap year, so that 29 February without a year passes.
  if (daysOf(year ?? 2020, month, first, last) === null) return null
  return { granularity: first === last ? 'day' : 'range', year, daysIn: (any) => daysOf(any, month, first, last) }
}

/** `Feb 25`, `February the 25th, 2020`, `Feb 11-13`, `Feb 24 or 25`. */
function monthThenDay(reader: Reader, at: number): Found | null {
  const { tokens } = reader
  const month = monthName(reader, at, true)
  if (!month) return null
  let from = month.next
  if (wordAt(tokens, from) === 'the' || (isMark(tokens, from, '-') && isGlued(tokens, from))) from++
  for (const days of [dayList(reader, from, true), dayList(reader, from, false)]) {
    if (!days) continue
    const year = yearAfter(reader, days.next)
    const next = year?.next ?? days.next
    const moment = dated(month.value, days.value, year?.value ?? null)
    if (moment && (year || !(isVerb(tokens, at, next) || isAttribute(tokens, at, next)))) return { moment, next }
  }
  return null
}

/** `25 February 2020`, `the 25th of Feb`, `11 and 13 Feb`, `25-Feb-2020`. */
function dayThenMonth(reader: Reader, at: number): Found | null {
  const { tokens } = reader
  const days = dayList(reader, at, true)
  if (!days) return null
  let from = days.next
  if (wordAt(tokens, from) === 'of' || (isMark(tokens, from, '-') && isGlued(tokens, from))) from++
  const month = monthName(reader, from, true)
  if (!month) return null
  const year = yearAfter(reader, month.next)
  // “3 May 4”: the day is on the other side.
  if (!year && (dayNumeral(reader, month.next) || isCounted(tokens, at))) return null
  const moment = dated(month.value, days.value, year?.value ?? null)
  return moment && { moment, next: year?.next ?? month.next }
}

/** First and last of one day or several, ascending: `25`, `11-13`, `24 or 25`, `3, 4 and 5`. */
function dayList(reader: Reader, at: number, several: boolean): Place<readonly [number, number]> | null {
  const { tokens } = reader
  const first = dayNumeral(reader, at)
  if (!first) return null
  let [last, next] = [first.value, first.next]
  for (let n = 1; several && n < MAX_LISTED; n++) {
    const joined = joiner(reader, next)
    const more = joined === null ? null : dayNumeral(reader, joined)
    // “On Feb 24 and 25 people died” counts people; “Jan 28 to 3 Feb” goes on to another month.
    if (!more || more.value <= last || (opensNoun(tokens, more.next) && !monthName(reader, more.next, true))) break
    last = more.value
    next = more.next
  }
  return { value: [first.value, last], next }
}

function joiner({ tokens }: Reader, at: number): number | null {
  if (isMark(tokens, at, ',')) return ['and', 'or'].includes(wordAt(tokens, at + 1)) ? at + 2 : at + 1
  if (isMark(tokens, at, '-') || isMark(tokens, at, '&') || isMark(tokens, at, '/')) return at + 1
  return ['to', 'and', 'or', 'through', 'thru', 'until', 'till'].includes(wordAt(tokens, at)) ? at + 1 : null
}

/** `Tuesday, Feb 25 2020`: the date decides, the weekday only belongs to it. */
function weekdayThenDate(reader: Reader, at: number): Found | null {
  const { tokens } = reader
  const word = wordAt(tokens, at)
  if (!WEEKDAYS.has(word) && !SHORT_WEEKDAYS.has(word)) return null
  let from = at + 1
  if (isMark(tokens, from, '.')) from++
  if (isMark(tokens, from, ',')) from++
  if (wordAt(tokens, from) === 'the') from++
  return monthThenDay(reader, from) ?? dayThenMonth(reader, from) ?? numeric(reader, from)
}

/** `February 2020`, `Feb '20`, `Feb of last year`, `in May`. */
function monthAlone(reader: Reader, at: number, sure: boolean): Found | null {
  const { tokens } = reader
  const stated = monthName(reader, at, true)
  const year = stated && yearAfter(reader, stated.next)
  if (stated && year)
    return { moment: { granularity: 'month', year: year.value, daysIn: (y) => monthDays(y, stated.value) }, next: year.next }
  const month = monthName(reader, at, false)
  if (!month || isNoMonth(tokens, at, month.next, sure)) return null
  return { moment: { granularity: 'month', year: null, daysIn: (y) => monthDays(y, month.value) }, next: month.next }
}

function yearAlone(reader: Reader, at: number, sure: boolean): Found | null {
  const { tokens } = reader
  const from = wordAt(tokens, at) === 'year' && !isGlued(tokens, at) ? at + 1 : at
  const year = yearNumber(reader, from)
  if (!year || year.value < 1900 || year.value > 2099) return null
  if (from === at && !sure && isYearOfName(tokens, at, reader)) return null
  return { moment: { granularity: 'year', year: year.value, daysIn: (y) => monthDays(y, 1, 12) }, next: year.next }
}

/** `2010s`, `the '90s`. */
function decade({ tokens }: Reader, at: number): Found | null {
  const short = isMark(tokens, at, "'") ? 1 : 0
  const token = tokens[at + short]
  if (!token || token.digits !== (short ? 2 : 4) || token.value % 10 !== 0 || !isGlued(tokens, at + short + 1)) return null
  const possessive = isMark(tokens, at + short + 1, "'") ? 1 : 0
  if (wordAt(tokens, at + short + possessive + 1) !== 's') return null
  const year = short ? (token.value < 30 ? 2000 : 1900) + token.value : token.value
  // “2020's” owns something, “2010s” are ten years.
  if (possessive || year < 1900 || year > 2090 || opensNoun(tokens, at + short + 2)) return null
  return { moment: fixed(monthDays(year, 1, 120), 'range'), next: at + short + 2 }
}

/** “On the 25th”: the latest day of that number. */
export function ordinalDay(reader: Reader, at: number): Found | null {
  const { tokens, year } = reader
  const day = wordAt(tokens, at) === 'the' && isIntroduced(tokens, at) ? dayNumeral(reader, at + 1) : null
  if (!day?.ordinal || opensNoun(tokens, day.next) || tokens[day.next]?.capital) return null
  if (tokens[day.next]?.text === 'of' || (tokens[day.next]?.text === '-' && isGlued(tokens, day.next))) return null
  for (let back = 0; back < 3; back++) {
    const days = daysOf(year, monthOf(reader) - back, day.value) ?? daysOf(year - 1, monthOf(reader) - back + 12, day.value)
    if (days && days.from <= reader.today) return { moment: { ...fixed(days, 'day'), year: null, daysIn: () => days }, next: day.next }
  }
  return null
}

function monthOf({ today, year }: Reader): number {
  let month = 12
  while (month > 1 && dayNumber({ year, month, day: 1 }) > today) month--
  return month
}
