/** One request over the network: bounded in time, bytes and headers, and to no address that may not be dialled. */
import type { Socket } from 'node:net'
import { Client } from 'undici'
import { readAllowance } from './addresses.ts'
import { type Dialling, dial, type Lookup, lookupBySystem } from './dial.ts'
import { type Hop, type HopAnswer, HopError, type Transport } from './fetcher.ts'
import { ACCEPT_ENCODING, unpack } from './unpack.ts'
import { hostOf, readWebAddress, shown } from './web-address.ts'

/** Of all headers together; policies of content alone take 10 kB on some sites. */
const MAX_HEADER_BYTES = 64_000
const CONNECT_MS = 5_000
/** What is sent around a body, twice its bound at most: chunks have a frame. More is hints, extensions and trailers without end, which no parser bounds. */
const MAX_AROUND_BYTES = 1_000_000

export type TransportOptions = {
  /** Hosts, addresses and ranges of the own network that may be asked all the same (see `readAllowance`); an entry that is none throws. */
  readonly allowPrivate: readonly string[]
  /** The system's own where it isn't given. Whatever it answers is checked. */
  readonly lookup?: Lookup
}

/** Each request has a connection of its own, so that each is checked: at a request a second for a host, keeping one open would win little. */
export function openTransport({ allowPrivate, lookup = lookupBySystem }: TransportOptions): Transport {
  const allowed = allowPrivate.map((entry) => {
    const allowance = readAllowance(entry)
    if (allowance === null)
      throw new RangeError(`“${entry}” is no host, address or range such as feeds.lan, 192.168.1.5:8080 or 10.0.0.0/8`)
    return allowance
  })
  const dialling: Dialling = { lookup, allowed, connectMs: CONNECT_MS }
  const closing = new AbortController()
  const inHand = new Set<Promise<unknown>>()
  return {
    async request(hop) {
      const exchange = exchanged(hop, dialling, closing.signal)
      inHand.add(exchange)
      try {
        return await exchange
      } finally {
        inHand.delete(exchange)
      }
    },
    async close() {
      closing.abort()
      await Promise.allSettled(inHand)
    },
  }
}

async function exchanged(hop: Hop, dialling: Dialling, closing: AbortSignal): Promise<HopAnswer> {
  // Checked here too: whoever calls may have forgotten.
  const url = readWebAddress(hop.url.href)
  const late = AbortSignal.timeout(hop.timeoutMs)
  const stopped = hop.stop === undefined ? closing : AbortSignal.any([hop.stop, closing])
  const signal = AbortSignal.any([late, stopped])
  let socket: Socket | null = null
  try {
    signal.throwIfAborted()
    socket = await dial(url, dialling, signal)
    bound(socket, 2 * hop.maxBytes + MAX_AROUND_BYTES, url)
    return await ask(url, hop, socket, signal).catch((error: unknown) => {
      throw error instanceof HopError
        ? new HopError(error.fault, `What ${shown(hop.url)} answers ${error.message}.`, { cause: error.cause })
        : error
    })
  } catch (error) {
    if (stopped.aborted) throw new HopError('stopped', `The request to ${hostOf(url)} was called off.`)
    if (late.aborted)
      throw new HopError('time', `The server ${hostOf(url)} has not answered in full within ${Math.round(hop.timeoutMs / 100) / 10} s.`)
    throw faultOf(error, url)
  } finally {
    socket?.destroy()
  }
}

function bound(socket: Socket, maxBytes: number, url: URL): void {
  socket.on('readable', () => {
    if (socket.bytesRead > maxBytes) socket.destroy(new HopError('size', `The server ${shown(url.host)} sends far more than its answer.`))
  })
}

async function ask(url: URL, hop: Hop, socket: Socket, signal: AbortSignal): Promise<HopAnswer> {
  let isUsed = false
  const client = new Client(url.origin, {
    connect: (_, done) => {
      // One connection was checked, and there is no second: an answer that broke off is not asked for again behind our back.
      if (isUsed) done(new Error('the connection is used up'), null)
      else queueMicrotask(() => done(null, socket))
      isUsed = true
    },
    maxHeaderSize: MAX_HEADER_BYTES,
    // The deadline of the whole bounds both, and the slow drip that these do not notice.
    headersTimeout: 0,
    bodyTimeout: 0,
    pipelining: 1,
  })
  try {
    const headers = { ...hop.headers, 'accept-encoding': ACCEPT_ENCODING }
    const answer = await client.request({ method: 'GET', path: `${url.pathname}${url.search}`, headers, signal, reset: true })
    // Never unread: an error of a body that nobody reads would be nobody's.
    answer.body.on('error', ignored)
    const said = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), firstOf(value)]))
    const isWanted = answer.statusCode === 200
    const bound = { maxBytes: hop.maxBytes, cuts: hop.cuts ?? false }
    const bytes = isWanted ? await unpack(answer.body, said['content-encoding'], bound) : new Uint8Array()
    return { status: answer.statusCode, headers: said, bytes }
  } finally {
    await client.destroy()
  }
}

function ignored(): void {
  // Whoever reads the body has the error from reading it.
}

function firstOf(value: string | readonly string[] | undefined): string {
  return (typeof value === 'string' ? value : value?.[0]) ?? ''
}

/** What undici and sockets throw, by their codes. */
function faultOf(error: unknown, url: URL): HopError {
  if (error instanceof HopError) return error
  const { code = '', name, message } = error as NodeJS.ErrnoException
  const where = shown(url.host)
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW')
    return new HopError('garbled', `The server ${where} sends more than ${MAX_HEADER_BYTES / 1_000} kB of headers.`, { cause: error })
  if (name === 'HTTPParserError' || code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH')
    // The parser says what it met in brackets.
    return new HopError('garbled', `The server ${where} does not answer as a web server does${/ \([^()]+\)$/.exec(message)?.[0] ?? ''}.`, {
      cause: error,
    })
  return new HopError('connect', `The server ${where} broke the connection off${code === '' ? '' : ` (${code})`}.`, { cause: error })
}
