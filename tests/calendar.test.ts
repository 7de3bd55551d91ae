import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMonths, dayNumber, dayOf, endOfDay, formatDay, isZone, monthLength, startOfDay, weekdayOf, zonedDay } from '../src/calendar.ts'

const HOUR_MS = 3_600_000
const ZONES = Intl.supportedValuesOf('timeZone')

function iso(year: number, month: number, day: number, zone: string): [string, string] {
  const at = { year, month, day }
  return [new Date(startOfDay(at, zone)).toISOString(), new Date(endOfDay(at, zone)).toISOString()]
}

describe('days of a zone', () => {
  test('an instant falls on different days in different zones', () => {
    const ms = Date.parse('2020-02-26T23:30:00Z')
    expect(formatDay(zonedDay(ms, 'America/New_York'))).toBe('2020-02-26')
    expect(formatDay(zonedDay(ms, 'Europe/Paris'))).toBe('2020-02-27')
    expect(formatDay(zonedDay(-1, 'UTC'))).toBe('1969-12-31')
  })

  test.each([
    // Ordinary, 23 hours, 25 hours; a gap at midnight; midnight twice; offsets of quarter hours.
    [2020, 2, 26, 'Asia/Shanghai', '2020-02-25T16:00:00.000Z', '2020-02-26T15:59:59.999Z'],
    [2020, 3, 29, 'Europe/Paris', '2020-03-28T23:00:00.000Z', '2020-03-29T21:59:59.999Z'],
    [2020, 10, 25, 'Europe/Paris', '2020-10-24T22:00:00.000Z', '2020-10-25T22:59:59.999Z'],
    [2020, 3, 8, 'America/New_York', '2020-03-08T05:00:00.000Z', '2020-03-09T03:59:59.999Z'],
    [2018, 11, 4, 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', '2018-11-05T01:59:59.999Z'],
    [2019, 11, 3, 'America/Havana', '2019-11-03T04:00:00.000Z', '2019-11-04T04:59:59.999Z'],
    [2020, 1, 1, 'Asia/Kathmandu', '2019-12-31T18:15:00.000Z', '2020-01-01T18:14:59.999Z'],
  ])('%i-%i-%i in %s', (year, month, day, zone, start, end) => {
    expect(iso(year, month, day, zone)).toEqual([start, end])
  })

  test('a day that a zone skipped still has an end that is not before its start', () => {
    const [start, end] = iso(2011, 12, 30, 'Pacific/Apia')
    expect(start).toBe('2011-12-30T10:00:00.000Z')
    expect(end).toBe(start)
  })

  test('any day of any zone: starts on it, is 22 to 26 hours long, and the next begins where it ends', () => {
    const day = fc.integer({ min: dayNumber({ year: 1972, month: 1, day: 1 }), max: dayNumber({ year: 2037, month: 12, day: 31 }) })
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), day, (zone, number) => {
        const start = startOfDay(dayOf(number), zone)
        const end = endOfDay(dayOf(number), zone)
        expect(end).toBeGreaterThanOrEqual(start)
        if (formatDay(zonedDay(start, zone)) !== formatDay(dayOf(number))) return expect(end).toBe(start)
        expect(formatDay(zonedDay(start + 12 * HOUR_MS, zone))).toBe(formatDay(dayOf(number)))
        expect(end - start).toBeGreaterThanOrEqual(22 * HOUR_MS - 1)
        expect(end - start).toBeLessThan(26 * HOUR_MS)
        expect(startOfDay(dayOf(number + 1), zone)).toBe(end + 1)
      }),
      { numRuns: 300 },
    )
  })

  test('an unknown zone or instant is refused with a way out', () => {
    expect(() => zonedDay(0, 'Mars/Olympus')).toThrow(/Mars\/Olympus.*IANA/)
    expect(() => zonedDay(Number.NaN, 'UTC')).toThrow(/epoch milliseconds/)
    expect([isZone('Europe/Paris'), isZone('UTC'), isZone('Mars/Olympus')]).toEqual([true, true, false])
  })
})

test('day arithmetic', () => {
  const day = dayNumber({ year: 2020, month: 1, day: 31 })
  expect(formatDay(dayOf(addMonths(day, 1)))).toBe('2020-02-29')
  expect(formatDay(dayOf(addMonths(day, -2)))).toBe('2019-11-30')
  expect([weekdayOf(0), weekdayOf(-1), weekdayOf(day)]).toEqual([4, 3, 5])
  expect([monthLength(2020, 2), monthLength(1900, 2), monthLength(2019, 12)]).toEqual([29, 28, 31])
})
