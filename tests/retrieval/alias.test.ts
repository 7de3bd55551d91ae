import { describe, expect, test } from 'vitest'
import { aliasesOf, entityKey } from '../../src/retrieval/alias.ts'

describe('entityKey', () => {
  test.each([
    ['Borealis Automobiles N.V.', 'borealis automobiles'],
    ['Borealis Automobiles NV', 'borealis automobiles'],
    ['The Orchard Group, Inc.', 'orchard group'],
    ['Kestrel Co. Ltd', 'kestrel'],
    ['Marlow & Sons', 'marlow and sons'],
    ['Müller’s', 'muller'],
    ['U.S.', 'us'],
    ['Inc.', 'inc'],
    ['The', 'the'],
    ['…', ''],
  ])('%s → %s', (name, key) => {
    expect(entityKey(name)).toBe(key)
  })

  test('is its own key', () => {
    for (const name of ['The Orchard Group, Inc.', 'Kestrel Co. Ltd', 'A. B. Cole'])
      expect(entityKey(entityKey(name))).toBe(entityKey(name))
  })
})

test('aliases hold no single letters, numbers, function words, bare titles or doubles', () => {
  const aliases = ['Lena Ortiz', 'L.', 'Ortiz', 'ortiz', 'Ortiz’s', 'The', 'Dr.', '42', 'LO']
  expect(aliasesOf({ name: 'Lena Ortiz', aliases })).toEqual(['Lena Ortiz', 'Ortiz', 'LO'])
  expect(aliasesOf({ name: 'World Health Organization', aliases: ['World Health Organization', 'WHO'] })).toEqual([
    'World Health Organization',
    'WHO',
  ])
})
