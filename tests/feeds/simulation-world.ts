/** The simulated web as it stands: hosts, their feeds, and every article with every edit. What is told here, the intake has to find out. */
import type { Random } from '../delivery/simulation-random.ts'
import type { Timers } from './simulation-clock.ts'

export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/** An article, the same on every feed that has it. */
export type Piece = {
  /** Stands once in its text, and in no other's. */
  readonly mark: string
  readonly site: Site
  readonly guid: string
  readonly dating: Dating
  /** What is changed of it, beside its text and date: with both and a GUID that says nothing, nobody could know it again. */
  readonly changes: 'title' | 'address'
  title: string
  path: string
  dateMs: number
  changedMs: number
  /** The first one is what feeds give that don't give all. */
  paragraphs: readonly string[]
  /** Grows with each edit that a reader of the feed sees. */
  revision: number
  /** Of them, edits of nothing but its text. */
  textEdits: number
  /** Until then its page cannot be had. */
  pageFailsUntilMs: number
  pageFault: 'status' | 'time' | 'gone'
  /** How often its page was had, and how often it could not be. */
  readonly pages: { had: number; missed: number }
}
/** `zoneless`: the time has no zone; `ahead`: dated days into the future. */
export type Dating = 'right' | 'zoneless' | 'ahead' | 'none' | 'garbled'

/** One publisher or aggregator, on one host. */
export type Site = {
  readonly name: string
  readonly host: string
  readonly isAggregator: boolean
  readonly feeds: SimulatedFeed[]
  /** Path → article, also under the paths that it had. */
  readonly pages: Map<string, Piece>
  readonly state: HostState
  /** `null`: there is no robots.txt. */
  readonly robots: { readonly delayS: number | null; readonly closed: string } | null
}
/** How the host is, and what the requests were like that it got. */
export type HostState = {
  trouble: 'connect' | 'name' | 'time' | 'status' | null
  isSlow: boolean
  /** It says 429 or 503 until then. */
  blockedUntilMs: number
  /** Whoever was told so has to keep to it: until when, and who. */
  told: { readonly untilMs: number; readonly process: string } | null
  open: { readonly process: string } | null
  lastMs: number
  lastProcess: string
  /** The last process that was given its robots.txt. */
  robotsReadBy: string
}

/** `opaque`, `address`: as they should be; `restless`: another one at each fetch; `one`: the same for all; `reused`: a later item gets an earlier one's. */
export type GuidHabit = 'opaque' | 'address' | 'restless' | 'one' | 'reused' | 'none'
/** `stale`: a cache before it hands out what is half an hour old; `wrong`: the validator changes though nothing did. */
export type CacheHabit = 'right' | 'dated' | 'wrong' | 'none' | 'stale'

export type SimulatedFeed = {
  readonly site: Site
  readonly format: 'rss' | 'atom' | 'json'
  readonly guids: GuidHabit
  readonly caching: CacheHabit
  /** All of the text, not only its beginning. */
  readonly isFull: boolean
  readonly window: number
  /** Newest first; more than the window is kept of none. */
  readonly pieces: Piece[]
  /** Where it is now, and where it was; since when. */
  path: string
  movedMs: number
  readonly oldPaths: string[]
  trouble: 'missing' | 'gone' | 'page' | 'hangs' | null
  flooded: Flood | null
  /** Of the store; 0 until it is added. */
  id: number
  fetches: number
  /** When it last got an article. */
  shownMs: number
  kept: { readonly atMs: number; readonly document: Rendered } | null
  readonly seen: Map<Piece, Seen>
  readonly health: Health
}
/** As it shows in what the intake settles. */
export type Health = {
  failingSinceMs: number | null
  fails: number
  isDeathTold: boolean
  deaths: number
  reads: number
  lastReadMs: number
  lastDocumentMs: number
}
/** Articles of the past that come all at once, and stand in the document for a while. */
export type Flood = {
  readonly fromMs: number
  readonly untilMs: number
  readonly pieces: Set<Piece>
  isTold: boolean
  /** Documents of it that were read. */
  reads: number
}
/** What a document held, as far as the check needs it. */
export type Rendered = {
  readonly text: string
  readonly etag: string
  readonly modifiedMs: number
  readonly held: readonly { readonly piece: Piece; readonly revision: number }[]
}
/** Revisions of an article in documents of one feed: in any that was sent, and in those that were surely read to their end. `isCrowded`: it stood among very many. */
export type Seen = { readonly sent: Set<number>; readonly read: Set<number>; isCrowded: boolean }

export type World = {
  readonly random: Random
  readonly agenda: Timers
  readonly sites: Site[]
  readonly pieces: Piece[]
  readonly counts: Record<string, number>
  readonly faults: string[]
  nowMs: number
}

const MAX_FAULTS = 50

export function count(world: World, what: string, by = 1): void {
  world.counts[what] = (world.counts[what] ?? 0) + by
}

export function fault(world: World, text: string): void {
  if (world.faults.length < MAX_FAULTS) world.faults.push(`${new Date(world.nowMs).toISOString()}: ${text}`)
}

export function addressOf(piece: Piece): string {
  return `https://${piece.site.host}${piece.path}`
}
export function feedAddress(feed: SimulatedFeed): string {
  return `https://${feed.site.host}${feed.path}`
}
/** Whose page stands there, or stood. */
export function pieceAt(world: World, address: string): Piece | null {
  const url = new URL(address)
  return world.sites.find(({ host }) => host === url.hostname)?.pages.get(url.pathname) ?? null
}
/** Whose text it is; null: nobody's. */
export function pieceOf({ pieces }: World, text: string): Piece | null {
  const [, number] = /\bmk([0-9a-z]{5})\b/.exec(text) ?? []
  return number === undefined ? null : (pieces[Number.parseInt(number, 36)] ?? null)
}
export function feedsOf(world: World): SimulatedFeed[] {
  return world.sites.flatMap(({ feeds }) => feeds)
}
