/** “Now” as somebody writes it down: the instant at which a question is asked. */
import { endOfDay, instantAt } from './calendar.ts'

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/

/**
 * An ISO 8601 date or time → an instant. A date alone is that day's last instant in `zone` (IANA), so that what was published on it counts;
 * a time without an offset is read on the wall clock of `zone`. Null for anything else, also for 30 February, 24:00 and an offset past 14 hours.
 */
export function readAskedTime(text: string, zone: string): Date | null {
  const match = ISO.exec(text)
  if (match === null) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((part) => Number(part ?? 0))
  const wall = new Date(0)
  // Not Date.UTC, which takes the year 20 for 1920.
  wall.setUTCFullYear(year, month - 1, day)
  if (year < 1 || wall.getUTCMonth() !== month - 1 || wall.getUTCDate() !== day) return null
  if (match[4] === undefined) return new Date(endOfDay({ year, month, day }, zone))
  if (hour > 23 || minute > 59 || second > 59) return null
  const ms = wall.setUTCHours(hour, minute, second, Math.floor(Number(`0.${match[7] ?? 0}`) * 1000))
  const offset = match[8]
  if (offset === undefined) return new Date(instantAt(ms, zone))
  const minutes = offset === 'Z' ? 0 : Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2))
  if (minutes > 14 * 60 || (offset !== 'Z' && Number(offset.slice(-2)) > 59)) return null
  return new Date(ms - (offset.startsWith('-') ? -minutes : minutes) * 60_000)
}
