/** A planner of digests over a store and a clock of its own. */
import { openDigestPlanner } from '../../commands/delivery/digest-planner.ts'
import type { DigestSpec } from '../../src/digest/spec.ts'
import { openLog } from '../../src/log.ts'
import { openNewsroom } from '../../src/newsroom.ts'
import { nextSlot, readSchedule } from '../../src/schedule.ts'
import type { NewDelivery } from '../../src/store/delivery-store.ts'
import { article, open } from '../store/samples.ts'

export const START_MS = Date.parse('2026-11-20T12:00:00Z')
export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS
export const DIRECT = { surface: 'chat', team: 'T', channel: 'D1', thread: null, to: null, via: {} }

export function specOf(words: string, more: Partial<DigestSpec> = {}): DigestSpec {
  const read = readSchedule(words, 'UTC')
  if (!read.ok) throw new Error(read.problem)
  return { schedule: read.schedule, topic: '', max: 6, style: 'brief', empty: 'say', graceMs: 3 * HOUR_MS, ...more }
}

export async function rig(file = ':memory:') {
  const store = await open(file)
  const room = await openNewsroom(store)
  const clock = { ms: START_MS }
  const logged: string[] = []
  const log = openLog({ level: 'error', secrets: [], now: () => new Date(clock.ms), write: (line) => void logged.push(line) })
  const desk = { room, log, zone: 'UTC', now: () => new Date(clock.ms) }
  const plan = openDigestPlanner(desk)
  const surfaces = ['chat']
  let told = 0
  return {
    store,
    clock,
    desk,
    logged,
    plan: () => plan(surfaces),
    async set(words: string, more: Partial<DigestSpec> = {}, channel = 'C') {
      const spec = specOf(words, more)
      const next = nextSlot(spec.schedule, clock.ms)
      const place = JSON.stringify({ ...DIRECT, channel })
      const direct = JSON.stringify(DIRECT)
      const base = { surface: 'chat', team: 'T', channel, place, owner: 'chat:U1', direct, createdMs: clock.ms }
      return await store.digests.add({ ...base, spec: JSON.stringify(spec), nextSlot: next.name, nextMs: next.ms })
    },
    /** News of an event of its own, published an hour ago. */
    async news(title = `Bridge ${++told} over the Vell opens in Kastrup ${told}`) {
      const published = new Date(clock.ms - HOUR_MS).toISOString()
      await room.add([article(`a${++told}`, { title, published, body: `${title} after years of work. It cost ${told}17 million crowns.` })])
    },
    runs: async (id: number) => (await store.digests.history(id, 50)).map(({ slot, state }) => `${slot} ${state}`),
    /** What waits, taken out of the outbox and settled as posted. */
    async posted(): Promise<readonly NewDelivery[]> {
      const taken = await store.deliveries.take('chat', { nowMs: clock.ms, leaseMs: 1_000, holder: 'p' }, 100)
      for (const { key } of taken) await store.deliveries.settle(key, 'p', { state: 'posted', reason: null, atMs: clock.ms })
      return taken
    },
  }
}
