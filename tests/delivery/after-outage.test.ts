/** A weekend without Newsdesk, and many digests that were due in it: what can still be posted is, once; the rest is accounted for, and told in one message a manager. */
import { expect, test } from 'vitest'
import { openDelivery } from '../../commands/delivery/delivery.ts'
import { wordTo } from '../../commands/delivery/words.ts'
import type { DigestSpec } from '../../src/digest/spec.ts'
import { openLog } from '../../src/log.ts'
import { openNewsroom } from '../../src/newsroom.ts'
import { nextSlot } from '../../src/schedule.ts'
import { StoreError } from '../../src/store/store-error.ts'
import { open } from '../store/samples.ts'
import { platform } from './platform.ts'

const FRIDAY_MS = Date.parse('2026-11-20T12:00:00Z')
const MONDAY_MS = Date.parse('2026-11-23T09:30:00Z')
const MINUTE_MS = 60_000
/** A process that was killed. */
const GONE = 'here/2/1'
const EVERY_DAY: DigestSpec = {
  schedule: { days: [1, 2, 3, 4, 5, 6, 7], minute: 8 * 60, zone: 'UTC' },
  topic: '',
  max: 3,
  style: 'headlines',
  empty: 'say',
  graceMs: 3 * 3_600_000,
}

async function rig(digests: number, managers: number) {
  const store = await open(':memory:')
  const room = await openNewsroom(store)
  const clock = { ms: FRIDAY_MS }
  const chat = platform()
  const logged: string[] = []
  const log = openLog({ level: 'error', secrets: [], now: () => new Date(clock.ms), write: (line) => void logged.push(line) })
  const holder = { name: 'here/1/1', isGone: (name: string) => name === GONE }
  const delivery = openDelivery({ room, log, zone: 'UTC', now: () => new Date(clock.ms), holder, outlets: [chat] })
  const next = nextSlot(EVERY_DAY.schedule, FRIDAY_MS)
  for (let n = 0; n < digests; n++) {
    const place = { surface: 'chat', team: 'T', channel: `C${n}`, thread: null, to: null, via: {} }
    const direct = { ...place, channel: `D${n % managers}` }
    await store.digests.add({
      surface: 'chat',
      team: 'T',
      channel: place.channel,
      place: JSON.stringify(place),
      owner: `chat:U${n % managers}`,
      direct: JSON.stringify(direct),
      spec: JSON.stringify(EVERY_DAY),
      nextSlot: next.name,
      nextMs: next.ms,
      createdMs: FRIDAY_MS,
    })
  }
  const turns = async (count: number, stepMs: number): Promise<void> => {
    for (let n = 0; n < count; n++, clock.ms += stepMs) {
      await delivery.tick()
      await delivery.idle()
    }
  }
  const words = () =>
    chat.standing
      .filter(({ channel }) => channel.startsWith('D'))
      .map(({ channel, answer }) => ({ channel, lines: linesOf(answer.blocks) }))
  return { store, clock, chat, logged, turns, words, delivery }
}

const linesOf = (blocks: readonly { readonly type: string }[]): readonly string[] =>
  blocks.flatMap((block) => ('text' in block ? [String(block.text)] : []))

test('two hundred digests after a weekend: one late post each, and one message to each manager', async () => {
  const { store, clock, chat, logged, turns, words } = await rig(200, 2)
  clock.ms = MONDAY_MS
  await turns(20, 1_000)
  const posts = chat.standing.filter(({ channel }) => channel.startsWith('C'))
  expect(new Set(posts.map(({ channel }) => channel)).size).toBe(200)
  expect(posts).toHaveLength(200)
  expect(posts.every(({ answer }) => linesOf(answer.blocks)[0]?.startsWith('Late: ') === true)).toBe(true)
  for (const id of [1, 200])
    expect((await store.digests.history(id, 10)).map(({ slot, state }) => `${slot} ${state}`)).toEqual([
      '2026-11-23T08:00 late',
      '2026-11-22T08:00 missed',
      '2026-11-21T08:00 missed',
    ])
  const [told, ...others] = words().sort((one, other) => one.channel.localeCompare(other.channel))
  expect(others.map(({ channel }) => channel)).toEqual(['D1'])
  expect(told?.lines).toHaveLength(21)
  expect(told?.lines[0]).toBe(
    'Digest 1: 2 posts, Sat 21 Nov, 08:00 to Sun 22 Nov, 08:00, were missed. Newsdesk was not running at that time, or could not work.',
  )
  expect(told?.lines[20]).toContain('And 80 more like these')
  expect(logged).toEqual([])
})

test('a platform that refuses all of them is told of in one message, once all were tried', async () => {
  const { store, clock, chat, turns, words } = await rig(60, 1)
  clock.ms = Date.parse('2026-11-21T08:00:00Z')
  chat.troubles.push(...Array.from({ length: 60 }, () => 'closed' as const))
  await turns(5, 1_000)
  expect(words()).toEqual([])
  await turns(2, MINUTE_MS)
  expect(words()).toHaveLength(1)
  expect(words()[0]?.lines.at(-1)).toContain('And 40 more like these')
  expect(words()[0]?.lines[1]).toBe(
    'Digest 2: the one of Sat 21 Nov, 08:00 was missed. It is closed. It is paused until you say: digest resume 2',
  )
  expect(await store.digests.byId(60)).toMatchObject({ isPaused: true, why: 'It is closed.' })
})

test('a message of many that is lost on its way is posted again with all of them', async () => {
  const { store, clock, chat, turns, words } = await rig(30, 1)
  clock.ms = MONDAY_MS
  const { post } = chat.delivery
  let isLost = true
  chat.delivery = {
    ...chat.delivery,
    post: async (...given) => {
      const [, , key] = given
      if (!key.startsWith('word:') || !isLost) return await post(...given)
      isLost = false
      throw Object.assign(new Error('The connection broke.'), { undelivered: 'unsure' })
    },
  }
  await turns(10, 10_000)
  expect(words()).toHaveLength(1)
  expect(words()[0]?.lines.at(-1)).toContain('And 10 more like these')
  expect(await store.deliveries.waiting()).toEqual(new Map())
})

test('a store that cannot be written keeps everything back, and nothing longer than that', async () => {
  const { store, clock, chat, turns, delivery } = await rig(3, 1)
  clock.ms = Date.parse('2026-11-21T08:00:00Z')
  const { plan } = store.digests
  Object.assign(store.digests, { plan: () => Promise.reject(new StoreError('full', 'news.db', 'There is no room left.')) })
  await turns(3, 1_000)
  expect(chat.standing).toEqual([])
  expect(delivery.trouble()).toBe('There is no room left.')
  Object.assign(store.digests, { plan })
  await turns(1, 1_000)
  expect(chat.standing).toHaveLength(3)
  expect(delivery.trouble()).toBeNull()
})

test('one that somebody asked for beside its times is told as that', async () => {
  const { chat, turns, words, delivery } = await rig(1, 1)
  chat.troubles.push('wrong')
  await delivery.postNow(1)
  await turns(3, MINUTE_MS)
  expect(words().flatMap(({ lines }) => lines)).toEqual(['Digest 1: the one that was asked for beside its times was missed. It is wrong.'])
})

test('what a process held that was killed is posted by the next one at once', async () => {
  const { store, clock, chat, turns } = await rig(1, 1)
  clock.ms = Date.parse('2026-11-21T08:00:00Z')
  const place = { surface: 'chat', team: 'T', channel: 'X', thread: null, to: null, via: {} }
  const word = wordTo({ direct: JSON.stringify(place), surface: 'chat' }, 'word:x', 'One was missed.', clock.ms)
  await store.deliveries.add([word])
  expect(await store.deliveries.take('chat', { nowMs: clock.ms, leaseMs: 120_000, holder: GONE }, 10)).toHaveLength(1)
  await turns(1, 1_000)
  expect(chat.standing.map(({ channel }) => channel)).toContain('X')
})
