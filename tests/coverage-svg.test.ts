import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { describe, expect, test } from 'vitest'
import { type Coverage, coverageAlt, safe } from '../src/answer.ts'
import { timeMarks, valueMarks } from '../src/coverage-axes.ts'
import { coverageSvg, HEIGHT, WIDTH } from '../src/coverage-svg.ts'
import { anyText } from './any-answer.ts'
import { coverages } from './arbitrary-answer.ts'
import { apart, contrast } from './colour-sight.ts'
import { HOSTILE, naughty } from './hostile-text.ts'

type Element = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; text: string }

/** As XML: entities decoded, names as they are written. */
function elementsIn(svg: string): Element[] {
  const elements: Element[] = []
  const open: Element[] = []
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        const element = { name, attributes, text: '' }
        elements.push(element)
        open.push(element)
      },
      ontext: (text) => {
        const element = open.at(-1)
        if (element !== undefined) element.text += text
      },
      onclosetag: () => open.pop(),
    },
    { xmlMode: true },
  )
  parser.end(svg)
  return elements
}

const NAMES = ['svg', 'g', 'text', 'tspan', 'rect', 'line', 'title']
const ATTRIBUTES =
  'class xmlns viewBox role aria-label font-family font-size font-weight fill stroke text-anchor x y dx x1 x2 y1 y2 width height'.split(' ')
/** What XML 1.0 forbids in any form. */
const FORBIDDEN = /[^\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

function faultsOf(coverage: Coverage): string[] {
  const svg = coverageSvg(coverage)
  const elements = elementsIn(svg)
  const numbers = elements.flatMap(({ attributes }) =>
    Object.entries(attributes).flatMap(([name, value]) => (/^(?:[xy][12]?|width|height)$/.test(name) ? [Number(value)] : [])),
  )
  return [
    ...elements.flatMap(({ name }) => (NAMES.includes(name) ? [] : [`<${name}>`])),
    ...elements.flatMap(({ attributes }) => Object.keys(attributes).flatMap((name) => (ATTRIBUTES.includes(name) ? [] : [`${name}=`]))),
    ...(FORBIDDEN.test(svg) ? ['a character that XML forbids'] : []),
    ...(numbers.every((n) => n >= 0 && n <= WIDTH) ? [] : ['a number outside the drawing']),
    ...(svg === coverageSvg(structuredClone(coverage)) ? [] : ['two drawings of one coverage']),
    ...(elements[0]?.attributes['aria-label'] === coverageAlt(coverage).replace(/[\ufffe\uffff]/g, '\ufffd') ? [] : ['another label']),
    ...(svg.length > 200_000 ? [`${svg.length} characters`] : []),
  ]
}

const small = (text: string): Coverage => ({
  type: 'coverage',
  title: text,
  per: 'month',
  columns: ['2020-02', '2020-03'],
  series: [
    { label: text, values: [8, 1] },
    { label: `${text}2`, values: [0, 4] },
  ],
  undated: 0,
})

describe('coverageSvg', () => {
  test('has a bar for each outlet in each column, which says what it stands for', () => {
    const elements = elementsIn(coverageSvg({ ...small('Caixin Global'), title: 'Coverage' }))
    expect(elements.filter(({ name }) => name === 'title').map(({ text }) => text)).toEqual([
      'Caixin Global, February 2020: 8 articles',
      'Caixin Global, March 2020: 1 article',
      'Caixin Global2, March 2020: 4 articles',
    ])
    const [legend0, legend1, ...bars] = elements.filter(({ name }) => name === 'rect').map(({ attributes }) => attributes)
    expect([legend0, legend1, ...bars].map((bar) => bar?.class)).toEqual(['s0', 's1', 's0', 's0', 's1'])
    const [eight, one, four] = bars.map((bar) => ({ height: Number(bar.height), end: Number(bar.y) + Number(bar.height) }))
    expect((eight?.height ?? 0) / (one?.height ?? 1)).toBeCloseTo(8, 1)
    expect(eight?.end).toBe(one?.end)
    // Four articles, less the paper between two outlets.
    expect((four?.height ?? 0) / (one?.height ?? 1)).toBeCloseTo(4, 0)
    expect(four?.end).toBeLessThan(one?.end ?? 0)
    expect(elements[0]?.attributes).toMatchObject({ class: 'coverage', role: 'img', viewBox: `0 0 ${WIDTH} ${HEIGHT}` })
    const texts = elements.map(({ text }) => text.trim())
    for (const text of ['Coverage', 'Articles per month, by outlet', 'Feb 2020', 'Mar']) expect(texts).toContain(text)
  })

  test('is seen by people who see few colours', () => {
    const series = Array.from({ length: 6 }, (_, i) => ({ label: `${i}`, values: [1, 1] }))
    const bars = elementsIn(coverageSvg({ ...small(''), series })).filter(({ name }) => name === 'rect')
    const colours = [...new Set(bars.map(({ attributes }) => attributes.fill ?? ''))]
    expect(colours).toHaveLength(6)
    for (const [i, colour] of colours.entries()) {
      expect(contrast(colour, '#ffffff')).toBeGreaterThanOrEqual(3)
      for (const other of colours.slice(i + 1)) expect(apart(colour, other)).toBeGreaterThanOrEqual(23)
    }
  })

  test('is a drawing and nothing else, whatever the coverage is', () => {
    fc.assert(
      fc.property(coverages(anyText), (coverage) => {
        expect(faultsOf(coverage)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  const NAUGHTY = naughty()
  test(`of ${HOSTILE.length} hostile names`, () => {
    expect(HOSTILE.flatMap((text) => faultsOf(small(text)))).toEqual([])
    const names = HOSTILE.filter((text) => text.length < 12 && text.trim() === text && !/\s/.test(text))
    expect(names.length).toBeGreaterThan(20)
    for (const name of names) expect(elementsIn(coverageSvg(small(name))).map(({ text }) => text)).toContain(safe(name))
  })
  test.skipIf(NAUGHTY === null)('of the Big List of Naughty Strings', () => {
    expect((NAUGHTY ?? []).flatMap((text) => faultsOf(small(text)))).toEqual([])
  })
})

describe('axes', () => {
  test('values are whole and few, from zero to the highest or a little above', () => {
    expect(valueMarks(1)).toEqual([0, 1])
    expect(valueMarks(3)).toEqual([0, 1, 2, 3])
    expect(valueMarks(12)).toEqual([0, 5, 10, 15])
    expect(valueMarks(900)).toEqual([0, 200, 400, 600, 800, 1_000])
    fc.assert(
      fc.property(fc.nat(1_000_000), (highest) => {
        const marks = valueMarks(highest)
        expect(marks.every(Number.isInteger)).toBe(true)
        expect(marks.length).toBeLessThanOrEqual(6)
        expect(marks.at(-1)).toBeGreaterThanOrEqual(highest)
        expect(marks.at(-2)).toBeLessThanOrEqual(highest)
      }),
    )
  })

  test('labels never stand over each other, and say the year where one begins', () => {
    const widthOf = (label: string) => label.length * 7
    fc.assert(
      fc.property(coverages(fc.constant('A')), (coverage) => {
        const columnWidth = 656 / coverage.columns.length
        const marks = timeMarks(coverage, columnWidth, widthOf)
        expect(marks.length).toBeGreaterThan(0)
        expect(marks[0]?.label).toMatch(/\d{4}$/)
        for (const [i, mark] of marks.entries()) {
          const before = marks[i - 1]
          if (before === undefined) continue
          const apart = (mark.column - before.column) * columnWidth - (widthOf(mark.label) + widthOf(before.label)) / 2
          expect(apart).toBeGreaterThan(0)
          const years = [before, mark].map(({ column }) => coverage.columns[column]?.slice(0, 4))
          expect(/\d{4}$/.test(mark.label)).toBe(coverage.per === 'year' || years[0] !== years[1])
        }
      }),
      { numRuns: 200 },
    )
  })
})
