/** A year of feeds in minutes: the real intake, fetcher and store, on a web, a clock and a machine that are not. Same seed, same course. */
import { openLog } from '../../src/log.ts'
import { type Newsroom, openNewsroom } from '../../src/newsroom.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { chanceOf } from '../delivery/simulation-random.ts'
import { settled, timers } from './simulation-clock.ts'
import { noteTurn } from './simulation-health.ts'
import { planMishaps } from './simulation-mishaps.ts'
import { type SimulatedIntake, startIntake, workshopHere } from './simulation-process.ts'
import { publishing, sitesOf } from './simulation-publishing.ts'
import { count, DAY_MS, feedAddress, feedsOf, HOUR_MS, MINUTE_MS, type World } from './simulation-world.ts'

export type SimulationOptions = {
  readonly seed: number
  readonly feeds: number
  readonly days: number
  /** Mishaps and deaths come so many times as often: for short runs. */
  readonly intensity: number
  /** Articles that come at once where a feed is flooded. */
  readonly flooding: number
  onProgress?(done: number, total: number): void
}
export type Course = {
  readonly world: World
  readonly newsroom: Newsroom
  readonly startMs: number
  /** Lines of the log that tell of a fault of our own, with how often they came. */
  readonly errors: ReadonlyMap<string, number>
}

const START_MS = Date.UTC(2025, 2, 1)
const MIN_INTERVAL_MS = 15 * MINUTE_MS
/** While something is due and cannot be begun, whoever runs looks again. */
const LOOK_MS = MINUTE_MS
/** Turns of the loop after which the process is killed, in the mean. */
const KILL_TURNS = 5_000
/** More turns than any run takes: a clock that stands still is a fault of the simulation. */
const MAX_TURNS = 100_000_000

type Machine = {
  readonly start: (name: string) => SimulatedIntake
  readonly dead: Set<string>
  running: SimulatedIntake | null
  /** It is stopping in peace. */
  isClosing: boolean
  bootMs: number
  starts: number
}

export async function simulate(options: SimulationOptions): Promise<Course> {
  const world: World = { random: chanceOf(options.seed), agenda: timers(), sites: [], pieces: [], counts: {}, faults: [], nowMs: START_MS }
  const newsroom = await openNewsroom(await openSqliteStore(':memory:'))
  const errors = new Map<string, number>()
  const machine = machineOf(world, newsroom, errors)
  const endMs = START_MS + options.days * DAY_MS
  sitesOf(world, options.feeds)
  await addFeeds(world, newsroom)
  for (const site of world.sites) if (!site.isAggregator) publishing(world, site, 0.3 + 0.9 * world.random.next())
  planMishaps(world, options.days, options.intensity, options.flooding)
  planDays(world, newsroom, machine, endMs)
  for (let turns = 0; world.nowMs < endMs && turns < MAX_TURNS; turns++) {
    await step(world, newsroom, machine, endMs)
    if (world.random.chance(options.intensity / KILL_TURNS)) mishap(world, machine)
    if (turns % 256 === 0) options.onProgress?.(world.nowMs - START_MS, endMs - START_MS)
  }
  options.onProgress?.(1, 1)
  return { world, newsroom, startMs: START_MS, errors }
}

function machineOf(world: World, newsroom: Newsroom, errors: Map<string, number>): Machine {
  const log = openLog({
    level: 'error',
    secrets: [],
    now: () => new Date(0),
    write: (line) => void errors.set(line.slice(0, 300), (errors.get(line.slice(0, 300)) ?? 0) + 1),
  })
  const workshop = workshopHere(world)
  const dead = new Set<string>()
  const byId = new Map(feedsOf(world).map((feed) => [feed.id, feed]))
  const start = (name: string): SimulatedIntake =>
    startIntake(name, {
      world,
      newsroom,
      log,
      workshop,
      minIntervalMs: MIN_INTERVAL_MS,
      isGone: (other) => dead.has(other),
      settled: (id, change, events, document) => {
        const feed = byId.get(id) ?? feedsOf(world).find((one) => one.id === id)
        if (feed === undefined) return
        byId.set(id, feed)
        noteTurn(world, feed, change, events, document)
      },
    })
  return { start, dead, running: null, isClosing: false, bootMs: world.nowMs, starts: 0 }
}

async function addFeeds(world: World, newsroom: Newsroom): Promise<void> {
  for (const feed of feedsOf(world)) {
    const url = feedAddress(feed)
    const { host } = feed.site
    const record = await newsroom.store.feeds.add({
      ...{
        url,
        title: null,
        site: null,
        publisher: host.replace('www.', ''),
        language: null,
        surface: 'terminal',
        owner: null,
        direct: null,
      },
      nowMs: world.nowMs,
    })
    feed.id = record?.id ?? 0
  }
}

/** On to the next thing that happens; then whoever runs has a turn. */
async function step(world: World, newsroom: Newsroom, machine: Machine, endMs: number): Promise<void> {
  const wakeMs = machine.running === null ? machine.bootMs : machine.isClosing ? Number.POSITIVE_INFINITY : await wakeOf(world, newsroom)
  world.nowMs = Math.max(world.nowMs, Math.min(world.agenda.nextMs(), wakeMs, endMs))
  await world.agenda.run(world.nowMs)
  if (machine.running === null && machine.bootMs <= world.nowMs) {
    machine.running = machine.start(`machine/${++machine.starts}`)
    count(world, 'processes started')
  }
  const { running } = machine
  if (running === null) return
  if (wakeMs <= world.nowMs && !machine.isClosing) void running.intake.tick()
  await settled(running.isBusy)
  if (running.isDead()) bury(world, machine, 'processes killed')
}

async function wakeOf({ nowMs }: World, { store }: Newsroom): Promise<number> {
  const dueMs = await store.feeds.nextDueMs()
  return dueMs === null ? Number.POSITIVE_INFINITY : dueMs > nowMs ? dueMs : nowMs + LOOK_MS
}

function mishap(world: World, machine: Machine): void {
  const { running } = machine
  if (running === null || machine.isClosing) return
  if (world.random.chance(0.7)) {
    running.dieAfter(world.random.whole(1, 80))
    return
  }
  machine.isClosing = true
  void running.intake.close().then(() => {
    if (machine.running === running) bury(world, machine, 'processes stopped')
  })
}

/** What it had open is broken off; the next one starts within minutes. */
function bury(world: World, machine: Machine, how: string): void {
  const name = machine.running?.name ?? ''
  machine.running?.dieAfter(0)
  machine.running = null
  machine.isClosing = false
  machine.bootMs = world.nowMs + world.random.whole(2_000, 20 * MINUTE_MS)
  count(world, how)
  for (const { state } of world.sites) if (state.open?.process === name) state.open = null
  // Of a machine elsewhere nobody knows whether it is gone: what it held has to come free by itself.
  if (world.random.chance(0.7)) machine.dead.add(name)
}

/** Once a day: the machine sweeps, and people resume what rests and is well again. */
function planDays(world: World, newsroom: Newsroom, machine: Machine, endMs: number): void {
  const { feeds } = newsroom.store
  for (let atMs = world.nowMs + 7 * HOUR_MS; atMs < endMs; atMs += DAY_MS)
    world.agenda.add(atMs, async () => {
      if (!machine.isClosing) await Promise.race([machine.running?.intake.sweep(), Promise.resolve()])
      for (const feed of feedsOf(world)) {
        if (feed.trouble !== null) continue
        const record = await feeds.byId(feed.id)
        if (record?.isPaused !== true) continue
        await feeds.change(feed.id, { isPaused: false, why: null, nextMs: world.nowMs })
        count(world, 'feeds resumed by people')
      }
    })
}
