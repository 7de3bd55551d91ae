/** What goes wrong between here and Slack while something is posted: it stands exactly once, or the fault is told. */
import { describe, expect, test } from 'vitest'
import type { Fault } from '../peers/rest-server.ts'
import { ALL_SCOPES, asked, ended, longAnswer, message, openOffice } from './office.ts'

describe('posting: exactly one message', () => {
  test.each<[string, Fault, number]>([
    ['429 with Retry-After', { kind: '429', retryAfterS: 1 }, 2],
    ['429 that may be tried again at once', { kind: '429', retryAfterS: 0 }, 2],
    ['429 without Retry-After', { kind: '429', retryAfterS: null }, 2],
    ['200 with ratelimited', { kind: 'ratelimited' }, 2],
    ['500', { kind: '500' }, 2],
    ['503 after it was done', { kind: '503', accepted: true }, 1],
    ['fatal_error', { kind: 'error', code: 'fatal_error' }, 2],
    ['a page instead of an answer', { kind: 'garbage' }, 2],
    ['a page, after it was done', { kind: 'garbage', accepted: true }, 1],
    ['reset before it was done', { kind: 'reset' }, 2],
    ['reset after it was done', { kind: 'reset-after-accept' }, 1],
    ['cut off in the middle of the answer', { kind: 'drop-mid-body' }, 1],
  ])('%s', async (_, fault, calls) => {
    const office = await openOffice()
    const { peer } = office
    const planned = peer.fault('chat.postMessage', fault)
    await asked(office)
    await ended(office)
    expect(planned.hits).toBe(1)
    expect(office.faults).toEqual([])
    expect(peer.messages()).toHaveLength(1)
    expect(peer.callsOf('chat.postMessage')).toHaveLength(calls)
    expect(peer.violations).toEqual([])
  })

  test('so slow that nobody waits any longer, though it is done; and never answered, and not done', async () => {
    const office = await openOffice()
    const { peer } = office
    const { general, random } = peer.channels
    const slow = peer.fault('chat.postMessage', { kind: 'slow', when: ({ channel }) => channel === general })
    const hanging = peer.fault('chat.postMessage', { kind: 'hang', when: ({ channel }) => channel === random })
    await Promise.all([asked(office, general), asked(office, random)])
    await ended(office, 2, 60_000)
    expect([slow.hits, hanging.hits]).toEqual([1, 1])
    expect(office.faults).toEqual([])
    expect([peer.messages(general).length, peer.messages(random).length]).toEqual([1, 1])
  })

  test('several messages, one of them reset', async () => {
    const office = await openOffice()
    const { peer } = office
    office.reply = () => ({ message: message('', { answer: longAnswer() }) })
    await asked(office)
    await ended(office)
    const parts = peer.messages().length
    const isSecond = (body: Readonly<Record<string, unknown>>) => JSON.stringify(body.metadata).includes('"part":1')
    peer.fault('chat.postMessage', { kind: 'reset-after-accept', when: isSecond })
    await asked(office)
    await ended(office, 2)
    expect(office.faults).toEqual([])
    expect(peer.messages()).toHaveLength(2 * parts)
    expect(peer.messages().map(({ text }) => text)).toEqual(
      [0, 1].flatMap(() =>
        peer
          .messages()
          .slice(0, parts)
          .map(({ text }) => text),
      ),
    )
  })

  test('where it cannot be read back whether it stands, it is not tried again', async () => {
    const scopes = ALL_SCOPES.filter((scope) => !scope.endsWith(':history'))
    const office = await openOffice({ peerOptions: { scopes } })
    const { peer } = office
    peer.fault('chat.postMessage', { kind: 'reset-after-accept' })
    await asked(office)
    await ended(office)
    expect(office.faults).toMatchObject([{ message: expect.stringContaining('cannot be known') }])
    expect(peer.callsOf('chat.postMessage')).toHaveLength(1)
  })

  test('what only one person sees cannot be read back, and is not tried again', async () => {
    const office = await openOffice()
    const { peer } = office
    office.reply = () => ({ message: message('settings', { isPrivate: true }) })
    for (const target of ['response_url', 'chat.postEphemeral']) {
      const before = peer.messages().length
      peer.fault(target, { kind: 'reset-after-accept' })
      if (target === 'response_url') await peer.deliver.slash('settings')
      else await asked(office)
      await ended(office, office.faults.length + 1)
      expect(peer.messages()).toHaveLength(before + 1)
    }
    expect(office.faults.map(({ message }) => message.includes('cannot be known'))).toEqual([true, true])
  })

  test('a private answer waits out a rate limit', async () => {
    const office = await openOffice()
    const { peer } = office
    office.reply = () => ({ message: message('settings', { isPrivate: true }) })
    peer.fault('response_url', { kind: '429', retryAfterS: 1 })
    await peer.deliver.slash('settings')
    await ended(office)
    expect(office.faults).toEqual([])
    expect(peer.messages()).toMatchObject([{ via: 'response_url' }])
  })

  test('a refusal is told as it is', async () => {
    const office = await openOffice()
    office.peer.fault('chat.postMessage', { kind: 'error', code: 'is_archived' })
    await asked(office)
    await ended(office)
    expect(office.faults).toMatchObject([{ message: expect.stringContaining('is_archived') }])
    expect(office.surface.health().state).toBe('connected')
  })

  test('a limit that never ends is given up on', async () => {
    const office = await openOffice()
    office.peer.fault('chat.postMessage', { kind: '429', retryAfterS: 3_600 }, 100)
    await asked(office)
    await ended(office)
    expect(office.faults).toMatchObject([{ message: expect.stringContaining('could not be told') }])
  })

  test('one channel that waits holds up no other', async () => {
    const office = await openOffice()
    const { peer } = office
    const { general, random } = peer.channels
    const limit = peer.fault('chat.postMessage', { kind: '429', retryAfterS: 3, when: ({ channel }) => channel === general })
    await asked(office, general)
    await peer.waitFor(() => limit.hits === 1, 'the limit')
    await asked(office, random)
    await ended(office)
    expect(peer.messages().map(({ channel }) => channel)).toEqual([random])
    await ended(office, 2)
    expect(peer.messages().map(({ channel }) => channel)).toEqual([random, general])
  })

  test('what an earlier process posted before it ended is found', async () => {
    const first = await openOffice()
    const { peer } = first
    await asked(first)
    await ended(first)
    const [said] = first.heard
    if (said === undefined) throw new Error('nothing was heard')
    const second = await openOffice({ peer, start: false })
    second.aheadMs = 70_000
    const found = await second.surface.post(said.place, message('A lawyer.'), said.key)
    expect(found).toEqual(first.posted[0])
    expect(peer.messages()).toHaveLength(1)
    expect(peer.callsOf('chat.postMessage')).toHaveLength(1)
  })

  test('a page that was turned, or not: it is turned again, which changes nothing', async () => {
    const office = await openOffice()
    const { peer } = office
    await asked(office)
    await ended(office)
    const [standing] = peer.messages()
    const [said] = office.heard
    if (standing === undefined || said === undefined) throw new Error('nothing was said')
    peer.fault('chat.update', { kind: 'reset-after-accept' })
    const place = { ...said.place, via: { ...said.place.via, pressed: standing.ts } }
    await office.surface.post(place, message('page 2', { inPlace: true }), 'turn:1')
    expect(peer.messages()).toMatchObject([{ ts: standing.ts, text: 'page 2' }])
  })
})

describe('eyes and status', () => {
  test('that cannot be shown hold up nothing', async () => {
    const office = await openOffice()
    const { peer } = office
    const slow = peer.fault('reactions.add', { kind: 'slow' })
    await asked(office)
    await peer.waitFor(() => peer.messages().length === 1, 'an answer')
    expect(peer.everyReaction).toHaveLength(1)
    slow.release()
    await peer.waitFor(() => peer.reactions.length === 0, 'no eyes any more')
    peer.fault('assistant.threads.setStatus', { kind: 'error', code: 'not_allowed_token_type' })
    await peer.deliver.dm('latest')
    await peer.waitFor(() => peer.messages().length === 2, 'an answer')
    expect(office.surface.health().state).toBe('connected')
  })
})
