/** Dates as feeds write them → ISO 8601, with an offset only where a zone was written. */
import { isoDate, isZone, NO_ZONE, offsetIn, offsetOfPrinted, type WallTime } from '../zones.ts'
import type { FeedDate } from './feed.ts'
import { monthOf } from './month-names.ts'

const MAX_LENGTH = 100
/** Looked at for one date of an item. */
const MAX_DATES = 10
const ISO =
  /^(-?\d{4}|\d{2}(?=-\d{2}-\d{2}))(?:-?(?:(\d{3})(?!\d)|W(\d{2})(?:-?(\d))?|(\d{2})(?:-?(\d{2}))?))?(?:[T\s]+(\d{1,2})(?::?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?)?\s*(.*))?$/i
/** Numbers in the order of the calendar, or turned round; what follows is the time. */
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)(.*)$/
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)(.*)$/
/** A time of the day with what stands around it; the half of the day may stand before it. */
const TIME =
  /(?:^|[\sT,])(?:(오전|오후|上午|下午|午前|午後)\s*)?(\d{1,2})[:.](\d{2})(?::?[:.]?(\d{2})(?:[.,]\d+)?)?(?!\d)\s*(?:([ap])\.?m\b\.?)?/iu
const AFTERNOON = /^(?:오후|下午|午後|p)$/i
/** Seconds, or milliseconds, since 1970, of this century. */
const STAMP = /^\d{9,10}(?:\d{3})?$/

export function feedDate(text: string | null): FeedDate | null {
  const printed = text?.replace(/\s+/g, ' ').trim() ?? ''
  if (printed === '') return null
  return { printed: printed.slice(0, MAX_LENGTH), iso: printed.length > MAX_LENGTH ? null : isoOf(printed) }
}

/** The first that can be read, else the first that is printed. */
export function firstDate(texts: readonly string[]): FeedDate | null {
  const dates = texts.slice(0, MAX_DATES).map(feedDate)
  return dates.find((date) => date !== null && date.iso !== null) ?? dates.find((date) => date !== null) ?? null
}

function isoOf(text: string): string | null {
  if (STAMP.test(text)) return fromStamp(text)
  const iso = ISO.exec(text)
  if (iso !== null) return fromIso(iso)
  // 2026년 11월 28일, 2026年11月28日
  const plain = text.replace(/(\d{4})\s*[년年]\s*(\d{1,2})\s*[월月]\s*(\d{1,2})\s*[일日号號]?/u, '$1-$2-$3 ').trim()
  const [, year, , month, day, time] = YEAR_FIRST.exec(plain) ?? []
  if (year !== undefined) return timed({ year: Number(year), month: Number(month), day: Number(day) }, time ?? '')
  const turned = YEAR_LAST.exec(plain)
  return turned === null ? fromWords(plain) : fromTurned(turned)
}

function fromStamp(text: string): string | null {
  const at = new Date(Number(text) * (text.length > 10 ? 1 : 1_000))
  return isYear(at.getUTCFullYear()) ? `${at.toISOString().slice(0, 19)}Z` : null
}

/** 28.11.2026; with strokes the day is known from the month only where it is above 12. */
function fromTurned([, first = '', sign, second = '', year, time = '']: RegExpExecArray): string | null {
  const [a, b] = [Number(first), Number(second)]
  if (sign !== '.' && a <= 12 && b <= 12 && a !== b) return null
  const isMonthFirst = sign !== '.' && b > 12
  return timed({ year: Number(year), month: isMonthFirst ? a : b, day: isMonthFirst ? b : a }, time)
}

/** RFC 822 and its many relatives, `asctime`, dates as they are spoken: a month by name, a day, a year, in any order, and a time. */
function fromWords(text: string): string | null {
  const time = TIME.exec(text)
  const before = time === null ? text : `${text.slice(0, time.index)} `
  const after = time === null ? '' : text.slice(time.index + time[0].length)
  const words = before.match(/\p{L}[\p{L}\p{M}.]*|\d+/gu) ?? []
  // From the end: “mar, 28 nov” begins with a Tuesday.
  const named = words.findLast((word) => !/^\d/.test(word) && monthOf(word) !== null)
  const month = named === undefined ? null : monthOf(named)
  const numbers = words.filter((word) => /^\d/.test(word))
  // In asctime the year stands behind the time, and behind the zone.
  const late = /(?:^|\s)(\d{4})$/.exec(after.trim())
  const year = numbers.find((number) => number.length > 2) ?? (numbers.length > 1 ? numbers.at(-1) : late?.[1])
  const day = numbers.find((number) => number !== year || numbers.indexOf(number) !== numbers.lastIndexOf(number))
  if (month === null || year === undefined || day === undefined || day.length > 2 || numbers.length > 2) return null
  const zone = numbers.includes(year) ? after : after.replace(/(?:^|\s)\d{4}$/, '')
  return timed({ year: fullYear(year), month, day: Number(day) }, `${time?.[0] ?? ''}\u0020${zone}`)
}

/** A day with the time and the zone that stand behind it. */
function timed(day: Day, text: string): string | null {
  const time = TIME.exec(` ${text}`)
  if (time === null) return dated(day)
  const [all, before, hour = '', minute, second, after] = time
  const half = before ?? after
  const hours = half === undefined ? hour : String((Number(hour) % 12) + (AFTERNOON.test(half) ? 12 : 0))
  return dated(day, hours, minute, second, ` ${text}`.slice(time.index + all.length))
}

type Day = { readonly year: number; readonly month: number; readonly day: number }

function fromIso([, y = '', ordinal, week, weekday, month, day, hour, minute = '00', second, zone]: RegExpExecArray): string | null {
  const year = fullYear(y)
  if (ordinal !== undefined) return dated(dayOfYear(year, Number(ordinal)), hour, minute, second, zone)
  if (week !== undefined) return dated(dayOfWeek(year, Number(week), Number(weekday ?? '1')), hour, minute, second, zone)
  if (month === undefined) return isYear(year) ? String(year) : null
  if (day === undefined) return isReal({ year, month: Number(month), day: 1 }) ? `${year}-${month}` : null
  return dated({ year, month: Number(month), day: Number(day) }, hour, minute, second, zone)
}

/** Of two digits: RFC 2822, 4.3. */
function fullYear(text: string): number {
  const year = Number(text)
  if (text.length === 3) return 1900 + year
  return text.length > 3 ? year : year < 50 ? 2000 + year : 1900 + year
}

function dated(day: Day, hour?: string, minute = '00', second = '00', zone = ''): string | null {
  if (!isReal(day)) return null
  if (hour === undefined) return isoDate(day)
  const wall = { ...day, hour: Number(hour), minute: Number(minute), second: Math.min(Number(second), 59) }
  // A day ends at 24:00, too.
  if (wall.hour === 24 && wall.minute === 0) return dated(next(day), '00', minute, second, zone)
  if (wall.hour > 23 || wall.minute > 59 || Number(second) > 60) return isoDate(day)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${isoDate(day)}T${two(wall.hour)}:${two(wall.minute)}:${two(wall.second)}${offsetOf(zone, wall)}`
}

/** '' where there is none that can be read. */
function offsetOf(zone: string, wall: WallTime): string {
  const bare = zone.replace(/\([^)]*\)/g, '').trim()
  const word = bare === '' ? (/\(([^()]*)\)/.exec(zone)?.[1] ?? '').trim() : bare
  if (/^(?:z|gmt|utc?|etc\/(?:utc|gmt)|[+-]?0{1,4}|(?:gmt|utc)?[+-]00:?00)$/i.test(word)) return 'Z'
  // Letters of the military are used the wrong way round as often as the right one: RFC 2822 takes them for unknown.
  if (word === '' || /^[a-y]$/i.test(word)) return ''
  const named = /^[A-Z][\w+-]+\/[\w/+-]+$/i.test(word) && isZone(word) ? offsetIn(word, wall) : null
  const minutes = named ?? offsetOfPrinted(word.replace(/^(?:gmt|utc)(?=[+-])/i, ''), wall, NO_ZONE)
  if (minutes === null) return ''
  const size = Math.abs(minutes)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

function isYear(year: number): boolean {
  return year >= 1900 && year <= 2200
}

function isReal({ year, month, day }: Day): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return isYear(year) && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function dayAt(ms: number): Day {
  const date = new Date(ms)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

const DAY_MS = 86_400_000
const next = ({ year, month, day }: Day): Day => dayAt(Date.UTC(year, month - 1, day) + DAY_MS)
const dayOfYear = (year: number, n: number): Day => dayAt(Date.UTC(year, 0, n))

/** ISO 8601: the first week is that of 4 January. */
function dayOfWeek(year: number, week: number, weekday: number): Day {
  const fourth = new Date(Date.UTC(year, 0, 4))
  const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * DAY_MS
  return dayAt(monday + ((week - 1) * 7 + weekday - 1) * DAY_MS)
}
