/** The gateway's protocol: HELLO, IDENTIFY, READY, RESUME with replay of what was missed, heartbeats. */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type RawData, WebSocket } from 'ws'
import { guildCreateObject, userObject } from './discord-objects.ts'
import type { Json } from './discord-peer.ts'
import { INTENTS, type World } from './discord-world.ts'

/** What the server does at the next connection, IDENTIFY or RESUME instead of its usual answer. */
export type GatewayTurn =
  | { readonly kind: 'drop' }
  | { readonly kind: 'close'; readonly code: number }
  | { readonly kind: 'invalid'; readonly resumable: boolean }
  /** Only at `connect`: answers the upgrade with an HTTP status. */
  | { readonly kind: 'refuse'; readonly status: number }
  /** Only at `resume`: this many events that had been received are sent again. */
  | { readonly kind: 'replay'; readonly again: number }
export type GatewayMoment = 'connect' | 'identify' | 'resume'

/** The highest bit that stands for an intent is 25. */
const KNOWN_INTENTS = (1 << 26) - 1
const PRIVILEGED = INTENTS.members | INTENTS.presences | INTENTS.content
/** Payloads a minute. */
const MAX_SENDS = 120
/** Events kept for a RESUME. */
const MAX_KEPT = 5_000
/** Closed with these, a session cannot be resumed. */
const FATAL = new Set([1000, 1001, 4004, 4010, 4011, 4012, 4013, 4014])

type Event = { readonly op: 0; readonly s: number; readonly t: string; readonly d: Json }
export type Session = {
  readonly id: string
  readonly shard: readonly [number, number]
  readonly intents: number
  readonly kept: Event[]
  seq: number
  socket: WebSocket | null
}
export type Link = {
  readonly socket: WebSocket
  readonly sends: number[]
  session: Session | null
  beats: NodeJS.Timeout | null
  lastBeat: number
}
export type Hub = {
  readonly world: World
  readonly heartbeatMs: number
  readonly granted: number
  readonly isToken: (token: unknown) => boolean
  /** Where a RESUME is to go. */
  readonly url: () => string
  readonly sessions: Map<string, Session>
  readonly links: Set<Link>
  readonly turns: { readonly at: GatewayMoment; readonly turn: GatewayTurn; left: number }[]
  readonly identifies: Json[]
  readonly resumes: Json[]
  heartbeats: number
  acknowledges: boolean
  presence: Json | null
}

export function connect(hub: Hub, socket: WebSocket, request: IncomingMessage): void {
  const link: Link = { socket, sends: [], session: null, beats: null, lastBeat: Date.now() }
  hub.links.add(link)
  socket.on('message', (data) => hear(hub, link, data))
  socket.on('error', (error) => hub.world.violation(`gateway: ${error.message}`))
  socket.on('close', (code) => {
    hub.links.delete(link)
    if (link.beats !== null) clearInterval(link.beats)
    if (link.session?.socket === socket) link.session.socket = null
    // The client says goodbye for good with these two; any other end leaves the session to be resumed.
    if (code === 1000 || code === 1001) forget(hub, link)
    hub.world.changed()
  })
  if (takeTurn(hub, link, turnAt(hub, 'connect'))) return
  const query = new URL(request.url ?? '/', 'ws://127.0.0.1').searchParams
  if (query.get('v') !== '10') fault(hub, link, 4012, `version ${query.get('v')} instead of 10`)
  else if (query.get('encoding') !== 'json' || query.has('compress')) fault(hub, link, 4002, 'only plain JSON is spoken here')
  else {
    say(link, { op: 10, d: { heartbeat_interval: hub.heartbeatMs } })
    link.beats = setInterval(() => {
      if (Date.now() - link.lastBeat > 2 * hub.heartbeatMs) closeLink(hub, link, 4000)
    }, hub.heartbeatMs)
  }
}

function hear(hub: Hub, link: Link, data: RawData): void {
  const now = Date.now()
  link.sends.push(now)
  while ((link.sends[0] ?? now) < now - 60_000) link.sends.shift()
  const payload = parsed(data)
  const body = (payload?.d ?? {}) as Json
  if (link.sends.length > MAX_SENDS) fault(hub, link, 4008, `more than ${MAX_SENDS} payloads a minute`)
  else if (payload === null) fault(hub, link, 4002, 'a payload that is no JSON')
  else if (payload.op === 1) beat(hub, link)
  else if (payload.op === 2) identify(hub, link, body)
  else if (payload.op === 6) resume(hub, link, body)
  else if (link.session === null) fault(hub, link, 4003, `op ${payload.op} before IDENTIFY`)
  else if (payload.op === 3) hub.presence = body
  else if (payload.op === 8) sendMembers(hub, link.session, body)
  else fault(hub, link, 4001, `op ${payload.op} is unknown`)
  hub.world.changed()
}

function parsed(data: RawData): { readonly op?: unknown; readonly d?: unknown } | null {
  try {
    return JSON.parse(String(data)) as { op?: unknown; d?: unknown }
  } catch {
    return null
  }
}

function beat(hub: Hub, link: Link): void {
  link.lastBeat = Date.now()
  hub.heartbeats++
  if (hub.acknowledges) say(link, { op: 11 })
}

function identify(hub: Hub, link: Link, body: Json): void {
  hub.identifies.push(body)
  if (link.session === null && takeTurn(hub, link, turnAt(hub, 'identify'))) return
  const [shard, of] = (body.shard ?? [0, 1]) as [number, number]
  const intents = Number(body.intents)
  if (link.session !== null) fault(hub, link, 4005, 'IDENTIFY twice')
  else if (!hub.isToken(body.token)) closeLink(hub, link, 4004)
  else if (!Number.isInteger(intents) || (intents & ~KNOWN_INTENTS) !== 0) fault(hub, link, 4013, `intents ${body.intents}`)
  else if ((intents & PRIVILEGED & ~hub.granted) !== 0) closeLink(hub, link, 4014)
  else if (!(shard >= 0 && shard < of)) fault(hub, link, 4010, `shard ${shard} of ${of}`)
  else {
    if (body.presence !== undefined) hub.presence = body.presence as Json
    begin(hub, link, intents, [shard, of])
  }
}

function begin(hub: Hub, link: Link, intents: number, shard: readonly [number, number]): void {
  const session: Session = { id: randomBytes(16).toString('hex'), shard, intents, kept: [], seq: 0, socket: link.socket }
  hub.sessions.set(session.id, session)
  link.session = session
  const server = hub.world.servers.home
  const isHome = shardOf(server.id, shard[1]) === shard[0]
  push(session, 'READY', readyObject(hub, session, isHome))
  if (isHome && (intents & INTENTS.guilds) !== 0) push(session, 'GUILD_CREATE', guildCreateObject(hub.world, server))
}

function readyObject({ world, url }: Hub, session: Session, isHome: boolean): Json {
  return {
    v: 10,
    user: { ...userObject(world.bot), verified: true, email: null, mfa_enabled: true },
    guilds: isHome ? [{ id: world.servers.home.id, unavailable: true }] : [],
    session_id: session.id,
    session_type: 'normal',
    resume_gateway_url: url(),
    shard: session.shard,
    application: { id: world.application, flags: world.readsContent ? 1 << 19 : 0 },
    private_channels: [],
    relationships: [],
  }
}

function resume(hub: Hub, link: Link, body: Json): void {
  hub.resumes.push(body)
  const turn = turnAt(hub, 'resume')
  if (takeTurn(hub, link, turn)) return
  const session = hub.sessions.get(String(body.session_id))
  const seq = Number(body.seq)
  const isKept = session !== undefined && seq <= session.seq && seq + 1 >= (session.kept[0]?.s ?? 1)
  if (!hub.isToken(body.token)) closeLink(hub, link, 4004)
  else if (!isKept) say(link, { op: 9, d: false })
  else {
    session.socket?.terminate()
    session.socket = link.socket
    link.session = session
    const from = seq - (turn?.kind === 'replay' ? turn.again : 0)
    for (const event of session.kept) if (event.s > from) say(link, event)
    push(session, 'RESUMED', {})
  }
}

export function push(session: Session, t: string, d: Json): void {
  const event: Event = { op: 0, s: ++session.seq, t, d }
  session.kept.push(event)
  if (session.kept.length > MAX_KEPT) session.kept.shift()
  if (isOpen(session)) session.socket?.send(JSON.stringify(event))
}

export function isOpen(session: Session): boolean {
  return session.socket?.readyState === WebSocket.OPEN
}

function sendMembers(hub: Hub, session: Session, body: Json): void {
  const { id, members } = guildCreateObject(hub.world, hub.world.servers.home)
  const nonce = body.nonce === undefined ? {} : { nonce: body.nonce }
  push(session, 'GUILD_MEMBERS_CHUNK', { guild_id: id, members, chunk_index: 0, chunk_count: 1, not_found: [], ...nonce })
}

export function say(link: Link, payload: Json): void {
  if (link.socket.readyState === WebSocket.OPEN) link.socket.send(JSON.stringify({ s: null, t: null, ...payload }))
}

export function closeLink(hub: Hub, link: Link, code: number, resumable = !FATAL.has(code)): void {
  if (!resumable) forget(hub, link)
  link.socket.close(code)
}

export function forget(hub: Hub, link: Link): void {
  if (link.session !== null) hub.sessions.delete(link.session.id)
}

/** Closes for what the client did wrong. */
function fault(hub: Hub, link: Link, code: number, why: string): void {
  hub.world.violation(`gateway: ${why} (${code})`)
  closeLink(hub, link, code)
}

export function turnAt(hub: Hub, at: GatewayMoment, isUpgrade = false): GatewayTurn | null {
  const planned = hub.turns.find((each) => each.at === at && each.left > 0 && (each.turn.kind === 'refuse') === isUpgrade)
  if (planned === undefined) return null
  planned.left--
  return planned.turn
}

/** Does what the turn says; false where it leaves the usual answer. */
function takeTurn(hub: Hub, link: Link, turn: GatewayTurn | null): boolean {
  if (turn?.kind === 'drop') link.socket.terminate()
  else if (turn?.kind === 'close') closeLink(hub, link, turn.code)
  else if (turn?.kind === 'invalid') say(link, { op: 9, d: turn.resumable })
  else return false
  return true
}

export function shardOf(guild: string, shards: number): number {
  return Number((BigInt(guild) >> 22n) % BigInt(shards))
}
