/** A process of the simulation: the real planner and courier over the shared store, and a death that comes between any two things that it waits for. */
import type { Room } from '../../commands/command.ts'
import type { Outlet } from '../../commands/delivery/courier.ts'
import { type OpenDelivery, openDelivery } from '../../commands/delivery/delivery.ts'
import type { Log } from '../../src/log.ts'
import type { Random } from './simulation-random.ts'

export type SimulatedProcess = {
  readonly name: string
  readonly delivery: OpenDelivery
  /** Plans, delivers, and waits until nothing is in hand; false where it died in the middle. */
  turn(): Promise<boolean>
  /** Forgets what is old; it may die of that, too. */
  sweep(): Promise<void>
  /** So many calls of the store or the platform from now on it dies, before or after the last of them is done. */
  dieAfter(calls: number): void
  /** It dies with its next post, before or after the platform has it: where most harm is done. */
  dieAtPost(): void
  isDead(): boolean
}
export type ProcessNeeds = {
  readonly room: Room
  readonly outlets: readonly Outlet[]
  readonly log: Log
  readonly random: Random
  now(): Date
  /** Whether another process can tell that one is gone. */
  isGone(name: string): boolean
}

/** Parts of the store that the planner and the courier wait for. */
const PARTS: ReadonlySet<string> = new Set(['deliveries', 'digests', 'watches', 'chat', 'stories'])
/** A new one each time: one for all would keep everything that ever waited for it. */
const never = (): Promise<never> => new Promise(() => undefined)

export function startProcess(name: string, needs: ProcessNeeds): SimulatedProcess {
  const life = mortality(needs.random)
  const store = needs.room.store
  const mortalStore = new Proxy(mortal(store, life), {
    get: (target, part, receiver) =>
      typeof part === 'string' && PARTS.has(part) ? mortal(Reflect.get(store, part) as object, life) : Reflect.get(target, part, receiver),
  })
  const outlets = needs.outlets.map(
    (outlet): Outlet => ({
      ...outlet,
      delivery: { ...outlet.delivery, post: (...given) => life.live(() => outlet.delivery.post(...given), true) },
    }),
  )
  const delivery = openDelivery({
    room: { ...needs.room, store: mortalStore },
    outlets,
    log: needs.log,
    zone: 'UTC',
    now: needs.now,
    holder: { name, isGone: needs.isGone },
  })
  return {
    name,
    delivery,
    async turn() {
      if (life.isDead()) return false
      const work = delivery.tick().then(() => delivery.idle())
      await Promise.race([work, life.died])
      return !life.isDead()
    },
    async sweep() {
      await Promise.race([delivery.sweep(), life.died])
    },
    dieAfter: life.dieAfter,
    dieAtPost: life.dieAtPost,
    isDead: life.isDead,
  }
}

export type Life = ReturnType<typeof mortality>
export function mortality(random: Random) {
  let left = Number.POSITIVE_INFINITY
  let isAimed = false
  let isDead = false
  let end: () => void = () => undefined
  const died = new Promise<void>((resolve) => {
    end = resolve
  })
  const die = (): Promise<never> => {
    isDead = true
    end()
    return never()
  }
  return {
    died,
    isDead: () => isDead,
    dieAfter(calls: number): void {
      left = calls
      isAimed = false
    },
    dieAtPost(): void {
      isAimed = true
    },
    /** What is waited for: nothing comes back to the dead. */
    async live<T>(call: () => Promise<T>, isPost = false): Promise<T> {
      if (isDead) return await never()
      if (--left > 0 && !(isAimed && isPost)) {
        const back = await call().catch((error: unknown) => {
          if (isDead) return never()
          throw error
        })
        return isDead ? await never() : back
      }
      if (random.chance(0.5)) return await die()
      // It is done, and whoever asked for it never hears so; what the platform threw is not heard either.
      await call().then(
        () => undefined,
        () => undefined,
      )
      return await die()
    },
  }
}

/** The same, but that each method takes one step of life. */
export function mortal<T extends object>(whole: T, life: Life): T {
  const known = new Map<PropertyKey, unknown>()
  return new Proxy(whole, {
    get(target, name) {
      const part = Reflect.get(target, name) as unknown
      if (typeof part !== 'function') return part
      const method = known.get(name) ?? ((...given: unknown[]) => life.live(() => Promise.resolve(Reflect.apply(part, target, given))))
      known.set(name, method)
      return method
    },
  })
}
