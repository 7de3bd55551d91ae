/** When something comes again: a time of day on some weekdays, by the wall clock of a zone; on both days of summer time exactly once a date. */
import { Cron } from 'croner'
import { type Day, dayNumber, dayOf, formatDay, instantAt, startOfDay, weekdayOf, zonedDay } from './calendar.ts'
import { type DayPart, USUAL_OF } from './schedule/day-parts.ts'
import { readScheduleWords } from './schedule/words.ts'

export type Schedule = {
  /** ISO: 1 Monday … 7 Sunday, ascending, at least one. */
  readonly days: readonly number[]
  /** Of the day, 0–1439. */
  readonly minute: number
  /** IANA name. */
  readonly zone: string
}
/** One run. `name`: the local date and the time as scheduled, `2026-11-28T08:00`, also where the clock jumps over that time. `ms`: the instant. */
export type Slot = { readonly name: string; readonly ms: number }
/** `notes`: how it was taken, where it may have been meant otherwise. `problem` is for the reader and says the way out; `isUnknown`: some words mean no time. */
export type ReadSchedule =
  | { readonly ok: true; readonly schedule: Schedule; readonly isZoneGiven: boolean; readonly notes: readonly string[] }
  | { readonly ok: false; readonly problem: string; readonly isUnknown: boolean }

const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7]
/** What “weekly” and “daily” alone mean. */
const USUAL_DAYS = [1]
const USUAL_MINUTE = 9 * 60
/** Of what was typed, in an example. */
const MAX_SHOWN_CHARS = 60
const SHORT = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
const LONG = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
const MINUTE_MS = 60_000
const DATE_CHARS = '2026-11-28'.length
const DAY_MS = 86_400_000
/** The end of the year 9998: later than anybody plans, and inside what `Date` and croner know. */
const LAST_MS = Date.UTC(9998, 11, 31)
const MAX_CRONS = 256
const crons = new Map<string, Cron>()
/** As many as anybody looks ahead. */
const MAX_SLOTS = 1000

/** “Mon–Fri 9am”, “weekly”, “every Monday and Thursday at 17:30 Asia/Shanghai”; `zone` where the text names none. */
export function readSchedule(text: string, zone: string): ReadSchedule {
  const said = readScheduleWords(text)
  if ('problem' in said) return refused(said.problem, said.isUnknown)
  const isUsual = said.part === null && (said.isWeekly || (said.isDaily && said.days.size === 0))
  if (said.minute === null && !isUsual) return refused(timeMissing(text, said.part))
  const meant = said.days.size > 0 ? [...said.days] : said.isWeekly && !said.isDaily ? USUAL_DAYS : ALL_DAYS
  const days = meant.filter((day) => !said.except.has(day)).sort((a, b) => a - b)
  if (days.length === 0) return refused('No day is left of that. Write for example “every day except Sunday at 09:00”.')
  return {
    ok: true,
    schedule: { days, minute: said.minute ?? USUAL_MINUTE, zone: said.zone ?? zone },
    isZoneGiven: said.zone !== null,
    notes: said.notes,
  }
}

function refused(problem: string, isUnknown = false): ReadSchedule {
  return { ok: false, problem, isUnknown }
}

function timeMissing(text: string, part: DayPart | null): string {
  const words = text.trim()
  const days = words.length > MAX_SHOWN_CHARS || /[\s-]$|\bat$/i.test(words) ? 'Mon–Fri' : words
  return `At what time of day? Write it with the days, such as “${days} at ${part === null ? '09:00' : USUAL_OF[part]}”.`
}

/**
 * The first run after an instant. Every local date of the schedule has one; a date that the zone skipped (Apia, 2011-12-30) has none. A time that the
 * clock jumps over is the first instant after the jump, one that it shows twice is the first of the two. Throws a RangeError outside the calendar.
 */
export function nextSlot(schedule: Schedule, afterMs: number): Slot {
  if (!(Math.abs(afterMs) <= LAST_MS))
    throw new RangeError(`cannot tell what comes after ${afterMs} ms: outside the calendar; pass epoch milliseconds`)
  const next = cronOf(schedule).nextRun(new Date(afterMs))
  // It looks ahead to the year 10000.
  if (next === null) throw new RangeError(`cannot tell what comes after ${afterMs} ms: no such day was found`)
  const day = zonedDay(next.getTime(), schedule.zone)
  return jumpedOver(schedule, afterMs, day) ?? { name: slotName(day, schedule.minute), ms: next.getTime() }
}

/** Kept, for reading a pattern takes as long as using it; paused, a Cron is a calculator that remembers nothing. */
function cronOf({ minute, days, zone }: Schedule): Cron {
  const pattern = `${minute % 60} ${Math.floor(minute / 60)} * * ${days.map((day) => day % 7).join(',')}`
  const key = `${pattern} ${zone}`
  const known = crons.get(key)
  if (known !== undefined) return known
  const made = new Cron(pattern, { timezone: zone, paused: true, mode: '5-part' })
  if (crons.size >= MAX_CRONS) crons.clear()
  crons.set(key, made)
  return made
}

/** The local date of a run: `2026-11-28`. */
export function dateOf(slot: string): string {
  return slot.slice(0, DATE_CHARS)
}

export function nextSlots(schedule: Schedule, afterMs: number, count: number): readonly Slot[] {
  const slots: Slot[] = []
  let after = afterMs
  while (slots.length < Math.min(count, MAX_SLOTS)) {
    const slot = nextSlot(schedule, after)
    slots.push(slot)
    after = slot.ms
  }
  return slots
}

/** From a slot on those that are over, at most `most`, and the first that is not among them. */
export function slotsOver(
  schedule: Schedule,
  from: Slot,
  isOver: (slot: Slot) => boolean,
  most: number,
): { readonly slots: readonly Slot[]; readonly next: Slot } {
  const slots: Slot[] = []
  let next = from
  while (isOver(next) && slots.length < most) {
    slots.push(next)
    next = nextSlot(schedule, next.ms)
  }
  return { slots, next }
}

/** “every day at 08:00 (Europe/Paris)”, “Mon–Fri at 09:00 (Asia/Shanghai)”; `readSchedule` reads it. */
export function printedSchedule({ days, minute, zone }: Schedule): string {
  return `${printedDays(days)} at ${printedMinute(minute)} (${zone})`
}

/**
 * The date that croner 11 passes over: one whose time falls into a jump that reaches midnight (Nuuk, 2024-03-30 23:30: its clock jumps from 23:00 to 00:00
 * of the next date). `before`: the date of the run that croner found.
 */
function jumpedOver(schedule: Schedule, afterMs: number, before: Day): Slot | null {
  // Not more than a week lies between two runs, and the first of them may be one whose date began before `afterMs`.
  for (let day = Math.max(dayNumber(zonedDay(afterMs, schedule.zone)), dayNumber(before) - 8); day < dayNumber(before); day++) {
    if (!schedule.days.includes(weekdayOf(day))) continue
    const shown = zonedDay(instantAt(day * DAY_MS + schedule.minute * MINUTE_MS, schedule.zone), schedule.zone)
    if (dayNumber(shown) === day) continue
    const end = startOfDay(dayOf(day + 1), schedule.zone)
    // A date that the zone skipped whole ends where it begins.
    const isSkipped = startOfDay(dayOf(day), schedule.zone) === end
    if (!isSkipped && end > afterMs) return { name: slotName(dayOf(day), schedule.minute), ms: end }
  }
  return null
}

function slotName(day: Day, minute: number): string {
  return `${formatDay(day)}T${printedMinute(minute)}`
}

function printedMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

function printedDays(days: readonly number[]): string {
  const [only] = days
  if (days.length === 7) return 'every day'
  if (days.length === 1 && only !== undefined) return `every ${LONG[only - 1]}`
  return runsOf(days)
    .flatMap((run) => (run.length > 2 ? [`${SHORT[(run[0] ?? 1) - 1]}–${SHORT[(run.at(-1) ?? 1) - 1]}`] : run.map((day) => SHORT[day - 1])))
    .join(', ')
}

/** Days that follow one another, also over the end of the week: Friday to Monday is one run. */
function runsOf(days: readonly number[]): number[][] {
  const runs: number[][] = []
  for (const day of days) {
    const run = runs.at(-1)
    if (run?.at(-1) === day - 1) run.push(day)
    else runs.push([day])
  }
  const [first, ...others] = runs
  const last = others.at(-1)
  if (first?.[0] !== 1 || last?.at(-1) !== 7) return runs
  return [...others.slice(0, -1), [...last, ...first]]
}
