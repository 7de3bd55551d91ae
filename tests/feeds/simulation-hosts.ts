/** The hosts' side of a request: answers as the world is then, and keeps an eye on the manners of who asks. */
import { type FetchClock, type Hop, type HopAnswer, HopError, type Transport } from '../../src/intake/fetch/fetcher.ts'
import { pageOf, rendered } from './simulation-documents.ts'
import {
  addressOf,
  count,
  fault,
  feedAddress,
  MINUTE_MS,
  type Piece,
  type Rendered,
  type SimulatedFeed,
  type Site,
  type World,
} from './simulation-world.ts'

/** Of the process that asks. */
export type Asking = {
  readonly process: string
  readonly clock: FetchClock
  /** A document went out to it. */
  sent(feed: SimulatedFeed, document: Rendered): void
}
/** From the end of a request to the next one on the same host, unless robots.txt says more. */
export const LEAST_GAP_MS = 1_000
const STALE_MS = 30 * MINUTE_MS

export function transportOf(world: World, asking: Asking): Transport {
  return {
    async request(hop) {
      const site = world.sites.find(({ host }) => host === hop.url.hostname)
      if (site === undefined) throw new HopError('name', `no such host: ${hop.url.hostname}`)
      watch(world, site, asking, hop)
      site.state.open = asking
      count(world, 'requests')
      try {
        return await answered(world, site, asking, hop)
      } finally {
        if (site.state.open === asking) Object.assign(site.state, { open: null, lastMs: world.nowMs })
      }
    },
    async close() {
      // Nothing is kept open.
    },
  }
}

function watch(world: World, { host, state, robots }: Site, { process }: Asking, { url }: Hop): void {
  if (state.open?.process === process) fault(world, `${host} got ${url.pathname} while another request was open`)
  // Nobody knows of a pace that they have not been told.
  const delayS = state.robotsReadBy === process ? (robots?.delayS ?? 0) : 0
  const gapMs = Math.max(LEAST_GAP_MS, delayS * 1_000)
  if (state.lastProcess === process && world.nowMs - state.lastMs < gapMs)
    fault(world, `${host} got ${url.pathname} ${world.nowMs - state.lastMs} ms after the request before, its gap is ${gapMs}`)
  if (state.told !== null && state.told.process === process && world.nowMs < state.told.untilMs)
    fault(world, `${host} got ${url.pathname} ${state.told.untilMs - world.nowMs} ms before it may be asked again`)
  if (robots !== null && url.pathname.startsWith(robots.closed)) fault(world, `${host} got ${url.pathname}, which robots.txt forbids`)
  state.lastProcess = process
}

async function answered(world: World, site: Site, asking: Asking, hop: Hop): Promise<HopAnswer> {
  const { random } = world
  const { state } = site
  if (state.trouble === 'time') {
    await asking.clock.wait(hop.timeoutMs, hop.stop)
    throw new HopError('time', `no answer within ${hop.timeoutMs} ms`)
  }
  const tookMs = state.isSlow ? random.whole(2_000, 25_000) : random.whole(40, 900)
  await asking.clock.wait(Math.min(tookMs, hop.timeoutMs), hop.stop)
  if (tookMs > hop.timeoutMs) throw new HopError('time', `no answer within ${hop.timeoutMs} ms`)
  switch (state.trouble) {
    case 'connect':
      throw new HopError('connect', 'the connection was refused')
    case 'name':
      throw new HopError('name', 'its name is not known')
    case 'status':
      return answer(500)
    default:
      return world.nowMs < state.blockedUntilMs ? blocked(world, site, asking) : document(world, site, asking, hop)
  }
}

function blocked(world: World, { state }: Site, { process }: Asking): HopAnswer {
  count(world, 'answers: 429 or 503 with Retry-After')
  const seconds = Math.ceil((state.blockedUntilMs - world.nowMs) / 1_000)
  const isDate = world.random.chance(0.3)
  // A date says whole seconds.
  const untilMs = isDate ? Math.ceil(state.blockedUntilMs / 1_000) * 1_000 : world.nowMs + seconds * 1_000
  state.told = { untilMs, process }
  return answer(world.random.pick([429, 503]), { 'retry-after': isDate ? new Date(untilMs).toUTCString() : String(seconds) })
}

function document(world: World, site: Site, asking: Asking, hop: Hop): HopAnswer {
  const path = hop.url.pathname
  if (path === '/robots.txt') {
    site.state.robotsReadBy = asking.process
    return robotsOf(site)
  }
  const feed = site.feeds.find((one) => one.path === path)
  if (feed !== undefined) return feedAnswer(world, feed, asking, hop)
  const moved = site.feeds.find(({ oldPaths }) => oldPaths.includes(path))
  if (moved !== undefined) return answer(301, { location: feedAddress(moved) })
  const piece = site.pages.get(path)
  return piece === undefined ? answer(404) : pageAnswer(world, piece, path)
}

function robotsOf({ robots }: Site): HopAnswer {
  if (robots === null) return answer(404)
  const delay = robots.delayS === null ? '' : `Crawl-delay: ${robots.delayS}\n`
  return answer(200, { 'content-type': 'text/plain' }, `User-agent: *\n${delay}Disallow: ${robots.closed}\n`)
}

function pageAnswer(world: World, piece: Piece, path: string): HopAnswer {
  if (world.nowMs < piece.pageFailsUntilMs) {
    count(world, 'answers: a page that fails')
    if (piece.pageFault === 'time') throw new HopError('time', 'the page broke off')
    return answer(piece.pageFault === 'gone' ? 404 : 502)
  }
  if (path !== piece.path) return answer(301, { location: addressOf(piece) })
  count(world, 'answers: a page')
  return answer(200, { 'content-type': 'text/html; charset=utf-8' }, pageOf(piece))
}

function feedAnswer(world: World, feed: SimulatedFeed, asking: Asking, { headers }: Hop): HopAnswer {
  feed.fetches++
  switch (feed.trouble) {
    case 'missing':
      return answer(404)
    case 'gone':
      return answer(410)
    case 'page':
      return answer(200, { 'content-type': 'text/html' }, '<!doctype html><html><body><h1>We will be back soon</h1></body></html>')
    case 'hangs':
      return answer(200, { 'content-type': 'application/rss+xml' }, `<rss>${HANGS}</rss>`)
    case null:
      break
    default:
      return feed.trouble satisfies never
  }
  const current = currentOf(feed, world.nowMs)
  const etag = feed.caching === 'wrong' ? `"${feed.fetches}"` : current.etag
  const modified = new Date(Math.floor(current.modifiedMs / 1_000) * 1_000).toUTCString()
  const hasEtag = feed.caching === 'right' || feed.caching === 'wrong' || feed.caching === 'stale'
  if (hasEtag && headers['if-none-match'] === etag) return unchanged(world)
  if (feed.caching === 'dated' && headers['if-modified-since'] === modified) return unchanged(world)
  for (const { piece, revision } of current.held) {
    const seen = feed.seen.get(piece) ?? { sent: new Set(), read: new Set(), isCrowded: false }
    seen.sent.add(revision)
    seen.isCrowded ||= feed.flooded !== null
    feed.seen.set(piece, seen)
  }
  asking.sent(feed, current)
  count(world, 'answers: a document')
  return answer(
    200,
    {
      'content-type': feed.format === 'json' ? 'application/feed+json' : `application/${feed.format}+xml; charset=utf-8`,
      ...(hasEtag ? { etag } : {}),
      ...(feed.caching === 'dated' ? { 'last-modified': modified } : {}),
    },
    current.text,
  )
}
/** What stands in a document that a parser does not come to the end of. */
export const HANGS = '<hangs/>'

function unchanged(world: World): HopAnswer {
  count(world, 'answers: not modified')
  return answer(304)
}

function currentOf(feed: SimulatedFeed, nowMs: number): Rendered {
  const keepsMs = feed.caching === 'stale' ? STALE_MS : 0
  if (feed.kept !== null && nowMs - feed.kept.atMs < keepsMs) return feed.kept.document
  const document = rendered(feed, nowMs)
  feed.kept = { atMs: nowMs, document }
  return document
}

function answer(status: number, headers: Readonly<Record<string, string>> = {}, text = ''): HopAnswer {
  return { status, headers, bytes: Buffer.from(text) }
}
