/** One hop when it is its host's turn, and what its answer means for the host's next turns. */
import { retryAfterMs } from './answer-headers.ts'
import { type FetchLimits, LATER_MS } from './fetch-limits.ts'
import type { FetchClock, HopAnswer, Transport } from './fetcher.ts'
import { openHostTurns } from './host-turns.ts'
import { type Failed, failed, inWords, saysLater } from './refusals.ts'
import type { Span } from './span.ts'
import { hostOf } from './web-address.ts'

export type Ask = {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly maxBytes: number
  readonly cuts: boolean
  readonly gapMs: number
}
export type No = { readonly no: Failed }
/** Throws what the transport throws, and the reason of the span's signal where it is aborted. */
export type AskInTurn = (ask: Ask, span: Span) => Promise<HopAnswer | No>

export function askingInTurn(transport: Transport, clock: FetchClock, limits: FetchLimits): AskInTurn {
  const turns = openHostTurns(clock, limits)
  return async ({ url, gapMs, ...hop }, span) => {
    const host = hostOf(url)
    const turn = await turns.take(host, gapMs, span)
    if ('why' in turn) return { no: postponed(host, turn.why, turn.postponedMs) }
    try {
      const timeoutMs = Math.min(limits.hopMs, span.endsMs - clock.now().getTime())
      if (timeoutMs <= 0) return { no: postponed(host, 'busy', gapMs) }
      const answer = await transport.request({ url, ...hop, timeoutMs, stop: span.signal })
      const restMs = restOf(answer, clock.now().getTime())
      if (restMs !== null) turns.block(host, restMs)
      return answer
    } finally {
      turn.leave()
    }
  }
}

function postponed(host: string, why: 'asked' | 'busy', postponedMs: number): Failed {
  const when = inWords(postponedMs)
  if (why === 'asked') return failed('later', `The server ${host} wants to be asked later, in ${when}.`, postponedMs)
  return failed(
    'later',
    `The turn of ${host} would come too late: it is asked one thing at a time, and is next free in ${when}.`,
    postponedMs,
  )
}

/** How long the host is left alone. Where 503 names no time, it may be one address of many that is out of order. */
function restOf({ status, headers }: HopAnswer, nowMs: number): number | null {
  if (!saysLater(status)) return null
  return retryAfterMs(headers, nowMs) ?? (status === 429 ? LATER_MS : null)
}
