/** What the Discord adapter is told at start. */
import type { Draw } from '../../commands/command.ts'
import type { Log } from '../../src/log.ts'

export type DiscordSettings = {
  readonly token: string
  /** Base of the REST API, without a version: https://discord.com/api */
  readonly apiUrl: string
  /** Registers the commands in this one server, at once, instead of everywhere: for development. */
  readonly guild: string | null
  /** Ids of people who are managers beside those who may manage the server. */
  readonly managers: readonly string[]
  /** The message-content intent was granted: words in a thread need no mention. */
  readonly readsThreads: boolean
}
/** `draw`: pictures of what an answer tells over time; without it they are shown in characters. */
export type Host = { readonly log: Log; now(): Date; readonly draw?: Draw }

/** How long the adapter waits for what, in ms. */
export type Pace = {
  /** Longest that `start` waits for the first connection; it goes on trying behind it. */
  readonly startMs: number
  /** Between tries to connect where the network or Discord fails: doubled from the first to the second. */
  readonly reconnectMs: readonly [number, number]
  /** The same where only a person can mend it (token, intents): each try costs one of the 1,000 sessions a day. */
  readonly refusedMs: readonly [number, number]
  /** Between tries to register the commands. */
  readonly registerMs: readonly [number, number]
  /** Before each further try of a call that failed on its way; their number is the number of tries. */
  readonly againMs: readonly number[]
  /** A 429 that does not say how long: before the next call, doubled each time. */
  readonly unsaidMs: number
  /** Longest that one call may be held up by rate limits before it is given up. */
  readonly limitedMs: number
  /** Without a connection for so long, the surface counts as down. */
  readonly absentMs: number
  /** Of Discord's three seconds for an acknowledgement, what may be spent on finding out which one. */
  readonly decideMs: number
  /** Of the three seconds in which choices count, what may be spent on finding them. */
  readonly suggestMs: number
  /** Longest that `close` waits for answers in hand. */
  readonly closeMs: number
}
export const PACE: Pace = {
  startMs: 10_000,
  reconnectMs: [1_000, 60_000],
  refusedMs: [60_000, 900_000],
  registerMs: [15_000, 900_000],
  againMs: [100, 300, 1_500, 1_500, 5_000],
  unsaidMs: 1_000,
  limitedMs: 45_000,
  absentMs: 60_000,
  decideMs: 1_000,
  suggestMs: 2_000,
  closeMs: 10_000,
}

/** The base that REST appends `/v10` to: without a slash or a version at its end. */
export function apiBase(url: string): string {
  return url.replace(/\/+$/, '').replace(/\/v\d+$/, '')
}
