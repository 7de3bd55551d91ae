import { describe, expect, test, vi } from 'vitest'
import type { Content } from '../../commands/delivery/content.ts'
import { unasked } from '../../commands/delivery/content.ts'
import { ownPage } from '../../commands/own-page.ts'
import { StoreError } from '../../src/store/store-error.ts'
import { DUE_MS, delivery, MINUTE_MS, post, rig } from './courier-rig.ts'

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

test('as soon as a surface is connected, what waited for it is posted', async () => {
  const { chat, add, pass, texts } = await rig()
  chat.isConnected = false
  await add(delivery('d', post(['top'])))
  for (let n = 0; n < 5; n++) await pass(0.05)
  chat.isConnected = true
  await pass(0.01)
  expect(texts()).toEqual(['top'])
})

test('what stands in part is completed as soon as that works', async () => {
  const { chat, add, pass, known, texts } = await rig()
  chat.troubles.push('lost', 'later')
  await add(delivery('d', post(['top', 'details'])))
  for (let n = 0; n < 3; n++) await pass(1)
  expect(texts()).toEqual(['top', 'details'])
  expect(await known('d')).toMatchObject({ state: 'posted', refs: ['m1', 'm2'], reason: null })
})

test('what stands in part when its time is over was posted', async () => {
  const { chat, add, pass, known, failures } = await rig()
  chat.troubles.push('lost', ...Array.from({ length: 30 }, () => 'later' as const))
  await add(delivery('d', post(['top', 'details'])))
  for (let n = 0; n < 70; n++) await pass(1)
  expect(await known('d')).toMatchObject({ state: 'posted', refs: ['m1'] })
  expect(failures).toEqual([])
})

describe('what cannot be posted', () => {
  test('for now is tried again, more and more rarely, and says that it is late', async () => {
    const { chat, add, pass, known, texts, failures } = await rig()
    chat.troubles.push(...Array.from({ length: 7 }, () => 'later' as const))
    await add(delivery('d', post(['top'])))
    // Half a minute, then twice as long each time, up to five minutes.
    for (let n = 0; n < 22; n++) await pass(1)
    expect(texts()).toEqual([expect.stringMatching(/^Late: [^|]* \| top$/)])
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

  test('is over only once somebody was told', async () => {
    const { chat, add, pass, known, failures, untold } = await rig()
    chat.troubles.push('closed', 'closed')
    untold.push(new StoreError('full', 'news.db', 'The disk is full.'))
    await add(delivery('d', post(['top'])))
    await pass(0)
    expect((await known('d'))?.state).toBe('waiting')
    await pass(0)
    await pass(0.5)
    expect((await known('d'))?.state).toBe('missed')
    expect(failures).toHaveLength(1)
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

test('what is in hand is begun no second time where its lease is over: the machine slept', async () => {
  const { chat, clock, add, collect } = await rig()
  chat.troubles.push('never')
  await add(delivery('d', post(['top'])))
  await collect()
  await vi.waitFor(() => expect(chat.attempts).toHaveLength(1))
  clock.ms += 3 * 24 * 60 * MINUTE_MS
  await collect()
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(chat.attempts).toHaveLength(1)
})

test('what another process has taken over meanwhile is not posted', async () => {
  const { chat, add, pass, deliveries, clock } = await rig()
  await add(delivery('d', post(['top'])))
  const { take } = deliveries
  const slow: typeof take = async (...asked) => {
    const taken = await take(...asked)
    await take('chat', { nowMs: clock.ms + 200_000, leaseMs: 120_000, holder: 'host/3/3' }, 1)
    return taken
  }
  Object.assign(deliveries, { take: slow })
  await pass(0)
  expect(chat.attempts).toEqual([])
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
