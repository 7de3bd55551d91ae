/** What is asked of a server, what its answers are taken for, and where redirects lead; on a made web and a clock that nobody waits for. */
import { describe, expect, test } from 'vitest'
import { type Fetched, type FetchRequest, HopError } from '../../../src/intake/fetch/fetcher.ts'
import { openFetcher } from '../../../src/intake/fetch/polite.ts'
import { madeWeb, type Page } from './made-web.ts'
import { virtualClock } from './virtual-clock.ts'

const URL_A = 'https://a.example/feed'
type Site = Readonly<Record<string, Page>>

/** Gets one address of a site, the rest of the web being 404. */
async function got(site: Site, request: Partial<FetchRequest> = {}) {
  const clock = virtualClock()
  const web = madeWeb(clock, (url) => site[url])
  const fetcher = openFetcher({ transport: web, clock, userAgent: 'Newsdesk/0 (test)' })
  const fetched = await clock.run(fetcher.get({ url: URL_A, want: 'feed', ...request }))
  return { fetched, web, clock }
}
const to = (location: string, status = 301): Page => ({ status, headers: { location } })
const FEED: Page = {
  text: '<rss/>',
  headers: { 'content-type': 'application/rss+xml', etag: '"1"', 'last-modified': 'Sat, 28 Nov 2026 08:00:00 GMT' },
}
const failure = (fetched: Fetched) => (fetched.kind === 'failed' ? [fetched.fault, fetched.retryMs] : fetched.kind)

describe('one get', () => {
  test('gives what was sent, with what is needed to ask again', async () => {
    const { fetched, web } = await got({ [URL_A]: { ...FEED, headers: { ...FEED.headers, 'cache-control': 'max-age=600', age: '60' } } })
    expect(fetched).toMatchObject({
      kind: 'fetched',
      url: URL_A,
      movedTo: null,
      contentType: 'application/rss+xml',
      etag: '"1"',
      lastModified: 'Sat, 28 Nov 2026 08:00:00 GMT',
      freshMs: 540_000,
    })
    expect(web.asked.map(({ path, headers }) => [path, headers['user-agent']])).toEqual([
      ['/robots.txt', 'Newsdesk/0 (test)'],
      ['/feed', 'Newsdesk/0 (test)'],
    ])
    expect(web.asked[1]?.headers.accept).toContain('application/atom+xml')
  })
  test('asks whether anything has changed, and says so', async () => {
    const asked = { etag: 'W/"1"', lastModified: 'Sat, 28 Nov 2026 08:00:00 GMT' }
    const { fetched, web } = await got({ [URL_A]: { status: 304, headers: { 'cache-control': 'max-age=60' } } }, asked)
    expect(fetched).toEqual({ kind: 'unchanged', freshMs: 60_000 })
    expect(web.pages('a.example')[0]?.headers).toMatchObject({ 'if-none-match': asked.etag, 'if-modified-since': asked.lastModified })
  })
  test('“nothing has changed” is no answer where nobody asked', async () => {
    expect(failure((await got({ [URL_A]: { status: 304 } })).fetched)).toEqual(['status', null])
  })
  test('a validator that would break the header is not sent', async () => {
    const { web } = await got({ [URL_A]: FEED }, { etag: '"1"\r\nhost: b.example', lastModified: 'x'.repeat(2_000) })
    expect(Object.keys(web.pages('a.example')[0]?.headers ?? {})).toEqual(['user-agent', 'accept'])
  })
  test.each([
    [400, 'status'],
    [401, 'status'],
    [403, 'status'],
    [404, 'gone'],
    [410, 'gone'],
    [418, 'status'],
    [451, 'status'],
    [500, 'status'],
    [522, 'status'],
    [204, 'status'],
    [206, 'status'],
    [300, 'status'],
  ])('%i is %s, in a sentence with the number and the address', async (status, fault) => {
    const { fetched } = await got({ [URL_A]: { status } })
    expect(fetched).toMatchObject({ kind: 'failed', fault, retryMs: status < 500 ? null : 900_000 })
    expect(fetched.kind === 'failed' && fetched.reason).toMatch(new RegExp(`^The server of ${URL_A} answers ${status}: .{10,}\\.$`))
  })
  test('what the transport throws is passed on', async () => {
    const { fetched } = await got({ [URL_A]: { fault: new HopError('size', 'It is too large.') } })
    expect(fetched).toEqual({ kind: 'failed', fault: 'size', reason: 'It is too large.', retryMs: null })
  })
  test.each([
    'nonsense',
    'ftp://a.example/',
    'http://user:secret@a.example/',
    'http://a.example:25/',
    `http://a.example/${'x'.repeat(9_000)}`,
  ])('is not asked for at all: %.40s', async (url) => {
    const { fetched, web } = await got({}, { url })
    expect(failure(fetched)).toEqual(['address', null])
    expect(JSON.stringify(fetched)).not.toContain('secret')
    expect(web.asked).toEqual([])
  })
})

describe('redirects', () => {
  const b = 'https://b.example/feed'
  const c = 'https://c.example/feed'
  test.each<[string, Site, string, string | null]>([
    ['one for good', { [URL_A]: to(b), [b]: FEED }, b, b],
    ['two for good', { [URL_A]: to(b), [b]: to(c, 308), [c]: FEED }, c, c],
    ['for good, then for now', { [URL_A]: to(b), [b]: to(c, 302), [c]: FEED }, c, b],
    ['for now, then for good', { [URL_A]: to(b, 307), [b]: to(c), [c]: FEED }, c, null],
    ['“see other”', { [URL_A]: to(b, 303), [b]: FEED }, b, null],
    [
      'a relative one',
      { [URL_A]: to('/news/feed?x=1#top'), 'https://a.example/news/feed?x=1': FEED },
      'https://a.example/news/feed?x=1',
      'https://a.example/news/feed?x=1',
    ],
    ['to plain http, not for good', { [URL_A]: to('http://a.example/feed'), 'http://a.example/feed': FEED }, 'http://a.example/feed', null],
    [
      'five',
      Object.fromEntries([
        ...[1, 2, 3, 4, 5].map((n) => [n === 1 ? URL_A : `https://a.example/${n}`, to(`/${n + 1}`, 302)]),
        ['https://a.example/6', FEED],
      ]),
      'https://a.example/6',
      null,
    ],
  ])('%s', async (_, site, url, movedTo) => {
    expect((await got(site)).fetched).toMatchObject({ kind: 'fetched', url, movedTo })
  })
  test.each<[string, Site, string]>([
    ['in a circle', { [URL_A]: to(b), [b]: to(URL_A) }, 'redirects'],
    ['to itself', { [URL_A]: to(URL_A) }, 'redirects'],
    [
      'six',
      Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [n === 1 ? URL_A : `https://a.example/${n}`, to(`/${n + 1}`, 302)])),
      'redirects',
    ],
    ['to a port of mail', { [URL_A]: to('http://a.example:25/') }, 'address'],
    ['to a file', { [URL_A]: to('file:///etc/passwd') }, 'address'],
    ['with a password', { [URL_A]: to('http://u:p@b.example/') }, 'address'],
    ['to nowhere', { [URL_A]: { status: 302 } }, 'status'],
    [
      'to what robots.txt forbids',
      { [URL_A]: to(b), [b]: FEED, 'https://b.example/robots.txt': { text: 'User-agent: *\nDisallow: /feed' } },
      'robots',
    ],
  ])('%s: %s', async (_, site, fault) => {
    expect((await got(site)).fetched).toMatchObject({ kind: 'failed', fault })
  })
  test('each request of a chain waits for its turn', async () => {
    const { web } = await got({ [URL_A]: to('/2'), 'https://a.example/2': to('/3'), 'https://a.example/3': FEED })
    const gaps = web.asked.slice(1).map(({ fromMs }, i) => fromMs - (web.asked[i]?.toMs ?? 0))
    expect(gaps).toEqual([1_000, 1_000, 1_000])
  })
})
