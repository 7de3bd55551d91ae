import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printedSchedule, readSchedule, type Schedule } from '../src/schedule.ts'
import { findZones } from '../src/zones.ts'

const read = (text: string, zone = 'UTC') => {
  const found = readSchedule(text, zone)
  return found.ok ? printedSchedule(found.schedule) : found.problem
}

describe('a schedule is read', () => {
  test.each([
    ['daily 08:00 Europe/Paris', 'every day at 08:00 (Europe/Paris)'],
    ['Mon–Fri 9am', 'Mon–Fri at 09:00 (UTC)'],
    ['every Monday and Thursday at 17:30 Asia/Shanghai', 'Mon, Thu at 17:30 (Asia/Shanghai)'],
    ['weekly', 'every Monday at 09:00 (UTC)'],
    ['weekly on Tuesday', 'every Tuesday at 09:00 (UTC)'],
    ['weekly 18:00', 'every Monday at 18:00 (UTC)'],
    ['daily', 'every day at 09:00 (UTC)'],
    ['weekdays at 8', 'Mon–Fri at 08:00 (UTC)'],
    ['weekends 10:00', 'Sat, Sun at 10:00 (UTC)'],
    ['business days 8:15', 'Mon–Fri at 08:15 (UTC)'],
    ['every day at noon', 'every day at 12:00 (UTC)'],
    ['every day at midnight', 'every day at 00:00 (UTC)'],
    ['at 9 in New York', 'every day at 09:00 (America/New_York)'],
    ['8.30', 'every day at 08:30 (UTC)'],
    ['8h30', 'every day at 08:30 (UTC)'],
    ['8 h 30', 'every day at 08:30 (UTC)'],
    ['0830', 'every day at 08:30 (UTC)'],
    ['９：３０', 'every day at 09:30 (UTC)'],
    ['08:00:00', 'every day at 08:00 (UTC)'],
    ['12am', 'every day at 00:00 (UTC)'],
    ['12 pm', 'every day at 12:00 (UTC)'],
    ['17:30 pm', 'every day at 17:30 (UTC)'],
    ['Mon 6.45 p.m.', 'every Monday at 18:45 (UTC)'],
    ['every evening at 8', 'every day at 20:00 (UTC)'],
    ['8pm in the evening', 'every day at 20:00 (UTC)'],
    ['11 at night', 'every day at 23:00 (UTC)'],
    ['2 at night', 'every day at 02:00 (UTC)'],
    ['every weekday morning at 8', 'Mon–Fri at 08:00 (UTC)'],
    ['Tue, Thu 7pm Tokyo', 'Tue, Thu at 19:00 (Asia/Tokyo)'],
    ['mondays & wednesdays, 9 o’clock', 'Mon, Wed at 09:00 (UTC)'],
    ['Mon/Wed/Fri 9:00', 'Mon, Wed, Fri at 09:00 (UTC)'],
    ['MONDAY - FRIDAY 09:00', 'Mon–Fri at 09:00 (UTC)'],
    ['Mon—Fri 9:00', 'Mon–Fri at 09:00 (UTC)'],
    ['Mo-Fr 8 Uhr', 'Mon–Fri at 08:00 (UTC)'],
    ['from Monday to Friday at 7:05 in Los Angeles', 'Mon–Fri at 07:05 (America/Los_Angeles)'],
    ['Monday through Friday at 9 a.m. Paris time', 'Mon–Fri at 09:00 (Europe/Paris)'],
    ['Fri–Mon 9:00', 'Fri–Mon at 09:00 (UTC)'],
    ['Mon-Wed, Sat 9:00', 'Mon–Wed, Sat at 09:00 (UTC)'],
    ['every day except Sunday at 9', 'Mon–Sat at 09:00 (UTC)'],
    ['every day of the week at 8', 'every day at 08:00 (UTC)'],
    ['once a week on friday 16:00', 'every Friday at 16:00 (UTC)'],
    ['9:00 (Europe/Paris)', 'every day at 09:00 (Europe/Paris)'],
    ['9:00 Port-au-Prince', 'every day at 09:00 (America/Port-au-Prince)'],
    ['9:00 washington, dc', 'every day at 09:00 (America/New_York)'],
    ['9:00 Asia/Calcutta', 'every day at 09:00 (Asia/Kolkata)'],
    ['9:00 UTC', 'every day at 09:00 (UTC)'],
    ['9:00, 9:00', 'every day at 09:00 (UTC)'],
  ])('%s: %s', (text, printed) => void expect(read(text)).toBe(printed))

  test('the zone is that of the text, else the one given with it', () => {
    expect(readSchedule('daily 08:00', 'Asia/Tokyo')).toEqual({
      ok: true,
      schedule: { days: [1, 2, 3, 4, 5, 6, 7], minute: 480, zone: 'Asia/Tokyo' },
      isZoneGiven: false,
      notes: [],
    })
    expect(readSchedule('daily 08:00 london', 'Asia/Tokyo')).toMatchObject({ schedule: { zone: 'Europe/London' }, isZoneGiven: true })
  })
})

describe('what is no schedule is refused with the way out', () => {
  test.each([
    ['', 'Say on which days'],
    ['Europe/Paris', 'Say on which days'],
    ['Monday', 'At what time of day?'],
    ['weekdays', 'At what time of day?'],
    ['09:00 and 17:00', 'set a second digest'],
    ['Mon–Fri 9-5', 'set a second digest'],
    ['9:00 Paris, London', 'two time zones, Europe/Paris and Europe/London'],
    ['20:15 CET', '“CET” may be Europe/Paris, Europe/Berlin or Europe/Madrid'],
    ['daily at 9 ET', '“ET” may be America/New_York'],
    ['9:00 AKST', 'write America/Anchorage'],
    ['9:00 GMT', 'UTC or Europe/London'],
    ['9:00 us', 'America/New_York, America/Chicago, America/Denver or America/Los_Angeles'],
    ['9:00 +01:00', 'knows no summer time'],
    ['9:00 UTC+1', 'knows no summer time'],
    ['9:00 Europe/Pari', '“Europe/Pari”. Did you mean Europe/Paris?'],
    ['9:00 Sanghai', '“Sanghai”. Did you mean Asia/Shanghai?'],
    ['9:00 new yrok', '“new yrok”. Did you mean America/New_York?'],
    ['9:00 Pris', 'Did you mean Europe/Paris?'],
    ['mondey 9:00', '“mondey” is not understood; did you mean “monday”?'],
    ['dialy 9:00', 'did you mean “daily”?'],
    ['jeden Tag 8 Uhr', '“jeden” is not understood'],
    ['9:00 🙂', '“🙂” is not understood'],
    ['__proto__ 9:00', '“proto'],
    ['constructor 9:00', '“constructor” is not understood'],
    ['every 2 days', '“2 days” is not possible: a digest comes once a day at most'],
    ['every 8', '“every 8” is not possible'],
    ['hourly', '“hourly” is not possible'],
    ['every other monday 9:00', '“other” is not possible'],
    ['25:00', '“25:00” is no time of day'],
    ['24:00', 'write 00:00 (midnight)'],
    ['8:75', 'no time of day'],
    ['13am', 'no time of day'],
    ['0pm', 'no time of day'],
    ['08:00:30', 'no time of day'],
    ['Monday to', 'Until which day?'],
    ['every day except', 'Except on which day?'],
    ['Mon except Monday 9:00', 'No day is left'],
    ['9:00 '.repeat(100), 'too long'],
  ])('%j: %s', (text, problem) => {
    expect(readSchedule(text, 'UTC').ok).toBe(false)
    expect(read(text)).toContain(problem)
  })

  test('no text makes it throw, and what is refused has a short reason', () => {
    const words = fc.constantFrom(
      ...'daily every Mon Tue-Thu – to 9 09:00 9pm 17.30 1730 noon weekly except and Paris Asia/Tokyo UTC+1 +02:00 CET x 🙂 / , ( ) : . 24:00 night'.split(
        ' ',
      ),
    )
    const typed = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.array(words, { maxLength: 12 }).map((all) => all.join(' ')),
      fc.array(words, { maxLength: 8 }).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(typed, (text) => {
        const found = readSchedule(text, 'UTC')
        if (!found.ok) {
          expect(found.problem.length).toBeGreaterThan(10)
          expect(found.problem.length).toBeLessThan(300)
          return
        }
        const { days, minute } = found.schedule
        expect([...new Set(days)].sort((a, b) => a - b)).toEqual(days)
        expect(days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7) && days.length > 0).toBe(true)
        expect(Number.isInteger(minute) && minute >= 0 && minute < 1440).toBe(true)
        expect(readSchedule(printedSchedule(found.schedule), 'Asia/Tokyo')).toEqual({ ...found, isZoneGiven: true, notes: [] })
      }),
      { numRuns: 1500 },
    )
  })

  test('every schedule is read back from how it is printed', () => {
    const zone = fc.constantFrom(...findZones('Etc/GMT+5', 1), ...findZones('', 100), ...findZones('america', 100), 'Asia/Ho_Chi_Minh')
    const schedule = fc.record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((days) => days.sort((a, b) => a - b)),
      minute: fc.integer({ min: 0, max: 1439 }),
      zone,
    })
    fc.assert(
      fc.property(schedule, (one: Schedule) => {
        expect(readSchedule(printedSchedule(one), 'Asia/Tokyo')).toEqual({ ok: true, schedule: one, isZoneGiven: true, notes: [] })
      }),
    )
  })
})
