import fc from 'fast-check'
import { expect, test } from 'vitest'
import { analyse, MAX_PASSAGE_TOKENS } from '../../src/retrieval/analysis.ts'
import { termOf } from '../../src/retrieval/terms.ts'
import { oddText } from '../odd-text.ts'

test('sentences carry their place, paragraph and terms; the title its terms', () => {
  const body = 'Pony.ai opened in Marlow. It employs 900.\n\nThe spill closed beaches.'
  const { sentences, titleTerms } = analyse({ title: 'A plant opens', body })
  expect(sentences.map(({ start, end }) => body.slice(start, end))).toEqual([
    'Pony.ai opened in Marlow.',
    'It employs 900.',
    'The spill closed beaches.',
  ])
  expect(sentences[2]?.terms).toEqual(['spill', 'closed', 'beaches'].map(termOf))
  expect(sentences[0]?.paragraph).toBe(sentences[1]?.paragraph)
  expect(sentences[2]?.paragraph).not.toBe(sentences[0]?.paragraph)
  expect(titleTerms).toEqual(['plant', 'opens'].map(termOf))
})

test('of any text, sentences stand in order without overlap and passages hold all of them once', () => {
  fc.assert(
    fc.property(oddText, (body) => {
      const { sentences, passages, entities } = analyse({ title: body.slice(0, 40), body })
      let at = 0
      for (const { start, end, tokens } of sentences) {
        expect(start).toBeGreaterThanOrEqual(at)
        expect(end).toBeGreaterThan(start)
        expect(body.slice(start, end)).toBe(body.slice(start, end).trim())
        expect(Number.isInteger(tokens)).toBe(true)
        at = end
      }
      expect(at).toBeLessThanOrEqual(body.length)
      expect(passages.flatMap(({ first, last }) => sentences.slice(first, last))).toEqual(sentences)
      for (const { first, last } of passages) {
        const tokens = sentences.slice(first, last).reduce((sum, sentence) => sum + sentence.tokens, 0)
        expect(tokens <= MAX_PASSAGE_TOKENS || last - first === 1).toBe(true)
      }
      for (const [start, end] of entities.flatMap((entity) => entity.spans)) {
        expect(start).toBeGreaterThanOrEqual(0)
        expect(end).toBeLessThanOrEqual(body.length)
        expect(end).toBeGreaterThan(start)
      }
    }),
    { numRuns: 100 },
  )
})

test('an empty body has nothing', () => {
  expect(analyse({ title: '', body: '' })).toEqual({ titleTerms: [], sentences: [], passages: [], entities: [] })
})
