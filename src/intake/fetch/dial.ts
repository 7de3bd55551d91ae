/** Opens the connection of one request: looks the name up, and dials only addresses that may be dialled. What was checked is what is dialled. */
import { lookup as systemLookup } from 'node:dns/promises'
import net from 'node:net'
import { networkInterfaces } from 'node:os'
import tls from 'node:tls'
import { type Allowance, type Dial, mayDial } from './addresses.ts'
import { HopError } from './fetcher.ts'
import { unlessAborted } from './span.ts'
import { hostOf, portOf } from './web-address.ts'

/** The addresses of a name, the preferred first; rejects with the error of name resolution. An address is not asked for. */
export type Lookup = (host: string) => Promise<readonly string[]>
export type Dialling = {
  readonly lookup: Lookup
  readonly allowed: readonly Allowance[]
  /** Of one address, so that there is time for the next: many a host has an IPv6 address that nobody answers at. */
  readonly connectMs: number
}

/** Of one host: more are never tried. */
const MAX_ADDRESSES = 4

/** As other programs on this machine resolve names, its file of hosts included. */
export const lookupBySystem: Lookup = async (host) =>
  (await systemLookup(host, { all: true, order: 'verbatim' })).map(({ address }) => address)

/** A socket, with TLS set up for https. Throws a HopError; ends when `signal` is aborted. */
export async function dial(url: URL, { lookup, allowed, connectMs }: Dialling, signal: AbortSignal): Promise<net.Socket> {
  const [host, port] = [hostOf(url), portOf(url)]
  const addresses = await addressesOf(host, lookup, signal)
  const own = ownAddresses()
  const open = addresses.filter((address) => mayDial({ host, address, port }, allowed, own))
  if (open.length === 0) throw refusal(host, port, addresses)
  let fault: unknown
  for (const address of alternating(open).slice(0, MAX_ADDRESSES)) {
    try {
      return await connect({ host, address, port, isSecure: url.protocol === 'https:', connectMs }, signal)
    } catch (error) {
      fault = error
    }
    if (signal.aborted) break
  }
  throw fault
}

/** The families by turns, the preferred first: a host with many addresses of one that this machine has no way to is reached by the other. */
export function alternating(addresses: readonly string[]): readonly string[] {
  const [first = ''] = addresses
  const [one, other] = [
    addresses.filter((address) => net.isIP(address) === net.isIP(first)),
    addresses.filter((address) => net.isIP(address) !== net.isIP(first)),
  ]
  const turns = Array.from({ length: Math.max(one.length, other.length) }, (_, i) => [one[i], other[i]])
  return [...new Set(turns.flat().filter((address) => address !== undefined))]
}

function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).map(({ address }) => address))
}

async function addressesOf(host: string, lookup: Lookup, signal: AbortSignal): Promise<readonly string[]> {
  if (net.isIP(host) !== 0) return [host]
  try {
    // A look-up cannot be called off.
    const found = await unlessAborted(lookup(host), signal)
    if (found.length > 0) return found
  } catch (error) {
    if (signal.aborted) throw error
    throw new HopError('name', nameFault(host, (error as NodeJS.ErrnoException).code), { cause: error })
  }
  throw new HopError('name', nameFault(host, undefined))
}

function nameFault(host: string, code: string | undefined): string {
  if (code === 'EAI_AGAIN' || code === 'ETIMEOUT' || code === 'ESERVFAIL')
    return `The name ${host} cannot be looked up at the moment (${code}).`
  return `There is no host named ${host}.`
}

function refusal(host: string, port: number, addresses: readonly string[]): HopError {
  const [first = ''] = addresses
  const what = host === first ? host : `${host} (${first})`
  const entry = port === 80 || port === 443 ? host : `${net.isIPv6(host) ? `[${host}]` : host}:${port}`
  return new HopError(
    'address',
    `The address ${what} is not on the public internet. Whoever runs Newsdesk can allow it by NEWSDESK_PRIVATE_HOSTS=${entry}.`,
  )
}

type Target = Dial & { readonly isSecure: boolean; readonly connectMs: number }

async function connect({ host, address, port, isSecure, connectMs }: Target, signal: AbortSignal): Promise<net.Socket> {
  const plain = await settled(
    net.connect({ host: address, port, noDelay: true }),
    'connect',
    AbortSignal.any([signal, AbortSignal.timeout(connectMs)]),
  ).catch((error: unknown) => {
    if (signal.aborted) throw error
    throw new HopError(
      'connect',
      `The server ${host === address ? '' : `${host}, `}${address}, port ${port}, cannot be connected to${codeOf(error)}.`,
      { cause: error },
    )
  })
  if (!isSecure) return plain
  const secure = tls.connect({ socket: plain, host, servername: net.isIP(host) === 0 ? host : '', ALPNProtocols: ['http/1.1'] })
  return await settled(secure, 'secureConnect', signal).catch((error: unknown) => {
    if (signal.aborted) throw error
    throw new HopError('tls', `No secure connection to ${host} can be set up${codeOf(error)}.`, { cause: error })
  })
}

function codeOf(error: unknown): string {
  const { code, name } = error as NodeJS.ErrnoException
  if (name === 'TimeoutError') return ' (no answer)'
  return code === undefined ? '' : ` (${code})`
}

/** The socket once it says that it is ready; destroyed where it fails before. */
async function settled<T extends net.Socket>(socket: T, ready: string, signal: AbortSignal): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const stop = (): void => reject(signal.reason)
  const close = (): void => reject(new Error('closed'))
  // Stays: a socket without a listener of errors brings the process down.
  socket.on('error', reject)
  socket.once(ready, () => resolve(socket))
  socket.once('close', close)
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    return await promise
  } catch (error) {
    socket.destroy()
    throw error
  } finally {
    socket.off('close', close)
    signal.removeEventListener('abort', stop)
  }
}
