/** A courier over a store in memory, for what is tried with it. */
import { type Content, unasked } from '../../commands/delivery/content.ts'
import { type Failed, openCourier } from '../../commands/delivery/courier.ts'
import { noticePage } from '../../commands/own-page.ts'
import { openLog } from '../../src/log.ts'
import { openNewsroom } from '../../src/newsroom.ts'
import type { NewDelivery } from '../../src/store/delivery-store.ts'
import { open } from '../store/samples.ts'
import { type Platform, platform } from './platform.ts'

export const DUE_MS = Date.parse('2026-11-28T08:00:00Z')
export const MINUTE_MS = 60_000
const PLACE = { surface: 'chat', team: 'T', channel: 'C', thread: null, to: null, via: {} }
export const post = (texts: readonly string[], more: Partial<Extract<Content, { kind: 'post' }>> = {}): Content => ({
  kind: 'post',
  zone: 'Europe/Paris',
  messages: texts.map((text) => unasked(noticePage('', text))),
  ...more,
})
export const delivery = (key: string, content: Content, more: Partial<NewDelivery> = {}): NewDelivery => ({
  key,
  surface: 'chat',
  lane: 'T:C',
  place: JSON.stringify(PLACE),
  content: JSON.stringify(content),
  dueMs: DUE_MS,
  expiresMs: DUE_MS + 60 * MINUTE_MS,
  ...more,
})

/** A courier over a store in memory, with a clock that is moved by hand. */
export async function rig(chat: Platform = platform()) {
  const store = await open(':memory:')
  const room = await openNewsroom(store)
  const clock = { ms: DUE_MS }
  const failures: Failed[] = []
  /** What telling of a failure meets, one each. */
  const untold: Error[] = []
  const logged: string[] = []
  const log = openLog({ level: 'error', secrets: [], now: () => new Date(clock.ms), write: (line) => void logged.push(line) })
  const courierOf = (name: string) =>
    openCourier({ room, log, zone: 'UTC', now: () => new Date(clock.ms), holder: { name, isGone: () => false } }, async (failed) => {
      if (untold.length > 0) throw untold.pop()
      failures.push(failed)
    })
  let courier = courierOf('host/1/1')
  /** Collects after so many minutes, until nothing is in hand. */
  const pass = async (minutes: number): Promise<void> => {
    clock.ms += minutes * MINUTE_MS
    await courier.collect(chat)
    await courier.idle()
  }
  return {
    chat,
    clock,
    failures,
    untold,
    logged,
    pass,
    deliveries: store.deliveries,
    add: (...all: NewDelivery[]) => store.deliveries.add(all),
    known: async (key: string) => (await store.deliveries.byKeys([key])).get(key),
    collect: () => courier.collect(chat),
    /** Another process: what the first one holds, it holds until its lease ends, or until it is known to be gone. */
    replace: () => {
      courier = courierOf('host/2/2')
    },
    release: () => store.deliveries.release(['host/1/1']),
    texts: () =>
      chat.standing.map(({ answer: { blocks } }) => blocks.map((block) => (block.type === 'notice' ? block.text : block.type)).join(' | ')),
  }
}
