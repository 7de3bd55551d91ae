/** A date as a page says it → ISO 8601 with the zone and the precision that it says, and no others. */
import { wholeDate } from './printed-date.ts'

const ISO = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?)?)?$/i
const FIRST_YEAR = 1_600
const LAST_YEAR = 2_200
const MAX_LENGTH = 100

/** Null where it is no date, or none of the calendar. */
export function saidDate(text: string): string | null {
  const said = text.trim()
  if (said.length > MAX_LENGTH) return null
  const iso = ISO.exec(said)
  if (iso !== null) return fromIso(iso)
  const date = wholeDate(said)
  if (date === null || date.fault !== null) return null
  if (date.published === null) return date.month
  // Our reader of printed dates must name a zone; here none is put into the page's mouth.
  return date.zoneAssumed ? date.published.replace(/(?:Z|[+-]\d{2}:\d{2})$/, '') : date.published
}

function fromIso([, year = '', month, day, hour, minute, second = '00', zone]: RegExpExecArray): string | null {
  if (Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR) return null
  if (month === undefined) return year
  if (day === undefined) return isReal(year, month, '01') ? `${year}-${month}` : null
  if (!isReal(year, month, day)) return null
  if (hour === undefined || minute === undefined) return `${year}-${month}-${day}`
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return `${year}-${month}-${day}`
  return `${year}-${month}-${day}T${hour}:${minute}:${Number(second) > 59 ? '59' : second}${offset(zone)}`
}

function isReal(year: string, month: string, day: string): boolean {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
}

function offset(zone: string | undefined): string {
  if (zone === undefined) return ''
  if (/^[a-z]/i.test(zone)) return 'Z'
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  return `${zone.slice(0, 1)}${digits.slice(0, 2)}:${digits.slice(2)}`
}
