import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KEYWORD_INDEX_LIMITS } from '../../src/retrieval/keyword-index.ts'
import { editDistance } from '../../src/retrieval/similar-terms.ts'
import { document, indexOf } from './small-index.ts'

describe('similar terms', () => {
  const words = 'huawei huaweis huawei hundai harmony 2019 2020 momenta sanction sanctions cat car 数据中心 économie'
  const documents = [document('a', words), document('b', 'huawei hyundai momentum'), document('c', 'sanctions')]
  test.each([0, 100])('are the nearest known ones, the most frequent first (bulk from %s)', async (bulkDocuments) => {
    const [index] = await indexOf(documents, { ...KEYWORD_INDEX_LIMITS, bulkDocuments })
    expect(index.similarTerms('hauwei', 5)).toEqual(['huawei'])
    expect(index.similarTerms('uhawei', 5)).toEqual(['huawei'])
    expect(index.similarTerms('guawei', 5)).toEqual(['huawei'])
    expect(index.similarTerms('huaweix', 5)).toEqual(['huawei', 'huaweis'])
    expect(index.similarTerms('huaweix', 1)).toEqual(['huawei'])
    expect(index.similarTerms('hyndai', 5)).toEqual(['hundai', 'hyundai'])
    expect(index.similarTerms('santcoins', 5)).toEqual(['sanctions'])
    expect(index.similarTerms('sanctionx', 5)).toEqual(['sanctions', 'sanction'])
    expect(index.similarTerms('数据中央', 5)).toEqual(['数据中心'])
    expect(index.similarTerms('economie', 5)).toEqual(['économie'])
  })
  test('are not offered for short words, numbers, nor the word itself', async () => {
    const [index] = await indexOf(documents)
    for (const word of ['cax', '2018', '2021', 'x'.repeat(10_000), '']) expect(index.similarTerms(word, 5)).toEqual([])
    expect(index.similarTerms('huawei', 5)).toEqual(['huaweis'])
  })
})

test.each([
  ['hauwei', 'huawei', 1],
  ['ban', 'ban', 0],
  ['', 'ab', 2],
  ['ca', 'abc', 3],
  ['kitten', 'sitting', 3],
])('%s is %s but for %i edits', (a, b, distance) => {
  expect(editDistance(a, b, 9)).toBe(distance)
  expect(editDistance(b, a, 9)).toBe(distance)
  if (distance > 0) expect(editDistance(a, b, distance - 1)).toBe(distance)
})

/** The definition, by recursion. */
function definedDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length
  const [a1, b1] = [a.slice(0, -1), b.slice(0, -1)]
  const choices = [definedDistance(a1, b) + 1, definedDistance(a, b1) + 1, definedDistance(a1, b1) + (a.at(-1) === b.at(-1) ? 0 : 1)]
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1))
    choices.push(definedDistance(a.slice(0, -2), b.slice(0, -2)) + 1)
  return Math.min(...choices)
}

test('edit distance is as defined, up to its bound', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, most) => {
      expect(editDistance(a, b, most)).toBe(Math.min(definedDistance(a, b), most + 1))
    }),
    { numRuns: 300 },
  )
})
