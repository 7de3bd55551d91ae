import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Token, tokenise } from '../src/period/tokens.ts'
import { findPeriods, parseDateWord, readerOf, stretches } from '../src/period.ts'
import { found, NOW, PARIS, show, table } from './period/table.ts'

// 26 February 2020 is a Wednesday.
describe('relative to now', () => {
  table('days', [
    ['what happened today', '2020-02-26..2020-02-26 today'],
    ['any news tonight?', '2020-02-26..2020-02-26 tonight'],
    ['yesterday’s headlines', '2020-02-25..2020-02-25 yesterday'],
    ['the day before yesterday', '2020-02-24..2020-02-24 day before yesterday'],
    ['3 days ago', '2020-02-23..2020-02-23 3 days ago'],
    ['who said so Monday', '2020-02-24..2020-02-24 Monday'],
    ['on Wednesday', '2020-02-26..2020-02-26 Wednesday'],
    ['last Wednesday', '2020-02-19..2020-02-19 last Wednesday'],
    ['last Friday', '2020-02-21..2020-02-21 last Friday'],
    ['this Tuesday', '2020-02-25..2020-02-25 this Tuesday'],
    ['on Monday night in Paris', '2020-02-24..2020-02-24 Monday night'],
    ['Monday last week', '2020-02-17..2020-02-17 Monday last week'],
    ['on the 25th', '2020-02-25..2020-02-25 ?the 25th'],
  ])
  table('calendar stretches', [
    ['this week', '2020-02-24..2020-03-01 this week'],
    ['last week', '2020-02-17..2020-02-23 last week'],
    ['the week before last', '2020-02-10..2020-02-16 week before last'],
    ['previous month', '2020-01-01..2020-01-31 previous month'],
    ['last quarter', '2019-10-01..2019-12-31 last quarter'],
    ['last year units', '2019-01-01..2019-12-31 last year'],
    ['this year', '2020-01-01..2020-12-31 this year'],
    ['last weekend', '2020-02-22..2020-02-23 last weekend'],
    ['over the weekend', '2020-02-22..2020-02-23 the weekend'],
    ['two weeks ago', '2020-02-10..2020-02-16 two weeks ago'],
    ['a month ago', '2020-01-01..2020-01-31 a month ago'],
    ['a year ago', '2019-01-01..2019-12-31 a year ago'],
    ['last January', '2020-01-01..2020-01-31 last January'],
    ['last summer', '2019-06-01..2019-08-31 last summer'],
    ['late last year', '2019-09-01..2019-12-31 late last year'],
    ['Q4 last year', '2019-10-01..2019-12-31 Q4 last year'],
    ['last Christmas', '2019-12-25..2019-12-25 last Christmas'],
  ])
  table('up to today', [
    ['past week', '2020-02-19..2020-02-26 past week'],
    ['over the last year', '2019-02-26..2020-02-26 last year'],
    ['last 3 days', '2020-02-23..2020-02-26 last 3 days'],
    ['past two weeks', '2020-02-12..2020-02-26 past two weeks'],
    ['the last couple of months', '2019-12-26..2020-02-26 last couple of months'],
    ['previous 10 years', '2010-02-26..2020-02-26 previous 10 years'],
    ['last 99999 years'],
    ['last 5000 days'],
  ])

  test('hours are instants, not days', () => {
    const [period] = findPeriods('in the past 24 hours', NOW, PARIS)
    expect(period).toMatchObject({ fromMs: NOW.getTime() - 86_400_000, toMs: NOW.getTime(), text: 'past 24 hours', explicit: true })
  })

  test('today depends on the zone', () => {
    const late = new Date('2020-02-26T23:30:00Z')
    expect(found('today', 'America/New_York', late)).toEqual(['2020-02-26..2020-02-26 today'])
    expect(found('today', PARIS, late)).toEqual(['2020-02-27..2020-02-27 today'])
    expect(found('today', 'Asia/Shanghai', late)).toEqual(['2020-02-27..2020-02-27 today'])
    const [period] = findPeriods('today', NOW, 'Asia/Shanghai')
    expect(period?.fromMs).toBe(Date.parse('2020-02-26T00:00:00+08:00'))
    expect(period?.toMs).toBe(Date.parse('2020-02-27T00:00:00+08:00') - 1)
  })

  test('around a change of the clock a day has 23 or 25 hours', () => {
    const [spring] = findPeriods('on 2020-03-29', NOW, PARIS)
    const [autumn] = findPeriods('on 2020-11-01', NOW, 'America/New_York')
    expect(((spring?.toMs ?? 0) - (spring?.fromMs ?? 0) + 1) / 3_600_000).toBe(23)
    expect(((autumn?.toMs ?? 0) - (autumn?.fromMs ?? 0) + 1) / 3_600_000).toBe(25)
  })
})

describe('operator values', () => {
  test.each([
    ['2020-02-01', '2020-02-01..2020-02-01 2020-02-01'],
    ['monday', '2020-02-24..2020-02-24 monday'],
    ['sat', '2020-02-22..2020-02-22 sat'],
    ['2020', '2020-01-01..2020-12-31 2020'],
    ['2030', '2030-01-01..2030-12-31 2030'],
    ['yesterday', '2020-02-25..2020-02-25 yesterday'],
    ['february', '2020-02-01..2020-02-29 ?february'],
    ['may', '2019-05-01..2019-05-31 ?may'],
    ['2020-02', '2020-02-01..2020-02-29 2020-02'],
    ['last-week', '2020-02-17..2020-02-23 last-week'],
    ['Last_Week', '2020-02-17..2020-02-23 Last_Week'],
    ['feb-25-2020', '2020-02-25..2020-02-25 feb-25-2020'],
    ['q4-2019', '2019-10-01..2019-12-31 q4-2019'],
    ['7d', '2020-02-19..2020-02-26 7d'],
    ['2020-02-01..2020-02-10', '2020-02-01..2020-02-10 2020-02-01..2020-02-10'],
    ['new-years-eve', '2019-12-31..2019-12-31 ?new-years-eve'],
  ])('%s', (value, expected) => {
    const period = parseDateWord(value, NOW, PARIS)
    expect(period && show(period, PARIS)).toBe(expected)
    expect(period).toMatchObject({ start: 0, end: value.length })
  })

  test.each(['', 'banana', '2020x', 'next-week', '2020-13', '2020-02-30', '2020-02-01 and more', '1'.repeat(1000), '9999d'])(
    'refuses %s',
    (value) => {
      expect(parseDateWord(value, NOW, PARIS)).toBeNull()
    },
  )
})

const PIECES = [
  ...[
    'from',
    'to',
    'between',
    'and',
    'or',
    'since',
    'before',
    'after',
    'the',
    'of',
    'in',
    'on',
    'last',
    'past',
    'this',
    'first',
    'early',
    'mid',
    'late',
    'end',
  ],
  ...[
    'Feb',
    'January',
    'may',
    'March',
    'Monday',
    'sun',
    '25',
    '25th',
    '3',
    '31',
    '2020',
    '1999',
    '2020-02-25',
    '02/25/2020',
    '2017–2019',
    'Q4',
    'H1',
    "'20",
    '90s',
  ],
  ...[
    'week',
    'weeks',
    'month',
    'year',
    'quarter',
    'half',
    'day',
    'days',
    'ago',
    'hours',
    'weekend',
    'summer',
    'Christmas',
    "Valentine's",
    'Day',
    'yesterday',
  ],
  ...['-', '–', ',', '.', '/', "'", '(', '$', '😀', 'Huawei', 'people', 'a', 'İ', '\u0000', '\n'],
]
const zones = fc.constantFrom(
  'Europe/Paris',
  'America/New_York',
  'Asia/Shanghai',
  'Pacific/Apia',
  'America/St_Johns',
  'Asia/Kathmandu',
  'UTC',
)
const sentences = fc
  .array(fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom(' ', ' ', ' ', '')), { maxLength: 40 })
  .map((all) => all.flat().join(''))

describe('any text', () => {
  test('spans are the text, in order and apart; ends are in order; the same twice', () => {
    const now = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
    const text = fc.oneof({ weight: 4, arbitrary: sentences }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) })
    fc.assert(
      fc.property(text, now, zones, (question, at, zone) => {
        const periods = findPeriods(question, at, zone)
        expect(periods.length).toBeLessThanOrEqual(8)
        let last = 0
        for (const { fromMs, toMs, text: said, start, end } of periods) {
          expect(question.slice(start, end)).toBe(said)
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          last = end
          expect(fromMs !== null || toMs !== null).toBe(true)
          for (const ms of [fromMs, toMs]) expect(ms === null || Number.isInteger(ms)).toBe(true)
          if (fromMs !== null && toMs !== null) expect(fromMs).toBeLessThanOrEqual(toMs)
        }
        expect(findPeriods(question, at, zone)).toEqual(periods)
      }),
      { numRuns: 1500 },
    )
  })

  test('at most 8, and nothing beyond 10,000 characters', () => {
    expect(findPeriods('on 2020-02-25; '.repeat(20), NOW, PARIS)).toHaveLength(8)
    expect(found(`${'word '.repeat(2000)}yesterday`)).toEqual([])
    expect(found(`${'word '.repeat(1990)}yesterday`)).toHaveLength(1)
  })
})

/** How often the grammar looks at a token. */
function looks(text: string): number {
  let n = 0
  const tokens: readonly Token[] = new Proxy(tokenise(text), {
    get(target, key) {
      n++
      return Reflect.get(target, key)
    },
  })
  stretches(readerOf(tokens, NOW, PARIS))
  return n
}

test.each([
  ...[
    '1 ',
    '25 ',
    '2020-',
    '2020 ',
    'Feb 24, ',
    'feb or ',
    '1,',
    '- ',
    "' ",
    'from ',
    'between 1 and ',
    'from Jan 5 to ',
    'the week of ',
    'last 3 ',
  ],
  ...['early mid late ', 'since the ', 'first day of ', 'Monday to ', 'Q4 and ', 'the day after ', 'may ', "Valentine's "],
])('work grows with the length of the text only: %j repeated', (piece) => {
  const [short, long] = [looks(piece.repeat(100)), looks(piece.repeat(400))]
  const tokens = tokenise(piece.repeat(400)).length
  expect(long).toBeLessThan(4.2 * short)
  expect(long / tokens).toBeLessThan(6000)
})
