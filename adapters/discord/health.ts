/** How the connection to Discord is, told by what was last heard of it: the client itself calls itself ready also when it is not. */
import type { Health } from '../../commands/command.ts'
import type { Host } from './settings.ts'

const MAX_MESSAGE = 300
const NEWS_MS = 60_000

export type HealthBook = {
  /** Something arrived from the gateway. */
  heard(): void
  /** Every shard is ready. */
  connected(): void
  /** The connection is gone and is being made again. */
  connecting(): void
  /** The gateway will not have us until `problem` is mended. */
  closed(problem: string): void
  /** REST does not take the token; null = it does again. */
  refused(problem: string | null): void
  /** It works, but less than it could; null = it does all again. */
  lacking(what: 'intent' | 'commands', problem: string | null): void
  /** True where it is news: not the same as in the last minute. */
  failed(error: unknown): boolean
  read(): Health
}

type State = { readonly state: Health['state']; readonly problem: string | null; readonly sinceMs: number }

export function openHealth(host: Host, absentMs: number): HealthBook {
  const nowMs = () => host.now().getTime()
  let gateway: State = { state: 'connecting', problem: null, sinceMs: nowMs() }
  let refusal: State | null = null
  let lastEventMs: number | null = null
  let lastError: Health['lastError'] = null
  let newsMs = 0
  const lacks = new Map<string, string>()
  const turn = (state: Health['state'], problem: string | null) => {
    if (gateway.state !== state || gateway.problem !== problem) gateway = { state, problem, sinceMs: nowMs() }
  }
  const now = (): State => {
    if (gateway.state === 'down') return gateway
    if (refusal !== null) return refusal
    const awayMs = nowMs() - gateway.sinceMs
    if (gateway.state === 'connecting' && awayMs >= absentMs)
      return {
        state: 'down',
        problem: `No connection to Discord for ${Math.round(awayMs / 1_000)} seconds; it is tried again and again. Check the network and https://discordstatus.com.`,
        sinceMs: gateway.sinceMs,
      }
    return gateway
  }
  return {
    heard() {
      lastEventMs = nowMs()
    },
    connected: () => turn('connected', null),
    connecting: () => turn('connecting', null),
    closed: (problem) => turn('down', problem),
    refused(problem) {
      refusal = problem === null ? null : { state: 'down', problem, sinceMs: refusal?.sinceMs ?? nowMs() }
    },
    lacking(what, problem) {
      if (problem === null) lacks.delete(what)
      else lacks.set(what, problem)
    },
    failed(error) {
      const before = lastError
      lastError = { atMs: nowMs(), message: told(error) }
      const isNews = before?.message !== lastError.message || lastError.atMs - newsMs >= NEWS_MS
      if (isNews) newsMs = lastError.atMs
      return isNews
    },
    read() {
      const { state, problem, sinceMs } = now()
      return { surface: 'discord', state, problem: problem ?? [...lacks.values()][0] ?? null, sinceMs, lastEventMs, lastError }
    },
  }
}

/** An error in one line. */
function told(error: unknown): string {
  const text = error instanceof Error ? (error.message === '' ? error.name : error.message) : String(error)
  return text.replace(/\s+/g, ' ').slice(0, MAX_MESSAGE)
}
