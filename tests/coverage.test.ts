import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { barsOf, type Coverage, coverageAlt, coverageRows, fittingParts, printedTime } from '../src/answer.ts'
import { coverageOf } from '../src/coverage.ts'
import { coverages } from './arbitrary-answer.ts'

type Dated = Parameters<typeof coverageOf>[1][number]
const on = (publisher: string, ...days: readonly string[]): Dated[] =>
  days.map((day) => (day.length === 7 ? { publisher, published: null, about: day } : { publisher, published: day, about: null }))
const total = ({ series }: Coverage) => series.flatMap(({ values }) => values).reduce((sum, value) => sum + value, 0)

describe('coverageOf', () => {
  test('counts by day, of the clock that the article prints, in columns without a gap', () => {
    const articles = [
      ...on('Caixin Global', '2020-02-28T23:30:00-08:00', '2020-03-02T00:10:00+08:00'),
      ...on('TechCrunch', '2020-03-02', '2020-02'),
      { publisher: 'TechCrunch', published: null, about: null },
    ]
    expect(coverageOf('Coverage', articles)).toEqual({
      type: 'coverage',
      title: 'Coverage',
      per: 'day',
      columns: ['2020-02-28', '2020-02-29', '2020-03-01', '2020-03-02'],
      series: [
        { label: 'Caixin Global', values: [1, 0, 0, 1] },
        { label: 'TechCrunch', values: [0, 0, 0, 1] },
      ],
      undated: 2,
    })
  })

  test('counts by month beyond 45 days, with the months that were inferred, and by year beyond five', () => {
    const days = (last: string) => coverageOf('', on('A', '2020-01-01', '2020-01-20', last))
    expect(days('2020-02-14')?.columns).toHaveLength(45)
    expect(days('2020-02-15')).toMatchObject({ per: 'month', columns: ['2020-01', '2020-02'], series: [{ values: [2, 1] }] })
    expect(days('2024-12-31')).toMatchObject({ per: 'month', columns: { length: 60 } })
    expect(days('2025-01-01')).toMatchObject({ per: 'year', columns: ['2020', '2021', '2022', '2023', '2024', '2025'] })
    const inferred = coverageOf('', on('A', '2019-12', '2020-01-20', '2020-03'))
    expect(inferred).toMatchObject({ per: 'month', columns: ['2019-12', '2020-01', '2020-02', '2020-03'], undated: 0 })
  })

  test('leaves out and counts what is older than the last 62 years', () => {
    const coverage = coverageOf('', on('A', '1801-05-05', '1959-01-01', '1960-01-01', '2021-01-01', '2021-06-30'))
    expect(coverage).toMatchObject({ per: 'year', undated: 2, columns: { length: 62, 0: '1960', 61: '2021' } })
  })

  test('names five outlets and a sixth, or all others together, most articles first', () => {
    const outlets = (n: number) =>
      coverageOf('', Array.from({ length: n }, (_, i) => on(`Outlet ${i}`, ...Array<string>(i + 1).fill(`2020-01-${10 + i}`))).flat())
    expect(outlets(6)?.series.map(({ label }) => label)).toEqual([5, 4, 3, 2, 1, 0].map((n) => `Outlet ${n}`))
    const seven = outlets(7)?.series ?? []
    expect(seven.map(({ label }) => label)).toEqual(['Outlet 6', 'Outlet 5', 'Outlet 4', 'Outlet 3', 'Outlet 2', 'other outlets'])
    expect(seven.at(-1)?.values).toEqual([1, 2, 0, 0, 0, 0, 0])
  })

  test('is nothing where there is nothing to compare', () => {
    expect(coverageOf('', [])).toBeNull()
    expect(coverageOf('', on('A', '2020-01-01', '2020-01-02'))).toBeNull()
    expect(coverageOf('', on('A', '2020-01-01', '2020-01-01', '2020-01-01T10:00:00Z'))).toBeNull()
    expect(coverageOf('', on('A', '2020-01', '2020-01', '2020-01'))).toBeNull()
    expect(coverageOf('', on('A', '2020-13-01', 'yesterday', '2020-01-01', '2020-01-02'))).toBeNull()
  })

  const day = fc.integer({ min: 0, max: 60_000 }).map((n) => new Date(Date.UTC(1880, 0, 1 + n)).toISOString().slice(0, 10))
  const near = fc.integer({ min: 0, max: 900 }).map((n) => new Date(Date.UTC(2019, 5, 1 + n)).toISOString())
  const article = fc.record({ publisher: fc.constantFrom(...'ABCDEFGHI'), published: fc.option(fc.oneof(near, near, day)) })
  const articles = fc.array(
    article.chain((one) =>
      fc.option(near).map((about): Dated => ({ ...one, about: one.published === null ? (about?.slice(0, 7) ?? null) : null })),
    ),
    { maxLength: 40 },
  )
  const next = (column: string, per: Coverage['per']): string => {
    const [year = 0, month = 1, date = 1] = column.split('-').map(Number)
    const at = new Date(Date.UTC(per === 'year' ? year + 1 : year, per === 'month' ? month : month - 1, per === 'day' ? date + 1 : date))
    return at.toISOString().slice(0, column.length)
  }

  test('counts every article once, in columns one after the other, whatever the order of the articles', () => {
    fc.assert(
      fc.property(articles, (all) => {
        const coverage = coverageOf('Coverage', all)
        expect(coverageOf('Coverage', all.toReversed())).toEqual(coverage)
        if (coverage === null) return
        const { columns, series, per, undated } = coverage
        expect(total(coverage) + undated).toBe(all.length)
        expect(columns.slice(1)).toEqual(columns.slice(0, -1).map((column) => next(column, per)))
        expect(columns.length).toBeGreaterThanOrEqual(2)
        expect(columns.length).toBeLessThanOrEqual(62)
        expect(series.length).toBeLessThanOrEqual(6)
        expect(series.every(({ values }) => values.length === columns.length && values.some((value) => value > 0))).toBe(true)
        for (const end of [0, columns.length - 1]) expect(series.some(({ values }) => (values[end] ?? 0) > 0)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

const COVERAGE: Coverage = {
  type: 'coverage',
  title: 'Coverage of Momenta',
  per: 'month',
  columns: ['2020-01', '2020-02', '2020-03'],
  series: [
    { label: 'Caixin Global', values: [1, 0, 8] },
    { label: 'TechCrunch', values: [0, 0, 4] },
  ],
  undated: 2,
}

describe('a coverage in words', () => {
  test('says what, when, how many, the most, whose, and what is not in it', () => {
    expect(coverageAlt(COVERAGE)).toBe(
      'Coverage of Momenta: articles per month from January 2020 to March 2020, 13 in all, most in March 2020 (12). ' +
        'By outlet: Caixin Global 9, TechCrunch 4. 2 more articles have no date that fits here.',
    )
    const days = { ...COVERAGE, title: '', per: 'day' as const, columns: ['2020-01-30', '2020-01-31'], undated: 0 }
    expect(coverageAlt({ ...days, series: [{ label: 'A\u202e\n', values: [2, 2] }] })).toBe(
      'Articles per day from 30 Jan 2020 to 31 Jan 2020, 4 in all, at most 2 in a day. By outlet: A\ufffd  4.',
    )
  })

  test('has a row for each column with articles', () => {
    expect(coverageRows(COVERAGE)).toEqual([
      { label: 'January 2020', value: 1, parts: 'Caixin Global' },
      { label: 'March 2020', value: 12, parts: 'Caixin Global 8, TechCrunch 4' },
    ])
    expect(coverageRows({ ...COVERAGE, series: COVERAGE.series.slice(0, 1) }).map(({ parts }) => parts)).toEqual(['', ''])
  })

  test('is shortened from its beginning, and says so', () => {
    expect(barsOf(COVERAGE, 1)).toEqual({
      bars: [{ label: 'March 2020', value: 12, parts: 'Caixin Global 8, TechCrunch 4' }],
      note: 'Not shown: 1 article up to January 2020. 2 more articles have no date that fits here.',
    })
    fc.assert(
      fc.property(coverages(fc.string()), fc.integer({ min: 1, max: 70 }), (coverage, most) => {
        const { bars, note } = barsOf(coverage, most)
        const shown = bars.reduce((sum, { value }) => sum + value, 0)
        const left = Number(/^Not shown: (\d+) /.exec(note)?.[1] ?? 0)
        expect(shown + left).toBe(total(coverage))
        expect(bars).toEqual(coverageRows(coverage).slice(-most))
        expect(printedTime(coverage.columns.at(-1) ?? '').length).toBeGreaterThan(0)
      }),
      { numRuns: 100 },
    )
  })

  test('parts are left out one by one where there is no room', () => {
    const parts = 'Caixin Global 8, TechCrunch 4, Reuters 1'
    expect(fittingParts(parts, 40)).toBe(parts)
    expect(fittingParts(parts, 39)).toBe('Caixin Global 8, TechCrunch 4, …')
    expect(fittingParts(parts, 31)).toBe('Caixin Global 8, …')
    expect(fittingParts(parts, 17)).toBe('')
  })
})
