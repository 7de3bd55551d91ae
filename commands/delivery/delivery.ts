/**
 * What is posted without being asked for: at each turn what is due is planned into the outbox, and what waits there is delivered. Nothing is kept in memory
 * that matters: whoever takes the next turn, in this process or another, finds in the store how far it is.
 */
import { digestSpecIn } from '../../src/digest/spec.ts'
import { openSteps } from '../../src/steps.ts'
import { patiently } from '../../src/store/patience.ts'
import type { MayPost, Place, Room } from '../command.ts'
import { retentionMs } from '../retention.ts'
import { openAlertPlanner } from './alerts.ts'
import { type Failed, type HeldDesk, type Outlet, openCourier } from './courier.ts'
import { openDigestPlanner } from './digest-planner.ts'
import { queueNow } from './digest-run.ts'
import { failedWord } from './words.ts'

export type OpenDelivery = NonNullable<Room['delivery']> & {
  /** One turn: plans what is due and begins to deliver what waits. Never throws; while one is under way, another call waits for the same. */
  tick(): Promise<void>
  /** Resolved when nothing is in hand. */
  idle(): Promise<void>
  /** Forgets what is older than `retention.ts` says. Never throws. */
  sweep(): Promise<void>
  /** Takes nothing more; resolved when what is in hand is done. */
  close(): Promise<void>
}
/** `outlets` may still grow. */
export type DeliveryOptions = HeldDesk & { readonly outlets: readonly Outlet[] }

/** Turns between two looks for what a process left that is gone. */
const TURNS_A_LOOK = 30
const DIGEST = /^digest:(\d+):(.+)$/s

export function openDelivery(options: DeliveryOptions): OpenDelivery {
  const { room, log, outlets } = options
  const { deliveries, digests } = room.store
  const planDigests = openDigestPlanner(options)
  const alerts = openAlertPlanner(options)
  const courier = openCourier(options, (failed) => fail(options, failed, alerts.failed))
  const steps = openSteps(log)
  let turns = 0
  let underWay: Promise<void> | null = null
  let isClosing = false

  const releaseGone = async (): Promise<void> => {
    const gone = (await patiently(() => deliveries.holders())).filter((name) => options.holder.isGone(name))
    if (gone.length > 0) await patiently(() => deliveries.release(gone))
  }
  const turn = async (): Promise<void> => {
    if (turns++ % TURNS_A_LOOK === 0) await steps.take('looking for abandoned deliveries', releaseGone)
    await steps.take('planning digests', () => planDigests(outlets.map(({ name }) => name)))
    await steps.take('planning alerts', () => alerts.plan())
    for (const outlet of outlets) await steps.take(`reading the outbox of ${outlet.name}`, () => courier.collect(outlet))
  }
  const delivery: OpenDelivery = {
    tick() {
      if (isClosing) return Promise.resolve()
      underWay ??= turn().finally(() => {
        underWay = null
      })
      return underWay
    },
    poke: () => void setImmediate(() => void delivery.tick()),
    idle: () => courier.idle(),
    trouble: steps.trouble,
    mayPost: (place) => mayPost(outlets, place),
    async postNow(id) {
      const record = await digests.byId(id)
      if (record === null) throw new RangeError(`there is no digest ${id}`)
      const { stories } = await queueNow(options, record, digestSpecIn(record.spec))
      delivery.poke()
      return stories.length
    },
    async sweep() {
      const nowMs = options.now().getTime()
      await steps.take('sweeping', async () => {
        await patiently(() => deliveries.sweep(nowMs - retentionMs('deliveries')))
        await patiently(() => digests.sweep(nowMs - retentionMs('runs')))
        await patiently(() => room.store.watches.sweep(nowMs - retentionMs('alerts')))
      })
    },
    async close() {
      isClosing = true
      courier.close()
      await underWay
      await courier.idle()
    },
  }
  return delivery
}

async function mayPost(outlets: readonly Outlet[], place: Place): Promise<MayPost> {
  const outlet = outlets.find(({ name }) => name === place.surface)
  if (outlet === undefined) throw new Error(`Nothing is posted to ${place.surface} from here.`)
  return await outlet.delivery.mayPost(place)
}

/** Whoever set it is told, and what has lost its place rests until somebody gives it another. */
async function fail({ room, log, now }: DeliveryOptions, failed: Failed, alertFailed: (failed: Failed) => Promise<void>): Promise<void> {
  const { deliveries, digests } = room.store
  const { delivery, reason, isClosed } = failed
  const [, id, slot = ''] = DIGEST.exec(delivery.key) ?? []
  if (id === undefined) return await alertFailed(failed)
  const record = await digests.byId(Number(id))
  if (record === null) return
  log.warn('digest missed', { digest: record.id, slot, reason })
  const words = failedWord(record, slot, { reason, isPaused: isClosed }, now().getTime())
  await patiently(() => deliveries.add(words))
  if (isClosed) await patiently(() => digests.change(record.id, { isPaused: true, why: reason }))
}
