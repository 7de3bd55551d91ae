import fc from 'fast-check'
import { expect, test } from 'vitest'
import { feedDate } from '../../../src/intake/feed/feed-date.ts'
import '../../properties.ts'

test.each([
  // ISO 8601, as far as it is said.
  ['2026', '2026'],
  ['2026-11', '2026-11'],
  ['2026-11-28', '2026-11-28'],
  ['20261128', '2026-11-28'],
  ['2026-1-5 9:05', '2026-01-05T09:05:00'],
  ['2026-332', '2026-11-28'],
  ['2026-W48-6', '2026-11-28'],
  ['2026-11-28T09:00:00Z', '2026-11-28T09:00:00Z'],
  ['2026-11-28T09:00:00.123-0500', '2026-11-28T09:00:00-05:00'],
  ['2026-11-28T24:00:00Z', '2026-11-29T00:00:00Z'],
  ['2026-12-31T23:59:60Z', '2026-12-31T23:59:59Z'],
  ['2026-11-28 09:00:00.0', '2026-11-28T09:00:00'],
  // RFC 822 and what is made of it.
  ['Sat, 28 Nov 2026 09:00:00 GMT', '2026-11-28T09:00:00Z'],
  ['Sat, 28 Nov 26 09:00 EST', '2026-11-28T09:00:00-05:00'],
  ['Saturday, 28-Nov-26 09:00:00 GMT', '2026-11-28T09:00:00Z'],
  ['Sat,28 Nov 2026 09:00:00 +01:00', '2026-11-28T09:00:00+01:00'],
  ['Sat, 28 Nov 2026 09:00:00', '2026-11-28T09:00:00'],
  ['Sat, 28 Nov 2026 09:00:00 (CET)', '2026-11-28T09:00:00+01:00'],
  ['Sat, 28 Nov 2026 09:00:00 Europe/Paris', '2026-11-28T09:00:00+01:00'],
  // A letter of the military, or a zone that nobody knows, says nothing.
  ['Sat, 28 Nov 2026 09:00:00 B', '2026-11-28T09:00:00'],
  ['Sat, 28 Nov 2026 09:00:00 XYZ', '2026-11-28T09:00:00'],
  ['Sat, 28 Nov 2026 25:00:00 GMT', '2026-11-28'],
  ['Sat Nov 28 09:00:00 PST 2026', '2026-11-28T09:00:00-08:00'],
  ['Sat Nov 28 2026 09:00:00 GMT+0000 (Coordinated Universal Time)', '2026-11-28T09:00:00Z'],
  ['November 28th, 2026 at 9:05 pm EST', '2026-11-28T21:05:00-05:00'],
  // Elsewhere.
  ['2026년 11월 28일 01:31:15', '2026-11-28T01:31:15'],
  ['2026-11-28 오후 11:23:17', '2026-11-28T23:23:17'],
  ['Κυρ, 11 Ιούλ 2004 12:00:00 EST', '2004-07-11T12:00:00-05:00'],
  ['2026-július-13T9:15-05:00', '2026-07-13T09:15:00-05:00'],
  ['mar, 3 mar 2026 10:00:00 +0100', '2026-03-03T10:00:00+01:00'],
  ['28. November 2026', '2026-11-28'],
  ['28.11.2026 10:00', '2026-11-28T10:00:00'],
  ['11/28/2026', '2026-11-28'],
  ['1764320400', '2025-11-28T09:00:00Z'],
  // What may be two days is none, and so is what is not of the calendar.
  ['05/06/2026', null],
  ['Sat, 31 Feb 2026 09:00:00 GMT', null],
  ['0000-00-00 00:00:00', null],
  ['yesterday', null],
  [`Sat, 28 Nov 2026 09:00:00 GMT${' x'.repeat(100)}`, null],
])('%s → %s', (printed, iso) => expect(feedDate(printed)?.iso).toBe(iso))

test('nothing printed is no date', () => {
  expect(feedDate(null)).toBeNull()
  expect(feedDate(' \n ')).toBeNull()
})

test('an instant is the same however it is written', () => {
  const instants = fc.integer({ min: Date.parse('1970-01-02') / 1_000, max: Date.parse('2049-12-30') / 1_000 })
  fc.assert(
    fc.property(instants, fc.integer({ min: -11 * 60, max: 13 * 60 }), (seconds, offset) => {
      const at = new Date(seconds * 1_000)
      const wall = new Date(seconds * 1_000 + offset * 60_000).toISOString()
      const two = (value: number): string => String(Math.trunc(value)).padStart(2, '0')
      const zone = `${offset < 0 ? '-' : '+'}${two(Math.abs(offset) / 60)}${two(Math.abs(offset) % 60)}`
      const rfc = new Date(wall).toUTCString().replace('GMT', zone)
      for (const printed of [at.toISOString(), at.toUTCString(), rfc, `${wall.slice(0, 19)}${zone}`])
        expect(Date.parse(feedDate(printed)?.iso ?? '')).toBe(at.getTime())
    }),
    { numRuns: 200 },
  )
})

test('any text is a date or none', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\d :TZ+/.,-]{0,40}(?:Nov|mar|Sat|PM|년)?[\d :+-]{0,20}$/), (text) => {
      const iso = feedDate(text)?.iso ?? null
      if (iso !== null) expect(iso).toMatch(/^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})?)?)?)?$/)
    }),
    { numRuns: 300 },
  )
})
