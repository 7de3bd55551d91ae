/** The server's gateway, met by the real discord.js. */
import { type Client, Events, GatewayIntentBits, type Message } from 'discord.js'
import { afterEach, expect, test } from 'vitest'
import { clientFor, connected, INTENTS } from './discord-client.ts'
import { type DiscordOptions, type DiscordPeer, openDiscordPeer } from './discord-peer.ts'

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close()
})

async function opened(options?: DiscordOptions): Promise<DiscordPeer> {
  const peer = await openDiscordPeer(options)
  open.push(peer)
  return peer
}

async function joined(peer: DiscordPeer, options?: Parameters<typeof connected>[1]): Promise<{ client: Client; heard: Message[] }> {
  const client = await connected(peer, options)
  open.push({ close: () => client.destroy() })
  const heard: Message[] = []
  client.on(Events.MessageCreate, (message) => heard.push(message))
  return { client, heard }
}

test('a client identifies, is ready, and knows the server, its channels, roles and members', async () => {
  const peer = await opened()
  const { client } = await joined(peer, { presence: { status: 'idle' } })
  const guild = client.guilds.cache.get(peer.guild.id)
  expect(guild?.name).toBe('Newsroom')
  expect([...(guild?.channels.cache.values() ?? [])].map((channel) => channel.name).sort()).toEqual([
    'a thread',
    'general',
    'hidden',
    'muted',
    'second',
  ])
  expect(guild?.members.cache.get(peer.people.manager.id)?.permissions.has('ManageGuild')).toBe(true)
  expect(guild?.members.cache.get(peer.people.ada.id)?.permissions.has('ManageGuild')).toBe(false)
  const muted = guild?.channels.cache.get(peer.channels.muted.id)
  expect(muted?.permissionsFor(peer.bot.id)?.has('SendMessages')).toBe(false)
  expect(peer.gateway.identifies).toHaveLength(1)
  expect(peer.presence()).toMatchObject({ status: 'idle' })
  expect(peer.violations).toEqual([])
})

test('what people write is stripped but where it mentions the bot, answers it or is direct; with the intent it never is', async () => {
  const peer = await opened({ grantedIntents: GatewayIntentBits.MessageContent })
  const plain = await joined(peer)
  const reader = await joined(peer, { intents: [...INTENTS, GatewayIntentBits.MessageContent] })
  const own = await plain.client.channels.cache.get(peer.channels.general.id)
  const post = own?.isSendable() ? await own.send({ content: 'mine', nonce: '1', enforceNonce: true, flags: 4 }) : null
  const { deliver } = peer
  deliver.message('nobody in particular')
  deliver.mention('hello')
  deliver.message(`in code: \`<@${peer.bot.id}>\``)
  deliver.reply({ id: post?.id ?? '', channel: peer.channels.general.id }, 'with a ping')
  deliver.reply({ id: post?.id ?? '', channel: peer.channels.general.id }, 'without', { ping: false })
  deliver.dm('direct')
  deliver.message('the role', { roles: [peer.botRole] })
  await peer.waitFor(() => plain.heard.length === 8 && reader.heard.length === 8, 'all messages')
  const read = (heard: Message[]) => heard.map((message) => message.content)
  expect(read(plain.heard)).toEqual(['mine', '', `<@${peer.bot.id}> hello`, '', 'with a ping', '', 'direct', ''])
  expect(read(reader.heard)).not.toContain('')
  expect(plain.heard.map((message) => message.mentions.users.has(peer.bot.id))).toEqual([
    false,
    false,
    true,
    false,
    true,
    false,
    false,
    false,
  ])
  expect(peer.violations).toEqual([])
})

test('a wrong token and an intent that was not granted are refused', async () => {
  const peer = await opened()
  const wrong = clientFor(peer).client
  await expect(wrong.login('wrong')).rejects.toThrow(/token/i)
  const greedy = clientFor(peer, { intents: [...INTENTS, GatewayIntentBits.MessageContent] }).client
  await expect(greedy.login(peer.token)).rejects.toThrow(/intents/i)
  await greedy.destroy()
})

test.each([
  ['a drop', (peer: DiscordPeer) => peer.gateway.drop()],
  ['close 4000', (peer: DiscordPeer) => peer.gateway.close(4000)],
  ['close 4009', (peer: DiscordPeer) => peer.gateway.close(4009)],
  ['op 7', (peer: DiscordPeer) => peer.gateway.reconnect()],
])('after %s the session is resumed and nothing is lost or said twice', async (_what, fault) => {
  const peer = await opened()
  const { heard } = await joined(peer)
  peer.deliver.mention('before')
  await peer.waitFor(() => heard.length === 1, 'the first message')
  fault(peer)
  peer.deliver.mention('while nobody listens')
  await peer.waitFor(() => peer.gateway.resumes.length === 1 && heard.length === 2, 'the missed message')
  peer.deliver.mention('after')
  await peer.waitFor(() => heard.length === 3, 'the third message')
  expect(heard.map((message) => message.content.replace(/^\S+ /, ''))).toEqual(['before', 'while nobody listens', 'after'])
  expect(peer.gateway.identifies).toHaveLength(1)
  expect(peer.violations).toEqual([])
})

test('after op 9 the client identifies anew', async () => {
  const peer = await opened()
  const { heard } = await joined(peer)
  peer.gateway.invalidate(false)
  await peer.waitFor(() => peer.gateway.identifies.length === 2 && peer.gateway.connected() === 1, 'a second IDENTIFY')
  peer.deliver.mention('again')
  await peer.waitFor(() => heard.length === 1, 'a message')
})

test('a resume may bring events again, and the same message may be delivered twice', async () => {
  const peer = await opened()
  const { client, heard } = await joined(peer)
  const packets: string[] = []
  client.on(Events.Raw, ({ t, d }: { t: string; d: { id: string } }) => {
    if (t === 'MESSAGE_CREATE') packets.push(d.id)
  })
  const said = peer.deliver.mention('once')
  peer.deliver.again(said)
  await peer.waitFor(() => packets.length === 2, 'the message twice')
  peer.gateway.next('resume', { kind: 'replay', again: 1 })
  peer.gateway.drop()
  await peer.waitFor(() => packets.length === 3, 'the message after the resume')
  expect(new Set(packets)).toEqual(new Set([said.id]))
  // discord.js passes on a message only once while its cache holds it.
  expect(heard).toHaveLength(1)
})

test('heartbeats are counted; where they are not acknowledged the client resumes', async () => {
  const peer = await opened({ heartbeatMs: 150 })
  await joined(peer)
  await peer.waitFor(() => peer.gateway.heartbeats() >= 3, 'heartbeats')
  expect(peer.gateway.resumes).toHaveLength(0)
  peer.gateway.withholdAcks(true)
  await peer.waitFor(() => peer.gateway.connections() === 2, 'a new socket')
  peer.gateway.withholdAcks(false)
  await peer.waitFor(() => peer.gateway.resumes.length > 0 && peer.gateway.connected() === 1, 'the resume')
})

test('a socket that answers 503 rejects the login; once it opens, another one succeeds', async () => {
  const peer = await opened()
  peer.gateway.next('connect', { kind: 'refuse', status: 503 })
  const { client } = clientFor(peer)
  await expect(client.login(peer.token)).rejects.toThrow(/503/)
  await client.destroy()
  await joined(peer)
  expect(peer.gateway.connections()).toBeGreaterThanOrEqual(2)
})

test('a revoked token closes with 4004 and answers 401', async () => {
  const peer = await opened()
  const { client } = await joined(peer)
  const codes: number[] = []
  client.on(Events.ShardDisconnect, ({ code }) => codes.push(code))
  peer.revokeToken()
  await peer.waitFor(() => codes.length === 1, 'the client to give up')
  expect(codes).toEqual([4004])
  await expect(client.users.fetch(peer.people.ada.id, { force: true })).rejects.toMatchObject({ status: 401 })
})

test('shards: the recommended number, the server on one of them, direct messages on the first', async () => {
  const peer = await opened({ shards: 2 })
  const { heard } = await joined(peer, { shards: 'auto' })
  expect(peer.gateway.identifies.map((each) => each.shard)).toEqual([
    [0, 2],
    [1, 2],
  ])
  peer.deliver.dm('direct')
  peer.deliver.mention('in the server')
  await peer.waitFor(() => heard.length === 2, 'both')
  expect(peer.violations).toEqual([])
}, 30_000)

test('edits, threads, channels that change or go', async () => {
  const peer = await opened()
  const { client, heard } = await joined(peer)
  const changes: string[] = []
  client.on(Events.MessageUpdate, (_old, now) => changes.push(now.content ?? ''))
  client.on(Events.ThreadCreate, (thread) => changes.push(thread.name))
  client.on(Events.ChannelUpdate, (_old, now) => changes.push(`${now.id} changed`))
  client.on(Events.ChannelDelete, (channel) => changes.push(`${channel.id} gone`))
  const said = peer.deliver.mention('first')
  await peer.waitFor(() => heard.length === 1, 'the message')
  peer.deliver.edit(said, `<@${peer.bot.id}> second`)
  const thread = peer.deliver.thread('under it', { from: said.id })
  expect(thread).toBe(said.id)
  peer.deliver.mention('in the thread', { channel: thread })
  peer.permit(peer.channels.second.id, 0n)
  peer.removeChannel(peer.channels.second.id)
  const { second } = peer.channels
  await peer.waitFor(() => changes.length === 4 && heard.length === 2, 'all of it')
  expect(changes).toEqual([`<@${peer.bot.id}> second`, 'under it', `${second.id} changed`, `${second.id} gone`])
  expect(heard[1]?.channel.isThread()).toBe(true)
})
