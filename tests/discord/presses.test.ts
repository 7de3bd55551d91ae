/** Buttons and menus under an answer, through the real client and the real reception. */
import { afterEach, describe, expect, test } from 'vitest'
import type { Json, PeerMessage } from '../peers/discord-peer.ts'
import { MANY, type SmallDiscord, type SmallOptions, smallDiscord } from './small-discord.ts'

const QUESTION = 'How many workers will the Borealis battery plant employ?'

let small: SmallDiscord
const open = async (options: SmallOptions = {}) => {
  small = await smallDiscord(options)
  await small.peer.waitFor(() => small.peer.registered.global().length > 0, 'commands')
  return small.peer
}
afterEach(async () => {
  expect(small.peer.violations).toEqual([])
  await small.close()
})
const replyTo = (id: string): Promise<PeerMessage> =>
  small.peer.waitFor(() => small.peer.messages().find((message) => message.replyTo === id), `a reply to ${id}`)
const buttons = (message: PeerMessage): Json[] => message.components.flatMap((row) => row.components as Json[])
const idOf = (message: PeerMessage, label: string): string =>
  String(buttons(message).find((button) => button.label === label)?.custom_id ?? `no ${label}: ${JSON.stringify(message.components)}`)
const now = (message: PeerMessage): PeerMessage => small.peer.message(message.id) ?? message
const next = (message: PeerMessage) => buttons(message).find(({ custom_id }) => String(custom_id).startsWith('turn:'))

describe('turning pages', () => {
  test('takes the place of the page, of a command and of a mention, there and back', async () => {
    const peer = await open({ articles: MANY })
    const asked = await peer.deliver.slash('latest', { limit: 2 })
    for (const first of [await asked.answered(), await replyTo(peer.deliver.mention('latest limit:2').id)]) {
      const count = peer.messages().length
      const pressed = await peer.deliver.press(first, String(next(first)?.custom_id))
      expect(pressed.response()).toMatchObject({ type: 6 })
      const second = await peer.waitFor(() => (now(first).earlier.length > 0 ? now(first) : null), 'the second page')
      expect(second.content).not.toBe(first.content)
      expect(second.content).toContain('Ferry')
      const back = buttons(second).find(({ custom_id }) => String(custom_id).startsWith('turn:'))
      await peer.deliver.press(second, String(back?.custom_id))
      await peer.waitFor(() => now(first).content === first.content, 'the first page')
      expect(peer.messages()).toHaveLength(count)
    }
  })

  test('is for who asked; anybody else is told so, and nobody but them sees it', async () => {
    const peer = await open({ articles: MANY })
    const first = await (await peer.deliver.slash('latest', { limit: 2 })).answered()
    const pressed = await peer.deliver.press(first, String(next(first)?.custom_id), { by: peer.people.ben })
    const notice = await peer.waitFor(() => pressed.followUps()[0], 'the notice')
    expect(notice.to).toBe(peer.people.ben.id)
    expect(now(first)).toEqual(first)
  })

  test('of an answer that took several messages leaves them, without buttons, and posts the page anew', async () => {
    const peer = await open({ articles: MANY })
    const asked = await peer.deliver.slash('latest', { limit: 8 })
    await asked.answered()
    const last = await peer.waitFor(() => asked.followUps().find((message) => next(message) !== undefined), 'the last part')
    expect(String(next(last)?.custom_id)).toMatch(/\+$/)
    const pressed = await peer.deliver.press(last, String(next(last)?.custom_id))
    await peer.waitFor(() => pressed.followUps().some((message) => next(message) !== undefined), 'the page')
    expect(now(last)).toMatchObject({ content: last.content, components: [] })
  })

  test('works after a restart, once per press', async () => {
    const peer = await open({ articles: MANY })
    const first = await (await peer.deliver.slash('latest', { limit: 2 })).answered()
    await small.surface.close()
    await small.again()
    await peer.deliver.press(first, String(next(first)?.custom_id))
    await peer.waitFor(() => now(first).earlier.length === 1, 'the second page')
  })
})

describe('asking further', () => {
  test('is answered below, to all who see the question', async () => {
    const peer = await open()
    const answer = await replyTo(peer.deliver.mention(QUESTION).id)
    const pressed = await peer.deliver.press(answer, idOf(answer, 'Evidence'))
    expect(pressed.response()).toMatchObject({ type: 6 })
    const evidence = await peer.waitFor(() => pressed.followUps()[0], 'the evidence')
    expect(evidence.content).toContain('battery plant')
    expect(now(answer).content).toBe(answer.content)
  })

  test('under an answer for the asker’s eyes stays there', async () => {
    const peer = await open()
    const answer = await (await peer.deliver.slash('about', { topic: 'Borealis Motors', private: true })).answered()
    const further = buttons(answer).find(({ custom_id }) => String(custom_id).startsWith('next:'))
    const pressed = await peer.deliver.press(answer, String(further?.custom_id))
    expect((await peer.waitFor(() => pressed.followUps()[0], 'the answer')).to).toBe(peer.people.ada.id)
  })

  test('by a menu works like by a button', async () => {
    const peer = await open({
      wrap: (reception) => ({
        ...reception,
        receive: (said, surface) =>
          reception.receive(said, {
            ...surface,
            // As many as no row of buttons shows well.
            post: (place, message, key) => {
              const [one] = message.buttons.filter(({ kind }) => kind === 'next')
              const others = Array.from({ length: 5 }, (_, n) => ({ id: `other.${n}`, label: `Other ${n}`, kind: 'next' as const }))
              const more = one === undefined ? [] : [one, ...others]
              return surface.post(place, { ...message, buttons: more.length > 0 ? more : message.buttons }, key)
            },
          }),
      }),
    })
    const answer = await replyTo(peer.deliver.mention(QUESTION).id)
    const chosen = await peer.deliver.select(answer, 'Evidence')
    expect((await peer.waitFor(() => chosen.followUps()[0], 'the evidence')).content).toContain('battery plant')
  })
})

describe('other buttons', () => {
  test('rate the answer, which only the reader is thanked for', async () => {
    const peer = await open()
    const answer = await replyTo(peer.deliver.mention(QUESTION).id)
    const pressed = await peer.deliver.press(answer, idOf(answer, '👍'), { by: peer.people.ben })
    expect(await peer.waitFor(() => pressed.followUps()[0], 'thanks')).toMatchObject({ to: peer.people.ben.id })
    expect(await small.newsroom.store.chat.ratings()).toEqual({ good: 1, bad: 0 })
  })

  test('share a private answer with everybody, once', async () => {
    const peer = await open()
    const answer = await (await peer.deliver.slash('ask', { question: QUESTION, private: true })).answered()
    const pressed = await peer.deliver.press(answer, idOf(answer, 'Share'))
    const shared = await peer.waitFor(() => pressed.followUps()[0], 'the shared answer')
    expect(shared).toMatchObject({ to: null, content: expect.stringContaining('1,200 workers') })
    const again = await peer.deliver.press(answer, idOf(answer, 'Share'))
    expect((await peer.waitFor(() => again.followUps()[0], 'a notice')).to).toBe(peer.people.ada.id)
  })

  test('that are unknown, or no longer known, say so', async () => {
    const peer = await open()
    const answer = await replyTo(peer.deliver.mention(QUESTION).id)
    await small.newsroom.store.chat.sweep({ claimsMs: 0, threadsMs: 0, pressesMs: Date.now() + 400 * 86_400_000 })
    const pressed = await peer.deliver.press(answer, idOf(answer, 'Evidence'))
    const notice = await peer.waitFor(() => pressed.followUps()[0], 'the notice')
    expect(notice).toMatchObject({ to: peer.people.ada.id, content: expect.stringContaining('expired') })
  })

  test('delivered twice are answered once', async () => {
    const peer = await open()
    const answer = await replyTo(peer.deliver.mention(QUESTION).id)
    const pressed = await peer.deliver.press(answer, idOf(answer, 'Evidence'))
    await peer.waitFor(() => pressed.followUps()[0], 'the evidence')
    const callbacks = () => peer.calls.filter(({ path }) => path === `/interactions/${pressed.id}/:token/callback`)
    peer.gateway.send('INTERACTION_CREATE', {
      id: pressed.id,
      application_id: peer.applicationId,
      type: 3,
      token: pressed.token,
      version: 1,
      channel_id: answer.channel,
      guild_id: peer.guild.id,
      member: { user: { id: peer.people.ada.id, username: 'ada' }, permissions: '0', roles: [] },
      message: { id: answer.id, flags: 4, channel_id: answer.channel },
      data: { custom_id: idOf(answer, 'Evidence'), component_type: 2, id: 1 },
      entitlements: [],
      authorizing_integration_owners: { 0: peer.guild.id },
      attachment_size_limit: 1,
    })
    await peer.waitFor(() => callbacks().length === 2, 'the second acknowledgement')
    await small.settled()
    expect(pressed.followUps()).toHaveLength(1)
  })
})
