/** Whatever happens in whatever order, each message is answered once: deliveries, failures, time, restarts. */

import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { LEASE_MS } from '../../../commands/reception/lease.ts'
import { openReception } from '../../../commands/reception/reception.ts'
import { openLog } from '../../../src/log.ts'
import { openSqliteStore } from '../../../src/store/sqlite.ts'
import { ASKED, smallNewsroom } from '../../small-newsroom.ts'
import { recordingSurface, said } from './rig.ts'

const KEYS = ['a', 'b', 'c', 'd', 'e']
const event = fc.oneof(
  fc.record({ do: fc.constant('deliver' as const), keys: fc.array(fc.constantFrom(...KEYS), { minLength: 1, maxLength: 6 }) }),
  fc.record({ do: fc.constantFrom('fail' as const, 'wait' as const, 'resume' as const, 'restart' as const) }),
)

test('each message that was delivered is answered once, unless posting failed three times', async () => {
  const newsroom = await smallNewsroom()
  const store = await openSqliteStore(':memory:')
  onTestFinished(async () => {
    await newsroom.close()
    await store.close()
  })
  const silent = openLog({ level: 'error', secrets: [], now: () => ASKED.now, write: () => {} })
  let run = 0
  const property = fc.asyncProperty(fc.array(event, { maxLength: 15 }), async (events) => {
    const mine = `run ${++run} `
    let nowMs = ASKED.now.getTime()
    let failing = 0
    const recorded = recordingSurface()
    const failed: string[] = []
    const surface = {
      ...recorded,
      name: mine,
      post: async (...[place, message, key]: Parameters<typeof recorded.post>) => {
        if (failing > 0) {
          failing--
          failed.push(key)
          throw new Error('the platform is gone')
        }
        return await recorded.post(place, message, key)
      },
    }
    const open = () =>
      openReception({
        room: { ...newsroom, store: { ...newsroom.store, chat: store.chat } },
        log: silent,
        now: () => new Date(nowMs),
        zone: 'UTC',
        limits: { perUser: 1_000, perChannel: 1_000 },
      })
    let reception = open()
    const delivered = new Set<string>()
    for (const one of events) {
      if (one.do === 'deliver') {
        for (const key of one.keys) delivered.add(mine + key)
        await Promise.all(one.keys.map((key) => reception.receive(said({ key: mine + key }), surface)))
      } else if (one.do === 'fail') failing++
      else if (one.do === 'wait') nowMs += LEASE_MS + 1_000
      else if (one.do === 'resume') await reception.resume(surface)
      else {
        await reception.close()
        reception = open()
      }
    }
    // Nothing fails any more: what is left is taken up, unless it was said too long ago.
    failing = 0
    const lastMs = nowMs
    for (let i = 0; i < 3; i++) {
      nowMs += LEASE_MS + 1_000
      await reception.resume(surface)
    }
    const answered = recorded.posts.map(({ key }) => key)
    expect(new Set(answered).size).toBe(answered.length)
    for (const key of answered) expect(delivered.has(key)).toBe(true)
    if (lastMs - ASKED.now.getTime() > 8 * 60_000) return
    for (const key of delivered)
      if (failed.filter((one) => one === key).length < 3) expect(answered, `${key} was left unanswered`).toContain(key)
  })
  await fc.assert(property, { numRuns: 150 })
})
