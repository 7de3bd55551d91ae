/** A write that was cut off by the power: what was under way when a post was taken goes on over the files as they were found, and nothing stands twice. */
import { appendFileSync, copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Content, unasked } from '../../commands/delivery/content.ts'
import { openCourier } from '../../commands/delivery/courier.ts'
import { noticePage } from '../../commands/own-page.ts'
import { openLog } from '../../src/log.ts'
import { openNewsroom } from '../../src/newsroom.ts'
import { seededRandom } from '../bench/news-corpus.ts'
import { folder, open } from '../store/samples.ts'
import { platform } from './platform.ts'

const DUE_MS = Date.parse('2026-11-28T08:00:00Z')
const LEASE_OVER_MS = 130_000
const random = seededRandom(11)
const garbage = (length: number): Buffer => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)))

async function courierOver(file: string, nowMs: number, name: string) {
  const store = await open(file)
  const log = openLog({ level: 'error', secrets: [], now: () => new Date(nowMs), write: () => undefined })
  const desk = { room: await openNewsroom(store), log, zone: 'UTC', now: () => new Date(nowMs), holder: { name, isGone: () => false } }
  return { store, courier: openCourier(desk, async () => undefined) }
}

/** The files of the store as they are now, the log ending in a piece of a write. */
function found(file: string, path: string, tail: Buffer): string {
  const copy = join(path, `found-${Math.floor(random() * 1e9)}.db`)
  for (const part of ['', '-wal']) if (existsSync(file + part)) copyFileSync(file + part, copy + part)
  appendFileSync(`${copy}-wal`, tail)
  return copy
}

test.each([
  ['nothing', Buffer.alloc(0)],
  ['half a frame of nothing', Buffer.alloc(2_000)],
  ['half a frame of anything', garbage(3_111)],
  ['frames of anything', garbage(4_120 * 3)],
])('after %s', async (_what, tail) => {
  const path = folder()
  const file = join(path, 'news.db')
  const chat = platform()
  const { store, courier } = await courierOver(file, DUE_MS, 'a')
  const content: Content = { kind: 'post', messages: ['top', 'details'].map((text) => unasked(noticePage('', text))), zone: 'UTC' }
  const place = { surface: 'chat', team: 'T', channel: 'C', thread: null, to: null, via: {} }
  const kept = { surface: 'chat', lane: 'T:C', place: JSON.stringify(place), content: JSON.stringify(content), dueMs: DUE_MS }
  await store.deliveries.add([{ ...kept, key: 'd', expiresMs: DUE_MS + 3_600_000 }])
  const { post } = chat.delivery
  const copies: { readonly file: string; readonly standing: number }[] = []
  chat.delivery = {
    ...chat.delivery,
    post: async (...how) => {
      copies.push({ file: found(file, path, tail), standing: chat.standing.length })
      const delivered = await post(...how)
      copies.push({ file: found(file, path, tail), standing: chat.standing.length })
      return delivered
    },
  }
  await courier.collect(chat)
  await courier.idle()
  expect(copies).toHaveLength(4)
  for (const copy of copies) {
    const later = platform()
    later.standing.push(...chat.standing.slice(0, copy.standing))
    const next = await courierOver(copy.file, DUE_MS + LEASE_OVER_MS, 'b')
    expect(await next.store.check()).toEqual([])
    await next.courier.collect(later)
    await next.courier.idle()
    expect(later.standing.map(({ key }) => key)).toEqual(['d', 'd/1'])
    expect((await next.store.deliveries.byKeys(['d'])).get('d')?.state).toBe('posted')
  }
})
