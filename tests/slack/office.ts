/** The Slack adapter at work on a peer, with a reception that writes down what it hears and answers as it is told. */
import { expect, onTestFinished } from 'vitest'
import { openSlack } from '../../adapters/slack/listen.ts'
import type { SlackSettings, Vault } from '../../adapters/slack/settings.ts'
import type { Draw, Message, Place, Posted, Reception, Said, Surface } from '../../commands/command.ts'
import type { Answer, Button } from '../../src/answer.ts'
import { openLog } from '../../src/log.ts'
import { openSlackPeer, type SlackMessage, type SlackPeer, type SlackPeerOptions } from '../peers/slack-peer.ts'

export type Reply = { readonly message: Message; readonly place?: Place; readonly key?: string }
export type Office = {
  readonly peer: SlackPeer
  readonly surface: Surface
  readonly heard: readonly Said[]
  readonly posted: readonly Posted[]
  /** What posting threw. */
  readonly faults: readonly Error[]
  readonly log: readonly Readonly<Record<string, unknown>>[]
  readonly followed: Set<string>
  readonly vault: Map<string, string>
  /** Epoch ms that the adapter’s clock is ahead. */
  aheadMs: number
  reply: (said: Said) => Reply | null
  /** Where it listens over HTTP. */
  origin(): Promise<string>
}

export const ALL_SCOPES = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:write',
  'mpim:history',
  'reactions:write',
  'users:read',
]

export function answer(text: string, title = 'Ding Yi'): Answer {
  return {
    question: 'who is Ding Yi?',
    verdict: 'answered',
    title,
    blocks: [{ type: 'paragraph', spans: [{ type: 'text', text }] }],
    sources: [],
    searched: { from: null, to: null, publishers: [], articles: 0 },
    followUps: [],
  }
}

/** Takes two messages at least. */
export function longAnswer(): Answer {
  const blocks = Array.from({ length: 14 }, (_, n) => ({
    type: 'paragraph' as const,
    spans: [{ type: 'text' as const, text: `${n} ${'lorem ipsum dolor sit amet '.repeat(50)}` }],
  }))
  return { ...answer(''), blocks }
}

export const message = (text: string, more: Partial<Message> = {}): Message => ({
  answer: answer(text),
  buttons: [],
  isPrivate: false,
  inPlace: false,
  ...more,
})
export const button = (kind: Button['kind'], label: string, id = `abc.${label.length}`): Button => ({ id, label, kind })

export function settingsOf(peer: SlackPeer, more: Partial<SlackSettings> = {}): SlackSettings {
  return {
    botToken: peer.botToken,
    appToken: peer.appToken,
    signingSecret: null,
    clientId: null,
    clientSecret: null,
    stateSecret: null,
    host: '127.0.0.1',
    port: 0,
    apiUrl: peer.apiUrl,
    authorizeUrl: peer.authorizeUrl,
    managers: [],
    ...more,
  }
}

/** Everything is closed when the test ends. */
export async function openOffice(
  options: {
    readonly peer?: SlackPeer
    readonly peerOptions?: SlackPeerOptions
    readonly settings?: (peer: SlackPeer) => Partial<SlackSettings>
    readonly vault?: Map<string, string>
    readonly start?: boolean
    readonly draw?: Draw
    /** Instead of the one that writes down. */
    readonly reception?: Reception
  } = {},
): Promise<Office> {
  const peer = options.peer ?? (await openSlackPeer({ scopes: ALL_SCOPES, ...options.peerOptions }))
  const state = { aheadMs: 0, reply: (_: Said): Reply | null => ({ message: message('A lawyer.') }) }
  const heard: Said[] = []
  const posted: Posted[] = []
  const faults: Error[] = []
  const log: Readonly<Record<string, unknown>>[] = []
  const vault = options.vault ?? new Map<string, string>()
  const followed = new Set<string>()
  const reception: Reception = {
    commands: [],
    receive: async (said, surface) => {
      heard.push(said)
      const reply = state.reply(said)
      const hearing = surface.hear(said)
      try {
        if (reply !== null) posted.push(await surface.post(reply.place ?? said.place, reply.message, reply.key ?? said.key))
      } catch (error) {
        faults.push(error as Error)
      }
      await hearing
      await surface.settle(said)
    },
    isPrivate: async () => false,
    follows: async (thread) => followed.has(thread),
    suggest: async () => [],
    prompts: async () => ['Who is Ding Yi?', 'What is the latest news?'],
    page: async (command) => message(`The page ${command}`, { buttons: [button('next', 'Latest', 'home.0')] }),
  }
  const now = () => new Date(Date.now() + state.aheadMs)
  const host = {
    now,
    log: openLog({ level: 'info', secrets: [], now, write: (line) => log.push(JSON.parse(line)) }),
    ...drawing(options.draw),
  }
  const office: Office = Object.assign(state, {
    peer,
    surface: openSlack(settingsOf(peer, options.settings?.(peer)), options.reception ?? reception, vaultOn(vault), host),
    heard,
    posted,
    faults,
    log,
    followed,
    vault,
    origin: async () => {
      const line = await peer.waitFor(() => log.find(({ event, port }) => event === 'slack http' && port !== undefined), 'a port')
      return `http://127.0.0.1:${line.port}`
    },
  })
  onTestFinished(async () => {
    await office.surface.close()
    await peer.close()
  })
  if (options.start !== false) await office.surface.start()
  return office
}

const vaultOn = (vault: Map<string, string>): Vault => ({
  get: async (id) => vault.get(id) ?? null,
  set: async (id, text) => void vault.set(id, text),
  delete: async (id) => void vault.delete(id),
})

const drawing = (draw: Draw | undefined): { draw?: Draw } => (draw === undefined ? {} : { draw })

/** Somebody mentions the bot in a channel, default `general`. */
export async function asked(office: Office, channel?: string): Promise<void> {
  await office.peer.deliver.mention('who is Ding Yi?', { only: 'app_mention', ...(channel === undefined ? {} : { channel }) })
}

/** As many were answered, or could not be. */
export async function ended(office: Office, count = 1, boundMs?: number): Promise<void> {
  await office.peer.waitFor(() => office.posted.length + office.faults.length >= count, `${count} answers`, boundMs)
}

export function one(messages: readonly SlackMessage[]): SlackMessage {
  expect(messages).toHaveLength(1)
  return messages[0] as SlackMessage
}

/** Nothing failed, and nothing that went out broke a rule of Slack’s. */
export function expectClean({ peer, faults }: Office): void {
  expect(peer.violations).toEqual([])
  expect(peer.failures).toEqual([])
  expect(faults).toEqual([])
}
