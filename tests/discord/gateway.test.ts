/** The gateway under faults: no mention is lost where Discord does not lose it, and the health says how things are. */
import { afterEach, describe, expect, test } from 'vitest'
import type { PeerMessage } from '../peers/discord-peer.ts'
import { type SmallDiscord, type SmallOptions, smallDiscord } from './small-discord.ts'

const CONTENT = 1 << 15
const QUESTION = 'How many workers will the Borealis battery plant employ?'
const FOUND = '1,200 workers'

let small: SmallDiscord
const open = async (options: SmallOptions = {}) => {
  small = await smallDiscord(options)
  return small.peer
}
afterEach(async () => {
  expect(small.peer.violations).toEqual([])
  await small.close()
})
const repliesTo = (id: string) => small.peer.messages().filter((message) => message.replyTo === id)
const replyTo = (id: string): Promise<PeerMessage> => small.peer.waitFor(() => repliesTo(id)[0], `a reply to ${id}`)
const state = () => small.surface.health().state
const until = (wanted: string) => small.peer.waitFor(() => state() === wanted, `${wanted}, not ${JSON.stringify(small.surface.health())}`)

describe('a connection', () => {
  test('is made with the intents it needs and no more, and shows what can be said', async () => {
    const peer = await open()
    expect(peer.gateway.identifies[0]).toMatchObject({ intents: (1 << 0) | (1 << 9) | (1 << 12) })
    expect(JSON.stringify(peer.presence())).toContain('/news')
    expect(small.surface.health()).toMatchObject({ surface: 'discord', state: 'connected', problem: null, lastError: null })
  })

  test('of several shards is up when all of them are', async () => {
    const peer = await open({ server: { shards: 2 } })
    await until('connected')
    expect(peer.gateway.identifies.map(({ shard }) => shard)).toEqual([
      [0, 2],
      [1, 2],
    ])
    const asked = peer.deliver.mention(QUESTION)
    await replyTo(asked.id)
    expect(repliesTo(asked.id)).toHaveLength(1)
  }, 30_000)

  const cuts: readonly (readonly [string, () => void])[] = [
    ['is cut off', () => small.peer.gateway.drop()],
    ['is closed with 4000', () => small.peer.gateway.close(4000)],
    ['is closed with 4009', () => small.peer.gateway.close(4009)],
    ['shall be made anew (op 7)', () => small.peer.gateway.reconnect()],
    ['is told that its session stands (op 9 true)', () => small.peer.gateway.invalidate(true)],
  ]
  test.each(cuts)('that %s loses no mention and answers none twice', async (_what, cut) => {
    const peer = await open()
    const before = peer.deliver.mention(QUESTION)
    await replyTo(before.id)
    cut()
    const meanwhile = [peer.deliver.mention(QUESTION), peer.deliver.dm(QUESTION, { by: peer.people.ben })]
    for (const { id } of meanwhile) expect((await replyTo(id)).content).toContain(FOUND)
    await peer.waitFor(() => peer.gateway.resumes.length > 0, 'a RESUME')
    await until('connected')
    for (const { id } of [before, ...meanwhile]) expect(repliesTo(id)).toHaveLength(1)
  })

  test('that replays what was received before answers it once', async () => {
    const peer = await open()
    const before = peer.deliver.mention(QUESTION)
    await replyTo(before.id)
    peer.gateway.next('resume', { kind: 'replay', again: 3 })
    peer.gateway.drop()
    const after = peer.deliver.mention('latest')
    await replyTo(after.id)
    expect(repliesTo(before.id)).toHaveLength(1)
    expect(repliesTo(after.id)).toHaveLength(1)
  })

  test('whose session is over (op 9 false) is made anew', async () => {
    const peer = await open()
    peer.gateway.invalidate(false)
    await peer.waitFor(() => peer.gateway.identifies.length === 2, 'a new session', 30_000)
    await until('connected')
    await replyTo(peer.deliver.mention(QUESTION).id)
  }, 60_000)

  test('without acknowledged heartbeats is given up and resumed', async () => {
    const peer = await open({ server: { heartbeatMs: 150 } })
    peer.gateway.withholdAcks(true)
    await peer.waitFor(() => peer.gateway.connections() > 1, 'a second connection')
    peer.gateway.withholdAcks(false)
    await until('connected')
    await replyTo(peer.deliver.mention(QUESTION).id)
  })

  test('that ends in the middle of an answer is answered all the same', async () => {
    const peer = await open()
    const slow = peer.fault('POST /channels/:id/messages', { kind: 'slow' })
    const asked = peer.deliver.mention(QUESTION)
    await peer.waitFor(() => slow.hits() === 1, 'the post')
    peer.gateway.drop()
    slow.release()
    await replyTo(asked.id)
    await until('connected')
    expect(repliesTo(asked.id)).toHaveLength(1)
  })
})

describe('a first connection', () => {
  test.each([
    ['the socket answers 503', (): void => small.peer.gateway.next('connect', { kind: 'refuse', status: 503 }, 2)],
    ['the socket is dropped', (): void => small.peer.gateway.next('connect', { kind: 'drop' }, 2)],
    ['the session is refused for now', (): void => small.peer.gateway.next('identify', { kind: 'drop' })],
    ['the gateway cannot be asked for', (): void => void small.peer.fault('GET /gateway/bot', { kind: 'status', status: 503 }, 7)],
    ['the network fails', (): void => void small.peer.fault('GET /gateway/bot', { kind: 'reset' }, 7)],
  ])(
    'is made in the end where %s, by one session',
    async (_what, prepare) => {
      small = { peer: null } as unknown as SmallDiscord
      small = await smallDiscord({
        prepare(peer) {
          small = { peer } as SmallDiscord
          prepare()
        },
      })
      await small.peer.waitFor(() => state() === 'connected', 'connected', 30_000)
      await replyTo(small.peer.deliver.mention(QUESTION).id)
      expect(small.peer.gateway.connected()).toBe(1)
    },
    60_000,
  )

  test('with a wrong token is down, says the way out, and is tried again', async () => {
    const peer = await open({ settings: { token: 'wrong.token.here' } })
    expect(small.surface.health()).toMatchObject({ state: 'down', problem: expect.stringContaining('DISCORD_TOKEN') })
    const asked = () => peer.calls.filter(({ path }) => path === '/gateway/bot').length
    const before = asked()
    await peer.waitFor(() => asked() > before, 'another try')
    expect(state()).toBe('down')
  })

  test('without the intent for content works with mentions, and says so', async () => {
    const peer = await open({ settings: { readsThreads: true } })
    await until('connected')
    expect(peer.gateway.identifies.map(({ intents }) => intents)).toEqual([37_377, 4_609])
    expect(small.surface.health()).toMatchObject({ state: 'connected', problem: expect.stringContaining('Message Content Intent') })
    await replyTo(peer.deliver.mention(QUESTION).id)
  })

  test('with the intent for content asks for it', async () => {
    const peer = await open({ server: { grantedIntents: CONTENT }, settings: { readsThreads: true } })
    expect(peer.gateway.identifies.map(({ intents }) => intents)).toEqual([37_377])
    expect(small.surface.health().problem).toBeNull()
  })
})

describe('a connection that Discord closes for good', () => {
  test.each([
    [4004, 'DISCORD_TOKEN'],
    [4010, '4010'],
    [4013, '4013'],
    [4014, 'Privileged Gateway Intents'],
  ])('with %i turns the surface down with the way out, and up again when it may', async (code, problem) => {
    const peer = await open({ settings: { pace: { refusedMs: [400, 800] } } })
    peer.gateway.close(code)
    await until('down')
    expect(small.surface.health().problem).toContain(problem)
    expect(small.surface.health().lastError?.message).toContain(String(code))
    await until('connected')
    expect(small.surface.health().problem).toBeNull()
    await replyTo(peer.deliver.mention(QUESTION).id)
    expect(peer.gateway.connected()).toBe(1)
  })

  test('because it takes more shards is made anew at once', async () => {
    const peer = await open()
    peer.gateway.close(4011)
    await peer.waitFor(() => peer.gateway.identifies.length === 2, 'a new session')
    await until('connected')
  })
})

describe('closing', () => {
  test('waits for answers in hand, then hears nothing more', async () => {
    const peer = await open()
    const slow = peer.fault('POST /channels/:id/messages', { kind: 'slow' })
    const asked = peer.deliver.mention(QUESTION)
    await peer.waitFor(() => slow.hits() === 1, 'the post')
    const closed = small.surface.close()
    peer.deliver.mention('latest', { by: peer.people.ben })
    slow.release()
    await closed
    expect(repliesTo(asked.id)).toHaveLength(1)
    await peer.waitFor(() => peer.gateway.connected() === 0, 'no connection')
    expect(peer.messages()).toHaveLength(1)
  })

  test('ends in its time, whatever is in hand', async () => {
    const peer = await open({ settings: { pace: { closeMs: 50 } } })
    const held = peer.fault('POST /channels/:id/messages', { kind: 'hang' })
    peer.deliver.mention(QUESTION)
    await peer.waitFor(() => held.hits() === 1, 'the post')
    await small.surface.close()
    await peer.waitFor(() => peer.gateway.connected() === 0, 'no connection')
  })

  test('while the connection is being made leaves none behind', async () => {
    const peer = await open({
      prepare: (server) => server.gateway.next('connect', { kind: 'refuse', status: 503 }, 2),
      settings: { pace: { startMs: 1 } },
    })
    await peer.waitFor(() => peer.gateway.connections() === 1, 'the first try')
    await small.surface.close()
    // Refused as well, so that whoever comes back from the dead is there before it.
    const other = await small.again({ pace: { startMs: 20_000 } })
    await peer.waitFor(() => other.surface.health().state === 'connected', 'the other one')
    expect(peer.gateway.connections()).toBe(3)
    expect(peer.gateway.identifies).toHaveLength(1)
  })
})

test('an error of the client that nobody caught is told apart from others', async () => {
  await open()
  const { EmbedBuilder } = await import('discord.js')
  let thrown: unknown = null
  try {
    new EmbedBuilder().setTitle('x'.repeat(300)).toJSON()
    await Promise.reject(new Error('no error was thrown'))
  } catch (error) {
    thrown = error
  }
  expect(small.surface.claims(thrown)).toBe(true)
  expect(small.surface.health().lastError).not.toBeNull()
  expect(small.surface.claims(new Error('ours'))).toBe(false)
  expect(small.surface.claims('text')).toBe(false)
})
