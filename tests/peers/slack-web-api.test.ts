/** The Web API of the peer, with the real WebClient on the other side. */
import './guard.ts'
import { afterEach, describe, expect, test } from 'vitest'
import { webClient } from './slack-app.ts'
import { openSlackPeer, type SlackPeer, type SlackPeerOptions } from './slack-peer.ts'

const open: SlackPeer[] = []
afterEach(async () => {
  for (const peer of open.splice(0)) await peer.close()
})
async function begin(options: SlackPeerOptions = {}) {
  const peer = await openSlackPeer(options)
  open.push(peer)
  return { peer, web: webClient(peer) }
}
/** The error code of a call, or `ok`. */
const outcome = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    (error: { data?: { error?: string }; message: string }) => error.data?.error ?? error.message,
  )
const QUIETLY = { unfurl_links: false, unfurl_media: false }
const TS = '1700000000.000100'

describe('who may call what', () => {
  test('tokens: none, unknown, of the app, revoked, of an app that was taken off', async () => {
    const { peer, web } = await begin()
    expect(await outcome(webClient(peer, null).auth.test())).toBe('not_authed')
    expect(await outcome(webClient(peer, 'xoxb-wrong').auth.test())).toBe('invalid_auth')
    expect(await outcome(webClient(peer, peer.appToken).auth.test())).toBe('not_allowed_token_type')
    expect(await outcome(web.apps.connections.open())).toBe('not_allowed_token_type')
    expect(await outcome(webClient(peer, peer.appToken).apps.connections.open())).toBe('ok')
    expect(await web.auth.test()).toMatchObject({ team_id: peer.team, user_id: peer.botUser })
    peer.revokeToken()
    expect(await outcome(web.auth.test())).toBe('token_revoked')
    peer.revokeAppToken()
    expect(await outcome(webClient(peer, peer.appToken).apps.connections.open())).toBe('invalid_auth')
  })

  test('scopes, by method and by kind of channel', async () => {
    const { peer, web } = await begin({ scopes: ['chat:write', 'channels:history'] })
    const { general, secret } = peer.channels
    expect(await outcome(web.conversations.history({ channel: general }))).toBe('ok')
    expect(await outcome(web.conversations.history({ channel: secret }))).toBe('missing_scope')
    expect(await outcome(web.users.info({ user: peer.people.ann }))).toBe('missing_scope')
    expect(await outcome(web.reactions.add({ channel: general, timestamp: TS, name: 'eyes' }))).toBe('missing_scope')
    peer.workspace.scopes.add('users:read')
    expect(await web.users.info({ user: peer.people.owner })).toMatchObject({ user: { is_owner: true, is_admin: true, is_bot: false } })
    expect(await outcome(web.apiCall('chat.shout'))).toBe('unknown_method')
  })

  test('bodies: urlencoded and JSON, with the token in the header or the form', async () => {
    const { peer } = await begin()
    const call = async (type: string, body: string, headers = {}) =>
      (await fetch(`${peer.apiUrl}users.info`, { method: 'POST', headers: { 'content-type': type, ...headers }, body })).json()
    const bearer = { authorization: `Bearer ${peer.botToken}` }
    const { ann } = peer.people
    expect(await call('application/json; charset=utf-8', JSON.stringify({ user: ann }), bearer)).toMatchObject({ ok: true })
    expect(await call('application/x-www-form-urlencoded', `user=${ann}&token=${peer.botToken}`)).toMatchObject({ ok: true })
    expect(await call('application/json', JSON.stringify({ user: ann, token: peer.botToken }))).toMatchObject({ error: 'not_authed' })
    expect(await call('application/json', '{', bearer)).toMatchObject({ error: 'invalid_json' })
    expect(await call('text/plain', 'user', bearer)).toMatchObject({ error: 'invalid_post_type' })
  })
})

describe('messages', () => {
  test('where the bot may speak', async () => {
    const { peer, web } = await begin()
    const post = (channel: string, thread_ts?: string) =>
      outcome(web.chat.postMessage({ channel, text: 'Hello', ...(thread_ts === undefined ? {} : { thread_ts }), ...QUIETLY }))
    const { general, elsewhere, hidden, secret } = peer.channels
    expect(await Promise.all([general, secret, elsewhere, hidden, 'C0NOWHERE'].map((channel) => post(channel)))).toEqual([
      'ok',
      'ok',
      'not_in_channel',
      'channel_not_found',
      'channel_not_found',
    ])
    expect(await post(peer.people.bob)).toBe('ok')
    expect(peer.messages(peer.workspace.dmOf(peer.people.bob))).toHaveLength(1)
    expect([await post(general, 'soon'), await post(general, TS)]).toEqual(['invalid_thread_ts', 'thread_not_found'])
    expect(peer.violations).toEqual([])
  })

  test('only its own are changed or deleted; nobody changes an ephemeral one', async () => {
    const { peer, web } = await begin()
    const channel = peer.channels.general
    const said = peer.deliver.written('hello')
    const { ts = '' } = await web.chat.postMessage({
      channel,
      text: 'One',
      metadata: { event_type: 'newsdesk_answer', event_payload: { key: 'k' } },
      ...QUIETLY,
    })
    expect(await outcome(web.chat.update({ channel, ts: said.ts, text: 'mine' }))).toBe('cant_update_message')
    expect(await outcome(web.chat.update({ channel, ts: TS, text: 'none' }))).toBe('message_not_found')
    await web.chat.update({ channel, ts, text: 'Two' })
    expect(peer.messages(channel)).toMatchObject([{ ts, text: 'Two', edits: 1, metadata: { event_type: 'newsdesk_answer' } }])
    const { message_ts = '' } = await web.chat.postEphemeral({ channel, user: peer.people.ann, text: 'Psst' })
    expect(await outcome(web.chat.update({ channel, ts: message_ts, text: 'no' }))).toBe('message_not_found')
    expect(await outcome(web.chat.postEphemeral({ channel, user: 'U0NOBODY', text: 'Psst' }))).toBe('user_not_in_channel')
    expect(await outcome(web.chat.delete({ channel, ts: said.ts }))).toBe('cant_delete_message')
    await web.chat.delete({ channel, ts })
    expect(peer.messages(channel)).toMatchObject([{ text: 'Psst', ephemeralTo: peer.people.ann }])
    expect(peer.allMessages(channel).filter(({ deleted }) => deleted)).toMatchObject([{ ts }])
  })

  test('history and replies: order, bounds, pages, metadata only where asked', async () => {
    const { peer, web } = await begin()
    const channel = peer.channels.general
    const root = peer.deliver.written('root')
    const metadata = { event_type: 'newsdesk_answer', event_payload: { key: 'slack:1' } }
    for (const text of ['a', 'b', 'c']) await web.chat.postMessage({ channel, thread_ts: root.ts, text, metadata, ...QUIETLY })
    const later = peer.deliver.written('later')
    const texts = ({ messages = [] }: { messages?: { text?: string }[] }) => messages.map(({ text }) => text)
    expect(texts(await web.conversations.history({ channel }))).toEqual(['later', 'root'])
    expect(texts(await web.conversations.history({ channel, oldest: root.ts }))).toEqual(['later'])
    expect(texts(await web.conversations.history({ channel, oldest: root.ts, latest: later.ts, inclusive: true }))).toEqual([
      'later',
      'root',
    ])
    const first = await web.conversations.replies({ channel, ts: root.ts, limit: 2 })
    expect([texts(first), first.has_more]).toEqual([['root', 'a'], true])
    const cursor = String(first.response_metadata?.next_cursor)
    const second = await web.conversations.replies({ channel, ts: root.ts, limit: 2, cursor, include_all_metadata: true })
    expect([texts(second), second.has_more]).toEqual([['b', 'c'], false])
    expect([first.messages?.[1]?.metadata, second.messages?.[0]?.metadata]).toEqual([undefined, metadata])
    expect(await outcome(web.conversations.replies({ channel, ts: TS }))).toBe('thread_not_found')
    expect(await outcome(web.conversations.history({ channel: peer.channels.elsewhere }))).toBe('not_in_channel')
  })

  test('a reply named as a thread is a violation, and lands in the thread', async () => {
    const { peer, web } = await begin()
    const channel = peer.channels.general
    const root = peer.deliver.written('root')
    const reply = peer.deliver.written('reply', { thread: root.ts })
    await web.chat.postMessage({ channel, thread_ts: reply.ts, text: 'Hm', ...QUIETLY })
    expect(peer.messages(channel)).toMatchObject([{ thread: root.ts }])
    expect(peer.violations).toEqual([expect.stringContaining('Slack wants its thread')])
  })

  test('what comes within a second is noted, and refused nothing', async () => {
    let now = 1_700_000_000_000
    const { peer, web } = await begin({ now: () => now })
    const post = () => web.chat.postMessage({ channel: peer.channels.general, text: 'Hello', ...QUIETLY })
    await post()
    now += 300
    await post()
    now += 1000
    await post()
    expect(peer.crowded).toEqual([{ channel: peer.channels.general, afterMs: 300 }])
    expect(peer.violations).toEqual([])
  })
})

test('reactions, Home, the pane', async () => {
  const { peer, web } = await begin()
  const { ts, channel } = peer.deliver.written('hello')
  const eyes = { channel, timestamp: ts, name: 'eyes' }
  expect(await outcome(web.reactions.add(eyes))).toBe('ok')
  expect(await outcome(web.reactions.add(eyes))).toBe('already_reacted')
  expect(peer.reactions).toEqual([{ team: peer.team, channel, ts, name: 'eyes', user: peer.botUser }])
  expect(await outcome(web.reactions.remove(eyes))).toBe('ok')
  expect(await outcome(web.reactions.remove(eyes))).toBe('no_reaction')
  expect(await outcome(web.reactions.add({ ...eyes, timestamp: TS }))).toBe('message_not_found')
  expect(await outcome(web.reactions.add({ ...eyes, name: ':eyes:' }))).toBe('invalid_name')
  expect([peer.reactions, peer.everyReaction.length]).toEqual([[], 1])
  const { ann } = peer.people
  const view = { type: 'home' as const, blocks: [{ type: 'divider' as const }] }
  await web.views.publish({ user_id: ann, view })
  const { hash = '' } = peer.home(ann) ?? {}
  await web.views.publish({ user_id: ann, view, hash })
  expect(await outcome(web.views.publish({ user_id: ann, view, hash }))).toBe('hash_conflict')
  const dm = await web.conversations.open({ users: ann })
  expect(dm.channel?.id).toBe(peer.workspace.dmOf(ann))
  const asked = peer.deliver.written('hello', { channel: peer.workspace.dmOf(ann) })
  const pane = { channel_id: asked.channel, thread_ts: asked.ts }
  await web.assistant.threads.setStatus({ ...pane, status: 'is reading', loading_messages: ['Reading'] })
  await web.assistant.threads.setTitle({ ...pane, title: 'Huawei' })
  await web.apiCall('assistant.threads.setSuggestedPrompts', { channel_id: asked.channel, prompts: [{ title: 'A', message: 'a?' }] })
  expect(peer.statuses).toMatchObject([{ status: 'is reading', thread: asked.ts, loadingMessages: ['Reading'] }])
  expect(peer.prompts).toMatchObject([{ thread: null, prompts: [{ title: 'A', message: 'a?' }] }])
  expect(peer.violations).toEqual([])
})

describe('faults', () => {
  const post = ({ peer, web }: { peer: SlackPeer; web: ReturnType<typeof webClient> }, channel = peer.channels.general) =>
    outcome(web.chat.postMessage({ channel, text: 'Hello', ...QUIETLY }))

  test.each([
    ['429', { kind: '429', retryAfterS: 7 }, 'A rate-limit has been reached, you may retry this request in 7 seconds', 0],
    ['ratelimited', { kind: 'ratelimited' }, 'ratelimited', 0],
    ['an error', { kind: 'error', code: 'token_revoked' }, 'token_revoked', 0],
    ['an error after it was done', { kind: 'error', code: 'internal_error', accepted: true }, 'internal_error', 1],
    ['500', { kind: '500' }, 'An HTTP protocol error occurred: statusCode = 500', 0],
    ['503, done', { kind: '503', accepted: true }, 'An HTTP protocol error occurred: statusCode = 503', 1],
  ] as const)('%s', async (_, fault, error, stands) => {
    const slack = await begin()
    const planned = slack.peer.fault('chat.postMessage', fault)
    expect(await post(slack)).toBe(error)
    expect([planned.hits, slack.peer.messages().length]).toEqual([1, stands])
    expect(await post(slack)).toBe('ok')
  })

  test.each([
    ['429 without Retry-After', { kind: '429', retryAfterS: null }, 0],
    ['reset', { kind: 'reset' }, 0],
    ['reset after it was done', { kind: 'reset-after-accept' }, 1],
    ['drop in the middle of the answer', { kind: 'drop-mid-body' }, 1],
    ['garbage', { kind: 'garbage' }, 0],
    ['garbage, done', { kind: 'garbage', accepted: true }, 1],
  ] as const)('%s', async (_, fault, stands) => {
    const slack = await begin()
    slack.peer.fault('chat.postMessage', fault)
    expect(await post(slack)).not.toBe('ok')
    expect(slack.peer.messages()).toHaveLength(stands)
    expect(await post(slack)).toBe('ok')
    expect(slack.peer.failures).toEqual([])
  })

  test('slow answers when it is released; it was done before, or is done then', async () => {
    const slack = await begin()
    for (const accepted of [true, false]) {
      const slow = slack.peer.fault('chat.postMessage', { kind: 'slow', accepted })
      const before = slack.peer.messages().length
      const posting = post(slack)
      await slack.peer.waitFor(() => slow.hits === 1, 'the call')
      await slack.peer.waitFor(() => slack.peer.messages().length === before + (accepted ? 1 : 0), 'what is done')
      expect(slack.peer.calls.at(-1)?.status).toBeNull()
      slow.release()
      expect(await posting).toBe('ok')
      expect(slack.peer.messages()).toHaveLength(before + 1)
    }
  })

  test('only where it fits, as often as planned, and not once it is cancelled; what hangs ends with the peer', async () => {
    const slack = await begin()
    const { general, random } = slack.peer.channels
    const planned = slack.peer.fault('*', { kind: 'error', code: 'fatal_error', when: ({ channel }) => channel === random }, 2)
    expect([await post(slack, general), await post(slack, random)]).toEqual(['ok', 'fatal_error'])
    planned.cancel()
    expect(await post(slack, random)).toBe('ok')
    const hangs = slack.peer.fault('chat.postMessage', { kind: 'hang' })
    const posting = post(slack)
    await slack.peer.waitFor(() => hangs.hits === 1, 'the call')
    await slack.peer.close()
    expect(await posting).not.toBe('ok')
  })
})

test('who waits in vain learns what was heard', async () => {
  const { peer, web } = await begin()
  await web.auth.test()
  await expect(peer.waitFor(() => false, 'a miracle', 50)).rejects.toThrow(/in vain for a miracle[\s\S]*auth\.test → 200/)
})
