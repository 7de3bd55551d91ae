/** When robots.txt is asked for, what its absence means, and how long it counts. */
import { describe, expect, test } from 'vitest'
import { HopError } from '../../../src/intake/fetch/fetcher.ts'
import { openFetcher } from '../../../src/intake/fetch/polite.ts'
import { madeWeb, type Page } from './made-web.ts'
import { virtualClock } from './virtual-clock.ts'

const HOUR_MS = 3_600_000
const FORBIDS: Page = { text: 'User-agent: *\nDisallow: /' }
const OK: Page = { text: '<rss/>' }

/** One host, whose robots.txt can change; `files` counts how often it was asked for. */
function site(robots: Page | undefined, others: Readonly<Record<string, Page>> = {}) {
  const state = { robots }
  const clock = virtualClock()
  const web = madeWeb(
    clock,
    (url) => others[url] ?? (url === 'http://a.example/robots.txt' ? state.robots : url.endsWith('/robots.txt') ? undefined : OK),
  )
  const fetcher = openFetcher({ transport: web, clock, userAgent: 'Newsdesk/0 (test)' })
  return {
    state,
    clock,
    web,
    fetcher,
    get: async (url = 'http://a.example/feed') => {
      const got = await clock.run(fetcher.get({ url, want: 'page' }))
      return got.kind === 'failed' ? got.fault : got.kind
    },
    pass: (ms: number) => clock.run(clock.wait(ms)),
    files: () => web.asked.filter(({ path }) => path === '/robots.txt').length,
  }
}

describe('robots.txt', () => {
  test.each<[string, Page | undefined, string]>([
    ['forbids', FORBIDS, 'robots'],
    ['forbids others', { text: 'User-agent: otherbot\nDisallow: /' }, 'fetched'],
    ['forbids us by name', { text: 'User-agent: newsdesk\nDisallow: /\n\nUser-agent: *\nAllow: /' }, 'robots'],
    ['is not there', undefined, 'fetched'],
    ['is not for us', { status: 403 }, 'fetched'],
    ['is empty', { text: '' }, 'fetched'],
    ['is a page', { text: '<!doctype html><title>Not found</title>' }, 'fetched'],
    ['has a fault', { status: 500 }, 'later'],
    ['is asked too often', { status: 429, headers: { 'retry-after': '3600' } }, 'later'],
    ['cannot be reached', { fault: new HopError('connect', 'It cannot be connected to.') }, 'connect'],
    ['has no host', { fault: new HopError('name', 'There is no host of that name.') }, 'name'],
    ['leads in a circle', { status: 302, headers: { location: '/robots.txt' } }, 'fetched'],
    ['leads to one that forbids', { status: 301, headers: { location: 'http://b.example/rules' } }, 'robots'],
    ['leads to a private address', { status: 301, headers: { location: 'http://c.example/' } }, 'address'],
  ])('that %s: %s', async (_, robots, end) => {
    const others = { 'http://b.example/rules': FORBIDS, 'http://c.example/': { fault: new HopError('address', 'It is not public.') } }
    expect(await site(robots, others).get()).toBe(end)
  })
  test('is kept for a day, for each origin apart', async () => {
    const { get, files, pass } = site(undefined)
    await get()
    await get('http://a.example/other')
    await pass(23 * HOUR_MS)
    await get()
    expect(files()).toBe(1)
    await get('https://a.example/feed')
    expect(files()).toBe(2)
    await pass(2 * HOUR_MS)
    await get()
    expect(files()).toBe(3)
  })
  test('is asked for once, however many wait for it, and no one who gives up takes it from the others', async () => {
    const { clock, fetcher, files } = site(undefined)
    const stop = new AbortController()
    const gets = [0, 1, 2, 3].map((i) =>
      fetcher.get({ url: `http://a.example/${i}`, want: 'page', stop: i === 0 ? stop.signal : undefined }),
    )
    stop.abort()
    const got = await clock.run(Promise.all(gets))
    expect(got.map(({ kind }) => kind)).toEqual(['failed', 'fetched', 'fetched', 'fetched'])
    expect(files()).toBe(1)
  })
  test('with a fault is asked for again after a quarter of an hour, and nothing else before', async () => {
    const { state, get, web, pass } = site({ status: 500 })
    expect(await get()).toBe('later')
    await pass(HOUR_MS / 4 - 10_000)
    expect(await get()).toBe('later')
    expect(web.asked).toHaveLength(1)
    state.robots = undefined
    await pass(10_000)
    expect(await get()).toBe('fetched')
  })
  test('that was read counts on where it cannot be had, for a month', async () => {
    const { state, get, pass } = site(FORBIDS)
    expect(await get()).toBe('robots')
    for (const broken of [{ status: 503 }, { fault: new HopError('time', 'It has not answered.') }]) {
      state.robots = broken
      await pass(25 * HOUR_MS)
      expect(await get()).toBe('robots')
    }
    await pass(30 * 24 * HOUR_MS)
    expect(await get()).toBe('time')
  })
})
