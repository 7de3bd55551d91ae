/** Which instants a schedule means, against an oracle that asks Intl alone what clocks show. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextSlot, nextSlots, type Schedule } from '../src/schedule.ts'
import { DAY_MS, expectedSlots, zoneClock } from './zone-clock.ts'

/** Half hours, a jump at midnight, one that reaches midnight (Nuuk), two hours (Troll), summer time that rests in Ramadan (Casablanca), none at all. */
const ZONES = [
  ...['UTC', 'Europe/London', 'Europe/Paris', 'Europe/Kyiv', 'Europe/Lisbon', 'Africa/Cairo', 'Africa/Casablanca', 'Asia/Beirut'],
  ...['Asia/Jerusalem', 'Asia/Gaza', 'Asia/Tehran', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Shanghai', 'Asia/Tokyo', 'Australia/Adelaide'],
  ...['Australia/Lord_Howe', 'Pacific/Auckland', 'Pacific/Chatham', 'Pacific/Apia', 'America/New_York', 'America/Los_Angeles'],
  ...['America/St_Johns', 'America/Sao_Paulo', 'America/Santiago', 'America/Havana', 'America/Nuuk', 'Antarctica/Troll'],
]
/** Years in which something odd befell the clocks of a zone. */
const NASTY: readonly (readonly [string, number])[] = [
  ['Pacific/Apia', 2011],
  ['Pacific/Fakaofo', 2011],
  ['Pacific/Kwajalein', 1993],
  ['Pacific/Kiritimati', 1994],
  ['America/Sao_Paulo', 2018],
  ['America/Asuncion', 2023],
  ['America/St_Johns', 2006],
  ['America/Toronto', 1919],
  ['America/Caracas', 2007],
  ['America/Caracas', 2016],
  ['Africa/Cairo', 2010],
  ['Africa/Cairo', 2014],
  ['Asia/Tehran', 2021],
  ['Asia/Amman', 2022],
  ['Asia/Pyongyang', 2015],
  ['Asia/Pyongyang', 2018],
  ['America/Scoresbysund', 2024],
  ['America/Nuuk', 2023],
  ['Europe/Volgograd', 2020],
  ['Europe/Istanbul', 2016],
  ['Antarctica/Casey', 2018],
  ['Africa/Juba', 2021],
  ['Asia/Gaza', 2030],
  ['Antarctica/Troll', 2029],
]
const FORMS: readonly (readonly number[])[] = [[1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5], [6, 7], [1], [7], [1, 4], [1, 5, 6, 7]]
const MINUTES = [0, 1, 15, 30, 45, 60, 90, 119, 120, 135, 150, 165, 180, 210, 480, 720, 1020, 1320, 1350, 1380, 1395, 1410, 1439]

/** All runs between two instants, one after the other. */
function slotsOf(schedule: Schedule, afterMs: number, untilMs: number): { name: string; ms: number }[] {
  const slots: { name: string; ms: number }[] = []
  for (let slot = nextSlot(schedule, afterMs); slot.ms <= untilMs; slot = nextSlot(schedule, slot.ms)) slots.push(slot)
  return slots
}

describe('each local date has one run', () => {
  test.each(ZONES)('%s, two years of every form', (zone) => {
    const [from, to] = [Date.UTC(2024, 0, 1), Date.UTC(2026, 0, 1)]
    const clock = zoneClock(zone, from - 7 * DAY_MS, to + 7 * DAY_MS)
    for (const [i, days] of FORMS.entries()) {
      const minute = MINUTES[(i * 7 + ZONES.indexOf(zone)) % MINUTES.length] ?? 0
      const schedule = { days, minute, zone }
      expect(slotsOf(schedule, from, to), JSON.stringify(schedule)).toEqual(expectedSlots(clock, schedule, from, to))
    }
  })

  test.each(ZONES)('%s, every time of day around each change of its clock', (zone) => {
    const clock = zoneClock(zone, Date.UTC(2023, 11, 1), Date.UTC(2026, 1, 1))
    const changes = clock.stretches.slice(1).map(({ fromMs }) => fromMs)
    for (const change of changes) {
      const [from, to] = [change - 2 * DAY_MS, change + 2 * DAY_MS]
      for (const minute of MINUTES) {
        const schedule = { days: [1, 2, 3, 4, 5, 6, 7], minute, zone }
        expect(slotsOf(schedule, from, to), JSON.stringify(schedule)).toEqual(expectedSlots(clock, schedule, from, to))
      }
    }
  })

  test.each(NASTY)('%s in %i, at every 45 minutes, daily and on the weekdays beside it', (zone, year) => {
    const [from, to] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)]
    const clock = zoneClock(zone, from - 7 * DAY_MS, to + 14 * DAY_MS)
    const changes = clock.stretches.slice(1).map(({ fromMs }) => fromMs)
    expect(changes.length, 'nothing befell this zone then').toBeGreaterThan(0)
    for (const change of changes) {
      for (const days of [
        [1, 2, 3, 4, 5, 6, 7],
        [((new Date(change).getUTCDay() + 6) % 7) + 1],
        [(new Date(change).getUTCDay() + 1) % 7 || 7],
      ]) {
        for (let minute = 0; minute < 1440; minute += 45) {
          const schedule = { days, minute, zone }
          const [first, last] = [change - 3 * DAY_MS, change + 4 * DAY_MS]
          expect(slotsOf(schedule, first, last), JSON.stringify(schedule)).toEqual(expectedSlots(clock, schedule, first, last))
        }
      }
    }
  })

  test('from any instant on, the next one is the first that is later', () => {
    const clocks = ZONES.map((zone) => zoneClock(zone, Date.UTC(2023, 11, 1), Date.UTC(2026, 1, 1)))
    const after = fc.oneof(
      fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2025, 11, 1) }),
      // Close to a change of the clock, to the millisecond.
      fc.tuple(fc.nat(), fc.integer({ min: -10_800_000, max: 10_800_000 })),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...clocks),
        after,
        fc.constantFrom(...FORMS),
        fc.constantFrom(...MINUTES),
        (clock, from, days, minute) => {
          const changes = clock.stretches.slice(1).map(({ fromMs }) => fromMs)
          const ms = typeof from === 'number' ? from : (changes[from[0] % Math.max(1, changes.length)] ?? Date.UTC(2024, 0, 1)) + from[1]
          const schedule = { days, minute, zone: clock.zone }
          expect(nextSlot(schedule, ms)).toEqual(expectedSlots(clock, schedule, ms, ms + 15 * DAY_MS)[0])
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('the days on which clocks change', () => {
  const named = (schedule: Schedule, from: string, count: number) =>
    nextSlots(schedule, Date.parse(from), count).map(({ name, ms }) => `${name} = ${new Date(ms).toISOString()}`)
  const daily = [1, 2, 3, 4, 5, 6, 7]

  test('a time that is jumped over is the first instant after the jump, under its own name', () => {
    expect(named({ days: daily, minute: 150, zone: 'Europe/Paris' }, '2024-03-30T12:00Z', 2)).toEqual([
      '2024-03-31T02:30 = 2024-03-31T01:00:00.000Z',
      '2024-04-01T02:30 = 2024-04-01T00:30:00.000Z',
    ])
    expect(named({ days: daily, minute: 135, zone: 'Australia/Lord_Howe' }, '2024-10-05T12:00Z', 1)).toEqual([
      '2024-10-06T02:15 = 2024-10-05T15:30:00.000Z',
    ])
    // The jump reaches midnight, so that the run of Saturday is on Sunday.
    expect(named({ days: daily, minute: 1410, zone: 'America/Nuuk' }, '2024-03-30T12:00Z', 2)).toEqual([
      '2024-03-30T23:30 = 2024-03-31T01:00:00.000Z',
      '2024-03-31T23:30 = 2024-04-01T00:30:00.000Z',
    ])
  })

  test('a time that is shown twice counts the first time', () => {
    const schedule = { days: daily, minute: 90, zone: 'Europe/London' }
    expect(named(schedule, '2024-10-26T12:00Z', 2)).toEqual([
      '2024-10-27T01:30 = 2024-10-27T00:30:00.000Z',
      '2024-10-28T01:30 = 2024-10-28T01:30:00.000Z',
    ])
    expect(nextSlot(schedule, Date.parse('2024-10-27T00:30:00Z')).name).toBe('2024-10-28T01:30')
    expect(nextSlot(schedule, Date.parse('2024-10-27T01:10:00Z')).name).toBe('2024-10-28T01:30')
  })

  test('a date that a zone skipped has no run', () => {
    expect(named({ days: daily, minute: 480, zone: 'Pacific/Apia' }, '2011-12-29T12:00Z', 2)).toEqual([
      '2011-12-29T08:00 = 2011-12-29T18:00:00.000Z',
      '2011-12-31T08:00 = 2011-12-30T18:00:00.000Z',
    ])
    expect(named({ days: [5], minute: 480, zone: 'Pacific/Apia' }, '2011-12-26T12:00Z', 1)).toEqual([
      '2012-01-06T08:00 = 2012-01-05T18:00:00.000Z',
    ])
  })

  test('as many as are asked for, in their order; none for none', () => {
    expect(nextSlots({ days: [1], minute: 0, zone: 'UTC' }, 0, 3).map(({ name }) => name)).toEqual([
      '1970-01-05T00:00',
      '1970-01-12T00:00',
      '1970-01-19T00:00',
    ])
    expect(nextSlots({ days: [1], minute: 0, zone: 'UTC' }, 0, 0)).toEqual([])
  })

  test('an instant outside the calendar has nothing after it', () => {
    const schedule = { days: [1], minute: 0, zone: 'UTC' }
    for (const ms of [Number.NaN, Number.POSITIVE_INFINITY, 9e15, 8.64e15]) expect(() => nextSlot(schedule, ms)).toThrow(RangeError)
  })
})
