/** The HTTP side: one server for events, installation and health, also where events come over a socket. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HTTPReceiver } from '@slack/bolt'
import type { Health } from '../../commands/command.ts'
import { described } from './failure.ts'
import type { Pulse } from './health.ts'
import type { Host } from './settings.ts'
import { backoff, pause, within } from './wait.ts'

const FORM = 'application/x-www-form-urlencoded'
/** Slack's own window; what claims to come from further ahead is not from Slack either. */
const MAX_AHEAD_S = 300
const REQUEST_TIMEOUT_MS = 30_000
const CLOSE_MS = 2_000
const FIRST_RETRY_MS = 500
const MAX_RETRY_MS = 15_000

export type Door = {
  /** Resolves when it listens, or the surface closes; meanwhile it is tried again. */
  open(): Promise<void>
  close(): Promise<void>
}

export function openDoor(
  receiver: HTTPReceiver,
  where: { host: string; port: number },
  pulse: Pulse,
  host: Host,
  closing: AbortSignal,
): Door {
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/health' && (request.method === 'GET' || request.method === 'HEAD')) return tellHealth(response, pulse.health())
    if (isFromTheFuture(request, host)) return answer(response, 401)
    // Bolt reads a form only under exactly this name.
    if (request.headers['content-type']?.toLowerCase().startsWith(`${FORM};`)) request.headers['content-type'] = FORM
    try {
      receiver.requestListener(request, response)
    } catch (error) {
      // Bolt throws for every path that it does not know.
      host.log.info('slack http', { method: request.method, pathname, reason: error instanceof Error ? error.name : 'unknown' })
      answer(response, 404)
    }
  })
  return {
    open: async () => {
      for (let failures = 1; !closing.aborted; failures++) {
        try {
          const port = await listening(server, where, host)
          host.log.info('slack http', { host: where.host, port })
          return
        } catch (error) {
          pulse.failed(error)
          pulse.link('down', unopened(where, error))
          await pause(backoff(failures, FIRST_RETRY_MS, MAX_RETRY_MS), closing)
        }
      }
    },
    close: async () => {
      if (!server.listening) return
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      await within(CLOSE_MS, closed)
      server.closeAllConnections()
    },
  }
}

function unopened({ host, port }: { host: string; port: number }, error: unknown): string {
  return `Nothing can listen on port ${port} of ${host} (${described(error)}): end the program that does, or set another SLACK_PORT. It is tried again.`
}

function listening(server: Server, where: { host: string; port: number }, host: Host): Promise<number> {
  return new Promise((resolve, reject) => {
    server.removeAllListeners('error')
    server.once('error', reject)
    server.listen({ host: where.host, port: where.port }, () => {
      server.removeAllListeners('error')
      server.on('error', (error) => host.log.error('slack http', { error }))
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function isFromTheFuture(request: IncomingMessage, host: Host): boolean {
  return Number(request.headers['x-slack-request-timestamp']) > host.now().getTime() / 1_000 + MAX_AHEAD_S
}

/** The state for everybody; the last error, which may name people's things, stays in the logs. */
function tellHealth(response: ServerResponse, { surface, state, problem, sinceMs, lastEventMs }: Health): void {
  response.writeHead(state === 'connected' ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify({ surface, state, problem, sinceMs, lastEventMs }))
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status)
  response.end()
}
