/** The gateway as tests steer it: drops, close codes, op 7 and op 9, withheld acknowledgements, events. */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Json } from './discord-peer.ts'
import {
  closeLink,
  connect,
  forget,
  type GatewayMoment,
  type GatewayTurn,
  type Hub,
  isOpen,
  type Link,
  push,
  say,
  shardOf,
  turnAt,
} from './discord-sessions.ts'
import type { World } from './discord-world.ts'

export type PeerGateway = {
  /** Payloads of op 2 and 6, oldest first. */
  readonly identifies: readonly Json[]
  readonly resumes: readonly Json[]
  /** Upgrades asked for, refused ones too. */
  connections(): number
  /** Sessions that have a socket and are ready or resumed. */
  connected(): number
  /** Heartbeats received. */
  heartbeats(): number
  /** Destroys every socket without a close frame; events wait for a RESUME. */
  drop(): void
  /** Closes every socket with this code; 1000, 1001, 4004 and 4010–4014 end the session, unless `resumable` says otherwise. */
  close(code: number, resumable?: boolean): void
  /** Op 7 to every socket. */
  reconnect(): void
  /** Op 9 to every socket; sessions that are not resumable are forgotten. */
  invalidate(resumable: boolean): void
  /** Answers no heartbeat until called with false. */
  withholdAcks(on: boolean): void
  next(at: GatewayMoment, turn: GatewayTurn, times?: number): void
  /** Sends any event to every session that identified for the intents; default: to every one. */
  send(event: string, data: Json, intents?: number): void
}
/** An event: its data, as a session with these intents sees it; null = not at all. `guild` chooses the shard; null = direct, shard 0. */
export type Dispatch = (event: string, guild: string | null, data: (intents: number) => Json | null) => void
export type Gateway = {
  readonly steering: PeerGateway
  dispatch: Dispatch
  attach(server: Server): void
  presence(): Json | null
  shut(): void
}

/** Bytes; more closes with 4002 at Discord. */
const MAX_PAYLOAD = 4_096

export function openGateway(world: World, settings: Pick<Hub, 'heartbeatMs' | 'granted' | 'isToken' | 'url'>): Gateway {
  const hub: Hub = {
    world,
    ...settings,
    sessions: new Map(),
    links: new Set(),
    turns: [],
    identifies: [],
    resumes: [],
    heartbeats: 0,
    acknowledges: true,
    presence: null,
  }
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD, perMessageDeflate: false })
  const upgrades = { count: 0 }
  const dispatch: Dispatch = (event, guild, data) => {
    for (const session of hub.sessions.values()) {
      if (session.shard[0] !== (guild === null ? 0 : shardOf(guild, session.shard[1]))) continue
      const seen = data(session.intents)
      if (seen !== null) push(session, event, seen)
    }
  }
  return {
    dispatch,
    presence: () => hub.presence,
    steering: steer(hub, dispatch, upgrades),
    attach(http) {
      http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        upgrades.count++
        const turn = turnAt(hub, 'connect', true)
        if (turn?.kind === 'refuse') socket.end(`HTTP/1.1 ${turn.status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
        else sockets.handleUpgrade(request, socket, head, (opened) => connect(hub, opened, request))
        world.changed()
      })
    },
    shut() {
      for (const link of hub.links) link.socket.terminate()
      sockets.close()
    },
  }
}

function steer(hub: Hub, dispatch: Dispatch, upgrades: { readonly count: number }): PeerGateway {
  const each = (act: (link: Link) => void) => {
    for (const link of [...hub.links]) act(link)
  }
  return {
    identifies: hub.identifies,
    resumes: hub.resumes,
    connections: () => upgrades.count,
    connected: () => [...hub.sessions.values()].filter(isOpen).length,
    heartbeats: () => hub.heartbeats,
    drop: () => each((link) => link.socket.terminate()),
    close: (code, resumable) => each((link) => closeLink(hub, link, code, resumable)),
    reconnect: () => each((link) => say(link, { op: 7, d: null })),
    invalidate: (resumable) =>
      each((link) => {
        if (!resumable) forget(hub, link)
        say(link, { op: 9, d: resumable })
      }),
    withholdAcks(on) {
      hub.acknowledges = !on
    },
    next: (at, turn, times = 1) => void hub.turns.push({ at, turn, left: times }),
    send: (event, data, intents = 0) => dispatch(event, null, (granted) => ((granted & intents) === intents ? data : null)),
  }
}
