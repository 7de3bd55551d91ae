import { describe, expect, test } from 'vitest'
import { type Content, unasked } from '../../commands/delivery/content.ts'
import { type Failed, openCourier } from '../../commands/delivery/courier.ts'
import { noticePage, ownPage } from '../../commands/own-page.ts'
import { openLog } from '../../src/log.ts'
import { openNewsroom } from '../../src/newsroom.ts'
import type { NewDelivery } from '../../src/store/delivery-store.ts'
import { StoreError } from '../../src/store/store-error.ts'
import { open } from '../store/samples.ts'
import { type Platform, platform } from './platform.ts'

const DUE_MS = Date.parse('2026-11-28T08:00:00Z')
const MINUTE_MS = 60_000
const PLACE = { surface: 'chat', team: 'T', channel: 'C', thread: null, to: null, via: {} }
const post = (texts: readonly string[], more: Partial<Extract<Content, { kind: 'post' }>> = {}): Content => ({
  kind: 'post',
  zone: 'Europe/Paris',
  messages: texts.map((text) => unasked(noticePage('', text))),
  ...more,
})
const delivery = (key: string, content: Content, more: Partial<NewDelivery> = {}): NewDelivery => ({
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
async function rig(chat: Platform = platform()) {
  const store = await open(':memory:')
  const room = await openNewsroom(store)
  const clock = { ms: DUE_MS }
  const failures: Failed[] = []
  const logged: string[] = []
  const log = openLog({ level: 'error', secrets: [], now: () => new Date(clock.ms), write: (line) => void logged.push(line) })
  const courierOf = (name: string) =>
    openCourier(
      { room, log, zone: 'UTC', now: () => new Date(clock.ms), holder: { name, isGone: () => false } },
      async (failed) => void failures.push(failed),
    )
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
    logged,
    pass,
    deliveries: store.deliveries,
    add: (...all: NewDelivery[]) => store.deliveries.add(all),
    known: async (key: string) => (await store.deliveries.byKeys([key])).get(key),
    collect: () => courier.collect(chat),
    /** Another process: what the first one holds, it holds until its lease ends. */
    replace: () => {
      courier = courierOf('host/2/2')
    },
    texts: () =>
      chat.standing.map(({ answer: { blocks } }) => blocks.map((block) => (block.type === 'notice' ? block.text : block.type)).join(' | ')),
  }
}

test('what waits is posted once, in its place, the rest under it, and is over', async () => {
  const { chat, add, pass, known, texts } = await rig()
  await add(delivery('digest:1:a', post(['top', 'details'])))
  await pass(0)
  await pass(10)
  expect(texts()).toEqual(['top', 'details'])
  expect(chat.standing.map(({ key, under }) => [key, under])).toEqual([
    ['digest:1:a', null],
    ['digest:1:a/1', 'm1'],
  ])
  expect(await known('digest:1:a')).toMatchObject({ state: 'posted', refs: ['m1', 'm2'], url: 'https://chat.example/m1', reason: null })
})

test('what stands in part was posted: the rest that can never be is left away, with the reason', async () => {
  for (const trouble of ['wrong', 'closed'] as const) {
    const { chat, add, pass, known, texts, failures } = await rig()
    chat.troubles.push('lost', trouble)
    await add(delivery('d', post(['top', 'details'])))
    await pass(0)
    await pass(1)
    expect(texts()).toEqual(['top'])
    expect(await known('d')).toMatchObject({ state: 'posted', refs: ['m1'], reason: `Not all of it could be posted: It is ${trouble}.` })
    expect(failures).toEqual([])
  }
})

describe('a try whose end is unknown', () => {
  test.each(['lost', 'unsaid'] as const)('is looked for before it is repeated: %s', async (trouble) => {
    const { chat, add, pass, known, texts } = await rig()
    chat.troubles.push(trouble)
    await add(delivery('d', post(['top'])))
    await pass(0)
    expect((await known('d'))?.state).toBe('waiting')
    await pass(1)
    expect(texts()).toEqual(['top'])
    expect(chat.attempts).toEqual(['d never', `d ${DUE_MS}`])
    expect((await known('d'))?.state).toBe('posted')
  })

  test('stays in doubt while nobody can look, and is never posted again on a guess', async () => {
    const { chat, add, pass, known, failures } = await rig()
    chat.troubles.push('lost')
    chat.canLook = false
    await add(delivery('d', post(['top'])))
    await pass(0)
    for (let n = 0; n < 10; n++) await pass(10)
    expect(chat.standing).toHaveLength(1)
    expect((await known('d'))?.state).toBe('waiting')
    chat.canLook = true
    await pass(11)
    expect((await known('d'))?.state).toBe('posted')
    expect(failures).toEqual([])
  })

  test('that nobody could look up for days counts as missed, with that reason', async () => {
    const { chat, add, pass, known, failures } = await rig()
    chat.troubles.push('lost')
    chat.canLook = false
    await add(delivery('d', post(['top'])))
    await pass(0)
    await pass(61)
    await pass(4 * 24 * 60)
    expect(await known('d')).toMatchObject({ state: 'missed', reason: expect.stringMatching(/^Whether it was posted cannot be known: /) })
    expect(failures).toHaveLength(1)
  })

  test('of a process that ended in the middle is found by the next one, when its lease is over', async () => {
    const { chat, add, pass, known, collect, replace, texts } = await rig()
    chat.troubles.push('never')
    await add(delivery('d', post(['top', 'details'])))
    await collect()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(texts()).toEqual(['top'])
    replace()
    await pass(1)
    expect(chat.attempts).toHaveLength(1)
    await pass(2)
    expect(texts()).toEqual(['top', 'details'])
    expect((await known('d'))?.state).toBe('posted')
  })

  test('that had not posted it is written anew once it is late', async () => {
    const { chat, add, pass, known, texts } = await rig()
    chat.troubles.push('unsaid')
    await add(delivery('d', post(['top'])))
    await pass(0)
    chat.isConnected = false
    await pass(20)
    chat.isConnected = true
    await pass(10)
    expect(texts()).toEqual(['Late: this was due at Sat 28 Nov, 09:00 and is posted at Sat 28 Nov, 09:30. | top'])
    expect((await known('d'))?.state).toBe('late')
  })

  test('that had posted it stands as it was, however late that is learned', async () => {
    const { chat, add, pass, known, texts } = await rig()
    chat.troubles.push('lost')
    await add(delivery('d', post(['top'])))
    await pass(0)
    await pass(30)
    expect(texts()).toEqual(['top'])
    expect((await known('d'))?.state).toBe('posted')
  })
})

test('a store that fails while something is posted leaves it in hand, to be looked for', async () => {
  const { chat, add, pass, deliveries, known, logged, texts } = await rig()
  await add(delivery('d', post(['top'])))
  const { stands } = deliveries
  Object.assign(deliveries, { stands: () => Promise.reject(new TypeError('the disk is gone')) })
  await pass(0)
  Object.assign(deliveries, { stands })
  await pass(1)
  expect(texts()).toEqual(['top'])
  expect(chat.attempts).toEqual(['d never', `d ${DUE_MS}`])
  expect((await known('d'))?.state).toBe('posted')
  expect(logged).toEqual([])
})

test('a store that cannot be written for a while holds up nothing once it can', async () => {
  const { chat, add, pass, deliveries, known, logged, texts } = await rig()
  await add(delivery('d', post(['top'])))
  const { stands, putBack } = deliveries
  const full = () => Promise.reject(new StoreError('full', 'news.db', 'The disk is full.'))
  Object.assign(deliveries, { stands: full, putBack: full })
  await pass(0)
  expect(logged).toHaveLength(1)
  await expect(pass(0)).rejects.toThrow('The disk is full.')
  Object.assign(deliveries, { stands, putBack })
  await pass(0.25)
  expect(texts()).toEqual(['top'])
  expect(chat.attempts).toEqual(['d never', `d ${DUE_MS}`])
  expect((await known('d'))?.state).toBe('posted')
})

test('as soon as a surface is connected, what waited for it is posted', async () => {
  const { chat, add, pass, texts } = await rig()
  chat.isConnected = false
  await add(delivery('d', post(['top'])))
  for (let n = 0; n < 5; n++) await pass(0.05)
  chat.isConnected = true
  await pass(0.01)
  expect(texts()).toEqual(['top'])
})

describe('what cannot be posted', () => {
  test('for now is tried again, more and more rarely, and says that it is late', async () => {
    const { chat, add, pass, known, texts, failures } = await rig()
    chat.troubles.push(...Array.from({ length: 7 }, () => 'later' as const))
    await add(delivery('d', post(['top'])))
    for (let n = 0; n < 40; n++) await pass(1)
    expect(texts()).toEqual([expect.stringMatching(/^Late: .* \| top$/)])
    expect(chat.attempts.every((attempt) => attempt === 'd never')).toBe(true)
    expect(chat.attempts).toHaveLength(8)
    expect((await known('d'))?.state).toBe('late')
    expect(failures).toEqual([])
  })

  test('in its time is missed, with the last reason, and is told', async () => {
    const { chat, add, pass, known, failures } = await rig()
    chat.isConnected = false
    await add(delivery('d', post(['top'])))
    for (let n = 0; n < 70; n++) await pass(1)
    expect(await known('d')).toMatchObject({ state: 'missed', reason: 'Chat was not to be reached. The network is away.' })
    expect(failures).toMatchObject([{ isClosed: false, delivery: { key: 'd' } }])
    expect(chat.standing).toEqual([])
  })

  test.each([
    ['closed', true],
    ['wrong', false],
  ] as const)('ever is given up at once: %s', async (trouble, isClosed) => {
    const { chat, add, pass, known, failures } = await rig()
    chat.troubles.push(trouble)
    await add(delivery('d', post(['top'])))
    await pass(0)
    expect(await known('d')).toMatchObject({ state: 'missed', reason: `It is ${trouble}.` })
    expect(failures).toMatchObject([{ isClosed, reason: `It is ${trouble}.` }])
  })

  test('because of a fault of ours is looked for and tried again', async () => {
    const { chat, add, pass, known, texts } = await rig()
    chat.troubles.push('odd')
    await add(delivery('d', post(['top'])))
    await pass(0)
    await pass(1)
    expect(texts()).toEqual(['top'])
    expect((await known('d'))?.state).toBe('posted')
  })
})

test('a channel that hangs holds up no other, and its own wait in their order', async () => {
  const { chat, add, collect, texts } = await rig()
  chat.troubles.push('never')
  const other = (n: number) => delivery(`other:${n}`, post([`other ${n}`]), { lane: `T:D${n}`, dueMs: DUE_MS })
  await add(delivery('a', post(['first']), { dueMs: DUE_MS - 2 }), delivery('b', post(['second']), { dueMs: DUE_MS - 1 }))
  await collect()
  await add(...Array.from({ length: 30 }, (_, n) => other(n)))
  for (let n = 0; n < 3; n++) {
    await collect()
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  expect(texts()).toHaveLength(31)
  expect(texts()).not.toContain('second')
})

test('what replaces a post waits for it, and what stands under it finds it', async () => {
  const { chat, add, pass, texts } = await rig()
  const revise: Content = {
    kind: 'revise',
    of: 'd',
    message: unasked(ownPage({ question: '', title: '', blocks: [{ type: 'notice', text: 'new' }] })),
  }
  chat.troubles.push('later')
  await add(
    delivery('r', revise, { lane: 'T:X' }),
    delivery('d', post(['old'])),
    delivery('u', post(['more'], { under: 'd' }), { dueMs: DUE_MS + 1 }),
  )
  for (let n = 0; n < 5; n++) await pass(1)
  expect(texts()).toEqual(['new', 'more'])
  expect(chat.standing.map(({ under }) => under)).toEqual([null, 'm1'])
})
