/** Interactions that people started, and what the bot has made of each so far. */
import { randomBytes } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import type { Json, PeerMessage, Person } from './discord-peer.ts'
import { LOADING, shown, type World } from './discord-world.ts'

/** An interaction from the person's side. */
export type Interacted = {
  readonly id: string
  readonly token: string
  readonly by: string
  readonly channel: string
  /** First callback: its type (4–9) and data; null while there is none. */
  response(): { readonly type: number; readonly data: Json } | null
  /** “The application did not respond”: no callback within the time for one. */
  isFailed(): boolean
  /** The answer as it stands now (thinking, edited, deleted …); null where there is none. After a deferred update: the pressed message. */
  message(): PeerMessage | null
  /** Those that stand, oldest first. */
  followUps(): readonly PeerMessage[]
  /** Resolved when the answer stands and is no longer thinking; rejects where it failed, or after `withinMs` (default 20,000). */
  answered(withinMs?: number): Promise<PeerMessage>
}
export const COMMAND = 2
export const COMPONENT = 3
export const AUTOCOMPLETE = 4
export type Ask = {
  readonly id: string
  readonly token: string
  readonly type: typeof COMMAND | typeof COMPONENT | typeof AUTOCOMPLETE
  readonly by: Person
  readonly channel: string
  /** Of a command, with its subcommand. */
  readonly name: string | null
  /** The message whose component was used. */
  readonly source: string | null
  /** A message command. */
  readonly isContextMenu: boolean
  /** Only installed for the person, not in the server. */
  readonly isUserOnly: boolean
  readonly atMs: number
  /** By the real clock. */
  readonly startedMs: number
  readonly followUps: string[]
  response: { readonly type: number; readonly data: Json } | null
  original: string | null
  isFailed: boolean
}
export type Asks = {
  readonly world: World
  readonly acknowledgeWithinMs: number
  readonly byId: Map<string, Ask>
  readonly timers: Set<NodeJS.Timeout>
}

/** The 3-second clock starts; who does not acknowledge in time has failed. */
export function start(
  asks: Asks,
  what: Pick<Ask, 'id' | 'type' | 'by' | 'channel' | 'name' | 'source' | 'isContextMenu' | 'isUserOnly'>,
): Ask {
  const { world } = asks
  const ask: Ask = {
    ...what,
    token: randomBytes(60).toString('base64url'),
    atMs: world.now(),
    startedMs: performance.now(),
    followUps: [],
    response: null,
    original: null,
    isFailed: false,
  }
  asks.byId.set(ask.id, ask)
  const timer = setTimeout(
    () => {
      asks.timers.delete(timer)
      ask.isFailed = ask.response === null
      world.changed()
    },
    Math.max(0, asks.acknowledgeWithinMs),
  )
  asks.timers.add(timer)
  return ask
}

export function isLate(asks: Asks, ask: Ask): boolean {
  return ask.isFailed || performance.now() - ask.startedMs > asks.acknowledgeWithinMs
}

type WaitFor = <T>(predicate: () => T, what: string, withinMs?: number) => Promise<NonNullable<T>>

export function seen({ world }: Asks, ask: Ask, waitFor: WaitFor): Interacted {
  const message = () => {
    const found = world.messages.get(ask.original ?? '')
    return found === undefined ? null : shown(found)
  }
  const isAnswer = (found: PeerMessage | null) => found !== null && !found.isDeleted && (found.flags & LOADING) === 0
  return {
    id: ask.id,
    token: ask.token,
    by: ask.by.id,
    channel: ask.channel,
    message,
    response: () => ask.response,
    isFailed: () => ask.isFailed,
    followUps: () =>
      ask.followUps
        .flatMap((id) => world.messages.get(id) ?? [])
        .filter((each) => !each.isDeleted)
        .map(shown),
    async answered(withinMs) {
      await waitFor(() => ask.isFailed || isAnswer(message()), `the answer to ${ask.name ?? 'a press'}`, withinMs)
      const found = message()
      if (ask.isFailed || found === null) throw new Error(`The application did not respond to ${ask.name ?? 'a press'}`)
      return found
    },
  }
}
