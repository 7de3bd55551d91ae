import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WantedWord } from '../src/evidence.ts'
import { matcherOf } from '../src/term-matches.ts'

function wanted(term: string, variants: readonly { terms: readonly string[]; weight: number }[] = []): WantedWord {
  const word = { text: term, term, start: 0, end: term.length, name: false, weight: 1 }
  return { word, term, idf: 1, frequency: 1, variants, corrected: false }
}

test('the word itself says it wholly, a variant in part, and its best variant counts', () => {
  const match = matcherOf([
    wanted('car', [
      { terms: ['vehicl'], weight: 0.5 },
      { terms: ['auto'], weight: 0.8 },
    ]),
    wanted('ban'),
  ])
  expect(match(['the', 'car'])).toEqual([1, 0])
  expect(match(['vehicl', 'auto'])).toEqual([0.8, 0])
  expect(match(['auto', 'vehicl', 'ban'])).toEqual([0.8, 1])
  expect(match([])).toEqual([0, 0])
})

test('a variant of several words needs all of them, in any order', () => {
  const match = matcherOf([wanted('buy', [{ terms: ['take', 'over'], weight: 0.6 }])])
  expect(match(['over', 'x', 'take'])).toEqual([0.6])
  expect(match(['take'])).toEqual([0])
})

test('two words of the question may share a term', () => {
  const match = matcherOf([wanted('fund', [{ terms: ['money'], weight: 0.4 }]), wanted('money')])
  expect(match(['money'])).toEqual([0.4, 1])
})

test('it finds what looking for every way in turn finds', () => {
  const term = fc.constantFrom<string>('a', 'b', 'c', 'd', 'e')
  const variant = fc.record({ terms: fc.array(term, { minLength: 1, maxLength: 3 }), weight: fc.constantFrom(0.3, 0.5, 0.9) })
  const word = fc.tuple(term, fc.array(variant, { maxLength: 4 })).map(([own, variants]) => wanted(own, variants))
  fc.assert(
    fc.property(fc.array(word, { maxLength: 4 }), fc.array(term, { maxLength: 6 }), (words, run) => {
      const slow = words.map((want) =>
        run.includes(want.term)
          ? 1
          : Math.max(0, ...want.variants.filter((one) => one.terms.every((each) => run.includes(each))).map((one) => one.weight)),
      )
      expect(matcherOf(words)(run)).toEqual(slow)
    }),
  )
})
