/** A process of the simulation: the real intake, fetcher and store, and a death that comes between any two things that it waits for. */
import { type Article, instantMs } from '../../src/article.ts'
import type { Fetched, FetchRequest } from '../../src/intake/fetch/fetcher.ts'
import { openFetcher } from '../../src/intake/fetch/polite.ts'
import type { Desk, Event } from '../../src/intake/live/desk.ts'
import { type Intake, openIntake } from '../../src/intake/live/intake.ts'
import { openDocument } from '../../src/intake/open-document.ts'
import { type Opened, type Workshop, WorkshopError } from '../../src/intake/workshop.ts'
import type { Log } from '../../src/log.ts'
import type { Newsroom } from '../../src/newsroom.ts'
import type { FeedChange } from '../../src/store/feed-store.ts'
import { type Life, mortal, mortality } from '../delivery/simulation-process.ts'
import { clockOf } from './simulation-clock.ts'
import { HANGS, transportOf } from './simulation-hosts.ts'
import { count, fault, MINUTE_MS, pieceAt, pieceOf, type Rendered, type SimulatedFeed, type World } from './simulation-world.ts'

export type SimulatedIntake = {
  readonly name: string
  readonly intake: Intake
  /** So many calls of the store from now on it dies, before or after the last of them is done. */
  dieAfter(calls: number): void
  isDead(): boolean
  /** In the middle of storing: time does not go on meanwhile. */
  isBusy(): boolean
}
export type Needs = {
  readonly world: World
  readonly newsroom: Newsroom
  readonly log: Log
  readonly workshop: Workshop
  readonly minIntervalMs: number
  readonly isGone: (name: string) => boolean
  /** A turn of a feed came to its end. */
  settled(feedId: number, change: FeedChange, events: readonly Event[], document: Rendered | null): void
}

/** A clock may be that wrong before a date counts as in the future: what the intake allows. */
const SKEW_MS = 10 * MINUTE_MS
const HALF_A_DAY_MS = 43_200_000

export function startIntake(name: string, needs: Needs): SimulatedIntake {
  const { world, newsroom, log, workshop } = needs
  const life = mortality(world.random)
  const clock = clockOf(world)
  const documents = new Map<number, Rendered>()
  const asking = {
    process: name,
    clock: { now: clock.now, wait: (ms: number, stop?: AbortSignal) => outlived(() => clock.wait(ms, stop)) },
    sent: (feed: SimulatedFeed, document: Rendered) => void documents.set(feed.id, document),
  }
  /** Takes no step of life: else most deaths would come while it waits. */
  const outlived = async <T>(work: () => Promise<T>): Promise<T> => {
    const never = new Promise<never>(() => undefined)
    const result = await work().catch((error: unknown) => (life.isDead() ? never : Promise.reject(error)))
    return life.isDead() ? await never : result
  }
  const events = new Map<number, Event[]>()
  let busy = 0
  const store = watchedStore(newsroom, life, (id, change) => {
    if (Object.keys(change).length > 0) needs.settled(id, change, events.get(id) ?? [], documents.get(id) ?? null)
    events.delete(id)
    documents.delete(id)
  })
  const transport = transportOf(world, asking)
  const fetcher = openFetcher({
    transport: { ...transport, request: (hop) => outlived(() => transport.request(hop)) },
    clock: asking.clock,
    userAgent: 'Newsdesk/0 (simulation)',
  })
  const desk: Desk = {
    newsroom: {
      store,
      add: (articles, how) =>
        life.live(async () => {
          for (const article of articles) check(world, article, how?.isQuiet === true)
          busy++
          return await newsroom.add(articles, how).finally(() => busy--)
        }),
      remove: (ids) => life.live(() => newsroom.remove(ids)),
    },
    fetcher: { ...fetcher, get: (request) => fetcher.get(request).then((fetched) => noted(world, request, fetched)) },
    workshop,
    log,
    holder: { name, isGone: needs.isGone },
    now: clock.now,
    random: world.random.next,
    minIntervalMs: needs.minIntervalMs,
    word: (feed, event) => {
      events.set(feed.id, [...(events.get(feed.id) ?? []), event])
      return []
    },
  }
  return {
    name,
    intake: openIntake(desk, { days: null, articles: null }),
    dieAfter: life.dieAfter,
    isDead: life.isDead,
    isBusy: () => busy > 0,
  }
}

/** What is told and what was read counts where the store has it, whether or not the process lives to hear so. */
function watchedStore({ store }: Newsroom, life: Life, settled: (id: number, change: FeedChange) => void): Newsroom['store'] {
  const feeds = mortal(store.feeds, life)
  const watched = new Proxy(feeds, {
    get: (target, method, receiver) => (method === 'settle' ? settle : Reflect.get(target, method, receiver)),
  })
  const settle: Newsroom['store']['feeds']['settle'] = (...given) =>
    life.live(async () => {
      const isSettled = await store.feeds.settle(...given)
      const [id, , change] = given
      if (isSettled) settled(id, change)
      return isSettled
    })
  return new Proxy(mortal(store, life), {
    get: (target, part, receiver) => (part === 'feeds' ? watched : Reflect.get(target, part, receiver)),
  })
}

/** Nothing is of the future, and nobody is alerted of a flood. */
function check(world: World, article: Article, isQuiet: boolean): void {
  const ms = instantMs(article)
  // A bare day is read as its noon.
  const slackMs = article.published?.length === 10 ? HALF_A_DAY_MS : SKEW_MS
  if (ms !== null && ms > world.nowMs + slackMs) fault(world, `${article.id} was stored with ${article.published}, which is to come`)
  const piece = pieceOf(world, article.body)
  const isFlooding = piece?.site.feeds.some(({ flooded }) => flooded?.pieces.has(piece) === true) === true
  if (isFlooding && !isQuiet) fault(world, `${article.id}, which is of the past, would be alerted of`)
}

function noted(world: World, { url, want }: FetchRequest, fetched: Fetched): Fetched {
  const piece = want === 'page' ? pieceAt(world, url) : null
  if (piece !== null && fetched.kind === 'fetched') piece.pages.had++
  else if (piece !== null) piece.pages.missed++
  return fetched
}

/** Takes apart in this process, which is faster; the same document of a feed only once. */
export function workshopHere(world: World): Workshop {
  const known = new Map<string, { readonly text: string; readonly opened: Opened }>()
  return {
    async open(bytes, from) {
      const text = Buffer.from(bytes).toString('latin1')
      if (text.includes(HANGS)) {
        count(world, 'documents that hang the parser')
        throw new WorkshopError('time', 'it took more than 20 s')
      }
      const before = known.get(from.url)
      if (before?.text === text) return before.opened
      const opened = openDocument(bytes, from)
      if (opened.kind === 'feed') known.set(from.url, { text, opened })
      return opened
    },
    async close() {
      known.clear()
    },
  }
}
