/** The bots that are measured, each a process of its own: what the platforms and the askers take is not in their figures. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type DiscordPeer, openDiscordPeer } from '../peers/discord-peer.ts'
import { openSlackPeer, type SlackPeer } from '../peers/slack-peer.ts'
import type { AskedUse, Use } from './chat-use.ts'

export type BotName = 'Newsdesk' | 'bare'
export type Bot = {
  readonly name: BotName
  /** Platforms of its own. */
  readonly slack: SlackPeer
  readonly discord: DiscordPeer
  use(asked: AskedUse): Promise<Use>
  /** Rejects where it ends before it is told to. */
  readonly gone: Promise<never>
  /** The errors that it logged. */
  logged(): readonly string[]
  /** Lets it finish what it has in hand; resolves with what its platforms found wrong with it. */
  end(): Promise<readonly string[]>
}

const HERE = import.meta.dirname
const SCRIPTS: Readonly<Record<BotName, readonly string[]>> = {
  Newsdesk: [join(HERE, '../../src/main.ts'), 'serve'],
  bare: [join(HERE, 'chat-bare.ts')],
}
/** It is the bots that are measured, so that no platform shall hold them back: Discord's own limits would, at 50 calls a second. */
const BOUNDLESS = { calls: 1_000_000, perMs: 1_000 }
const LIMITS = { messages: BOUNDLESS, edits: BOUNDLESS, typing: BOUNDLESS, webhook: BOUNDLESS, other: BOUNDLESS, global: BOUNDLESS }
const READY_MS = 60_000

/** Connected to both platforms, its commands registered. `folder`: for what it stores. */
export async function startBot(name: BotName, askers: number, folder: string): Promise<Bot> {
  const slack = await openSlackPeer({ crowd: askers })
  const discord = await openDiscordPeer({ crowd: askers, limits: LIMITS })
  const at = join(folder, name)
  mkdirSync(at)
  const [script = '', ...argv] = SCRIPTS[name]
  const child = fork(script, argv, {
    cwd: at,
    env: { ...surroundings(), ...tokens(slack, discord) },
    execArgv: [join(HERE, '../peers/guard.ts'), join(HERE, 'chat-use.ts')].flatMap((file) => ['--import', file]),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const exited = once(child, 'exit')
  const close = async (): Promise<void> => {
    child.kill('SIGKILL')
    await Promise.all([slack.close(), discord.close()])
  }
  try {
    const isReady = () => slack.socket.connected > 0 && discord.gateway.connected() > 0 && discord.registered.global().length > 0
    await slack.waitFor(isReady, `${name} to be connected`, READY_MS)
  } catch (error) {
    await close()
    throw new Error(`${name} did not start:\n${said}`, { cause: error })
  }
  let ended: Promise<readonly string[]> | null = null
  const gone = exited.then(([code, signal]) => {
    throw new Error(`${name} ended by itself: ${signal ?? code}`)
  })
  // Told to end, it ends, and nobody waits for it any more.
  gone.catch(() => undefined)
  const end = async (): Promise<readonly string[]> => {
    child.kill('SIGTERM')
    await exited
    await close()
    return [...slack.violations, ...slack.failures.map(String), ...discord.violations]
  }
  const logged = () => said.split('\n').filter((line) => line.startsWith('{'))
  return { name, slack, discord, gone, logged, use: (asked) => useOf(child, asked), end: () => (ended ??= end()) }
}

async function useOf(child: ChildProcess, asked: AskedUse): Promise<Use> {
  const told = once(child, 'message')
  child.send(asked)
  const [use] = (await told) as [Use]
  return use
}

/** What is set for whoever measures must not decide about the figures. */
function surroundings(): Record<string, string | undefined> {
  const { PATH, HOME, TMPDIR } = process.env
  return { PATH, HOME, TMPDIR, NEWSDESK_LOG: 'error', NEWSDESK_USER_LIMIT: '10000', NEWSDESK_CHANNEL_LIMIT: '10000' }
}

function tokens(slack: SlackPeer, discord: DiscordPeer): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
  }
}
