/** What the robots.txt of each site says, kept for a day. */
import { retryAfterMs } from './answer-headers.ts'
import type { FetchClock, HopAnswer } from './fetcher.ts'
import { type Failed, failed } from './refusals.ts'
import { ALLOWS_ALL, type Robots, readRobots } from './robots.ts'
import { type Span, unlessAborted } from './span.ts'

/** RFC 9309: no longer, unless it cannot be had. */
const KEPT_MS = 86_400_000
/** What was read before stands so long where it cannot be had; after that the site may be another's. */
const STALE_MS = 30 * 86_400_000
/** Before a file that its server has a fault with is asked for again. */
const AGAIN_MS = 900_000
/** Sites kept, and what their files weigh together: most have 1 kB, none more than 512. */
const MAX_KEPT = 5_000
const MAX_KEPT_BYTES = 32_000_000
/** RFC 9309 wants at least 500 KiB to be read, and lets the rest go. */
export const MAX_ROBOTS_BYTES = 512_000

/** Gets a robots.txt, redirects followed: its answer, or why there is none. `known`: what it said before, however long ago; the pace that it asked for holds for itself, too. Never rejects. */
export type AskRobots = (url: URL, known: Robots | null) => Promise<HopAnswer | { readonly no: Failed }>
export type RobotsBook = {
  /** The rules for that URL, or why it may not be asked for now. Rejects with the reason of the span's signal where it is aborted. */
  rulesFor(url: URL, span: Span): Promise<Robots | { readonly no: Failed }>
}
type Site = {
  /** null: its server has a fault with it, and nothing may be fetched meanwhile. */
  readonly robots: Robots | null
  readonly status: number
  readonly bytes: number
  readonly readMs: number
  /** Not asked for again before. */
  readonly askMs: number
}

export function openRobotsBook(product: string, clock: FetchClock, ask: AskRobots): RobotsBook {
  /** By origin, in the order of use. */
  const sites = new Map<string, Site>()
  /** Being asked for: who needs it meanwhile waits for the same answer. No more than there are places in line. */
  const flights = new Map<string, Promise<Robots | { readonly no: Failed }>>()
  let keptBytes = 0

  const forget = (origin: string): void => {
    keptBytes -= sites.get(origin)?.bytes ?? 0
    sites.delete(origin)
  }
  const keep = (origin: string, site: Site): void => {
    forget(origin)
    sites.set(origin, site)
    keptBytes += site.bytes
    for (const oldest of sites.keys()) {
      if (sites.size <= MAX_KEPT && keptBytes <= MAX_KEPT_BYTES) break
      forget(oldest)
    }
  }
  const fly = async (origin: string): Promise<Robots | { readonly no: Failed }> => {
    const answer = await ask(new URL('/robots.txt', origin), sites.get(origin)?.robots ?? null)
    const nowMs = clock.now().getTime()
    const before = sites.get(origin)
    const old = before !== undefined && nowMs - before.readMs < STALE_MS ? before : null
    if (!('no' in answer)) keep(origin, siteOf(answer, product, old, nowMs))
    // A file that leads in a circle is none (RFC 9309); what cannot be reached leaves things as they are.
    else if (answer.no.fault === 'redirects')
      keep(origin, siteOf({ status: 404, headers: {}, bytes: new Uint8Array() }, product, old, nowMs))
    else return old?.robots ?? answer
    const site = sites.get(origin)
    return site === undefined ? ALLOWS_ALL : said(site, origin, nowMs)
  }
  return {
    async rulesFor({ origin }, span) {
      const nowMs = clock.now().getTime()
      const site = sites.get(origin)
      if (site !== undefined && nowMs < site.askMs) {
        sites.delete(origin)
        sites.set(origin, site)
        return said(site, origin, nowMs)
      }
      let flight = flights.get(origin)
      if (flight === undefined) {
        flight = fly(origin).finally(() => flights.delete(origin))
        flights.set(origin, flight)
      }
      return await unlessAborted(flight, span.signal)
    },
  }
}

function said({ robots, status, askMs }: Site, origin: string, nowMs: number): Robots | { readonly no: Failed } {
  if (robots !== null) return robots
  const reason = `The rules of ${origin} for programs cannot be read: its robots.txt answers ${status}, so nothing is fetched there for now.`
  // Not `robots`: nothing is forbidden, it is only not known yet.
  return { no: failed('later', reason, Math.max(askMs - nowMs, 0)) }
}

/** `old`: what was read before and still counts. */
function siteOf({ status, headers, bytes }: HopAnswer, product: string, old: Site | null, nowMs: number): Site {
  const askMs = nowMs + KEPT_MS
  if (status === 200) return { robots: readRobots(bytes, product), status, bytes: bytes.length, readMs: nowMs, askMs }
  // No file, or none for us: the site makes no rules. “Later” is no such answer, though its number is of that kind.
  if (status < 500 && status !== 429) return { robots: ALLOWS_ALL, status, bytes: 0, readMs: nowMs, askMs }
  const again = nowMs + (retryAfterMs(headers, nowMs) || AGAIN_MS)
  return { robots: old?.robots ?? null, status, bytes: old?.bytes ?? 0, readMs: old?.readMs ?? nowMs, askMs: again }
}
