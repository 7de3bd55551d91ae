import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readOutline, writeOutline } from '../../../src/intake/feed/outline.ts'
import '../../properties.ts'

test('outlines inside outlines, addresses under names in any case, each once', () => {
  const text = `<?xml version="1.0"?><opml version="1.1"><head><title>Mine</title></head><body>
    <outline text="Ports"><outline text="Ships"><outline TEXT="Harbour &amp; Tide" type="rss" xmlUrl="https://harbour.example/feed" htmlUrl="https://harbour.example/"/></outline>
      <outline title="Quai" XMLURL="https://quai.example/atom.xml"/></outline>
    <outline text="Again" xmlurl="https://harbour.example/feed"/>
    <outline text="Old" xmlUrl="feed://old.example/rss"/>
    <outline text="Bad" xmlUrl="javascript:alert(1)"/><outline text="A page" url="https://page.example/" type="link"/></body></opml>`
  const { feeds, faults } = readOutline(text)
  expect(feeds).toEqual([
    { url: 'https://harbour.example/feed', title: 'Harbour & Tide', site: 'https://harbour.example/' },
    { url: 'https://quai.example/atom.xml', title: 'Quai', site: null },
    { url: 'https://old.example/rss', title: 'Old', site: null },
  ])
  expect(faults).toEqual([expect.stringContaining('javascript:')])
})

test.each(['', 'nothing', '<html></html>', '{}', '<rss><channel/></rss>'])('“%s” is no outline, which is told', (text) => {
  expect(readOutline(text)).toEqual({ feeds: [], faults: ['it is no OPML'] })
})

test('what breaks off gives what stands before', () => {
  const text = '<opml><body><outline xmlUrl="https://a.example/"/><outline xmlUrl="https://b.ex'
  expect(readOutline(text).feeds.map(({ url }) => url)).toContain('https://a.example/')
})

test('deep and long outlines are bounded', () => {
  const deep = `<opml><body>${'<outline text="x">'.repeat(5_000)}<outline xmlUrl="https://a.example/"/>`
  expect(readOutline(deep).feeds).toEqual([])
  const long = `<opml><body>${Array.from({ length: 3_000 }, (_, i) => `<outline xmlUrl="https://a.example/${i}"/>`).join('')}</body></opml>`
  expect(readOutline(long).feeds).toHaveLength(2_000)
  expect(readOutline(long).faults).toHaveLength(1)
})

test('what is written is read again', () => {
  const title = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .map((text) => text.replace(/[\p{Cc}\uFFFE\uFFFF\s]+/gu, ' ').trim())
    .filter((text) => text !== '')
  const feeds = fc.uniqueArray(
    fc.record({ url: fc.webUrl().map((url) => new URL(url).href), title, site: fc.option(fc.webUrl().map((url) => new URL(url).href)) }),
    {
      selector: ({ url }) => url,
      maxLength: 8,
    },
  )
  fc.assert(
    fc.property(feeds, title, (given, name) => {
      expect(readOutline(writeOutline(given, name))).toEqual({ feeds: given, faults: [] })
    }),
    { numRuns: 100 },
  )
})
