import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAskedTime } from '../src/asked-time.ts'

const iso = (text: string, zone = 'UTC') => readAskedTime(text, zone)?.toISOString() ?? null

describe('the time of asking', () => {
  test('a date is its last instant in the zone, so that its own news counts', () => {
    expect(iso('2020-02-25')).toBe('2020-02-25T23:59:59.999Z')
    expect(iso('2020-02-25', 'Asia/Shanghai')).toBe('2020-02-25T15:59:59.999Z')
    expect(iso('2020-03-08', 'America/New_York')).toBe('2020-03-09T03:59:59.999Z')
  })

  test('a time without an offset is on the wall clock of the zone, one with an offset is itself', () => {
    expect(iso('2020-02-25T09:30', 'Europe/Paris')).toBe('2020-02-25T08:30:00.000Z')
    expect(iso('2020-07-25T09:30', 'Europe/Paris')).toBe('2020-07-25T07:30:00.000Z')
    expect(iso('2020-02-25T09:30:15.250+05:30', 'Europe/Paris')).toBe('2020-02-25T04:00:15.250Z')
    expect(iso('2020-02-25T09:30-0800')).toBe('2020-02-25T17:30:00.000Z')
    expect(iso('2020-03-29T02:30', 'Europe/Paris')).toBe('2020-03-29T01:30:00.000Z')
  })

  test.each([
    '',
    '2022',
    'now',
    '2022-13-01',
    '2022-02-29',
    '10/06/2022',
    '2022-06-10T24:00Z',
    '2022-06-10T99:00Z',
    '2022-06-10 09:00',
    '2022-06-10T09:00+99:00',
    '0000-01-01',
  ])('%j is none', (text) => void expect(readAskedTime(text, 'UTC')).toBe(null))

  test('what a clock shows is read back from it', () => {
    const zones = ['UTC', 'Europe/Paris', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Auckland']
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e9 }), fc.constantFrom(...zones), (second, zone) => {
        const shown = new Date(second * 1000).toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T')
        const found = readAskedTime(shown, zone)
        expect(found?.toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T')).toBe(shown)
        // Where the clock goes back an hour, either of the two instants shows this.
        expect([0, 1_800_000, 3_600_000]).toContain(Math.abs((found?.getTime() ?? 0) - second * 1000))
      }),
    )
  })
})
