/** What nobody asked for, posted through the real client at a server: once, or the reason is told. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Attempt, Delivered, Message, Place, Surface } from '../../commands/command.ts'
import type { Fault } from '../peers/discord-faults.ts'
import { HISTORY, USUAL } from '../peers/discord-world.ts'
import { freePort } from '../program.ts'
import { placeIn, type SmallDiscord, type SmallOptions, smallDiscord } from './small-discord.ts'

const POST = 'POST /channels/:id/messages'
const LIST = 'GET /channels/:id/messages'
const KEY = 'digest:1:2026-11-28T08:00'
const FIRST: Attempt = { sinceMs: null, isOver: false }
const ROOMY = { calls: 1_000, perMs: 1_000 }
const MINUTES = 60_000

let small: SmallDiscord
/** Ms that all clocks are ahead. */
let aheadMs = 0
const nowMs = (): number => Date.now() + aheadMs
beforeEach(() => {
  aheadMs = 0
})
afterEach(async () => {
  expect(small.peer.violations).toEqual([])
  await small.close()
})
const open = async (more: Partial<SmallOptions> = {}) => {
  small = await smallDiscord({
    server: { now: nowMs, limits: { messages: ROOMY, other: ROOMY }, ...more.server },
    settings: { now: () => new Date(nowMs()), ...more.settings },
    ...(more.wrap === undefined ? {} : { wrap: more.wrap }),
  })
  return small.peer
}
const saying = (...texts: string[]): Message => ({
  answer: {
    question: '',
    verdict: 'answered',
    title: '',
    blocks: texts.map((text) => ({ type: 'paragraph', spans: [{ type: 'text', text }] })),
    sources: [],
    searched: { from: null, to: null, publishers: [], articles: 0 },
    followUps: [],
  },
  buttons: [],
  isPrivate: false,
  inPlace: false,
})
const LONG = saying(...[1, 2, 3].map((n) => `${n} ${'lorem ipsum '.repeat(150)}`))
const placeOf = (channel = small.peer.channels.general.id, more: Partial<Place> = {}): Place => placeIn(small, channel, more)
const directTo = (user: string): Place => placeOf(user, { team: '', to: user })
type How = { readonly attempt?: Attempt; readonly place?: Place; readonly said?: Message; readonly surface?: Surface }
const post = ({ attempt = FIRST, place = placeOf(), said = saying('One story.'), surface = small.surface }: How = {}) =>
  surface.delivery.post(place, said, KEY, attempt)
const contents = (channel?: string) => small.peer.messages(channel).map(({ content }) => content)
const posts = () => small.peer.calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'))
const fault = (undelivered: string, text = ''): object => ({ undelivered, message: expect.stringContaining(text) })

describe('a first try', () => {
  test('posts without looking, and says where', async () => {
    const peer = await open()
    const delivered = await post()
    const [message] = peer.messages()
    expect(delivered).toEqual({
      ref: message?.id,
      url: `https://discord.com/channels/${peer.guild.id}/${peer.channels.general.id}/${message?.id}`,
      threads: [`discord:message:${message?.id}`],
    })
    expect(contents()).toEqual(['One story.'])
    expect(peer.calls.filter(({ method, path }) => method === 'GET' && path.endsWith('/messages'))).toEqual([])
  })

  test.each<[string, Fault, number]>([
    ['a rate limit', { kind: 'limited', retryAfterS: 0.05 }, 1],
    ['503', { kind: 'status', status: 503 }, 2],
    ['a reset', { kind: 'reset' }, 2],
    ['a reset after it was taken', { kind: 'reset-after' }, 2],
    ['an answer that breaks off', { kind: 'drop-body' }, 1],
  ])('goes through %s', async (_, planned, times) => {
    const peer = await open()
    const met = peer.fault(POST, planned, times)
    expect((await post())?.ref).toBe(peer.messages()[0]?.id)
    expect(met.hits()).toBe(times)
    expect(contents()).toEqual(['One story.'])
  })

  test('that failed for long may stand, and is completed', async () => {
    const peer = await open()
    const broken = peer.fault(POST, { kind: 'drop-body' }, 100)
    const sinceMs = nowMs()
    await expect(post()).rejects.toMatchObject(fault('unsure'))
    broken.cancel()
    expect((await post({ attempt: { sinceMs, isOver: false } }))?.ref).toBe(peer.messages()[0]?.id)
    expect(contents()).toEqual(['One story.'])
  })

  test.each<[string, Fault, Message]>([
    ['the first of several stands', { kind: 'slow' }, LONG],
    ['a try before may have been taken', { kind: 'reset-after' }, saying('One story.')],
  ])('held up for too long, it may stand where %s', async (_, before, said) => {
    const peer = await open({ settings: { pace: { limitedMs: 20 } } })
    peer.fault(POST, before).release()
    peer.fault(POST, { kind: 'limited', retryAfterS: 3_600 }, 100)
    await expect(post({ said })).rejects.toMatchObject(fault('unsure', 'rate limit'))
    expect(peer.messages()).toHaveLength(1)
  })

  test('held up for too long by a limit, or by a network without Discord, it is certainly not posted', async () => {
    const peer = await open({ settings: { pace: { limitedMs: 20 } } })
    peer.fault(POST, { kind: 'limited', retryAfterS: 3_600 }, 100)
    await expect(post()).rejects.toMatchObject(fault('later', 'rate limit'))
    const port = await freePort()
    const alone = await smallDiscord({ server: {}, settings: { apiUrl: `http://127.0.0.1:${port}/api`, pace: { startMs: 1 } } })
    await expect(post({ surface: alone.surface })).rejects.toMatchObject(fault('later'))
    await alone.close()
  })
})

describe('after a restart', () => {
  test('what stands is found, however long ago and whatever was written since', async () => {
    const peer = await open({ server: { nonceMs: 0 } })
    const sinceMs = nowMs()
    const delivered = await post()
    for (let n = 0; n < 250; n++) peer.deliver.message(`chatter ${n}`)
    aheadMs = 60 * MINUTES
    const { surface } = await small.again()
    expect(await post({ surface, attempt: { sinceMs, isOver: false } })).toEqual(delivered)
    expect(await post({ surface, attempt: { sinceMs, isOver: true } })).toEqual(delivered)
    expect(contents()).toEqual(['One story.'])
    expect(posts()).toHaveLength(1)
  })

  test('it is found behind what others wrote before; behind too much nobody says that it does not stand', async () => {
    const peer = await open({ server: { nonceMs: 0 } })
    const sinceMs = nowMs()
    for (let n = 0; n < 150; n++) peer.deliver.message(`chatter ${n}`)
    const delivered = await post()
    const [next, last] = [await small.again(), await small.again()]
    expect(await post({ surface: next.surface, attempt: { sinceMs, isOver: false } })).toEqual(delivered)
    for (let n = 0; n < 2_000; n++) peer.deliver.message(`more ${n}`)
    const said = saying('Another story.')
    const sought = post({ surface: last.surface, said, attempt: { sinceMs, isOver: true } })
    await expect(sought).rejects.toMatchObject(fault('unsure', 'more was posted there'))
  })

  test('what does not stand is posted; what is over, not', async () => {
    await open()
    const sinceMs = nowMs() - 60 * MINUTES
    expect(await post({ attempt: { sinceMs, isOver: true } })).toBeNull()
    expect(await post({ attempt: { sinceMs: null, isOver: true } })).toBeNull()
    expect(contents()).toEqual([])
    expect(await post({ attempt: { sinceMs, isOver: false } })).not.toBeNull()
    expect(contents()).toEqual(['One story.'])
  })

  test('what stands is known by its buttons, too, whatever became of its words', async () => {
    await open({ server: { nonceMs: 0 } })
    const sinceMs = nowMs()
    const said: Message = { ...saying('One story.'), buttons: [{ id: 'abc.1', label: 'Latest', kind: 'next' }] }
    const delivered = await post({ said })
    await small.surface.delivery.revise(placeOf(), delivered?.ref ?? '', { ...said, answer: saying('One tale.').answer })
    const { surface } = await small.again()
    expect(await post({ surface, said, attempt: { sinceMs, isOver: false } })).toEqual(delivered)
    expect(contents()).toEqual(['One tale.'])
  })

  test('the same words from longer ago are another post', async () => {
    await open({ server: { nonceMs: 0 } })
    await post()
    aheadMs = 10 * MINUTES
    const { surface } = await small.again()
    expect(await post({ surface, attempt: { sinceMs: nowMs() - MINUTES, isOver: false } })).not.toBeNull()
    expect(contents()).toEqual(['One story.', 'One story.'])
  })

  test('for two minutes the nonce stands guard where nothing can be seen; then nothing is posted', async () => {
    const peer = await open()
    const sinceMs = nowMs()
    await post()
    peer.permit(peer.channels.general.id, USUAL & ~HISTORY)
    const { surface } = await small.again()
    await post({ surface, attempt: { sinceMs, isOver: false } })
    expect(contents()).toEqual(['One story.'])
    expect(posts()).toHaveLength(2)
    aheadMs = 3 * MINUTES
    const later = await small.again()
    for (const isOver of [false, true])
      await expect(post({ surface: later.surface, attempt: { sinceMs, isOver } })).rejects.toMatchObject(
        fault('unsure', 'Read Message History'),
      )
    peer.permit(peer.channels.general.id, USUAL)
    peer.fault(LIST, { kind: 'status', status: 503 }, 6)
    await expect(post({ surface: later.surface, attempt: { sinceMs, isOver: false } })).rejects.toMatchObject(fault('unsure'))
    expect(posts()).toHaveLength(2)
  })

  test('of several messages the missing ones are added', async () => {
    const peer = await open({ server: { nonceMs: 0 } })
    const sinceMs = nowMs()
    peer.fault(POST, { kind: 'slow' }).release()
    const broken = peer.fault(POST, { kind: 'status', status: 503 }, 100)
    await expect(post({ said: LONG })).rejects.toMatchObject(fault('unsure'))
    broken.cancel()
    expect(peer.messages()).toHaveLength(1)
    const [first] = peer.messages()
    aheadMs = 10 * MINUTES
    const { surface } = await small.again()
    const delivered = await post({ surface, said: LONG, attempt: { sinceMs, isOver: false } })
    expect(delivered?.ref).toBe(first?.id)
    expect(delivered?.threads).toHaveLength(peer.messages().length)
    expect(contents().map((content) => content.slice(0, 1))).toEqual(['1', '2', '3'])
  })
})

describe('what cannot be posted', () => {
  test.each<[string, () => Place, object]>([
    ['without a permission', () => placeOf(small.peer.channels.muted.id), fault('closed', 'Send Messages is missing')],
    ['out of sight', () => placeOf(small.peer.channels.hidden.id), fault('closed', 'View Channel')],
    ['nowhere', () => placeOf('123456789012345678'), fault('closed', 'no such channel')],
    ['to who takes none', () => directTo(small.peer.people.closed.id), fault('closed', 'no direct messages')],
  ])('%s', async (_, where, expected) => {
    await open()
    await expect(post({ place: where() })).rejects.toMatchObject(expected)
    await expect(post({ place: where(), attempt: { sinceMs: nowMs() - 60 * MINUTES, isOver: false } })).rejects.toMatchObject(expected)
    expect(contents()).toEqual([])
  })

  test('because of how it is written, or because of the token', async () => {
    const peer = await open()
    peer.fault(POST, { kind: 'status', status: 400, code: 50_035 })
    await expect(post()).rejects.toMatchObject(fault('wrong'))
    peer.fault(POST, { kind: 'status', status: 401 })
    await expect(post()).rejects.toMatchObject(fault('later', 'token'))
  })
})

test('to one person, and after what stands', async () => {
  const peer = await open()
  const { delivery } = small.surface
  const place = directTo(peer.people.ada.id)
  const dm = peer.direct(peer.people.ada)
  const { ref, url } = (await post({ place })) as Delivered
  expect(url).toBe(`https://discord.com/channels/@me/${dm}/${ref}`)
  await delivery.post(delivery.under(place, ref), saying('Details.'), `${KEY}/1`, FIRST)
  expect(peer.messages(dm).map(({ content, replyTo }) => [content, replyTo])).toEqual([
    ['One story.', null],
    ['Details.', ref],
  ])
  await delivery.revise(place, ref, saying('Two stories.'))
  expect(contents(dm)).toEqual(['Two stories.', 'Details.'])
})

test('a change holds what one message does; of what is gone it is refused for good', async () => {
  const peer = await open()
  const { delivery } = small.surface
  const { ref } = (await post()) as Delivered
  const met = peer.fault('PATCH /channels/:id/messages/:id', { kind: 'reset-after' })
  await delivery.revise(placeOf(), ref, LONG)
  expect(met.hits()).toBe(1)
  expect(contents()).toEqual([expect.stringContaining('There was no room for')])
  await expect(delivery.revise(placeOf(), '123456789012345678', saying('x'))).rejects.toMatchObject(fault('closed', 'gone'))
  peer.removeChannel(peer.channels.general.id)
  await expect(delivery.revise(placeOf(), ref, saying('x'))).rejects.toMatchObject(fault('closed'))
})
