/** One feed's turn: asked for, read, taken in, and settled with when it is asked again. */
import type { Serial } from '../../serial.ts'
import type { FeedChange, FeedRecord } from '../../store/feed-store.ts'
import { patiently } from '../../store/patience.ts'
import { type Opened, type PlainFeed, WorkshopError } from '../workshop.ts'
import type { Desk } from './desk.ts'
import { draftsOf } from './drafts.ts'
import { afterFailure, afterSuccess, type Clock, type Failure, type Verdict, wasFlooding } from './health.ts'
import { identify, type Plan } from './identify.ts'
import { canonicalUrl } from './keys.ts'
import { hostName, outletOfTitle } from './outlet.ts'
import { takeIn } from './take-in.ts'

export type Report = {
  readonly feed: number
  readonly url: string
  readonly title: string | null
  readonly outcome: 'new' | 'unchanged' | 'failed'
  readonly added: number
  readonly changed: number
  readonly reason: string | null
  readonly notes: readonly string[]
}
export type Turn = { readonly alone: Serial; readonly stop: AbortSignal | undefined }

const ENDED = 'Reading it was ended'

/** null: it was stopped, and nothing is settled. Throws where the store fails. */
export async function takeTurn(desk: Desk, feed: FeedRecord, turn: Turn): Promise<Report | null> {
  const { etag, lastModified, url } = feed
  const fetched = await desk.fetcher.get({ url, want: 'feed', etag, lastModified, stop: turn.stop })
  if (fetched.kind === 'failed') {
    if (fetched.fault === 'stopped') return null
    const isGone = fetched.fault === 'gone' && /\b410\b/.test(fetched.reason)
    return await failed(desk, feed, { reason: fetched.reason, retryMs: fetched.retryMs, ends: isGone ? 'gone' : null })
  }
  if (fetched.kind === 'unchanged') return await read(desk, feed, null, turn, { change: {}, askedMs: fetched.freshMs ?? 0 })
  let opened: Opened
  try {
    opened = await desk.workshop.open(fetched.bytes, { url: fetched.url, contentType: fetched.contentType })
  } catch (error) {
    if (!(error instanceof WorkshopError)) throw error
    // Once may be the machine's fault, such as too little memory.
    const isAgain = feed.error?.startsWith(ENDED) === true
    return await failed(desk, feed, { reason: `${ENDED}: ${error.message}`, retryMs: null, ends: isAgain ? 'quarantined' : null })
  }
  if (opened.kind !== 'feed') {
    const reason = opened.kind === 'page' ? 'A web page stands where the feed was.' : opened.reason
    return await failed(desk, feed, { reason, retryMs: null, ends: null })
  }
  const document = opened.feed
  const asked = Math.max((document.everyMinutes ?? 0) * 60_000, fetched.freshMs ?? 0)
  const change = {
    ...identity(feed, document),
    ...(fetched.movedTo === null ? {} : { url: fetched.movedTo }),
    etag: fetched.etag,
    lastModified: fetched.lastModified,
  }
  return await read(desk, feed, document, turn, { change, askedMs: asked })
}

/** What it says of itself; whose articles they are is settled when it is first read, unless somebody said it. */
function identity(feed: FeedRecord, document: PlainFeed): FeedChange {
  const site = document.link ?? feed.site
  const hosts = [feed.url, feed.site].flatMap((url) => (url === null ? [] : [hostName(url)]))
  const isNamed = feed.succeededMs !== null || !hosts.includes(feed.publisher)
  return {
    title: document.title ?? feed.title,
    site,
    language: document.language ?? feed.language,
    ...(isNamed ? {} : { publisher: outletOfTitle(document.title, canonicalUrl(site) ?? feed.url) ?? feed.publisher }),
  }
}

const NOTHING: Plan = { fresh: [], changed: [], seen: [], left: 0, notes: [] }

async function read(
  desk: Desk,
  before: FeedRecord,
  document: PlainFeed | null,
  { alone, stop }: Turn,
  { change, askedMs }: { readonly change: FeedChange; readonly askedMs: number },
): Promise<Report | null> {
  const feed = { ...before, ...change, url: before.url }
  const isFirst = before.succeededMs === null
  const { drafts, notes } = document === null ? { drafts: [], notes: [] } : draftsOf(document, feed, desk.now().getTime())
  const plan = drafts.length === 0 ? NOTHING : await alone(() => identify(desk.newsroom.store, feed, drafts, desk.now().getTime()))
  const isFlood = plan.left > 0 && !isFirst && (wasFlooding(before) || !isCatchingUp(before))
  const isQuiet = isFirst || isFlood || isCatchingUp(before)
  const taken = await takeIn(desk, plan, { feed, isQuiet, alone, stop })
  const all = [...left(plan), ...(document?.faults ?? []), ...notes, ...plan.notes, ...taken.notes]
  const verdict = afterSuccess(
    before,
    {
      brought: document === null ? null : { fresh: plan.fresh.length, changed: plan.changed.length, left: plan.left, isFlood },
      // What is left is in this document: it must be sent again.
      change: plan.left > 0 ? { ...change, etag: null, lastModified: null } : change,
      notes: document === null ? before.notes : all,
      askedMs,
      isUnfinished: taken.pagesLeft > 0,
    },
    clockOf(desk),
  )
  await settle(desk, { ...before, ...verdict.change }, verdict)
  const outcome = taken.added + taken.changed > 0 ? 'new' : 'unchanged'
  return { feed: feed.id, url: feed.url, title: feed.title, outcome, added: taken.added, changed: taken.changed, reason: null, notes: all }
}

const WAITING = 'of its items wait for the next turns'
/** Its past, or a flood, was not through at the last turn. */
function isCatchingUp(feed: FeedRecord): boolean {
  return wasFlooding(feed) || feed.notes.some((note) => note.endsWith(WAITING))
}
function left({ left: count }: Plan): string[] {
  return count === 0 ? [] : [`${count} ${WAITING}`]
}

async function failed(desk: Desk, feed: FeedRecord, failure: Failure): Promise<Report> {
  const verdict = afterFailure(feed, failure, clockOf(desk))
  desk.log.info('feed failed', { feed: feed.id, url: feed.url, reason: failure.reason })
  await settle(desk, { ...feed, ...verdict.change }, verdict)
  return { feed: feed.id, url: feed.url, title: feed.title, outcome: 'failed', added: 0, changed: 0, reason: failure.reason, notes: [] }
}

async function settle(desk: Desk, feed: FeedRecord, { change, events }: Verdict): Promise<void> {
  const nowMs = desk.now().getTime()
  const words = events.flatMap(({ event, detail }) => desk.word(feed, event, detail, nowMs))
  await patiently(() => desk.newsroom.store.feeds.settle(feed.id, desk.holder.name, change, words))
}

function clockOf(desk: Desk): Clock {
  return { nowMs: desk.now().getTime(), minIntervalMs: desk.minIntervalMs, random: desk.random() }
}
