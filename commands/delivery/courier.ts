/**
 * From the outbox to the platforms: each delivery stands once, or is given up with a reason. Before anything is sent, the outbox knows that it may stand;
 * a try whose end is unknown is looked for before it is repeated, by this process or the next one.
 */
import PQueue from 'p-queue'
import type { DeliveryEnd, TakenDelivery } from '../../src/store/delivery-store.ts'
import { patiently } from '../../src/store/patience.ts'
import { StoreError } from '../../src/store/store-error.ts'
import type { Attempt, Delivered, Message, Place, Surface, Undelivered } from '../command.ts'
import type { Desk } from '../reception/desk.ts'
import { named } from '../surface-health.ts'
import type { Content } from './content.ts'
import { gathered } from './gathering.ts'
import { markedLate } from './late.ts'

/** Where deliveries go: of a surface, what posting unasked takes. */
export type Outlet = Pick<Surface, 'name' | 'health' | 'delivery'>
/** What somebody has to be told before a delivery that failed is over. Doing it twice does no harm. */
export type Failed = { readonly delivery: TakenDelivery; readonly reason: string; readonly isClosed: boolean }
export type Courier = {
  /** Takes as much as there is room for; what is taken is worked on behind it. Throws where the outbox cannot be read. */
  collect(outlet: Outlet): Promise<void>
  /** Resolved when nothing is in hand. */
  idle(): Promise<void>
  /** Takes nothing more. */
  close(): void
}
type Post = Extract<Content, { kind: 'post' }>
/** A desk whose process has a name: what it holds, others leave alone. */
export type HeldDesk = Desk & { readonly holder: { readonly name: string; isGone(name: string): boolean } }

/** Longer than one message with all its waits can take. */
const LEASE_MS = 120_000
/** Deliveries in hand of one surface: more than there will be channels that hang at the same time. */
const AT_ONCE = 40
/** Later than this after it was due, a post says so. */
const LATE_MS = 5 * 60_000
/** Between two looks at what waits for a surface that is not connected. */
const ABSENT_MS = 30_000
/** Between tries, doubled from the first to the last. */
const AGAIN_MS = [15_000, 300_000] as const
/** Past its time, for so long it is still looked for; then it counts as missed, since nobody will ever know. */
const LOOKED_FOR_MS = 3 * 86_400_000
const LOOK_AGAIN_MS = 600_000
/** What was begun in the future was begun under a wrong clock, nobody knows when: it is looked for among all of so long ago. */
const WRONG_CLOCK_MS = 86_400_000
/**
 * What was sent and not heard of may still be on its way, and what has just arrived is not in every history yet: it is not looked for sooner, by whomever.
 * No platform says how late a request can take effect; with the wait for its answer this is half a minute. What comes later may stand twice where no nonce
 * stands guard.
 */
const ON_ITS_WAY_MS = 20_000

/**
 * What one delivery in hand is worked on with. Mutable: `sinceMs`, since when its next message may stand, `beforeMs`, the same before the try that is under
 * way, and `standing`, what it is where its first one stands.
 */
type Hand = {
  readonly desk: HeldDesk
  readonly outlet: Outlet
  readonly taken: TakenDelivery
  readonly place: Place
  /** Past its time: it is only looked for. */
  readonly isOver: boolean
  sinceMs: number | null
  beforeMs: number | null
  standing: 'posted' | 'late' | null
}

export function openCourier(desk: HeldDesk, fail: (failed: Failed) => Promise<void>): Courier {
  const { deliveries } = desk.room.store
  const inHand = new Map<string, Promise<void>>()
  const queues = new Map<string, PQueue>()
  let isClosing = false
  const queueOf = ({ name, delivery }: Outlet): PQueue => {
    const queue = queues.get(name) ?? new PQueue({ concurrency: AT_ONCE, interval: 1_000, intervalCap: delivery.perSecond })
    queues.set(name, queue)
    return queue
  }
  /** In hand when the store failed, to be put back as soon as it can be written again: else they would wait for the ends of their leases. */
  const dropped = new Set<Hand>()
  const absentSinceMs = new Map<string, number>()
  const work = async (outlet: Outlet, taken: TakenDelivery): Promise<void> => {
    const isOver = desk.now().getTime() >= taken.expiresMs
    const doubt = { sinceMs: taken.sinceMs, beforeMs: taken.sinceMs }
    const hand: Hand = { desk, outlet, taken, place: JSON.parse(taken.place), isOver, ...doubt, standing: null }
    try {
      if (!isClosing) await deliver(hand, fail)
    } catch (error) {
      desk.log.error('delivery left in hand', { surface: outlet.name, key: taken.key, error })
      dropped.add(hand)
    } finally {
      inHand.delete(taken.key)
    }
  }
  const putDownDropped = async (): Promise<void> => {
    for (const hand of dropped) {
      await putBack(hand, hand.taken.reason ?? 'The store could not be written.', 0)
      dropped.delete(hand)
    }
  }
  /** Where nothing can be posted, what is past its time is still seen to, now and then. */
  const isWorthIt = ({ name, health }: Outlet, nowMs: number): boolean => {
    if (health().state === 'connected') return true
    const waitedMs = nowMs - (absentSinceMs.get(name) ?? 0)
    if (waitedMs >= 0 && waitedMs < ABSENT_MS) return false
    absentSinceMs.set(name, nowMs)
    return true
  }
  return {
    async collect(outlet) {
      const queue = queueOf(outlet)
      const room = AT_ONCE - queue.size - queue.pending
      const nowMs = desk.now().getTime()
      if (isClosing || room <= 0) return
      await putDownDropped()
      if (!isWorthIt(outlet, nowMs)) return
      const when = { nowMs, leaseMs: LEASE_MS, holder: desk.holder.name }
      for (const taken of await patiently(() => deliveries.take(outlet.name, when, room))) {
        // A lease may be over before its work is, on a machine that slept.
        if (inHand.has(taken.key)) continue
        inHand.set(
          taken.key,
          queue.add(() => work(outlet, taken)),
        )
      }
    },
    async idle() {
      while (inHand.size > 0) await Promise.all(inHand.values())
    },
    close() {
      isClosing = true
    },
  }
}

async function deliver(hand: Hand, fail: (failed: Failed) => Promise<void>): Promise<void> {
  const { desk, outlet, taken } = hand
  const nowMs = desk.now().getTime()
  const isForgotten = nowMs >= taken.expiresMs + LOOKED_FOR_MS
  const giveUp = async (reason: string, isClosed: boolean): Promise<void> => {
    desk.log.warn('not delivered', { surface: outlet.name, key: taken.key, reason })
    // Before it is over: who has to know it is told even where this process ends in between.
    await fail({ delivery: taken, reason, isClosed })
    await settle(hand, 'missed', reason)
  }
  if (hand.isOver && taken.sinceMs === null && taken.refs.length === 0)
    return await giveUp(taken.reason ?? 'It could not be posted in time.', false)
  if (outlet.health().state !== 'connected' && !isForgotten) return await putBack(hand, notConnected(outlet), 0)
  try {
    const state = await done(hand, JSON.parse(taken.content) as Content)
    if (state === null) await giveUp(taken.reason ?? 'It could not be posted in time.', false)
    else await settle(hand, state, null)
  } catch (error) {
    // Where the store fails, nothing can be taken down about it.
    const { undelivered } = error as Partial<Undelivered>
    if (undelivered === undefined && error instanceof StoreError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    const isHopeless = undelivered === 'closed' || undelivered === 'wrong' || isForgotten
    // Its readers have the first message: it was posted. What keeps the rest away keeps the next one away, too, and is told then.
    if (isHopeless && hand.standing !== null) return await settle(hand, hand.standing, `Not all of it could be posted: ${reason}`)
    if (undelivered === 'closed' || undelivered === 'wrong') return await giveUp(reason, undelivered === 'closed')
    if (isForgotten) return await giveUp(`Whether it was posted cannot be known: ${reason}`, false)
    desk.log.info('delivery put back', { surface: outlet.name, key: taken.key, undelivered, error })
    // A try that certainly posted nothing leaves what was possible before it.
    if (undelivered === 'later') hand.sinceMs = hand.beforeMs
    await putBack(hand, reason, hand.isOver ? LOOK_AGAIN_MS : Math.min(AGAIN_MS[1], AGAIN_MS[0] * 2 ** Math.min(taken.tries, 10)))
  }
}

async function settle({ desk, taken }: Hand, state: DeliveryEnd['state'], reason: string | null): Promise<void> {
  const end = { state, reason, atMs: desk.now().getTime() }
  await patiently(() => desk.room.store.deliveries.settle(taken.key, desk.holder.name, end))
}

async function putBack({ desk, taken, sinceMs }: Hand, reason: string, waitMs: number): Promise<void> {
  const restMs = sinceMs === null ? waitMs : Math.max(waitMs, ON_ITS_WAY_MS)
  const why = { nextTryMs: desk.now().getTime() + restMs, reason, sinceMs }
  await patiently(() => desk.room.store.deliveries.putBack(taken.key, desk.holder.name, why))
}

/** What became of it; null: it is over, and nothing of it stands. */
async function done(hand: Hand, content: Content): Promise<'posted' | 'late' | null> {
  if (content.kind === 'revise') {
    await revise(hand, content)
    return 'posted'
  }
  const { desk, taken } = hand
  const place = await placeOf(hand, content)
  const refs = [...taken.refs]
  let current = content
  if (refs.length > 0) hand.standing = stateOf(current)
  for (const n of content.messages.keys()) {
    if (n < refs.length) continue
    const standing = await stand(hand, n, refs[0] === undefined ? place : hand.outlet.delivery.under(place, refs[0]), current)
    // Once the first message stands, the run was posted, whatever time left of the rest.
    if (standing === null) return n === 0 ? null : stateOf(current)
    current = standing.content
    const { ref, url } = standing.delivered
    refs.push(ref)
    await patiently(() => desk.room.store.deliveries.stands(taken.key, desk.holder.name, { ref, url }))
    Object.assign(hand, { sinceMs: null, beforeMs: null, standing: stateOf(current) })
  }
  return stateOf(current)
}

function stateOf({ isLate }: Post): 'posted' | 'late' {
  return isLate === true ? 'late' : 'posted'
}

/** Its message of that number, standing; null: it is over, and it does not. */
async function stand(
  hand: Hand,
  n: number,
  place: Place,
  content: Post,
): Promise<{ readonly delivered: Delivered; readonly content: Post } | null> {
  const { desk, outlet, taken, isOver } = hand
  const nowMs = desk.now().getTime()
  const post = (written: Post, attempt: Attempt): Promise<Delivered | null> =>
    outlet.delivery.post(place, written.messages[n] as Message, n === 0 ? taken.key : `${taken.key}/${n}`, attempt)
  const mustSay = n === 0 && content.zone !== undefined && content.isLate !== true && nowMs > taken.dueMs + LATE_MS
  if (hand.sinceMs !== null && hand.sinceMs > nowMs) hand.sinceMs = nowMs - WRONG_CLOCK_MS
  // What stands of an earlier try stands as it was written; only what certainly does not is written anew, or given up.
  if (hand.sinceMs !== null && (isOver || mustSay)) {
    const found = await post(content, { sinceMs: hand.sinceMs, isOver: true })
    if (found !== null && isOver) return { delivered: found, content }
    if (found === null) hand.sinceMs = null
  }
  if (isOver) return null
  const whole = n === 0 && hand.sinceMs === null ? await gathered(desk, taken, content) : { content, told: [] }
  const written = mustSay && hand.sinceMs === null ? markedLate(whole.content, taken.dueMs, nowMs) : whole.content
  await begin(hand, nowMs, written === content ? null : JSON.stringify(written), whole.told)
  const attempt = { sinceMs: hand.sinceMs, isOver: false }
  hand.sinceMs ??= nowMs
  const delivered = await post(written, attempt)
  if (delivered === null) throw new Error(`${named(outlet.name)} says neither that it was posted nor that it was not.`)
  return { delivered, content: written }
}

/** From here on it may stand, and the outbox knows it. `told`: keys of others that it tells, too; they are over. */
async function begin({ desk, taken }: Hand, nowMs: number, content: string | null, told: readonly string[]): Promise<void> {
  const when = { nowMs, leaseMs: LEASE_MS, onItsWayMs: ON_ITS_WAY_MS }
  const held = await patiently(() => desk.room.store.deliveries.begin(taken.key, desk.holder.name, when, content, told))
  if (!held) throw Object.assign(new Error('Another process has taken it over.'), { undelivered: 'later' } satisfies Undelivered)
}

/** What another delivery posted is stood under; in the place itself where it never was. */
async function placeOf({ desk, place, outlet }: Hand, { under }: Post): Promise<Place> {
  if (under === undefined) return place
  const [ref] = (await desk.room.store.deliveries.byKeys([under])).get(under)?.refs ?? []
  return ref === undefined ? place : outlet.delivery.under(place, ref)
}

/** Where nothing stands that could be replaced, there is nothing to do. */
async function revise({ desk, outlet, place }: Hand, { of, message }: Extract<Content, { kind: 'revise' }>): Promise<void> {
  const known = (await desk.room.store.deliveries.byKeys([of])).get(of)
  if (known?.state === 'waiting')
    throw Object.assign(new Error('What it replaces is not posted yet.'), { undelivered: 'later' } satisfies Undelivered)
  const [ref] = known?.refs ?? []
  if (ref !== undefined) await outlet.delivery.revise(place, ref, message)
}

function notConnected(outlet: Outlet): string {
  const { problem, lastError } = outlet.health()
  return `${named(outlet.name)} was not to be reached. ${problem ?? lastError?.message ?? ''}`.trim()
}
