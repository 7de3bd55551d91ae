/** What nobody asked for, posted through the real client at a peer: once, or the reason is told. */
import { describe, expect, test } from 'vitest'
import type { Delivered } from '../../commands/command.ts'
import type { Fault } from '../peers/rest-server.ts'
import { freePort } from '../program.ts'
import { again, directTo, FIRST, fault, KEY, LONG, placeOf, post } from './delivery-rig.ts'
import { ALL_SCOPES, message, type Office, one, openOffice } from './office.ts'

describe('a first try', () => {
  test('posts without looking, and says where', async () => {
    const office = await openOffice()
    const { peer } = office
    const delivered = await post(office)
    const standing = one(peer.messages())
    expect(standing).toMatchObject({ channel: peer.channels.general, thread: null, metadata: { event_payload: { key: KEY, part: 0 } } })
    expect(delivered).toEqual({
      ref: standing.ts,
      url: `https://acme.slack.com/archives/${peer.channels.general}/p${standing.ts.replace('.', '')}`,
      threads: [`slack:${peer.team}:${peer.channels.general}:${standing.ts}`],
    })
    expect(peer.calls.filter(({ method }) => /history|replies/.test(method))).toEqual([])
    expect(peer.violations).toEqual([])
  })

  test.each<[string, Fault]>([
    ['reset after it was done', { kind: 'reset-after-accept' }],
    ['503 after it was done', { kind: '503', accepted: true }],
    ['a page after it was done', { kind: 'garbage', accepted: true }],
    ['cut off in the middle of the answer', { kind: 'drop-mid-body' }],
  ])('%s: what stands is found', async (_, planned) => {
    const office = await openOffice()
    office.peer.fault('chat.postMessage', planned)
    const delivered = await post(office)
    expect(delivered?.ref).toBe(one(office.peer.messages()).ts)
    expect(office.peer.callsOf('chat.postMessage')).toHaveLength(1)
  })

  test.each<[string, Fault]>([
    ['reset before it was done', { kind: 'reset' }],
    ['503', { kind: '503' }],
    ['a page', { kind: 'garbage' }],
  ])('%s: may still come, so that it is left for later, and then made', async (_, planned) => {
    const office = await openOffice()
    office.peer.fault('chat.postMessage', planned)
    await expect(post(office)).rejects.toMatchObject(fault('unsure'))
    expect(office.peer.callsOf('chat.postMessage')).toHaveLength(1)
    expect((await post(office, again(office)))?.ref).toBe(one(office.peer.messages()).ts)
  })

  test('a rate limit is waited out; one that lasts is told as not posted', async () => {
    const office = await openOffice()
    office.peer.fault('chat.postMessage', { kind: '429', retryAfterS: 1 })
    expect(await post(office)).not.toBeNull()
    office.peer.fault('chat.postMessage', { kind: '429', retryAfterS: 3_600 })
    const limited = office.surface.delivery.post(placeOf(office, office.peer.channels.random), message('Two.'), 'other', FIRST)
    await expect(limited).rejects.toMatchObject(fault('later'))
    expect(office.peer.messages()).toHaveLength(1)
  })

  test('nobody is there, or does not answer the question whether it stands, or takes too long', async () => {
    const apiUrl = `http://127.0.0.1:${await freePort()}/api/`
    const nobody = await openOffice({ settings: () => ({ apiUrl }), start: false })
    const [silent, slow] = await Promise.all([openOffice(), openOffice()])
    silent.peer.fault('conversations.history', { kind: 'reset' }, 100)
    const held = slow.peer.fault('chat.postMessage', { kind: 'slow', accepted: false })
    await Promise.all([
      expect(post(nobody)).rejects.toMatchObject(fault('later')),
      expect(post(silent, again(silent))).rejects.toMatchObject(fault('unsure')),
      expect(post(slow)).rejects.toMatchObject(fault('unsure')),
    ])
    expect(silent.peer.callsOf('chat.postMessage')).toEqual([])
    held.release()
    await slow.peer.waitFor(() => slow.peer.messages().length === 1, 'the message that came late')
    expect((await post(slow, again(slow)))?.ref).toBe(one(slow.peer.messages()).ts)
  })

  test('a channel takes a message a second', async () => {
    const office = await openOffice()
    await post(office, FIRST, placeOf(office), LONG)
    await office.surface.delivery.post(placeOf(office), message('Next.'), 'other', FIRST)
    expect(office.peer.messages().length).toBeGreaterThan(2)
    expect(office.peer.crowded.filter(({ afterMs }) => afterMs < 900)).toEqual([])
  })
})

describe('what cannot be posted', () => {
  test.each<[string, (office: Office) => void, object]>([
    ['archived', ({ peer }) => peer.turnChannel(peer.channels.general, 'archived'), fault('closed', 'archived')],
    ['left', ({ peer }) => peer.turnChannel(peer.channels.general, 'left'), fault('closed', '/invite @newsdesk')],
    ['deleted', ({ peer }) => peer.turnChannel(peer.channels.general, 'deleted'), fault('closed', 'no such channel')],
    [
      'restricted',
      ({ peer }) => void peer.fault('chat.postMessage', { kind: 'error', code: 'restricted_action_read_only_channel' }),
      fault('closed', 'Only some people'),
    ],
    ['no token any more', ({ peer }) => peer.revokeToken(), fault('later', 'token_revoked')],
    ['scope gone', ({ peer }) => void peer.workspace.scopes.delete('chat:write'), fault('later')],
    ['not taken', ({ peer }) => void peer.fault('chat.postMessage', { kind: 'error', code: 'invalid_blocks' }), fault('wrong')],
  ])('%s', async (_, spoil, expected) => {
    const office = await openOffice()
    spoil(office)
    await expect(post(office)).rejects.toMatchObject(expected)
    expect(office.peer.messages()).toEqual([])
  })

  test('gone, when it is looked for; and what it belongs to is gone', async () => {
    const office = await openOffice()
    await expect(post(office, FIRST, placeOf(office, undefined, { thread: '1700000000.000100' }))).rejects.toMatchObject(fault('wrong'))
    office.peer.turnChannel(office.peer.channels.general, 'deleted')
    await expect(post(office, again(office))).rejects.toMatchObject(fault('closed'))
  })

  test('a person whose account is closed', async () => {
    const office = await openOffice()
    office.peer.fault('conversations.open', { kind: 'error', code: 'user_disabled' })
    await expect(post(office, FIRST, directTo(office))).rejects.toMatchObject(fault('closed', 'deactivated'))
  })
})

test('to one person, and under what stands', async () => {
  const office = await openOffice()
  const { peer } = office
  const place = directTo(office)
  const delivered = await post(office, FIRST, place)
  const dm = peer.workspace.dmOf(peer.people.ann)
  expect(one(peer.messages(dm)).ts).toBe(delivered?.ref)
  expect(delivered?.threads).toContain(`slack:${peer.team}:${dm}`)
  const under = office.surface.delivery.under(place, delivered?.ref ?? '')
  await office.surface.delivery.post(under, message('Details.'), `${KEY}/1`, FIRST)
  expect(peer.messages(dm)[1]?.thread).toBe(delivered?.ref)
  await office.surface.delivery.revise(place, delivered?.ref ?? '', message('Two stories.'))
  expect(peer.messages(dm)[0]).toMatchObject({ text: 'Two stories.', edits: 1 })
  expect(office.surface.delivery.under(under, 'other').thread).toBe(delivered?.ref)
  expect(peer.violations).toEqual([])
})

describe('a change', () => {
  test('replaces the message by what one holds, and leaves its key', async () => {
    const office = await openOffice()
    const { peer } = office
    const { ref } = (await post(office)) as Delivered
    peer.fault('chat.update', { kind: 'reset-after-accept' })
    await office.surface.delivery.revise(placeOf(office), ref, LONG)
    const changed = one(peer.messages())
    expect(JSON.stringify(changed.blocks)).toContain('There was no room for')
    expect(changed.metadata).toMatchObject({ event_payload: { key: KEY } })
    expect(peer.violations).toEqual([])
  })

  test('of what is gone is refused for good', async () => {
    const office = await openOffice()
    const { ref } = (await post(office)) as Delivered
    const { revise } = office.surface.delivery
    await expect(revise(placeOf(office), '1700000000.000100', message('x'))).rejects.toMatchObject(fault('closed'))
    office.peer.turnChannel(office.peer.channels.general, 'deleted')
    await expect(revise(placeOf(office), ref, message('x'))).rejects.toMatchObject(fault('closed'))
  })
})

describe('whether it may post', () => {
  const may = (office: Office, channel: string) => office.surface.delivery.mayPost(placeOf(office, channel))
  const no = (problem: string, isGone: boolean) => ({ ok: false, problem: expect.stringContaining(problem), isGone })

  test('in a channel of its own, in others, and to a person', async () => {
    const office = await openOffice()
    const { general, secret, elsewhere, hidden, random } = office.peer.channels
    expect(await Promise.all([general, secret].map((channel) => may(office, channel)))).toEqual([{ ok: true }, { ok: true }])
    expect(await may(office, elsewhere)).toEqual(no('/invite @newsdesk', false))
    expect(await may(office, hidden)).toEqual(no('/invite @newsdesk', true))
    office.peer.turnChannel(random, 'archived')
    expect(await may(office, random)).toEqual(no('archived', false))
    expect(await office.surface.delivery.mayPost(directTo(office))).toEqual({ ok: true })
  })

  test('where the app was installed with fewer scopes', async () => {
    const without = (pattern: RegExp) => openOffice({ peerOptions: { scopes: ALL_SCOPES.filter((scope) => !pattern.test(scope)) } })
    const unread = await without(/^(?:channels|groups):read$/)
    expect(await may(unread, unread.peer.channels.general)).toEqual({ ok: true })
    expect(await may(unread, unread.peer.channels.elsewhere)).toEqual(no('/invite @newsdesk', false))
    const blind = await without(/:history$/)
    expect(await may(blind, blind.peer.channels.general)).toEqual({ ok: true, note: expect.stringContaining('read back') })
    expect(await may(blind, blind.peer.channels.elsewhere)).toEqual(no('/invite @newsdesk', false))
  })

  test('cannot be told where Slack does not answer', async () => {
    const office = await openOffice()
    office.peer.revokeToken()
    await expect(may(office, office.peer.channels.general)).rejects.toThrow('token_revoked')
  })
})

test('places: a channel for all, a person for themselves, and nothing for all where nobody else is', async () => {
  const office = await openOffice()
  const { peer, surface, heard } = office
  const { general } = peer.channels
  await peer.deliver.mention('digest', { only: 'app_mention' })
  await peer.deliver.slash('digest')
  await peer.deliver.dm('digest')
  const { ts: thread } = peer.deliver.written('What do you make of this?')
  await peer.deliver.mention('digest', { only: 'app_mention', thread })
  await peer.waitFor(() => heard.length === 4, 'four words')
  const [mention, slash, dm, threaded] = heard.map((said) => surface.delivery.places(said))
  const direct = directTo(office)
  expect(mention).toEqual({ here: placeOf(office, general), direct })
  expect(slash).toEqual({ here: placeOf(office, general), direct })
  expect(dm).toEqual({ here: null, direct })
  expect(threaded).toEqual({ here: placeOf(office, general), isInThread: true, direct })
})
