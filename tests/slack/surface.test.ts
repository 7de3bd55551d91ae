/** Everything that people do in Slack, through the real clients: Socket Mode and HTTP, each answered once and where it belongs. */
import { describe, expect, test } from 'vitest'
import type { SlackMessage } from '../peers/slack-peer.ts'
import { button, ended, expectClean, message, type Office, one, openOffice } from './office.ts'

describe.each(['socket', 'http'] as const)('over %s', (mode) => {
  const open = async (): Promise<Office> => {
    const office = await openOffice({
      settings: (peer) => (mode === 'http' ? { appToken: null, signingSecret: peer.signingSecret } : {}),
    })
    if (mode === 'http') office.peer.deliverTo(`${await office.origin()}/slack/events`)
    return office
  }

  test('a mention: eyes, an answer in its thread, no eyes any more', async () => {
    const office = await open()
    const { peer } = office
    expect(office.surface.health().state).toBe('connected')
    const asked = await peer.deliver.mention('who is Ding Yi?', { only: 'app_mention' })
    expect(asked.acks.map(({ ok }) => ok)).toEqual([true])
    await peer.waitFor(() => peer.everyReaction.length === 1 && peer.reactions.length === 0, 'eyes and none')
    const said = one(peer.messages())
    expect(said).toMatchObject({ channel: peer.channels.general, thread: asked.ts, ephemeralTo: null, text: 'A lawyer.' })
    expect(peer.everyReaction).toMatchObject([{ ts: asked.ts, name: 'eyes' }])
    const general = `slack:${peer.team}:${peer.channels.general}`
    expect(office.posted).toEqual([{ threads: [`${general}:${said.ts}`, `${general}:${asked.ts}`] }])
    expect(office.surface.health()).toMatchObject({ state: 'connected', problem: null, lastError: null })
    expect(office.surface.health().lastEventMs).not.toBeNull()
    expectClean(office)
  })

  test('a direct message: a status, an answer in its thread', async () => {
    const office = await open()
    const { peer } = office
    const asked = await peer.deliver.dm('latest')
    await peer.waitFor(() => peer.statuses.length === 2, 'a status and none')
    expect(one(peer.messages())).toMatchObject({ channel: peer.workspace.dmOf(peer.people.ann), thread: asked.ts })
    expect(peer.statuses).toMatchObject([{ thread: asked.ts, status: expect.stringContaining('looking') }, { status: '' }])
    expectClean(office)
  })

  test('a slash command: for who typed it, then shared with everybody', async () => {
    const office = await open()
    const { peer } = office
    office.reply = () => ({ message: message('A lawyer.', { isPrivate: true, buttons: [button('share', 'Share')] }) })
    const asked = await peer.deliver.slash('who is Ding Yi?')
    expect(asked.acks).toMatchObject([{ ok: true }])
    await ended(office)
    expect(one(peer.messages())).toMatchObject({ ephemeralTo: peer.people.ann, via: 'response_url', thread: null })
    office.reply = (said) => ({ message: message('A lawyer.'), place: { ...said.place, to: null }, key: 'share:1' })
    await peer.deliver.press(one(peer.messages()), 'Share')
    await ended(office, 2)
    expect(peer.messages()).toMatchObject([{ ephemeralTo: peer.people.ann }, { ephemeralTo: null, via: 'api', thread: null }])
    expectClean(office)
  })

  test('the message shortcut: a private answer about any message', async () => {
    const office = await open()
    const { peer } = office
    const target = peer.deliver.written('Huawei &amp; ZTE were fined', { user: peer.people.bob })
    await peer.deliver.shortcut(target)
    await ended(office)
    expect(office.heard).toMatchObject([{ heard: { kind: 'command', name: 'ask', text: 'Huawei & ZTE were fined' }, restate: true }])
    expect(one(peer.messages())).toMatchObject({ ephemeralTo: peer.people.ann })
    expectClean(office)
  })

  test('a page is turned where it stands', async () => {
    const office = await open()
    const { peer } = office
    office.reply = () => ({ message: message('page 1', { buttons: [button('turn', 'Next')] }) })
    await peer.deliver.mention('latest', { only: 'app_mention' })
    await ended(office)
    const before = one(peer.messages())
    office.reply = () => ({ message: message('page 2', { inPlace: true }) })
    await peer.deliver.press(before, 'Next')
    await ended(office, 2)
    expect(one(peer.messages())).toMatchObject({ ts: before.ts, edits: 1, text: 'page 2' })
    expectClean(office)
  })
})

describe('where it is answered', () => {
  test('words in a thread without a mention, where the thread is followed', async () => {
    const office = await openOffice()
    const { peer } = office
    const root = peer.deliver.written('hello')
    await peer.deliver.message('not for the bot', { thread: root.ts })
    office.followed.add(`slack:${peer.team}:${peer.channels.general}:${root.ts}`)
    const asked = await peer.deliver.message('and Huawei?', { thread: root.ts })
    await ended(office)
    expect(office.heard.map(({ heard }) => heard)).toEqual([{ kind: 'line', text: 'and Huawei?' }])
    expect(one(peer.messages()).thread).toBe(root.ts)
    expect(asked.thread).toBe(root.ts)
    expectClean(office)
  })

  test('a private answer to a mention is for who asked: in the channel, or in a thread that has begun', async () => {
    const office = await openOffice()
    const { peer } = office
    office.reply = () => ({ message: message('settings', { isPrivate: true }) })
    await peer.deliver.mention('settings', { only: 'app_mention' })
    await ended(office)
    const root = peer.deliver.written('hello')
    await peer.deliver.mention('settings', { only: 'app_mention', thread: root.ts, user: peer.people.bob })
    await ended(office, 2)
    expect(peer.messages()).toMatchObject([
      { ephemeralTo: peer.people.ann, thread: null },
      { ephemeralTo: peer.people.bob, thread: root.ts },
    ])
    expectClean(office)
  })

  test('what is private in a direct message is posted there', async () => {
    const office = await openOffice()
    office.reply = () => ({ message: message('settings', { isPrivate: true }) })
    await office.peer.deliver.dm('settings')
    await ended(office)
    expect(one(office.peer.messages())).toMatchObject({ ephemeralTo: null, via: 'api' })
    expectClean(office)
  })

  test('a private answer that cannot be shown in the channel comes as a direct message', async () => {
    const office = await openOffice()
    const { peer } = office
    office.reply = () => ({ message: message('settings', { isPrivate: true }) })
    peer.fault('chat.postEphemeral', { kind: 'error', code: 'user_not_in_channel' })
    await peer.deliver.mention('settings', { only: 'app_mention' })
    await ended(office)
    expect(one(peer.messages())).toMatchObject({ channel: peer.workspace.dmOf(peer.people.ann), ephemeralTo: null })
    expectClean(office)
  })

  test('shared from a channel in which the bot is not', async () => {
    const office = await openOffice()
    const { peer } = office
    office.reply = () => ({ message: message('A lawyer.', { isPrivate: true, buttons: [button('share', 'Share')] }) })
    for (const channel of [peer.channels.elsewhere, peer.channels.hidden]) {
      await peer.deliver.slash('who is Ding Yi?', { channel })
      await ended(office, office.posted.length + 1)
      const before = one(peer.messages(channel))
      const reply = office.reply
      office.reply = (said) => ({ message: message('A lawyer.'), place: { ...said.place, to: null }, key: `share:${channel}` })
      await peer.deliver.press(before, 'Share')
      await ended(office, office.posted.length + 1)
      expect(peer.messages(channel)).toMatchObject([{ ephemeralTo: peer.people.ann }, { ephemeralTo: null, via: 'response_url' }])
      office.reply = reply
    }
    expectClean(office)
  })

  test('after five uses of an address and after half an hour, otherwise', async () => {
    const office = await openOffice()
    const { peer } = office
    office.reply = (said) => ({ message: message('A lawyer.', { isPrivate: true }), place: said.place, key: said.key })
    await peer.deliver.slash('one')
    await ended(office)
    const [said] = office.heard
    if (said === undefined) throw new Error('nothing was heard')
    for (let n = 0; n < 5; n++) await office.surface.post(said.place, message(`more ${n}`, { isPrivate: true }), `key ${n}`)
    expect(peer.messages().map(({ via }) => via)).toEqual([...Array.from({ length: 5 }, () => 'response_url'), 'api'])
    await peer.deliver.slash('two')
    await ended(office, 2)
    const later = office.heard[1]
    if (later === undefined) throw new Error('nothing was heard')
    office.aheadMs = 31 * 60_000
    await office.surface.post(later.place, message('late', { isPrivate: true }), 'late')
    expect(peer.messages().at(-1)).toMatchObject({ via: 'api', ephemeralTo: peer.people.ann })
    expect(peer.callsOf('response_url').every(({ status }) => status === 200)).toBe(true)
    expectClean(office)
  })

  test('an address that Slack calls used up is not needed', async () => {
    const office = await openOffice()
    const { peer } = office
    office.reply = () => ({ message: message('A lawyer.', { isPrivate: true }) })
    peer.fault('response_url', { kind: 'error', code: 'used_url' })
    await peer.deliver.slash('one')
    await ended(office)
    expect(one(peer.messages())).toMatchObject({ via: 'api', ephemeralTo: peer.people.ann })
    expectClean(office)
  })

  test('what is asked further under an answer comes into its thread', async () => {
    const office = await openOffice()
    const { peer } = office
    office.reply = () => ({ message: message('one', { buttons: [button('next', 'Timeline'), button('good', '👍'), button('bad', '👎')] }) })
    const asked = await peer.deliver.mention('who is Ding Yi?')
    await ended(office)
    const before = peer.messages()[0] as SlackMessage
    office.reply = () => ({ message: message('two') })
    await peer.deliver.press(before, 'Timeline', { by: peer.people.bob })
    await ended(office, office.heard.length)
    expect(peer.messages().at(-1)).toMatchObject({ thread: asked.ts, ephemeralTo: null })
    office.reply = () => ({ message: message('thanks', { isPrivate: true }) })
    await peer.deliver.press(before, '👍', { by: peer.people.bob })
    await ended(office, office.heard.length)
    expect(peer.messages().at(-1)).toMatchObject({ thread: asked.ts, ephemeralTo: peer.people.bob, via: 'response_url' })
    expectClean(office)
  })

  test('under a private answer, privately; a private page is turned where it stands', async () => {
    const office = await openOffice()
    const { peer } = office
    const buttons = [button('turn', 'Next page'), button('next', 'Evidence')]
    office.reply = () => ({ message: message('one', { isPrivate: true, buttons }) })
    await peer.deliver.slash('latest')
    await ended(office)
    await peer.deliver.press(one(peer.messages()), 'Evidence')
    await ended(office, 2)
    expect(peer.messages()).toMatchObject([{ ephemeralTo: peer.people.ann }, { ephemeralTo: peer.people.ann }])
    office.reply = () => ({ message: message('two', { isPrivate: true, inPlace: true }) })
    await peer.deliver.press(peer.messages()[0] as SlackMessage, 'Next page')
    await ended(office, 3)
    expect(peer.messages().map(({ text }) => text)).toEqual(['two', 'one'])
    expectClean(office)
  })

  test('a digest, of which only the channel is known', async () => {
    const office = await openOffice()
    const { peer } = office
    const place = { surface: 'slack', team: peer.team, channel: peer.channels.random, thread: null, to: null, via: {} }
    const posted = await office.surface.post(place, message('The news'), 'digest:1')
    const said = one(peer.messages())
    expect(posted).toEqual({ threads: [`slack:${peer.team}:${peer.channels.random}:${said.ts}`] })
    expect(await office.surface.post(place, message('The news'), 'digest:1')).toEqual(posted)
    expect(peer.messages()).toHaveLength(1)
    expectClean(office)
  })
})
