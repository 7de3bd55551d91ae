/** The words in which people say when something shall come again: days, a time of day, a zone. What may be meant in two ways is not guessed. */
import { isCountry, isDoubtful, zonesAtOffset, zonesMeant } from '../zones.ts'
import { cronInWords } from './cron-line.ts'
import { dayPartOf } from './day-parts.ts'
import * as problems from './problems.ts'
import { finished, nothingRead, type Reading, type SaidSchedule } from './reading.ts'
import { type ScheduleToken, scheduleTokens, type TimeToken } from './tokens.ts'
import {
  COUNTED,
  DAILY,
  DAY,
  DAYS,
  EVERY,
  EXCEPT,
  FILLERS,
  NAMED_TIMES,
  ONE_DAY,
  OTHER_PERIODS,
  PERIOD,
  RANGE,
  ROUGHLY,
  WEEK,
  WORKING,
  WORKING_WORDS,
} from './vocabulary.ts'
import { inPlainWords } from './wordings.ts'

/** Longer than every schedule that means something. */
const MAX_CHARS = 200
/** Words and dashes of the longest name of a zone, Port-au-Prince. */
const MAX_ZONE_WORDS = 5

/** A problem for the reader, or how many tokens were read. */
type Step = number | problems.Problem

export function readScheduleWords(text: string): SaidSchedule | problems.Problem {
  if (text.length > MAX_CHARS) return { problem: `That is too long for a schedule. ${problems.EXAMPLE}` }
  const cron = cronInWords(text)
  if (cron !== null && 'problem' in cron) return cron
  const tokens = scheduleTokens(inPlainWords(cron?.words ?? text))
  const reading = nothingRead()
  let at = 0
  while (at < tokens.length) {
    const step = readToken(tokens, at, reading)
    if (typeof step !== 'number') return step
    at += step
  }
  return finished(reading, tokens.at(-1))
}

function readToken(tokens: readonly ScheduleToken[], at: number, reading: Reading): Step {
  const token = tokens[at]
  if (token === undefined) return 1
  switch (token.kind) {
    case 'time':
      return readTime(token, tokens[at - 1], tokens[at + 1], reading)
    case 'offset':
      return problems.offset(token.asTyped, zonesAtOffset(token.asTyped))
    case 'path':
      return readPath(token.asTyped, reading)
    case 'dash':
      return readRange(tokens, at, reading)
    case 'strange':
      return /^\d+(?:st|nd|rd|th|x)$/i.test(token.asTyped) ? problems.otherPeriod(token.asTyped) : problems.notUnderstood(token.asTyped)
    case 'word':
      return readWord(tokens, at, reading)
    default:
      return token satisfies never
  }
}

function readTime(time: TimeToken, before: ScheduleToken | undefined, after: ScheduleToken | undefined, reading: Reading): Step {
  const next = after?.kind === 'word' ? wordOf(after) : ''
  if (time.asTyped === '7' && next === 'days') {
    reading.isDaily = true
    return 2
  }
  if (time.isCount && /^(?:stories|headlines|articles|items)$/.test(next)) return problems.notUnderstood(`${time.asTyped} ${next}`)
  if (time.isCount && COUNTED.test(next)) return problems.otherPeriod(`${time.asTyped} ${after?.asTyped}`)
  const previous = before?.kind === 'word' ? wordOf(before) : ''
  if (time.isBare && EVERY.has(previous)) return problems.otherPeriod(`${previous} ${time.asTyped}`)
  if (time.isBare && previous === 'in') return problems.oneDay(`in ${time.asTyped}`)
  if (time.minute === null)
    return {
      problem: `“${problems.shown(time.asTyped)}” is no time of day: write 00:00 (midnight) to 23:59, or 12am to 11:59pm. ${problems.EXAMPLE}`,
    }
  return takeTime(time, reading)
}

function takeTime(time: NonNullable<Reading['time']>, reading: Reading): Step {
  if (reading.time !== null && reading.time.minute !== time.minute)
    return { problem: 'That names several times of day. A digest has one: set a second digest for the other time.' }
  // “8, 8am”: the one that says more.
  if (reading.time === null || reading.time.isHour) reading.time = time
  reading.isRangeEnd = false
  return 1
}

/** `Europe/Paris`; or days apart by slashes. */
function readPath(asTyped: string, reading: Reading): Step {
  const parts = asTyped.split('/').map((part) => dayOf(part.toLowerCase()))
  if (parts.every((days) => days !== null)) {
    for (const days of parts) takeDays(days, reading)
    return 1
  }
  const [zone] = zonesMeant(asTyped)
  return zone === undefined ? (problems.unknownZone(asTyped) ?? problems.notUnderstood(asTyped)) : takeZone(zone, 1, reading)
}

/** A dash, “to”: of two days it is a range, any other dash separates. */
function readRange(tokens: readonly ScheduleToken[], at: number, reading: Reading): Step {
  const [from, to] = [singleDay(tokens[at - 1]), singleDay(tokens[at + 1])]
  if (from !== null && to !== null && !reading.isRangeEnd) {
    reading.from = from
    return 1
  }
  if (tokens[at - 1]?.kind === 'time' && tokens[at + 1]?.kind === 'time') return 1
  if (tokens[at]?.kind === 'word' && from !== null && tokens[at + 1] === undefined)
    return { problem: `Until which day? ${problems.EXAMPLE}` }
  if (tokens[at]?.kind === 'word') return problems.span(phrase(tokens.slice(at, at + 2)))
  if (to === null) return 1
  return {
    problem: `What does the dash before “${tokens[at + 1]?.asTyped}” mean? Write “Mon–Fri at 09:00”, “Mon, Fri at 09:00” or “daily except Fri at 09:00”.`,
  }
}

function readWord(tokens: readonly ScheduleToken[], at: number, reading: Reading): Step {
  const word = wordAt(tokens, at)
  const next = wordAt(tokens, at + 1)
  if (WORKING_WORDS.includes(word) && DAY.has(next)) {
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
  return (
    readTimeWord(word, reading) ??
    readDayWord(word, wordAt(tokens, at - 1), reading) ??
    readLinkWord(tokens, at, reading) ??
    readZone(tokens, at, 1, reading) ??
    unknownWord(tokens, at)
  )
}

function readTimeWord(word: string, reading: Reading): Step | null {
  const minute = NAMED_TIMES.get(word)
  if (minute !== undefined) return takeTime({ asTyped: word, minute, isHour: false, isFixed: true }, reading)
  const part = dayPartOf(word)
  if (part === null) return null
  reading.parts.add(part)
  return 1
}

function readDayWord(word: string, previous: string, reading: Reading): Step | null {
  if (DAILY.has(word)) reading.isDaily = true
  else if (DAY.has(word)) {
    if (EVERY.has(previous)) reading.isDaily = true
    else reading.isDay = true
  } else if (EXCEPT.has(word)) {
    if (reading.except.size > 0)
      return { problem: 'That leaves out days twice. Write for example “every day except Sat and Sun at 09:00”.' }
    reading.isExcept = true
  } else if (word === 'weekly') reading.isWeekly = true
  else if (WEEK.has(word)) reading.isWeek = true
  else if (OTHER_PERIODS.test(word)) return problems.otherPeriod(word)
  else if (ONE_DAY.test(word)) return problems.oneDay(word)
  else return null
  return 1
}

/** Words between the others; null: it is none. */
function readLinkWord(tokens: readonly ScheduleToken[], at: number, reading: Reading): Step | null {
  const word = wordAt(tokens, at)
  const following = tokens[at + 1]
  const next = wordAt(tokens, at + 1)
  if (RANGE.has(word)) return readRange(tokens, at, reading)
  if (ROUGHLY.has(word)) return following?.kind === 'time' ? 1 : problems.notUnderstood(phrase(tokens.slice(at, at + 2)))
  if (!FILLERS.has(word)) return null
  if (word === 'once' && !PERIOD.has(next)) return problems.oneDay(phrase(tokens.slice(at, at + 2)))
  if (word === 'from' && (singleDay(following) === null || !isRangeMark(tokens[at + 2]) || singleDay(tokens[at + 3]) === null))
    return problems.span(phrase(tokens.slice(at, at + 2)))
  if (word === 'for' && [next, wordAt(tokens, at + 2)].some((one) => WEEK.has(one) || DAY.has(one)))
    return problems.span(phrase(tokens.slice(at, at + 3)))
  // “On China” and “for Ukraine” are no times.
  if (/^(?:on|for|of)$/.test(word) && following?.kind === 'word' && singleDay(following) === null) {
    const place = placeAt(tokens, at + 1, 1)
    if (place !== null && dayOf(next) === null) return problems.notUnderstood(`${word} ${place.name}`)
  }
  return 1
}

/** The longest words that mean a zone, of at least `least`; null: they mean none. */
function placeAt(
  tokens: readonly ScheduleToken[],
  at: number,
  least: number,
): { name: string; length: number; zones: readonly string[] } | null {
  for (let length = MAX_ZONE_WORDS; length >= least; length--) {
    const words = tokens.slice(at, at + length)
    if (words.length < length || words.some(({ kind }) => kind !== 'word' && kind !== 'dash')) continue
    const name = phrase(words)
    const zones = zonesMeant(name)
    if (zones.length > 0) return { name, length, zones }
  }
  return null
}

function readZone(tokens: readonly ScheduleToken[], at: number, least: number, reading: Reading): Step | null {
  const place = placeAt(tokens, at, least)
  const [only] = place?.zones ?? []
  if (place === null || only === undefined) return null
  const { name, length, zones } = place
  if (zones.length > 1) return problems.severalZones(name, zones)
  if (isDoubtful(name)) return { problem: `“${problems.shown(name)}” does not say whether there is summer time: write ${only} instead.` }
  const isClear = wordAt(tokens, at - 1) === 'in' || /^(?:time|zone|timezone|tz)$/.test(wordAt(tokens, at + length))
  if (isCountry(name) && !isClear) reading.country = name
  return takeZone(only, length, reading)
}

function takeZone(zone: string, length: number, reading: Reading): Step {
  if (reading.zone !== null && reading.zone !== zone)
    return {
      problem: `That names two time zones, ${reading.zone} and ${zone}. A digest has one: set a second digest for the other.`,
    }
  reading.zone = zone
  return length
}

function takeDays(days: readonly number[], reading: Reading): void {
  const into = reading.isExcept ? reading.except : reading.days
  const [first = 1] = days
  reading.isRangeEnd = reading.from !== null
  for (let day = reading.from ?? first; day !== first; day = (day % 7) + 1) into.add(day)
  for (const day of days) into.add(day)
  reading.from = null
}

/** Also in the plural, and with a point behind the short form. */
function dayOf(word: string): readonly number[] | null {
  return DAYS.get(word) ?? DAYS.get(word.replace(/['’]?s$/, '')) ?? null
}

function singleDay(token: ScheduleToken | undefined): number | null {
  const days = token?.kind === 'word' ? dayOf(wordOf(token)) : null
  return days?.length === 1 ? (days[0] ?? null) : null
}

function isRangeMark(token: ScheduleToken | undefined): boolean {
  return token?.kind === 'dash' || (token?.kind === 'word' && RANGE.has(wordOf(token)))
}

function unknownWord(tokens: readonly ScheduleToken[], at: number): problems.Problem {
  const names: string[] = []
  for (let length = MAX_ZONE_WORDS; length > 0; length--) {
    const words = tokens.slice(at, at + length)
    if (words.length === length && words.every(({ kind }) => kind === 'word')) names.push(phrase(words))
  }
  return problems.unknownWord(tokens[at]?.asTyped ?? '', names)
}

function phrase(tokens: readonly ScheduleToken[]): string {
  return tokens.map(({ asTyped }) => asTyped).join(' ')
}

function wordAt(tokens: readonly ScheduleToken[], at: number): string {
  const token = tokens[at]
  return token?.kind === 'word' ? wordOf(token) : ''
}

function wordOf(token: ScheduleToken): string {
  return token.asTyped.toLowerCase()
}
