/** The program serving, as a process, over the real clients: how it comes up, what it survives, how it ends. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, expect, onTestFinished, test } from 'vitest'
import { openDiscordPeer } from './peers/discord-peer.ts'
import { openSlackPeer, type SlackPeer, type SlackPeerOptions } from './peers/slack-peer.ts'
import { freePort, openProgram } from './program.ts'

const { folder, start, run, killAll, close } = openProgram()
afterEach(killAll)
afterAll(close)

const QUESTION = 'how many workers will the battery plant employ?'
const ANSWER = /1,200\W+workers/

async function slackPeer(options: SlackPeerOptions = {}) {
  const peer = await openSlackPeer(options)
  onTestFinished(() => peer.close())
  const environment = {
    SLACK_BOT_TOKEN: peer.botToken,
    SLACK_APP_TOKEN: peer.appToken,
    SLACK_API_URL: peer.apiUrl,
    SLACK_AUTHORIZE_URL: peer.authorizeUrl,
  }
  return { peer, environment }
}
async function discordPeer() {
  const peer = await openDiscordPeer()
  onTestFinished(() => peer.close())
  return { peer, environment: { DISCORD_TOKEN: peer.token, DISCORD_API_URL: peer.apiUrl } }
}
/** `where`: a file of the store for the test alone. */
const serve = (where: string, environment: Record<string, string>) => start(['--db', where], environment)
const answered = (peer: SlackPeer) => peer.waitFor(() => peer.messages().find(({ text }) => ANSWER.test(text)), 'an answer in Slack')

test('with no platform it says what to set, and makes no store', async () => {
  const { code, out, err } = await run(['serve', '--db', 'unserved.db'])
  expect([code, out]).toEqual([2, ''])
  for (const word of ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'DISCORD_TOKEN', '.env', 'README.md', '-- chat']) expect(err).toContain(word)
  expect(existsSync(join(folder, 'unserved.db'))).toBe(false)
})

test('without a command it answers on both platforms, and ends in peace', async () => {
  const slack = await slackPeer()
  const discord = await discordPeer()
  const { child, ended, told } = serve('both.db', { ...slack.environment, ...discord.environment })
  await Promise.all([told(/^newsdesk: Slack: connected\.$/m), told(/^newsdesk: Discord: connected\.$/m)])
  await slack.peer.deliver.mention(QUESTION)
  discord.peer.deliver.mention(QUESTION)
  await answered(slack.peer)
  await discord.peer.waitFor(() => discord.peer.messages().some(({ content }) => ANSWER.test(content)), 'an answer in Discord')
  child.kill('SIGTERM')
  expect(await ended).toEqual({
    code: 0,
    out: '',
    err: expect.stringMatching(/newsdesk: Stopping; answers in hand are finished first\.\n$/),
  })
  expect([slack.peer.violations, slack.peer.failures, discord.peer.violations]).toEqual([[], [], []])
})

test('it comes up where no platform can be reached, says so of each without a secret, and ends in peace', async () => {
  const address = `http://127.0.0.1:${await freePort()}`
  const tokens = {
    SLACK_BOT_TOKEN: 'xoxb-12-AbC',
    SLACK_APP_TOKEN: 'xapp-1-AbC',
    DISCORD_TOKEN: `${'MTIz'.repeat(6)}.AbCdEf.${'x'.repeat(30)}`,
  }
  const addresses = { SLACK_API_URL: address, DISCORD_API_URL: address, DISCORD_TOKNE: 'x', NEWSDESK_LOG: 'debug' }
  const { child, ended, told } = serve('alone.db', { ...tokens, ...addresses })
  await Promise.all([told(/^newsdesk: Slack: not connected\b.*ECONNREFUSED/m), told(/^newsdesk: Discord: not connected\b.*ECONNREFUSED/m)])
  child.kill('SIGINT')
  const { code, out, err } = await ended
  expect([code, out]).toEqual([0, ''])
  expect(err).toContain('DISCORD_TOKNE: no such setting. Did you mean DISCORD_TOKEN?')
  for (const token of Object.values(tokens)) expect(err).not.toContain(token)
})

test('one platform that refuses the bot does not stop the other', async () => {
  const slack = await slackPeer()
  const discord = await discordPeer()
  const { child, ended, told } = serve('one.db', { ...slack.environment, ...discord.environment, DISCORD_TOKEN: 'MTIz.wrong.token' })
  await Promise.all([told(/^newsdesk: Slack: connected\.$/m), told(/^newsdesk: Discord: not connected\b/m)])
  await slack.peer.deliver.dm(QUESTION)
  await answered(slack.peer)
  child.kill('SIGTERM')
  expect((await ended).code).toBe(0)
})

test('what is being answered when it is told to end is answered', async () => {
  const { peer, environment } = await slackPeer()
  const { child, ended, told } = serve('ending.db', environment)
  await told(/Slack: connected/)
  const slow = peer.fault('chat.postMessage', { kind: 'slow', ms: 60_000 })
  await peer.deliver.mention(QUESTION, { only: 'app_mention' })
  await peer.waitFor(() => slow.hits > 0, 'the answer under way')
  child.kill('SIGTERM')
  await told(/Stopping/)
  slow.release()
  expect((await ended).code).toBe(0)
  await answered(peer)
})

test('a second signal ends it at once', async () => {
  const { peer, environment } = await slackPeer()
  const { child, ended, told } = serve('hasty.db', environment)
  await told(/Slack: connected/)
  const hung = peer.fault('chat.postMessage', { kind: 'hang' })
  await peer.deliver.mention(QUESTION, { only: 'app_mention' })
  await peer.waitFor(() => hung.hits > 0, 'the answer under way')
  child.kill('SIGTERM')
  await told(/Stopping/)
  child.kill('SIGTERM')
  expect((await ended).code).toBe(130)
})

test('it goes on where nobody reads its lines any more', async () => {
  const { peer, environment } = await slackPeer()
  const { child, ended, told } = serve('unread.db', { ...environment, NEWSDESK_LOG: 'debug' })
  await told(/Slack: connected/)
  child.stderr?.destroy()
  await peer.deliver.dm(QUESTION)
  await answered(peer)
  child.kill('SIGTERM')
  expect((await ended).code).toBe(0)
})

test('a workspace that installs the app is answered, also after a restart; its token is sealed in the store', async () => {
  const { peer, environment } = await slackPeer()
  const port = await freePort()
  const { SLACK_APP_TOKEN: _, ...bot } = environment
  const http = {
    ...bot,
    SLACK_SIGNING_SECRET: peer.signingSecret,
    SLACK_CLIENT_ID: peer.clientId,
    SLACK_CLIENT_SECRET: peer.clientSecret,
    SLACK_PORT: String(port),
    NEWSDESK_KEY: 'ab'.repeat(32),
  }
  const beta = peer.addWorkspace('BETA')
  peer.deliverTo(`http://127.0.0.1:${port}/slack/events`)
  const first = serve('many.db', http)
  await first.told(/Slack: connected/)
  const { status } = await peer.install(`http://127.0.0.1:${port}/slack/install`, { team: beta.team.id })
  expect(status).toBe(200)
  first.child.kill('SIGTERM')
  expect((await first.ended).code).toBe(0)
  for (const name of ['many.db', 'many.db-wal'].filter((name) => existsSync(join(folder, name))))
    expect(readFileSync(join(folder, name)).includes(beta.botToken)).toBe(false)

  const second = serve('many.db', http)
  await second.told(/Slack: connected/)
  await peer.deliver.mention(QUESTION, { team: beta.team.id, channel: beta.channels.general, user: beta.people.ann, only: 'app_mention' })
  expect(await answered(peer)).toMatchObject({ team: beta.team.id })
  second.child.kill('SIGTERM')
  expect((await second.ended).code).toBe(0)
})

test('chat is the prompt all the same', async () => {
  const { code, out, err } = await run(['chat'], 'sources\n', { DISCORD_TOKEN: 'MTIz.a.b' })
  expect([code, err]).toEqual([0, ''])
  expect(out).toContain('The Harbor Times')
})
