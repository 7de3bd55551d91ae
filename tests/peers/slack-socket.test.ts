/** Socket Mode of the peer, with the real Bolt on the other side. */
import './guard.ts'
import { afterEach, describe, expect, test } from 'vitest'
import { startTrialApp, type TrialApp } from './slack-app.ts'
import { openSlackPeer, type SlackPeer, type SlackPeerOptions } from './slack-peer.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function begin(options: SlackPeerOptions & { acknowledges?: boolean } = {}): Promise<{ peer: SlackPeer; trial: TrialApp }> {
  const peer = await openSlackPeer({ retryAfterMs: [0], ...options })
  open.push(peer)
  const trial = await startTrialApp(peer, { mode: 'socket', acknowledges: options.acknowledges ?? true })
  open.push(trial)
  return { peer, trial }
}

const clean = (peer: SlackPeer) => {
  expect(peer.violations).toEqual([])
  expect(peer.failures).toEqual([])
}

describe('what is said', () => {
  test('a mention arrives as app_mention and as message, under two event ids, acknowledged', async () => {
    const { peer, trial } = await begin()
    const delivered = await peer.deliver.mention('what is new about *Huawei*?')
    expect(delivered.acks.map(({ ok, how, retryNum }) => ({ ok, how, retryNum }))).toEqual([
      { ok: true, how: 'acknowledged', retryNum: 0 },
      { ok: true, how: 'acknowledged', retryNum: 0 },
    ])
    await peer.waitFor(() => trial.heard.length === 2, 'both')
    expect(trial.heard.map(({ kind }) => kind).sort()).toEqual(['app_mention', 'message'])
    const [one, other] = trial.heard.map(({ body }) => body)
    expect(one?.event_id).not.toBe(other?.event_id)
    const event = delivered.payloads[0]?.event as Record<string, unknown>
    expect(event).toMatchObject({
      type: 'app_mention',
      user: peer.people.ann,
      text: `<@${peer.botUser}> what is new about *Huawei*?`,
      ts: delivered.ts,
      event_ts: delivered.ts,
      channel: peer.channels.general,
      team: peer.team,
    })
    expect(event.client_msg_id).toEqual(expect.any(String))
    expect(event.blocks).toMatchObject([
      {
        type: 'rich_text',
        elements: [
          {
            elements: [
              { type: 'user', user_id: peer.botUser },
              { type: 'text', text: ' what is new about *Huawei*?' },
            ],
          },
        ],
      },
    ])
    expect(delivered.payloads[0]).toMatchObject({
      team_id: peer.team,
      api_app_id: peer.appId,
      event_time: expect.any(Number),
      authorizations: [{ team_id: peer.team, user_id: peer.botUser, is_bot: true }],
    })
    clean(peer)
  })

  test('without history scopes only the app_mention comes, and plain words do not', async () => {
    const { peer, trial } = await begin({ scopes: ['app_mentions:read', 'chat:write'] })
    expect((await peer.deliver.message('nobody asked')).payloads).toEqual([])
    await peer.deliver.mention('hello')
    await peer.waitFor(() => trial.heard.length === 1, 'the mention')
    expect(trial.heard.map(({ kind }) => kind)).toEqual(['app_mention'])
  })

  test('a direct message, a follow-up in a thread, an edit, a deletion', async () => {
    const { peer, trial } = await begin()
    const dm = await peer.deliver.dm('who is Ren?')
    const root = await peer.deliver.mention('hello', { only: 'app_mention' })
    const reply = await peer.deliver.message('and when?', { thread: root.ts, user: peer.people.bob })
    await peer.deliver.edit(reply, 'and where?')
    await peer.deliver.unsay(reply)
    await peer.waitFor(() => trial.heard.length === 5, 'all five')
    const events = trial.heard.map(({ body }) => body.event as Record<string, unknown>)
    expect(events[0]).toMatchObject({ type: 'message', channel_type: 'im', channel: peer.workspace.dmOf(peer.people.ann), ts: dm.ts })
    expect(events[2]).toMatchObject({ channel_type: 'channel', thread_ts: root.ts, parent_user_id: peer.people.ann, user: peer.people.bob })
    expect(events[3]).toMatchObject({
      subtype: 'message_changed',
      message: { text: 'and where?' },
      previous_message: { text: 'and when?' },
    })
    expect(events[4]).toMatchObject({ subtype: 'message_deleted', deleted_ts: reply.ts })
    clean(peer)
  })

  test('what the bot posts comes back to it, with its bot_id', async () => {
    const { peer, trial } = await begin()
    const { channel, ts } = await peer.deliver.mention('hello', { only: 'app_mention' })
    await trial.app.client.chat.postMessage({ channel, thread_ts: ts, text: 'Nothing.', unfurl_links: false, unfurl_media: false })
    await peer.waitFor(() => trial.heard.length === 2, 'the echo')
    expect(trial.heard[1]?.body.event).toMatchObject({
      type: 'message',
      bot_id: peer.workspace.botId,
      user: peer.botUser,
      text: 'Nothing.',
      thread_ts: ts,
    })
    expect(peer.messages(channel)).toMatchObject([{ text: 'Nothing.', thread: ts, by: 'bot', via: 'api', ephemeralTo: null, edits: 0 }])
    clean(peer)
  })

  test('another bot says so; a raw event stands in its channel too', async () => {
    const { peer, trial } = await begin()
    await peer.deliver.message('beep', { user: peer.people.robot })
    const raw = { type: 'message', subtype: 'file_share', channel: peer.channels.general, user: peer.people.bob, ts: '1700000000.000100' }
    await peer.deliver.event(raw)
    await peer.deliver.event({ ...raw, subtype: undefined, text: 'hello', ts: '1700000000.000200' })
    await peer.waitFor(() => trial.heard.length === 3, 'all three')
    expect(trial.heard[0]?.body.event).toMatchObject({ bot_id: expect.stringMatching(/^B/), user: peer.people.robot })
    await trial.app.client.reactions.add({ channel: raw.channel, timestamp: '1700000000.000200', name: 'eyes' })
    await expect(trial.app.client.reactions.add({ channel: raw.channel, timestamp: raw.ts, name: 'eyes' })).rejects.toThrow(
      'message_not_found',
    )
  })

  test('the same again, under the same event ids or under new ones', async () => {
    const { peer, trial } = await begin()
    const first = await peer.deliver.mention('hello', { only: 'app_mention' })
    await peer.deliver.again(first, { retryNum: 1 })
    await peer.deliver.again(first, { newEventIds: true })
    await peer.waitFor(() => trial.heard.length === 3, 'three deliveries')
    const ids = trial.heard.map(({ body }) => body.event_id)
    expect(ids[1]).toBe(ids[0])
    expect(ids[2]).not.toBe(ids[0])
    expect(trial.heard.map(({ retryNum }) => retryNum)).toEqual([0, 1, 0])
  })
})

describe('commands and presses', () => {
  test('a slash command is acknowledged, and answered through its response_url', async () => {
    const { peer, trial } = await begin()
    const { acks, responseUrl } = await peer.deliver.slash('latest Huawei')
    expect(acks).toMatchObject([{ ok: true, retryNum: 0 }])
    expect(trial.heard[0]?.body).toMatchObject({
      command: '/news',
      text: 'latest Huawei',
      channel_id: peer.channels.general,
      user_name: 'ann',
    })
    const answered = await fetch(String(responseUrl), {
      method: 'POST',
      body: JSON.stringify({ text: 'Here.' }),
      headers: { 'content-type': 'application/json' },
    })
    expect([answered.status, await answered.text()]).toEqual([200, 'ok'])
    expect(peer.messages()).toMatchObject([{ text: 'Here.', ephemeralTo: peer.people.ann, via: 'response_url' }])
    clean(peer)
  })

  test('a command that is not acknowledged is not delivered again; an event is', async () => {
    const { peer, trial } = await begin({ acknowledges: false, ackWithinMs: 200 })
    expect((await peer.deliver.slash('latest')).acks).toMatchObject([{ ok: false, how: 'timeout' }])
    peer.socket.goSilent()
    const { acks } = await peer.deliver.dm('are you there?')
    expect(acks).toMatchObject([{ ok: false, how: 'timeout' }])
    peer.socket.drop()
    await peer.waitFor(() => trial.heard.some(({ retryNum }) => retryNum === 1), 'the redelivery')
    expect(trial.heard.filter(({ kind }) => kind === '/news')).toHaveLength(1)
  })

  test('buttons, feedback buttons and home buttons are pressed by what stands on them', async () => {
    const { peer, trial } = await begin()
    const { channel } = await peer.deliver.mention('hello', { only: 'app_mention' })
    const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: false })
    const feedback = {
      type: 'context_actions' as const,
      elements: [
        {
          type: 'feedback_buttons' as const,
          action_id: 'rate',
          positive_button: { text: plain('Good'), value: 'good:1' },
          negative_button: { text: plain('Bad'), value: 'bad:1' },
        },
      ],
    }
    const actions = {
      type: 'actions' as const,
      elements: [{ type: 'button' as const, action_id: 'next0', text: plain('Timeline'), value: 'next:abc' }],
    }
    await trial.app.client.chat.postMessage({
      channel,
      text: 'Nothing.',
      blocks: [actions, feedback],
      unfurl_links: false,
      unfurl_media: false,
    })
    const [message] = peer.messages()
    if (message === undefined) throw new Error('nothing was posted')
    await peer.deliver.press(message, 'Timeline', { by: peer.people.bob })
    await peer.deliver.press(message, 'Bad')
    await trial.app.client.views.publish({ user_id: peer.people.ann, view: { type: 'home', blocks: [actions] } })
    const home = peer.home(peer.people.ann)
    if (home === null) throw new Error('no home')
    await peer.deliver.press(home, 'next0')
    await peer.deliver.shortcut(message)
    const presses = trial.heard.filter(({ kind }) => kind === 'block_actions').map(({ body }) => body)
    expect(presses).toMatchObject([
      {
        actions: [{ type: 'button', action_id: 'next0', value: 'next:abc', block_id: expect.any(String) }],
        user: { id: peer.people.bob },
        container: { type: 'message', message_ts: message.ts, is_ephemeral: false },
        message: { ts: message.ts },
        response_url: expect.stringContaining('/actions/'),
      },
      { actions: [{ type: 'feedback_buttons', action_id: 'rate', value: 'bad:1' }], user: { id: peer.people.ann } },
      { container: { type: 'view', view_id: home.id }, view: { type: 'home' }, actions: [{ value: 'next:abc' }] },
    ])
    expect(trial.heard.at(-1)?.body).toMatchObject({ type: 'message_action', callback_id: 'find_news', message: { text: 'Nothing.' } })
    await expect(peer.deliver.press(message, 'Evidence')).rejects.toThrow('nothing to press is called “Evidence”')
    clean(peer)
  })

  test('the Home tab is opened', async () => {
    const { peer, trial } = await begin()
    await peer.deliver.homeOpened('messages')
    await peer.waitFor(() => trial.heard.length === 1, 'the event')
    expect(trial.heard[0]?.body.event).toMatchObject({
      type: 'app_home_opened',
      tab: 'messages',
      channel: peer.workspace.dmOf(peer.people.ann),
    })
  })
})

describe('the line', () => {
  test('refresh_requested and a cut line: the client comes back, and what happened meanwhile arrives', async () => {
    const { peer, trial } = await begin()
    peer.socket.disconnect('refresh_requested')
    await peer.deliver.dm('one')
    expect(peer.socket.greeted).toBe(2)
    peer.socket.drop()
    await peer.waitFor(() => peer.socket.connected === 0, 'the cut')
    await peer.deliver.dm('two')
    expect(peer.socket.greeted).toBe(3)
    await peer.waitFor(() => trial.heard.length === 2, 'both')
  })

  test('an envelope under way when the line is cut is delivered again', async () => {
    const { peer, trial } = await begin({ acknowledges: false })
    const slash = peer.deliver.slash('latest')
    await peer.waitFor(() => trial.heard.length === 1, 'the command')
    peer.socket.drop()
    expect((await slash).acks).toMatchObject([{ ok: false, how: 'closed' }])
  })

  test('link_disabled lets nobody in until it is enabled again', async () => {
    const { peer } = await begin()
    peer.socket.disconnect('link_disabled')
    await peer.waitFor(() => peer.callsOf('apps.connections.open').length >= 3, 'two tries to come back')
    expect(peer.socket.connected).toBe(0)
    peer.socket.enableLink()
    await peer.waitFor(() => peer.socket.connected === 1, 'the return')
  })

  test('a socket can be refused, and a ticket is good once', async () => {
    const { peer } = await begin()
    const refused = peer.fault('socket', { kind: '503' })
    peer.socket.drop()
    await peer.waitFor(() => peer.socket.connected === 1 && refused.hits === 1, 'the second try')
    expect(peer.callsOf('apps.connections.open').length).toBeGreaterThanOrEqual(3)
    const again = new WebSocket(String(peer.callsOf('apps.connections.open')[0]?.answer?.url))
    await expect(new Promise((resolve, reject) => Object.assign(again, { onopen: resolve, onerror: reject }))).rejects.toBeDefined()
  })

  test('app_rate_limited arrives as a payload without an event', async () => {
    const { peer, trial } = await begin()
    const rejected: unknown[] = []
    const keep = (error: unknown) => rejected.push(error)
    const before = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
    process.on('unhandledRejection', keep)
    peer.socket.appRateLimited()
    await peer.waitFor(() => rejected.length > 0, 'what the client makes of it')
    process.removeAllListeners('unhandledRejection')
    for (const listener of before) process.on('unhandledRejection', listener)
    expect(rejected[0]).toBeInstanceOf(TypeError)
    await peer.deliver.dm('still there?')
    await peer.waitFor(() => trial.heard.length === 1, 'the next event')
  })
})
