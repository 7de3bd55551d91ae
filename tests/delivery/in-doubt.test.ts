/** A try whose end nobody knows, and a store that fails in the middle of one: what may stand is looked for, late enough, and never posted on a guess. */
import { describe, expect, test, vi } from 'vitest'
import { StoreError } from '../../src/store/store-error.ts'
import { DUE_MS, delivery, MINUTE_MS, post, rig } from './courier-rig.ts'

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

  test('is looked for from the first one on, however often it was tried since', async () => {
    const { chat, add, pass } = await rig()
    chat.troubles.push('unsaid', 'unsaid')
    await add(delivery('d', post(['top'])))
    for (const minutes of [0, 1, 2]) await pass(minutes)
    expect(chat.attempts).toEqual(['d never', `d ${DUE_MS}`, `d ${DUE_MS}`])
  })

  test('stays in doubt where the next try got nowhere', async () => {
    const { chat, add, pass, texts } = await rig()
    chat.troubles.push('lost')
    await add(delivery('d', post(['top'])))
    await pass(0)
    const { delivery: whole } = chat
    chat.delivery = { ...whole, post: () => Promise.reject(Object.assign(new Error('No token.'), { undelivered: 'later' })) }
    await pass(1)
    chat.delivery = whole
    await pass(1)
    expect(texts()).toEqual(['top'])
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

  test('that is past its time is looked for now and then only', async () => {
    const { chat, add, pass } = await rig()
    chat.troubles.push('lost')
    chat.canLook = false
    await add(delivery('d', post(['top'])))
    await pass(0)
    await pass(61)
    const before = chat.attempts.length
    for (let n = 0; n < 9; n++) await pass(1)
    expect(chat.attempts).toHaveLength(before)
  })

  test.each([true, false])('that nobody could look up for days counts as missed, with that reason: connected %s', async (isConnected) => {
    const { chat, add, pass, known, failures } = await rig()
    chat.troubles.push('lost')
    chat.canLook = false
    await add(delivery('d', post(['top'])))
    await pass(0)
    chat.isConnected = isConnected
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

  test('may still arrive: it is not looked for at once, and what comes late stands alone', async () => {
    const { chat, add, pass, known, texts } = await rig()
    chat.troubles.push('belated')
    await add(delivery('d', post(['top'])))
    await pass(0)
    for (let n = 0; n < 5; n++) await pass(0.06)
    expect(chat.attempts).toHaveLength(1)
    chat.arrive()
    await pass(0.2)
    expect(texts()).toEqual(['top'])
    expect((await known('d'))?.state).toBe('posted')
  })

  test('of a process that is gone may still arrive, the second time, too', async () => {
    const { chat, clock, add, pass, collect, replace, release, texts } = await rig()
    chat.troubles.push('unsaid', 'gone')
    await add(delivery('d', post(['top'])))
    await pass(0)
    clock.ms += MINUTE_MS
    await collect()
    await vi.waitFor(() => expect(chat.attempts).toHaveLength(2))
    await release()
    replace()
    await pass(0.1)
    expect(chat.attempts).toHaveLength(2)
    chat.arrive()
    await pass(0.5)
    expect(texts()).toEqual(['top'])
  })

  test('begun under a clock that was hours ahead is looked for far back', async () => {
    const { chat, clock, add, pass, texts } = await rig()
    chat.troubles.push('lost')
    await add(delivery('d', post(['top']), { expiresMs: DUE_MS + 10 * 60 * MINUTE_MS }))
    await pass(8 * 60)
    expect(texts()).toHaveLength(1)
    clock.ms = DUE_MS + 20 * MINUTE_MS
    await pass(0)
    const [, looked] = chat.attempts
    expect(Number(looked?.split(' ')[1])).toBeLessThan(DUE_MS)
    expect(texts()).toHaveLength(1)
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
  await pass(0)
  await pass(0.5)
  expect(texts()).toEqual(['top'])
  expect(chat.attempts).toEqual(['d never', `d ${DUE_MS}`])
  expect((await known('d'))?.state).toBe('posted')
})
