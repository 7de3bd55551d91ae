/** A chat platform of the simulation: it remembers what was posted under which key, and fails in every way that platforms do. */
import { setImmediate as turn } from 'node:timers/promises'
import type { Attempt, Delivered, Message, Place, Undelivered } from '../../commands/command.ts'
import type { Outlet } from '../../commands/delivery/courier.ts'
import type { Random } from './simulation-random.ts'

/**
 * `atMs`: when it was sent, by the clock of the process. `isMarkedLate`: it says so where its readers see it first. In true time: from `arrivesMs` on it stands, from
 * `seenMs` on the history shows it, and at `deletedMs` a moderator takes it away.
 */
export type Posted = {
  readonly ref: string
  readonly key: string
  readonly channel: string
  readonly atMs: number
  readonly isMarkedLate: boolean
  readonly arrivesMs: number
  readonly seenMs: number
  readonly deletedMs: number
}
export type Trouble = {
  /** The connection is away, and the process knows it. */
  isDown: boolean
  /** Every call fails, often without a reply. */
  isFailing: boolean
  /** What stands cannot be looked for. */
  isBlind: boolean
  /** Single calls fail now and then. */
  isFlaky: boolean
  readonly closed: Set<string>
}
export type SimulatedPlatform = {
  readonly name: string
  readonly trouble: Trouble
  readonly outlet: Outlet
  /** By key; more than one of a key is a duplicate. */
  readonly posted: ReadonlyMap<string, readonly Posted[]>
  /** How often which fault was met. */
  readonly faults: Readonly<Record<string, number>>
  /** `settledMs`: when all that was posted has arrived and is seen, in true time. */
  readonly calls: { count: number; onTheWay: number; settledMs: number }
}

const LATE = /^Late: /
/** Long after its sender gave it up, a request may still take effect; then it takes a while until the history shows what stands. */
const MOST_BELATED_MS = 13_000
const MOST_UNSEEN_MS = 6_000
/** Of what is posted, and so soon. */
const DELETED = 0.02
const MOST_DELETED_MS = 600_000

/** `systemMs`: what the clock of the processes shows. */
export type Clock = { trueMs(): number; systemMs(): number }

export function simulatedPlatform(name: string, random: Random, clock: Clock, intensity: number): SimulatedPlatform {
  const trouble: Trouble = { isDown: false, isFailing: false, isBlind: false, isFlaky: true, closed: new Set() }
  const posted = new Map<string, Posted[]>()
  const faults: Record<string, number> = {}
  const calls = { count: 0, onTheWay: 0, settledMs: 0 }
  const met = (what: string): void => {
    faults[what] = (faults[what] ?? 0) + 1
  }
  const fail = (kind: Undelivered['undelivered'] | 'odd', what: string): never => {
    met(what)
    const error = new Error(`The platform: ${what}.`)
    throw kind === 'odd' ? error : Object.assign(error, { undelivered: kind })
  }
  const { take, seen } = channels(name, random, clock, { posted, calls, met })
  const chance = (of: number): boolean => random.chance(of * intensity)
  /** What goes wrong with this one call, if anything. */
  const strike = (place: Place, message: Message, key: string): void => {
    if (trouble.isFailing) {
      if (random.chance(0.5)) fail('later', 'out of order')
      if (random.chance(0.3)) take(place, message, key, random.chance(0.5) ? 0 : random.whole(1_000, MOST_BELATED_MS))
      fail('unsure', 'no reply while out of order')
    }
    if (!trouble.isFlaky) return
    if (chance(0.03)) fail('later', 'rate limit')
    if (chance(0.02)) fail('unsure', 'connection lost before it arrived')
    if (chance(0.003)) fail('odd', 'an error without a word')
    if (chance(0.0005) && key.startsWith('digest:')) fail('wrong', 'refused for good')
    if (chance(0.025)) {
      take(place, message, key)
      fail('unsure', 'reply lost after it was posted')
    }
    if (chance(0.025)) {
      take(place, message, key, random.whole(1_000, MOST_BELATED_MS))
      fail('unsure', 'arrived after it was given up')
    }
  }
  /** What was sent arrives, even where who sent it has died: another process may do something meanwhile, but time does not go on. */
  const onTheWay = async (): Promise<void> => {
    calls.onTheWay++
    for (let turns = random.whole(0, 3); turns > 0; turns--) await turn()
    calls.onTheWay--
  }
  const post = async (place: Place, message: Message, key: string, { sinceMs, isOver }: Attempt): Promise<Delivered | null> => {
    calls.count++
    await onTheWay()
    if (trouble.isDown) fail('later', 'not connected')
    if (trouble.closed.has(place.channel)) fail('closed', 'channel closed')
    if (sinceMs !== null) {
      if (trouble.isBlind || (trouble.isFailing && random.chance(0.7))) fail('unsure', 'history not readable')
      const standing = seen(key)
      await onTheWay()
      if (standing !== undefined) return deliveredOf(standing.ref)
    }
    if (isOver) return null
    strike(place, message, key)
    return take(place, message, key)
  }
  return { name, trouble, outlet: outletOf(name, trouble, post), posted, faults, calls }
}

type Kept = {
  readonly posted: Map<string, Posted[]>
  readonly calls: SimulatedPlatform['calls']
  met(what: string): void
}
/** What stands where, from when on, and what the history shows of it. */
function channels(name: string, random: Random, clock: Clock, { posted, calls, met }: Kept) {
  return {
    take({ channel }: Place, { answer }: Message, key: string, belatedMs = 0): Delivered {
      const [first] = answer.blocks
      const isMarkedLate = first?.type === 'notice' && LATE.test(first.text)
      const all = posted.get(key) ?? []
      const ref = `${name}-${calls.count}`
      const arrivesMs = clock.trueMs() + belatedMs
      const seenMs = arrivesMs + (random.chance(0.5) ? 0 : random.whole(0, MOST_UNSEEN_MS))
      calls.settledMs = Math.max(calls.settledMs, seenMs)
      const deletedMs = random.chance(DELETED) ? arrivesMs + random.whole(1_000, MOST_DELETED_MS) : Number.POSITIVE_INFINITY
      posted.set(key, [...all, { ref, key, channel, atMs: clock.systemMs(), isMarkedLate, arrivesMs, seenMs, deletedMs }])
      if (deletedMs < Number.POSITIVE_INFINITY) met('deleted by a moderator')
      return deliveredOf(ref)
    },
    seen(key: string): Posted | undefined {
      const nowMs = clock.trueMs()
      const all = posted.get(key) ?? []
      const found = all.find(({ seenMs, deletedMs }) => seenMs <= nowMs && nowMs < deletedMs)
      if (found === undefined && all.some(({ deletedMs }) => deletedMs <= nowMs)) met('looked for after it was deleted')
      if (found === undefined && all.some(({ seenMs }) => nowMs < seenMs)) met('looked for before it could be seen')
      return found
    },
  }
}

function outletOf(name: string, trouble: Trouble, post: Outlet['delivery']['post']): Outlet {
  return {
    name,
    health: () => ({
      surface: name,
      state: trouble.isDown ? 'down' : 'connected',
      problem: trouble.isDown ? 'The network is away.' : null,
      sinceMs: 0,
      lastEventMs: null,
      lastError: null,
    }),
    delivery: {
      // Paced by the real clock, which is not simulated: as fast as it can.
      perSecond: Number.POSITIVE_INFINITY,
      places: ({ place }) => ({ here: place, direct: place }),
      async mayPost({ channel }) {
        if (trouble.isDown) throw new Error('not connected')
        return trouble.closed.has(channel) ? { ok: false, problem: 'The channel is closed.', isGone: false } : { ok: true }
      },
      under: (place, ref) => ({ ...place, thread: ref }),
      post,
      revise: () => Promise.reject(new Error('digests are not revised')),
    },
  }
}

export function urlOf(ref: string): string {
  return `https://chat.example/${ref}`
}

function deliveredOf(ref: string): Delivered {
  return { ref, url: urlOf(ref), threads: [] }
}
