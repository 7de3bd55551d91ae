import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { StoreError } from '../../src/store/store-error.ts'
import { item } from './child.ts'
import { all, folder, open } from './samples.ts'

function start(...words: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'child.ts'), ...words], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function* lines(child: ChildProcess): AsyncGenerator<string> {
  if (child.stdout !== null) yield* createInterface({ input: child.stdout })
}

describe('two processes on one file', () => {
  test('both create it and both write; nothing is lost', async () => {
    const file = join(folder(), 'news.db')
    const children = ['left', 'right'].map((prefix) => start('put', file, prefix, '15', '10'))
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]))
    expect(codes).toEqual([0, 0])
    const store = await open(file)
    expect(await store.count({})).toBe(300)
    expect(await store.check()).toEqual([])
    expect(await store.entitiesNamed(['marstal'])).toMatchObject([{ articles: 300 }])
  }, 60_000)

  test('an open store sees what another one writes, also in what it remembers', async () => {
    const file = join(folder(), 'news.db')
    const [here, there] = [await open(file), await open(file)]
    expect((await here.corpus()).articles).toBe(0)
    const generation = here.segments.generation()
    await there.put([item('a')])
    expect((await here.corpus()).articles).toBe(1)
    expect(await here.article('a')).toEqual(item('a').article)
    expect(here.segments.generation()).toBeGreaterThan(generation)
    expect(await here.put([item('a')])).toMatchObject({ unchanged: ['a'] })
  })

  test('a lock that is held too long is told as busy, and reading goes on', async () => {
    const file = join(folder(), 'news.db')
    const store = await open(file, { busyTimeoutMs: 50 })
    await store.put([item('a')])
    const child = start('lock', file)
    await lines(child).next()
    await expect(store.put([item('b')])).rejects.toMatchObject({ kind: 'busy', file })
    expect(await store.count({})).toBe(1)
    child.stdin?.end()
    await once(child, 'exit')
    expect(await store.put([item('b')])).toMatchObject({ added: ['b'] })
  }, 30_000)
})

describe('kill -9', () => {
  test('in the middle of a put leaves the store as it was before', async () => {
    const file = join(folder(), 'news.db')
    const store = await openSqliteStore(file)
    await store.put(Array.from({ length: 40 }, (_, n) => item(`kept-0-${n}`)))
    const before = await all(store)
    await store.close()
    // At the first article, within the first part that is written together, at the last of it, and deep in the second.
    for (const at of [0, 30, 500, 1_199]) {
      const child = spawnSync(process.execPath, [join(import.meta.dirname, 'child.ts'), 'die', file, '1200', String(at)], {
        encoding: 'utf8',
      })
      expect([child.signal, child.stdout.trim()]).toEqual(['SIGKILL', '"putting"'])
      const after = await openSqliteStore(file)
      expect(await all(after)).toEqual(before)
      expect(await after.check()).toEqual([])
      expect(await after.entitiesNamed(['marstal'])).toMatchObject([{ articles: 40 }])
      await after.close()
    }
  }, 60_000)

  test('at any moment leaves whole batches, at least those that were acknowledged', async () => {
    for (const wanted of [1, 3, 6]) {
      const file = join(folder(), 'news.db')
      const child = start('put', file, 'p', '200', '20')
      let acknowledged = 0
      for await (const _ of lines(child)) {
        acknowledged++
        if (acknowledged === wanted) child.kill('SIGKILL')
      }
      const store = await open(file)
      const ids = (await all(store)).map((kept) => kept.article.id)
      const whole = ids.length / 20
      expect(whole).toBeGreaterThanOrEqual(acknowledged)
      expect(ids).toEqual(Array.from({ length: ids.length }, (_, n) => `p-${Math.floor(n / 20)}-${n % 20}`))
      expect(Number.isInteger(whole)).toBe(true)
      expect(await store.check()).toEqual([])
    }
  }, 60_000)
})

describe('no room', () => {
  const long = 'A long sentence about the harbour. '.repeat(400)

  test('a store at its limit refuses the whole put, keeps what it has, and goes on when there is room', async () => {
    const file = join(folder(), 'news.db')
    const store = await openSqliteStore(file, { maxBytes: 1_000_000 })
    await store.put([item('a')])
    const flood = Array.from({ length: 200 }, (_, n) => item(`n${n}`, long + n))
    const error = await store.put(flood).then(
      () => null,
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(StoreError)
    expect(error).toMatchObject({ kind: 'full', file })
    expect((await all(store)).map((kept) => kept.article.id)).toEqual(['a'])
    expect(await store.put([item('b')])).toMatchObject({ added: ['b'] })
    await store.close()
    expect(statSync(file).size).toBeLessThanOrEqual(1_000_000)
    const roomier = await open(file)
    expect((await roomier.put(flood)).added).toHaveLength(200)
    expect(await roomier.check()).toEqual([])
  }, 60_000)

  test('a full disk is told as such, and nothing is lost', async ({ skip }) => {
    const disk = process.platform === 'linux' && process.getuid?.() === 0 ? tinyDisk() : null
    if (disk === null) return skip('mounting a small disk needs root, and a Linux that allows it')
    onTestFinished(() => {
      spawnSync('umount', ['-l', disk])
      rmSync(disk, { recursive: true, force: true })
    })
    const file = join(disk, 'news.db')
    const store = await openSqliteStore(file)
    await store.put([item('a')])
    const flood = Array.from({ length: 400 }, (_, n) => item(`n${n}`, long + n))
    await expect(store.put(flood)).rejects.toMatchObject({ kind: 'full', file })
    expect((await all(store)).map((kept) => kept.article.id)).toEqual(['a'])
    expect(await store.check()).toEqual([])
    await store.close()
    // Room is made; closing could not fold the log into the file, so both are needed.
    spawnSync('mount', ['-o', 'remount,size=16m', disk])
    const roomier = await openSqliteStore(file)
    expect((await all(roomier)).map((kept) => kept.article.id)).toEqual(['a'])
    expect((await roomier.put(flood)).added).toHaveLength(400)
    expect(await roomier.check()).toEqual([])
    await roomier.close()
  }, 60_000)
})

/** A file system of 2 MB, or null where none can be mounted. */
function tinyDisk(): string | null {
  const path = mkdtempSync(join(tmpdir(), 'newsdesk-disk-'))
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', path]).status === 0) return path
  rmSync(path, { recursive: true, force: true })
  return null
}
