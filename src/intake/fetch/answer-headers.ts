/** What the headers of an answer say about time. */
import { MAX_RETRY_AFTER_MS } from './fetch-limits.ts'

type Headers = Readonly<Record<string, string>>

/** What a server promises for longer is taken for this: nothing stays the same for a year. */
const MAX_FRESH_MS = 365 * 86_400_000
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Two digits from here on are of the last century: the web had no dates before. */
const FIRST_YEAR = 70

/** `Retry-After`: milliseconds from now, at most a day; null where it isn't said, or cannot be read. */
export function retryAfterMs(headers: Headers, nowMs: number): number | null {
  const said = (headers['retry-after'] ?? '').trim()
  if (/^\d+$/.test(said)) return Math.min(Number(said) * 1_000, MAX_RETRY_AFTER_MS)
  const until = httpDate(said)
  if (until === null) return null
  return Math.min(Math.max(until - serverNow(headers, nowMs), 0), MAX_RETRY_AFTER_MS)
}

/** `Cache-Control`, else `Expires`: how long the answer stays fresh from now, its age taken off; null where it isn't said. */
export function freshMs(headers: Headers, nowMs: number): number | null {
  const control = (headers['cache-control'] ?? '').toLowerCase()
  if (/(?:^|[\s,])no-(?:cache|store)(?![\w=-])/.test(control)) return 0
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/.exec(control)?.[1]
  const expires = headers.expires
  let lifetime: number
  if (maxAge !== undefined) lifetime = Number(maxAge) * 1_000
  else if (expires !== undefined) lifetime = (httpDate(expires) ?? 0) - serverNow(headers, nowMs)
  else return null
  const age = /^\d+$/.test(headers.age ?? '') ? Number(headers.age) * 1_000 : 0
  return Math.min(Math.max(lifetime - age, 0), MAX_FRESH_MS)
}

/** The server's own clock, so that one that goes wrong is compared with itself. */
function serverNow(headers: Headers, nowMs: number): number {
  return httpDate(headers.date ?? '') ?? nowMs
}

/** The three forms of RFC 9110, always in GMT: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`. */
export function httpDate(text: string): number | null {
  const usual =
    /^\s*(?:[a-z]+,?\s+)?(\d{1,2})[\s-]([a-z]{3})[a-z]*[\s-](\d{4}|\d{2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s+(?:gmt|utc|ut|z|[+-]0000))?\s*$/i
  const ctime = /^\s*[a-z]{3}\s+([a-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{2}):(\d{2})\s+(\d{4})\s*$/i
  const match = usual.exec(text)
  if (match !== null) {
    const [, day, month, year, ...time] = match
    return instant(fullYear(year ?? ''), month, day, time)
  }
  const [, month, day, hour, minute, second, year] = ctime.exec(text) ?? []
  return month === undefined ? null : instant(Number(year), month, day, [hour, minute, second])
}

/** “94” is 1994, “26” 2026. */
function fullYear(digits: string): number {
  if (digits.length === 4) return Number(digits)
  return Number(digits) + (Number(digits) < FIRST_YEAR ? 2_000 : 1_900)
}

function instant(year: number, month: string | undefined, day: string | undefined, time: readonly (string | undefined)[]): number | null {
  const index = MONTHS.indexOf((month ?? '').toLowerCase())
  const [hour = 0, minute = 0, second = 0] = time.map((digits) => Number(digits ?? 0))
  if (index < 0 || hour > 23 || minute > 59 || second > 60) return null
  const ms = Date.UTC(year, index, Number(day), hour, minute, second)
  return new Date(ms).getUTCDate() === Number(day) || second === 60 ? ms : null
}
