/** The HTTP server under the reading room: who is too slow, too long or too many is ended here, before anybody else hears of it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { bareAnswer } from './address.ts'
import { KEEP, securityHeaders } from './headers.ts'
import type { WebSettings } from './host.ts'
import type { Limits } from './limits.ts'

export type Connections = {
  readonly server: Server
  /** Takes nothing new; resolved when what is in hand is answered, or its time is over. */
  close(): Promise<void>
}

/** Listens to nothing yet. `answer`: to one request. */
export function openConnections(
  { publicUrl, proxies }: Pick<WebSettings, 'publicUrl' | 'proxies'>,
  limits: Limits,
  answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
): Connections {
  const server = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.checkMs,
    keepAliveTimeout: limits.keepAliveMs,
    maxHeaderSize: limits.headerBytes,
    noDelay: true,
  })
  server.maxConnections = limits.connections
  server.maxRequestsPerSocket = limits.requestsOnSocket
  server.setTimeout(limits.idleMs, (socket) => socket.destroy())
  // Where a proxy stands before it, all connections are its.
  if (proxies === 0) shareConnections(server, limits.connectionsOfOne)

  const inHand = new WeakMap<Socket, Set<ServerResponse>>()
  let isClosing = false
  server.on('request', (incoming, outgoing: ServerResponse) => {
    const { socket } = incoming
    const answers = inHand.get(socket) ?? new Set()
    inHand.set(socket, answers.add(outgoing))
    outgoing.once('close', () => {
      answers.delete(outgoing)
      // Once it is closing, a connection is at its end with its answer.
      if (isClosing) server.closeIdleConnections()
    })
    if (isClosing) outgoing.setHeader('Connection', 'close')
    if (answers.size > limits.inOneBreath) socket.destroy()
    else answer(incoming, outgoing)
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    // In the middle of an answer, words of ours would become part of it.
    const isBegun = [...(inHand.get(socket) ?? [])].some(({ headersSent }) => headersSent)
    if (error.code === 'ECONNRESET' || !socket.writable || isBegun) socket.destroy()
    else socket.end(refusalOf(error.code ?? '', publicUrl))
  })

  return {
    server,
    close() {
      isClosing = true
      return new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), limits.closeMs)
        server.close(() => {
          clearTimeout(timer)
          resolve()
        })
        server.closeIdleConnections()
      })
    },
  }
}

/** Nobody alone takes all the connections that there are. */
function shareConnections(server: Server, most: number): void {
  const held = new Map<string, number>()
  server.on('connection', (socket) => {
    const from = socket.remoteAddress ?? ''
    const count = (held.get(from) ?? 0) + 1
    held.set(from, count)
    socket.once('close', () => {
      const left = (held.get(from) ?? 1) - 1
      if (left === 0) held.delete(from)
      else held.set(from, left)
    })
    if (count > most) socket.destroy()
  })
}

/** What never became a request gets a few plain words. */
function refusalOf(code: string, publicUrl: string | null): string {
  const headers = { ...securityHeaders(publicUrl), 'Cache-Control': KEEP.never }
  if (code === 'HPE_HEADER_OVERFLOW')
    return bareAnswer(
      431,
      'The address or the headers of this request are too long. A question has at most 2,000 characters: please ask it shorter.\n',
      headers,
    )
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return bareAnswer(408, 'This request took too long to arrive. Please send it again.\n', headers)
  return bareAnswer(400, 'This is no request that can be read.\n', headers)
}
