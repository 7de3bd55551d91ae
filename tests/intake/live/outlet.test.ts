import { describe, expect, test } from 'vitest'
import { hostName, isSameSite, outletOfTitle, publisherOf, withoutOutlet } from '../../../src/intake/live/outlet.ts'

describe('an outlet', () => {
  test.each([
    ['Harbour Times - World', 'https://www.harbourtimes.example/', 'Harbour Times'],
    ['World news | The Harbour', 'https://theharbour.example/world', 'The Harbour'],
    ['HT > Top Stories', 'https://www.htimes.example', 'HT'],
    ['Harbour Times RSS Feed', null, 'Harbour Times'],
    ['The Quiet Review', 'https://elsewhere.example', 'The Quiet Review'],
    ['  ', 'https://elsewhere.example', null],
    [null, null, null],
  ])('%j at %j is %j', (title, site, name) => {
    expect(outletOfTitle(title, site)).toBe(name)
  })

  const feed = { publisher: 'Harbour Times', site: 'https://harbourtimes.example/', url: 'https://feeds.harbourtimes.example/all' }
  test('is who wrote it, not who passes it on', () => {
    const of = (source: string | null, link: string | null, page: string | null) => publisherOf({ source, link, page }, feed)
    expect(of(null, 'https://www.harbourtimes.example/a', 'HT Online')).toBe('Harbour Times')
    expect(of(null, null, null)).toBe('Harbour Times')
    expect(of('The Herald', 'https://news.example/redirect/1', null)).toBe('The Herald')
    expect(of(null, 'https://www.herald.example/a', 'The Herald')).toBe('The Herald')
    expect(of(null, 'https://www.herald.example/a', null)).toBe('herald.example')
  })

  test('at the end of a headline is taken off where it is the publisher', () => {
    expect(withoutOutlet('Tram approved - The Herald', 'The Herald')).toBe('Tram approved')
    expect(withoutOutlet('Tram approved - at last', 'The Herald')).toBe('Tram approved - at last')
    expect(withoutOutlet('- The Herald', 'The Herald')).toBe('- The Herald')
  })
})

test('a site is what somebody registered', () => {
  expect(isSameSite('https://a.example.co.uk/x', 'http://www.example.co.uk')).toBe(true)
  expect(isSameSite('https://one.co.uk', 'https://two.co.uk')).toBe(false)
  expect(isSameSite('http://127.0.0.1:1/', 'http://127.0.0.1:2/')).toBe(true)
  expect(isSameSite('nothing', 'nothing')).toBe(false)
  expect(hostName('https://www.example.org/a')).toBe('example.org')
})
