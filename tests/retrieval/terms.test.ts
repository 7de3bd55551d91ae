import fc from 'fast-check'
import { expect, test } from 'vitest'
import { baseOf } from '../../src/retrieval/irregular.ts'
import { read } from '../../src/retrieval/language.ts'
import { fold, foldName, isStopWord, termOf, termsOf } from '../../src/retrieval/terms.ts'

test.each([
  ['fined', 'fines'],
  ['bought', 'buy'],
  ['women', 'woman'],
  ['Zürich', 'zurich'],
  ['U.S.', 'US'],
  ['1,200', '1200'],
  ['Tidewell’s', 'tidewell'],
  ["Tidewell's", 'TIDEWELL'],
  ['covid-19', 'COVID19'],
])('%s and %s are one term', (a, b) => {
  expect(termOf(a)).toBe(termOf(b))
  expect(termOf(a)).not.toBeNull()
})

test.each([
  ['US', 'us'],
  ['WHO', 'who'],
  ['4.5', '45'],
  ['plant', 'plan'],
])('%s and %s are not', (a, b) => {
  expect(termOf(a)).not.toBe(termOf(b))
})

test('function words and marks carry no term', () => {
  for (const word of ['the', 'Of', 'whose', 'us', '—', '…', '“', '']) expect(termOf(word)).toBeNull()
  expect(isStopWord('whose')).toBe(true)
  expect(isStopWord('plant')).toBe(false)
})

test('terms of a text keep their order and repeats', () => {
  expect(termsOf(read('The plant, the plant and the harbour.').tokens)).toEqual(['plant', 'plant', termOf('harbour')])
})

test('folding takes case, accents, quotes and possessives, and once is enough', () => {
  expect(fold('Écoles’')).toBe("ecoles'")
  expect(fold('Okafor’s')).toBe('okafor')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (word) => {
      const folded = fold(word)
      if (!folded.endsWith("'s")) expect(fold(folded)).toBe(folded)
    }),
  )
})

test('names are compared as words with single spaces', () => {
  expect(foldName('  Lumen   Street Group’s ')).toBe('lumen street group')
  expect(foldName('Zürich,')).toBe('zurich')
  expect(foldName('')).toBe('')
})

test('irregular forms lead to their base, other words to themselves', () => {
  expect([baseOf('sold'), baseOf('driven'), baseOf('feet'), baseOf('plant')]).toEqual(['sell', 'drive', 'foot', 'plant'])
})
