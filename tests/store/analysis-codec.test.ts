import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analyse } from '../../src/retrieval/analysis.ts'
import { decodeAnalysis, encodeAnalysis } from '../../src/store/analysis-codec.ts'
import { article } from './samples.ts'

const word = fc.oneof(fc.stringMatching(/^[a-z0-9.]{1,12}$/), fc.string({ unit: 'binary', maxLength: 4 }))
const offset = fc.nat({ max: 1_000_000 })
const analyses = fc.record({
  titleTerms: fc.array(word),
  sentences: fc.array(
    fc.record({ start: offset, end: offset, paragraph: fc.nat({ max: 500 }), tokens: fc.nat({ max: 500 }), terms: fc.array(word) }),
  ),
  passages: fc.array(fc.record({ first: offset, last: offset })),
  entities: fc.array(
    fc.record({
      name: word,
      type: fc.constantFrom('person' as const, 'organisation' as const, 'place' as const, 'product' as const, 'other' as const),
      aliases: fc.array(word),
      spans: fc.array(fc.tuple(offset, offset)),
    }),
  ),
})

describe('analysis codec', () => {
  test('any analysis comes back equal', () => {
    fc.assert(
      fc.property(analyses, (analysis) => {
        expect(decodeAnalysis(encodeAnalysis(analysis))).toEqual(analysis)
      }),
    )
  })

  test('a real analysis comes back equal, in less room than its plain JSON', () => {
    const analysis = analyse(article('1', { body: article('1').body.repeat(20) }))
    const encoded = encodeAnalysis(analysis)
    expect(decodeAnalysis(encoded)).toEqual(analysis)
    expect(analysis.sentences.length).toBeGreaterThan(20)
    expect(encoded.length).toBeLessThan(JSON.stringify(analysis).length / 2)
  })

  test.each(['', '{}', '[]', '[0,""]', '[1.5,""]', '["2","",[],[],[],[]]', '[1,"a b', '[2,"",[],[],[]]', '[2,"",[],{},[],[]]', '[2,"a b'])(
    'refuses %j',
    (text) => {
      expect(() => decodeAnalysis(text)).toThrow(SyntaxError)
    },
  )

  test.each(['[1,"",[],[],[],[]]', '[1]', '[3,{}]'])('tells another format apart: %j', (text) => {
    expect(decodeAnalysis(text)).toBeNull()
  })
})
