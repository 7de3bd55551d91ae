import { expect, test } from 'vitest'
import { tradeWords } from '../../src/retrieval/lexicon.ts'
import { termOf } from '../../src/retrieval/terms.ts'
import { variantsOf } from '../../src/retrieval/variants.ts'

const says = (word: string, other: string): number =>
  variantsOf(word).find(({ terms }) => terms.join(' ') === other.split(' ').map(termOf).join(' '))?.weight ?? 0

test('words of the trade stand for one another', () => {
  expect(says('ceo', 'chief executive')).toBeGreaterThan(0.7)
  expect(says('employees', 'workers')).toBeGreaterThan(0.7)
  expect(says('acquired', 'purchase')).toBeGreaterThan(0.5)
})

test('a narrow word does not stand for its wide one', () => {
  expect(tradeWords('boss').map((words) => words.join(' '))).toContain('ceo')
  expect(tradeWords('ceo').map((words) => words.join(' '))).not.toContain('boss')
})

test('strongest first, in (0, 1), never the word itself', () => {
  for (const word of ['ceo', 'bought', 'plant', 'ban', 'employees']) {
    const weights = variantsOf(word).map((variant) => variant.weight)
    expect(weights).toEqual([...weights].sort((a, b) => b - a))
    expect(weights.every((weight) => weight >= 0.3 && weight < 1)).toBe(true)
    expect(variantsOf(word).some(({ terms }) => terms.length === 1 && terms[0] === termOf(word))).toBe(false)
    for (const { terms } of variantsOf(word)) expect(terms.length).toBeGreaterThan(0)
  }
})

test('names and numbers have none, and asking again gives the same', () => {
  for (const word of ['Veltrona', '1200', '', '—']) expect(variantsOf(word)).toEqual([])
  expect(variantsOf('CEO')).toBe(variantsOf('ceo'))
})
