import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Health, Surface } from '../commands/command.ts'
import { openLog } from '../src/log.ts'
import { type Serving, serve } from '../src/serve.ts'
import { silentDelivery } from './silent-delivery.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A surface that is as it is told to be, and claims the errors that name it. */
function surfaceNamed(name: string, own: Partial<Surface> = {}) {
  const done: string[] = []
  let health: Health = { surface: name, state: 'connecting', problem: null, sinceMs: 0, lastEventMs: null, lastError: null }
  const surface: Surface = {
    name,
    pageSize: 5,
    start: async () => void done.push('start'),
    hear: async () => undefined,
    settle: async () => undefined,
    post: async () => ({ threads: [] }),
    isManager: async () => false,
    delivery: silentDelivery(),
    health: () => health,
    claims: (error) => error instanceof Error && error.message.includes(name),
    close: async () => void done.push('close'),
    ...own,
  }
  const become = (change: Partial<Health>): void => {
    health = { ...health, ...change }
  }
  return { surface, done, become }
}

function serving(surfaces: readonly Surface[], reception: Partial<Serving['reception']> = {}) {
  const lines: string[] = []
  const logged: string[] = []
  const done: string[] = []
  const ticks: string[] = []
  const stop = new AbortController()
  const faults = new EventEmitter()
  const code = serve({
    surfaces,
    reception: {
      resume: async (surface) => void done.push(`resume ${surface.name}`),
      sweep: async () => void done.push('sweep'),
      close: async () => void done.push('close'),
      ...reception,
    },
    works: [
      {
        tick: async () => void ticks.push('tick'),
        sweep: async () => undefined,
        close: async () => void done.push('close delivery'),
      },
    ],
    log: openLog({ level: 'warn', secrets: [], now: () => new Date(0), write: (line) => void logged.push(JSON.parse(line).event) }),
    tell: (line) => void lines.push(line),
    stop: stop.signal,
    faults,
  })
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  return { code, lines, logged, done, ticks, stop, faults, pass }
}

describe('how the surfaces are', () => {
  test('is told once a change, and what was left is taken up on connecting', async () => {
    const slack = surfaceNamed('slack')
    const discord = surfaceNamed('discord')
    const { lines, done, pass, stop, code } = serving([slack.surface, discord.surface])
    await pass(3_000)
    expect(lines).toEqual([])
    slack.become({ state: 'connected' })
    discord.become({ state: 'down', problem: 'The token is refused. Make a new one.' })
    await pass(3_000)
    expect(lines).toEqual(['Slack: connected.', 'Discord: not connected. The token is refused. Make a new one.'])
    expect(done).toEqual(['sweep', 'resume slack'])
    discord.become({ state: 'connected', problem: null })
    await pass(1_000)
    expect(lines.slice(2)).toEqual(['Discord: connected.'])
    stop.abort()
    expect(await code).toBe(0)
  })

  test('is not told again because a problem counts the seconds; a problem that does not stop it is told with it', async () => {
    const { surface, become } = surfaceNamed('discord')
    const { lines, pass } = serving([surface])
    for (const seconds of [60, 61, 62]) {
      become({ state: 'down', problem: `No connection for ${seconds} seconds.` })
      await pass(1_000)
    }
    become({ state: 'connected', problem: 'The commands could not be registered.' })
    await pass(2_000)
    expect(lines).toEqual([
      'Discord: not connected. No connection for 60 seconds.',
      'Discord: connected. The commands could not be registered.',
    ])
  })

  test('is told while connecting where something is in the way, once for all its tries', async () => {
    const { surface, become } = surfaceNamed('slack')
    const { lines, pass } = serving([surface])
    become({ lastError: { atMs: 1, message: 'refused' } })
    await pass(1_000)
    become({ lastError: { atMs: 2, message: 'refused again' } })
    await pass(5_000)
    expect(lines).toEqual(['Slack: not connected, and still trying. refused'])
  })
})

test('what is due is looked for every second, until the end, which waits for what is in hand', async () => {
  const { ticks, done, pass, stop, code } = serving([surfaceNamed('slack').surface])
  await pass(3_000)
  expect(ticks).toHaveLength(3)
  stop.abort()
  expect(await code).toBe(0)
  expect(done).toContain('close delivery')
  await pass(3_000)
  expect(ticks).toHaveLength(3)
})

test('what is unanswered is looked for every minute where it can be answered, and old things are swept every hour', async () => {
  const up = surfaceNamed('slack')
  const down = surfaceNamed('discord')
  up.become({ state: 'connected' })
  const { done, pass } = serving([up.surface, down.surface])
  await pass(3_600_000)
  expect(done.filter((what) => what === 'resume slack')).toHaveLength(61)
  expect(done).not.toContain('resume discord')
  expect(done.filter((what) => what === 'sweep')).toHaveLength(2)
})

test('taking up goes on once it is done, not beside itself, also where it failed', async () => {
  const { surface, become } = surfaceNamed('slack')
  become({ state: 'connected' })
  const first = Promise.withResolvers<void>()
  const resume = vi.fn(() => first.promise)
  const { pass, logged } = serving([surface], { resume })
  await pass(300_000)
  expect(resume).toHaveBeenCalledTimes(1)
  first.reject(new Error('busy'))
  await pass(60_000)
  expect(resume).toHaveBeenCalledTimes(2)
  expect(logged).toContain('unfinished answers could not be taken up')
})

test('a surface that fails in every way stops no other', async () => {
  const broken = () => {
    throw new Error('broken')
  }
  const bad = surfaceNamed('bad', { start: broken, health: broken, claims: broken, close: broken })
  const good = surfaceNamed('good')
  good.become({ state: 'connected' })
  const { lines, logged, pass, faults, stop, code } = serving([bad.surface, good.surface], {
    sweep: () => Promise.reject(new Error('full')),
  })
  await pass(1_000)
  faults.emit('uncaughtException', new Error('of good'))
  await pass(1_000)
  expect(lines).toEqual(['Good: connected.'])
  expect(logged).toContain('a surface failed')
  expect(logged).toContain('sweep failed')
  expect(logged).toContain('an error of the client library')
  stop.abort()
  expect(await code).toBe(0)
  expect(good.done).toEqual(['start', 'close'])
})

describe('errors that nobody caught', () => {
  test('of a client library, and rejections of whomever, are logged, and life goes on', async () => {
    const { surface } = surfaceNamed('slack')
    const { logged, pass, faults, lines } = serving([surface])
    faults.emit('unhandledRejection', new Error('slack socket'))
    faults.emit('uncaughtException', new Error('slack frame'))
    faults.emit('unhandledRejection', 'no error at all')
    await pass(60_000)
    expect(logged).toEqual(['an error of the client library', 'an error of the client library', 'an error that nobody awaited'])
    expect(lines).toEqual([])
  })

  test('of our own end it, gracefully', async () => {
    const { surface, done } = surfaceNamed('slack')
    const { code, logged, faults, lines } = serving([surface])
    faults.emit('uncaughtException', new TypeError('ours'))
    expect(await code).toBe(70)
    expect(done).toEqual(['start', 'close'])
    expect(logged).toEqual(['an error that nobody caught'])
    expect(lines).toEqual(['A fault of Newsdesk, logged above, ends it.'])
  })
})

describe('the end', () => {
  test('waits for answers in hand', async () => {
    const answered = Promise.withResolvers<void>()
    const { surface } = surfaceNamed('slack', { close: () => answered.promise })
    const { code, stop, pass, lines } = serving([surface])
    const ended = vi.fn()
    void code.then(ended)
    stop.abort()
    await pass(5_000)
    expect(ended).not.toHaveBeenCalled()
    answered.resolve()
    expect(await code).toBe(0)
    expect(lines).toEqual(['Stopping; answers in hand are finished first.'])
  })

  test('waits for the reception too, which is closed after the surfaces', async () => {
    const order: string[] = []
    const answered = Promise.withResolvers<void>()
    const { surface } = surfaceNamed('slack', { close: async () => void order.push('slack') })
    const close = () => {
      order.push('reception')
      return answered.promise
    }
    const { code, stop, pass } = serving([surface], { close })
    const ended = vi.fn()
    void code.then(ended)
    stop.abort()
    await pass(5_000)
    expect(order).toEqual(['slack', 'reception'])
    expect(ended).not.toHaveBeenCalled()
    answered.resolve()
    expect(await code).toBe(0)
  })

  test('comes all the same where one never ends', async () => {
    const { surface } = surfaceNamed('slack', { close: () => new Promise(() => undefined) })
    const { code, stop, pass, logged } = serving([surface])
    stop.abort()
    await pass(8_000)
    expect(await code).toBe(0)
    expect(logged).toEqual(['not everything was answered before the end; the rest is taken up at the next start'])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('does not wait for a start under way', async () => {
    const started = Promise.withResolvers<void>()
    const { surface, done, become } = surfaceNamed('slack', { start: () => started.promise })
    const { code, stop, lines } = serving([surface])
    stop.abort()
    become({ state: 'connected' })
    started.resolve()
    expect(await code).toBe(0)
    expect(done).toEqual(['close'])
    expect(lines).toHaveLength(1)
  })
})
