/** What was read of a schedule so far, and what all of it comes to: what contradicts itself, or may be two things, is not guessed. */
import { type DayPart, FIRST_MORNING_MINUTE, minuteIn } from './day-parts.ts'
import { EXAMPLE, type Problem, shown } from './problems.ts'
import type { ScheduleToken, TimeToken } from './tokens.ts'
import { UNFINISHED } from './vocabulary.ts'

/** What was said; null or empty: nothing of that sort. `notes`: how it was taken, where somebody may have meant it otherwise. */
export type SaidSchedule = {
  readonly days: ReadonlySet<number>
  readonly except: ReadonlySet<number>
  readonly isDaily: boolean
  readonly isWeekly: boolean
  readonly minute: number | null
  readonly part: DayPart | null
  readonly zone: string | null
  readonly notes: readonly string[]
}

export type Reading = {
  readonly days: Set<number>
  readonly except: Set<number>
  /** “daily”, “every day”: each date; `isDay`: a day was spoken of at all. */
  isDaily: boolean
  isDay: boolean
  /** “weekly”; `isWeek`: a week was spoken of, which may be said of days. */
  isWeekly: boolean
  isWeek: boolean
  isExcept: boolean
  readonly parts: Set<DayPart>
  time: Pick<TimeToken, 'asTyped' | 'minute' | 'isHour' | 'isFixed'> | null
  zone: string | null
  country: string | null
  /** The day with which a range begins whose end comes next. */
  from: number | null
  isRangeEnd: boolean
}
export function nothingRead(): Reading {
  return {
    days: new Set(),
    except: new Set(),
    isDaily: false,
    isDay: false,
    isWeekly: false,
    isWeek: false,
    isExcept: false,
    parts: new Set(),
    time: null,
    zone: null,
    country: null,
    from: null,
    isRangeEnd: false,
  }
}

export function finished(reading: Reading, last: ScheduleToken | undefined): SaidSchedule | Problem {
  const { days, except, isDaily, isWeekly, zone, time, parts } = reading
  const isDayNamed = isDaily || isWeekly || reading.isDay || reading.isWeek || days.size > 0
  if (reading.isExcept && except.size === 0)
    return { problem: 'Except on which day? Write for example “every day except Sunday at 09:00”.' }
  if (!isDayNamed && except.size === 0 && time === null && parts.size === 0)
    return { problem: `Say on which days, and at what time of day. ${EXAMPLE}` }
  if (time === null && last?.kind === 'word' && UNFINISHED.has(last.asTyped.toLowerCase()))
    return { problem: `“${shown(last.asTyped)}” is followed by nothing. ${EXAMPLE}` }
  if (isDaily && (days.size === 1 || isWeekly))
    return { problem: 'Every day, or once a week? Write for example “every day at 09:00” or “every Monday at 09:00”.' }
  if (days.size > 0 && [...except].some((day) => !days.has(day)))
    return { problem: 'That leaves out a day which is not among the days. Write those that are meant, such as “Mon, Tue, Fri at 09:00”.' }
  const minute = minuteMeant(reading)
  if (typeof minute === 'object' && minute !== null) return minute
  const [part = null] = parts
  return {
    days,
    except,
    isDaily: isDaily || reading.isDay,
    isWeekly: isWeekly || reading.isWeek,
    minute,
    part,
    zone,
    notes: notesOn(reading, minute),
  }
}

function minuteMeant({ parts, time, days, except }: Reading): number | null | Problem {
  const [part, other] = parts
  if (other !== undefined)
    return { problem: 'That names several parts of the day. A digest has one time of day: set a second digest for the other.' }
  if (time === null || time.minute === null || part === undefined) return time?.minute ?? null
  const minute = minuteIn(part, time.minute, time.isFixed)
  if (minute === null)
    return { problem: `“${shown(time.asTyped)}” may be no time of the ${part}. Write it as 00:00 to 23:59, such as “Mon–Fri at 18:00”.` }
  if (part === 'night' && minute < FIRST_MORNING_MINUTE && days.size + except.size > 0)
    return { problem: 'Is that the night before that day, or after it? Write the date’s own day and time, such as “Sat at 01:00”.' }
  return minute
}

function notesOn({ time, parts, days, country }: Reading, minute: number | null): string[] {
  const notes: string[] = []
  if (time?.isHour === true && parts.size === 0 && minute !== null)
    notes.push(
      minute === 720
        ? `“${time.asTyped}” is taken for noon, 12:00; midnight is 00:00.`
        : `“${time.asTyped}” is taken for the morning; the evening is ${minute / 60}pm.`,
    )
  if (minute === 0 && days.size > 0 && !/^0/.test(time?.asTyped ?? '')) notes.push('A day begins with its midnight: 00:00 is not its end.')
  if (country !== null) notes.push(`“${country}” is taken for where the time is; for news about it: topic:"${country}"`)
  return notes
}
