/** How a fetch of each fault of the fault server should end. */
import { delay } from '../../src/delay.ts'
import type { Fetched, Fetcher, FetchFault } from '../../src/intake/fetch/fetcher.ts'
import { openFetcher } from '../../src/intake/fetch/polite.ts'
import { openTransport } from '../../src/intake/fetch/transport.ts'

const MAX_BYTES = 1_000_000
/** What hangs takes so long; what does not must not be taken for it on a busy machine. */
const HOP_MS = 3_000

/** null: it is fetched. */
export const ENDS: Readonly<Record<string, FetchFault | null>> = {
  '/feed': null,
  '/robots.txt': 'gone',
  '/bomb-gzip': 'size',
  '/bomb-deflate': 'size',
  '/bomb-brotli': 'size',
  '/bomb-zstd': 'size',
  '/bomb-in-bomb': 'size',
  '/packed-ten-times': 'garbled',
  '/gzip-of-nothing': 'size',
  '/not-gzip': 'garbled',
  '/not-brotli': 'garbled',
  '/gzip-broken': 'garbled',
  '/gzip-and-more': null,
  '/gzip-cut': null,
  '/deflate-raw': null,
  '/unknown-packing': null,
  '/never': 'time',
  '/drip': 'time',
  '/slow-headers': 'time',
  '/slow-status': 'garbled',
  '/endless': 'size',
  '/endless-chunks': 'size',
  '/endless-headers': 'garbled',
  '/endless-continue': 'size',
  '/endless-trailers': 'garbled',
  '/endless-extension': 'size',
  '/endless-empty-lines': 'size',
  '/huge-header': 'garbled',
  '/many-headers': 'garbled',
  '/reset': 'connect',
  '/reset-at-once': 'connect',
  '/half-close': 'connect',
  '/half-close-in-body': 'connect',
  '/half-close-in-chunk': 'connect',
  '/half-close-in-headers': 'connect',
  '/two-lengths': 'garbled',
  '/negative-length': 'garbled',
  '/longer-than-said': null,
  '/two-answers': null,
  '/chunks-of-nonsense': 'garbled',
  '/chunk-too-large': 'garbled',
  '/garbage': 'garbled',
  '/no-headers': 'garbled',
  '/status-of-letters': 'garbled',
  '/zero-bytes': 'garbled',
  '/another-protocol': 'garbled',
  '/unchanged': 'status',
  '/partial': 'status',
  '/no-content': 'status',
  '/upgrade': 'connect',
  '/circle': 'redirects',
  '/circle-of-two': 'redirects',
  '/circle-of-two?again': 'redirects',
  '/on-and-on': 'redirects',
  '/to-nowhere': 'status',
  '/to-nonsense': 'address',
  '/to-private': 'address',
  '/to-metadata': 'address',
  '/to-mapped': 'address',
  '/to-number': 'address',
  '/to-mail-port': 'address',
  '/to-file': 'address',
  '/to-login': 'address',
}

/** In the words of ENDS. */
export function endOf(got: Fetched): string | null {
  return got.kind === 'failed' ? got.fault : got.kind === 'fetched' ? null : got.kind
}

/** Every name is this machine. Each fault has a host of its own, so that none waits for another's turn. */
export function fetcherFrom(port: number): Fetcher {
  return openFetcher({
    transport: openTransport({ allowPrivate: [`127.0.0.1:${port}`], lookup: async () => ['127.0.0.1'] }),
    clock: { now: () => new Date(), wait: delay },
    userAgent: 'Newsdesk/0 (test)',
    limits: { gapMs: 0, hopMs: HOP_MS, deadlineMs: 30_000, atOnce: 100, feedBytes: MAX_BYTES },
  })
}
