/** Discord's REST under faults: what is posted is posted once, what cannot be posted is told. */
import { afterEach, describe, expect, test } from 'vitest'
import { LEASE_MS } from '../../commands/reception/lease.ts'
import type { Fault } from '../peers/discord-faults.ts'
import type { PeerMessage } from '../peers/discord-peer.ts'
import { MANY, type SmallDiscord, type SmallOptions, smallDiscord } from './small-discord.ts'

const QUESTION = 'How many workers will the Borealis battery plant employ?'
const FOUND = '1,200 workers'
const POST = 'POST /channels/:id/messages'
const FOLLOW_UP = 'POST /webhooks/:id/:token'
const EDIT = 'PATCH /webhooks/:id/:token/messages/@original'
const CALLBACK = 'POST /interactions/:id/:token/callback'

let small: SmallDiscord
const open = async (options: SmallOptions = {}) => {
  small = await smallDiscord(options)
  await small.peer.waitFor(() => small.peer.registered.global().length > 0, 'commands')
  return small.peer
}
afterEach(async () => {
  expect(small.peer.violations).toEqual([])
  await small.close()
})
const repliesTo = (id: string) => small.peer.messages().filter((message) => message.replyTo === id)
const replyTo = (id: string): Promise<PeerMessage> => small.peer.waitFor(() => repliesTo(id)[0], `a reply to ${id}`)
const logged = (text: string) => small.peer.waitFor(() => small.log.some((line) => line.includes(text)), `“${text}” in the log`)

const PASSING: readonly (readonly [string, Fault, number])[] = [
  ['a rate limit', { kind: 'limited', retryAfterS: 0.05 }, 2],
  ['a rate limit of the whole bot', { kind: 'limited', retryAfterS: 0.05, scope: 'global' }, 1],
  ['a rate limit that does not say how long', { kind: 'limited', retryAfterS: 0.05, header: false }, 3],
  ['500', { kind: 'status', status: 500 }, 2],
  ['502 for longer than discord.js tries', { kind: 'status', status: 502 }, 5],
  ['503', { kind: 'status', status: 503 }, 1],
  ['a reset before it is taken', { kind: 'reset' }, 2],
  ['a reset after it was taken', { kind: 'reset-after' }, 1],
  ['an answer that breaks off', { kind: 'drop-body' }, 1],
]

describe('a mention is answered once', () => {
  test.each(PASSING)('through %s', async (_what, fault, times) => {
    const peer = await open()
    const met = peer.fault(POST, fault, times)
    const asked = peer.deliver.mention(QUESTION)
    expect((await replyTo(asked.id)).content).toContain(FOUND)
    await peer.waitFor(() => small.log.filter((line) => line.includes('not posted')).length === 0 && met.hits() === times, 'all faults')
    await small.settled()
    expect(repliesTo(asked.id)).toHaveLength(1)
    const taken = peer.calls.filter(({ path, status }) => path === `/channels/${asked.channel}/messages` && status === 200)
    expect(taken.length).toBeLessThanOrEqual(2)
  })

  test('when the first answer is slow, and the event comes again meanwhile', async () => {
    const peer = await open()
    const slow = peer.fault(POST, { kind: 'slow-answer' })
    const asked = peer.deliver.mention(QUESTION)
    await peer.waitFor(() => slow.hits() === 1, 'the post')
    peer.deliver.again(asked)
    await small.settled()
    slow.release()
    await small.settled()
    expect(repliesTo(asked.id)).toHaveLength(1)
  })

  test('with typing that fails in every way', async () => {
    const peer = await open()
    peer.fault('POST /channels/:id/typing', { kind: 'status', status: 500 }, 10)
    expect((await replyTo(peer.deliver.mention(QUESTION).id)).content).toContain(FOUND)
  })
})

describe('a command is answered once', () => {
  test.each(PASSING)('through %s of the answer', async (_what, fault, times) => {
    const peer = await open()
    const met = peer.fault(EDIT, fault, Math.min(times, 3))
    const asked = await peer.deliver.slash('ask', { question: QUESTION })
    expect((await asked.answered()).content).toContain(FOUND)
    await peer.waitFor(() => met.hits() === Math.min(times, 3), 'all faults')
    await small.settled()
    expect(peer.messages(peer.channels.general.id)).toHaveLength(1)
  })

  test.each(PASSING.filter(([, { kind }]) => kind !== 'limited'))('through %s of the acknowledgement', async (_what, fault) => {
    const peer = await open()
    const met = peer.fault(CALLBACK, fault)
    const asked = await peer.deliver.slash('ask', { question: QUESTION })
    expect((await asked.answered()).content).toContain(FOUND)
    expect(met.hits()).toBe(1)
    await small.settled()
    expect(peer.messages(peer.channels.general.id)).toHaveLength(1)
    expect(small.log.join('')).not.toContain('"discord.acknowledge"')
  })

  test('after longer and longer pauses where a rate limit does not say how long', async () => {
    const peer = await open()
    peer.fault(CALLBACK, { kind: 'limited', retryAfterS: 0.01, header: false }, 3)
    const asked = await peer.deliver.slash('ask', { question: QUESTION })
    await asked.answered()
    const times = peer.calls.filter(({ path }) => path === `/interactions/${asked.id}/:token/callback`).map(({ atMs }) => atMs)
    const pauses = times.slice(1).map((at, n) => at - (times[n] ?? at))
    // 20, 40 and 80 ms; timers may be a little early, never much.
    for (const [n, pause] of pauses.entries()) expect(pause).toBeGreaterThanOrEqual(20 * 2 ** n - 5)
    expect(pauses).toHaveLength(3)
  })

  test.each(PASSING)('through %s of its further messages', async (_what, fault, times) => {
    const peer = await open({ articles: MANY })
    const met = peer.fault(FOLLOW_UP, fault, Math.min(times, 3))
    const asked = await peer.deliver.slash('latest', { limit: 15 })
    await asked.answered()
    const last = await peer.waitFor(() => asked.followUps().find(({ components }) => components.length > 0), 'the last part')
    expect(last.content).toContain('Searched')
    await peer.waitFor(() => met.hits() === Math.min(times, 3), 'all faults')
    await small.settled()
    const contents = peer.messages(peer.channels.general.id).map(({ content }) => content)
    expect(new Set(contents).size).toBe(contents.length)
  })

  test('or not at all, and that is logged, where a further private message may have been taken', async () => {
    const peer = await open({ articles: MANY })
    peer.fault(FOLLOW_UP, { kind: 'reset-after' })
    const asked = await peer.deliver.slash('latest', { limit: 15, private: true })
    await logged('cannot be seen')
    expect(asked.followUps()).toHaveLength(1)
  })
})

describe('an interaction that can be answered no longer', () => {
  test('because it was acknowledged too late is answered in the channel', async () => {
    const peer = await open({ server: { acknowledgeWithinMs: -1 } })
    const asked = await peer.deliver.slash('ask', { question: QUESTION })
    expect(asked.isFailed()).toBe(true)
    const answer = await peer.waitFor(() => peer.messages(peer.channels.general.id)[0], 'an answer')
    expect(answer.content).toContain(QUESTION)
    expect(answer.content).toContain(FOUND)
  })

  test('is answered directly where it was private', async () => {
    const peer = await open()
    peer.fault(EDIT, { kind: 'status', status: 401, code: 50_027, message: 'Invalid Webhook Token' })
    await peer.deliver.slash('settings')
    const answer = await peer.waitFor(() => peer.messages(peer.direct(peer.people.ada))[0], 'an answer')
    expect(answer.content).toContain('Your settings')
    expect(small.surface.health().state).toBe('connected')
  })

  test('leaves a pressed page to be edited by the bot itself', async () => {
    const peer = await open({ articles: MANY })
    const first = await replyTo(peer.deliver.mention('latest limit:2').id)
    const [row] = first.components
    const [older] = (row?.components ?? []) as { custom_id: string }[]
    peer.fault(EDIT, { kind: 'status', status: 404, code: 10_015 })
    await peer.deliver.press(first, older?.custom_id ?? '')
    await peer.waitFor(() => peer.message(first.id)?.earlier.length === 1, 'the second page')
  })
})

describe('a channel that Discord slows down', () => {
  test('holds up no other', async () => {
    const peer = await open()
    const held = peer.fault(`POST /channels/${peer.channels.general.id}/messages`, { kind: 'slow' })
    const waiting = peer.deliver.mention(QUESTION)
    await peer.waitFor(() => held.hits() === 1, 'the held post')
    for (const by of [peer.people.ada, peer.people.ben, peer.people.manager])
      await replyTo(peer.deliver.mention(QUESTION, { channel: peer.channels.second.id, by }).id)
    expect(repliesTo(waiting.id)).toEqual([])
    held.release()
    await replyTo(waiting.id)
  })

  test('for too long is given up, told of, and answered when the reception tries again', async () => {
    let nowMs = Date.now()
    const peer = await open({ settings: { now: () => new Date(nowMs), pace: { limitedMs: 200 } } })
    const limit = peer.fault(POST, { kind: 'limited', retryAfterS: 600 })
    const asked = peer.deliver.mention(QUESTION)
    await logged('not posted')
    expect(limit.hits()).toBe(1)
    expect(small.surface.health().lastError).not.toBeNull()
    expect(repliesTo(asked.id)).toEqual([])
    nowMs += LEASE_MS + 1
    const again = await small.again()
    await again.reception.resume(again.surface)
    expect(repliesTo(asked.id)).toHaveLength(1)
  })
})

describe('a token that is refused', () => {
  test('turns the surface down, spares Discord further calls, and is mended when it is taken again', async () => {
    const peer = await open()
    const refused = peer.fault('* *', { kind: 'status', status: 401, code: 0, message: '401: Unauthorized' }, 2)
    const asked = peer.deliver.mention(QUESTION)
    await peer.waitFor(() => small.surface.health().state === 'down', 'down')
    expect(small.surface.health().problem).toContain('DISCORD_TOKEN')
    await peer.waitFor(() => refused.hits() === 2, 'the second try')
    await peer.waitFor(() => small.surface.health().state === 'connected', 'connected')
    expect(repliesTo(asked.id).length).toBeLessThanOrEqual(1)
    await replyTo(peer.deliver.mention('latest', { by: peer.people.ben }).id)
  })

  test('and revoked stays down', async () => {
    const peer = await open()
    peer.revokeToken()
    await peer.waitFor(() => small.surface.health().state === 'down', 'down')
    expect(small.surface.health().problem).toContain('DISCORD_TOKEN')
  })
})
