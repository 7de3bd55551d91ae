/** What programs ask for: health, metrics, feeds, files, and what tells browsers and search engines about the rest. */
import { isFromHere } from './address.ts'
import { type Asking, askedNow, charge, type Desk, managerOf, originFor, paramsOf } from './desk.ts'
import { etagOf, isKnown, KEEP } from './headers.ts'
import type { Channel } from './host.ts'
import { digestFeedPath, queryFeedPath, searchPath } from './links.ts'
import { openSearch, ROBOTS } from './open-search.ts'
import { bearerIn, digestIn, questionIn, secretIn } from './read.ts'
import { notFound, Refusal } from './refusal.ts'
import { keyOf } from './routes-reading.ts'
import { syndicated } from './syndication.ts'
import type { Ways } from './ways.ts'

const TEXT = 'text/plain; charset=utf-8'
const RSS = 'application/rss+xml; charset=utf-8'
const OPEN_SEARCH = 'application/opensearchdescription+xml; charset=utf-8'

export function machineWays(desk: Desk): Ways {
  return { ...healthWays(desk), ...feedWays(desk), ...fileWays(desk) }
}

/** They wait in no line: who looks after the program must hear of it while it is busy. */
function healthWays(desk: Desk): Ways {
  const { host } = desk
  return {
    '/healthz': { get: (c) => plain(c, 'ok\n') },
    '/readyz': {
      get: async (c) => {
        const faults = await host.ready()
        return faults.length === 0 ? plain(c, 'ready\n') : plain(c, `not ready\n${faults.join('\n')}\n`, 503)
      },
    },
    '/metrics': {
      get: async (c) => {
        if (!(await mayMeasure(c, desk))) throw new Refusal(403, 'Not for you', METRICS_ARE_FOR)
        const { type, text } = await host.metrics()
        return plain(c, text, 200, type)
      },
    },
  }
}

/** This machine, whoever runs Newsdesk, and programs with their token. */
async function mayMeasure(c: Asking, desk: Desk): Promise<boolean> {
  const { settings, doorkeeper } = desk.host
  // What stands before it for others may be on this machine, too, and need not say so: nginx does not unless it is told to.
  if (settings.publicUrl === null && settings.proxies === 0 && isFromHere(c.env.incoming)) return true
  const token = bearerIn(c.req.header('Authorization'))
  if (token === null) return (await managerOf(c, desk))?.kind === 'operator'
  if (doorkeeper.isToken(token)) return true
  // As slow to guess here as where people sign in.
  charge(c, desk, 'signIns')
  return false
}

function feedWays(desk: Desk): Ways {
  const { host } = desk

  function feed(c: Asking, channel: Channel, at: { readonly path: string; readonly page: string }, keep: string): Response {
    const { xml, etag, lastModified } = syndicated(channel, { ...at, origin: originFor(c, desk) })
    c.header('Cache-Control', keep)
    c.header('ETag', etag)
    if (lastModified !== null) c.header('Last-Modified', lastModified.toUTCString())
    if (isKnown(etag, c.req.header('If-None-Match'))) return c.body(null, 304)
    return c.body(xml, 200, { 'Content-Type': RSS })
  }

  return {
    '/feed': {
      get: async (c) => {
        const { q } = questionIn(paramsOf(c))
        charge(c, desk, 'questions')
        const channel = await desk.turns.take(keyOf('feed', q), c.req.raw.signal, () => host.queryChannel(q, askedNow(desk)), true)
        return feed(c, channel, { path: queryFeedPath(q), page: q === '' ? '/' : searchPath(q) }, KEEP.shortly)
      },
    },
    '/digest/:id/feed': {
      get: async (c) => {
        const id = digestIn(c.req.param('id') ?? '')
        const key = secretIn(paramsOf(c).get('key'))
        charge(c, desk, 'questions')
        const read = () => (key === null ? Promise.resolve(null) : host.digestChannel(id, key, askedNow(desk)))
        const channel = await desk.turns.take(keyOf('digest', id, key), c.req.raw.signal, read)
        if (channel === null || key === null) throw notFound()
        return feed(c, channel, { path: digestFeedPath(id, key), page: '/' }, KEEP.own)
      },
    },
  }
}

function fileWays(desk: Desk): Ways {
  function file(c: Asking, name: string): Response {
    const asked = { accepted: c.req.header('Accept-Encoding') ?? '', ifNoneMatch: c.req.header('If-None-Match') }
    const found = desk.assets.serve(name, asked)
    if (found === null) throw notFound()
    return found
  }

  return {
    '/opensearch.xml': { get: (c) => kept(c, openSearch(originFor(c, desk)), OPEN_SEARCH) },
    '/robots.txt': { get: (c) => kept(c, ROBOTS, TEXT) },
    '/favicon.svg': { get: (c) => file(c, 'favicon.svg') },
    '/assets/:name': { get: (c) => file(c, c.req.param('name') ?? '') },
  }
}

const METRICS_ARE_FOR =
  'The metrics are for who is signed in with the operator’s token, for programs that send it (Authorization: Bearer …), and where only this machine is served, for programs on it.'

function plain(c: Asking, text: string, status: 200 | 503 = 200, type = TEXT): Response {
  c.header('Cache-Control', KEEP.never)
  return c.body(text, status, { 'Content-Type': type })
}

function kept(c: Asking, text: string, type: string): Response {
  const etag = etagOf(text)
  c.header('Cache-Control', KEEP.asked)
  c.header('ETag', etag)
  return isKnown(etag, c.req.header('If-None-Match')) ? c.body(null, 304) : c.body(text, 200, { 'Content-Type': type })
}
