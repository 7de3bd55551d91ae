/** How the surface says that it is, and how long a call may be held up; with a clock of the test's own. */
import { describe, expect, test } from 'vitest'
import { openHealth } from '../../adapters/discord/health.ts'
import { openPatience } from '../../adapters/discord/patience.ts'
import { apiBase, PACE } from '../../adapters/discord/settings.ts'
import { openLog } from '../../src/log.ts'

const clock = { ms: 1_000_000 }
const now = () => new Date(clock.ms)
const host = { now, log: openLog({ level: 'error', secrets: [], now, write: () => undefined }) }

describe('health', () => {
  test('turns down where no connection comes about in time, and up again', () => {
    const health = openHealth(host, 60_000)
    const since = clock.ms
    expect(health.read()).toEqual({
      surface: 'discord',
      state: 'connecting',
      problem: null,
      sinceMs: since,
      lastEventMs: null,
      lastError: null,
    })
    clock.ms += 61_000
    expect(health.read()).toMatchObject({ state: 'down', problem: expect.stringContaining('61 seconds'), sinceMs: since })
    health.heard()
    health.connected()
    expect(health.read()).toMatchObject({ state: 'connected', problem: null, sinceMs: clock.ms, lastEventMs: clock.ms })
  })

  test('knows the token, the connection and what is lacking apart', () => {
    const health = openHealth(host, 60_000)
    health.connected()
    health.lacking('intent', 'no intent')
    expect(health.read()).toMatchObject({ state: 'connected', problem: 'no intent' })
    health.refused('token')
    expect(health.read()).toMatchObject({ state: 'down', problem: 'token' })
    health.closed('4014')
    health.refused(null)
    expect(health.read()).toMatchObject({ state: 'down', problem: '4014' })
    health.connecting()
    health.connected()
    health.lacking('intent', null)
    expect(health.read()).toMatchObject({ state: 'connected', problem: null })
  })

  test('tells the last error in one line', () => {
    const health = openHealth(host, 60_000)
    health.failed(new Error(`a\nb${'c'.repeat(1_000)}`))
    expect(health.read().lastError?.message).toMatch(/^a bc+$/)
    expect(health.read().lastError?.message.length).toBeLessThanOrEqual(300)
    health.failed('text')
    expect(health.read().lastError).toEqual({ atMs: clock.ms, message: 'text' })
  })
})

describe('patience', () => {
  const pace = { ...PACE, unsaidMs: 1, limitedMs: 1_000 }
  const call = (retryAfter: number, url = 'https://x/api/v10/channels/1/messages?wait=true') => ({ method: 'post', url, retryAfter })

  test('ends where a wait, or several in a row, take too long', async () => {
    const patience = openPatience(host, pace)
    expect(await patience.isOver(call(1_001))).toBe(true)
    expect(await patience.isOver(call(600))).toBe(false)
    clock.ms += 600
    expect(await patience.isOver(call(600))).toBe(true)
  })

  test('begins anew once a call went through', async () => {
    const patience = openPatience(host, pace)
    for (let n = 0; n < 10; n++) {
      expect(await patience.isOver(call(600))).toBe(false)
      clock.ms += 600
      patience.passed('POST', 'https://x/api/v10/channels/1/messages')
    }
  })

  test('knows calls apart', async () => {
    const patience = openPatience(host, pace)
    expect(await patience.isOver(call(900))).toBe(false)
    clock.ms += 900
    expect(await patience.isOver(call(900, 'https://x/other'))).toBe(false)
  })

  test('waits longer each time where Discord does not say how long, and not without end', async () => {
    const patience = openPatience(host, { ...pace, limitedMs: 60 })
    const answers: boolean[] = []
    for (let n = 0; n < 7; n++) answers.push(await patience.isOver(call(0)))
    expect(answers).toEqual([false, false, false, false, false, false, true])
  })
})

test.each([
  ['https://discord.com/api', 'https://discord.com/api'],
  ['https://discord.com/api/', 'https://discord.com/api'],
  ['http://127.0.0.1:1/api/v10', 'http://127.0.0.1:1/api'],
  ['http://127.0.0.1:1/api/v10//', 'http://127.0.0.1:1/api'],
])('%s is called as %s', (given, base) => expect(apiBase(given)).toBe(base))
