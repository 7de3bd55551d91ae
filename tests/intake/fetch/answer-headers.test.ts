/** Time as headers say it, and how we name ourselves. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { freshMs, httpDate, retryAfterMs } from '../../../src/intake/fetch/answer-headers.ts'
import { userAgentOf } from '../../../src/intake/fetch/user-agent.ts'

const NOW = Date.UTC(2026, 10, 28, 9)
const DAY_MS = 86_400_000

test.each<[string, number | null]>([
  ['Sat, 28 Nov 2026 09:00:00 GMT', NOW],
  ['Saturday, 28-Nov-26 09:00:00 GMT', NOW],
  ['Sat Nov 28 09:00:00 2026', NOW],
  ['28 Nov 2026 09:00 UTC', NOW],
  ['Sun Nov  6 08:49:37 1994', Date.UTC(1994, 10, 6, 8, 49, 37)],
  ['Sunday, 06-Nov-94 08:49:37 GMT', Date.UTC(1994, 10, 6, 8, 49, 37)],
  ['Sat, 31 Feb 2026 09:00:00 GMT', null],
  ['Sat, 28 Nov 2026 25:00:00 GMT', null],
  ['0', null],
  ['-1', null],
  ['', null],
  ['tomorrow', null],
])('%s', (text, ms) => expect(httpDate(text)).toBe(ms))

test.each<[Record<string, string>, number | null]>([
  [{}, null],
  [{ 'retry-after': '90' }, 90_000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': '9'.repeat(400) }, DAY_MS],
  [{ 'retry-after': '-5' }, null],
  [{ 'retry-after': 'soon' }, null],
  [{ 'retry-after': 'Sat, 28 Nov 2026 09:01:00 GMT' }, 60_000],
  [{ 'retry-after': 'Sat, 28 Nov 2026 08:00:00 GMT' }, 0],
  [{ 'retry-after': 'Fri, 01 Jan 2100 00:00:00 GMT' }, DAY_MS],
  [{ 'retry-after': 'Thu, 01 Jan 2026 00:01:00 GMT', date: 'Thu, 01 Jan 2026 00:00:00 GMT' }, 60_000],
])('Retry-After %j', (headers, ms) => expect(retryAfterMs(headers, NOW)).toBe(ms))

test.each<[Record<string, string>, number | null]>([
  [{}, null],
  [{ 'cache-control': 'public' }, null],
  [{ 'cache-control': 'public, max-age=300' }, 300_000],
  [{ 'cache-control': 'MAX-AGE="300"' }, 300_000],
  [{ 'cache-control': 's-maxage=900, max-age=300', age: '100' }, 200_000],
  [{ 'cache-control': 'max-age=300', age: '900' }, 0],
  [{ 'cache-control': 'max-age=300, no-cache' }, 0],
  [{ 'cache-control': 'no-store' }, 0],
  [{ 'cache-control': 'no-cache="set-cookie", max-age=60' }, 60_000],
  [{ 'cache-control': `max-age=${'9'.repeat(30)}` }, 365 * DAY_MS],
  [{ 'cache-control': 'max-age=300', expires: '0' }, 300_000],
  [{ expires: '0' }, 0],
  [{ expires: 'Sat, 28 Nov 2026 09:10:00 GMT' }, 600_000],
  [{ expires: 'Sat, 28 Nov 2026 09:10:00 GMT', date: 'Sat, 28 Nov 2026 09:05:00 GMT' }, 300_000],
])('fresh with %j', (headers, ms) => expect(freshMs(headers, NOW)).toBe(ms))

test('whatever headers say, what is read is a time within bounds, or none', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[a-zA-Z0-9 ,=:-]*$/))
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('retry-after', 'cache-control', 'expires', 'date', 'age'), text), (headers) => {
      const [retry, fresh] = [retryAfterMs(headers, NOW), freshMs(headers, NOW)]
      expect(retry === null || (retry >= 0 && retry <= DAY_MS)).toBe(true)
      expect(fresh === null || (fresh >= 0 && fresh <= 365 * DAY_MS)).toBe(true)
    }),
  )
})

test.each([
  ['https://desk.example/about', 'Newsdesk/0.1.0 (self-hosted news reader; +https://desk.example/about)'],
  ['editor@desk.example', 'Newsdesk/0.1.0 (self-hosted news reader; +editor@desk.example)'],
  ['evil)\r\nhost: x', 'Newsdesk/0.1.0 (self-hosted news reader; +evilhost:x)'],
  [null, 'Newsdesk/0.1.0 (self-hosted news reader)'],
])('contact %j', (contact, expected) => expect(userAgentOf('0.1.0', contact)).toBe(expected))
