/**
 * A Discord server on 127.0.0.1 for the real discord.js: gateway and REST as documented, faults on demand, every outgoing body checked.
 * Tests end with `expect(peer.violations).toEqual([])` and `await peer.close()`.
 */
import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { type Asks, type Interacted, seen } from './discord-asks.ts'
import type { Attachment } from './discord-attachments.ts'
import { interactionRoutes } from './discord-callbacks.ts'
import { furnish, gather, populace } from './discord-cast.ts'
import { commandRoutes, type Registered } from './discord-commands.ts'
import { type Fault, type PlannedFault, planFaults } from './discord-faults.ts'
import { openGateway, type PeerGateway } from './discord-gateway.ts'
import { type Use, using } from './discord-interactions.ts'
import type { Limit, LimitName } from './discord-limits.ts'
import { messageRoutes } from './discord-message-routes.ts'
import { changes, records } from './discord-records.ts'
import { openRest } from './discord-rest.ts'
import { channelRoutes, peopleRoutes } from './discord-routes.ts'
import { type Say, speaking } from './discord-said.ts'
import { openWaiting } from './discord-waiting.ts'
import { INTENTS, openWorld } from './discord-world.ts'

/** A JSON object. */
export type Json = { readonly [name: string]: unknown }
export type Person = {
  readonly id: string
  readonly username: string
  readonly isBot: boolean
  /** What the person may do in the server, as a permission bit set; `null` = no member of the server. */
  readonly permissions: bigint | null
}
export type PeerChannel = {
  readonly id: string
  /** 0 text, 1 direct, 3 group direct, 11 public thread. */
  readonly type: 0 | 1 | 3 | 11
  readonly name: string
  /** null: direct. */
  readonly guild: string | null
  /** Of a thread: the channel that it is in. */
  readonly parent: string | null
}
/** A message as it stands now. */
export type PeerMessage = {
  readonly id: string
  readonly channel: string
  /** Id of the author. */
  readonly author: string
  readonly content: string
  /** As sent. */
  readonly components: readonly Json[]
  readonly embeds: readonly Json[]
  readonly attachments: readonly Attachment[]
  readonly flags: number
  readonly nonce: string | null
  /** The message that it replies to. */
  readonly replyTo: string | null
  /** The one person who sees it (ephemeral); null = everybody. */
  readonly to: string | null
  /** The interaction that it answers. */
  readonly interaction: string | null
  /** “Newsdesk is thinking…”: a deferred answer that has not come. */
  readonly isThinking: boolean
  /** Contents before each edit, oldest first. */
  readonly earlier: readonly string[]
  readonly isDeleted: boolean
  /** Reactions by the bot. */
  readonly reactions: readonly string[]
}
/** One REST call. */
export type Call = {
  readonly method: string
  /** Without /api/v10 and the query, ids in place, an interaction's token as `:token`: `/channels/1/messages`. */
  readonly path: string
  readonly query: string
  /** Of a multipart body its `payload_json`. */
  readonly body: unknown
  /** Names of the files in it. */
  readonly files: readonly string[]
  /** 0: never answered (reset, hang). */
  readonly status: number
  /** Epoch ms, real time. */
  readonly atMs: number
}
export type Deliver = Say & Use

export type DiscordOptions = {
  /** Epoch ms for ids, timestamps, the 15 minutes of interaction tokens and the minutes of nonces; default the real clock. */
  readonly now?: () => number
  /** Real ms within which an interaction must be acknowledged; default 3,000. Below 0 everything is too late. */
  readonly acknowledgeWithinMs?: number
  /** Default 41,250. */
  readonly heartbeatMs?: number
  /** Privileged intents that were granted: 1<<15 message content; default 0. */
  readonly grantedIntents?: number
  /** Recommended shards; default 1. */
  readonly shards?: number
  /** Calls a window of a bucket; the defaults are those of discord-limits.ts. */
  readonly limits?: Readonly<Partial<Record<LimitName, Limit>>>
  /** For so long a nonce makes no second message; default three minutes. */
  readonly nonceMs?: number
  /** Further people of the server, each with a text channel of their own; default 0. */
  readonly crowd?: number
}

export type DiscordPeer = {
  /** http://127.0.0.1:port/api */
  readonly apiUrl: string
  readonly token: string
  readonly applicationId: string
  readonly bot: Person
  readonly guild: { readonly id: string; readonly name: string }
  /** Another server, in which only people who installed the app for themselves use it. */
  readonly foreignGuild: { readonly id: string; readonly name: string }
  readonly people: {
    readonly ada: Person
    readonly ben: Person
    /** May manage the server. */
    readonly manager: Person
    readonly owner: Person
    /** Takes no direct messages. */
    readonly closed: Person
    readonly otherBot: Person
  }
  /** The bot's role, which can be pinged. */
  readonly botRole: string
  readonly channels: {
    readonly general: PeerChannel
    readonly second: PeerChannel
    readonly thread: PeerChannel
    /** The bot sees it but may not write. */
    readonly muted: PeerChannel
    /** The bot does not see it. */
    readonly hidden: PeerChannel
    /** In `foreignGuild`. */
    readonly foreign: PeerChannel
    /** A group of people without the bot. */
    readonly group: PeerChannel
  }
  readonly crowd: readonly { readonly by: Person; readonly channel: string }[]
  readonly calls: readonly Call[]
  /** The bot's messages that stand, oldest first; thinking ones too. */
  messages(channel?: string): readonly PeerMessage[]
  /** Any message, also deleted or by a person. */
  message(id: string): PeerMessage | null
  /** The direct channel of a person with the bot. */
  direct(person: Person): string
  /** Channel ids in which the bot showed that it types, oldest first. */
  readonly typing: readonly string[]
  readonly registered: { global(): readonly Json[]; guild(id: string): readonly Json[] }
  /** The last presence. */
  presence(): Json | null
  readonly gateway: PeerGateway
  /** What the bot sent that Discord, or this house, does not allow. */
  readonly violations: readonly string[]
  /** Meets the next `times` calls (default 1): `POST /channels/:id/messages`, `* /interactions/:id/:token/callback`, `* *`. Earlier plans first. */
  fault(route: string, fault: Fault, times?: number): PlannedFault
  /** 401 for every authorised call, 4004 for the gateway. */
  revokeToken(): void
  readonly deliver: Deliver
  /** Every interaction so far. */
  interactions(): readonly Interacted[]
  /** The bot's permissions in a channel from now on. */
  permit(channel: string, permissions: bigint): void
  /** Deletes a channel. */
  removeChannel(channel: string): void
  /** What the predicate gives once it is neither false, null nor undefined; rejects with `what` after `withinMs` (default 20,000). */
  waitFor<T>(predicate: () => T, what: string, withinMs?: number): Promise<NonNullable<T>>
  close(): Promise<void>
}

const NONCE_MS = 3 * 60_000

export async function openDiscordPeer(options: DiscordOptions = {}): Promise<DiscordPeer> {
  const parts = openParts(options)
  const { waiting, world, channels, crowd, secret, faults, registered, asks, gateway, rest, port } = parts
  gateway.attach(rest.server)
  await new Promise<void>((resolve) => rest.server.listen(0, '127.0.0.1', resolve))
  port.number = (rest.server.address() as AddressInfo).port
  const to = { world, dispatch: gateway.dispatch }
  const stage = { ...to, asks, registered, general: channels.general.id, waitFor: waiting.waitFor }
  return {
    apiUrl: `http://127.0.0.1:${port.number}/api`,
    token: secret.token,
    applicationId: world.application,
    bot: world.bot,
    ...populace(world),
    channels,
    crowd,
    ...records(world, gateway),
    calls: rest.calls,
    registered: { global: () => registered.get('') ?? [], guild: (id) => registered.get(id) ?? [] },
    gateway: gateway.steering,
    fault: (route, fault, times = 1) => faults.plan(route, fault, times),
    revokeToken() {
      secret.isRevoked = true
      gateway.steering.close(4004)
    },
    deliver: { ...speaking(to, channels.general.id), ...using(stage) },
    interactions: () => [...asks.byId.values()].map((ask) => seen(asks, ask, waiting.waitFor)),
    ...changes(world, gateway),
    waitFor: waiting.waitFor,
    async close() {
      for (const timer of asks.timers) clearTimeout(timer)
      // Whoever waits for a callback learns that none will come.
      for (const ask of asks.byId.values()) ask.isFailed ||= ask.response === null
      faults.releaseAll()
      waiting.stop()
      gateway.shut()
      rest.server.closeAllConnections()
      await new Promise((resolve) => rest.server.close(resolve))
    },
  }
}

function openParts(options: DiscordOptions) {
  const granted = options.grantedIntents ?? 0
  const waiting = openWaiting()
  const world = openWorld(options.now ?? Date.now, waiting.changed, (granted & INTENTS.content) !== 0, options.nonceMs ?? NONCE_MS)
  const port = { number: 0 }
  const secret = { token: tokenOf(world.bot.id), isRevoked: false }
  const faults = planFaults(waiting.changed)
  const registered: Registered = new Map()
  const asks: Asks = { world, acknowledgeWithinMs: options.acknowledgeWithinMs ?? 3_000, byId: new Map(), timers: new Set() }
  const gatewayUrl = () => `ws://127.0.0.1:${port.number}`
  const gateway = openGateway(world, {
    heartbeatMs: options.heartbeatMs ?? 41_250,
    granted,
    isToken: (token) => token === secret.token && !secret.isRevoked,
    url: () => `${gatewayUrl()}/resume`,
  })
  const to = { world, dispatch: gateway.dispatch }
  const rest = openRest({
    routes: [
      ...messageRoutes(to),
      ...channelRoutes(to),
      ...peopleRoutes(to, gatewayUrl, options.shards ?? 1, () => gateway.steering.identifies.length),
      ...commandRoutes(world, registered),
      ...interactionRoutes(to, asks),
    ],
    faults,
    limits: options.limits ?? {},
    isAuthorised: (header) => header === `Bot ${secret.token}` && !secret.isRevoked,
    violation: world.violation,
    changed: waiting.changed,
  })
  const channels = furnish(world)
  const crowd = gather(world, options.crowd ?? 0)
  return { waiting, world, channels, crowd, secret, faults, registered, asks, gateway, rest, port }
}

/** Of the form of a bot's token; it opens nothing else. */
function tokenOf(id: string): string {
  return `${Buffer.from(id).toString('base64url')}.${randomBytes(4).toString('hex')}.${randomBytes(20).toString('hex')}`
}
