/** What is posted without anybody having asked: by place, message and key alone. */
import { afterEach, describe, expect, test } from 'vitest'
import type { Message, Place } from '../../commands/command.ts'
import { placeIn, type SmallDiscord, type SmallOptions, smallDiscord } from './small-discord.ts'

let small: SmallDiscord
const open = async (options: SmallOptions = {}) => {
  small = await smallDiscord(options)
  return small.peer
}
afterEach(async () => {
  expect(small.peer.violations).toEqual([])
  await small.close()
})
const message = (text: string): Message => ({
  answer: {
    question: '',
    verdict: 'answered',
    title: '',
    blocks: [{ type: 'paragraph', spans: [{ type: 'text', text }] }],
    sources: [],
    searched: { from: null, to: null, publishers: [], articles: 0 },
    followUps: [],
  },
  buttons: [],
  isPrivate: false,
  inPlace: false,
})
const place = (channel: string, more: Partial<Place> = {}): Place => placeIn(small, channel, more)

describe('a post', () => {
  test('is made once a key, however often, also at once and by another process', async () => {
    const peer = await open()
    const there = place(peer.channels.general.id)
    const both = await Promise.all([small.surface.post(there, message('one'), 'a'), small.surface.post(there, message('one'), 'a')])
    expect(both[0]).toEqual(both[1])
    await small.surface.post(there, message('one'), 'a')
    const again = await small.again()
    await again.surface.post(there, message('one'), 'a')
    await again.surface.post(there, message('two'), 'b')
    const posted = peer.messages()
    expect(posted.map(({ content }) => content)).toEqual(['one', 'two'])
    expect(both[0]).toEqual({ threads: [`discord:message:${posted[0]?.id}`] })
  })

  test('goes into a thread, and to one person', async () => {
    const peer = await open()
    await small.surface.post(place(peer.channels.general.id, { thread: peer.channels.thread.id }), message('in the thread'), 'a')
    await small.surface.post(place('', { to: peer.people.ada.id }), message('for ada'), 'b')
    expect(peer.messages(peer.channels.thread.id)).toHaveLength(1)
    expect(peer.messages(peer.direct(peer.people.ada))[0]?.content).toBe('for ada')
  })

  test('that may not be made says what is missing', async () => {
    const peer = await open()
    await expect(small.surface.post(place(peer.channels.muted.id), message('no'), 'a')).rejects.toMatchObject({
      name: 'Unposted',
      fault: 'forbidden',
      message: expect.stringContaining('Send Messages'),
    })
    await expect(small.surface.post(place('123456789012345678'), message('no'), 'b')).rejects.toMatchObject({ fault: 'gone' })
    await expect(small.surface.post(place('', { to: peer.people.closed.id }), message('no'), 'c')).rejects.toMatchObject({
      fault: 'forbidden',
    })
    expect(peer.messages()).toEqual([])
    expect(small.surface.health().lastError).not.toBeNull()
  })

  test('that Discord does not take in time is told, and may be made again', async () => {
    const peer = await open()
    const broken = peer.fault('POST /channels/:id/messages', { kind: 'status', status: 500 }, 1_000)
    await expect(small.surface.post(place(peer.channels.general.id), message('one'), 'a')).rejects.toMatchObject({ fault: 'passing' })
    broken.cancel()
    await small.surface.post(place(peer.channels.general.id), message('one'), 'a')
    expect(peer.messages()).toHaveLength(1)
  })

  test('that was taken though its answer was lost is not made again later', async () => {
    const peer = await open({ server: { limits: { messages: { calls: 100, perMs: 1_000 } } } })
    peer.fault('POST /channels/:id/messages', { kind: 'reset-after' }, 1_000).cancel()
    const lost = peer.fault('POST /channels/:id/messages', { kind: 'drop-body' }, 6)
    await expect(small.surface.post(place(peer.channels.general.id), message('one'), 'a')).rejects.toMatchObject({ fault: 'passing' })
    expect(lost.hits()).toBe(6)
    await small.surface.post(place(peer.channels.general.id), message('one'), 'a')
    expect(peer.messages()).toHaveLength(1)
  })
})
