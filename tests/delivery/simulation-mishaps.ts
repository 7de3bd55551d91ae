/** What goes wrong in the simulated world, and what people change in it. */

import { zoneClock } from '../zone-clock.ts'
import { type BookedDigest, isRunning } from './simulation-book.ts'
import { resumed, say } from './simulation-people.ts'
import { count, end, type SimulationOptions, stretchFrom, type World } from './simulation-state.ts'
import { DAY_MS, FORMS, HOUR_MS, MINUTE_MS, MISHAPS, type MishapKind } from './simulation-world.ts'

/** When it is over, and what has to be done then. */
export type Mended = { readonly atMs: number; readonly end: () => void }
type Planned = { readonly kind: string; readonly atMs: number; readonly begin: () => Mended | null }

/** Nothing befalls the first days, in which digests are set, and the last, so that a clock is right again. */
const CALM_MS = DAY_MS
const CHANGES_AGAIN = 0.4

export function mishapsOf(world: World, { days, intensity }: SimulationOptions): readonly Planned[] {
  const { random } = world
  const [fromMs, toMs] = [world.nowMs + CALM_MS, world.nowMs + days * DAY_MS - 4 * DAY_MS]
  const befalling = MISHAPS.flatMap(({ kind, everyDays, least, most }) => {
    const planned: Planned[] = []
    const between = (everyDays * DAY_MS) / intensity
    for (let atMs = fromMs + random.next() * between; atMs < toMs; atMs += between * (0.3 + 1.4 * random.next()))
      planned.push({ kind, atMs, begin: () => beginning(world, kind, world.nowMs + random.whole(least, most)) })
    return planned
  })
  return [...befalling, ...overChanges(world, fromMs, toMs)]
}

/** Some of the changes of the clocks are lived through again: soon after one, the clock of the machine goes back to before it. */
function overChanges(world: World, fromMs: number, toMs: number): readonly Planned[] {
  const { random, zones } = world
  const kind = 'clock back over a change'
  const changes = zones.flatMap((zone) => zoneClock(zone, fromMs - (fromMs % HOUR_MS), toMs - (toMs % HOUR_MS)).stretches.slice(1))
  const lived = changes.filter(() => random.chance(CHANGES_AGAIN))
  return lived.map((change) => {
    const begin = () => clockWrong(world, -random.whole(HOUR_MS, 3 * HOUR_MS), world.nowMs + random.whole(10 * MINUTE_MS, 3 * HOUR_MS))
    return { kind, atMs: change.fromMs + random.whole(MINUTE_MS, HOUR_MS), begin }
  })
}

/** null: it cannot befall now. */
function beginning(world: World, kind: MishapKind, atMs: number): Mended | null {
  switch (kind) {
    case 'down':
      return ofPlatform(world, 'isDown', atMs)
    case 'failing':
      return ofPlatform(world, 'isFailing', atMs)
    case 'blind':
      return ofPlatform(world, 'isBlind', atMs)
    case 'closed':
      return closing(world, atMs)
    case 'outage':
    case 'long outage':
      return runningSome(world, 0, atMs)
    case 'twin':
      return runningSome(world, 2, atMs)
    case 'clock':
      return clockWrong(
        world,
        world.random.pick([-1, 1]) * world.random.whole(5_000, world.random.pick([MINUTE_MS, HOUR_MS, 8 * HOUR_MS])),
        atMs,
      )
    case 'clock far ahead':
      return clockWrong(world, 3 * DAY_MS, atMs)
    case 'paused':
      return pausing(world, atMs)
    case 'changed':
      return changing(world, atMs)
    default:
      return kind satisfies never
  }
}

function ofPlatform({ random, platforms }: World, what: 'isDown' | 'isFailing' | 'isBlind', atMs: number): Mended | null {
  const { trouble } = random.pick(platforms)
  if (trouble[what]) return null
  trouble[what] = true
  return {
    atMs,
    end: () => {
      trouble[what] = false
    },
  }
}

function closing({ random, platforms, book }: World, atMs: number): Mended | null {
  if (book.length === 0) return null
  const { surface, channel } = random.pick(book)
  const closed = platforms.find(({ name }) => name === surface)?.trouble.closed
  if (closed === undefined || closed.has(channel)) return null
  closed.add(channel)
  return { atMs, end: () => void closed.delete(channel) }
}

/** Ends all that runs where fewer are wanted: what is in hand is left as it is. */
function runningSome(world: World, wanted: number, atMs: number): Mended | null {
  if (world.wanted !== 1) return null
  world.wanted = wanted
  return {
    atMs,
    end: () => {
      world.wanted = 1
      if (wanted === 0) world.bootMs = world.nowMs
    },
  }
}

function clockWrong(world: World, byMs: number, atMs: number): Mended | null {
  if (world.skewMs !== 0) return null
  world.skewMs = byMs
  return {
    atMs,
    end: () => {
      world.skewMs = 0
    },
  }
}

function anyRunning({ random, book }: World): BookedDigest | null {
  const running = book.filter(isRunning)
  return running.length === 0 ? null : random.pick(running)
}

function pausing(world: World, atMs: number): Mended | null {
  const booked = anyRunning(world)
  if (booked === null) return null
  world.wishes.push(async () => {
    if (!isRunning(booked)) return
    await say(world, booked, { action: 'pause', words: String(booked.id) })
    end(world, booked)
  })
  const resume = (): void => void world.wishes.push(() => resumed(world, booked, resume))
  return { atMs, end: resume }
}

/** Another time of day, another zone. */
function changing(world: World, atMs: number): Mended | null {
  const { random, newsroom } = world
  const booked = anyRunning(world)
  if (booked === null) return null
  const form = random.pick(FORMS)
  const zone = random.pick(world.zones)
  world.wishes.push(async () => {
    const before = await newsroom.store.digests.byId(booked.id)
    if (!isRunning(booked) || before === null) return
    await say(world, booked, { action: 'set', words: `#${booked.id} ${form.words} ${zone}` })
    // Where the bot may not post, nothing is changed.
    if ((await newsroom.store.digests.byId(booked.id))?.spec === before.spec) return
    count(world, 'schedules changed')
    end(world, booked)
    booked.stretches.push(stretchFrom(world, { days: form.days, minute: form.minute, zone }))
  })
  return { atMs, end: () => undefined }
}
