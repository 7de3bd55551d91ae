/** A platform that is not there, or refuses the bot, or sends what its client chokes on: the other one goes on, and the process lives. */
import { expect, test } from 'vitest'
import type { Started } from '../program.ts'
import { ANSWER, type Both, DISCORD_UP, end, openBoth, QUESTION, repliesInDiscord, repliesInSlack, SLACK_UP } from './both-platforms.ts'
import { relayTo } from './relay.ts'

async function answeredInSlack({ slack }: Both): Promise<void> {
  const { ts } = await slack.deliver.mention(QUESTION)
  await slack.waitFor(() => repliesInSlack(slack, ts).some(({ text }) => ANSWER.test(text)), 'an answer in Slack')
}

async function answeredInDiscord({ discord }: Both): Promise<void> {
  const { id } = discord.deliver.mention(QUESTION)
  await discord.waitFor(() => repliesInDiscord(discord, id).some(({ content }) => ANSWER.test(content)), 'an answer in Discord')
}

const isRunning = ({ child }: Started): boolean => child.exitCode === null && child.signalCode === null

test('Slack is away at the start, and comes', async () => {
  const both = await openBoth()
  const relay = await relayTo(both.slack.apiUrl)
  const started = both.start({ SLACK_API_URL: relay.url })
  await Promise.all([started.told(/^newsdesk: Slack: not connected\b.*ECONNREFUSED/m), started.told(DISCORD_UP)])
  await answeredInDiscord(both)
  await relay.open()
  await started.told(SLACK_UP)
  await Promise.all([answeredInSlack(both), answeredInDiscord(both)])
  expect((await end(started)).code).toBe(0)
})

test('Discord is away at the start, and comes', async () => {
  const both = await openBoth()
  const relay = await relayTo(both.discord.apiUrl)
  const started = both.start({ DISCORD_API_URL: relay.url })
  await Promise.all([started.told(/^newsdesk: Discord: not connected\b.*ECONNREFUSED/m), started.told(SLACK_UP)])
  await answeredInSlack(both)
  await relay.open()
  await started.told(DISCORD_UP)
  await Promise.all([answeredInSlack(both), answeredInDiscord(both)])
  expect((await end(started)).code).toBe(0)
})

test('what the client of Slack chokes on, and its token refused when it reconnects, end nothing', async () => {
  const both = await openBoth()
  const { slack } = both
  const started = await both.serve()
  slack.socket.appRateLimited()
  await started.told(/an error of the client library.*"surface":"slack"/)
  await answeredInSlack(both)
  slack.revokeAppToken()
  slack.socket.drop()
  await started.told(/^newsdesk: Slack: not connected\b.*invalid_auth/m)
  await answeredInDiscord(both)
  expect(isRunning(started)).toBe(true)
  expect((await end(started)).code).toBe(0)
})

test('the token of Discord refused while it runs ends nothing', async () => {
  const both = await openBoth()
  const { discord } = both
  const started = await both.serve()
  await answeredInDiscord(both)
  discord.revokeToken()
  await started.told(/^newsdesk: Discord: not connected\b.*DISCORD_TOKEN/m)
  await answeredInSlack(both)
  expect(isRunning(started)).toBe(true)
  expect((await end(started)).code).toBe(0)
})
