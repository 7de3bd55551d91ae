import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type EntityMention, recogniseEntities } from '../../src/retrieval/entities.ts'
import { read } from '../../src/retrieval/language.ts'
import { labelledArticles } from '../entities/labelled.ts'
import { ours, score, sentencesOf } from '../entities/scoring.ts'

const find = (text: string): EntityMention[] => recogniseEntities(read(text))
const named = (text: string, name: string): EntityMention | undefined => find(text).find((entity) => entity.name === name)
const forms = (text: string, name: string): string[] => [...(named(text, name)?.aliases ?? [])].sort()

describe('forms of one entity', () => {
  test('a family name after the full name, in either order of names', () => {
    expect(forms('Zhao Kexin founded the company in 2015. Zhao was 29 then. Investors trusted Zhao.', 'Zhao Kexin')).toEqual([
      'Zhao',
      'Zhao Kexin',
    ])
    expect(forms('Andrew Parker runs the fund. It was Parker who sold the shares, and Andrew paid.', 'Andrew Parker')).toEqual([
      'Andrew',
      'Andrew Parker',
      'Parker',
    ])
  })

  test('a name keeps neither title nor possessive', () => {
    const text = "Senator Paula Whitcombe of Ohio spoke first. Whitcombe's speech lasted an hour. Sen. Whitcombe left early."
    const entity = named(text, 'Paula Whitcombe')
    expect(entity?.type).toBe('person')
    expect(entity?.aliases).toEqual(['Paula Whitcombe', 'Whitcombe'])
    expect(entity?.spans.map(([start, end]) => text.slice(start, end))).toEqual(['Paula Whitcombe', 'Whitcombe', 'Whitcombe'])
  })

  test('two people of one family name stay two', () => {
    const people = find('Maria Gonzalez met Carlos Gonzalez in Madrid. Gonzalez smiled.').filter(({ type }) => type === 'person')
    expect(people.map(({ name }) => name)).toEqual(['Maria Gonzalez', 'Carlos Gonzalez'])
  })

  test('an acronym in brackets, also the other way round', () => {
    const text = 'The National Harbour Safety Agency (NHSA) fined two ships. The NHSA said it would appeal.'
    expect(forms(text, 'National Harbour Safety Agency')).toEqual(['NHSA', 'National Harbour Safety Agency'])
    const reverse = 'The NHSA (National Harbour Safety Agency) fined two ships on Monday. Owners sued the NHSA.'
    expect(forms(reverse, 'National Harbour Safety Agency')).toEqual(['NHSA', 'National Harbour Safety Agency'])
  })

  test('a shortened organisation, with and without its legal form', () => {
    const text =
      'Borealis Automobiles NV lost money in Europe. Borealis Automobiles will close a plant. Workers at Borealis were told on Friday.'
    const entity = named(text, 'Borealis Automobiles NV')
    expect(entity?.type).toBe('organisation')
    expect([...(entity?.aliases ?? [])].sort()).toEqual(['Borealis', 'Borealis Automobiles', 'Borealis Automobiles NV'])
  })

  test('a company that bears a family name is not that person, nor a foundation', () => {
    const text = 'Fornari Bellucci Automobiles NV lost money. Fornari Bellucci will close a plant in Turin, and shares of Fornari fell.'
    expect(find(text).map(({ name }) => name)).toEqual(['Fornari Bellucci Automobiles NV', 'Turin'])
    expect(find('Lena Ortiz retired in May. The Lena Ortiz Foundation helps farmers.').map(({ name }) => name)).toContain('Lena Ortiz')
  })

  test('a family name that is also a place', () => {
    expect(forms('Jim Jordan spoke to reporters. Jordan said he would run again.', 'Jim Jordan')).toEqual(['Jim Jordan', 'Jordan'])
    expect(named('Jim Jordan spoke to reporters. Refugees fled to camps in Jordan.', 'Jordan')?.type).toBe('place')
  })

  test('a department and its other name', () => {
    const text = 'The Department of Energy approved the plan. Officials at the Energy Department declined to comment.'
    expect(forms(text, 'Department of Energy')).toEqual(['Department of Energy', 'Energy Department'])
  })
})

describe('what is found', () => {
  test.each([
    ['The Center for Maritime and Polar Studies published a report.', 'Center for Maritime and Polar Studies', 'organisation'],
    ['Officials at the Department of Homeland Security met on Tuesday.', 'Department of Homeland Security', 'organisation'],
    ['The company was founded in Hangzhou by a teacher.', 'Hangzhou', 'place'],
    ['She moved to New Zealand in March.', 'New Zealand', 'place'],
    ['Shares in Qelvo Corp. fell 3 percent on Monday.', 'Qelvo Corp.', 'organisation'],
    ['Analyst Katarzyna Wolska said the market was calm.', 'Katarzyna Wolska', 'person'],
  ] as const)('%s', (text, name, type) => {
    expect(find(text).map((entity) => [entity.name, entity.type])).toContainEqual([name, type])
  })

  test('ordinary words, days, months, nationalities, pronouns and titles are none', () => {
    expect(
      find('Officials said on Monday that prices rose in March. They blamed Chinese and French banks. The president was absent.'),
    ).toEqual([])
  })

  test('a headline in capitals gives no false words when the text names its entity', () => {
    const text =
      'Zelvara Unveils Cheaper Battery After Long Delay\n\nZelvara said the battery costs half as much. Analysts at Zelvara were pleased.'
    const entity = named(text, 'Zelvara')
    expect(entity?.spans.length).toBe(3)
    expect(find(text)).toHaveLength(1)
  })
})

describe('any text', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'Zhao Kexin ',
      'the Bank of Foo ',
      '(NHSA) ',
      'Inc. ',
      '’s ',
      'of and the ',
      'AT&T ',
      '737 MAX ',
      '.com ',
      '- ',
      '\n\n',
      'U.S. ',
      '“',
      'İ ',
      'ß',
    ),
  )
  test('spans lie in the text in order and without overlap, and each is one of the aliases', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('')
        const taken: (readonly [number, number])[] = []
        for (const { name, aliases, spans } of find(text)) {
          expect(aliases[0]).toBe(name)
          expect(new Set(aliases).size).toBe(aliases.length)
          expect(spans.length).toBeGreaterThan(0)
          for (const [start, end] of spans) {
            expect(start).toBeLessThan(end)
            expect(aliases).toContain(text.slice(start, end).replace(/\s{2,}/g, ' '))
          }
          taken.push(...spans)
        }
        taken.sort((a, b) => a[0] - b[0])
        for (let i = 1; i < taken.length; i++) expect(taken[i]?.[0]).toBeGreaterThanOrEqual(taken[i - 1]?.[1] ?? 0)
      }),
      { numRuns: 300 },
    )
  })

  test('the same text gives the same entities', () => {
    const text = 'Lena Ortiz of Acme Robotics flew to Porto. Ortiz met the mayor.'
    expect(find(text)).toEqual(find(text))
  })
})

describe('held-out text', () => {
  const articles = labelledArticles(new URL('../entities/held-out.txt', import.meta.url))
  const all = ['person', 'organisation', 'place', 'product', 'other'] as const

  test('is large enough and shares no line with the training text', () => {
    const lines = (file: string): string[] =>
      labelledArticles(new URL(file, import.meta.url))
        .flatMap(({ text }) => text.split('\n'))
        .filter((line) => line.length > 40)
    const trained = new Set(lines('../entities/train.txt'))
    expect(trained.size).toBeGreaterThan(600)
    expect(sentencesOf(articles).length).toBeGreaterThan(200)
    expect(lines('../entities/held-out.txt').filter((line) => trained.has(line))).toEqual([])
  })

  // Floors: they may only rise.
  test('F1 of unique name + type', () => {
    expect(score(articles, ours, ['person', 'organisation', 'place']).typed.f1).toBeGreaterThan(0.84)
    expect(score(articles, ours, all).typed.f1).toBeGreaterThan(0.81)
    expect(score(articles, ours, all).untyped.f1).toBeGreaterThan(0.9)
    expect(score(sentencesOf(articles), ours, all).typed.f1).toBeGreaterThan(0.77)
  })
})
