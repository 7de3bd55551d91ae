/** What goes wrong on the simulated web, and with the machine; and what people do about it. */
import { show, write } from './simulation-publishing.ts'
import {
  count,
  DAY_MS,
  type Flood,
  fault,
  feedAddress,
  feedsOf,
  HOUR_MS,
  MINUTE_MS,
  type SimulatedFeed,
  type World,
} from './simulation-world.ts'

/** How often on one host or feed, in days, and how long it lasts. */
type Mishap = {
  readonly kind: string
  readonly everyDays: number
  readonly least: number
  readonly most: number
  /** Begins it; what is returned ends it. null: it cannot befall now. */
  readonly begin: (world: World, feed: SimulatedFeed, endMs: number) => (() => void) | null
}

export const MISHAPS: readonly Mishap[] = [
  { kind: 'outage', everyDays: 20, least: MINUTE_MS, most: 8 * HOUR_MS, begin: outage },
  { kind: 'long outage', everyDays: 250, least: 3 * DAY_MS, most: 9 * DAY_MS, begin: outage },
  { kind: 'slow', everyDays: 40, least: HOUR_MS, most: DAY_MS, begin: slow },
  { kind: 'blocked', everyDays: 25, least: 2 * MINUTE_MS, most: 3 * HOUR_MS, begin: blocking },
  { kind: 'moved', everyDays: 300, least: 0, most: 0, begin: moving },
  { kind: 'missing', everyDays: 120, least: HOUR_MS, most: 5 * DAY_MS, begin: (world, feed) => troubled(world, feed, 'missing') },
  { kind: 'gone', everyDays: 400, least: DAY_MS, most: 6 * DAY_MS, begin: (world, feed) => troubled(world, feed, 'gone') },
  { kind: 'a page instead', everyDays: 150, least: HOUR_MS, most: DAY_MS, begin: (world, feed) => troubled(world, feed, 'page') },
  { kind: 'hangs', everyDays: 400, least: HOUR_MS, most: 2 * DAY_MS, begin: (world, feed) => troubled(world, feed, 'hangs') },
]

/** Feeds of which one is flooded in a run. */
const FEEDS_A_FLOOD = 25
const FLOOD_LASTS_MS = 5 * DAY_MS

/** `intensity`: so many times as often; `flooding`: articles in a flood. */
export function planMishaps(world: World, days: number, intensity: number, flooding: number): void {
  const { random } = world
  // Nothing befalls the first day, and the last ones, so that all can come right again.
  const [fromMs, toMs] = [world.nowMs + DAY_MS, world.nowMs + days * DAY_MS - Math.min(days / 4, 10) * DAY_MS]
  const open = feedsOf(world).filter(({ site, path }) => !site.isAggregator && !path.startsWith('/closed'))
  for (let left = Math.ceil(open.length / FEEDS_A_FLOOD); left > 0; left--)
    world.agenda.add(fromMs + random.next() * Math.max(DAY_MS, toMs - fromMs - FLOOD_LASTS_MS), () =>
      flood(world, random.pick(open), flooding),
    )
  for (const feed of feedsOf(world))
    for (const { kind, everyDays, least, most, begin } of MISHAPS) {
      const betweenMs = (everyDays * DAY_MS) / intensity
      for (let atMs = fromMs + random.next() * betweenMs; atMs < toMs; atMs += betweenMs * (0.3 + 1.4 * random.next())) {
        const endMs = Math.min(toMs, atMs + random.whole(least, most))
        world.agenda.add(atMs, () => {
          const end = begin(world, feed, endMs)
          if (end === null) return
          count(world, `mishaps: ${kind}`)
          world.agenda.add(endMs, end)
        })
      }
    }
}

function outage({ random }: World, { site: { state } }: SimulatedFeed): (() => void) | null {
  if (state.trouble !== null) return null
  state.trouble = random.pick(['connect', 'name', 'time', 'status'])
  return () => {
    state.trouble = null
  }
}

function slow(_: World, { site: { state } }: SimulatedFeed): (() => void) | null {
  if (state.isSlow) return null
  state.isSlow = true
  return () => {
    state.isSlow = false
  }
}

function blocking(world: World, { site: { state } }: SimulatedFeed, endMs: number): (() => void) | null {
  if (world.nowMs < state.blockedUntilMs) return null
  state.blockedUntilMs = endMs
  return () => undefined
}

function moving(world: World, feed: SimulatedFeed): (() => void) | null {
  if (feed.trouble !== null || feed.path.startsWith('/closed')) return null
  feed.oldPaths.push(feed.path)
  feed.movedMs = world.nowMs
  feed.path = `${feed.path.replace(/-moved\d+$/, '')}-moved${world.random.whole(1, 1_000_000)}`
  return () => undefined
}

function troubled(_: World, feed: SimulatedFeed, trouble: NonNullable<SimulatedFeed['trouble']>): (() => void) | null {
  if (feed.trouble !== null) return null
  feed.trouble = trouble
  return () => {
    feed.trouble = null
  }
}

/** A publisher puts its past into the feed. */
function flood(world: World, feed: SimulatedFeed, articles: number): void {
  if (feed.flooded !== null) return
  const untilMs = world.nowMs + FLOOD_LASTS_MS
  const flooded: Flood = { fromMs: world.nowMs, untilMs, pieces: new Set(), isTold: false, reads: 0 }
  feed.flooded = flooded
  count(world, 'floods')
  for (let left = articles; left > 0; left--) {
    const piece = write(world, feed.site, world.nowMs - world.random.whole(30, 900) * DAY_MS)
    flooded.pieces.add(piece)
    show(world, feed, piece)
  }
  world.agenda.add(untilMs, () => {
    if (!flooded.isTold && flooded.reads > 0) fault(world, `nobody was told that ${feedAddress(feed)} brought ${articles} articles at once`)
    feed.flooded = null
    feed.pieces.length = Math.min(feed.pieces.length, feed.window)
  })
}
