import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import type { Kysely } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { MIGRATIONS } from '../../src/store/migrations.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { StoreError, type StoreErrorKind } from '../../src/store/store-error.ts'
import { setAside } from '../../src/store/store-file.ts'
import { item } from './child.ts'
import { all, analysed, article, folder, open } from './samples.ts'

/** A closed store of some hundred articles: the file alone. */
async function library(): Promise<string> {
  const file = join(folder(), 'news.db')
  const store = await openSqliteStore(file)
  await store.put(Array.from({ length: 200 }, (_, n) => analysed(article(`n${n}`), ['Marstal'])))
  await store.close()
  return file
}

async function failure(work: Promise<unknown>): Promise<StoreError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(StoreError)
  return error as StoreError
}

async function expectFailure(file: string, kind: StoreErrorKind): Promise<void> {
  const error = await failure(openSqliteStore(file))
  expect(error).toMatchObject({ kind, file })
  // What was done, on what, and the way out.
  expect(error.message).toContain(`Could not open ${file}: `)
  expect(error.message).toMatch(/\. [A-Z][^.]+\.$/)
}

describe('the first run', () => {
  test('creates the folder and the file, for its owner only', async () => {
    const file = join(folder(), 'deep', 'er', 'news.db')
    await (await openSqliteStore(file)).close()
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(resolve(file, '..'))).toEqual(['news.db'])
  })

  test('uses WAL and foreign keys', async () => {
    const file = await library()
    const database = new Database(file)
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal')
    database.close()
  })

  test('takes an empty file for a new one', async () => {
    const file = join(folder(), 'news.db')
    writeFileSync(file, '')
    expect(await (await open(file)).count({})).toBe(0)
  })

  test('runs each migration once, under names that never change', async () => {
    const file = await library()
    await (await openSqliteStore(file)).close()
    const database = new Database(file)
    expect(database.prepare('select name from kysely_migration order by name').pluck().all()).toEqual(Object.keys(MIGRATIONS))
    database.close()
    expect(Object.keys(MIGRATIONS).slice(0, 3)).toEqual(['0001-articles', '0002-entities', '0003-settings'])
  })
})

describe('migrations', () => {
  test('a failing one leaves the file as it was, and the old program can go on', async () => {
    const file = await library()
    const database = new Database(file)
    const before = database.prepare('select name, sql from sqlite_schema order by name').all()
    const next = {
      ...MIGRATIONS,
      '9998-good': { up: (db: Kysely<unknown>) => db.schema.alterTable('articles').addColumn('extra', 'text').execute() },
      '9999-bad': { up: (db: Kysely<unknown>) => db.schema.alterTable('no_such_table').addColumn('extra', 'text').execute() },
    }
    await expect(migrate(database, file, next)).rejects.toThrow(/no such table/)
    expect(database.inTransaction).toBe(false)
    expect(database.prepare('select name, sql from sqlite_schema order by name').all()).toEqual(before)
    database.close()
    const store = await open(file)
    expect(await store.count({})).toBe(200)
    expect(await store.check()).toEqual([])
  })

  test('a later one runs on a store that has articles', async () => {
    const file = await library()
    const database = new Database(file)
    const up = (db: Kysely<unknown>) => db.schema.alterTable('articles').addColumn('extra', 'text').execute()
    await migrate(database, file, { ...MIGRATIONS, '9998-good': { up } })
    expect(database.prepare('select count(*) from articles where extra is null').pluck().get()).toBe(200)
    database.close()
    await expectFailure(file, 'newer')
  })
})

describe('a file that cannot be opened', () => {
  test('is not a database', async () => {
    const file = join(folder(), 'news.db')
    for (const content of ['hello, this is a shopping list\n'.repeat(100), 'x', '\0'.repeat(8192)]) {
      writeFileSync(file, content)
      await expectFailure(file, 'corrupt')
      expect(readFileSync(file, 'utf8')).toBe(content)
    }
  })

  test.each([100, 4096, 20_000])('is cut after %i bytes', async (size) => {
    const file = await library()
    expect(statSync(file).size).toBeGreaterThan(size)
    truncateSync(file, size)
    await expectFailure(file, 'corrupt')
    expect(statSync(file).size).toBe(size)
  })

  test('is empty while its log is not: nothing is deleted', async () => {
    const file = join(folder(), 'news.db')
    writeFileSync(file, '')
    writeFileSync(`${file}-wal`, 'all that is left')
    await expectFailure(file, 'corrupt')
    expect(readFileSync(`${file}-wal`, 'utf8')).toBe('all that is left')
  })

  test('has garbled pages', async () => {
    const file = await library()
    const bytes = readFileSync(file)
    for (let at = 8 * 4096; at < bytes.length; at += 3 * 4096) bytes.fill(0xa5, at, at + 64)
    writeFileSync(file, bytes)
    await expectFailure(file, 'corrupt')
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })

  test('is another program’s database, which stays as it is', async () => {
    const file = join(folder(), 'bank.db')
    const other = new Database(file)
    other.exec('create table accounts (n integer)')
    other.close()
    const before = readFileSync(file)
    await expectFailure(file, 'foreign')
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  test('is a folder, or in a folder that is a file', async () => {
    const path = folder()
    mkdirSync(join(path, 'news.db'))
    await expectFailure(join(path, 'news.db'), 'unusable')
    writeFileSync(join(path, 'plain'), 'x')
    await expectFailure(join(path, 'plain', 'news.db'), 'unusable')
  })

  test('does not exist, for reading only', async () => {
    const file = join(folder(), 'news.db')
    expect(await failure(openSqliteStore(file, { readonly: true }))).toMatchObject({ kind: 'unusable' })
    expect(existsSync(file)).toBe(false)
  })

  test.each([-1, 0.5, 600_001])('a time-out of %d ms is refused', async (busyTimeoutMs) => {
    await expect(openSqliteStore(':memory:', { busyTimeoutMs })).rejects.toThrow(RangeError)
  })
})

describe('check', () => {
  test('finds an article that is not what was put in, a garbled analysis and a lost text', async () => {
    const file = await library()
    const database = new Database(file)
    database.pragma('foreign_keys = off')
    database.exec("update article_texts set body = replace(body, '$12', '$13') where article = 1")
    database.exec("update article_texts set analysis = '[1' where article = 2")
    database.exec('delete from article_texts where article = 3')
    database.exec('delete from articles where seq = 4')
    database.close()
    const store = await open(file)
    const faults = (await store.check()).join('\n')
    expect(faults).toContain('“n0” is not what was put in')
    expect(faults).toContain('“n1” cannot be read')
    expect(faults).toContain('1 articles have lost their text')
    expect(faults).toContain('a row of passages refers to a row of articles')
    expect(await failure(store.analysed(['n1']))).toMatchObject({ kind: 'corrupt', file })
  })

  test('finds garbled pages of a large store, at which opening only glances', async () => {
    const file = join(folder(), 'news.db')
    const store = await openSqliteStore(file)
    const long = 'The ferry to Marstal sails again. '.repeat(300)
    await store.put(Array.from({ length: 600 }, (_, n) => item(`n${n}`, long + n)))
    await store.close()
    const bytes = readFileSync(file)
    expect(bytes.length).toBeGreaterThan(5_000_000)
    for (let at = 300 * 4096; at < bytes.length; at += 100 * 4096) bytes.fill(0xa5, at, at + 4096)
    writeFileSync(file, bytes)
    const damaged = await open(file)
    expect(await damaged.check()).not.toEqual([])
    expect(await failure(all(damaged))).toMatchObject({ kind: 'corrupt', file })
  })
})

describe('setAside', () => {
  test('keeps the damaged file and its log under the first free number, and makes room for a new store', async () => {
    const file = join(folder(), 'news.db')
    for (const n of [1, 2]) {
      writeFileSync(file, `damaged ${n}`)
      writeFileSync(`${file}-wal`, `log ${n}`)
      expect(setAside(file)).toBe(`${file}.corrupt-${n}`)
      expect(existsSync(file) || existsSync(`${file}-wal`)).toBe(false)
    }
    for (const n of [1, 2]) {
      expect(readFileSync(`${file}.corrupt-${n}`, 'utf8')).toBe(`damaged ${n}`)
      expect(readFileSync(`${file}.corrupt-${n}-wal`, 'utf8')).toBe(`log ${n}`)
    }
    const store = await open(file)
    expect(await store.put([analysed(article('a'))])).toMatchObject({ added: ['a'] })
  })

  test('of nothing fails and leaves nothing', () => {
    const path = folder()
    expect(() => setAside(join(path, 'news.db'))).toThrow(/ENOENT/)
    expect(readdirSync(path)).toEqual([])
  })
})

describe('reading only', () => {
  test('answers, and refuses to write', async () => {
    const file = await library()
    const before = readFileSync(file)
    const store = await open(file, { readonly: true })
    expect(await all(store)).toHaveLength(200)
    expect(await failure(store.put([analysed(article('x'))]))).toMatchObject({ kind: 'readonly', file })
    await store.close()
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  test('an older schema says that it would have to be changed', async () => {
    const file = await library()
    const database = new Database(file)
    database.exec("delete from kysely_migration where name = '0003-settings'")
    database.close()
    expect(await failure(openSqliteStore(file, { readonly: true }))).toMatchObject({ kind: 'readonly' })
  })

  // Root may write everything, so a child gives that up; without root the file's mode is enough.
  const asNobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
  const childFile = join(import.meta.dirname, 'child.ts')
  // In a checkout that only root may read, such a child cannot even start.
  const able = process.platform !== 'win32' && spawnSync(process.execPath, [childFile, 'nothing'], asNobody).status === 0
  test.skipIf(!able)('a file whose mode forbids writing is read, and a put says why it fails', async () => {
    const path = mkdtempSync(join(tmpdir(), 'newsdesk-readonly-'))
    onTestFinished(() => {
      chmodSync(path, 0o755)
      rmSync(path, { recursive: true, force: true })
    })
    const file = join(path, 'news.db')
    const store = await openSqliteStore(file)
    await store.put([analysed(article('a'))])
    await store.close()
    chmodSync(file, 0o444)
    chmodSync(path, 0o777)
    const child = spawnSync(process.execPath, [childFile, 'readonly', file], { encoding: 'utf8', ...asNobody })
    expect(child.stderr.replaceAll(/^.*Warning.*$/gm, '').trim()).toBe('')
    expect(JSON.parse(child.stdout)).toMatchObject({ articles: 1, kind: 'readonly' })
  })
})
