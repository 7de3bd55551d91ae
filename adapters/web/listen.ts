/** The reading room: the web page, its feeds and its JSON API, from the first connection to the last. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, RequestError } from '@hono/node-server'
import type { Health } from '../../commands/command.ts'
import { localAddress } from './address.ts'
import { openApp } from './app.ts'
import { openAssets } from './assets.ts'
import { openConnections } from './connections.ts'
import { KEEP, securityHeaders } from './headers.ts'
import type { Host, ReadingRoom, WebSettings } from './host.ts'
import { FIRST_PORT, LIMITS, type Limits, PORT_TRIES } from './limits.ts'
import { openRate } from './rates.ts'
import { openTurns } from './turns.ts'

const SURFACE = 'web'
/** Ports that somebody else has, or that only who administers the machine may have. */
const UNAVAILABLE: ReadonlySet<string> = new Set(['EADDRINUSE', 'EACCES'])

/** Throws an Error that says the way out where it cannot listen. */
export async function openReadingRoom(host: Host, limits: Limits = LIMITS): Promise<ReadingRoom> {
  const { settings } = host
  const assets = await openAssets()
  let lastEventMs: number | null = null
  let listener: ReturnType<typeof getRequestListener> | null = null
  const { server, close } = openConnections(settings, limits, (incoming, outgoing) => {
    lastEventMs = host.now().getTime()
    void listener?.(incoming, outgoing)
  })
  const port = await listening(server, settings)
  const address = localAddress(settings.host, port)
  const rates = {
    questions: openRate(settings.limit, limits.addresses),
    looks: openRate(settings.limit * limits.looksPerQuestion, limits.addresses),
    signIns: openRate(limits.signIns, limits.addresses),
  }
  const app = openApp({ host, limits, assets, address, rates, turns: openTurns(limits, host.now) }, port)
  // The globals stay as they are: others in this process use them, too.
  listener = getRequestListener(app.fetch, { overrideGlobalObjects: false, errorHandler: (error) => unanswered(error, host) })
  const fault = watched(server, host)
  const sinceMs = host.now().getTime()
  return { address, close, health: () => healthOf(server.listening, sinceMs, lastEventMs, fault()) }
}

/** An address or a host that no URL can be made of; or our fault, where not even a page can tell of it. */
function unanswered(error: unknown, { log, settings: { publicUrl } }: Host): Response {
  const isRequest = error instanceof RequestError
  if (!isRequest) log.error('a request was not answered', { error })
  return new Response(isRequest ? 'This is no address that can be read.\n' : 'That went wrong. It is in the log.\n', {
    status: isRequest ? 400 : 500,
    headers: { ...securityHeaders(publicUrl), 'Cache-Control': KEEP.never, 'Content-Type': 'text/plain; charset=utf-8' },
  })
}

/** The port on which it listens now. */
async function listening(server: Server, { host, port }: WebSettings): Promise<number> {
  const ports = port === null ? Array.from({ length: PORT_TRIES }, (_, n) => FIRST_PORT + n) : [port]
  for (const candidate of ports) {
    const error = await tried(server, host, candidate)
    if (error === null) return (server.address() as AddressInfo).port
    if (!UNAVAILABLE.has(error.code ?? ''))
      throw unopened(`The reading room cannot listen on ${host} (${error.message}). Set NEWSDESK_WEB_HOST to an address of this machine.`)
    if (port !== null) throw unopened(portTaken(port, error.code ?? ''))
  }
  throw unopened(
    `The ports from ${FIRST_PORT} to ${FIRST_PORT + PORT_TRIES - 1} are all taken. Set NEWSDESK_WEB_PORT to a free one, or to “off” for no reading room.`,
  )
}

/** Of the world, not ours: it is told to who starts the program, without a stack. */
function unopened(message: string): Error {
  return Object.assign(new Error(message), { name: 'ReadingRoomError' })
}

function portTaken(port: number, code: string): string {
  const why = code === 'EACCES' ? 'is one that this user may not open' : 'is taken by another program'
  return `Port ${port} ${why}. Set NEWSDESK_WEB_PORT to a free one, leave it out for the first free one from ${FIRST_PORT}, or set it to “off” for no reading room.`
}

/** null: it listens. */
function tried(server: Server, host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => {
      server.off('listening', heard)
      resolve(error)
    }
    const heard = () => {
      server.off('error', failed)
      resolve(null)
    }
    server.once('error', failed)
    server.once('listening', heard)
    server.listen(port, host)
  })
}

/** What the server has last complained of. */
function watched(server: Server, host: Host): () => Health['lastError'] {
  let last: Health['lastError'] = null
  server.on('error', (error) => {
    last = { atMs: host.now().getTime(), message: error.message }
    host.log.error('the reading room’s server failed', { error })
  })
  return () => last
}

function healthOf(isListening: boolean, sinceMs: number, lastEventMs: number | null, lastError: Health['lastError']): Health {
  return {
    surface: SURFACE,
    state: isListening ? 'connected' : 'down',
    problem: isListening ? null : 'The reading room does not listen any more: start Newsdesk again.',
    sinceMs,
    lastEventMs,
    lastError,
  }
}
