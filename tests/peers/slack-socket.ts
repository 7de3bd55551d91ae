/** Socket Mode: greets, delivers envelopes, waits for their acknowledgement, asks to reconnect, goes dead. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { RestServer } from './rest-server.ts'
import { type Acknowledgement, isFields, type SlackSockets } from './slack-contract.ts'
import { type Parcel, refusedBy } from './slack-courier.ts'
import type { Platform } from './slack-platform.ts'

export type Sockets = SlackSockets & {
  /** Through one of the connections. */
  carry(parcel: Parcel, retryNum: number, retryReason: string): Promise<Acknowledgement>
  close(): void
}
type Waiting = { readonly socket: WebSocket; settle(how: 'acknowledged' | 'timeout' | 'closed', body: unknown): void }
type Lines = {
  readonly platform: Platform
  readonly server: WebSocketServer
  /** Those that events go to. */
  readonly greeted: Set<WebSocket>
  readonly waiting: Map<string, Waiting>
  count: number
  linked: boolean
  silent: boolean
}

const MAX_CONNECTIONS = 10
const PING_EVERY_MS = 10_000
const DEBUG = { host: 'applink-peer-1', build_number: 10, approximate_connection_time: 18060 }

export function openSockets(platform: Platform, rest: RestServer): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: 1_000_000 })
  const lines: Lines = { platform, server, greeted: new Set(), waiting: new Map(), count: 0, linked: true, silent: false }
  const { greeted } = lines
  let next = 0
  rest.server.on('upgrade', (request, stream: Duplex, head) => upgrade(lines, rest, request, stream, head))
  const pings = setInterval(() => {
    for (const socket of lines.silent ? [] : greeted) socket.ping('Ping from applink-peer-1')
  }, platform.options.pingEveryMs ?? PING_EVERY_MS)
  const toAll = (envelope: unknown) => {
    for (const socket of greeted) tell(socket, envelope)
  }
  return {
    get connected() {
      return greeted.size
    },
    get greeted() {
      return lines.count
    },
    disconnect(reason) {
      toAll({ type: 'disconnect', reason, debug_info: DEBUG })
      if (reason === 'link_disabled') lines.linked = false
      // What happens from now on waits for the next connection.
      if (reason !== 'warning') greeted.clear()
    },
    enableLink() {
      lines.linked = true
    },
    drop() {
      lines.silent = false
      for (const socket of server.clients) socket.terminate()
    },
    send: toAll,
    appRateLimited: () => toAll(rateLimited(platform)),
    goSilent() {
      lines.silent = true
      // A paused stream reads no ping, so that no pong goes back.
      for (const socket of greeted) socket.pause()
    },
    carry(parcel, retryNum, retryReason) {
      const sockets = [...greeted]
      const socket = sockets[next++ % sockets.length]
      if (socket === undefined) return Promise.resolve(refusedBy(parcel, retryNum))
      return carry(lines, socket, parcel, retryNum, retryReason)
    },
    close() {
      clearInterval(pings)
      for (const one of lines.waiting.values()) one.settle('closed', null)
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
}

function upgrade(lines: Lines, rest: RestServer, request: IncomingMessage, stream: Duplex, head: Buffer): void {
  const url = new URL(request.url ?? '/', lines.platform.origin)
  const fault = rest.takeFault(['socket'], {})
  const open = (isMute: boolean) => lines.server.handleUpgrade(request, stream, head, (socket) => accept(lines, socket, isMute))
  if (fault === null) {
    const isKnown = lines.platform.tickets.delete(url.searchParams.get('ticket') ?? '')
    if (isKnown && lines.greeted.size < MAX_CONNECTIONS) open(false)
    else refuse(stream, 401)
  } else if (fault.kind === 'reset' || fault.kind === 'reset-after-accept' || fault.kind === 'drop-mid-body') stream.destroy()
  else if (fault.kind === 'hang') open(true)
  else if (fault.kind === 'slow') void fault.released.then(() => open(false))
  else refuse(stream, Number(fault.kind) || 400)
}

const refuse = (stream: Duplex, status: number) =>
  stream.end(`HTTP/1.1 ${status} Refused\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)

/** `isMute`: it is open, and nothing ever comes. */
function accept(lines: Lines, socket: WebSocket, isMute: boolean): void {
  const { platform, greeted, waiting } = lines
  socket.on('error', () => socket.terminate())
  socket.on('message', (data) => acknowledged(waiting, String(data)))
  socket.on('close', () => {
    greeted.delete(socket)
    for (const one of waiting.values()) if (one.socket === socket) one.settle('closed', null)
    platform.changed()
  })
  if (isMute) return
  if (!lines.linked) {
    tell(socket, { type: 'disconnect', reason: 'link_disabled', debug_info: DEBUG })
    return
  }
  lines.count++
  greeted.add(socket)
  tell(socket, { type: 'hello', num_connections: greeted.size, debug_info: DEBUG, connection_info: { app_id: platform.appId } })
  platform.changed()
}

const rateLimited = (platform: Platform) => ({
  type: 'events_api',
  envelope_id: crypto.randomUUID(),
  payload: {
    token: platform.verificationToken,
    type: 'app_rate_limited',
    team_id: [...platform.workspaces.keys()][0],
    minute_rate_limited: Math.floor(platform.now() / 60_000) * 60,
    api_app_id: platform.appId,
  },
  accepts_response_payload: false,
})

function carry({ waiting }: Lines, socket: WebSocket, parcel: Parcel, retryNum: number, retryReason: string): Promise<Acknowledgement> {
  const id = crypto.randomUUID()
  const began = performance.now()
  return new Promise((resolve) => {
    const settle: Waiting['settle'] = (how, body) => {
      clearTimeout(timer)
      waiting.delete(id)
      resolve({ ok: how === 'acknowledged', how, eventId: parcel.eventId, retryNum, body, tookMs: performance.now() - began })
    }
    const timer = setTimeout(() => settle('timeout', null), parcel.ackWithinMs)
    waiting.set(id, { socket, settle })
    tell(socket, {
      envelope_id: id,
      type: parcel.kind,
      payload: parcel.payload,
      accepts_response_payload: parcel.kind !== 'events_api',
      ...(parcel.kind === 'events_api' ? { retry_attempt: retryNum, retry_reason: retryReason } : {}),
    })
  })
}

/** An envelope that nobody waits for any more is no acknowledgement; one without an id is none either. */
function acknowledged(waiting: Map<string, Waiting>, text: string): void {
  const said: unknown = JSON.parse(text)
  if (!isFields(said) || typeof said.envelope_id !== 'string') return
  waiting.get(said.envelope_id)?.settle('acknowledged', said.payload ?? null)
}

function tell(socket: WebSocket, envelope: unknown): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(envelope))
}
