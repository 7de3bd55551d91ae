/** Plain HTTP for the peers: a server on 127.0.0.1, port 0, that reads whole requests and goes wrong on demand. Knows no platform. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export type RestRequest = {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}
/** A text is sent as it is, anything else as JSON; null = no body. */
export type RestReply = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: unknown }

/**
 * What goes wrong with one request. `429`: with Retry-After `retryAfterS` seconds, without it where that is null (default 1); `500`, `503`;
 * `ratelimited` and `error`: the platform's own refusals in a 200 or 4xx answer (`code`); `garbage`: HTML where JSON belongs;
 * `reset`: the connection is reset before anything is done; `reset-after-accept`: done, then reset without an answer;
 * `drop-mid-body`: done, then the connection ends in the middle of the answer; `slow`: done, answered after `ms` or at `release()`;
 * `hang`: never answered. `accepted`: whether it is done all the same (default: true for slow, false for the others that leave it open).
 */
export type Fault = {
  readonly kind: FaultKind
  readonly retryAfterS?: number | null
  readonly code?: string
  readonly ms?: number
  readonly accepted?: boolean
  /** Only requests whose decoded body fits. */
  readonly when?: (body: Readonly<Record<string, unknown>>) => boolean
}
export type FaultKind =
  | '429'
  | 'ratelimited'
  | '500'
  | '503'
  | 'error'
  | 'garbage'
  | 'reset'
  | 'reset-after-accept'
  | 'drop-mid-body'
  | 'slow'
  | 'hang'
/** `release`: what is being slow answers now, and the coming ones at once. `cancel`: nothing further goes wrong. */
export type PlannedFault = { readonly hits: number; release(): void; cancel(): void }
export type TakenFault = Fault & { readonly released: Promise<void> }

/** One request, read by a platform. `targets`: under what names a fault may have been planned for it. */
export type Exchange = {
  readonly targets: readonly string[]
  readonly body: Readonly<Record<string, unknown>>
  /** Does it. */
  accept(): Promise<RestReply>
  /** The platform's answer to '429', 'ratelimited', '500', '503' and 'error'. */
  refuse(fault: Fault): RestReply
  /** Called once with how it ended: the status, or the kind of the fault where there was no answer. */
  ended?(how: number | FaultKind): void
}
export type RestServer = {
  /** `http://127.0.0.1:port` */
  readonly origin: string
  readonly port: number
  /** For upgrades to WebSocket. */
  readonly server: Server
  /** Goes wrong with the next `times` requests for `target`; `*` = any. */
  fault(target: string, fault: Fault, times?: number): PlannedFault
  /** The fault due for this, used up. For what is no plain request, such as an upgrade. */
  takeFault(targets: readonly string[], body: Readonly<Record<string, unknown>>): TakenFault | null
  /** What the peer itself could not do: a bug of the peer, for the tests to see. */
  readonly failures: readonly Error[]
  /** Ends every connection, also those that hang. */
  close(): Promise<void>
}

const MAX_BODY_BYTES = 2_000_000
const IDLE_MS = 120_000

/** Listens until closed. `read` makes an exchange of each request; it may throw only where the peer has a bug. */
export async function openRestServer(read: (request: RestRequest) => Exchange): Promise<RestServer> {
  const faults = planFaults()
  const failures: Error[] = []
  const sockets = new Set<Socket>()
  const server = createServer((message, response) => {
    serve(message, response, read, faults.take).catch((error: unknown) => {
      if (message.socket.destroyed) return
      failures.push(error instanceof Error ? error : new Error(String(error)))
      response.writeHead(599).end(String(error))
    })
  })
  // A connection that Node closes for being idle, just as a client uses it again, would be a fault that nobody planned.
  server.keepAliveTimeout = IDLE_MS
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    // A client that goes away in the middle is what the tests are about, no fault of the peer.
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    server,
    fault: faults.plan,
    takeFault: faults.take,
    failures,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      faults.releaseAll()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  read: (request: RestRequest) => Exchange,
  take: RestServer['takeFault'],
): Promise<void> {
  const url = new URL(message.url ?? '/', 'http://127.0.0.1')
  const exchange = read({ method: message.method ?? 'GET', url, headers: message.headers, body: await wholeBody(message) })
  const fault = take(exchange.targets, exchange.body)
  const reply = await (fault === null ? exchange.accept() : goWrong(fault, exchange, response))
  if (reply === null) return exchange.ended?.(fault?.kind ?? 599)
  exchange.ended?.(fault?.kind === 'drop-mid-body' ? fault.kind : reply.status)
  const { headers, bytes } = encode(reply)
  if (fault?.kind !== 'drop-mid-body') {
    response.writeHead(reply.status, { ...headers, 'content-length': String(bytes.length) }).end(bytes)
    return
  }
  response.writeHead(reply.status, { ...headers, 'content-length': String(bytes.length) })
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.destroy())
}

/** The answer in spite of the fault, or null where there is none. */
async function goWrong(fault: TakenFault, exchange: Exchange, response: ServerResponse): Promise<RestReply | null> {
  switch (fault.kind) {
    case 'reset':
      response.socket?.resetAndDestroy()
      return null
    case 'reset-after-accept':
      await exchange.accept()
      response.socket?.resetAndDestroy()
      return null
    case 'drop-mid-body':
      return exchange.accept()
    case 'slow': {
      const early = fault.accepted === false ? null : await exchange.accept()
      await fault.released
      return early ?? exchange.accept()
    }
    case 'hang':
      if (fault.accepted === true) await exchange.accept()
      return null
    case 'garbage':
      if (fault.accepted === true) await exchange.accept()
      return {
        status: 200,
        headers: { 'content-type': 'text/html' },
        body: '<!DOCTYPE html><html><body>Something went wrong</body></html>',
      }
    case '429':
    case '500':
    case '503':
    case 'ratelimited':
    case 'error': {
      if (fault.accepted === true) await exchange.accept()
      const reply = exchange.refuse(fault)
      const retryAfter = fault.kind === '429' && fault.retryAfterS !== null ? { 'retry-after': String(fault.retryAfterS ?? 1) } : {}
      return { ...reply, headers: { ...reply.headers, ...retryAfter } }
    }
    default:
      return fault.kind satisfies never
  }
}

function encode(reply: RestReply): { headers: Record<string, string>; bytes: Buffer } {
  if (reply.body === null) return { headers: { ...reply.headers }, bytes: Buffer.alloc(0) }
  const isText = typeof reply.body === 'string'
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8'
  return {
    headers: { 'content-type': type, ...reply.headers },
    bytes: Buffer.from(isText ? String(reply.body) : JSON.stringify(reply.body)),
  }
}

async function wholeBody(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of message as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > MAX_BODY_BYTES) throw new Error(`a request body of more than ${MAX_BODY_BYTES} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function planFaults() {
  type Plan = {
    target: string
    fault: Fault
    left: number
    hits: number
    timers: NodeJS.Timeout[]
    release(): void
    released: Promise<void>
  }
  const plans: Plan[] = []
  return {
    plan(target: string, fault: Fault, times = 1): PlannedFault {
      const { promise, resolve } = Promise.withResolvers<void>()
      const plan: Plan = { target, fault, left: times, hits: 0, timers: [], release: resolve, released: promise }
      plans.push(plan)
      return {
        get hits() {
          return plan.hits
        },
        release: resolve,
        cancel: () => {
          plan.left = 0
        },
      }
    },
    take(targets: readonly string[], body: Readonly<Record<string, unknown>>): TakenFault | null {
      const due = (plan: Plan) =>
        plan.left > 0 && (plan.target === '*' || targets.includes(plan.target)) && plan.fault.when?.(body) !== false
      const plan = plans.find(due)
      if (plan === undefined) return null
      plan.left--
      plan.hits++
      const { ms } = plan.fault
      if (ms === undefined) return { ...plan.fault, released: plan.released }
      const waited = new Promise<void>((resolve) => plan.timers.push(setTimeout(resolve, ms)))
      return { ...plan.fault, released: Promise.race([waited, plan.released]) }
    },
    releaseAll(): void {
      for (const plan of plans) {
        plan.release()
        for (const timer of plan.timers) clearTimeout(timer)
      }
    },
  }
}
