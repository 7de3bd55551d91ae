/** Calls of the Web API: rate limits are waited out in the channel that hit them, and nothing that may have been done is done again unasked. */
import type { webApi } from '@slack/bolt'
import { described, failureOf, isDeadToken, refusal, refused } from './failure.ts'
import type { Pulse } from './health.ts'
import type { Host } from './settings.ts'
import { backoff, keep, pause } from './wait.ts'
import type { Workspaces } from './workspaces.ts'

/** What one call may wait in all, before and between its tries. */
const MAX_WAIT_MS = 45_000
const MAX_TRIES = 6
const FIRST_RETRY_MS = 500
const MAX_RETRY_MS = 8_000
/** A request that timed out may still be done a while later: it is looked for again before it is repeated. */
const LATE_MS = 4_000
const MAX_LANES = 10_000
/** Refused because it was so before. */
const DONE_BEFORE = new Set(['already_reacted', 'no_reaction'])

/**
 * Whether a call that may have been done is done again. A function looks whether it was, and returns what came of it, or null; it throws
 * where that cannot be seen.
 */
export type Again<T> = 'yes' | 'no' | (() => Promise<T | null>)
export type Fields = Readonly<Record<string, unknown>>
export type Result = { readonly ok: boolean } & Fields
export type Calls = {
  /** Calls a method with the workspace's token. Throws what the client throws. */
  once(team: string, method: string, fields: Fields): Promise<Result>
  /** Does `act` until it is done, within the bounds above. `lane`: what a rate limit holds up, such as `T1:C1`. Throws with the reason where it could not be done, or where that cannot be known. */
  persist<T>(lane: string, act: () => Promise<T>, again: Again<T>): Promise<T>
  /** What nobody waits for: a failure is logged. True where it is done, now or before. */
  attempt(team: string, method: string, fields: Fields): Promise<boolean>
}

export function openCalls(client: webApi.WebClient, workspaces: Workspaces, pulse: Pulse, host: Host, closing: AbortSignal): Calls {
  /** Until when a lane is not to be used, in ms of the monotonic clock: what is waited for is a length, no date. */
  const lanes = new Map<string, number>()

  const once: Calls['once'] = async (team, method, fields) => {
    const token = await workspaces.tokenOf(team).catch((error: unknown) => {
      throw refused('no_token', described(error), error)
    })
    try {
      const result = await client.apiCall(method, { ...fields, token })
      workspaces.answered(team)
      return result as unknown as Result
    } catch (error) {
      const code = refusal(error)
      if (isDeadToken(code)) workspaces.refused(team, code)
      else if (code === null) pulse.failed(error)
      throw error
    }
  }
  return {
    once,
    persist: async (lane, act, again) => {
      let waitedMs = 0
      const wait = async (ms: number, error: unknown): Promise<void> => {
        waitedMs += ms
        if (waitedMs > MAX_WAIT_MS || !(await pause(ms, closing)))
          throw new Error(`Slack could not be told: ${described(error)}`, { cause: error })
      }
      for (let tries = 1; ; tries++) {
        const heldMs = (lanes.get(lane) ?? 0) - performance.now()
        if (heldMs > 0) await wait(heldMs, new Error('Slack’s rate limit of the channel lasts longer than an answer can wait'))
        try {
          return await act()
        } catch (error) {
          const failure = failureOf(error)
          if (failure.kind === 'refused' || tries === MAX_TRIES) throw error
          if (failure.kind === 'limited') keep(lanes, lane, performance.now() + failure.afterMs, MAX_LANES)
          if (failure.kind === 'unknown') {
            if (again === 'no') throw new Error(`Whether Slack did it cannot be known: ${described(error)}`, { cause: error })
            const found = again === 'yes' ? null : await foundLater(again, failure.timedOut ? [0, LATE_MS] : [0], wait, error)
            if (found !== null) return found
          }
          await wait(failure.kind === 'limited' ? failure.afterMs : backoff(tries, FIRST_RETRY_MS, MAX_RETRY_MS), error)
        }
      }
    },
    attempt: async (team, method, fields) => {
      try {
        await once(team, method, fields)
        return true
      } catch (error) {
        if (DONE_BEFORE.has(refusal(error) ?? '')) return true
        host.log.info('slack call failed', { method, reason: described(error) })
        return false
      }
    },
  }
}

async function foundLater<T>(
  look: () => Promise<T | null>,
  delaysMs: readonly number[],
  wait: (ms: number, error: unknown) => Promise<void>,
  error: unknown,
): Promise<T | null> {
  for (const delayMs of delaysMs) {
    await wait(delayMs, error)
    try {
      const found = await look()
      if (found !== null) return found
    } catch (unseen) {
      throw new Error(`Whether Slack did it cannot be known: ${described(error)}; it cannot be read back: ${described(unseen)}`, {
        cause: error,
      })
    }
  }
  return null
}
