/** Answered once, in turn, and in the end: however often it is delivered, whatever fails. */

import Database from 'better-sqlite3'
import { describe, expect, test, vi } from 'vitest'
import type { Posted } from '../../../commands/command.ts'
import { LEASE_MS } from '../../../commands/reception/lease.ts'
import { StoreError } from '../../../src/store/store-error.ts'
import { folder } from '../../store/samples.ts'
import { openRig, placeIn, quotedIn, type RecordingSurface, recordingSurface, said, words } from './rig.ts'

const MINUTE_MS = 60_000
const STORE_FILE = 'news.db'

/** Posts only when it is let go. */
function slowSurface(isSlow: (channel: string) => boolean): RecordingSurface & { readonly release: () => void; readonly begun: string[] } {
  const gate = Promise.withResolvers<void>()
  const begun: string[] = []
  const quick = recordingSurface()
  return {
    ...quick,
    begun,
    release: gate.resolve,
    async post(place, message, key): Promise<Posted> {
      begun.push(key)
      if (isSlow(place.channel)) await gate.promise
      return await quick.post(place, message, key)
    },
  }
}

/** The first posts fail, as many as said. */
function failingSurface(failures: number): RecordingSurface {
  const surface = recordingSurface()
  let left = failures
  return {
    ...surface,
    async post(place, message, key) {
      if (left-- > 0) throw new Error('the platform is gone')
      return await surface.post(place, message, key)
    },
  }
}

describe('a message is answered once', () => {
  test('delivered one after the other, and all at once', async () => {
    const { reception, surface, logged } = await openRig()
    const one = said()
    await reception.receive(one, surface)
    await reception.receive(one, surface)
    const other = said()
    await Promise.all(Array.from({ length: 20 }, () => reception.receive(other, surface)))
    expect(surface.posts.map(({ key }) => key)).toEqual([one.key, other.key])
    expect(quotedIn(surface.posts[0])).toEqual(['truck-recall'])
    expect(logged).toEqual([])
  })

  test('by two processes on one store, and after a restart', async () => {
    const file = `${folder()}/${STORE_FILE}`
    const surface = recordingSurface()
    const [a, b] = [await openRig({ file, surface }), await openRig({ file, surface })]
    const one = said()
    await Promise.all([a.reception.receive(one, surface), b.reception.receive(one, surface), a.reception.receive(one, surface)])
    await (await openRig({ file, surface })).reception.receive(one, surface)
    expect(surface.posts).toHaveLength(1)
  })

  test('shown as heard before it is answered, and then no longer', async () => {
    const surface = slowSurface(() => true)
    const { reception, logged } = await openRig({ surface })
    const received = reception.receive(said({ key: 'a' }), surface)
    await vi.waitFor(() => expect(surface.begun).toEqual(['a']))
    expect(surface.heard).toEqual(['a'])
    expect(surface.settled).toEqual([])
    surface.release()
    await received
    expect(surface.settled).toEqual(['a'])
    expect(logged).toEqual([])
  })

  test('answered though it cannot be shown as heard', async () => {
    const surface = recordingSurface({ hear: () => Promise.reject(new Error('no such reaction')) })
    const { reception, logged } = await openRig({ surface })
    await reception.receive(said(), surface)
    expect(surface.posts).toHaveLength(1)
    expect(logged).toHaveLength(1)
  })
})

describe('what was not answered', () => {
  test('because posting failed, is answered when the lease is over, and logged once a failure', async () => {
    const surface = failingSurface(1)
    const { reception, clock, logged } = await openRig({ surface })
    await reception.receive(said({ key: 'a' }), surface)
    expect(surface.posts).toEqual([])
    expect(logged).toHaveLength(1)
    await reception.resume(surface)
    expect(surface.posts).toEqual([])
    clock.ms += LEASE_MS
    await reception.resume(surface)
    clock.ms += LEASE_MS
    await reception.resume(surface)
    expect(surface.posts.map(({ key }) => key)).toEqual(['a'])
    expect(logged).toHaveLength(1)
  })

  test('is tried three times in all, and never when it is old', async () => {
    const surface = failingSurface(100)
    const { reception, clock, logged } = await openRig({ surface })
    await reception.receive(said(), surface)
    for (let i = 0; i < 5; i++) {
      clock.ms += LEASE_MS
      await reception.resume(surface)
    }
    expect(logged).toHaveLength(3)
    await reception.receive(said(), surface)
    expect(logged).toHaveLength(4)
    clock.ms += 15 * MINUTE_MS
    await reception.resume(surface)
    expect(logged).toHaveLength(4)
  })

  test('because of a crash, is answered by the next process', async () => {
    const file = `${folder()}/${STORE_FILE}`
    const crashed = slowSurface(() => true)
    const first = await openRig({ file, surface: crashed })
    const lost = first.reception.receive(said({ key: 'a' }), crashed)
    await vi.waitFor(() => expect(crashed.begun).toEqual(['a']))
    const next = await openRig({ file, clock: { ms: first.clock.ms + LEASE_MS } })
    await next.reception.resume(next.surface)
    expect(next.surface.posts.map((post) => [post.key, ...quotedIn(post)])).toEqual([['a', 'truck-recall']])
    crashed.release()
    await lost
  })

  test('but is still being answered here, is not answered a second time', async () => {
    const surface = slowSurface(() => true)
    const { reception, clock } = await openRig({ surface })
    const received = reception.receive(said({ key: 'a' }), surface)
    await vi.waitFor(() => expect(surface.begun).toEqual(['a']))
    clock.ms += 2 * MINUTE_MS
    await reception.resume(surface)
    surface.release()
    await received
    expect(surface.begun).toEqual(['a'])
  })

  test('when it closed, is left to the next start; what was begun is finished', async () => {
    const file = `${folder()}/${STORE_FILE}`
    const surface = slowSurface(() => true)
    const { reception, clock } = await openRig({ file, surface })
    const keys = ['a', 'b', 'c', 'd', 'e', 'f']
    const received = Promise.all(keys.map((key) => reception.receive(said({ key }), surface)))
    await vi.waitFor(() => expect(surface.begun).toEqual(['a', 'b', 'c', 'd']))
    const closed = reception.close()
    await reception.receive(said({ key: 'g' }), surface)
    surface.release()
    await Promise.all([received, closed])
    expect(surface.begun).toEqual(['a', 'b', 'c', 'd'])
    const next = await openRig({ file, clock: { ms: clock.ms + LEASE_MS } })
    await next.reception.resume(next.surface)
    expect(next.surface.posts.map(({ key }) => key).sort()).toEqual(['e', 'f', 'g'])
  })
})

describe('the store', () => {
  test('that another process writes to is waited for', async () => {
    const file = `${folder()}/${STORE_FILE}`
    let attempts = 0
    const { reception, surface, logged } = await openRig({
      file,
      store: { busyTimeoutMs: 0 },
      chat: (chat) => ({
        ...chat,
        claim: (...claim) => {
          attempts++
          return chat.claim(...claim)
        },
      }),
    })
    const writer = new Database(file)
    writer.exec('begin immediate')
    const received = reception.receive(said(), surface)
    await vi.waitFor(() => expect(attempts).toBeGreaterThan(1))
    writer.exec('commit')
    writer.close()
    await received
    expect(surface.posts).toHaveLength(1)
    expect(logged).toEqual([])
  })

  test('that is full: says so to who asked, and to the log once', async () => {
    const full = new StoreError('full', 'news.db', 'no room')
    const rig = await openRig({ chat: (chat) => ({ ...chat, claim: () => Promise.reject(full) }) })
    const [post] = await rig.say('Who apologised?')
    expect(post?.message.isPrivate).toBe(true)
    expect(words(post ?? never())).toContain('Ask again in a minute')
    expect(rig.logged).toHaveLength(1)
    const twice = said()
    await Promise.all([rig.reception.receive(twice, rig.surface), rig.reception.receive(twice, rig.surface)])
    expect(rig.surface.posts).toHaveLength(2)
  })

  test('that keeps no buttons: answers without them', async () => {
    const rig = await openRig({ chat: (chat) => ({ ...chat, keepPress: () => Promise.reject(new Error('no')) }) })
    const [post] = await rig.say('Who apologised to the owners?')
    expect(quotedIn(post)).toEqual(['truck-recall'])
    expect(post?.message.buttons).toEqual([])
    expect(rig.logged).toHaveLength(1)
  })
})

test('a slow channel holds up no other, and past its bounds says that it is busy', async () => {
  const surface = slowSurface((channel) => channel === 'slow')
  const { reception } = await openRig({ surface, limits: { perUser: 1_000, perChannel: 1_000 } })
  const slow = Array.from({ length: 58 }, (_, i) => said({ key: `slow ${i}`, place: placeIn('slow') }))
  const received = Promise.all(slow.map((one) => reception.receive(one, surface)))
  await reception.receive(said({ key: 'quick', place: placeIn('quick') }), surface)
  expect(surface.posts.map(({ key }) => key)).toEqual(['quick'])
  surface.release()
  await received
  const busy = surface.posts.filter((post) => words(post).includes('Too much is being asked here'))
  expect(busy.map(({ key }) => key)).toEqual(['slow 54', 'slow 55', 'slow 56', 'slow 57'])
  expect(busy.every(({ message }) => message.isPrivate)).toBe(true)
  expect(new Set(surface.posts.map(({ key }) => key)).size).toBe(59)
})

function never(): never {
  throw new Error('nothing was posted')
}
