/** Keeps one client connected: what discord.js does not recover from by itself gets a new client, after a pause. */
import { setTimeout as delay } from 'node:timers/promises'
import {
  type APIInteraction,
  type Client,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
  GatewayDispatchEvents,
  type GatewayMessageCreateDispatchData,
  type GatewayReadyDispatchData,
  type RESTOptions,
} from 'discord.js'
import { newClient } from './client.ts'
import { within } from './deadline.ts'
import { TOKEN_REFUSED } from './faults.ts'
import type { HealthBook } from './health.ts'
import type { DiscordSettings, Host, Pace } from './settings.ts'

const NO_CONTENT =
  'Discord does not grant the message content intent, so that words in a thread need a mention. Switch it on at https://discord.com/developers/applications (Bot, Message Content Intent) and restart, or set that threads are not read.'

/** Longest that `close` waits for a connection that is just being made. */
const GOODBYE_MS = 3_000

export type Ears = {
  /** Every shard is ready, after a new start. */
  ready(applicationId: string): void
  message(data: GatewayMessageCreateDispatchData): void
  interaction(data: APIInteraction): void
}
export type Gateway = {
  /** Resolved when it is connected, or at the first failure, or after `startMs`. */
  start(): Promise<void>
  /** For what it keeps of channels and roles; null while there is none. */
  client(): Client | null
  /** The bot's own user id; null before it was ever connected. */
  me(): string | null
  /** Whether words come without a mention, too. */
  readsContent(): boolean
  close(): Promise<void>
}
type Connection = { readonly client: Client; readonly ended: AbortController }
/** What changes while it is kept connected. */
type Kept = {
  readonly settings: DiscordSettings
  readonly rest: Partial<RESTOptions>
  readonly host: Host
  readonly pace: Pace
  readonly health: HealthBook
  readonly ears: Ears
  readonly over: AbortController
  readonly started: PromiseWithResolvers<void>
  current: Connection | null
  me: string | null
  readsContent: boolean
  failures: number
}

export function openGateway(given: Pick<Kept, 'settings' | 'rest' | 'host' | 'pace' | 'health' | 'ears'>): Gateway {
  const kept: Kept = {
    ...given,
    over: new AbortController(),
    started: Promise.withResolvers<void>(),
    current: null,
    me: null,
    readsContent: given.settings.readsThreads,
    failures: 0,
  }
  return {
    async start() {
      void connect(kept)
      await within(kept.pace.startMs, undefined, kept.started.promise)
    },
    client: () => kept.current?.client ?? null,
    me: () => kept.me,
    readsContent: () => kept.readsContent,
    async close() {
      kept.over.abort()
      kept.started.resolve()
      if (kept.current !== null) await within(GOODBYE_MS, undefined, end(kept.current, kept))
      kept.current = null
    },
  }
}

async function connect(kept: Kept): Promise<void> {
  const ended = new AbortController()
  const connection = { client: newClient(kept.rest, kept.readsContent, ended.signal), ended }
  kept.current = connection
  attend(connection, kept)
  try {
    await connection.client.login(kept.settings.token)
  } catch (error) {
    await lost(connection, kept, refusalOf(error), error)
  }
}

/** `refusal`: what a person has to mend; null = it may work the next time. */
async function lost(connection: Connection, kept: Kept, refusal: string | null, error: unknown): Promise<void> {
  if (!isCurrent(connection, kept)) return
  const { health, host, pace } = kept
  kept.current = null
  health.failed(error)
  host.log.warn('discord.lost', { error, refusal })
  if (refusal === null) health.connecting()
  else health.closed(refusal)
  kept.started.resolve()
  await end(connection, kept)
  const [firstMs, mostMs] = refusal === null ? pace.reconnectMs : pace.refusedMs
  try {
    await delay(Math.min(firstMs * 2 ** kept.failures++, mostMs), undefined, { signal: kept.over.signal })
  } catch {
    return // closed meanwhile
  }
  void connect(kept)
}

async function end({ client, ended }: Connection, { host }: Kept): Promise<void> {
  ended.abort()
  client.ws.removeAllListeners()
  await client.destroy().catch((error) => host.log.debug('discord.destroy', { error }))
}

function isCurrent(connection: Connection, kept: Kept): boolean {
  return kept.current === connection && !kept.over.signal.aborted
}

function attend(connection: Connection, kept: Kept): void {
  const { health, ears, host } = kept
  const { client } = connection
  const up = new Set<number>()
  const listen = <T>(event: GatewayDispatchEvents, hear: (data: T, shard: number) => void) =>
    client.ws.on(event, (data: T, shard) => {
      if (!isCurrent(connection, kept)) return
      health.heard()
      hear(data, shard)
    })
  const isAllUp = (shard: number): boolean => {
    up.add(shard)
    if (up.size < client.ws.shards.size) return false
    kept.failures = 0
    health.connected()
    kept.started.resolve()
    return true
  }
  listen<GatewayReadyDispatchData>(GatewayDispatchEvents.Ready, (data, shard) => {
    kept.me = data.user.id
    if (isAllUp(shard)) ears.ready(data.application.id)
  })
  listen(GatewayDispatchEvents.Resumed, (_data, shard) => void isAllUp(shard))
  // As they arrive, not as messageCreate and interactionCreate, which discord.js does not emit for channels that it does not know.
  listen<GatewayMessageCreateDispatchData>(GatewayDispatchEvents.MessageCreate, (data) => ears.message(data))
  listen<APIInteraction>(GatewayDispatchEvents.InteractionCreate, (data) => ears.interaction(data))
  client.on(Events.ShardReconnecting, (shard) => {
    up.delete(shard)
    if (isCurrent(connection, kept)) health.connecting()
  })
  client.on(Events.ShardDisconnect, ({ code }) => void closed(connection, kept, code))
  client.on(Events.Invalidated, () => void lost(connection, kept, null, new Error('Discord ended the session.')))
  client.on(Events.Warn, (message) => host.log.warn('discord.warn', { message }))
  client.on(Events.Debug, (message) => host.log.debug('discord.debug', { message }))
  // Without a listener for each of these two, an error would end the process.
  const failed = (error: Error) => {
    // Out of reach, it is tried twice a second.
    const isNews = isCurrent(connection, kept) && health.failed(error)
    host.log[isNews ? 'warn' : 'debug']('discord.client', { error })
  }
  client.on(Events.Error, failed)
  client.on(Events.ShardError, failed)
}

async function closed(connection: Connection, kept: Kept, code: number): Promise<void> {
  if (!isCurrent(connection, kept)) return
  if (code === GatewayCloseCodes.DisallowedIntents && kept.readsContent) {
    kept.readsContent = false
    kept.health.lacking('intent', NO_CONTENT)
    await lost(connection, kept, null, new Error(NO_CONTENT))
    return
  }
  const error = new Error(`Discord closed the connection for good, with code ${code} (${GatewayCloseCodes[code] ?? 'unknown'}).`)
  await lost(connection, kept, refusalOfCode(code), error)
}

function refusalOf(error: unknown): string | null {
  return error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid ? TOKEN_REFUSED : null
}

function refusalOfCode(code: number): string | null {
  if (code === GatewayCloseCodes.AuthenticationFailed) return TOKEN_REFUSED
  // More servers than one connection may carry: a new client asks anew how many it takes.
  if (code === GatewayCloseCodes.ShardingRequired) return null
  if (code === GatewayCloseCodes.DisallowedIntents)
    return 'Discord does not grant the intents that Newsdesk asks for (4014). Look at https://discord.com/developers/applications (Bot, Privileged Gateway Intents) and restart.'
  return `Discord closed the connection for good, with code ${code}. Update Newsdesk, or restart it to try again.`
}
