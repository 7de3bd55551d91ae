import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { MIGRATIONS } from '../../src/store/migrations.ts'
import type { Pass } from '../../src/store/pass-store.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { ME, OTHER, rows } from './chat-samples.ts'
import { folder, open } from './samples.ts'

const pass = (hash: string, fields: Partial<Pass> = {}): Pass => ({
  hash,
  kind: 'link',
  owner: ME,
  who: `{"kind":"person","owner":"${ME}"}`,
  expiresMs: 9_000,
  ...fields,
})

describe('passes', () => {
  test('are found by hash and kind, also after a restart; expired ones until they are swept', async () => {
    const file = join(folder(), 'news.db')
    const store = await openSqliteStore(file)
    await store.passes.keep(pass('a'))
    await store.passes.keep(pass('b', { kind: 'session', owner: null, who: '{"kind":"operator"}', expiresMs: 1 }))
    await store.close()
    const { passes } = await open(file)
    expect(await passes.find('a', 'link')).toEqual(pass('a'))
    expect(await passes.find('a', 'session')).toBeNull()
    expect(await passes.find('b', 'session')).toMatchObject({ owner: null, expiresMs: 1 })
    await passes.sweep(1)
    expect(await passes.find('b', 'session')).toBeNull()
    expect(await passes.find('a', 'link')).toEqual(pass('a'))
  })

  test('one of a kind is taken by one caller, in whatever process', async () => {
    const file = join(folder(), 'news.db')
    const [here, there] = [await open(file), await open(file)]
    for (let n = 0; n < 20; n++) {
      await here.passes.keep(pass(`link-${n}`))
      const taken = await Promise.all([here, there, there, here].map(({ passes }) => passes.take(`link-${n}`, 'link')))
      expect(taken.filter((one) => one !== null)).toEqual([pass(`link-${n}`)])
    }
    await here.passes.keep(pass('session', { kind: 'session' }))
    expect(await there.passes.take('session', 'link')).toBeNull()
    expect(await there.passes.find('session', 'session')).not.toBeNull()
  })

  test('whoever asks for many loses only their own, the oldest first', async () => {
    const { passes } = await open()
    await passes.keep(pass('other', { owner: OTHER, expiresMs: 1 }))
    await passes.keep(pass('session', { kind: 'session', expiresMs: 1 }))
    for (let n = 0; n < 25; n++) await passes.keep(pass(`link-${n}`, { expiresMs: n < 12 ? 5 : 6 }))
    const kept = await Promise.all(Array.from({ length: 25 }, (_, n) => passes.find(`link-${n}`, 'link')))
    expect(kept.map((one) => one !== null)).toEqual([...Array(5).fill(false), ...Array(20).fill(true)])
    expect(await passes.find('other', 'link')).not.toBeNull()
    expect(await passes.find('session', 'session')).not.toBeNull()
  })

  test('no more than a thousand are kept in all', async () => {
    const { passes } = await open()
    for (let n = 0; n < 1_003; n++) await passes.keep(pass(`p-${n}`, { owner: `slack:T1:U${n}`, expiresMs: 10_000 + n }))
    const kept = await Promise.all(Array.from({ length: 1_003 }, (_, n) => passes.find(`p-${n}`, 'link')))
    expect(kept.map((one) => one !== null)).toEqual([false, false, false, ...Array(1_000).fill(true)])
  })

  test('a reader who is forgotten is signed out, and nobody else', async () => {
    const file = join(folder(), 'news.db')
    const store = await open(file)
    await store.passes.keep(pass('mine', { kind: 'session' }))
    await store.passes.keep(pass('theirs', { kind: 'session', owner: OTHER, who: '{}' }))
    await store.passes.keep(pass('whose', { kind: 'session', owner: null, who: '{}' }))
    expect(await store.chat.forget(ME)).toBe(1)
    expect(await store.passes.find('mine', 'session')).toBeNull()
    expect(rows(file).join('\n')).not.toContain(ME)
    expect(await store.passes.find('whose', 'session')).not.toBeNull()
    expect(await store.passes.find('theirs', 'session')).not.toBeNull()
    await store.passes.drop('theirs')
    expect(await store.passes.find('theirs', 'session')).toBeNull()
  })

  test('a store of before gets them, and what was asked there counts as asked once', async () => {
    const file = join(folder(), 'news.db')
    const database = new Database(file)
    await migrate(database, file, Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name < '0010')))
    database.prepare("insert into questions (owner, n, question, answered, at_ms) values (?, 1, 'who?', 0, 5)").run(ME)
    database.close()
    const store = await open(file)
    await store.passes.keep(pass('a'))
    expect(await store.passes.find('a', 'link')).toEqual(pass('a'))
    expect(await store.chat.unanswered(0, 10)).toEqual([{ question: 'who?', times: 1, atMs: 5 }])
  })
})

test('a setting that is made at its first use is the same for all processes', async () => {
  const file = join(folder(), 'news.db')
  const [here, there] = [await open(file), await open(file)]
  expect(await Promise.all([here.settingOr('secret', 'a'), there.settingOr('secret', 'b')])).toEqual(['a', 'a'])
  expect(await there.setting('secret')).toBe('a')
  await expect(here.settingOr('#generation', '7')).rejects.toThrow(RangeError)
})
