/** Discord's REST API as the adapter needs it: what may be called again, and how long a call may be held up. */
import { setTimeout as delay } from 'node:timers/promises'
import { DefaultRestOptions, REST, RESTEvents, type RESTOptions, Routes } from 'discord.js'
import { faultOf, isUnsent, TOKEN_REFUSED, TokenRefused } from './faults.ts'
import type { HealthBook } from './health.ts'
import { openPatience, type Patience } from './patience.ts'
import { apiBase, type DiscordSettings, type Host, type Pace } from './settings.ts'

const VERSION = '10'
const CALL_MS = 5_000
/** All tries of one call together, an answer that never ends included. Above what rate limits may hold it up for. */
const DEADLINE_MS = 60_000

/** `bot` calls as the bot; `hook` answers interactions, whose token is in the path. Neither calls twice by itself: what became of each call is to be seen here. */
export type Api = {
  readonly bot: REST
  readonly hook: REST
  /** A call that may be made any number of times: tries again what failed on its way. */
  repeat<T>(call: Call<T>): Promise<T>
  /**
   * A call that must take effect once. Where its failure leaves that open, `findOut` says what it led to: a result, null = nothing; it throws
   * where that cannot be known.
   */
  once<T>(call: Call<T>, findOut: (error: unknown) => Promise<T | null>): Promise<T>
  close(): void
}
export type Call<T> = (signal: AbortSignal) => Promise<T>

/** Of every REST client here, the one inside discord.js included. */
export function restOptions(settings: DiscordSettings, patience: Patience): Partial<RESTOptions> {
  return {
    api: apiBase(settings.apiUrl),
    version: VERSION,
    timeout: CALL_MS,
    rejectOnRateLimit: (limit) => patience.isOver(limit),
    makeRequest: async (url, init) => await DefaultRestOptions.makeRequest(url, await encoded(init)),
  }
}

type Init = Parameters<RESTOptions['makeRequest']>[1]
/** A form as bytes: the HTTP client of this process may be of another version than discord.js's own, and then takes no form of it. */
async function encoded(init: Init): Promise<Init> {
  if (!(init.body instanceof FormData)) return init
  const form = new Response(init.body)
  const headers = { ...(init.headers as Record<string, string>), 'content-type': form.headers.get('content-type') ?? '' }
  return { ...init, headers, body: new Uint8Array(await form.arrayBuffer()) }
}

export function openApi(settings: DiscordSettings, host: Host, pace: Pace, health: HealthBook): Api {
  const patience = openPatience(host, pace)
  const options = restOptions(settings, patience)
  const bot = new REST({ ...options, retries: 0 }).setToken(settings.token)
  const hook = new REST({ ...options, retries: 0 })
  for (const rest of [bot, hook])
    rest.on(RESTEvents.Response, ({ method, path }, { status }) => {
      if (status !== 429) patience.passed(method, `${options.api}/v${VERSION}${path}`)
    })
  const over = new AbortController()
  let isRefused = false

  /** discord.js drops the token at the first 401, which spares the address a ban; now and then it is tried once more. */
  const mend = async () => {
    for (let waitMs = pace.refusedMs[0]; !over.signal.aborted; waitMs = Math.min(waitMs * 2, pace.refusedMs[1])) {
      try {
        await delay(waitMs, undefined, { signal: over.signal })
        await bot.setToken(settings.token).get(Routes.user())
        isRefused = false
        health.refused(null)
        return
      } catch (error) {
        if (!over.signal.aborted) health.failed(error)
      }
    }
  }
  bot.on(RESTEvents.Response, (_request, response) => {
    if (response.status !== 401 || isRefused) return
    isRefused = true
    health.refused(TOKEN_REFUSED)
    void mend()
  })

  const tried = async <T>(call: Call<T>, findOut: (error: unknown) => Promise<T | null>): Promise<T> => {
    const signal = AbortSignal.any([over.signal, AbortSignal.timeout(DEADLINE_MS)])
    for (const waitMs of [...pace.againMs, null]) {
      try {
        return await call(signal)
      } catch (error) {
        // Without its token discord.js refuses to call at all, with an error of no particular kind.
        if (isRefused && faultOf(error) === 'wrong') throw new TokenRefused()
        if (faultOf(error) !== 'passing' || signal.aborted) throw error
        if (waitMs !== null) await delay(waitMs, undefined, { signal })
        const found = isUnsent(error) ? null : await findOut(error)
        if (found !== null) return found
        if (waitMs === null) throw error
        host.log.debug('discord.again', { error })
      }
    }
    throw new Error('A call without tries')
  }
  return {
    bot,
    hook,
    repeat: (call) => tried(call, async () => null),
    once: tried,
    close() {
      over.abort()
      for (const rest of [bot, hook]) {
        rest.clearHashSweeper()
        rest.clearHandlerSweeper()
      }
    },
  }
}
