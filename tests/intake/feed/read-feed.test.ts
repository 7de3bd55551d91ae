import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { FEED_LIMITS } from '../../../src/intake/feed/feed-limits.ts'
import { readFeed } from '../../../src/intake/feed/read-feed.ts'
import '../../properties.ts'
import { mutantOf, randomFrom } from './feed-mutants.ts'
import { ATOM, ATOM_03, CDF, INVENTED, JSON_FEED, RDF, RSS } from './invented.ts'

const FROM = { url: 'https://harbour.example/feed.xml', contentType: null }

function read(text: string | Uint8Array, contentType: string | null = null) {
  return readFeed(typeof text === 'string' ? Buffer.from(text) : text, { ...FROM, contentType })
}
const rss = (inside: string): string => `<rss version="2.0"><channel><title>Harbour Times</title>${inside}</channel></rss>`

describe('formats', () => {
  test('RSS 2.0, with vocabularies under prefixes of its own', () => {
    const feed = read(RSS)
    expect(feed).toMatchObject({
      format: 'rss',
      title: { value: 'Harbour Times & Tide' },
      link: 'https://harbour.example/',
      self: 'https://harbour.example/feed.xml',
      authors: ['Ines Okafor'],
      language: 'en-GB',
      everyMinutes: 45,
      updated: { iso: '2026-11-28T09:30:00Z' },
      encoding: 'utf-8',
      faults: [],
    })
    expect(feed?.items[0]).toEqual({
      id: 'ht-1',
      link: 'https://harbour.example/2026/ferry?a=1&b=2',
      title: { value: 'Ferry <b>returns</b> after 3 weeks', isHtml: true },
      summary: { value: 'The ferry sails again &mdash; at last.', isHtml: true },
      content: { value: '<p>The ferry sails again.</p><p>It had been away for 3 weeks.</p>', isHtml: true },
      authors: ['Ines Okafor', 'Tom Reyes'],
      published: { printed: 'Sat, 28 Nov 2026 10:15:00 +0100', iso: '2026-11-28T10:15:00+01:00' },
      updated: { printed: '2026-11-28T11:00:00+01:00', iso: '2026-11-28T11:00:00+01:00' },
      tags: ['Port', 'Transport', 'Ships'],
      source: { title: 'Coast Agency', url: 'https://agency.example/feed' },
      language: null,
      media: [
        { url: 'https://harbour.example/ferry.mp3', type: 'audio/mpeg' },
        { url: 'https://harbour.example/ferry.jpg', type: 'image/jpeg' },
      ],
    })
    expect(feed?.items[1]).toMatchObject({
      link: 'https://harbour.example/2026/crane',
      authors: ['Tom Reyes'],
      tags: ['cranes', 'accidents'],
      published: { iso: '2026-11-27T18:00:00' },
    })
  })
  test('RSS 1.0', () => {
    expect(read(RDF)).toMatchObject({
      format: 'rdf',
      id: 'https://tide.example/rdf',
      everyMinutes: 360,
      items: [
        { id: 'https://tide.example/1', link: 'https://tide.example/1', published: { iso: '2026-11-28T06:00:00Z' }, authors: ['Ada Lund'] },
      ],
    })
  })
  test('Atom 1.0, with addresses relative to addresses', () => {
    const feed = read(ATOM)
    expect(feed).toMatchObject({
      format: 'atom',
      title: { value: 'Le <em>Quai</em>', isHtml: true },
      link: 'https://quai.example/blog/',
      self: 'https://quai.example/blog/atom.xml',
      language: 'fr',
    })
    expect(feed?.items[0]).toMatchObject({
      title: { value: 'Un bateau <neuf>', isHtml: false },
      link: 'https://quai.example/blog/2026/bateau',
      content: { value: '<p>Un bateau <b>neuf</b> est arrivé.</p><p>Il est grand.</p>', isHtml: true },
      authors: ['Léa Morel'],
      tags: ['bateaux'],
      media: [{ url: 'https://quai.example/blog/2026/bateau.mp3' }],
    })
    expect(feed?.items[1]).toMatchObject({
      authors: ['Jean Roux'],
      source: { title: 'Ailleurs', url: 'https://ailleurs.example/' },
      published: null,
      updated: { iso: '2026-11-27' },
    })
  })
  test('Atom 0.3, base64 and all', () => {
    expect(read(ATOM_03)).toMatchObject({
      title: { value: 'Old <i>port</i>' },
      updated: { iso: '2004-01-01T19:48:21Z' },
      items: [{ id: 'old-1', content: { value: '<p>Hello</p>', isHtml: true }, published: { iso: '2003-12-31T10:14:55Z' } }],
    })
  })
  test('JSON Feed, whole and broken off', () => {
    const feed = read(JSON_FEED)
    expect(feed).toMatchObject({ format: 'json', title: { value: 'Quay notes' }, authors: ['Ada Lund'], faults: [] })
    expect(feed?.items).toMatchObject([
      { id: '7', content: { value: '<p>Seven seals came in.</p>', isHtml: true }, authors: ['Ada Lund'], tags: ['seals'] },
      { id: 'eight', link: 'https://other.example/8', content: { value: 'Eight & more', isHtml: false }, authors: ['Tom Reyes'] },
    ])
    const broken = read(JSON_FEED.slice(0, -30))
    expect(broken?.items.map(({ id }) => id)).toEqual(['7'])
    expect(broken?.faults).toEqual([expect.stringContaining('breaks off')])
  })
  test('CDF', () => {
    expect(read(CDF)).toMatchObject({
      link: 'https://dock.example/',
      items: [{ title: { value: 'One' }, summary: { value: 'The first' } }],
    })
  })
  test.each([
    '<!DOCTYPE html><html><head><title>x</title></head></html>',
    '{"items": "none"}',
    '[1, 2]',
    'rss feed',
    '',
    '<svg xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:RDF/></svg>',
    '<urlset><url/></urlset>',
  ])('%s is no feed', (text) => expect(read(text)).toBeNull())
})

describe('what is broken gives what can be saved', () => {
  test('items that are never closed, and a feed that breaks off', () => {
    const items = [1, 2, 3].map((n) => `<item><guid>${n}</guid><title>Story ${n}</title>`).join('')
    const feed = read(`<rss><channel>${items}<descr`)
    expect(feed?.items.map(({ id, title }) => [id, title?.value])).toEqual([1, 2, 3].map((n) => [String(n), `Story ${n}`]))
    expect(feed?.faults).not.toEqual([])
  })
  test('what a server says first, bare ampersands, HTML in a description', () => {
    const feed = read(
      `<br /><b>Warning</b>: out of ink\n${rss('<item><title>R&D & more</title><description>One<br>two <b>three</description></item>')}`,
    )
    expect(feed?.items[0]?.title?.value).toBe('R&D & more')
    expect(feed?.items[0]?.summary).toEqual({ value: expect.stringContaining('two <b>three'), isHtml: true })
  })
  test('comments in any number before it, with all sorts of tags in them', () => {
    expect(read('<!-- <html> <rss> -->\n'.repeat(500) + rss('<item/>'))?.items).toHaveLength(1)
    expect(read(`${'<!-- x -->'.repeat(500)}<html><rss/></html>`)).toBeNull()
  })
  test('an entry inside an entry is what that is about, an item inside an item is the next', () => {
    const inner = '<content type="application/atom+xml"><entry><id>in</id></entry></content>'
    expect(read(`<feed><entry><id>out</id>${inner}<title>Out</title></entry></feed>`)?.items).toMatchObject([
      { id: 'out', title: { value: 'Out' } },
    ])
    expect(read(rss('<item><guid>1</guid><item><guid>2</guid>'))?.items.map(({ id }) => id)).toEqual(['1', '2'])
  })
  test('one tag that is not closed costs no item', () => {
    const feed = read(
      '<rss><channel><title>Harbour Times<link>https://harbour.example/</link><description>Port<item><title>One<pubDate>2026-11-28</pubDate></item><item><title>Two</channel>',
    )
    expect(feed).toMatchObject({ title: { value: 'Harbour Times' }, link: 'https://harbour.example/', description: { value: 'Port' } })
    expect(feed?.items).toMatchObject([{ title: { value: 'One' }, published: { iso: '2026-11-28' } }, { title: { value: 'Two' } }])
    const deep = read(rss(`<item><title>One</title><description>${'<i>'.repeat(300)}</item><item><title>Two</title></item>`))
    expect(deep?.items.map(({ title }) => title?.value)).toEqual(['One', 'Two'])
  })
  test('items of other vocabularies are none', () => {
    const bag = '<x:list xmlns:x="urn:x"><x:item>no</x:item><item xmlns="urn:y"><title>no</title></item></x:list>'
    expect(read(rss(`<item>${bag}<title>One</title></item>`))?.items).toMatchObject([{ title: { value: 'One' } }])
  })
  test('of two dates the one that can be read', () => {
    const feed = read(rss('<item><pubDate>soon</pubDate><dc:date>2026-11-28</dc:date></item>'))
    expect(feed?.items[0]?.published).toEqual({ printed: '2026-11-28', iso: '2026-11-28' })
  })
  test('letters of HTML that XML does not know, and controls that were meant for Windows', () => {
    expect(read(rss('<item><title>Caf&eacute; &#146;n&#x97;</title></item>'))?.items[0]?.title?.value).toBe('Café ’n—')
  })
  test('entities are never fetched, nor one inside another; short ones are replaced', () => {
    const doctype = '<!DOCTYPE rss [<!ENTITY h "Harbour"><!ENTITY l "&h;&h;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    const feed = read(doctype + rss('<item><title>&h; &l; &x;</title></item>'))
    expect(feed?.items[0]?.title?.value).toBe('Harbour &l; &x;')
    expect(feed?.faults).toEqual(expect.arrayContaining([expect.stringContaining('external entities')]))
  })
  test('only addresses of the web are links', () => {
    const feed = read(rss('<item><link>javascript:alert(1)</link><guid>urn:1</guid><enclosure url="file:///etc/passwd"/></item>'))
    expect(feed?.items[0]).toMatchObject({ link: null, media: [], id: 'urn:1' })
  })
})

describe('encodings', () => {
  const text = '<?xml version="1.0" encoding="ENCODING"?><rss><channel><title>Новости — “café”</title></channel></rss>'
  test.each([
    ['utf-8', null, false],
    ['utf-16le', null, true],
    ['utf-16be', 'text/xml; charset=utf-8', true],
    ['utf-16le', null, false],
    ['utf-32le', null, true],
    ['utf-32be', null, false],
  ] as const)('%s, served as %s, with a mark: %s', (name, type, addBOM) => {
    expect(read(iconv.encode(text.replace('ENCODING', name), name, { addBOM }), type)).toMatchObject({
      encoding: name,
      title: { value: 'Новости — “café”' },
    })
  })
  const cyrillic = (declared: string): Buffer =>
    iconv.encode(`<?xml version="1.0" encoding="${declared}"?>${rss('')}`.replace('Harbour', 'Гавань'), 'windows-1251')
  test('the server goes before the document, the document before a guess', () => {
    expect(read(cyrillic('koi8-r'), 'text/xml; charset="windows-1251"')).toMatchObject({
      encoding: 'windows-1251',
      title: { value: 'Гавань Times' },
    })
    expect(read(cyrillic('windows-1251'), 'text/xml')).toMatchObject({ encoding: 'windows-1251', title: { value: 'Гавань Times' } })
  })
  test('what cannot be true is passed over and told', () => {
    const utf8 = Buffer.from(`<?xml version="1.0" encoding="utf-8"?>${rss('')}`.replace('Harbour', 'Café'))
    expect(read(utf8, 'text/xml; charset=iso-8859-1')).toMatchObject({ encoding: 'utf-8', title: { value: 'Café Times' } })
    expect(read(utf8, 'text/xml; charset=iso-8859-1')?.faults).toEqual(['it says that it is iso-8859-1, and is utf-8'])
    const western = iconv.encode(`<?xml version="1.0" encoding="utf-8"?>${rss('')}`.replace('Harbour', '“Café”'), 'windows-1252')
    expect(read(western)).toMatchObject({ encoding: 'windows-1252', title: { value: '“Café” Times' } })
    expect(read(utf8, 'text/xml; charset=klingon')?.faults).toEqual(['it says that it is “klingon”, which cannot be'])
  })
})

describe('bounds', () => {
  test.each([
    ['items', rss('<item/>'.repeat(FEED_LIMITS.items + 5)), 'items'],
    ['elements inside each other', rss(`<item>${'<x>'.repeat(500)}`), 'deep'],
    ['attributes', rss(`<item ${Array.from({ length: 200 }, (_, i) => `a${i}=""`).join(' ')}/>`), 'attributes'],
    ['namespaces', rss(Array.from({ length: 200 }, (_, i) => `<a xmlns:p${i}="${i}"/>`).join('')), 'namespaces'],
    ['a long attribute', rss(`<item a="${'x'.repeat(20_000)}"/>`), 'long attribute'],
  ])('%s: the first are read, and it is told', (_, text, word) => {
    const feed = read(text)
    expect(feed?.title?.value).toBe('Harbour Times')
    expect(feed?.items.length).toBeLessThanOrEqual(FEED_LIMITS.items)
    expect(feed?.faults.join()).toContain(word)
  })
  test('a JSON Feed with too many items', () => {
    const feed = read(
      `{"version":"https://jsonfeed.org/version/1","items":[${'{"id":"1"},'.repeat(FEED_LIMITS.items)}{"id":"2"}],"title":"late"}`,
    )
    expect(feed?.items).toHaveLength(FEED_LIMITS.items)
    expect(feed?.faults.join()).toContain('items')
  })
  test('what all items have from the feed does not make it many times larger', () => {
    const base = `https://harbour.example/${'a/'.repeat(4_000)}`
    let n = 0
    const authors = '<author><name>NAME</name></author>'.repeat(500).replace(/NAME/g, () => `${n++}${'n'.repeat(2_000)}`)
    const entries = `<entry>${'<link rel="enclosure" href="x"/>'.repeat(60)}</entry>`.repeat(100)
    const text = `<feed xml:base="${base}" xml:lang="${'l'.repeat(9_000)}">${authors}${entries}</feed>`
    expect(JSON.stringify(read(text)).length).toBeLessThan(text.length)
  })
  test('no mutant ends in an error or grows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const { bytes, contentType } = mutantOf(INVENTED, randomFrom(seed))
        const feed = read(bytes, contentType)
        // Items have their fields even where these are empty.
        expect(JSON.stringify(feed).length).toBeLessThan(8 * bytes.length + 20_000 + 1_000 * (feed?.items.length ?? 0))
      }),
      { numRuns: 300 },
    )
  })
})
