/** The words in which people say when something shall come again: days, a time of day, a zone. */
import { editsBetween, nearest } from '../nearest.ts'
import { findZones, isDoubtful, zoneNamed, zonesMeant } from '../zones.ts'
import { type ScheduleToken, scheduleTokens } from './tokens.ts'
import {
  AFTERNOON,
  COUNTED,
  DAILY,
  DAYS,
  EXCEPT,
  FILLERS,
  FIRST_EVENING_MINUTE,
  NAMED_TIMES,
  NIGHT,
  OTHER_PERIODS,
  RANGE,
  SUGGESTED,
  WEEKLY,
  WORKING,
  WORKING_WORDS,
} from './vocabulary.ts'

/** What was said; null or empty: nothing of that sort. */
export type SaidSchedule = {
  readonly days: ReadonlySet<number>
  readonly except: ReadonlySet<number>
  readonly isDaily: boolean
  readonly isWeekly: boolean
  readonly minute: number | null
  readonly zone: string | null
}

/** Longer than every schedule that means something. */
const MAX_CHARS = 200
const MAX_SHOWN_CHARS = 40
/** Words and dashes of the longest name of a zone, Port-au-Prince. */
const MAX_ZONE_WORDS = 5
const MAX_OFFERED = 3

const EXAMPLE = 'Write for example “Mon–Fri at 09:00 Europe/Paris”.'

type Reading = {
  readonly days: Set<number>
  readonly except: Set<number>
  isDaily: boolean
  isWeekly: boolean
  isAfternoon: boolean
  isNight: boolean
  isExcept: boolean
  minute: number | null
  isHalfDay: boolean
  zone: string | null
  /** The day that was named last, and the word between it and the next one. */
  lastDay: number | null
  range: string | null
}
/** A problem for the reader, or how many tokens were read. */
type Step = number | string

export function readScheduleWords(text: string): SaidSchedule | { readonly problem: string } {
  if (text.length > MAX_CHARS) return { problem: `That is too long for a schedule. ${EXAMPLE}` }
  const tokens = scheduleTokens(text)
  if ('wrongTime' in tokens)
    return { problem: `“${shown(tokens.wrongTime)}” is no time of day: write 00:00 (midnight) to 23:59, or 12am to 11:59pm. ${EXAMPLE}` }
  const reading: Reading = {
    days: new Set(),
    except: new Set(),
    isDaily: false,
    isWeekly: false,
    isAfternoon: false,
    isNight: false,
    isExcept: false,
    minute: null,
    isHalfDay: false,
    zone: null,
    lastDay: null,
    range: null,
  }
  let at = 0
  while (at < tokens.length) {
    const step = readToken(tokens, at, reading)
    if (typeof step === 'string') return { problem: step }
    at += step
  }
  return finished(reading)
}

function finished(reading: Reading): SaidSchedule | { readonly problem: string } {
  const { days, except, isDaily, isWeekly, zone, range } = reading
  if (range !== null && range !== '-') return { problem: `Until which day? ${EXAMPLE}` }
  if (reading.isExcept && except.size === 0)
    return { problem: 'Except on which day? Write for example “every day except Sunday at 09:00”.' }
  if (days.size === 0 && except.size === 0 && !isDaily && !isWeekly && reading.minute === null)
    return { problem: `Say on which days, and at what time of day. ${EXAMPLE}` }
  return { days, except, isDaily, isWeekly, minute: reading.minute === null ? null : partOfDay(reading.minute, reading), zone }
}

/** “8 in the evening” is 20:00, “12 at night” 00:00. */
function partOfDay(minute: number, { isAfternoon, isNight, isHalfDay }: Reading): number {
  if (isHalfDay) return minute
  if (isNight && minute >= 720 && minute < 780) return minute - 720
  return minute < 720 && (isAfternoon || (isNight && minute >= FIRST_EVENING_MINUTE)) ? minute + 720 : minute
}

function readToken(tokens: readonly ScheduleToken[], at: number, reading: Reading): Step {
  const token = tokens[at]
  if (token === undefined) return 1
  switch (token.kind) {
    case 'time':
      return readTime(token, tokens[at - 1], tokens[at + 1], reading)
    case 'offset':
      return `“${shown(token.asTyped)}” is an offset, which knows no summer time. Name a city or a zone instead, such as “Mon–Fri at 09:00 Europe/Paris”; UTC alone is fine.`
    case 'path':
      return readPath(token.asTyped, reading)
    case 'dash':
      reading.range = '-'
      return 1
    case 'strange':
      return notUnderstood(token.asTyped)
    case 'word':
      return readWord(tokens, at, reading)
    default:
      return token satisfies never
  }
}

function readTime(
  time: ScheduleToken & { kind: 'time' },
  before: ScheduleToken | undefined,
  after: ScheduleToken | undefined,
  reading: Reading,
): Step {
  if (time.asTyped === '7' && after?.kind === 'word' && wordOf(after) === 'days') {
    reading.isDaily = true
    return 2
  }
  if (time.isBare && after?.kind === 'word' && COUNTED.test(wordOf(after))) return otherPeriod(`${time.asTyped} ${after.asTyped}`)
  if (time.isBare && before?.kind === 'word' && /^(?:every|each)$/.test(wordOf(before)))
    return otherPeriod(`${before.asTyped} ${time.asTyped}`)
  return takeTime(time.minute, time.isHalfDay, reading)
}

function takeTime(minute: number, isHalfDay: boolean, reading: Reading): Step {
  if (reading.minute !== null && reading.minute !== minute)
    return 'That names several times of day. A digest has one: set a second digest for the other time.'
  reading.minute = minute
  reading.isHalfDay = isHalfDay
  reading.range = null
  return 1
}

/** `Europe/Paris`; or days apart by slashes. */
function readPath(asTyped: string, reading: Reading): Step {
  const parts = asTyped.split('/').map((part) => dayOf(part.toLowerCase()))
  if (parts.every((days) => days !== null)) {
    for (const days of parts) takeDays(days, reading)
    return 1
  }
  const zone = zoneNamed(asTyped)
  return zone === null ? (unknownZone(asTyped) ?? notUnderstood(asTyped)) : takeZone(zone, 1, reading)
}

function readWord(tokens: readonly ScheduleToken[], at: number, reading: Reading): Step {
  const token = tokens[at]
  const word = token === undefined ? '' : wordOf(token)
  const next = tokens[at + 1]
  if (WORKING_WORDS.includes(word) && next?.kind === 'word' && /^days?$/.test(wordOf(next))) {
    takeDays(WORKING, reading)
    return 2
  }
  const long = readZone(tokens, at, 2, reading)
  if (long !== null) return long
  const days = dayOf(word)
  if (days !== null) {
    takeDays(days, reading)
    return 1
  }
  return readPlainWord(word, reading) ?? readZone(tokens, at, 1, reading) ?? unknownWord(tokens, at)
}

/** One of the words that stand for themselves; null: it is none. */
function readPlainWord(word: string, reading: Reading): Step | null {
  const minute = NAMED_TIMES.get(word)
  if (minute !== undefined) return takeTime(minute, true, reading)
  if (RANGE.has(word)) reading.range = word
  else if (EXCEPT.has(word)) reading.isExcept = true
  else if (DAILY.has(word)) reading.isDaily = true
  else if (WEEKLY.has(word)) reading.isWeekly = true
  else if (AFTERNOON.has(word)) reading.isAfternoon = true
  else if (NIGHT.has(word)) reading.isNight = true
  else if (OTHER_PERIODS.test(word)) return otherPeriod(word)
  else if (!FILLERS.has(word)) return null
  return 1
}

/** Words that mean a zone, the longest name first, of at least `least` words; null: they mean none. */
function readZone(tokens: readonly ScheduleToken[], at: number, least: number, reading: Reading): Step | null {
  for (let length = MAX_ZONE_WORDS; length >= least; length--) {
    const words = tokens.slice(at, at + length)
    if (words.length < length || words.some(({ kind }) => kind !== 'word' && kind !== 'dash')) continue
    const name = phrase(words)
    const zones = zonesMeant(name)
    const [only] = zones
    if (only === undefined) continue
    if (zones.length > 1) return `“${shown(name)}” may be ${either(zones)}: write the one that you mean.`
    if (isDoubtful(name)) return `“${shown(name)}” does not say whether there is summer time: write ${only} instead.`
    return takeZone(only, length, reading)
  }
  return null
}

function takeZone(zone: string, length: number, reading: Reading): Step {
  if (reading.zone !== null && reading.zone !== zone)
    return `That names two time zones, ${reading.zone} and ${zone}. A digest has one: set a second digest for the other.`
  reading.zone = zone
  reading.range = null
  return length
}

function takeDays(days: readonly number[], reading: Reading): void {
  const into = reading.isExcept ? reading.except : reading.days
  const [first] = days
  const isRange = reading.range !== null && reading.lastDay !== null && days.length === 1 && first !== undefined
  if (isRange) for (let day = reading.lastDay ?? first; day !== first; day = (day % 7) + 1) into.add(day)
  for (const day of days) into.add(day)
  reading.lastDay = days.length === 1 ? (first ?? null) : null
  reading.range = null
}

/** Also in the plural, and with a point behind the short form. */
function dayOf(word: string): readonly number[] | null {
  return DAYS.get(word) ?? DAYS.get(word.replace(/['’]?s$/, '')) ?? null
}

function unknownWord(tokens: readonly ScheduleToken[], at: number): string {
  const word = tokens[at]?.asTyped ?? ''
  const meant = word.length > 2 ? nearest(word, SUGGESTED) : null
  const near = meant === null ? null : `“${shown(word)}” is not understood; did you mean “${meant}”? ${EXAMPLE}`
  if (near !== null && meant !== null && editsBetween(word.toLowerCase(), meant) <= 1) return near
  for (let length = MAX_ZONE_WORDS; length > 0; length--) {
    const words = tokens.slice(at, at + length)
    if (words.length < length || words.some(({ kind }) => kind !== 'word')) continue
    const problem = unknownZone(phrase(words))
    if (problem !== null) return problem
  }
  return near ?? notUnderstood(word)
}

function unknownZone(name: string): string | null {
  // Two letters are within so many names that what contains them says nothing.
  const zones = name.length > 2 ? findZones(name, MAX_OFFERED) : []
  return zones.length === 0 ? null : `There is no time zone “${shown(name)}”. Did you mean ${either(zones)}?`
}

function notUnderstood(word: string): string {
  return `“${shown(word)}” is not understood. ${EXAMPLE}`
}

function otherPeriod(words: string): string {
  return `“${shown(words)}” is not possible: a digest comes once a day at most, on weekdays that you choose. ${EXAMPLE}`
}

function either(zones: readonly string[]): string {
  const offered = zones.slice(0, MAX_OFFERED)
  return offered.length < 2 ? offered.join('') : `${offered.slice(0, -1).join(', ')} or ${offered.at(-1)}`
}

function phrase(tokens: readonly ScheduleToken[]): string {
  return tokens.map(({ asTyped }) => asTyped).join(' ')
}

function wordOf(token: ScheduleToken): string {
  return token.asTyped.toLowerCase()
}

function shown(text: string): string {
  return text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS)}…` : text
}
