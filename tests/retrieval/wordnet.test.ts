import { expect, test } from 'vitest'
import { isDictionaryWord, relatedWords } from '../../src/retrieval/wordnet.ts'

const weightOf = (word: string, other: string): number => relatedWords(word).find(({ words }) => words.join(' ') === other)?.weight ?? 0

test('synonyms, derivations and neighbours in meaning, by weight', () => {
  expect(weightOf('purchase', 'buy')).toBeGreaterThan(0.5)
  expect(weightOf('approve', 'approval')).toBeGreaterThan(0.5)
  expect(weightOf('purchase', 'sleep')).toBe(0)
})

test('an inflected word is found by its base', () => {
  expect(weightOf('purchased', 'buy')).toBeGreaterThan(0.5)
  expect(relatedWords('ferries').length).toBeGreaterThan(0)
})

test('strongest first, bounded, weights in (0, 1], and never the word itself', () => {
  for (const word of ['set', 'run', 'take', 'good', 'plant', 'fine']) {
    const weights = relatedWords(word).map((related) => related.weight)
    expect(weights).toEqual([...weights].sort((a, b) => b - a))
    expect(weights.length).toBeLessThanOrEqual(120)
    expect(weights.every((weight) => weight > 0 && weight <= 1)).toBe(true)
    expect(relatedWords(word).some(({ words }) => words.join(' ') === word)).toBe(false)
  }
})

test('names and garbage have no relatives', () => {
  for (const word of ['veltrona', 'quillstream', '', ' ', 'zzzz', '电池', 'a'.repeat(5_000)]) expect(relatedWords(word)).toEqual([])
})

test('ordinary words are told from names', () => {
  for (const word of ['harbour', 'ferries', 'bought', 'quickly', 'bigger']) expect(isDictionaryWord(word), word).toBe(true)
  for (const word of ['veltrona', 'tidewell', 'quillstream', 'ziptalk', '']) expect(isDictionaryWord(word), word).toBe(false)
})
