import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CLAIMS, claimOf } from './chat-child.ts'
import { chatOf, LEASE, ME, OTHER, olderFile, rows, taking } from './chat-samples.ts'
import { folder, open } from './samples.ts'

type Child = { readonly process: ChildProcess; readonly lines: AsyncIterator<string> }
async function start(file: string, act: string): Promise<Child> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'chat-child.ts'), file, act], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  expect((await lines.next()).value).toBe('ready')
  return { process: child, lines }
}

/** What each of several processes got that began at the same moment. */
async function race(file: string, act: string, processes: number): Promise<string[][]> {
  const children = await Promise.all(Array.from({ length: processes }, () => start(file, act)))
  for (const child of children) child.process.stdin?.write('go\n')
  return Promise.all(
    children.map(async (child) => {
      const ended = once(child.process, 'exit')
      const won = JSON.parse((await child.lines.next()).value) as string[]
      await ended
      return won
    }),
  )
}

describe('claims', () => {
  test('one caller wins a key, in parallel and later, also after it was answered', async () => {
    const chat = await chatOf()
    const won = await Promise.all(Array.from({ length: 50 }, () => chat.claim(claimOf(1), LEASE)))
    expect(won.filter(Boolean)).toHaveLength(1)
    await chat.done(claimOf(1).key)
    expect(await chat.claim(claimOf(1, { owner: OTHER, surface: 'other', atMs: 9e12 }), LEASE)).toBe(false)
    expect(await chat.claim(claimOf(2), LEASE)).toBe(true)
  })

  test('one process wins a key, of three that claim the same ones; they may bring the file to the current schema as well', async () => {
    const file = await olderFile()
    const won = await race(file, 'claim', 3)
    const keys = Array.from({ length: CLAIMS }, (_, n) => claimOf(n).key)
    expect(won.flat().toSorted()).toEqual(keys.toSorted())
    // They were killed: each key is taken up by exactly one of the next.
    const taken = await race(file, 'take', 2)
    expect(taken.flat().toSorted()).toEqual(keys.toSorted())
    const store = await open(file)
    expect(await store.chat.takeUnfinished('slack', taking, 1_000)).toEqual([])
    expect(await store.check()).toEqual([])
  }, 60_000)

  test('are taken up when the lease is over, oldest first, as they were said', async () => {
    const chat = await chatOf()
    for (const n of [3, 1, 2]) await chat.claim(claimOf(n), LEASE)
    await chat.claim(claimOf(4, { key: 'discord:4', surface: 'discord' }), LEASE)
    expect(await chat.takeUnfinished('slack', { ...taking, nowMs: 61_000 }, 10)).toEqual([])
    expect(await chat.takeUnfinished('slack', { ...taking, nowMs: 61_002 }, 10)).toEqual([claimOf(1), claimOf(2)])
    expect(await chat.takeUnfinished('slack', taking, 10)).toEqual([claimOf(3)])
    expect(await chat.takeUnfinished('discord', taking, 10)).toHaveLength(1)
  })

  test('are held anew by whoever took them up, until that lease is over too', async () => {
    const chat = await chatOf()
    await chat.claim(claimOf(1), LEASE)
    expect(await chat.takeUnfinished('slack', taking, 10)).toHaveLength(1)
    expect(await chat.takeUnfinished('slack', { ...taking, nowMs: 159_999 }, 10)).toEqual([])
    expect(await chat.takeUnfinished('slack', { ...taking, nowMs: 160_000 }, 10)).toHaveLength(1)
  })

  test('are given up after so many tries, the first included', async () => {
    const chat = await chatOf()
    await chat.claim(claimOf(1), LEASE)
    const at = (nowMs: number) => chat.takeUnfinished('slack', { ...taking, nowMs }, 10)
    expect([await at(1e6), await at(2e6), await at(3e6)].map((taken) => taken.length)).toEqual([1, 1, 0])
    expect(await chat.claim(claimOf(1), LEASE)).toBe(false)
  })

  test('are not taken up where they are answered, or were said too long ago; never more than asked for', async () => {
    const chat = await chatOf()
    for (let n = 0; n < 10; n++) await chat.claim(claimOf(n), LEASE)
    await chat.done(claimOf(5).key)
    await chat.done('nobody')
    const taken = await chat.takeUnfinished('slack', { ...taking, sinceMs: 1_004 }, 3)
    expect(taken).toEqual([4, 6, 7].map((n) => claimOf(n)))
  })

  test('once answered keep neither what was said nor who said it', async () => {
    const file = join(folder(), 'news.db')
    const { chat } = await open(file)
    await chat.claim(claimOf(1, { said: '"Marstal"' }), LEASE)
    expect(rows(file).join('\n')).toContain('Marstal')
    await chat.done(claimOf(1).key)
    expect(rows(file).filter((row) => row.includes(claimOf(1).key))).toHaveLength(1)
    expect(rows(file).join('\n')).not.toContain('Marstal')
    expect(rows(file).join('\n')).not.toContain(ME)
  })
})

describe('holders', () => {
  test('what a process left that is gone is taken up before its lease is over, by another that holds it from then on', async () => {
    const chat = await chatOf()
    await chat.claim(claimOf(1, { holder: 'host/1/1' }), LEASE)
    await chat.claim(claimOf(2, { holder: 'host/2/1' }), LEASE)
    await chat.claim(claimOf(3, { holder: 'host/1/1' }), LEASE)
    await chat.done(claimOf(3).key)
    expect((await chat.holders()).toSorted()).toEqual(['host/1/1', 'host/2/1'])
    const soon = { ...taking, nowMs: 1_500, holder: 'host/3/1' }
    expect(await chat.takeUnfinished('slack', soon, 10)).toEqual([])
    await chat.release(['host/1/1', 'host/9/9'])
    expect((await chat.takeUnfinished('slack', soon, 10)).map(({ key }) => key)).toEqual([claimOf(1).key])
    expect((await chat.holders()).toSorted()).toEqual(['host/2/1', 'host/3/1'])
    expect(await chat.takeUnfinished('slack', soon, 10)).toEqual([])
  })
})
