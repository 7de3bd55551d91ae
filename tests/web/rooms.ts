/** Reading rooms that listen while a test runs, and what is said to them: by fetch, and byte by byte. */
import { connect, type Socket } from 'node:net'
import { afterEach } from 'vitest'
import type { ReadingRoom } from '../../adapters/web/host.ts'
import { LIMITS, type Limits } from '../../adapters/web/limits.ts'
import { openReadingRoom } from '../../adapters/web/listen.ts'
import { type InventedHost, inventedHost } from './invented-host.ts'

export type TestRoom = InventedHost & {
  readonly room: ReadingRoom
  readonly address: string
  readonly port: number
  /** Never follows a redirect. */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>
  send(method: string, path: string, body?: string, headers?: Readonly<Record<string, string>>): Promise<Response>
}

const open = new Set<() => Promise<void>>()

afterEach(async () => {
  const all = [...open]
  open.clear()
  await Promise.all(all.map((close) => close()))
})

/** Closed after the test. `limits`: those that a test should not have to wait for. */
export async function openRoom(given: Parameters<typeof inventedHost>[0] = {}, limits: Partial<Limits> = {}): Promise<TestRoom> {
  const invented = inventedHost(given)
  const room = await openReadingRoom(invented.host, { ...LIMITS, ...limits })
  open.add(() => room.close())
  const { address } = room
  const send: TestRoom['send'] = (method, path, body, headers = {}) =>
    fetch(`${address}${path}`, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) })
  return {
    ...invented,
    room,
    address,
    port: Number(new URL(address).port),
    send,
    get: (path, headers) => send('GET', path, undefined, headers),
  }
}

export const form = (values: Readonly<Record<string, string>>): string => String(new URLSearchParams(values))
export const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }
export const JSON_BODY = { 'Content-Type': 'application/json' }

/** A connection that says what it is told to. `from`: another address of this machine. */
export type Line = {
  readonly socket: Socket
  say(text: string): void
  /** What has come so far. */
  heard(): string
  /** All that came until the other side has ended it. */
  readonly ended: Promise<string>
}

export async function openLine(port: number, from = '127.0.0.1'): Promise<Line> {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from })
  const chunks: Buffer[] = []
  const heard = () => Buffer.concat(chunks).toString('latin1')
  socket.on('data', (chunk) => chunks.push(chunk))
  const ended = new Promise<string>((resolve) => {
    // A connection that is cut off has said what it has said.
    socket.on('error', () => resolve(heard()))
    socket.on('close', () => resolve(heard()))
  })
  await new Promise<void>((resolve) => {
    socket.once('connect', resolve)
    socket.once('error', () => resolve())
  })
  open.add(async () => {
    socket.destroy()
  })
  return { socket, say: (text) => socket.write(text), heard, ended }
}

/** Says it, and hears all that comes until the other side ends. */
export async function exchange(port: number, text: string, from?: string): Promise<string> {
  const line = await openLine(port, from)
  line.say(text)
  return await line.ended
}

export function request(target: string, port: number, more: readonly string[] = [], method = 'GET'): string {
  return [`${method} ${target} HTTP/1.1`, `Host: 127.0.0.1:${port}`, ...more, '', ''].join('\r\n')
}
