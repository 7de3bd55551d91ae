/** Two years of digests in minutes: the real commands, planner, courier and store, under a clock, machines and platforms that fail. Same seed, same course. */
import { setImmediate as arrival } from 'node:timers/promises'
import { openLog } from '../../src/log.ts'
import { type Newsroom, openNewsroom } from '../../src/newsroom.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { type BookedDigest, highWater } from './simulation-book.ts'
import { type Mended, mishapsOf } from './simulation-mishaps.ts'
import { noteClosed, planSettings } from './simulation-people.ts'
import { type SimulatedPlatform, simulatedPlatform } from './simulation-platform.ts'
import { type SimulatedProcess, startProcess } from './simulation-process.ts'
import { chanceOf } from './simulation-random.ts'
import { agenda, count, end, type SimulationOptions, type World } from './simulation-state.ts'
import { article, DAY_MS, MINUTE_MS } from './simulation-world.ts'

export type Course = {
  readonly newsroom: Newsroom
  readonly platforms: readonly SimulatedPlatform[]
  readonly book: readonly BookedDigest[]
  readonly toldWith: ReadonlyMap<string, string>
  readonly startMs: number
  readonly endMs: number
  readonly counts: Readonly<Record<string, number>>
  /** Lines of the log that tell of a fault of our own, with how often they came. */
  readonly errors: ReadonlyMap<string, number>
}

/** The two years hold a leap day, and changes of the clock in every zone that has any. */
const START_MS = Date.UTC(2023, 6, 1)
/** Turns in which a process dies, where mishaps come as often as usual. */
const KILLED_TURNS = 0.04
/** More turns than any run takes: a clock that stands still is a fault of the simulation. */
const MAX_TURNS = 5_000_000

export async function simulate(options: SimulationOptions): Promise<Course> {
  const world = await worldOf(options)
  const endMs = START_MS + options.days * DAY_MS
  const errors = new Map<string, number>()
  const log = openLog({
    level: 'error',
    secrets: [],
    now: () => new Date(0),
    write: (line) => void errors.set(line.slice(0, 300), (errors.get(line.slice(0, 300)) ?? 0) + 1),
  })
  planSettings(world, options)
  planNews(world, endMs)
  for (const { kind, atMs, begin } of mishapsOf(world, options)) world.agenda.add(atMs, () => begun(world, kind, begin))
  for (let turns = 0; world.nowMs < endMs && turns < MAX_TURNS; turns++) {
    await step(world, log, endMs, options.intensity)
    if (turns % 64 === 0) options.onProgress?.(world.nowMs - START_MS, endMs - START_MS)
  }
  await settleDown(world, log)
  options.onProgress?.(1, 1)
  return { ...world, startMs: START_MS, endMs, errors }
}

async function worldOf({ seed, zones, intensity }: SimulationOptions): Promise<World> {
  const random = chanceOf(seed)
  const newsroom = await openNewsroom(await openSqliteStore(':memory:'))
  const clock = { trueMs: () => world.nowMs, systemMs: () => world.nowMs + world.skewMs }
  const platforms = ['amber', 'basil'].map((name) => simulatedPlatform(name, random, clock, intensity))
  const world: World = {
    zones,
    random,
    platforms,
    newsroom,
    book: [],
    toldWith: noteTold(newsroom),
    processes: [],
    dead: new Set(),
    counts: {},
    agenda: agenda(),
    nowMs: START_MS,
    skewMs: 0,
    wanted: 1,
    bootMs: START_MS,
    begun: highWater(),
    finished: highWater(),
    wishes: [],
  }
  return world
}

/** Word that is told in the message of another has none of its own. */
function noteTold({ store }: Newsroom): ReadonlyMap<string, string> {
  const toldWith = new Map<string, string>()
  const { begin } = store.deliveries
  Object.assign(store.deliveries, {
    begin: async (...given: Parameters<typeof begin>) => {
      const [key, , , , told = []] = given
      const isBegun = await begin(...given)
      if (isBegun) for (const one of told) toldWith.set(one, key)
      return isBegun
    },
  })
  return toldWith
}

function begun(world: World, kind: string, begin: () => Mended | null): void {
  const mended = begin()
  if (mended === null) return
  count(world, kind)
  world.agenda.add(mended.atMs, mended.end)
}

/** On to the next thing that happens; then whoever runs has a turn. */
async function step(world: World, log: ReturnType<typeof openLog>, endMs: number, intensity: number): Promise<void> {
  const { random, agenda } = world
  const wakeMs = world.processes.length > 0 ? await wakeOf(world) : world.wanted > 0 ? world.bootMs : Number.POSITIVE_INFINITY
  world.nowMs = Math.max(world.nowMs, Math.min(agenda.nextMs(), wakeMs, endMs))
  for (let doing = agenda.take(world.nowMs); doing !== null; doing = agenda.take(world.nowMs)) await doing()
  while (world.processes.length > world.wanted) stop(world, world.processes[0])
  if (world.bootMs <= world.nowMs) while (world.processes.length < world.wanted) start(world, log)
  if (world.processes.length === 0) return
  for (const process of world.processes) {
    if (random.chance(KILLED_TURNS * intensity)) process.dieAfter(random.whole(1, 30))
    if (random.chance(KILLED_TURNS * intensity)) process.dieAtPost()
  }
  await turn(world)
  if (world.processes.length > 0) while (world.wishes.length > 0) await world.wishes.shift()?.()
}

async function turn(world: World): Promise<void> {
  const systemMs = world.nowMs + world.skewMs
  world.begun.note(systemMs)
  count(world, 'turns')
  const finished = await Promise.all(world.processes.map((process) => process.turn()))
  while (world.platforms.some(({ calls }) => calls.onTheWay > 0)) await arrival()
  if (finished.includes(true)) world.finished.note(systemMs)
  for (const process of world.processes.filter((one) => one.isDead())) {
    count(world, 'killed at an await')
    stop(world, process)
  }
  await noteClosed(world)
}

/** A process ends, at this moment or since it died; the next one starts within minutes. */
function stop(world: World, process: SimulatedProcess | undefined): void {
  if (process === undefined) return
  process.dieAfter(0)
  world.processes.splice(world.processes.indexOf(process), 1)
  // Of a machine elsewhere nobody knows whether it is gone: its leases have to end by themselves.
  if (world.random.chance(0.7)) world.dead.add(process.name)
  world.bootMs = world.nowMs + world.random.whole(1_000, 6 * MINUTE_MS)
}

function start(world: World, log: ReturnType<typeof openLog>): void {
  count(world, 'started')
  const process = startProcess(`process-${world.counts.started}`, {
    room: world.newsroom,
    outlets: world.platforms.map(({ outlet }) => outlet),
    log,
    random: world.random,
    now: () => new Date(world.nowMs + world.skewMs),
    isGone: (name) => world.dead.has(name),
  })
  world.processes.push(process)
}

/** When the processes have something to do: soon while anything waits, else when the next digest is due. */
async function wakeOf({ newsroom, nowMs, skewMs, random, platforms }: World): Promise<number> {
  const { deliveries, digests } = newsroom.store
  const waiting = [...(await deliveries.waiting()).values()].reduce((sum, some) => sum + some, 0)
  // Where something is still on its way, a look that comes too soon does the most harm.
  if (waiting > 0 && platforms.some(({ calls }) => calls.settledMs > nowMs)) return nowMs + random.whole(1_000, 5_000)
  if (waiting > 0) return nowMs + random.whole(1_000, platforms.some(({ trouble }) => trouble.isDown) ? 4 * MINUTE_MS : MINUTE_MS)
  const [next] = await digests.due(
    platforms.map(({ name }) => name),
    Number.MAX_SAFE_INTEGER,
    1,
  )
  return Math.max(nowMs + 1_000, (next?.nextMs ?? Number.POSITIVE_INFINITY) - skewMs) + random.whole(0, 15_000)
}

/** A few a day, and days without any. */
function planNews(world: World, endMs: number): void {
  let number = 0
  for (let day = START_MS; day < endMs; day += DAY_MS) {
    const many = world.random.chance(0.25) ? 0 : world.random.whole(1, 3)
    for (let n = 0; n < many; n++) {
      const atMs = day + world.random.whole(0, DAY_MS)
      world.agenda.add(atMs, async () => {
        count(world, 'articles')
        await world.newsroom.add([article(++number, world.nowMs, world.random)])
      })
    }
    world.agenda.add(day, async () => {
      await world.processes[0]?.sweep()
      const old = world.nowMs - 8 * DAY_MS
      await world.newsroom.store.chat.sweep({ claimsMs: old, threadsMs: old, pressesMs: old })
    })
  }
}

/** Everything is mended, and the clock is right: what is due is done, and what waits comes to an end. */
async function settleDown(world: World, log: ReturnType<typeof openLog>): Promise<void> {
  world.skewMs = 0
  world.wanted = 1
  for (const { trouble } of world.platforms) {
    Object.assign(trouble, { isDown: false, isFailing: false, isBlind: false, isFlaky: false })
    trouble.closed.clear()
  }
  for (let turns = 0; turns < MAX_TURNS; turns++) {
    while (world.processes.length > 1) stop(world, world.processes[0])
    while (world.processes.length < 1) start(world, log)
    for (const process of world.processes) process.dieAfter(Number.POSITIVE_INFINITY)
    await turn(world)
    const waiting = await world.newsroom.store.deliveries.waiting()
    // A clock that was ahead has planned what is still to come.
    if (waiting.size === 0 && world.nowMs >= world.begun.since(0)) break
    world.nowMs += 5 * MINUTE_MS
  }
  for (const booked of world.book) end(world, booked)
}
