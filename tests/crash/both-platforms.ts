/** The program as a process on both platforms, to be killed and started again over the same store. */
import { onTestFinished } from 'vitest'
import '../peers/guard.ts'
import { type DiscordPeer, openDiscordPeer } from '../peers/discord-peer.ts'
import { openSlackPeer, type SlackMessage, type SlackPeer } from '../peers/slack-peer.ts'
import { type Ended, openProgram, type Started } from '../program.ts'

export type Both = {
  /** Where the store lies, by the usual settings: `data/news.db`. */
  readonly folder: string
  readonly slack: SlackPeer
  readonly discord: DiscordPeer
  /** Resolved when it is started; `environment`: beside what it needs for both platforms. */
  start(environment?: Readonly<Record<string, string>>): Started
  /** Resolved when it is connected to both. */
  serve(environment?: Readonly<Record<string, string>>): Promise<Started>
  /** At the terminal, over the same store. */
  run(argv: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ended>
}

/** So that no test waits for Discord's limit, five messages in five seconds. */
const ROOMY = { calls: 1_000, perMs: 1_000 }

/** All is ended and closed when the test is. */
export async function openBoth(): Promise<Both> {
  const program = openProgram()
  const [slack, discord] = await Promise.all([openSlackPeer(), openDiscordPeer({ limits: { messages: ROOMY, typing: ROOMY } })])
  onTestFinished(async () => {
    program.killAll()
    await Promise.all([slack.close(), discord.close()])
    program.close()
  })
  const start: Both['start'] = (environment = {}) =>
    program.start(['serve'], {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      NEWSDESK_USER_LIMIT: '1000',
      ...environment,
    })
  return {
    folder: program.folder,
    slack,
    discord,
    start,
    run: (argv, environment) => program.run(argv, '', environment),
    async serve(environment) {
      const started = start(environment)
      await Promise.all([started.told(SLACK_UP), started.told(DISCORD_UP)])
      await discord.waitFor(() => discord.registered.global().length > 0, 'the commands')
      return started
    },
  }
}

export const SLACK_UP = /^newsdesk: Slack: connected\.$/m
export const DISCORD_UP = /^newsdesk: Discord: connected\.$/m
export const QUESTION = 'how many workers will the battery plant employ?'
export const ANSWER = /1,200\W+workers/

/** Told to end, it finishes what it has in hand: whatever it would still have said, it has said then. */
export async function end({ child, ended }: Started): Promise<Ended> {
  child.kill('SIGTERM')
  return await ended
}

export async function kill({ child, ended }: Started): Promise<void> {
  child.kill('SIGKILL')
  await ended
}

/** What stands as an answer to a message of this ts. */
export function repliesInSlack(peer: SlackPeer, ts: string): readonly SlackMessage[] {
  return peer.messages().filter(({ thread }) => thread === ts)
}

export function repliesInDiscord(peer: DiscordPeer, id: string) {
  return peer.messages().filter(({ replyTo, isThinking }) => replyTo === id && !isThinking)
}

/** Nothing that went out broke a rule of the platforms. */
export function faultsOf({ slack, discord }: Both): readonly unknown[] {
  return [...slack.violations, ...slack.failures, ...discord.violations]
}
