/** What Slack remembers: workspaces, people, channels, messages, and what it noticed about the bot. */
import { randomBytes } from 'node:crypto'
import {
  type Channels,
  type Fields,
  isFields,
  type People,
  type PublishedHome,
  type Reaction,
  type SlackCall,
  type SlackMessage,
  type SlackPeerOptions,
  type SuggestedPrompts,
  type ThreadStatus,
  type Workspace,
} from './slack-contract.ts'
import type { KeptFile } from './slack-files.ts'
import { ALL_EVENTS, ALL_SCOPES } from './slack-granted.ts'

type Writable<T> = { -readonly [K in keyof T]: T[K] }
export type KeptMessage = Writable<SlackMessage>
export type KeptCall = Writable<SlackCall>
export type Channel = {
  readonly id: string
  readonly name: string
  readonly kind: 'public' | 'private' | 'im'
  readonly user: string | null
  hasBot: boolean
  isArchived: boolean
}
export type Person = {
  readonly id: string
  readonly name: string
  readonly isAdmin: boolean
  readonly isOwner: boolean
  readonly isBot: boolean
}
export type KeptWorkspace = Writable<Workspace> & {
  readonly persons: ReadonlyMap<string, Person>
  readonly rooms: Map<string, Channel>
  tokenState: 'good' | 'revoked' | 'uninstalled' | 'none'
}

/** What a code of the consent page is good for, once. */
export type Grant = {
  readonly workspace: KeptWorkspace
  readonly redirectUri: string | null
  readonly scopes: readonly string[]
  readonly atMs: number
}

/** The parts are changed in place by the files of the peer; each change is told by `changed`. */
export type Platform = {
  readonly now: () => number
  readonly options: SlackPeerOptions
  readonly events: ReadonlySet<string>
  readonly appId: string
  readonly appToken: string
  readonly signingSecret: string
  readonly clientId: string
  readonly clientSecret: string
  readonly verificationToken: string
  /** `http://127.0.0.1:port`, once it listens. */
  origin: string
  /** Of sockets that may be opened, each once. */
  readonly tickets: Set<string>
  readonly oauth: {
    readonly codes: Map<string, Grant>
    readonly consents: { readonly scopes: readonly string[]; readonly redirectUri: string | null; readonly state: string | null }[]
    /** What the person at the consent page will do. */
    plan: { readonly team: string | null; readonly deny: boolean }
    /** Where Slack sends people back to when the app names no address: what its settings say. */
    redirectUri: string | null
  }
  appTokenState: 'good' | 'revoked'
  readonly workspaces: Map<string, KeptWorkspace>
  readonly messages: KeptMessage[]
  readonly calls: KeptCall[]
  readonly violations: string[]
  readonly failures: Error[]
  readonly crowded: { channel: string; afterMs: number }[]
  readonly reactions: Reaction[]
  readonly everyReaction: Reaction[]
  readonly statuses: ThreadStatus[]
  readonly prompts: SuggestedPrompts[]
  readonly titles: { channel: string; thread: string; title: string }[]
  readonly homes: Map<string, PublishedHome>
  readonly files: KeptFile[]
  /** A message ts, later than all before it. */
  nextTs(): string
  /** Wakes those who wait for something to be so. */
  changed(): void
  readonly watchers: Set<() => void>
  /** Told of what the bot did in a channel, so that it hears of it like everybody else. */
  echo: (event: Fields, workspace: KeptWorkspace) => void
}

const MAX_CALLS = 100_000

export function createPlatform(options: SlackPeerOptions): Platform {
  const now = options.now ?? Date.now
  const watchers = new Set<() => void>()
  let lastMicros = 0
  const platform: Platform = {
    now,
    options,
    events: new Set(options.events ?? ALL_EVENTS),
    appId: 'A0NEWSDESK1',
    appToken: `xapp-1-A0NEWSDESK1-${secret()}`,
    signingSecret: secret(),
    clientId: '1000000001.2000000002',
    clientSecret: secret(),
    verificationToken: secret(),
    origin: '',
    tickets: new Set(),
    oauth: { codes: new Map(), consents: [], plan: { team: null, deny: false }, redirectUri: null },
    appTokenState: 'good',
    workspaces: new Map(),
    messages: [],
    calls: [],
    violations: [],
    failures: [],
    crowded: [],
    reactions: [],
    everyReaction: [],
    statuses: [],
    prompts: [],
    titles: [],
    homes: new Map(),
    files: [],
    nextTs: () => {
      lastMicros = Math.max(lastMicros + 100, Math.floor(now()) * 1000)
      return `${Math.floor(lastMicros / 1_000_000)}.${String(lastMicros % 1_000_000).padStart(6, '0')}`
    },
    changed: () => {
      for (const watcher of watchers) watcher()
    },
    watchers,
    echo: () => undefined,
  }
  return platform
}

export const secret = (bytes = 16) => randomBytes(bytes).toString('hex')

/** Adds a workspace with the same cast under its own ids. `name`: short capitals. */
export function addWorkspace(platform: Platform, name: string, installed: boolean): KeptWorkspace {
  const id = `T0${name}001`
  const person = (letters: string) => `U0${name}${letters}`
  const room = (letters: string) => `C0${name}${letters}`
  const people: People = { ann: person('ANN'), bob: person('BOB'), admin: person('ADM'), owner: person('OWN'), robot: person('ROB') }
  const channels: Channels = { general: room('GEN'), random: room('RND'), elsewhere: room('ELS'), secret: room('SEC'), hidden: room('HID') }
  const botUser = person('BOT')
  const persons = new Map<string, Person>()
  for (const [name, id] of Object.entries({ ...people, newsdesk: botUser })) {
    const isOwner = name === 'owner'
    persons.set(id, { id, name, isAdmin: isOwner || name === 'admin', isOwner, isBot: name === 'robot' || name === 'newsdesk' })
  }
  const rooms = new Map<string, Channel>()
  for (const [name, id] of Object.entries(channels)) {
    const kind = name === 'secret' || name === 'hidden' ? 'private' : 'public'
    rooms.set(id, { id, name, kind, hasBot: name !== 'elsewhere' && name !== 'hidden', user: null, isArchived: false })
  }
  const crowd = Array.from({ length: platform.options.crowd ?? 0 }, (_, n) => ({ user: person(`X${n}`), channel: room(`X${n}`) }))
  for (const [n, { user, channel }] of crowd.entries()) {
    persons.set(user, { id: user, name: `reader-${n}`, isAdmin: false, isOwner: false, isBot: false })
    rooms.set(channel, { id: channel, name: `room-${n}`, kind: 'public', hasBot: true, user: null, isArchived: false })
  }
  const dmOf = (user: string) => `D${user.slice(1)}`
  for (const user of Object.values(people))
    rooms.set(dmOf(user), { id: dmOf(user), name: '', kind: 'im', hasBot: true, user, isArchived: false })
  const workspace: KeptWorkspace = {
    team: { id, name: `${name[0]}${name.slice(1).toLowerCase()}`, domain: name.toLowerCase() },
    botUser,
    botId: `B0${name}BOT`,
    botToken: `xoxb-${name}-${secret()}`,
    people,
    channels,
    crowd,
    dmOf,
    installed,
    scopes: new Set(platform.options.scopes ?? ALL_SCOPES),
    persons,
    rooms,
    tokenState: installed ? 'good' : 'none',
  }
  platform.workspaces.set(id, workspace)
  return workspace
}

/** By team id; the first where none is given. */
export function workspaceNamed(platform: Platform, team: string | undefined): KeptWorkspace {
  const found = team === undefined ? platform.workspaces.values().next().value : platform.workspaces.get(team)
  if (found === undefined) throw new Error(`no workspace ${team}`)
  return found
}

export function keepCall(platform: Platform, call: KeptCall): void {
  platform.calls.push(call)
  if (platform.calls.length > MAX_CALLS) platform.calls.shift()
  platform.changed()
}

/** That stands or stood; ephemeral ones only where asked. */
export function messageAt(platform: Platform, team: string, channel: string, ts: string, ephemeral = false): KeptMessage | undefined {
  return platform.messages.find(
    (message) => message.team === team && message.channel === channel && message.ts === ts && (message.ephemeralTo !== null) === ephemeral,
  )
}

type Posting = Pick<KeptMessage, 'team' | 'channel' | 'thread' | 'via' | 'user' | 'by' | 'ephemeralTo' | 'body'> & {
  readonly ts?: string
  readonly responseUrl?: string | null
}

/** Puts a message into a channel. */
export function post(platform: Platform, posting: Posting): KeptMessage {
  const { ts = platform.nextTs(), body } = posting
  if (posting.by === 'bot' && posting.ephemeralTo === null) noteCrowd(platform, posting.channel, ts)
  const message: KeptMessage = {
    ...posting,
    ts,
    responseUrl: posting.responseUrl ?? null,
    text: '',
    blocks: [],
    metadata: null,
    deleted: false,
    edits: 0,
  }
  fill(message, body)
  platform.messages.push(message)
  platform.changed()
  return message
}

/** Gives a message what the body says; what it does not say stays. */
export function fill(message: KeptMessage, body: Fields): void {
  message.body = body
  if (typeof body.text === 'string') message.text = body.text
  if (Array.isArray(body.blocks))
    message.blocks = body.blocks.map((block: Fields, i) => ({ block_id: `b${i}${message.ts.slice(-4)}`, ...block }))
  if (isFields(body.metadata)) message.metadata = Object.keys(body.metadata).length === 0 ? null : body.metadata
}

/** Slack allows about one message a second a channel, and short bursts beyond. */
function noteCrowd(platform: Platform, channel: string, ts: string): void {
  const before = platform.messages.findLast(
    (message) => message.by === 'bot' && message.channel === channel && message.ephemeralTo === null,
  )
  const afterMs = before === undefined ? 1000 : Math.round((Number(ts) - Number(before.ts)) * 1000)
  if (afterMs < 1000) platform.crowded.push({ channel, afterMs })
}

/** The ts of the thread's root, also where a reply was named. */
export function rootOf(platform: Platform, team: string, channel: string, ts: string): string {
  return messageAt(platform, team, channel, ts)?.thread ?? ts
}

/** Archives it, deletes it, takes the bot out of it; `open`: back in and not archived. */
export function turnChannel(platform: Platform, channel: string, to: 'archived' | 'deleted' | 'left' | 'open'): void {
  for (const { rooms } of platform.workspaces.values()) {
    const room = rooms.get(channel)
    if (room === undefined) continue
    room.isArchived = to === 'archived'
    room.hasBot = to !== 'left'
    if (to === 'deleted') rooms.delete(channel)
  }
  platform.changed()
}
