/** The Web API client: one for all workspaces, the token with each call. It never waits, retries or logs by itself: that is ours to do (calls.ts). */
import { LogLevel, webApi } from '@slack/bolt'
import type { Log } from '../../src/log.ts'
import { DEFAULT_WAIT_MS } from './failure.ts'

export const CALL_TIMEOUT_MS = 10_000
const MAX_LOGGED = 300

export type ClientOptions = NonNullable<ConstructorParameters<typeof webApi.WebClient>[1]>
/** What Bolt and the clients log with; made here so that payloads, which they log at `debug`, go nowhere. */
export type BoltLogger = NonNullable<ClientOptions['logger']>

/** A new object each time: the Socket Mode client changes the one that it is given. */
export function clientOptions(apiUrl: string, log: Log): ClientOptions {
  return {
    slackApiUrl: apiUrl,
    logger: boltLogger(log),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: CALL_TIMEOUT_MS,
    fetch: withRetryAfter,
  }
}

export function webClient(apiUrl: string, log: Log): webApi.WebClient {
  return new webApi.WebClient(undefined, clientOptions(apiUrl, log))
}

/** The client knows a 429 for what it is only with a whole number of seconds in its header. */
const withRetryAfter: NonNullable<ClientOptions['fetch']> = async (url, init) => {
  const response = await fetch(url, init as RequestInit)
  if (response.status !== 429 || /^\s*\d+/.test(response.headers.get('retry-after') ?? '')) return response
  const headers = new Headers(response.headers)
  headers.set('retry-after', String(DEFAULT_WAIT_MS / 1_000))
  return new Response(response.body, { status: 429, statusText: response.statusText, headers })
}

export function boltLogger(log: Log): BoltLogger {
  const line = (parts: readonly unknown[]): string => {
    const text = parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ')
    return text.replace(/\b(https?|wss?):\/\/([^\s/]+)\S*/g, '$1://$2/…').slice(0, MAX_LOGGED)
  }
  return {
    error: (...parts) => log.warn('slack client', { said: line(parts) }),
    warn: (...parts) => log.info('slack client', { said: line(parts) }),
    info: () => undefined,
    debug: () => undefined,
    setLevel: () => undefined,
    setName: () => undefined,
    getLevel: () => LogLevel.WARN,
  }
}
