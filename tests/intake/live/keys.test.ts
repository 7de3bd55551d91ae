import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalUrl, guidKey, sameWords, titleKey, urlKey } from '../../../src/intake/live/keys.ts'

describe('an address', () => {
  test('is known without what changes nothing about its page', () => {
    expect(canonicalUrl('https://User:pw@Example.org:443/a?utm_source=x&b=2&a=1&fbclid=9#top')).toBe('https://example.org/a?a=1&b=2')
    const same = ['https://example.org/a', 'http://www.example.org/a/', 'https://m.example.org/a?utm_medium=rss', 'https://example.org/a#c']
    expect(new Set(same.map(urlKey)).size).toBe(1)
    const others = [
      'https://example.org/b',
      'https://example.org/a?id=1',
      'https://example.org/a?id=2',
      'https://example.com/a',
      'https://example.org:8443/a',
    ]
    expect(new Set([...same, ...others].map(urlKey)).size).toBe(1 + others.length)
  })

  test.each(['', 'nothing', 'ftp://example.org/', 'javascript:alert(1)', `https://example.org/${'a'.repeat(3_000)}`, null])(
    '%j is none',
    (text) => {
      expect(canonicalUrl(text)).toBeNull()
      expect(urlKey(text)).toBeNull()
    },
  )

  test('made canonical once, it stays as it is', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const once = canonicalUrl(url)
        if (once !== null) expect(canonicalUrl(once)).toBe(once)
      }),
    )
  })
})

test('a guid is known apart from an address that reads the same', () => {
  expect(guidKey('https://example.org/a', null)).not.toBe(guidKey(null, 'https://example.org/a'))
  expect(guidKey(null, null)).toBeNull()
})

test('a headline is known whatever its case, punctuation and opener, in one outlet', () => {
  const key = titleKey('The Gazette', 'Council approves “new” tram')
  expect(titleKey('the gazette', 'UPDATE 2: Council approves new tram!')).toBe(key)
  expect(titleKey('The Herald', 'Council approves “new” tram')).not.toBe(key)
  expect(titleKey('The Gazette', '—')).toBeNull()
})

test('the share of common words is that of the shorter text', () => {
  const text = 'The council of Port Vell approved a new tram line on Tuesday after a long debate about its costs and its route'
  expect(sameWords(text, `${text}. Work begins in spring, and the line opens in three years.`)).toBe(1)
  expect(sameWords(text, 'A court in another city heard the appeal of two traders over fishing rights in the northern bay')).toBe(0)
  expect(sameWords('too short', text)).toBeNull()
})
