/** Two years of digests in minutes: the real commands, planner, courier and store, under a clock, machines and platforms that fail. Same seed, same course. */

import type { Place, Room } from '../../commands/command.ts'
import { digest as digestCommand } from '../../commands/digest.ts'
import { openLog } from '../../src/log.ts'
import { type Newsroom, openNewsroom } from '../../src/newsroom.ts'
import type { Schedule } from '../../src/schedule.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { type BookedDigest, close, type HighWater, highWater, isRunning, type Stretch } from './simulation-book.ts'
import { type Mended, mishapsOf } from './simulation-mishaps.ts'
import { type SimulatedPlatform, simulatedPlatform } from './simulation-platform.ts'
import { type SimulatedProcess, startProcess } from './simulation-process.ts'
import { chanceOf, type Random } from './simulation-random.ts'
import { article, DAY_MS, FORMS, HOUR_MS, MINUTE_MS, NAMES } from './simulation-world.ts'

export type SimulationOptions = {
  readonly seed: number
  readonly days: number
  readonly zones: readonly string[]
  /** Mishaps come so many times as often as `MISHAPS` says: for short runs. */
  readonly intensity: number
  onProgress?(done: number, total: number): void
}
export type Course = {
  readonly newsroom: Newsroom
  readonly platforms: readonly SimulatedPlatform[]
  readonly book: readonly BookedDigest[]
  readonly startMs: number
  readonly endMs: number
  readonly counts: Readonly<Record<string, number>>
  /** Lines of the log that tell of a fault of our own, with how often they came. */
  readonly errors: ReadonlyMap<string, number>
}
/** `nowMs`: true time; the processes see it `skewMs` off. */
export type World = {
  readonly zones: readonly string[]
  readonly random: Random
  readonly platforms: readonly SimulatedPlatform[]
  readonly newsroom: Newsroom
  readonly book: BookedDigest[]
  readonly processes: SimulatedProcess[]
  readonly dead: Set<string>
  readonly counts: Record<string, number>
  readonly agenda: Agenda
  nowMs: number
  skewMs: number
  /** Processes that ought to run; 0 while the machine is off. */
  wanted: number
  bootMs: number
  /** By the clock of the processes: when turns were begun, and when such as were finished. */
  readonly begun: HighWater
  readonly finished: HighWater
  /** What people do: right after a turn, while somebody is there to do it with. */
  readonly wishes: (() => Promise<void>)[]
}
/** What comes when, the earliest first. */
export type Agenda = {
  add(atMs: number, doing: () => void | Promise<void>): void
  take(nowMs: number): (() => void | Promise<void>) | null
  nextMs(): number
}

/** The two years hold a leap day, and changes of the clock in every zone that has any. */
const START_MS = Date.UTC(2023, 6, 1)
/** Digests are set one after the other within so many days. */
const SETTING_DAYS = 20
const GRACES = ['5m', '30m', '3h', '3h', '12h', '24h'] as const
const KILLED_TURNS = 0.06
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
    await step(world, log, endMs)
    if (turns % 64 === 0) options.onProgress?.(world.nowMs - START_MS, endMs - START_MS)
  }
  await settleDown(world, log)
  options.onProgress?.(1, 1)
  return { ...world, startMs: START_MS, endMs, errors }
}

async function worldOf({ seed, zones }: SimulationOptions): Promise<World> {
  const random = chanceOf(seed)
  const newsroom = await openNewsroom(await openSqliteStore(':memory:'))
  const now = () => world.nowMs + world.skewMs
  const platforms = ['amber', 'basil'].map((name) => simulatedPlatform(name, random, now))
  const world: World = {
    zones,
    random,
    platforms,
    newsroom,
    book: [],
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

export function count(world: World, what: string): void {
  world.counts[what] = (world.counts[what] ?? 0) + 1
}

function begun(world: World, kind: string, begin: () => Mended | null): void {
  const mended = begin()
  if (mended === null) return
  count(world, kind)
  world.agenda.add(mended.atMs, mended.end)
}

/** On to the next thing that happens; then whoever runs has a turn. */
async function step(world: World, log: ReturnType<typeof openLog>, endMs: number): Promise<void> {
  const { random, agenda } = world
  const wakeMs = world.processes.length > 0 ? await wakeOf(world) : world.wanted > 0 ? world.bootMs : Number.POSITIVE_INFINITY
  world.nowMs = Math.max(world.nowMs, Math.min(agenda.nextMs(), wakeMs, endMs))
  for (let doing = agenda.take(world.nowMs); doing !== null; doing = agenda.take(world.nowMs)) await doing()
  while (world.processes.length > world.wanted) stop(world, world.processes[0])
  if (world.bootMs <= world.nowMs) while (world.processes.length < world.wanted) start(world, log)
  if (world.processes.length === 0) return
  for (const process of world.processes) if (random.chance(KILLED_TURNS)) process.dieAfter(random.whole(1, 30))
  await turn(world)
  if (world.processes.length > 0) while (world.wishes.length > 0) await world.wishes.shift()?.()
}

async function turn(world: World): Promise<void> {
  const systemMs = world.nowMs + world.skewMs
  world.begun.note(systemMs)
  count(world, 'turns')
  const finished = await Promise.all(world.processes.map((process) => process.turn()))
  if (finished.includes(true)) world.finished.note(systemMs)
  for (const process of world.processes.filter((one) => one.isDead())) {
    count(world, 'killed at an await')
    stop(world, process)
  }
  await noteClosed(world)
}

/** A process ends, at this moment or since it died; the next one starts within minutes. */
export function stop(world: World, process: SimulatedProcess | undefined): void {
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
  if (waiting > 0) return nowMs + random.whole(1_000, platforms.some(({ trouble }) => trouble.isDown) ? 4 * MINUTE_MS : MINUTE_MS)
  const [next] = await digests.due(
    platforms.map(({ name }) => name),
    Number.MAX_SAFE_INTEGER,
    1,
  )
  return Math.max(nowMs + 1_000, (next?.nextMs ?? Number.POSITIVE_INFINITY) - skewMs) + random.whole(0, 15_000)
}

/** A digest that rests because its channel was closed is set going again by whoever is told so, once the channel is open. */
async function noteClosed(world: World): Promise<void> {
  const closed = world.platforms.flatMap(({ name, trouble }) => [...trouble.closed].map((channel) => `${name} ${channel}`))
  if (closed.length === 0) return
  for (const booked of world.book.filter(({ surface, channel }) => closed.includes(`${surface} ${channel}`))) {
    if (!isRunning(booked) || (await world.newsroom.store.digests.byId(booked.id))?.isPaused !== true) continue
    count(world, 'paused because its channel was closed')
    end(world, booked)
    const resume = (): void => void world.wishes.push(() => resumed(world, booked, resume))
    world.agenda.add(world.nowMs + world.random.whole(10 * MINUTE_MS, 2 * DAY_MS), resume)
  }
}

/** `again`: it is tried later. */
export async function resumed(world: World, booked: BookedDigest, again: () => void): Promise<void> {
  if (isRunning(booked)) return
  await say(world, booked, { action: 'resume', words: String(booked.id) })
  const record = await world.newsroom.store.digests.byId(booked.id)
  const last = booked.stretches.at(-1)
  if (record === null || last === undefined) throw new Error(`digest ${booked.id} is gone`)
  if (record.isPaused) world.agenda.add(world.nowMs + world.random.whole(HOUR_MS, DAY_MS), again)
  else booked.stretches.push(stretchFrom(world, last.schedule))
}

/** A manager's words, through the real command. */
export async function say(
  world: World,
  { surface, channel }: Pick<BookedDigest, 'surface' | 'channel'>,
  options: Readonly<Record<string, string | number>>,
  zone = 'UTC',
): Promise<void> {
  const here: Place = { surface, team: 'T', channel, thread: null, to: null, via: {} }
  const direct: Place = { ...here, channel: `direct-${channel}`, via: { direct: 'yes' } }
  const delivery = world.processes[0]?.delivery
  const room: Room = { ...world.newsroom, ...(delivery === undefined ? {} : { delivery }) }
  const reader = { surface, owner: `${surface}:${channel}`, isManager: true, places: { here, direct } }
  await digestCommand.run({ command: 'digest', options, asked: { now: new Date(world.nowMs + world.skewMs), zone }, reader }, room)
}

function planSettings(world: World, { zones }: SimulationOptions): void {
  const all = zones.flatMap((zone) => FORMS.map((form) => ({ zone, form })))
  for (const [i, { zone, form }] of all.entries()) {
    const atMs = START_MS + world.random.whole(0, SETTING_DAYS * DAY_MS)
    const surface = world.platforms[i % world.platforms.length]?.name ?? ''
    // Three share a channel: each there has a topic of its own.
    const channel = `C${Math.floor(i / 3)}-${surface}`
    const topic = ['', NAMES[i % NAMES.length], NAMES[(i + 3) % NAMES.length]][i % 3] ?? ''
    const set = (): void => void world.wishes.push(() => setUp(world, { surface, channel, zone, form, topic }, i, set))
    world.agenda.add(atMs, set)
  }
}

type Wanted = {
  readonly surface: string
  readonly channel: string
  readonly zone: string
  readonly form: (typeof FORMS)[number]
  readonly topic: string
}
async function setUp(world: World, wanted: Wanted, i: number, again: () => void): Promise<void> {
  const { random, newsroom } = world
  const grace = random.pick(GRACES)
  const isQuiet = random.chance(0.6)
  // The zone is said with the words, as an option, or is that of the manager's settings.
  const how = i % 3
  await say(
    world,
    wanted,
    {
      action: 'set',
      words: how === 0 ? `${wanted.form.words} ${wanted.zone}` : wanted.form.words,
      ...(how === 1 ? { zone: wanted.zone } : {}),
      ...(wanted.topic === '' ? {} : { topic: wanted.topic }),
      max: random.whole(1, 15),
      style: random.pick(['headlines', 'brief', 'full']),
      empty: isQuiet ? 'quiet' : 'say',
      grace,
    },
    how === 2 ? wanted.zone : 'UTC',
  )
  const known = new Set(world.book.map(({ id }) => id))
  const record = (await newsroom.store.digests.list({ surface: wanted.surface, channel: wanted.channel })).find(({ id }) => !known.has(id))
  if (record === undefined) {
    world.agenda.add(world.nowMs + HOUR_MS, again)
    return
  }
  const schedule: Schedule = { days: wanted.form.days, minute: wanted.form.minute, zone: wanted.zone }
  const graceMs = Number.parseInt(grace, 10) * (grace.endsWith('h') ? HOUR_MS : MINUTE_MS)
  world.book.push({
    id: record.id,
    words: wanted.form.words,
    surface: wanted.surface,
    channel: wanted.channel,
    graceMs,
    isQuiet,
    stretches: [stretchFrom(world, schedule)],
  })
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

/** From now on this schedule holds. */
export function stretchFrom({ nowMs, skewMs, begun, finished }: World, schedule: Schedule): Stretch {
  return {
    schedule,
    fromMs: nowMs + skewMs,
    opened: { begun: begun.count(), finished: finished.count() },
    surelyToMs: null,
    perhapsToMs: null,
  }
}

/** What holds ends: with what was planned until now. */
export function end({ begun, finished }: World, booked: BookedDigest): void {
  const last = booked.stretches.at(-1)
  if (last === undefined) return
  close(booked, finished.since(last.opened.finished), begun.since(last.opened.begun))
}

function agenda(): Agenda {
  const waiting: { readonly atMs: number; readonly doing: () => void | Promise<void> }[] = []
  return {
    add(atMs, doing) {
      let [low, high] = [0, waiting.length]
      while (low < high) {
        const middle = (low + high) >> 1
        // The last is the earliest.
        if ((waiting[middle]?.atMs ?? 0) > atMs) low = middle + 1
        else high = middle
      }
      waiting.splice(low, 0, { atMs, doing })
    },
    take: (nowMs) => ((waiting.at(-1)?.atMs ?? Number.POSITIVE_INFINITY) <= nowMs ? (waiting.pop()?.doing ?? null) : null),
    nextMs: () => waiting.at(-1)?.atMs ?? Number.POSITIVE_INFINITY,
  }
}
