/** The server's REST, met by the real discord.js and by plain requests. */
import type { Client, SendableChannels } from 'discord.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connected } from './discord-client.ts'
import { type DiscordPeer, openDiscordPeer } from './discord-peer.ts'
import { responseFaults } from './discord-spec.ts'

let peer: DiscordPeer
let client: Client
const clock = { ms: Date.UTC(2026, 4, 1) }
beforeEach(async () => {
  peer = await openDiscordPeer({ now: () => clock.ms, limits: { messages: { calls: 5, perMs: 400 } } })
  client = await connected(peer)
})
afterEach(async () => {
  await client.destroy()
  await peer.close()
})

function channel(id = peer.channels.general.id): SendableChannels {
  const found = client.channels.cache.get(id)
  if (found === undefined || !found.isSendable()) throw new Error('no channel to write to')
  return found
}
const body = (content: string, nonce: string) => ({ content, nonce, enforceNonce: true, flags: 4 as const })

async function call(
  method: string,
  path: string,
  sent?: unknown,
): Promise<{ status: number; headers: Headers; json: Record<string, unknown> }> {
  const response = await fetch(`${peer.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${peer.token}`, 'content-type': 'application/json' },
    ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, json: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> }
}
const raw = (content: string, nonce: string, more: object = {}) => ({
  content,
  nonce,
  enforce_nonce: true,
  flags: 4,
  allowed_mentions: { parse: [] },
  ...more,
})

describe('messages', () => {
  test('come, change, are listed and go', async () => {
    const first = await channel().send(body('one', '1'))
    const second = await channel().send(body('two', '2'))
    await first.edit({ content: 'one, mended' })
    await second.react('👀')
    expect(peer.messages().map((message) => message.content)).toEqual(['one, mended', 'two'])
    expect(peer.message(first.id)).toMatchObject({ earlier: ['one'], flags: 4, nonce: '1' })
    expect(peer.message(second.id)?.reactions).toEqual(['👀'])
    const listed = await channel().messages.fetch({ limit: 10 })
    expect([...listed.values()].map((message) => message.content)).toEqual(['two', 'one, mended'])
    await second.delete()
    expect(peer.messages().map((message) => message.content)).toEqual(['one, mended'])
    expect(peer.violations).toEqual([])
  })
  test('a nonce is one message within minutes, whoever asks again', async () => {
    const first = await channel().send(body('once', 'same'))
    const again = await channel().send(body('once', 'same'))
    expect(again.id).toBe(first.id)
    clock.ms += 10 * 60_000
    const later = await channel().send(body('once', 'same'))
    expect(later.id).not.toBe(first.id)
    await channel(peer.channels.second.id).send(body('elsewhere', 'same'))
    expect(peer.violations).toEqual([expect.stringContaining('another channel')])
  })
  test('a reply to a message that is gone fails, or not, as it was asked to', async () => {
    const reference = { message_id: '1', fail_if_not_exists: true }
    const path = `/channels/${peer.channels.general.id}/messages`
    expect(await call('POST', path, raw('a', '1', { message_reference: reference }))).toMatchObject({ status: 400, json: { code: 50_035 } })
    expect(await call('POST', path, raw('a', '2', { message_reference: { ...reference, fail_if_not_exists: false } }))).toMatchObject({
      status: 200,
    })
    const said = peer.deliver.mention('asked')
    const answer = await call('POST', path, raw('a', '3', { message_reference: { message_id: said.id } }))
    expect(answer.json).toMatchObject({ type: 19, message_reference: { message_id: said.id }, referenced_message: { id: said.id } })
  })
  test('ids grow with the clock, even where it goes back', async () => {
    const first = peer.deliver.mention('one').id
    clock.ms -= 60_000
    expect(BigInt(peer.deliver.mention('two').id)).toBeGreaterThan(BigInt(first))
  })
})

test('what may not be done is refused in Discord’s form', async () => {
  const { muted, hidden, general, foreign } = peer.channels
  const dm = await call('POST', '/users/@me/channels', { recipient_id: peer.people.closed.id })
  const said = peer.deliver.mention('asked')
  const cases: [string, string, unknown, number, number][] = [
    ['POST', `/channels/${muted.id}/messages`, raw('a', '1'), 403, 50_013],
    ['POST', `/channels/${hidden.id}/messages`, raw('a', '2'), 403, 50_001],
    ['POST', `/channels/${foreign.id}/messages`, raw('a', '3'), 403, 50_001],
    ['POST', `/channels/1/messages`, raw('a', '4'), 404, 10_003],
    ['POST', `/channels/${dm.json.id}/messages`, raw('a', '5'), 403, 50_007],
    ['PATCH', `/channels/${general.id}/messages/1`, raw('a', '6'), 404, 10_008],
    ['PATCH', `/channels/${general.id}/messages/${said.id}`, raw('a', '7'), 403, 50_005],
    ['DELETE', `/channels/${general.id}/messages/${said.id}`, undefined, 403, 50_013],
    ['GET', '/users/1', undefined, 404, 10_013],
    ['GET', '/guilds/1', undefined, 404, 10_004],
  ]
  for (const [method, path, sent, status, code] of cases)
    expect(await call(method, path, sent), `${method} ${path}`).toMatchObject({ status, json: { code } })
  peer.revokeToken()
  expect(await call('GET', '/users/@me')).toMatchObject({ status: 401, json: { code: 0 } })
})

describe('rate limits', () => {
  test('a bucket counts by channel, says so in its headers, and refuses the sixth call', async () => {
    const path = `/channels/${peer.channels.general.id}/messages`
    const left: (string | null)[] = []
    for (let i = 0; i < 5; i++) left.push((await call('POST', path, raw('a', `n${i}`))).headers.get('x-ratelimit-remaining'))
    expect(left).toEqual(['4', '3', '2', '1', '0'])
    const refused = await call('POST', path, raw('a', 'n5'))
    expect(refused).toMatchObject({ status: 429, json: { global: false, message: 'You are being rate limited.' } })
    expect(refused.headers.get('x-ratelimit-scope')).toBe('user')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await call('POST', `/channels/${peer.channels.second.id}/messages`, raw('a', 'n6'))).toMatchObject({ status: 200 })
  })
  test('discord.js keeps to them', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, i) => channel().send(body('a', `n${i}`))))
    expect(peer.messages()).toHaveLength(12)
    expect(peer.calls.filter((each) => each.status === 429)).toEqual([])
  })
})

describe('faults', () => {
  test.each([
    ['a 429', { kind: 'limited', retryAfterS: 0.05 }],
    ['a 429 without its header', { kind: 'limited', retryAfterS: 0.05, header: false }],
    ['a 429 for the whole bot', { kind: 'limited', retryAfterS: 0.05, scope: 'global' }],
    ['a 502', { kind: 'status', status: 502 }],
    ['a reset', { kind: 'reset' }],
    ['a reset after the message was taken', { kind: 'reset-after' }],
  ] as const)('%s: discord.js sends the message once more, and one stands', async (_what, fault) => {
    const planned = peer.fault('POST /channels/:id/messages', fault)
    await channel().send(body('once', 'n'))
    expect(planned.hits()).toBe(1)
    expect(peer.calls.filter((each) => each.path.endsWith('/messages'))).toHaveLength(2)
    expect(peer.messages()).toHaveLength(1)
    expect(peer.violations).toEqual([])
  })
  test('an answer that ends in the middle: the message stands though the client fails', async () => {
    peer.fault('POST /channels/:id/messages', { kind: 'drop-body' })
    await expect(channel().send(body('once', 'n'))).rejects.toThrow()
    expect(peer.messages()).toHaveLength(1)
  })
  test('slow: before it is handled, and before it is answered', async () => {
    for (const kind of ['slow', 'slow-answer'] as const) {
      const planned = peer.fault('POST /channels/:id/messages', { kind })
      const stood = peer.messages().length
      const sent = channel().send(body('late', kind))
      await peer.waitFor(() => planned.hits() === 1, 'the call')
      if (kind === 'slow') expect(peer.messages()).toHaveLength(stood)
      else await peer.waitFor(() => peer.messages().length === stood + 1, 'the message')
      planned.release()
      await sent
    }
    expect(peer.messages()).toHaveLength(2)
  })
  test('a hang is held until the end; other routes go on', async () => {
    const planned = peer.fault('* /channels/*', { kind: 'hang' })
    const sent = channel()
      .send(body('never', 'n'))
      .then(
        () => 'sent',
        () => 'failed',
      )
    await peer.waitFor(() => planned.hits() === 1, 'the call')
    expect((await client.users.fetch(peer.people.ben.id, { force: true })).username).toBe('ben')
    planned.cancel()
    await peer.close()
    expect(await sent).toBe('failed')
  })
  test('a plan that is no route is refused', () => {
    expect(() => peer.fault('/channels', { kind: 'reset' })).toThrow(/METHOD/)
  })
})

test('what the server answers fits the schemas that Discord publishes', async () => {
  const said = peer.deliver.mention('asked')
  const posted = await call(
    'POST',
    `/channels/${peer.channels.general.id}/messages`,
    raw('a', 'n', { message_reference: { message_id: said.id } }),
  )
  const dm = await call('POST', '/users/@me/channels', { recipient_id: peer.people.ada.id })
  const answers: [string, unknown][] = [
    ['MessageResponse', posted.json],
    ['MessageResponse', (await call('GET', `/channels/${peer.channels.general.id}/messages/${said.id}`)).json],
    ['PrivateChannelResponse', dm.json],
    ['GatewayBotResponse', (await call('GET', '/gateway/bot')).json],
    ['UserPIIResponse', (await call('GET', '/users/@me')).json],
    ['PrivateApplicationResponse', (await call('GET', '/applications/@me')).json],
    ['GuildChannelResponse', (await call('GET', `/channels/${peer.channels.general.id}`)).json],
    ['ThreadResponse', (await call('GET', `/channels/${peer.channels.thread.id}`)).json],
    ['GuildResponse', (await call('GET', `/guilds/${peer.guild.id}`)).json],
    ['GuildMemberResponse', (await call('GET', `/guilds/${peer.guild.id}/members/${peer.people.ada.id}`)).json],
  ]
  for (const [schema, json] of answers) expect(responseFaults(schema, json), schema).toEqual([])
  expect(peer.violations).toEqual([])
})
