import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printedQuietHours, quietUntil, readQuietHours } from '../src/quiet-hours.ts'

const ms = (iso: string): number => Date.parse(iso)
const until = (hours: string, zone: string, iso: string): string | null => {
  const read = readQuietHours(hours)
  if (read === null) throw new Error(hours)
  const end = quietUntil(read, zone, ms(iso))
  return end === null ? null : new Date(end).toISOString()
}

test('hours are read as people write them', () => {
  for (const text of ['22:00-07:00', '22-7', '22:00 – 7:00', '22.00 to 07.00', '22:00 until 7']) {
    const read = readQuietHours(text)
    expect(read && printedQuietHours(read), text).toBe('22:00–07:00')
  }
  for (const text of ['', '25-7', '22:00', '7-7', '0-24', '22:60-7', 'night']) expect(readQuietHours(text), text).toBeNull()
})

test('over midnight, by day, at the borders', () => {
  expect(until('22:00-07:00', 'UTC', '2026-05-01T21:59:59Z')).toBeNull()
  expect(until('22:00-07:00', 'UTC', '2026-05-01T22:00:00Z')).toBe('2026-05-02T07:00:00.000Z')
  expect(until('22:00-07:00', 'UTC', '2026-05-02T06:59:59Z')).toBe('2026-05-02T07:00:00.000Z')
  expect(until('22:00-07:00', 'UTC', '2026-05-02T07:00:00Z')).toBeNull()
  expect(until('12:00-13:00', 'UTC', '2026-05-02T12:30:00Z')).toBe('2026-05-02T13:00:00.000Z')
  expect(until('12:00-13:00', 'UTC', '2026-05-02T11:30:00Z')).toBeNull()
})

test('the nights in which the clocks change are an hour shorter and longer', () => {
  // Paris: 29 March 2026, 02:00 → 03:00; 25 October 2026, 03:00 → 02:00.
  expect(until('22:00-07:00', 'Europe/Paris', '2026-03-28T21:30:00Z')).toBe('2026-03-29T05:00:00.000Z')
  expect(until('22:00-07:00', 'Europe/Paris', '2026-10-24T20:30:00Z')).toBe('2026-10-25T06:00:00.000Z')
  // 02:30 comes twice that night: it is over the first time.
  expect(until('22:00-02:30', 'Europe/Paris', '2026-10-25T00:15:00Z')).toBe('2026-10-25T00:30:00.000Z')
  expect(until('22:00-02:30', 'Europe/Paris', '2026-10-25T01:15:00Z')).toBeNull()
  // And there is none in March: it is over when the clocks go on.
  expect(until('22:00-02:30', 'Europe/Paris', '2026-03-29T00:45:00Z')).not.toBeNull()
  expect(until('22:00-02:30', 'Europe/Paris', '2026-03-29T02:00:00Z')).toBeNull()
})

test('they end within a day, and are over at their end', () => {
  const zone = fc.constantFrom('UTC', 'Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns')
  const minute = fc.integer({ min: 0, max: 1_439 })
  fc.assert(
    fc.property(
      minute,
      minute,
      zone,
      fc.integer({ min: ms('2026-01-01T00:00Z'), max: ms('2027-12-31T00:00Z') }),
      (from, to, where, now) => {
        fc.pre(from !== to)
        const end = quietUntil({ from, to }, where, now)
        if (end === null) return
        expect(end).toBeGreaterThan(now)
        expect(end - now).toBeLessThanOrEqual(25 * 3_600_000)
        expect(quietUntil({ from, to }, where, end)).toBeNull()
      },
    ),
    { numRuns: 150 },
  )
})
