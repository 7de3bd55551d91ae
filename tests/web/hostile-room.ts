/** The real reading room over the hostile newsroom, and the pages by which it is walked through. */
import { openReadingRoom } from '../../adapters/web/listen.ts'
import { openLog } from '../../src/log.ts'
import { freePort } from '../program.ts'
import { HOSTILE_NOW, HOSTILE_SETTINGS, hostileHost, SESSION, type Supply } from './hostile-host.ts'

/** Of each kind one; the first part of the address names it. */
export const READERS_PAGES = [
  '/',
  '/ask?q=who',
  '/ask?q=who&after=before',
  '/article/one?s=0-40&s=90-200#passage',
  '/entity/one',
  '/story/one',
  '/outlet/one?page=2',
  '/names',
  '/search?q=one',
  `/newsroom/sign-in?link=${'c'.repeat(43)}`,
] as const
export const MANAGERS_PAGES = [
  '/newsroom',
  '/newsroom/feeds',
  '/newsroom/digests',
  '/newsroom/digests/1',
  '/newsroom/watches',
  '/newsroom/questions',
] as const
export const FEEDS = ['/feed?q=one', `/digest/1/feed?key=${'b'.repeat(43)}`] as const

export type HostileRoom = {
  readonly origin: string
  /** As who is signed in. */
  get(path: string): Promise<Response>
  /** Texts that were on its pages so far. */
  taken(): number
  /** What was logged as an error. */
  readonly errors: readonly string[]
  close(): Promise<void>
}

export async function openHostileRoom(supply: Supply, rows: number): Promise<HostileRoom> {
  const errors: string[] = []
  const log = openLog({ level: 'error', secrets: [], now: () => HOSTILE_NOW, write: (line) => void errors.push(line) })
  const host = hostileHost(supply, log, rows)
  // Packed and unpacked, thousands of pages would take twice the time.
  const headers = { cookie: `newsdesk=${SESSION}`, 'accept-encoding': 'identity' }
  const room = await openReadingRoom({ ...host, settings: { ...HOSTILE_SETTINGS, port: await freePort() } })
  return {
    origin: room.address,
    errors,
    taken: supply.taken,
    get: (path) => fetch(`${room.address}${path}`, { headers, redirect: 'manual' }),
    close: () => room.close(),
  }
}

/** Where a text can be written into the address, and is shown. `other`: a second one, where there is room for it. */
export const asking = (text: string, other: string) => `/ask?${new URLSearchParams({ q: text, after: other })}`
export const ADDRESSED: readonly ((text: string) => string)[] = [
  (text) => `/search?${new URLSearchParams({ q: text })}`,
  (text) => `/entity/${encodeURIComponent(text.toWellFormed())}`,
  (text) => `/outlet/${encodeURIComponent(text.toWellFormed())}`,
  (text) => `/story/${encodeURIComponent(text.toWellFormed())}`,
  (text) => `/article/${encodeURIComponent(text.toWellFormed())}`,
  (text) => `/newsroom/${encodeURIComponent(text.toWellFormed())}`,
  (text) => `/article/one?s=${encodeURIComponent(text.toWellFormed())}`,
]

/** The same page, but never one that was just made and is remembered. */
export function afresh(path: string, turn: number): string {
  return path.replace(/([?&]q=)\w+/, `$1turn-${turn}`)
}
