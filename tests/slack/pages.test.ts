/** Answers that take several messages, what the app shows by itself, what is not answered, and who manages. */
import { describe, expect, test } from 'vitest'
import { stillManages } from '../../src/surfaces.ts'
import type { SlackMessage } from '../peers/slack-peer.ts'
import { button, ended, expectClean, longAnswer, message, one, openOffice } from './office.ts'

describe('an answer of several messages', () => {
  const pages = { answer: longAnswer() }

  test('in a thread: in order, the buttons under the last', async () => {
    const office = await openOffice()
    const { peer } = office
    office.reply = () => ({ message: message('', { ...pages, buttons: [button('turn', 'Next')] }) })
    const asked = await peer.deliver.mention('latest', { only: 'app_mention' })
    await ended(office)
    const before = peer.messages()
    expect(before.length).toBeGreaterThan(1)
    expect(new Set(before.map(({ thread }) => thread))).toEqual(new Set([asked.ts]))
    office.reply = () => ({ message: message('page 2', { inPlace: true, buttons: [button('turn', 'Back')] }) })
    await peer.deliver.press(before.at(-1) as SlackMessage, 'Next')
    await ended(office, 2)
    const after = peer.messages()
    expect(after).toHaveLength(before.length + 1)
    expect(after.at(-1)).toMatchObject({ text: 'page 2', thread: asked.ts })
    const pressable = after.filter(({ blocks }) => blocks.some(({ type }) => type === 'actions' || type === 'context_actions'))
    expect(pressable.map(({ text }) => text)).toEqual(['page 2'])
    expectClean(office)
  })

  test('in a channel: unfolded under the first', async () => {
    const office = await openOffice()
    const { peer } = office
    const place = { surface: 'slack', team: peer.team, channel: peer.channels.random, thread: null, to: null, via: {} }
    await office.surface.post(place, message('', pages), 'digest:2')
    const [first, ...others] = peer.messages()
    expect(first?.thread).toBeNull()
    expect(others.length).toBeGreaterThan(0)
    expect(new Set(others.map(({ thread }) => thread))).toEqual(new Set([first?.ts]))
    expectClean(office)
  })

  test('for one person: turned to a single page, without the old one', async () => {
    const office = await openOffice()
    const { peer } = office
    office.reply = () => ({ message: message('', { ...pages, isPrivate: true, buttons: [button('turn', 'Next')] }) })
    await peer.deliver.slash('latest')
    await ended(office)
    const before = peer.messages()
    expect(before.length).toBeGreaterThan(1)
    office.reply = () => ({ message: message('page 2', { isPrivate: true, inPlace: true }) })
    await peer.deliver.press(before.at(-1) as SlackMessage, 'Next')
    await ended(office, 2)
    expect(peer.messages()).toHaveLength(before.length)
    expect(peer.messages().at(-1)).toMatchObject({ text: 'page 2', ephemeralTo: peer.people.ann })
    expectClean(office)
  })
})

describe('what the app shows by itself', () => {
  test('the Home tab, and its buttons answered in a direct message', async () => {
    const office = await openOffice()
    const { peer } = office
    await peer.deliver.homeOpened('home')
    const home = await peer.waitFor(() => peer.home(peer.people.ann), 'a Home tab')
    expect(JSON.stringify(home.view)).toContain('The page home')
    await peer.deliver.press(home, 'Latest')
    await ended(office)
    const direct = peer.workspace.dmOf(peer.people.ann)
    expect(one(peer.messages())).toMatchObject({ channel: direct, thread: null })
    expect(office.posted[0]?.threads).toContain(`slack:${peer.team}:${direct}`)
    // What it says may have changed by that.
    await peer.waitFor(() => peer.callsOf('views.publish').length === 2, 'the Home tab anew')
    expectClean(office)
  })

  test('prompts in the Messages tab without a thread, and with one in the older pane', async () => {
    const office = await openOffice()
    const { peer } = office
    await peer.deliver.homeOpened('messages')
    const direct = peer.workspace.dmOf(peer.people.ann)
    await peer.waitFor(() => peer.prompts.length === 1, 'prompts')
    const { ts } = peer.deliver.written('New chat', { channel: direct })
    await peer.deliver.event({ type: 'assistant_thread_started', assistant_thread: { channel_id: direct, thread_ts: ts } })
    await peer.waitFor(() => peer.prompts.length === 2, 'prompts')
    expect(peer.prompts).toMatchObject([
      { channel: direct, thread: null, prompts: [{ message: 'Who is Ding Yi?' }, { message: 'What is the latest news?' }] },
      { channel: direct, thread: ts },
    ])
    expectClean(office)
  })
})

describe('not answered', () => {
  test('itself, another bot, an edit, everybody, code, an address', async () => {
    const office = await openOffice()
    const { peer } = office
    const call = `<@${peer.botUser}>`
    const asked = await peer.deliver.mention('who is Ding Yi?', { only: 'app_mention' })
    await ended(office)
    await peer.deliver.mention('loop', { user: peer.botUser })
    await peer.deliver.mention('hello', { user: peer.people.robot, fields: { bot_id: 'B0OTHER' } })
    await peer.deliver.edit({ team: peer.team, channel: asked.channel, ts: asked.ts }, `${call} who is Ding?`)
    await peer.deliver.mention(`say \`${call}\``)
    await peer.deliver.mention(`see <https://example.com/${call}|this>`)
    await peer.deliver.message('<!channel> hello')
    // What comes in order is read in order: when this is heard, nothing before it was.
    await peer.deliver.mention('done', { only: 'app_mention' })
    await ended(office, 2)
    expect(office.heard.map(({ heard }) => (heard.kind === 'line' ? heard.text : ''))).toEqual(['who is Ding Yi?', 'done'])
    expectClean(office)
  })

  test('a private word to an unknown button is acknowledged all the same', async () => {
    const office = await openOffice()
    const { peer } = office
    office.reply = () => ({ message: message('one', { buttons: [button('next', 'More')] }) })
    await peer.deliver.mention('hello', { only: 'app_mention' })
    await ended(office)
    const [said] = peer.messages()
    const foreign = JSON.parse(JSON.stringify(said).replaceAll('next:abc', 'other:abc'))
    const pressed = await peer.deliver.press(foreign, 'More')
    expect(pressed.acks).toMatchObject([{ ok: true }])
    expectClean(office)
  })
})

test('who manages: administrators, owners, and whom the settings name', async () => {
  const office = await openOffice({ settings: (peer) => ({ managers: [peer.people.bob] }) })
  const { peer, surface } = office
  office.reply = () => null
  const isManager = async (user: string) => {
    const before = office.heard.length
    await peer.deliver.dm('status', { user })
    const said = await peer.waitFor(() => office.heard[before], 'a message')
    return surface.isManager(said)
  }
  expect([await isManager(peer.people.ann), await isManager(peer.people.bob)]).toEqual([false, true])
  expect([await isManager(peer.people.admin), await isManager(peer.people.owner)]).toEqual([true, true])
  // Whoever signed in to the newsroom's pages is asked after by what their session knows.
  const direct = { surface: 'slack', team: peer.team, channel: 'U', thread: null, to: null }
  const manages = (user: string) =>
    stillManages([surface], {
      surface: 'slack',
      owner: `slack:${peer.team}:${user}`,
      team: peer.team,
      direct: { ...direct, via: { user } },
    })
  expect([await manages(peer.people.ann), await manages(peer.people.admin), await manages(peer.people.bob)]).toEqual([false, true, true])
  const calls = peer.callsOf('users.info').length
  expect(await isManager(peer.people.admin)).toBe(true)
  expect(peer.callsOf('users.info')).toHaveLength(calls)
  office.aheadMs = 2 * 60 * 60_000
  peer.fault('users.info', { kind: '500' })
  expect(await isManager(peer.people.admin)).toBe(false)
  expect(await isManager(peer.people.admin)).toBe(true)
})
