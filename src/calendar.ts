/**
 * The calendar of an IANA zone: which day an instant falls on there, and when that day begins and ends.
 * Days are counted as whole numbers (0 is 1970-01-01, Gregorian throughout), so that arithmetic on them knows no hours and no zones.
 */

/** `month` 1–12, `day` 1–31. */
export type Day = { readonly year: number; readonly month: number; readonly day: number }

const DAY_MS = 86_400_000
/** Formatters are costly to make (about 50 µs); a workspace has a handful of zones, so the cache is simply emptied when it is full. */
const MAX_FORMATTERS = 64
const formatters = new Map<string, Intl.DateTimeFormat>()

/** Whether this runtime knows the zone (`Europe/Paris`, `UTC`). */
export function isZone(zone: string): boolean {
  try {
    formatterOf(zone)
    return true
  } catch {
    return false
  }
}

/** The day on which an instant (epoch ms) falls in a zone. Throws a RangeError for an unknown zone or an instant outside the calendar. */
export function zonedDay(ms: number, zone: string): Day {
  return dayOf(Math.floor(wallMs(ms, zone) / DAY_MS))
}

/** The first instant (epoch ms) of a day in a zone: 00:00 on the wall clock, or where the clock jumps over it the first instant after the jump. */
export function startOfDay(day: Day, zone: string): number {
  const midnight = dayNumber(day) * DAY_MS
  // Offsets lie between −12 h and +14 h, so a day on either side encloses the instant that is looked for.
  let before = midnight - DAY_MS
  let after = midnight + DAY_MS
  const offsetBefore = offsetMs(before, zone)
  const offsetAfter = offsetMs(after, zone)
  if (offsetBefore === offsetAfter) return midnight - offsetBefore
  // Where the clock goes back over midnight the day has two beginnings: the earlier counts.
  const starts = [midnight - offsetBefore, midnight - offsetAfter].filter((ms) => wallMs(ms, zone) === midnight)
  if (starts.length > 0) return Math.min(...starts)
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (offsetMs(middle, zone) === offsetBefore) before = middle
    else after = middle
  }
  return after
}

/** The last instant (epoch ms, inclusive) of a day in a zone; never before its start, even for a day that the zone skipped (Apia, 2011-12-30). */
export function endOfDay(day: Day, zone: string): number {
  const next = startOfDay(dayOf(dayNumber(day) + 1), zone) - 1
  return Math.max(next, startOfDay(day, zone))
}

/** The instant (epoch ms) at which the wall clock of a zone shows a time, given as if it were UTC. A time that the clock jumps over is read as after the jump. */
export function instantAt(wall: number, zone: string): number {
  const guess = wall - offsetMs(wall, zone)
  const corrected = wall - offsetMs(guess, zone)
  return wallMs(corrected, zone) === wall ? corrected : Math.max(guess, corrected)
}

/** `YYYY-MM-DD`. */
export function formatDay(day: Day): string {
  return `${String(day.year).padStart(4, '0')}-${String(day.month).padStart(2, '0')}-${String(day.day).padStart(2, '0')}`
}

/** Days since 1970-01-01; months and days past their range carry over (month 13 is next January). */
export function dayNumber(day: Day): number {
  return Date.UTC(day.year, day.month - 1, day.day) / DAY_MS
}

export function dayOf(number: number): Day {
  const date = new Date(number * DAY_MS)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1
}

export function monthLength(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** The same day some months later (or earlier); the last of the month where it has no such day (31 January + 1 → 29 February 2020). */
export function addMonths(number: number, months: number): number {
  const { year, month, day } = dayOf(number)
  const first = dayOf(dayNumber({ year, month: month + months, day: 1 }))
  return dayNumber({ ...first, day: Math.min(day, monthLength(first.year, first.month)) })
}

/** What the wall clock shows, written as if it were UTC. */
function wallMs(ms: number, zone: string): number {
  if (!Number.isFinite(ms) || Math.abs(ms) > 8e15)
    throw new RangeError(`cannot tell the day of ${ms} ms in ${zone}: not an instant of the calendar; pass epoch milliseconds`)
  const parts: Record<string, number> = {}
  for (const part of formatterOf(zone).formatToParts(ms)) parts[part.type] = Number(part.value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((ms % 1000) + 1000) % 1000)
}

function offsetMs(ms: number, zone: string): number {
  return wallMs(ms, zone) - ms
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  let made: Intl.DateTimeFormat
  try {
    made = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch (cause) {
    throw new RangeError(`cannot use the time zone ${JSON.stringify(zone)}: unknown here; pass an IANA name such as Europe/Paris`, {
      cause,
    })
  }
  if (formatters.size >= MAX_FORMATTERS) formatters.clear()
  formatters.set(zone, made)
  return made
}
