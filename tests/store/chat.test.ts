import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ChatStore, KeptPress, ThreadMemory } from '../../src/store/chat-store.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { claimOf } from './chat-child.ts'
import { chatOf, LEASE, ME, OTHER, olderFile, rows, taking } from './chat-samples.ts'
import { item } from './child.ts'
import { folder, open } from './samples.ts'

const memory = (fields: Partial<ThreadMemory> = {}): ThreadMemory => ({
  conversation: '{"question":"q"}',
  muted: false,
  atMs: 5,
  ...fields,
})
const press = (token: string, fields: Partial<KeptPress> = {}): KeptPress => ({
  token,
  owner: ME,
  content: `{"buttons":"${token}"}`,
  expiresMs: 9_000,
  ...fields,
})

describe('threads', () => {
  test('are remembered under each key; the later memory replaces the one before, key by key', async () => {
    const chat = await chatOf()
    await chat.rememberThreads(['a', 'b'], ME, memory())
    await chat.rememberThreads(['b'], OTHER, memory({ conversation: null, muted: true, atMs: 6 }))
    expect(await chat.threads(['b', 'nobody', 'a'])).toEqual(
      new Map([
        ['a', memory()],
        ['b', { conversation: null, muted: true, atMs: 6 }],
      ]),
    )
    expect(await chat.threads([])).toEqual(new Map())
    await chat.rememberThreads([], ME, memory())
  })

  test('of one message are remembered all or none', async () => {
    const chat = await chatOf()
    await expect(chat.rememberThreads(['a', 'b', null as unknown as string], ME, memory())).rejects.toThrow()
    expect(await chat.threads(['a', 'b'])).toEqual(new Map())
  })
})

describe('presses', () => {
  test('a thousand are kept and found, also after a restart; a token kept again does what it was told last', async () => {
    const file = join(folder(), 'news.db')
    const store = await openSqliteStore(file)
    for (let n = 0; n < 1_000; n++) await store.chat.keepPress(press(`token-${n}`))
    await store.chat.keepPress(press('token-7', { content: '"anew"' }))
    await store.close()
    const chat = await chatOf(file)
    for (let n = 0; n < 1_000; n++)
      expect(await chat.press(`token-${n}`)).toEqual(n === 7 ? press('token-7', { content: '"anew"' }) : press(`token-${n}`))
    expect(await chat.press('token-1000')).toBeNull()
  })
})

describe('what readers prefer, asked and thought', () => {
  test('preferences are set, changed, forgotten, each reader’s own', async () => {
    const chat = await chatOf()
    await chat.setPreference(ME, 'zone', 'Europe/Paris')
    await chat.setPreference(ME, 'zone', 'Asia/Tokyo')
    await chat.setPreference(ME, '__proto__', 'odd')
    await chat.setPreference(OTHER, 'private', 'yes')
    expect(Object.entries(await chat.preferences(ME))).toEqual([
      ['__proto__', 'odd'],
      ['zone', 'Asia/Tokyo'],
    ])
    await chat.setPreference(ME, 'zone', null)
    await chat.setPreference(ME, 'never set', null)
    expect(Object.keys(await chat.preferences(ME))).toEqual(['__proto__'])
    expect(await chat.preferences(OTHER)).toEqual({ private: 'yes' })
    expect(await chat.preferences('nobody')).toEqual({})
  })

  test('the newest twenty questions are kept, each once, newest first', async () => {
    const chat = await chatOf()
    await chat.addQuestion(OTHER, { question: 'q1', answered: true, atMs: 1 })
    for (let n = 1; n <= 30; n++) await chat.addQuestion(ME, { question: `q${n}`, answered: n % 2 === 0, atMs: n })
    await chat.addQuestion(ME, { question: 'q15', answered: true, atMs: 31 })
    const newest = [30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 14, 13, 12, 11].map((n) => `q${n}`)
    const kept = await chat.questions(ME, 1_000)
    expect(kept.map(({ question }) => question)).toEqual(['q15', ...newest])
    expect(kept[0]).toEqual({ question: 'q15', answered: true, atMs: 31 })
    expect(await chat.questions(ME, 2)).toEqual(kept.slice(0, 2))
    expect(await chat.questions(OTHER, 10)).toEqual([{ question: 'q1', answered: true, atMs: 1 }])
  })

  test('questions asked in the same millisecond are in the order in which they came', async () => {
    const chat = await chatOf()
    for (const question of ['b', 'c', 'a']) await chat.addQuestion(ME, { question, answered: true, atMs: 1 })
    expect((await chat.questions(ME, 10)).map(({ question }) => question)).toEqual(['a', 'c', 'b'])
  })

  test('one rating an owner and token; the later one counts, in whatever order they come', async () => {
    const chat = await chatOf()
    expect(await chat.ratings()).toEqual({ good: 0, bad: 0 })
    const rating = { token: 't', owner: ME, isGood: true, question: 'q', atMs: 10 }
    await chat.rate(rating)
    await chat.rate({ ...rating, owner: OTHER })
    await chat.rate({ ...rating, token: 'u' })
    expect(await chat.ratings()).toEqual({ good: 3, bad: 0 })
    await chat.rate({ ...rating, isGood: false, atMs: 12 })
    await chat.rate({ ...rating, atMs: 11 })
    expect(await chat.ratings()).toEqual({ good: 2, bad: 1 })
  })
})

test('installations are kept, replaced and deleted', async () => {
  const chat = await chatOf()
  expect(await chat.installation('slack:T1')).toBeNull()
  await chat.setInstallation('slack:T1', 'v1.one')
  await chat.setInstallation('slack:T2', 'v1.two')
  await chat.setInstallation('slack:T1', 'v1.anew')
  expect([await chat.installation('slack:T1'), await chat.installation('slack:T2')]).toEqual(['v1.anew', 'v1.two'])
  await chat.deleteInstallation('slack:T1')
  await chat.deleteInstallation('slack:T1')
  expect([await chat.installation('slack:T1'), await chat.installation('slack:T2')]).toEqual([null, 'v1.two'])
})

/** Something of everything that is kept of an owner: two threads, a button, a preference, a question, a rating. */
async function use(chat: ChatStore, owner: string, n: number): Promise<void> {
  await chat.claim(claimOf(n, { owner, said: JSON.stringify({ owner }) }), LEASE)
  await chat.rememberThreads([`thread-${n}`, `asker-${owner}`], owner, memory({ conversation: JSON.stringify({ owner }) }))
  await chat.keepPress(press(`press-${n}`, { owner, content: JSON.stringify({ owner }) }))
  await chat.setPreference(owner, 'zone', owner)
  await chat.addQuestion(owner, { question: `What of ${owner}?`, answered: true, atMs: n })
  await chat.rate({ token: `press-${n}`, owner, isGood: true, question: `What of ${owner}?`, atMs: n })
}

describe('what is kept', () => {
  test('is there after a restart', async () => {
    const file = join(folder(), 'news.db')
    const store = await openSqliteStore(file)
    await use(store.chat, ME, 1)
    await store.chat.setInstallation('slack:T1', 'v1.sealed')
    await store.chat.claim(claimOf(2), LEASE)
    await store.chat.done(claimOf(2).key)
    await store.close()
    const chat = await chatOf(file)
    expect(await chat.claim(claimOf(1), LEASE)).toBe(false)
    expect(await chat.claim(claimOf(2), LEASE)).toBe(false)
    expect(await chat.takeUnfinished('slack', taking, 10)).toEqual([claimOf(1, { said: JSON.stringify({ owner: ME }) })])
    expect([...(await chat.threads(['thread-1', `asker-${ME}`])).keys()]).toHaveLength(2)
    expect(await chat.press('press-1')).toMatchObject({ owner: ME })
    expect(await chat.preferences(ME)).toEqual({ zone: ME })
    expect(await chat.questions(ME, 10)).toHaveLength(1)
    expect(await chat.ratings()).toEqual({ good: 1, bad: 0 })
    expect(await chat.installation('slack:T1')).toBe('v1.sealed')
  })

  test('of a reader is forgotten on their wish, but the bare keys; others keep theirs', async () => {
    const file = join(folder(), 'news.db')
    const store = await openSqliteStore(file)
    // A name that begins with another's is another's.
    const [zelda, zeldas] = ['slack:T1:ZELDA', 'slack:T1:ZELDAS']
    await use(store.chat, zelda, 1)
    await use(store.chat, 'slack:T1:LINK', 2)
    expect(rows(file).filter((row) => row.includes(zelda))).toHaveLength(7)
    expect(await store.chat.forget(zelda)).toBe(6)
    expect(await store.chat.forget(zelda)).toBe(0)
    expect(rows(file).join('\n')).not.toContain(zelda)
    expect(rows(file).filter((row) => row.includes('slack:T1:LINK'))).toHaveLength(7)
    expect(await store.chat.claim(claimOf(1), LEASE)).toBe(false)
    expect((await store.chat.takeUnfinished('slack', taking, 10)).map(({ key }) => key)).toEqual([claimOf(2).key])
    await store.close()
    // Nor is it in the file's unused bytes.
    expect(readFileSync(file, 'latin1')).not.toContain(zelda)
    const { chat } = await open(file)
    await use(chat, zeldas, 3)
    expect(await chat.forget(zelda)).toBe(0)
    expect(await chat.preferences(zeldas)).toEqual({ zone: zeldas })
  })

  test('is swept by age, at most a thousand of each a call, the oldest first', async () => {
    const file = join(folder(), 'news.db')
    const { chat } = await open(file)
    const many = Array.from({ length: 1_001 }, (_, n) => n)
    for (const n of many) {
      await chat.claim(claimOf(n, { atMs: n }), LEASE)
      await chat.keepPress(press(`p${n}`, { expiresMs: n }))
      await chat.rememberThreads([`t${n}`], ME, memory({ atMs: n }))
    }
    const before = { claimsMs: 1_001, threadsMs: 1_001, pressesMs: 1_001 }
    const counts = (): number[] =>
      ['heard', 'threads', 'presses'].map((table) => rows(file).filter((row) => row.startsWith(`${table} `)).length)
    await chat.sweep({ claimsMs: 10, threadsMs: 20, pressesMs: 0 })
    expect(counts()).toEqual([991, 981, 1_001])
    expect([...(await chat.threads(['t19', 't20'])).keys()]).toEqual(['t20'])
    await chat.sweep(before)
    expect(counts()).toEqual([0, 0, 1])
    expect(await chat.press('p1000')).not.toBeNull()
    await chat.sweep(before)
    expect(counts()).toEqual([0, 0, 0])
    expect(await chat.claim(claimOf(1), LEASE)).toBe(true)
  })

  test('is bounded: limits, keys and texts', async () => {
    const chat = await chatOf()
    const long = 'x'.repeat(1_000_001)
    for (const limit of [0, -1, 1_001, 1.5, Number.NaN]) {
      await expect(chat.questions(ME, limit)).rejects.toThrow(RangeError)
      await expect(chat.takeUnfinished('slack', taking, limit)).rejects.toThrow(RangeError)
    }
    const keys = Array.from({ length: 1_001 }, (_, n) => `k${n}`)
    await expect(chat.threads(keys)).rejects.toThrow('at most 1000 threads at a time, not 1001')
    await expect(chat.rememberThreads(keys, ME, memory())).rejects.toThrow(RangeError)
    const refused = [
      chat.claim(claimOf(1, { said: long }), LEASE),
      chat.rememberThreads(['a'], ME, memory({ conversation: long })),
      chat.keepPress(press('a', { content: long })),
      chat.setPreference(ME, 'zone', long),
      chat.addQuestion(ME, { question: long, answered: true, atMs: 1 }),
      chat.rate({ token: 'a', owner: ME, isGood: true, question: long, atMs: 1 }),
      chat.setInstallation('a', long),
    ]
    for (const outcome of await Promise.allSettled(refused))
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(RangeError) })
    expect(await chat.forget(ME)).toBe(0)
    expect(await chat.claim(claimOf(1), LEASE)).toBe(true)
  })
})

describe('the store around it', () => {
  test('of an older version is brought to the current schema and keeps what it had', async () => {
    const file = await olderFile()
    await expect(openSqliteStore(file, { readonly: true })).rejects.toMatchObject({ kind: 'readonly' })
    const store = await open(file)
    expect(await store.setting('kept')).toBe('as it was')
    await use(store.chat, ME, 1)
    expect(await store.check()).toEqual([])
  })

  test('refuses chat as busy while a long import has it, and takes it afterwards', async () => {
    const store = await open()
    async function* batches() {
      yield [item('a')]
      await expect(store.chat.claim(claimOf(1), LEASE)).rejects.toMatchObject({ kind: 'busy' })
      await expect(store.chat.press('a')).rejects.toMatchObject({ kind: 'busy' })
    }
    await store.putAll(batches())
    expect(await store.chat.claim(claimOf(1), LEASE)).toBe(true)
  })

  test('says what it could not do, and to which file', async () => {
    const file = join(folder(), 'news.db')
    await open(file)
    const reading = await open(file, { readonly: true })
    await expect(reading.chat.claim(claimOf(1), LEASE)).rejects.toThrow(`Could not keep what was heard in ${file}: `)
    expect(await reading.chat.preferences(ME)).toEqual({})
  })
})
