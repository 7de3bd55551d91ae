/** Pace: who is asked when, and what is said instead of waiting too long. On a made web and a virtual clock. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FetchLimits } from '../../../src/intake/fetch/fetch-limits.ts'
import { openFetcher } from '../../../src/intake/fetch/polite.ts'
import { type Asked, type MadeWeb, madeWeb, type Page } from './made-web.ts'
import { type VirtualClock, virtualClock } from './virtual-clock.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

type Setting = { readonly tookMs?: () => number; readonly limits?: Partial<FetchLimits> }
function open(answer: (url: string, asked: Asked) => Page | undefined, { tookMs, limits = {} }: Setting = {}) {
  const clock = virtualClock()
  const web = madeWeb(clock, answer, tookMs)
  const fetcher = openFetcher({ transport: web, clock, userAgent: 'Newsdesk/0 (test)', limits })
  const get = (url: string) => fetcher.get({ url, want: 'feed' })
  return { clock, web, fetcher, get, run: (url: string) => clock.run(get(url)) }
}
const pass = (clock: VirtualClock, ms: number) => clock.run(clock.wait(ms))
const OK: Page = { text: '<rss/>' }
const noRobots = (page: Page) => (url: string) => (url.endsWith('/robots.txt') ? undefined : page)

describe('a server that wants to be left alone', () => {
  test.each<[string, Page, number]>([
    ['seconds', { status: 429, headers: { 'retry-after': '120' } }, 2 * MINUTE_MS],
    [
      'a date',
      { status: 503, headers: { 'retry-after': 'Sat, 28 Nov 2026 10:00:00 GMT', date: 'Sat, 28 Nov 2026 09:00:00 GMT' } },
      60 * MINUTE_MS,
    ],
    [
      'a date by its own clock',
      { status: 503, headers: { 'retry-after': 'Thu, 01 Jan 2026 00:05:00 GMT', date: 'Thu, 01 Jan 2026 00:00:00 GMT' } },
      5 * MINUTE_MS,
    ],
    ['a year', { status: 503, headers: { 'retry-after': '31536000' } }, DAY_MS],
    ['no time', { status: 429 }, 15 * MINUTE_MS],
  ])('for %s is not asked before, for no address of it', async (_, page, restMs) => {
    let isBusy = true
    const { run, web, clock } = open((url) => (url.endsWith('/robots.txt') ? undefined : isBusy ? page : OK))
    const first = await run('http://a.example/1')
    expect(first).toMatchObject({ kind: 'failed', fault: 'later', retryMs: restMs })
    isBusy = false
    await pass(clock, restMs - MINUTE_MS - 1)
    expect(await run('http://a.example/2')).toMatchObject({ kind: 'failed', fault: 'later' })
    expect(await run('http://b.example/')).toMatchObject({ kind: 'fetched' })
    await pass(clock, MINUTE_MS)
    expect(await run('http://a.example/2')).toMatchObject({ kind: 'fetched' })
    expect(web.pages('a.example').map(({ path }) => path)).toEqual(['/1', '/2'])
  })
  test('is waited for where that is within the deadline', async () => {
    let times = 0
    const { run, web } = open((url) =>
      url.endsWith('/robots.txt') ? undefined : times++ === 0 ? { status: 429, headers: { 'retry-after': '30' } } : OK,
    )
    await run('http://a.example/1')
    expect(await run('http://a.example/2')).toMatchObject({ kind: 'fetched' })
    const [one, two] = web.pages('a.example')
    expect((two?.fromMs ?? 0) - (one?.toMs ?? 0)).toBe(30_000)
  })
  test('503 without a time is of that address only', async () => {
    const { run } = open((url) => (url.endsWith('/1') ? { status: 503 } : url.endsWith('/2') ? OK : undefined))
    expect(await run('http://a.example/1')).toMatchObject({ kind: 'failed', fault: 'later', retryMs: 15 * MINUTE_MS })
    expect(await run('http://a.example/2')).toMatchObject({ kind: 'fetched' })
  })
})

describe('deadlines', () => {
  test('a server that never answers is given up, and who waits behind it is told to come later', async () => {
    const { clock, get } = open(noRobots(OK), { tookMs: () => DAY_MS, limits: { hopMs: DAY_MS } })
    const from = clock.nowMs
    const [slow, behind] = await clock.run(Promise.all([get('http://a.example/1'), get('http://a.example/2')]))
    expect(slow).toMatchObject({ kind: 'failed', fault: 'time' })
    expect(behind).toMatchObject({ kind: 'failed' })
    expect(clock.nowMs - from).toBeLessThanOrEqual(MINUTE_MS)
  })
  test('who would come after the deadline is told at once, and asks nothing', async () => {
    const { clock, get, web } = open(noRobots(OK), { tookMs: () => 0, limits: { deadlineMs: 5_000 } })
    const got = await clock.run(Promise.all(Array.from({ length: 50 }, (_, i) => get(`http://a.example/${i}`))))
    const fetched = got.filter(({ kind }) => kind === 'fetched').length
    expect(fetched).toBe(web.pages('a.example').length)
    expect(fetched).toBeGreaterThanOrEqual(3)
    expect(fetched).toBeLessThanOrEqual(5)
    for (const one of got) if (one.kind === 'failed') expect([one.fault, (one.retryMs ?? 0) > 0]).toEqual(['later', true])
  })
  test('more than are taken on at all are told to come later', async () => {
    const { clock, get, web } = open(noRobots(OK), { limits: { waiting: 10 } })
    const got = await clock.run(Promise.all(Array.from({ length: 30 }, (_, i) => get(`http://h${i}.example/`))))
    expect(got.filter(({ kind }) => kind === 'fetched')).toHaveLength(10)
    expect(web.asked).toHaveLength(20)
  })
  test('hosts are forgotten when nothing has to be remembered of them, and never while they rest', async () => {
    const { clock, run } = open(
      (url) => (url.endsWith('/robots.txt') ? undefined : url.includes('rest') ? { status: 429, headers: { 'retry-after': '3600' } } : OK),
      {
        limits: { hosts: 3 },
      },
    )
    await run('http://rest.example/')
    for (let i = 0; i < 10; i++) {
      expect(await run(`http://h${i}.example/`)).toMatchObject({ kind: 'fetched' })
      await pass(clock, MINUTE_MS)
    }
    expect(await run('http://rest.example/')).toMatchObject({ kind: 'failed', fault: 'later' })
  })
})

/** What a random crowd asks of a few hosts, some of which want rest now and then. */
const crowds = fc.record({
  asks: fc.array(
    fc.record({
      host: fc.integer({ min: 0, max: 3 }),
      scheme: fc.constantFrom('http', 'https'),
      afterMs: fc.integer({ min: 0, max: 20_000 }),
      stopMs: fc.option(fc.integer({ min: 1, max: 9_000 })),
    }),
    { maxLength: 40 },
  ),
  took: fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 10 }),
  answers: fc.array(
    fc.constantFrom<Page>(
      OK,
      { status: 429, headers: { 'retry-after': '7' } },
      { status: 503, headers: { 'retry-after': '90' } },
      { status: 302, headers: { location: 'http://h0.example/other' } },
      { status: 500 },
    ),
    { minLength: 1, maxLength: 9 },
  ),
  delay: fc.integer({ min: 0, max: 5 }),
})

test('no host ever has two requests at once, or closer than its pause, or while it rests; and all end in time', async () => {
  await fc.assert(
    fc.asyncProperty(crowds, async ({ asks, took, answers, delay }) => {
      let [requests, answered] = [0, 0]
      const rests: { readonly host: string; readonly fromMs: number; readonly toMs: number }[] = []
      const { clock, web, fetcher } = open(
        (url, asked) => {
          if (url.endsWith('/robots.txt')) return { text: `User-agent: *\nCrawl-delay: ${delay}\nDisallow:` }
          const page = answers[answered++ % answers.length] ?? OK
          const rest = Number(page.headers?.['retry-after'] ?? 0) * 1_000
          if (rest > 0) rests.push({ host: asked.host, fromMs: clock.nowMs, toMs: clock.nowMs + rest })
          return page
        },
        { tookMs: () => took[requests++ % took.length] ?? 0, limits: { atOnce: 3 } },
      )
      const ends = asks.map(async ({ host, scheme, afterMs, stopMs }) => {
        await clock.wait(afterMs)
        const stop = new AbortController()
        if (stopMs !== null) void clock.wait(stopMs).then(() => stop.abort())
        const from = clock.nowMs
        await fetcher.get({ url: `${scheme}://h${host}.example/feed`, want: 'feed', stop: stop.signal })
        return clock.nowMs - from
      })
      for (const tookMs of await clock.run(Promise.all(ends))) expect(tookMs).toBeLessThanOrEqual(MINUTE_MS)
      await fetcher.close()
      checkPace(web, delay, rests)
    }),
    { numRuns: 40 },
  )
})

function checkPace(
  web: MadeWeb,
  delay: number,
  rests: readonly { readonly host: string; readonly fromMs: number; readonly toMs: number }[],
): void {
  for (const host of new Set(web.asked.map((one) => one.host))) {
    const asked = web.asked.filter((one) => one.host === host)
    for (const [i, next] of asked.slice(1).entries()) {
      const last = asked[i] ?? next
      // Between two robots.txt, of http and of https, nobody knows yet what they ask for.
      const gapMs = last.path === '/robots.txt' && next.path === '/robots.txt' ? 1_000 : Math.max(1_000, delay * 1_000)
      expect(next.fromMs - (Number.isFinite(last.toMs) ? last.toMs : last.fromMs)).toBeGreaterThanOrEqual(gapMs)
    }
    for (const rest of rests.filter((one) => one.host === host)) {
      expect(asked.filter(({ fromMs }) => fromMs > rest.fromMs && fromMs < rest.toMs)).toEqual([])
    }
  }
  const edges = web.asked.flatMap(({ fromMs, toMs }) => (Number.isFinite(toMs) ? [[fromMs, 1] as const, [toMs, -1] as const] : []))
  let now = 0
  for (const [, change] of edges.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    now += change
    expect(now).toBeLessThanOrEqual(3)
  }
}

test('the pace that a robots.txt asked for holds for itself, too, when it is asked for again and does not answer', async () => {
  let isAway = false
  const { run, web, clock } = open((url) => (url.endsWith('/robots.txt') ? { text: 'User-agent: *\nCrawl-delay: 40\n' } : OK), {
    // Longer than one request may take: what is left of the deadline is too short for the page.
    tookMs: () => (isAway ? 50_000 : 100),
  })
  await run('http://a.example/1')
  await pass(clock, 2 * MINUTE_MS)
  await run('http://a.example/1')
  isAway = true
  await pass(clock, DAY_MS)
  const startMs = clock.nowMs
  for (const path of ['2', '3', '4']) await run(`http://a.example/${path}`)
  const asked = web.asked.filter(({ fromMs }) => fromMs >= startMs)
  expect(asked.map(({ path }) => path)).toContain('/robots.txt')
  expect(asked.length).toBeGreaterThan(1)
  for (const [i, { fromMs }] of asked.entries()) if (i > 0) expect(fromMs - (asked[i - 1]?.fromMs ?? 0)).toBeGreaterThanOrEqual(40_000)
})
