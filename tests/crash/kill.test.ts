/** kill -9 while it answers: after the next start every question is answered, and exactly once. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Fields } from '../peers/slack-peer.ts'
import { ANSWER, type Both, end, faultsOf, kill, openBoth, QUESTION, repliesInDiscord, repliesInSlack } from './both-platforms.ts'

/** Answered at a time in a channel: who asks fifth is heard, and waits. */
const AT_ONCE = 4
/** As many of the seed articles as take two messages in Slack, and four in Discord. */
const MANY_STORIES = 20
const MANY = `latest limit:${MANY_STORIES}`
const PARTS = 4

/** Five mentions: the first is posted, but the bot does not learn of it; three are on their way and never arrive; the fifth is heard and waits. */
async function askInSlack({ slack }: Both): Promise<readonly string[]> {
  const ask = async () => (await slack.deliver.mention(QUESTION)).ts
  const posted = slack.fault('chat.postMessage', { kind: 'hang', accepted: true })
  const asked = [await ask()]
  await slack.waitFor(() => posted.hits === 1, 'a post that was taken')
  const lost = slack.fault('chat.postMessage', { kind: 'hang' }, AT_ONCE - 1)
  while (asked.length < AT_ONCE) asked.push(await ask())
  await slack.waitFor(() => lost.hits === AT_ONCE - 1, 'posts that were not')
  asked.push(await ask())
  await slack.waitFor(() => slack.everyReaction.length === asked.length, 'the last one to be heard')
  return asked
}

/** The same, but that discord.js posts one after the other in a channel: three answers wait behind the first, and the lost one is elsewhere. */
async function askInDiscord({ discord }: Both): Promise<readonly string[]> {
  const { general, second } = discord.channels
  const ask = (channel: string) => discord.deliver.mention(QUESTION, { channel }).id
  discord.fault(`POST /channels/${general.id}/messages`, { kind: 'slow-answer' })
  const asked = Array.from({ length: AT_ONCE + 1 }, () => ask(general.id))
  await discord.waitFor(() => discord.messages().length === 1, 'a post that was taken')
  const lost = discord.fault(`POST /channels/${second.id}/messages`, { kind: 'hang' })
  asked.push(ask(second.id))
  await discord.waitFor(() => lost.hits() === 1, 'a post that was not')
  await discord.waitFor(() => discord.typing.length === asked.length, 'all to be heard')
  return asked
}

test('mentions claimed, under way and just posted are each answered exactly once', async () => {
  const both = await openBoth()
  const { slack, discord } = both
  const first = await both.serve()
  const [inSlack, inDiscord] = await Promise.all([askInSlack(both), askInDiscord(both)])
  await kill(first)
  expect([slack.messages().length, discord.messages().length]).toEqual([1, 1])

  const second = await both.serve()
  await slack.waitFor(() => inSlack.every((ts) => repliesInSlack(slack, ts).length > 0), 'each answer in Slack')
  await discord.waitFor(() => inDiscord.every((id) => repliesInDiscord(discord, id).length > 0), 'each answer in Discord')
  expect((await end(second)).code).toBe(0)
  for (const ts of inSlack) expect(repliesInSlack(slack, ts)).toMatchObject([{ text: expect.stringMatching(ANSWER) }])
  for (const id of inDiscord) expect(repliesInDiscord(discord, id)).toMatchObject([{ content: expect.stringMatching(ANSWER) }])
  // The eyes under what was heard before are taken away, too.
  expect(slack.reactions).toEqual([])
  expect(faultsOf(both)).toEqual([])
})

test('commands acknowledged, and perhaps answered, are answered exactly once', async () => {
  const both = await openBoth()
  const { slack, discord } = both
  const first = await both.serve()
  const inSlack = slack.fault('response_url', { kind: 'hang' })
  await slack.deliver.slash(QUESTION)
  const posted = discord.fault('PATCH /webhooks/*', { kind: 'slow-answer' })
  const asked = await discord.deliver.slash('ask', { question: QUESTION })
  const lost = discord.fault('PATCH /webhooks/*', { kind: 'hang' })
  const unanswered = await discord.deliver.slash('ask', { question: QUESTION })
  await slack.waitFor(() => inSlack.hits === 1 && posted.hits() === 1 && lost.hits() === 1, 'answers under way')
  await kill(first)

  const second = await both.serve()
  const { ann } = slack.people
  await slack.waitFor(() => slack.messages().some(({ ephemeralTo }) => ephemeralTo === ann), 'the answer in Slack')
  await Promise.all([asked.answered(), unanswered.answered()])
  expect((await end(second)).code).toBe(0)
  expect(slack.messages()).toMatchObject([{ ephemeralTo: ann, text: expect.stringMatching(ANSWER) }])
  for (const interaction of [asked, unanswered]) {
    expect(interaction.message()?.content).toMatch(ANSWER)
    expect(interaction.followUps()).toEqual([])
  }
  expect(discord.messages()).toHaveLength(2)
  expect(faultsOf(both)).toEqual([])
})

test('answers of several messages, of which some are posted, are finished, and no part stands twice', async () => {
  const both = await openBoth()
  const { slack, discord } = both
  const seeds = { NEWSDESK_SEEDS: join(import.meta.dirname, '../../seeds/articles') }
  const first = await both.serve(seeds)
  const isSecond = (body: Fields) => JSON.stringify(body.metadata ?? {}).includes('"part":1')
  const inSlack = slack.fault('chat.postMessage', { kind: 'hang', when: isSecond })
  const mentioned = await slack.deliver.mention(MANY)
  // Posted one after the other: the first is let through when it is planned that the second is lost.
  const route = `POST /channels/${discord.channels.general.id}/messages`
  const opening = discord.fault(route, { kind: 'slow' })
  const inDiscord = discord.fault(route, { kind: 'hang' })
  const { id } = discord.deliver.mention(MANY)
  await discord.waitFor(() => opening.hits() === 1, 'the first message in Discord')
  opening.release()
  // The second part of this one stands, but the bot does not learn of it.
  const followUp = discord.fault('POST /webhooks/*', { kind: 'slow-answer' })
  const asked = await discord.deliver.slash('latest', { limit: MANY_STORIES }, { channel: discord.channels.second.id })
  await slack.waitFor(() => inSlack.hits === 1 && inDiscord.hits() === 1 && followUp.hits() === 1, 'the second messages')
  await discord.waitFor(() => asked.followUps().length === 1, 'the second part')
  await kill(first)

  const second = await both.serve(seeds)
  await slack.waitFor(() => repliesInSlack(slack, mentioned.ts).length === 2, 'the whole answer in Slack')
  await discord.waitFor(() => discord.messages(discord.channels.general.id).length === PARTS, 'the whole answer in Discord')
  await discord.waitFor(() => asked.followUps().length === PARTS - 1, 'the whole answer to the command')
  expect((await end(second)).code).toBe(0)
  expect(repliesInSlack(slack, mentioned.ts)).toHaveLength(2)
  expect(repliesInDiscord(discord, id)).toHaveLength(1)
  for (const { id: channel } of [discord.channels.general, discord.channels.second]) {
    const contents = discord.messages(channel).map(({ content }) => content)
    expect(contents).toHaveLength(PARTS)
    expect(new Set(contents).size).toBe(PARTS)
  }
  expect(faultsOf(both)).toEqual([])
})
