/** What Slack hands out with each interaction: an address that takes five messages within half an hour, also where the bot is no member. */
import { CALL_TIMEOUT_MS } from './client.ts'
import { DEFAULT_WAIT_MS, refused } from './failure.ts'
import type { Host } from './settings.ts'
import { keep } from './wait.ts'

const MAX_USES = 5
const USABLE_MS = 30 * 60_000
/** Not tried on the last seconds: the message would be refused on its way. */
const MARGIN_MS = 10_000
const MAX_KNOWN = 10_000
const MAX_REPLY = 500

export type ReplyUrls = {
  /** Whether it is worth trying: uses and time are left. `sinceMs`: when it was handed out. */
  isUsable(url: string, sinceMs: number): boolean
  /** Throws as the Web API client does: with the same codes, so that failure.ts reads it. */
  send(url: string, message: Readonly<Record<string, unknown>>): Promise<void>
}

/** Counts are kept in memory: after a restart Slack refuses what is used up, and says so. */
export function openReplyUrls(host: Host): ReplyUrls {
  const uses = new Map<string, number>()
  return {
    isUsable: (url, sinceMs) => (uses.get(url) ?? 0) < MAX_USES && host.now().getTime() < sinceMs + USABLE_MS - MARGIN_MS,
    send: async (url, message) => {
      keep(uses, url, (uses.get(url) ?? 0) + 1, MAX_KNOWN)
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(message),
        redirect: 'error',
        signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
      })
      const said = (await response.text()).slice(0, MAX_REPLY)
      if (response.status === 429) throw limited(response.headers.get('retry-after'))
      if (response.status >= 500) throw coded('slack_webapi_http_error', said, { statusCode: response.status })
      if (!response.ok || /"ok"\s*:\s*false/.test(said)) throw refused(wordIn(said), `A response_url answered: ${said}`)
    },
  }
}

function limited(seconds: string | null): Error {
  const retryAfter = /^\s*\d+/.test(seconds ?? '') ? Number.parseInt(seconds ?? '', 10) : DEFAULT_WAIT_MS / 1_000
  return coded('slack_webapi_rate_limited_error', 'too many messages', { retryAfter })
}

/** `expired_url`, bare or in JSON. */
function wordIn(said: string): string {
  return /"error"\s*:\s*"(\w+)"/.exec(said)?.[1] ?? /^[a-z_]+$/.exec(said.trim())?.[0] ?? 'refused'
}

function coded(code: string, said: string, fields: Readonly<Record<string, unknown>>): Error {
  return Object.assign(new Error(`A response_url answered: ${said}`), { code, ...fields })
}
