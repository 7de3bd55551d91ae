/** What a Discord server knows: people, servers, channels, messages. Data, and the ids that grow with it. */
import type { Attachment } from './discord-attachments.ts'
import type { Json, PeerChannel, PeerMessage, Person } from './discord-peer.ts'

export const EPOCH_MS = 1_420_070_400_000
export const SUPPRESS_EMBEDS = 1 << 2
export const EPHEMERAL = 1 << 6
export const LOADING = 1 << 7
export const SUPPRESS_NOTIFICATIONS = 1 << 12
export const COMPONENTS_V2 = 1 << 15
export const INTENTS = {
  guilds: 1 << 0,
  members: 1 << 1,
  presences: 1 << 8,
  guildMessages: 1 << 9,
  guildReactions: 1 << 10,
  directMessages: 1 << 12,
  content: 1 << 15,
}
export const VIEW = 1n << 10n
export const SEND = 1n << 11n
export const HISTORY = 1n << 16n
export const MANAGE_GUILD = 1n << 5n
export const MANAGE_MESSAGES = 1n << 13n
export const SEND_IN_THREADS = 1n << 38n
export const ADD_REACTIONS = 1n << 6n
const CREATE_THREADS = 1n << 35n
const USE_COMMANDS = 1n << 31n
const EMBED_LINKS = 1n << 14n
export const ATTACH_FILES = 1n << 15n
/** What everybody in the server may do. */
export const USUAL = VIEW | SEND | HISTORY | SEND_IN_THREADS | ADD_REACTIONS | CREATE_THREADS | USE_COMMANDS | EMBED_LINKS | ATTACH_FILES
const ALL = (1n << 50n) - 1n

export type Server = {
  readonly id: string
  readonly name: string
  readonly owner: string
  readonly managerRole: string
  readonly botRole: string
}
export type ChannelState = PeerChannel & {
  /** Of a direct channel or a group: the people in it but the bot. */
  readonly recipients: readonly Person[]
  readonly createdMs: number
  /** The bot's permissions; of a thread those of its parent. */
  permissions: bigint
  last: string | null
  isGone: boolean
}
export type MessageState = {
  readonly id: string
  readonly channel: string
  readonly author: Person
  readonly type: number
  readonly atMs: number
  readonly replyTo: string | null
  readonly to: string | null
  readonly interaction: { readonly id: string; readonly type: number; readonly name: string | null; readonly user: Person } | null
  readonly webhook: string | null
  readonly attachments: readonly Json[]
  readonly nonce: string | number | null
  readonly earlier: string[]
  readonly reactions: Set<string>
  content: string
  components: readonly Json[]
  embeds: readonly Json[]
  /** What the bot attached. */
  files: readonly Attachment[]
  flags: number
  mentions: readonly string[]
  roles: readonly string[]
  everyone: boolean
  editedMs: number | null
  isDeleted: boolean
}
export type World = {
  now(): number
  /** A new id, greater than every one before. */
  id(): string
  /** Something happened: whoever waits looks again. */
  changed(): void
  violation(text: string): void
  readonly violations: readonly string[]
  readonly bot: Person
  readonly application: string
  readonly servers: { readonly home: Server; readonly foreign: Server }
  readonly people: Map<string, Person>
  readonly channels: Map<string, ChannelState>
  readonly messages: Map<string, MessageState>
  readonly typing: string[]
  /** The message-content intent was granted to the application. */
  readonly readsContent: boolean
  /** “The past few minutes” in which a nonce is not used twice. */
  readonly nonceMs: number
}

export function openWorld(now: () => number, changed: () => void, readsContent: boolean, nonceMs: number): World {
  const violations: string[] = []
  const id = ids(now)
  const person = (username: string, permissions: bigint | null, isBot = false): Person => ({ id: id(), username, isBot, permissions })
  const server = (name: string, owner: string): Server => ({ id: id(), name, owner, managerRole: id(), botRole: id() })
  const application = id()
  const bot: Person = { id: application, username: 'Newsdesk', isBot: true, permissions: USUAL }
  const owner = person('olga', ALL)
  const stranger = person('stranger', null)
  const known = [
    bot,
    person('ada', USUAL),
    person('ben', USUAL),
    person('mira', USUAL | MANAGE_GUILD),
    owner,
    person('clara', USUAL),
    person('relay', USUAL, true),
    stranger,
  ]
  return {
    now,
    id,
    changed,
    violation(text) {
      violations.push(text)
      changed()
    },
    violations,
    bot,
    application,
    servers: { home: server('Newsroom', owner.id), foreign: server('Elsewhere', stranger.id) },
    people: new Map(known.map((each) => [each.username, each])),
    channels: new Map(),
    messages: new Map(),
    typing: [],
    readsContent,
    nonceMs,
  }
}

/** Snowflakes: ms since 2015, 22 bits to tell those of one ms apart; they never go back, even where the clock does. */
function ids(now: () => number): () => string {
  let last = 0n
  return () => {
    const due = BigInt(Math.max(0, Math.floor(now()) - EPOCH_MS)) << 22n
    last = due > last ? due : last + 1n
    return String(last)
  }
}

export function personOf(world: World, id: string): Person | undefined {
  return [...world.people.values()].find((person) => person.id === id)
}

export function addChannel(
  world: World,
  what: Pick<PeerChannel, 'type' | 'name' | 'guild'> & {
    parent?: string
    recipients?: readonly Person[]
    permissions?: bigint
    id?: string
  },
): ChannelState {
  const channel: ChannelState = {
    id: what.id ?? world.id(),
    type: what.type,
    name: what.name,
    guild: what.guild,
    parent: what.parent ?? null,
    recipients: what.recipients ?? [],
    createdMs: world.now(),
    permissions: what.permissions ?? USUAL,
    last: null,
    isGone: false,
  }
  world.channels.set(channel.id, channel)
  return channel
}

/** The direct channel of a person with the bot, made where there is none. */
export function directChannel(world: World, person: Person): ChannelState {
  const there = [...world.channels.values()].find((channel) => channel.type === 1 && channel.recipients[0]?.id === person.id)
  return there ?? addChannel(world, { type: 1, name: '', guild: null, recipients: [person], permissions: ALL })
}

/** The bot's permissions in a channel; none where it is not. */
export function botPermissions(world: World, channel: ChannelState): bigint {
  if (channel.guild === world.servers.foreign.id || channel.type === 3) return 0n
  const parent = channel.parent === null ? undefined : world.channels.get(channel.parent)
  return (parent ?? channel).permissions
}

export type Draft = Partial<Omit<MessageState, 'id' | 'atMs'>> & Pick<MessageState, 'channel' | 'author'>

export function addMessage(world: World, draft: Draft): MessageState {
  const message: MessageState = {
    id: world.id(),
    atMs: world.now(),
    type: 0,
    replyTo: null,
    to: null,
    interaction: null,
    webhook: null,
    attachments: [],
    nonce: null,
    earlier: [],
    reactions: new Set(),
    content: '',
    components: [],
    embeds: [],
    files: [],
    flags: 0,
    mentions: [],
    roles: [],
    everyone: false,
    editedMs: null,
    isDeleted: false,
    ...draft,
  }
  world.messages.set(message.id, message)
  const channel = world.channels.get(message.channel)
  if (channel !== undefined && message.to === null) channel.last = message.id
  world.changed()
  return message
}

/** A message as a test sees it: a copy, which later events leave alone. */
export function shown(message: MessageState): PeerMessage {
  return {
    id: message.id,
    channel: message.channel,
    author: message.author.id,
    content: message.content,
    components: message.components,
    embeds: message.embeds,
    attachments: message.files,
    flags: message.flags,
    nonce: message.nonce === null ? null : String(message.nonce),
    replyTo: message.replyTo,
    to: message.to,
    interaction: message.interaction?.id ?? null,
    isThinking: (message.flags & LOADING) !== 0,
    earlier: [...message.earlier],
    isDeleted: message.isDeleted,
    reactions: [...message.reactions],
  }
}
