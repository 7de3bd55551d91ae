/** What is heard in messages, and what is not; through the real client and the real reception. */
import { afterEach, describe, expect, test } from 'vitest'
import type { PeerMessage } from '../peers/discord-peer.ts'
import { type SmallDiscord, type SmallOptions, smallDiscord } from './small-discord.ts'

const CONTENT = 1 << 15
const READING: SmallOptions = { server: { grantedIntents: CONTENT }, settings: { readsThreads: true } }
const VIEW_AND_SEND = (1n << 10n) | (1n << 11n)
const QUESTION = 'How many workers will the Borealis battery plant employ?'
const FOUND = '1,200 workers'
/** Nothing by itself: what it is about was said before. */
const NEXT = 'And what about it?'
const LOST = 'The articles do not say'

let small: SmallDiscord
const open = async (options: SmallOptions = {}) => {
  small = await smallDiscord(options)
  return small.peer
}
afterEach(async () => {
  expect(small.peer.violations).toEqual([])
  await small.close()
})
const replyTo = (id: string): Promise<PeerMessage> =>
  small.peer.waitFor(() => small.peer.messages().find((message) => message.replyTo === id), `a reply to ${id}`)
const inDirect = (person = small.peer.people.ada): Promise<PeerMessage> =>
  small.peer.waitFor(() => small.peer.messages(small.peer.direct(person))[0], `a direct message to ${person.username}`)

describe('a mention', () => {
  test('is answered in reply, once, after typing was shown, and pings nobody', async () => {
    const peer = await open()
    const asked = peer.deliver.mention(QUESTION)
    const answer = await replyTo(asked.id)
    expect(answer.content).toContain(FOUND)
    expect(answer).toMatchObject({ flags: 4, to: null, channel: peer.channels.general.id })
    expect(answer.nonce).toMatch(/^[\w-]{25}$/)
    expect(peer.typing).toEqual([peer.channels.general.id])
    expect(peer.messages()).toHaveLength(1)
  })

  test('alone is answered with help, which is for who sent it', async () => {
    const peer = await open()
    peer.deliver.message(`<@${peer.bot.id}>`)
    expect((await inDirect()).content).toContain('latest')
    expect(peer.messages(peer.channels.general.id)).toEqual([])
  })

  test('may stand at the end, and other marks are read as names', async () => {
    const peer = await open()
    const { id } = peer.deliver.message(
      `latest <@${peer.people.ben.id}> <#${peer.channels.second.id}> <:truck:123456789012345678> <@${peer.bot.id}>`,
    )
    expect((await replyTo(id)).content).toMatch(/ben second \S*truck/)
  })

  test.each([
    ['in a code span', (me: string) => `look: \`<@${me}> latest\``],
    ['in a code block', (me: string) => `\`\`\`\n<@${me}> latest\n\`\`\``],
    ['in an address', (me: string) => `https://example.com/<@${me}>/latest`],
  ])('%s is none', async (_where, text) => {
    const peer = await open(READING)
    const said = peer.deliver.message(text(peer.bot.id), { mentions: [peer.bot.id] })
    await small.settled()
    expect(peer.messages(said.channel)).toEqual([])
  })

  test('of everybody, of here or of the bot’s role is none', async () => {
    const peer = await open(READING)
    peer.deliver.message('@everyone latest', { everyone: true })
    peer.deliver.message('@here latest', { everyone: true })
    peer.deliver.message(`<@&${peer.botRole}> latest`, { roles: [peer.botRole] })
    await small.settled()
    expect(peer.messages(peer.channels.general.id)).toEqual([])
  })

  test('by another bot, a webhook, the bot itself, or in a message of the system is not answered', async () => {
    const peer = await open(READING)
    const said = [
      peer.deliver.mention('latest', { by: peer.people.otherBot }),
      peer.deliver.mention('latest', { by: peer.bot }),
      peer.deliver.mention('latest', { webhook: '1574128340195868672' }),
      peer.deliver.mention('latest', { type: 6 }),
    ].map(({ id }) => id)
    await small.settled()
    expect(peer.messages().filter(({ replyTo }) => replyTo !== null && said.includes(replyTo))).toEqual([])
  })

  test('that comes by an edit, or again, is not answered', async () => {
    const peer = await open()
    const plain = peer.deliver.message('nothing for the bot')
    peer.deliver.edit(plain, `<@${peer.bot.id}> ${QUESTION}`)
    const asked = peer.deliver.mention(QUESTION)
    peer.deliver.again(asked)
    peer.deliver.again(asked)
    await replyTo(asked.id)
    peer.deliver.again(asked)
    peer.deliver.edit(asked, `<@${peer.bot.id}> latest`)
    await small.settled()
    expect(peer.messages(asked.channel)).toHaveLength(1)
  })

  test('in a channel that discord.js does not know is answered all the same', async () => {
    const peer = await open()
    // No CHANNEL_CREATE, and no type: an event of a thread that was opened while nobody looked.
    const { channel_type: _, ...data } = peer.deliver.message('nothing', { channel: peer.channels.second.id }).data as {
      channel_type?: number
    }
    const unknown = peer.deliver.thread('unseen')
    const asked = { ...data, id: '1574128340195868999', channel_id: unknown, content: `<@${peer.bot.id}> ${QUESTION}` }
    peer.gateway.send('CHANNEL_DELETE', { id: unknown, type: 11, guild_id: peer.guild.id })
    peer.gateway.send('MESSAGE_CREATE', { ...asked, mentions: [{ id: peer.bot.id, username: 'newsdesk', discriminator: '0' }] })
    expect((await peer.waitFor(() => peer.messages(unknown)[0], 'an answer')).content).toContain(FOUND)
  })
})

describe('a reply', () => {
  test('to an answer is a follow-up', async () => {
    const peer = await open()
    const first = await replyTo(peer.deliver.mention(QUESTION).id)
    const next = await replyTo(peer.deliver.reply(first, NEXT).id)
    expect(next.content).not.toContain(LOST)
    expect((await replyTo(peer.deliver.mention(NEXT, { by: peer.people.ben }).id)).content).toContain(LOST)
    peer.deliver.reply(next, 'why')
    expect((await inDirect()).content.length).toBeGreaterThan(0)
  })

  test('without a ping is one where it can be read, and is left alone where not', async () => {
    const peer = await open(READING)
    const first = await replyTo(peer.deliver.mention(QUESTION).id)
    await replyTo(peer.deliver.reply(first, NEXT, { ping: false }).id)
    await small.close()
    const blind = await open()
    const again = await replyTo(blind.deliver.mention(QUESTION).id)
    const unread = blind.deliver.reply(again, NEXT, { ping: false })
    await small.settled()
    expect(blind.messages().filter(({ replyTo }) => replyTo === unread.id)).toEqual([])
  })

  test('to somebody else is not for the bot', async () => {
    const peer = await open(READING)
    const other = peer.deliver.message('I like trucks')
    peer.deliver.reply(other, 'who does not?', { by: peer.people.ben })
    await small.settled()
    expect(peer.messages(peer.channels.general.id)).toEqual([])
  })
})

describe('a direct message', () => {
  test('needs no mention, is answered there, and follows up what went before', async () => {
    const peer = await open()
    const first = await replyTo(peer.deliver.dm(QUESTION).id)
    expect(first).toMatchObject({ channel: peer.direct(peer.people.ada), to: null })
    expect(first.content).toContain(FOUND)
    expect((await replyTo(peer.deliver.dm(NEXT).id)).content).not.toContain(LOST)
    expect((await replyTo(peer.deliver.dm(NEXT, { by: peer.people.ben }).id)).content).toContain(LOST)
  })

  test('is where private things are said like all others', async () => {
    const peer = await open()
    const status = await replyTo(peer.deliver.dm('status').id)
    expect(status.content).toMatch(/discord/i)
  })
})

describe('a thread', () => {
  test('in which the bot has spoken is followed without a mention, until it is told to stop', async () => {
    const peer = await open(READING)
    const channel = peer.deliver.thread('battery plant')
    peer.deliver.message('nobody asked the bot yet', { channel })
    await replyTo(peer.deliver.mention(QUESTION, { channel }).id)
    const next = await replyTo(peer.deliver.message(NEXT, { channel, by: peer.people.ben }).id)
    expect(next.content).not.toContain(LOST)
    peer.deliver.message(`<@${peer.people.ada.id}> what do you think?`, { channel, by: peer.people.ben })
    await replyTo(peer.deliver.message('stop', { channel }).id)
    peer.deliver.message('latest', { channel })
    await small.settled()
    expect(peer.messages(channel)).toHaveLength(3)
    await replyTo(peer.deliver.mention('latest', { channel }).id)
  })

  test('is not followed without the intent: a mention is needed each time', async () => {
    const peer = await open()
    const channel = peer.channels.thread.id
    await replyTo(peer.deliver.mention(QUESTION, { channel }).id)
    peer.deliver.message(NEXT, { channel })
    await small.settled()
    expect(peer.messages(channel)).toHaveLength(1)
    expect((await replyTo(peer.deliver.mention(NEXT, { channel, by: peer.people.ben }).id)).content).not.toContain(LOST)
  })
})

describe('what is private', () => {
  test('goes to who asked, and to nobody else', async () => {
    const peer = await open()
    peer.deliver.mention('settings')
    expect((await inDirect()).content).toContain('Your settings')
    expect(peer.messages(peer.channels.general.id)).toEqual([])
  })

  test('is announced in the channel where who asked takes no direct messages', async () => {
    const peer = await open()
    const notice = await replyTo(peer.deliver.mention('settings', { by: peer.people.closed }).id)
    expect(notice.content).toContain('/news')
    expect(notice.content).not.toContain('Your settings')
  })
})

describe('a channel in which the bot may not write', () => {
  test('is told of, with the answer, to who asked; nothing is tried there', async () => {
    const peer = await open()
    const channel = peer.channels.muted.id
    peer.deliver.mention(QUESTION, { channel })
    const direct = await peer.waitFor(() => peer.messages(peer.direct(peer.people.ada))[1], 'the answer')
    const [why] = peer.messages(peer.direct(peer.people.ada))
    expect(why?.content).toContain('Send Messages')
    expect(direct.content).toContain(FOUND)
    expect(peer.calls.filter(({ path }) => path.startsWith(`/channels/${channel}/`))).toEqual([])
  })

  test('shows in the health and the log where it cannot be told', async () => {
    const peer = await open()
    peer.deliver.mention(QUESTION, { channel: peer.channels.muted.id, by: peer.people.closed })
    await peer.waitFor(() => small.log.some((line) => line.includes('answer not posted')), 'the log')
    expect(small.surface.health().lastError?.message).toContain('may not write')
    expect(small.surface.health().state).toBe('connected')
  })

  test('because the permission was taken away meanwhile, or the channel is gone, is met in the same way', async () => {
    const peer = await open()
    const held = peer.fault('POST /channels/:id/messages', { kind: 'status', status: 403, code: 50_013 })
    peer.deliver.mention(QUESTION)
    await peer.waitFor(() => peer.messages(peer.direct(peer.people.ada))[1], 'the answer')
    expect(held.hits()).toBe(1)
    peer.fault('POST /channels/:id/messages', { kind: 'status', status: 404, code: 10_003 })
    peer.deliver.mention('latest', { by: peer.people.ben })
    await peer.waitFor(() => peer.messages(peer.direct(peer.people.ben))[1], 'the answer')
    expect(peer.messages(peer.channels.general.id)).toEqual([])
  })

  test('without the right to read its history is written in without a reference', async () => {
    const peer = await open()
    peer.permit(peer.channels.second.id, VIEW_AND_SEND)
    peer.deliver.mention(QUESTION, { channel: peer.channels.second.id })
    const answer = await peer.waitFor(() => peer.messages(peer.channels.second.id)[0], 'an answer')
    expect(answer.replyTo).toBeNull()
  })
})
