/** Fetches politely: robots.txt, one request at a time for a host with a pause between two, and no host asked that asked for rest. */
import { freshMs } from './answer-headers.ts'
import { FETCH_LIMITS, type FetchLimits, MAX_CRAWL_DELAY_MS } from './fetch-limits.ts'
import { type FetchClock, type Fetched, type Fetcher, type FetchRequest, type HopAnswer, HopError, type Transport } from './fetcher.ts'
import { type Ask, askingInTurn, type No } from './in-turn.ts'
import { type Followed, follow } from './redirects.ts'
import { failed, refusalOf } from './refusals.ts'
import { isAllowed, pathOf, type Robots } from './robots.ts'
import { MAX_ROBOTS_BYTES, openRobotsBook } from './robots-book.ts'
import { openSpan, type Span } from './span.ts'
import { PRODUCT } from './user-agent.ts'
import { readWebAddress, shown } from './web-address.ts'

export type FetcherOptions = {
  readonly transport: Transport
  readonly clock: FetchClock
  readonly userAgent: string
  readonly limits?: Partial<FetchLimits>
}

/** A validator that is longer, or would break the header it is sent in, is not sent. */
const VALIDATOR = /^[\x20-\x7e\x80-\xff]{1,1000}$/
const ACCEPT: Readonly<Record<FetchRequest['want'], string>> = {
  // Pages too: what is asked for as a feed may turn out to be the page that names it.
  feed: 'application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1',
  page: 'text/html, application/xhtml+xml, */*;q=0.1',
}

export function openFetcher({ transport, clock, userAgent, limits: given }: FetcherOptions): Fetcher {
  const limits: FetchLimits = { ...FETCH_LIMITS, ...given }
  const askInTurn = askingInTurn(transport, clock, limits)
  const closing = new AbortController()
  const inHand = new Set<Promise<unknown>>()

  const gapOf = (rules: Robots | null): number => Math.max(limits.gapMs, Math.min(rules?.crawlDelayMs ?? 0, MAX_CRAWL_DELAY_MS))
  const robots = openRobotsBook(PRODUCT, clock, async (url, known) => {
    // With a time of its own, since several may wait for it, and the first to give up would take it from the others.
    const span = openSpan(clock, limits.deadlineMs, [closing.signal])
    const headers = { 'user-agent': userAgent, accept: 'text/plain, */*;q=0.1' }
    const ask = { headers, maxBytes: MAX_ROBOTS_BYTES, cuts: true, gapMs: gapOf(known) }
    return await saying(span, url, async () => {
      const followed = await follow(url, limits.redirects, (at) => askInTurn({ ...ask, url: at }, span))
      return 'no' in followed ? followed : followed.answer
    })
  })

  const askPolitely = async (url: URL, ask: Omit<Ask, 'url' | 'gapMs'>, span: Span): Promise<HopAnswer | No> => {
    const rules = await robots.rulesFor(url, span)
    if ('no' in rules) return rules
    if (!isAllowed(rules, pathOf(url)))
      return { no: failed('robots', `The robots.txt of ${url.host} does not allow ${shown(url)} to be fetched by programs.`) }
    return await askInTurn({ ...ask, url, gapMs: gapOf(rules) }, span)
  }

  const getWithin = async (request: FetchRequest, span: Span): Promise<Fetched> => {
    const start = readWebAddress(request.url)
    const conditions = conditionsOf(request)
    const headers = { 'user-agent': userAgent, accept: ACCEPT[request.want], ...conditions }
    const ask = { headers, maxBytes: request.want === 'feed' ? limits.feedBytes : limits.pageBytes, cuts: false }
    const followed = await follow(start, limits.redirects, (url) => askPolitely(url, ask, span))
    if ('no' in followed) return followed.no
    return fetchedOf(followed, Object.keys(conditions).length > 0, clock.now().getTime())
  }

  const get = async (request: FetchRequest): Promise<Fetched> => {
    if (inHand.size >= limits.waiting) return failed('later', 'Too much is being fetched at the moment.', limits.deadlineMs)
    const span = openSpan(clock, limits.deadlineMs, [request.stop, closing.signal])
    const got = await saying(span, request.url, () => getWithin(request, span))
    return 'no' in got ? got.no : got
  }

  return {
    async get(request) {
      const work = get(request)
      inHand.add(work)
      try {
        return await work
      } finally {
        inHand.delete(work)
      }
    },
    async close() {
      closing.abort()
      await Promise.allSettled(inHand)
      await transport.close()
    },
  }
}

/** What `work` gives, and what the world threw at it in a sentence; what is our own fault is thrown on. */
async function saying<T>(span: Span, where: string | URL, work: () => Promise<T | No>): Promise<T | No> {
  try {
    return await work()
  } catch (error) {
    if (span.isLate()) return { no: failed('time', `Fetching ${shown(where)} took too long, and was given up.`) }
    if (span.signal.aborted) return { no: failed('stopped', `Fetching ${shown(where)} was called off.`) }
    if (error instanceof HopError) return { no: failed(error.fault, error.message) }
    throw error
  } finally {
    span.close()
  }
}

function conditionsOf({ etag, lastModified }: FetchRequest): Readonly<Record<string, string>> {
  return {
    ...(typeof etag === 'string' && VALIDATOR.test(etag) && { 'if-none-match': etag }),
    ...(typeof lastModified === 'string' && VALIDATOR.test(lastModified) && { 'if-modified-since': lastModified }),
  }
}

function fetchedOf({ answer, url, movedTo }: Followed, isConditional: boolean, nowMs: number): Fetched {
  const { status, headers, bytes } = answer
  if (status === 304 && isConditional) return { kind: 'unchanged', freshMs: freshMs(headers, nowMs) }
  if (status !== 200) return refusalOf(answer, url, nowMs)
  return {
    kind: 'fetched',
    url: url.href,
    movedTo: movedTo?.href ?? null,
    bytes,
    contentType: headers['content-type'] ?? null,
    etag: headers.etag ?? null,
    lastModified: headers['last-modified'] ?? null,
    freshMs: freshMs(headers, nowMs),
  }
}
