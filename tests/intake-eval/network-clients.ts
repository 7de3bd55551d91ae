/** Ways out to the web that are compared: ours, and those that are usual. Each is given one URL and does with it what it does. */
import http from 'node:http'
import https from 'node:https'
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent'
import { isSSRFSafeURL } from 'ssrfcheck'
import { delay } from '../../src/delay.ts'
import { openFetcher } from '../../src/intake/fetch/polite.ts'
import { openTransport } from '../../src/intake/fetch/transport.ts'

export type WayOut = {
  readonly name: string
  /** Ends when the request has, however it has; redirects are followed. */
  get(url: string): Promise<void>
  close(): Promise<void>
}
/** What a name resolves to, in order. */
export type Names = (host: string) => readonly string[]

const TIMEOUT_MS = 2_000
const MAX_REDIRECTS = 3

/** Opens one; `start`: the address and port of our own server, which all may ask: the redirects come from there. */
export type Opener = (names: Names, start: string) => WayOut
export const WAYS_OUT: readonly Opener[] = [
  newsdesk,
  () => checked('ssrfcheck, then fetch', isSSRFSafeURL),
  (_, start) => filtering(start),
  () => checked('fetch', () => true),
]

function newsdesk(names: Names, start: string): WayOut {
  const fetcher = openFetcher({
    transport: openTransport({ allowPrivate: [start], lookup: async (host) => names(host) }),
    clock: { now: () => new Date(), wait: delay },
    userAgent: 'Newsdesk/0 (measuring)',
    limits: { gapMs: 0, hopMs: TIMEOUT_MS, deadlineMs: 4 * TIMEOUT_MS },
  })
  return {
    name: 'Newsdesk',
    get: async (url) => void (await fetcher.get({ url, want: 'feed' })),
    close: () => fetcher.close(),
  }
}

function checked(name: string, isSafe: (url: string) => boolean): WayOut {
  return {
    name,
    async get(url) {
      if (!isSafe(url) && !url.startsWith('http://start.example:')) return
      await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).then((answer) => answer.body?.cancel(), failed)
    },
    close: async () => undefined,
  }
}

/** Follows redirects hop by hop, since http does not; our own server is asked without it. */
function filtering(start: string): WayOut {
  const agents = { 'http:': new RequestFilteringHttpAgent(), 'https:': new RequestFilteringHttpsAgent() }
  const hop = async (url: URL): Promise<URL | null> => {
    const { promise, resolve } = Promise.withResolvers<URL | null>()
    const isStart = url.host === `start.example:${start.split(':')[1]}`
    const options = isStart ? {} : { agent: agents[url.protocol as 'http:'] }
    const request = (url.protocol === 'https:' ? https : http).get(url, { ...options, timeout: TIMEOUT_MS }, (answer) => {
      answer.resume()
      const { location } = answer.headers
      resolve(location === undefined ? null : URL.parse(Buffer.from(location, 'latin1').toString(), url.href))
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(null))
    return await promise
  }
  return {
    name: 'request-filtering-agent',
    async get(text) {
      let url = URL.parse(text)
      for (let i = 0; i < MAX_REDIRECTS && (url?.protocol === 'http:' || url?.protocol === 'https:'); i++)
        url = await hop(url).catch(failed)
    },
    close: async () => undefined,
  }
}

/** Whatever it was: what counts is what was dialled before. */
function failed(): null {
  return null
}
