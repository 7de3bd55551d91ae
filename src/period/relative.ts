/** Days told from the asker's now: `yesterday`, `last week`, `past 3 days`, `two weeks ago`, `Monday`, `last Friday`, `last summer`. */
import { addMonths, dayNumber, dayOf, weekdayOf } from '../calendar.ts'
import { type Days, fixed, type Granularity, type Moment, type Unit } from './moment.ts'
import { count, type Found, monthName, type Reader } from './reader.ts'
import { isMark, wordAt } from './tokens.ts'
import { isIntroduced, isNoWeekday, isTodayOfName } from './vetoes.ts'
import { MAX_COUNT, SEASONS, SHORT_WEEKDAYS, UNITS, WEEKDAYS } from './vocabulary.ts'

const HOUR_MS = 3_600_000
const BACK: ReadonlySet<string> = new Set(['last', 'past', 'previous', 'prior'])
const NOW: ReadonlySet<string> = new Set(['this', 'current'])
const TIMES_OF_DAY: ReadonlySet<string> = new Set(['morning', 'afternoon', 'evening', 'night'])
const APPROXIMATE: ReadonlySet<string> = new Set(['over', 'than', 'least', 'to', 'with'])

export function relatives(reader: Reader, at: number, sure: boolean): (Found | null)[] {
  return [
    namedDay(reader, at),
    stretch(reader, at),
    weekend(reader, at),
    counted(reader, at),
    ago(reader, at),
    weekday(reader, at, sure),
    lastMonthOrSeason(reader, at),
  ]
}

/** A moment of some days that nothing can move. */
function told(from: number, to: number, granularity: Granularity, next: number): Found {
  return { moment: fixed({ from, to }, granularity), next }
}

function namedDay(reader: Reader, at: number): Found | null {
  const { tokens, today } = reader
  const word = wordAt(tokens, at)
  const after = wordAt(tokens, at + 1)
  if ((word === 'today' || word === 'tonight') && !isTodayOfName(tokens, at)) return told(today, today, 'day', at + 1)
  if (word === 'yesterday') return told(today - 1, today - 1, 'day', at + (TIMES_OF_DAY.has(after) ? 2 : 1))
  if (word === 'day' && after === 'before' && wordAt(tokens, at + 2) === 'yesterday') return told(today - 2, today - 2, 'day', at + 3)
  if (word === 'this' && TIMES_OF_DAY.has(after)) return told(today, today, 'day', at + 2)
  if (word === 'last' && after === 'night') return told(today - 1, today, 'range', at + 2)
  return null
}

/** The calendar week (from Monday), month, quarter, year or decade that lies `back` before the one of a day. */
export function unitAround(day: number, unit: Unit, back: number): Days {
  if (unit === 'day') return { from: day - back, to: day - back }
  if (unit === 'week') {
    const monday = day - weekdayOf(day) + 1 - 7 * back
    return { from: monday, to: monday + 6 }
  }
  const { year, month } = dayOf(day)
  const [first, length] =
    unit === 'month' ? [month, 1] : unit === 'quarter' ? [month - ((month - 1) % 3), 3] : unit === 'half' ? [month > 6 ? 7 : 1, 6] : [1, 12]
  const from =
    unit === 'decade'
      ? dayNumber({ year: year - (year % 10) - 10 * back, month: 1, day: 1 })
      : addMonths(dayNumber({ year, month: first, day: 1 }), -length * back)
  return { from, to: addMonths(from, unit === 'decade' ? 120 : length) - 1 }
}

/** `last week`, `the past month`, `this quarter`, `the week before last`, `so far this year`. */
function stretch(reader: Reader, at: number): Found | null {
  const { tokens, today } = reader
  const word = wordAt(tokens, at)
  if (UNITS.has(word) && wordAt(tokens, at + 1) === 'before' && wordAt(tokens, at + 2) === 'last') {
    const unit = UNITS.get(word)
    return unit && unit !== 'hour' && unit !== 'day' ? around(today, unit, 2, at + 3) : null
  }
  const plain = wordAt(tokens, at + 1)
  const unit = plain.endsWith('s') ? undefined : UNITS.get(plain)
  if (!unit || (!BACK.has(word) && !NOW.has(word))) return null
  if (unit === 'hour') return word === 'this' ? null : { moment: lastHours(reader, 1), next: at + 2 }
  if (NOW.has(word)) return unit === 'half' ? null : around(today, unit, 0, at + 2)
  // “Last month” was January; “the past month” and “the last month” reach to today. A quarter is always one of the calendar.
  const rolling = word === 'past' || (word === 'last' && wordAt(tokens, at - 1) === 'the')
  if (rolling && unit !== 'quarter' && unit !== 'half') return { moment: sinceUnits(reader, unit, 1), next: at + 2 }
  return around(today, unit, 1, at + 2)
}

function around(day: number, unit: Unit, back: number, next: number): Found {
  const { from, to } = unitAround(day, unit, back)
  return told(from, to, unit === 'half' || unit === 'decade' ? 'range' : unit, next)
}

/** `last weekend`, `this weekend`, `over the weekend`: Saturday and Sunday. */
function weekend({ tokens, today }: Reader, at: number): Found | null {
  const word = wordAt(tokens, at)
  if (wordAt(tokens, at + 1) !== 'weekend') return null
  const saturday = unitAround(today, 'week', 0).from + 5
  if (BACK.has(word)) return told(saturday - 7, saturday - 6, 'range', at + 2)
  if (NOW.has(word)) return told(saturday, saturday + 1, 'range', at + 2)
  if (word !== 'the' || !['over', 'at', 'during', 'on'].includes(wordAt(tokens, at - 1))) return null
  const begun = saturday > today ? saturday - 7 : saturday
  return told(begun, begun + 1, 'range', at + 2)
}

/** `last 3 months`, `past two weeks`, `previous 10 days`, `past 24 hours`: up to and with today. */
function counted(reader: Reader, at: number): Found | null {
  const { tokens } = reader
  if (!BACK.has(wordAt(tokens, at))) return null
  const n = count(reader, at + 1)
  const unit = n && UNITS.get(wordAt(tokens, n.next))
  if (!n || !unit || n.value < 1 || n.value > MAX_COUNT[unit]) return null
  return { moment: unit === 'hour' ? lastHours(reader, n.value) : sinceUnits(reader, unit, n.value), next: n.next + 1 }
}

/** From `n` units before today to today. */
function sinceUnits({ today }: Reader, unit: Unit, n: number): Moment {
  const months = { day: 0, week: 0, month: 1, quarter: 3, half: 6, year: 12, decade: 120 }[unit]
  const from = months > 0 ? addMonths(today, -months * n) : today - n * (unit === 'week' ? 7 : 1)
  return fixed({ from, to: today }, 'range')
}

function lastHours({ today, nowMs }: Reader, n: number): Moment {
  return { ...fixed({ from: today - Math.ceil(n / 24), to: today }, 'range'), exact: { fromMs: nowMs - n * HOUR_MS, toMs: nowMs } }
}

/** `3 days ago` is that day, `two weeks ago` that week, `a month ago` and `a year ago` the month and year. */
function ago(reader: Reader, at: number): Found | null {
  const { tokens, today } = reader
  const n = APPROXIMATE.has(wordAt(tokens, at - 1)) ? null : count(reader, at)
  const unit = n && UNITS.get(wordAt(tokens, n.next))
  if (!n || !unit || wordAt(tokens, n.next + 1) !== 'ago' || n.value < 1 || n.value > MAX_COUNT[unit]) return null
  if (unit === 'hour') return { moment: lastHours(reader, n.value), next: n.next + 2 }
  // Counted from today, so that a month ago on 26 February is January and not “the month before this one’s start”.
  return around(today, unit, n.value, n.next + 2)
}

/** `Monday`, `last Friday`, `this Tuesday`, `Monday last week`. */
function weekday(reader: Reader, at: number, sure: boolean): Found | null {
  const { tokens, today } = reader
  const word = wordAt(tokens, at)
  const lead = BACK.has(word) || word === 'this' ? (wordAt(tokens, at + 1) === 'past' ? 2 : 1) : 0
  const name = at + lead
  const before = wordAt(tokens, name - 1)
  const led = sure || lead > 0
  const short = led || isIntroduced(tokens, name) ? SHORT_WEEKDAYS.get(wordAt(tokens, name)) : undefined
  const day = WEEKDAYS.get(wordAt(tokens, name)) ?? short
  if (day === undefined || isNoWeekday(tokens, name, led)) return null
  let next = name + 1
  if (TIMES_OF_DAY.has(wordAt(tokens, next)) && !tokens[next]?.capital) next++
  const monday = unitAround(today, 'week', 0).from
  if (lead > 0 && before === 'this') return told(monday + day - 1, monday + day - 1, 'day', next)
  const of = wordAt(tokens, next) === 'of' ? next + 1 : next
  if (lead === 0 && wordAt(tokens, of + 1) === 'week' && ['last', 'this'].includes(wordAt(tokens, of))) {
    const that = monday + day - 1 - (wordAt(tokens, of) === 'last' ? 7 : 0)
    return told(that, that, 'day', of + 2)
  }
  const back = (weekdayOf(today) - day + 7) % 7
  const on = today - (lead > 0 && back === 0 ? 7 : back)
  return { moment: { ...fixed({ from: on, to: on }, 'day'), weekly: lead === 0 }, next }
}

/** `last January`, `this March`, `last summer`, `last Christmas` is read with the named days. */
function lastMonthOrSeason(reader: Reader, at: number): Found | null {
  const { tokens, today, year } = reader
  const word = wordAt(tokens, at)
  if (!BACK.has(word) && word !== 'this') return null
  const season = SEASONS.get(wordAt(tokens, at + 1))
  const month = season === undefined ? monthName(reader, at + 1, false)?.value : season
  // “The last march”, “this may be”: small letters are words here.
  const small = !tokens[at + 1]?.capital && ['may', 'march', 'mar', 'fall'].includes(wordAt(tokens, at + 1))
  if (month === undefined || tokens[at + 2]?.kind === 'number' || isMark(tokens, at + 2, "'") || (small && word === 'this')) return null
  if (small && wordAt(tokens, at - 1) === 'the') return null
  const days = (y: number): Days => {
    const from = dayNumber({ year: y, month, day: 1 })
    return { from, to: addMonths(from, season === undefined ? 1 : 3) - 1 }
  }
  const granularity = season === undefined ? 'month' : 'range'
  // In November “this winter” is the one to come.
  if (word === 'this' && month === 0 && unitAround(today, 'half', 0).from > days(year).to)
    return told(days(year + 1).from, days(year + 1).to, granularity, at + 2)
  if (word === 'this') return told(days(year).from, days(year).to, granularity, at + 2)
  const y = [year + 1, year, year - 1].find((candidate) => days(candidate).to < today) ?? year - 2
  return told(days(y).from, days(y).to, granularity, at + 2)
}
