/** Managers: they set digests, in every form of words, and set going again what rests. Whatever they say goes through the real command. */
import type { Place, Room } from '../../commands/command.ts'
import { digest as digestCommand } from '../../commands/digest.ts'
import type { Schedule } from '../../src/schedule.ts'
import { type BookedDigest, isRunning } from './simulation-book.ts'
import { count, end, type SimulationOptions, stretchFrom, type World } from './simulation-state.ts'
import { DAY_MS, FORMS, HOUR_MS, MINUTE_MS, NAMES } from './simulation-world.ts'

/** Digests are set one after the other within this part of the time. */
const SETTING = 0.03
const GRACES = ['5m', '30m', '3h', '3h', '12h', '24h'] as const
/** A digest that rests because its channel was closed is set going again by whoever is told so, once the channel is open. */
export async function noteClosed(world: World): Promise<void> {
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

export function planSettings(world: World, { zones, formsAZone, days }: SimulationOptions): void {
  const all = zones.flatMap((zone, z) =>
    Array.from({ length: formsAZone }, (_, n) => ({ zone, form: FORMS[(z * formsAZone + n) % FORMS.length] as (typeof FORMS)[number] })),
  )
  for (const [i, { zone, form }] of all.entries()) {
    const atMs = world.nowMs + world.random.whole(0, SETTING * days * DAY_MS)
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
