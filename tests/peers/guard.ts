/**
 * Nothing leaves this machine: a connection, a datagram or a look-up of a name that is not 127.0.0.1, ::1 or localhost fails, and is kept.
 * Import it first in a test (it then fails the test file too), or give it to a child process: `node --import tests/peers/guard.ts`, which
 * then ends with exit code 86.
 */
import dgram from 'node:dgram'
import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'

export const EXIT_CODE = 86
const MAX_KEPT = 100

const kept: string[] = []
/** What was refused, the first 100. */
export const refusedConnections: readonly string[] = kept

/** Whether an address or a name is this machine's own. */
export function isLocal(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '')
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1') return true
  const [, v4 = name] = /^::ffff:(.+)$/.exec(name) ?? []
  return net.isIPv4(v4) && v4.startsWith('127.')
}

function refuse(what: string): Error {
  if (kept.length < MAX_KEPT) kept.push(what)
  return Object.assign(new Error(`the guard of the tests lets nothing out: ${what}`), { code: 'EGUARD' })
}

/** Where a socket is told to go; null = a pipe of this machine. As net reads it: options, a path, or a port and a host. */
function destination(args: readonly unknown[]): string | null {
  // Inside Node the arguments come normalised already, as an array of options and a callback.
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args
  if (typeof first === 'object' && first !== null) {
    const { path, host } = first as { path?: unknown; host?: unknown }
    return typeof path === 'string' ? null : String(host ?? 'localhost')
  }
  if (typeof first === 'string' && !/^\d+$/.test(first)) return null
  return typeof second === 'string' ? second : 'localhost'
}

type Callback = (error: Error) => void
type Method = (this: unknown, ...args: never[]) => unknown
const lastCallback = (args: readonly unknown[]) => args.findLast((arg) => typeof arg === 'function') as Callback | undefined

/** Replaces a method by one that asks first. `instead`: what the refused caller gets. */
function guard<T extends object>(
  owner: T,
  name: keyof T & string,
  hostOf: (args: unknown[]) => string | null,
  instead: (error: Error, args: unknown[], self: unknown) => unknown,
): void {
  const original = owner[name] as Method | undefined
  if (typeof original !== 'function') return
  const guarded = function (this: unknown, ...args: unknown[]): unknown {
    const host = hostOf(args)
    if (host === null || isLocal(host)) return original.apply(this, args as never[])
    return instead(refuse(`${name} ${host}`), args, this)
  }
  // How a method is promisified stands in its symbols.
  for (const symbol of Object.getOwnPropertySymbols(original)) {
    Object.defineProperty(guarded, symbol, Object.getOwnPropertyDescriptor(original, symbol) as PropertyDescriptor)
  }
  Object.assign(owner, { [name]: guarded })
}

/** An address needs no look-up, and whether it may be connected to is asked then. */
const nameOf = ([name]: unknown[]) => (typeof name !== 'string' || name === '' || net.isIP(name) !== 0 ? null : name)
const toCallback = (error: Error, args: unknown[]) => {
  const callback = lastCallback(args)
  if (callback === undefined) throw error
  process.nextTick(callback, error)
  return {}
}

guard(net.Socket.prototype, 'connect', destination, (error, _args, self) => {
  const socket = self as net.Socket
  // Later, as a refusal from outside would come: whoever connects still sets the socket up.
  process.nextTick(() => socket.destroy(error))
  return socket
})
guard(dgram.Socket.prototype, 'connect', (args) => (typeof args[1] === 'string' ? args[1] : 'localhost'), toCallback)
// The message may be text too; the address is the last text after it, and a connected socket gives none.
const addressee = (args: unknown[]) => (args.slice(1).findLast((arg) => typeof arg === 'string') as string | undefined) ?? null
guard(dgram.Socket.prototype, 'send', addressee, toCallback)

const LOOKUPS = [
  'lookup',
  'lookupService',
  'resolve',
  'resolve4',
  'resolve6',
  'resolveAny',
  'resolveCaa',
  'resolveCname',
  'resolveMx',
  'resolveNaptr',
  'resolveNs',
  'resolvePtr',
  'resolveSoa',
  'resolveSrv',
  'resolveTlsa',
  'resolveTxt',
  'reverse',
] as const
for (const name of LOOKUPS) {
  guard(dns, name, nameOf, toCallback)
  guard(dns.promises, name, nameOf, (error) => Promise.reject(error))
  if (name === 'lookup' || name === 'lookupService') continue
  guard(dns.Resolver.prototype, name, nameOf, toCallback)
  guard(dns.promises.Resolver.prototype, name, nameOf, (error) => Promise.reject(error))
}
syncBuiltinESMExports()

if ('__vitest_worker__' in globalThis) {
  // A client may take the refusal for a bad line and hide it behind retries: the file fails all the same.
  const { afterAll } = await import('vitest')
  afterAll(() => {
    if (kept.length > 0) throw new Error(`connections were tried to the world outside:\n${kept.join('\n')}`)
  })
} else {
  process.once('exit', () => {
    if (kept.length === 0) return
    process.stderr.write(`guard: connections were tried to the world outside:\n${kept.join('\n')}\n`)
    process.exitCode = EXIT_CODE
  })
}
