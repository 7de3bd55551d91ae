/** Who asks, and under which name: addresses of clients, and of the reading room itself. */
import { type IncomingMessage, STATUS_CODES } from 'node:http'
import { isIP } from 'node:net'
import type { WebSettings } from './host.ts'

const LOCALHOST = 'localhost'
const HOST_HEADER = /^(?:[\w.-]{1,253}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/i
/** Headers by which proxies say that they stand before. */
const FORWARDED = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'forwarded', 'x-real-ip', 'via'] as const

/**
 * The address of who asks. Each proxy adds at the right where it was called from, so that only as many entries from the right are believed as there
 * are proxies: what stands before them, anybody may have written.
 */
export function clientOf({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>, proxies: number): string {
  const direct = socket.remoteAddress ?? ''
  if (proxies === 0) return direct
  const told = headers['x-forwarded-for']
  const hops = (Array.isArray(told) ? told.join(',') : (told ?? '')).split(',').map((hop) => bare(hop.trim()))
  const hop = hops[Math.max(0, hops.length - proxies)] ?? ''
  return isIP(hop) === 0 ? direct : hop
}

/** What counts as one reader: an IPv4 address, and of IPv6 the network of 64 bits, which one household has. */
export function readerOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  if (isIP(address) !== 6) return address
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const length = before.length + after.length + (after.at(-1)?.includes('.') ? 1 : 0)
  const groups = tail === undefined ? before : [...before, ...Array(Math.max(0, 8 - length)).fill('0'), ...after]
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

/** A name or an address that leads to this machine only. */
export function isLocal(host: string): boolean {
  return host === LOCALHOST || host === '::1' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/i.test(host)
}

/** Called from this machine, by nobody who stands before it for others. */
export function isFromHere({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): boolean {
  return isLocal(socket.remoteAddress ?? '') && FORWARDED.every((name) => headers[name] === undefined)
}

/** Where people on this machine open it. */
export function localAddress(host: string, port: number): string {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return `http://${isIP(name) === 6 ? `[${name}]` : name}${port === 80 ? '' : `:${port}`}`
}

/**
 * The names under which it serves where only this machine shall reach it; null: under all. A page elsewhere whose name is made to lead to
 * 127.0.0.1 (DNS rebinding) could otherwise read here what the reader's browser may.
 */
export function ownNames({ host, publicUrl }: Pick<WebSettings, 'host' | 'publicUrl'>, port: number): ReadonlySet<string> | null {
  if (publicUrl !== null || !isLocal(host)) return null
  const names = [LOCALHOST, '127.0.0.1', '::1', host].map((name) => new URL(localAddress(name, port)).host)
  // Programs may say the port where browsers leave it out.
  return new Set(port === 80 ? names.flatMap((name) => [name, `${name}:80`]) : names)
}

/** Scheme, name and port under which it was asked, for links that are whole: the public ones, else what the client calls it. */
export function originOf({ headers }: Pick<IncomingMessage, 'headers'>, publicUrl: string | null, local: string): string {
  const called = headers.host ?? ''
  return publicUrl ?? (HOST_HEADER.test(called) ? `http://${called.toLowerCase()}` : local)
}

/** An answer to what is not HTTP enough to become a request. */
export function bareAnswer(status: number, text: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries({
    ...headers,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(text)),
  })
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines.map((line) => line.join(': ')), 'Connection: close', '', text].join(
    '\r\n',
  )
}

/** An address without port and brackets. */
function bare(hop: string): string {
  return /^\[(.+)\](?::\d+)?$/.exec(hop)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(hop)?.[1] ?? hop
}
