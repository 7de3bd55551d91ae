import fc from 'fast-check'
import Parser from 'rss-parser'
import { describe, expect, test } from 'vitest'
import type { Channel } from '../../adapters/web/host.ts'
import { syndicated } from '../../adapters/web/syndication.ts'
import { FEED_KEY } from './invented-host.ts'
import { NAUGHTY_STRINGS, PAYLOADS } from './payloads.ts'
import { openRoom } from './rooms.ts'

const parser = new Parser<object, { readonly source?: string }>({ customFields: { item: ['source'] } })
const A_FEED = 50
const AT = { origin: 'https://news.example', path: '/feed?q=a&b', page: '/search?q=a' }

describe('a feed', () => {
  test('has whole addresses, dates, outlets and keys that never change', async () => {
    const room = await openRoom()
    const got = await room.get('/feed?q=Harbor+Mills')
    expect(got.headers.get('Content-Type')).toBe('application/rss+xml; charset=utf-8')
    const xml = await got.text()
    const feed = await parser.parseString(xml)
    expect([feed.title, feed.link, feed.feedUrl]).toEqual([
      'Harbor Mills',
      `${room.address}/search?q=Harbor+Mills`,
      `${room.address}/feed?q=Harbor+Mills`,
    ])
    expect(feed.items.map(({ link, guid, pubDate }) => [link, guid, pubDate])).toEqual([
      [`${room.address}/story/story-1`, 'story-1:mill-3', 'Thu, 30 May 2024 00:00:00 GMT'],
      [`${room.address}/article/mill-2`, 'story-1:mill-2', 'Thu, 11 Apr 2024 00:00:00 GMT'],
      [`${room.address}/article/mill-1`, 'story-1:mill-1', 'Sat, 02 Mar 2024 00:00:00 GMT'],
    ])
    expect(feed.items[0]?.source).toBe('The Ledger')
    expect(xml).toContain(`<source url="${room.address}/outlet/The%20Ledger">The Ledger</source>`)
    expect(feed.items[2]?.content).toBe('Harbor Mills will close its plant in Norwick in May.')
    expect(xml.match(/isPermaLink="false"/g)?.length).toBe(3)
  })
  test('leads to the public address where there is one', async () => {
    const room = await openRoom({ publicUrl: 'https://news.example' })
    const feed = await parser.parseString(await (await room.get(`/digest/1/feed?key=${FEED_KEY}`)).text())
    expect(feed.feedUrl).toBe(`https://news.example/digest/1/feed?key=${FEED_KEY}`)
    expect(feed.items[0]?.link).toBe('https://news.example/story/story-1')
  })
  test('of a digest opens with its key only', async () => {
    const room = await openRoom()
    for (const path of ['/digest/1/feed', '/digest/1/feed?key=', '/digest/1/feed?key=%00', '/digest/2/feed?key=x', '/digest/-1/feed?key=x'])
      expect((await room.get(path)).status, path).toBe(404)
  })
  test('is sent again only where it has changed', async () => {
    const room = await openRoom()
    const got = await room.get('/feed?q=a')
    const etag = got.headers.get('ETag') ?? ''
    expect(got.headers.get('Last-Modified')).toBe('Thu, 30 May 2024 00:00:00 GMT')
    const again = await room.get('/feed?q=a', { 'If-None-Match': etag })
    expect([again.status, await again.text(), again.headers.get('ETag')]).toEqual([304, '', etag])
    expect((await room.get('/feed?q=a', { 'If-None-Match': `W/${etag.replace('W/', '')}, "y"` })).status).toBe(304)
    expect((await room.get('/feed?q=a', { 'If-None-Match': '"y"' })).status).toBe(200)
    // Its own address stands in it: another feed is another text.
    expect((await room.get('/feed?q=b', { 'If-None-Match': etag })).status).toBe(200)
  })
  test('is valid where nothing is dated, named or in it', async () => {
    const empty = syndicated({ title: '', description: '', items: [] }, AT)
    expect(empty.lastModified).toBe(null)
    expect((await parser.parseString(empty.xml)).items).toEqual([])
    const item = { key: 'k', title: '', articleId: 'a', storyId: null, publisher: '', quote: '' }
    const bare = syndicated({ title: 't', description: 'd', items: [null, Number.NaN, 9e15].map((atMs) => ({ ...item, atMs })) }, AT)
    const feed = await parser.parseString(bare.xml)
    expect(feed.items.map(({ title, pubDate }) => [title, pubDate])).toEqual(Array(3).fill(['Without a headline', undefined]))
  })
})

describe('whatever the texts hold', () => {
  const outside = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u
  async function holds(texts: readonly string[]): Promise<void> {
    const items: Channel['items'] = texts.map((text, i) => ({
      key: `${i}${text}`,
      title: text,
      articleId: text,
      storyId: i % 2 === 0 ? text : null,
      publisher: text,
      atMs: i,
      quote: text,
    }))
    const { xml } = syndicated({ title: texts[0] ?? '', description: texts[0] ?? '', items }, AT)
    expect(outside.test(xml)).toBe(false)
    const feed = await parser.parseString(xml)
    expect(feed.items.length).toBe(texts.length)
    for (const { link, content } of feed.items) {
      expect(new URL(link ?? '').origin).toBe('https://news.example')
      // A reader of feeds takes it for HTML: there is no tag in it.
      expect(content ?? '').not.toMatch(/[<>]/)
    }
  }
  const lists = (unit: fc.Arbitrary<string> | 'binary') => fc.array(fc.string({ unit, maxLength: 60 }), { minLength: 1, maxLength: 20 })
  test('a feed is valid XML, and no quotation becomes HTML', async () => {
    // The pages are shown all of them; of each family some will do here.
    const texts = [...NAUGHTY_STRINGS, ...PAYLOADS.filter((_, i) => i % 5 === 0)]
    for (let i = 0; i < texts.length; i += A_FEED) await holds(texts.slice(i, i + A_FEED))
    await fc.assert(fc.asyncProperty(lists('binary'), holds), { numRuns: 30 })
    await fc.assert(fc.asyncProperty(lists(fc.constantFrom(...'<>]&![-"', 'CDATA', '\u0000', '\ud800', '\ufffe')), holds), { numRuns: 30 })
  })
})

describe('what tells others about the room', () => {
  test('browsers learn to search, to complete words and to subscribe', async () => {
    const room = await openRoom()
    const got = await room.get('/opensearch.xml')
    expect(got.headers.get('Content-Type')).toBe('application/opensearchdescription+xml; charset=utf-8')
    const templates = [...(await got.text()).matchAll(/<Url type="([^"]+)"[^>]* template="([^"]+)"/g)].map(([, type, url]) => [type, url])
    expect(templates).toEqual([
      ['text/html', `${room.address}/ask?q={searchTerms}`],
      ['application/x-suggestions+json', `${room.address}/api/suggest?q={searchTerms}`],
      ['application/rss+xml', `${room.address}/feed?q={searchTerms}`],
      ['application/opensearchdescription+xml', `${room.address}/opensearch.xml`],
    ])
    for (const [type = '', url = ''] of templates) {
      const found = await fetch(url.replace('{searchTerms}', 'mill'))
      expect([found.status, found.headers.get('Content-Type')?.split(';')[0]]).toEqual([200, type])
    }
  })
  test('crawlers index nothing but the front page', async () => {
    const room = await openRoom()
    const got = await room.get('/robots.txt')
    const text = await got.text()
    expect(text).toMatch(/^User-agent: \*\nAllow: \/\$\nDisallow: \/$/m)
    expect((await room.get('/robots.txt', { 'If-None-Match': got.headers.get('ETag') ?? '' })).status).toBe(304)
  })
})
