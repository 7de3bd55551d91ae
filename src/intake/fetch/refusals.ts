/** What a status that is no success means, in a sentence for people. */
import { retryAfterMs } from './answer-headers.ts'
import { LATER_MS } from './fetch-limits.ts'
import type { Fetched, FetchFault, HopAnswer } from './fetcher.ts'
import { shown } from './web-address.ts'

export type Failed = Extract<Fetched, { readonly kind: 'failed' }>

export function failed(fault: FetchFault, reason: string, retryMs: number | null = null): Failed {
  return { kind: 'failed', fault, reason, retryMs }
}

/** Whether the server wants to be left alone for now. */
export function saysLater(status: number): boolean {
  return status === 429 || status === 503
}

/** Of an answer that is neither 200 nor an expected 304. */
export function refusalOf({ status, headers }: HopAnswer, url: URL, nowMs: number): Failed {
  const retryMs = retryAfterMs(headers, nowMs)
  const [fault, words] = meaningOf(status, retryMs)
  // A fault of its own passes.
  const isPassing = saysLater(status) || status >= 500
  return failed(fault, `The server of ${shown(url)} answers ${status}: ${words}.`, isPassing ? (retryMs ?? LATER_MS) : retryMs)
}

function meaningOf(status: number, retryMs: number | null): readonly [FetchFault, string] {
  if (saysLater(status)) {
    const when = retryMs === null ? '' : `, in ${inWords(retryMs)}`
    return ['later', status === 429 ? `it is asked too often, and wants to be asked later${when}` : `it is not available, try later${when}`]
  }
  return MEANINGS.get(status) ?? ['status', otherwise(status)]
}

const MEANINGS: ReadonlyMap<number, readonly [FetchFault, string]> = new Map([
  [304, ['status', 'nothing has changed, though it was not asked whether it has']],
  [401, ['status', 'it wants a login']],
  [402, ['status', 'it wants to be paid']],
  [403, ['status', 'it refuses to give this to us']],
  [404, ['gone', 'there is nothing at this address']],
  [407, ['status', 'it wants a login']],
  [410, ['gone', 'what was there is gone for good']],
  [451, ['status', 'it is withheld for legal reasons']],
])

function otherwise(status: number): string {
  if (status >= 500) return 'it has a fault of its own'
  if (status >= 400) return 'it refuses the request'
  if (status >= 300) return 'it sends elsewhere, and does not say where'
  return 'it sends something other than the whole'
}

/** 90 s → “2 minutes”. */
export function inWords(ms: number): string {
  const [amount, unit] =
    ms < 60_000
      ? [Math.ceil(ms / 1_000), 'second']
      : ms < 3_600_000
        ? [Math.ceil(ms / 60_000), 'minute']
        : [Math.ceil(ms / 3_600_000), 'hour']
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`
}
