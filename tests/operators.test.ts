import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasOperators, readOperators } from '../src/operators.ts'

const WHEN = { now: new Date('2024-06-20T12:00:00Z'), zone: 'UTC' }
const of = (text: string) => readOperators(text, WHEN)
const day = (date: string) => Date.parse(`${date}T00:00:00Z`)

test('each search word is taken out of the question and into its place', () => {
  const { operators, rest } = of('trucks source:harbor author:"Mara Lind" entity:“Veltrona Motors” tag:#industry -recall "brake fault"')
  expect(operators).toMatchObject({
    publishers: ['harbor'],
    authors: ['Mara Lind'],
    entities: ['Veltrona Motors'],
    tags: ['industry'],
    excluded: ['recall'],
    phrases: ['brake fault'],
    faults: [],
    period: null,
  })
  expect(rest).toBe('trucks "brake fault"')
})

test('other names for outlets and authors mean the same', () => {
  expect(of('from:a outlet:b SOURCE:c').operators.publishers).toEqual(['a', 'b', 'c'])
  expect(of('by:"Ada Prins"').operators.authors).toEqual(['Ada Prins'])
})

test.each([
  ['after:2024-05-01', day('2024-05-02'), null],
  ['since:2024-05-01', day('2024-05-01'), null],
  ['before:2024-05-01', null, day('2024-05-01') - 1],
  ['until:2024-05-01', null, day('2024-05-02') - 1],
  ['on:2024-05-01', day('2024-05-01'), day('2024-05-02') - 1],
  ['since:2024-02 before:2024-05-01', day('2024-02-01'), day('2024-05-01') - 1],
])('%s bounds the period', (text, fromMs, toMs) => {
  expect(of(text).operators.period).toMatchObject({ fromMs, toMs, explicit: true, text })
})

test('a date that is none is a fault, not a silent nothing', () => {
  expect(of('trucks after:nonsense').operators).toMatchObject({ faults: ['after:nonsense'], period: null })
  expect(of('on:2024-02-30').operators.faults).toEqual(['on:2024-02-30'])
  expect(of('since:nonsense before:2024-05-01').operators).toMatchObject({ faults: ['since:nonsense'], period: { fromMs: null } })
})

test('what only looks like a search word stays in the question', () => {
  for (const text of ['resource:harbor', 'covid-19 spread', 'a - b', 'source: harbor', 'ratio 3:1', 'news by: nobody'])
    expect(of(text)).toMatchObject({ rest: text, operators: { publishers: [], authors: [], excluded: [] } })
})

test('more operators than anybody types are left as words', () => {
  const { operators, rest } = of(Array.from({ length: 30 }, (_, i) => `tag:t${i}`).join(' '))
  expect(operators.tags).toHaveLength(20)
  expect(rest.split(' ')).toHaveLength(10)
})

test('whether a question is limited by any', () => {
  expect(hasOperators(of('trucks').operators)).toBe(false)
  expect(hasOperators(of('trucks after:nonsense').operators)).toBe(false)
  for (const text of ['tag:a', '-a', '"a b"', 'by:a', 'from:a', 'entity:a', 'on:monday'])
    expect(hasOperators(of(text).operators)).toBe(true)
})

test('any text is read, and no text is made up', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const { rest, operators } = of(text)
      expect(rest.length).toBeLessThanOrEqual(text.length)
      for (const phrase of operators.phrases) expect(text.replace(/\s+/g, ' ')).toContain(phrase.replace(/\s+/g, ' '))
    }),
    { numRuns: 200 },
  )
})
