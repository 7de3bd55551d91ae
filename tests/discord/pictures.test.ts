/** Charts as pictures in Discord, through the real client: sent with their message and with words for who cannot see them, and in characters wherever that fails. */
// As in the program: the HTTP client of the feeds takes the place of discord.js's own where it is loaded first.
import '../../src/intake/fetch/transport.ts'
import { afterEach, describe, expect, test } from 'vitest'
import { render } from '../../adapters/discord/render.ts'
import type { Message, Place } from '../../commands/command.ts'
import { ALT, BAR, COVERAGE, smallDraw, told } from '../drawn.ts'
import type { Fault } from '../peers/discord-faults.ts'
import type { DiscordOptions, DiscordPeer, PeerMessage } from '../peers/discord-peer.ts'
import { ATTACH_FILES, USUAL } from '../peers/discord-world.ts'
import { placeIn, type SmallDiscord, smallDiscord } from './small-discord.ts'

const POST = 'POST /channels/:id/messages'
const ORIGINAL = 'PATCH /webhooks/:app/:token/messages/:message'
const SAID: Message = { answer: told(), buttons: [], isPrivate: false, inPlace: false }
const ATTACHED = [{ filename: 'coverage-1.png', description: ALT, type: 'image/png' }]

let small: SmallDiscord
let reply: Message = SAID
const open = async (said: Message = SAID, bytes?: number, server: DiscordOptions = {}): Promise<DiscordPeer> => {
  reply = said
  small = await smallDiscord({
    server,
    settings: { draw: smallDraw(bytes).draw },
    wrap: (reception) => ({
      ...reception,
      receive: async ({ place, key }, surface) => {
        await surface.post(place, reply, key)
      },
    }),
  })
  await small.peer.waitFor(() => small.peer.registered.global().length > 0, 'commands')
  return small.peer
}
afterEach(async () => {
  expect(small.peer.violations).toEqual([])
  await small.close()
})
const place = (channel = small.peer.channels.general.id, more: Partial<Place> = {}): Place => placeIn(small, channel, more)
const one = (messages: readonly PeerMessage[]): PeerMessage => {
  expect(messages).toHaveLength(1)
  return messages[0] as PeerMessage
}
const now = ({ id }: PeerMessage): PeerMessage => small.peer.message(id) as PeerMessage
function expectPicture(message: PeerMessage): void {
  expect(message.attachments).toMatchObject(ATTACHED)
  expect(message.content).toContain(`**${COVERAGE.title}**`)
  expect(message.content).not.toContain(BAR)
}
function expectBars(message: PeerMessage): void {
  expect(message.attachments).toEqual([])
  expect(message.content).toContain(BAR)
}

describe('a picture goes with', () => {
  test('a message in a channel, its nonce kept, and one to one person', async () => {
    const peer = await open()
    await small.surface.post(place(), SAID, 'a')
    await small.surface.post(place('', { to: peer.people.ada.id }), SAID, 'b')
    const general = one(peer.messages(peer.channels.general.id))
    for (const message of [general, one(peer.messages(peer.direct(peer.people.ada)))]) expectPicture(message)
    expect(general.nonce).not.toBeNull()
    expect(peer.calls.filter(({ files }) => files.length > 0).map(({ files }) => files)).toEqual([['coverage-1.png'], ['coverage-1.png']])
  })

  test('the answer to a command, also where only the asker sees it, and the further one', async () => {
    const peer = await open()
    for (const isPrivate of [false, true]) {
      reply = { ...SAID, isPrivate }
      const asked = await peer.deliver.slash('latest', { private: isPrivate })
      const answer = await peer.waitFor(
        () => peer.messages().findLast(({ isThinking, interaction }) => !isThinking && interaction === asked.id),
        'it',
      )
      expectPicture(answer)
      expect(answer.to).toBe(isPrivate ? peer.people.ada.id : null)
    }
    reply = { ...SAID, buttons: [{ id: 'x.1', label: 'More', kind: 'next' }] }
    const first = await (await peer.deliver.slash('latest')).answered()
    const pressed = await peer.deliver.press(first, 'More')
    expectPicture(await peer.waitFor(() => pressed.followUps()[0], 'the further answer'))
  })

  test('what is delivered unasked, once, also where another process cannot draw it', async () => {
    const peer = await open(SAID, undefined, { nonceMs: 0 })
    const attempt = { sinceMs: null, isOver: false }
    await small.surface.delivery.post(place(), SAID, 'digest:1', attempt)
    const { surface } = await small.again({ draw: async () => null, now: () => new Date(Date.now() + 10 * 60_000) })
    const delivered = await surface.delivery.post(place(), SAID, 'digest:1', { sinceMs: Date.now(), isOver: false })
    const message = one(peer.messages())
    expectPicture(message)
    expect(delivered?.ref).toBe(message.id)
  })
})

test('turning pages: a page without a picture takes the old one away, and back it comes', async () => {
  const turning: Message = { ...SAID, buttons: [{ id: 'x.1', label: 'Next', kind: 'turn' }] }
  const peer = await open(turning)
  const page = await (await peer.deliver.slash('latest')).answered()
  expectPicture(page)
  reply = { ...turning, answer: told([]), inPlace: true }
  await peer.deliver.press(page, 'Next')
  await peer.waitFor(() => now(page).earlier.length === 1, 'the next page')
  expect(now(page).attachments).toEqual([])
  reply = { ...turning, inPlace: true }
  await peer.deliver.press(now(page), 'Next')
  await peer.waitFor(() => now(page).earlier.length === 2, 'the first page')
  expectPicture(now(page))
  expect(peer.messages()).toHaveLength(1)
})

describe('falls back to bars, posted once,', () => {
  test.each<[string, Fault]>([
    ['the request is too large', { kind: 'status', status: 413, code: 40_005 }],
    ['Discord takes no such file', { kind: 'status', status: 400, code: 50_046 }],
    ['a permission is missing that nobody knew of', { kind: 'status', status: 403, code: 50_013 }],
    ['Discord fails', { kind: 'status', status: 500 }],
    ['the connection breaks', { kind: 'reset' }],
  ])('where %s', async (_, fault) => {
    const peer = await open()
    const planned = peer.fault(POST, fault)
    await small.surface.post(place(), SAID, 'a')
    expect(planned.hits()).toBe(1)
    expectBars(one(peer.messages()))
  })

  test('where the bot may not attach files, in a channel and to an interaction', async () => {
    const peer = await open()
    peer.permit(peer.channels.general.id, USUAL & ~ATTACH_FILES)
    await small.surface.post(place(), SAID, 'a')
    expectBars(one(peer.messages()))
    const answer = await (await peer.deliver.slash('latest')).answered()
    expectBars(now(answer))
    expect(peer.messages()).toHaveLength(2)
  })

  test('where the answer to an interaction is refused with it, and where the picture is larger than it may be', async () => {
    const peer = await open()
    peer.fault(ORIGINAL, { kind: 'status', status: 413, code: 40_005 })
    expectBars(await (await peer.deliver.slash('latest')).answered())
    await small.close()
    await open(SAID, 1_000_001)
    await small.surface.post(place(), SAID, 'a')
    expectBars(one(small.peer.messages()))
  })
})

test('whose answer was lost is not posted again, by its nonce', async () => {
  const peer = await open()
  peer.fault(POST, { kind: 'reset-after' })
  await small.surface.post(place(), SAID, 'a')
  expectPicture(one(peer.messages()))
})

test('with pictures or without, an answer takes the same messages, which say the same', () => {
  const long = Array.from({ length: 12 }, (_, n) => {
    const paragraph = { type: 'paragraph' as const, spans: [{ type: 'text' as const, text: `${n} ${'lorem ipsum '.repeat(40)}` }] }
    return n % 4 === 1 ? [paragraph, { ...COVERAGE, title: `Part ${n}` }] : [paragraph]
  })
  const answer = { ...told([]), blocks: long.flat() }
  const picture = { png: new Uint8Array(), alt: ALT }
  const shown = new Map(answer.blocks.flatMap((block) => (block.type === 'coverage' ? [[block, picture] as const] : [])))
  const [bare, drawn] = [render(answer, []), render(answer, [], undefined, shown)]
  expect(drawn.map(({ content }) => content)).toEqual(bare.map(({ content }) => content))
  expect(drawn.map((one) => one.drawn?.content)).toEqual(bare.map((one) => one.drawn?.content))
  expect(drawn.flatMap((one) => one.drawn?.pictures ?? [])).toHaveLength(3)
  for (const { content, drawn: lean } of drawn) {
    const kept = content.split('\n').filter((line) => !/[█░]|^\*One more/.test(line))
    if (lean !== undefined) expect(lean.content.split('\n').filter((line) => line !== '')).toEqual(kept.filter((line) => line !== ''))
  }
})
