import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { SigningIn } from '../../commands/command.ts'
import { openDoorkeeper } from '../../src/web-desk/doorkeeper.ts'
import { rows } from '../store/chat-samples.ts'
import { folder, open } from '../store/samples.ts'

const NOW = new Date('2024-06-20T12:00:00Z')
const TOKEN = 'a token of sixteen'
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const later = (ms: number): Date => new Date(NOW.getTime() + ms)
const direct = { surface: 'slack', team: 'T1', channel: 'U1', thread: null, to: null, via: { user: 'U1', direct: 'yes' } }
const BOSS: SigningIn = { surface: 'slack', owner: 'slack:T1:U1', team: 'T1', direct }
const SECRET = /^[A-Za-z0-9_-]{43}$/

describe('a link', () => {
  test('opens a session for who it was sent to, once; looking at it does not spend it', async () => {
    const door = openDoorkeeper(await open(), null)
    const link = await door.link(BOSS, NOW)
    expect(link).toMatch(SECRET)
    expect([await door.isOpen(link, NOW), await door.isOpen(link, later(9 * MINUTE))]).toEqual([true, true])
    const opened = await Promise.all([door.byLink(link, NOW), door.byLink(link, NOW), door.byLink(link, NOW)])
    const [session = ''] = opened.filter((one) => one !== null)
    expect(opened.filter((one) => one === null)).toHaveLength(2)
    expect(session).toMatch(SECRET)
    expect(session).not.toBe(link)
    expect(await door.who(session, NOW)).toEqual({ kind: 'person', ...BOSS })
    expect(await door.isOpen(link, NOW)).toBe(false)
  })

  test('is over after ten minutes, and then opens nothing at all', async () => {
    const door = openDoorkeeper(await open(), null)
    const link = await door.link(BOSS, NOW)
    expect(await door.isOpen(link, later(10 * MINUTE))).toBe(false)
    expect(await door.byLink(link, later(10 * MINUTE))).toBeNull()
    // Not even for somebody whose clock is behind: it was spent.
    expect(await door.byLink(link, NOW)).toBeNull()
  })

  test('of who runs Newsdesk opens their session', async () => {
    const door = openDoorkeeper(await open(), null)
    const session = await door.byLink(await door.link(null, NOW), NOW)
    expect(await door.who(session ?? '', NOW)).toEqual({ kind: 'operator' })
  })
})

describe('a session', () => {
  test('lasts eight hours, over restarts, or until its reader signs out', async () => {
    const file = join(folder(), 'news.db')
    const door = openDoorkeeper(await open(file), null)
    const [one, two] = [await door.byLink(await door.link(BOSS, NOW), NOW), await door.byLink(await door.link(BOSS, NOW), NOW)]
    const after = openDoorkeeper(await open(file), null)
    expect(await after.who(one ?? '', later(8 * HOUR - 1))).toEqual({ kind: 'person', ...BOSS })
    expect(await after.who(one ?? '', later(8 * HOUR))).toBeNull()
    await after.signOut(one ?? '')
    expect(await door.who(one ?? '', NOW)).toBeNull()
    expect(await door.who(two ?? '', NOW)).not.toBeNull()
  })

  test('ends with what is kept of its reader', async () => {
    const store = await open()
    const door = openDoorkeeper(store, null)
    const session = await door.byLink(await door.link(BOSS, NOW), NOW)
    await store.chat.forget(BOSS.owner)
    expect(await door.who(session ?? '', NOW)).toBeNull()
  })

  test('of a token ends when the token is another one, or none; a link’s does not', async () => {
    const store = await open()
    const door = openDoorkeeper(store, TOKEN)
    const byToken = (await door.byToken(TOKEN, NOW)) ?? ''
    const byLink = (await door.byLink(await door.link(null, NOW), NOW)) ?? ''
    expect(await door.who(byToken, NOW)).toEqual({ kind: 'operator' })
    for (const other of ['another token, as long', null]) {
      const changed = openDoorkeeper(store, other)
      expect(await changed.who(byToken, NOW)).toBeNull()
      expect(await changed.who(byLink, NOW)).toEqual({ kind: 'operator' })
    }
    await door.signOut(byToken)
    expect(await door.who(byToken, NOW)).toBeNull()
  })
})

test('only the token that is set opens', async () => {
  const door = openDoorkeeper(await open(), TOKEN)
  expect(door.hasToken).toBe(true)
  const wrong = ['', 'a', TOKEN.slice(0, -1), `${TOKEN} `, TOKEN.toUpperCase(), TOKEN.repeat(100), 'ａ token of sixteen']
  for (const token of wrong) {
    expect(door.isToken(token)).toBe(false)
    expect(await door.byToken(token, NOW)).toBeNull()
  }
  expect(door.isToken(TOKEN)).toBe(true)
  const without = openDoorkeeper(await open(), null)
  expect([without.hasToken, without.isToken(''), await without.byToken('', NOW)]).toEqual([false, false, null])
})

test('what is no secret of ours opens nothing, nor does a secret of another kind', async () => {
  const door = openDoorkeeper(await open(), TOKEN)
  const link = await door.link(BOSS, NOW)
  const session = (await door.byToken(TOKEN, NOW)) ?? ''
  for (const given of ['', 'x', 'A'.repeat(43), 'A'.repeat(1_000_000), `${link}=`, link.slice(1), '%', session, "' or 1=1 --"]) {
    expect(await door.byLink(given, NOW)).toBeNull()
    expect(await door.isOpen(given, NOW)).toBe(false)
  }
  for (const given of ['', link, session.slice(1), 'A'.repeat(43), 'constructor']) expect(await door.who(given, NOW)).toBeNull()
  expect(await door.isOpen(link, NOW)).toBe(true)
})

test('neither secrets nor the token are in the file, and what is over goes out of it', async () => {
  const file = join(folder(), 'news.db')
  const door = openDoorkeeper(await open(file), TOKEN)
  const secrets = [
    await door.link(BOSS, NOW),
    (await door.byToken(TOKEN, NOW)) ?? '',
    (await door.byLink(await door.link(null, NOW), NOW)) ?? '',
  ]
  const passes = () => rows(file).filter((row) => row.startsWith('passes '))
  expect(passes()).toHaveLength(3)
  for (const secret of [...secrets, TOKEN]) expect(rows(file).join('\n')).not.toContain(secret)
  await door.link(BOSS, later(24 * HOUR))
  expect(passes()).toHaveLength(1)
})
