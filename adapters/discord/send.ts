/** Single messages to Discord, each in the way that makes sending it twice harmless, or finds out whether it was sent. */
import { createHash } from 'node:crypto'
import { type APIMessage, MessageFlags, type RawFile, Routes } from 'discord.js'
import type { Api, Call } from './api.ts'
import { faultOf, isAnswered, isCode, isPerhapsForFiles, NO_HISTORY, Unposted } from './faults.ts'
import { keep } from './keep.ts'
import { shortened } from './limits.ts'
import { type Interaction, idAt } from './place.ts'
import type { DiscordPayload } from './render.ts'
import type { Host } from './settings.ts'

/** Discord's limit; within it 150 bits of a hash. */
const MAX_NONCE = 25
const MAX_LISTED = 100
/** Read back of a channel at most: what people write in a busy one in hours. */
const MAX_PAGES = 20
const MAX_DIRECTS = 1_000
/** Of a picture, for who cannot see it. */
const MAX_ALT = 1_024
const ALLOWED = { parse: [], replied_user: false } as const

export type Listed = Pick<APIMessage, 'id' | 'author' | 'content' | 'components' | 'flags' | 'message_reference' | 'interaction_metadata'>
export type Sending = {
  /**
   * In a channel, under a nonce: the same key and number make no second message for some minutes. Resolves to its id. `opened`: called where a try
   * failed that may have taken effect all the same.
   */
  toChannel(channel: string, part: DiscordPayload, key: string, n: number, replyTo: string | null, opened?: () => void): Promise<string>
  /** The direct channel with a reader. */
  direct(user: string): Promise<string>
  /** The first answer to an interaction: the one that was promised, or after a press the pressed message. */
  original(way: Interaction, part: DiscordPayload): Promise<string>
  removeOriginal(way: Interaction): Promise<void>
  /** Takes the buttons off the pressed message. */
  disarm(way: Interaction): Promise<void>
  /** A further answer to an interaction; `known`: those that were sent. */
  followUp(way: Interaction, channel: string, part: DiscordPayload, isEphemeral: boolean, known: readonly string[]): Promise<string>
  /** Edits a message of the bot's own, without an interaction. */
  edit(channel: string, message: string, part: DiscordPayload): Promise<string>
  /** Ids of the bot's own answers to a message, or to an interaction, oldest first; those that can be seen. */
  answersTo(channel: string, id: string): Promise<readonly string[]>
  /** The bot's own messages made since, oldest first; null where there is more than can be looked through, or it is not known who the bot is. What the bot may not read is not among them. */
  ownSince(channel: string, sinceMs: number): Promise<readonly Listed[] | null>
}

type Needs = {
  readonly api: Api
  /** The bot's own user id. */
  me(): string | null
  /** Whether the bot may read back what stands in a channel. */
  canRead(channel: string): boolean
  readonly host: Pick<Host, 'log'>
}

export function openSending(needs: Needs): Sending {
  const { api } = needs
  const directs = new Map<string, string>()
  return {
    toChannel: (channel, part, key, n, replyTo, opened) =>
      toChannel(needs, channel, part, `${key}\n${channel}\n${n}`, replyTo, opened ?? (() => undefined)),
    async direct(user) {
      const known = directs.get(user)
      if (known !== undefined) return known
      const channel = idOf(await api.repeat((signal) => api.bot.post(Routes.userChannels(), { body: { recipient_id: user }, signal })))
      keep(directs, user, channel, MAX_DIRECTS)
      return channel
    },
    original: (way, part) => editOriginal(needs, way, (send) => shown(needs, part, { isEdit: true }, send)),
    async removeOriginal({ application, token }) {
      try {
        await api.repeat((signal) => api.hook.delete(Routes.webhookMessage(application, token, '@original'), { auth: false, signal }))
      } catch (error) {
        if (faultOf(error) !== 'gone') throw error // it is removed
      }
    },
    async disarm(way) {
      await editOriginal(needs, way, (send) => (signal) => send({ body: { components: [], allowed_mentions: ALLOWED } }, signal))
    },
    followUp: (way, channel, part, isEphemeral, known) => followUp(needs, way, channel, part, isEphemeral, known),
    async edit(channel, message, part) {
      const send: Send = (sent, signal) => api.bot.patch(Routes.channelMessage(channel, message), { ...sent, signal })
      return idOf(await api.repeat(shown(needs, part, { isEdit: true }, send)))
    },
    async answersTo(channel, id) {
      const answers = (await ownAfter(needs, channel, id)).filter(
        (listed) => listed.message_reference?.message_id === id || listed.interaction_metadata?.id === id,
      )
      // A promised answer that never came is none.
      return answers.filter(({ flags }) => ((flags ?? 0) & MessageFlags.Loading) === 0).map((listed) => listed.id)
    },
    ownSince: (channel, sinceMs) => ownSince(needs, channel, sinceMs),
  }
}

/** `once`: what makes it the same message. */
async function toChannel(
  needs: Needs,
  channel: string,
  part: DiscordPayload,
  once: string,
  replyTo: string | null,
  opened: () => void,
): Promise<string> {
  const { api } = needs
  const nonce = createHash('sha256').update(once).digest('base64url').slice(0, MAX_NONCE)
  // The nonce makes repeating it harmless.
  const repeated = async (): Promise<null> => {
    opened()
    return null
  }
  const send: Send = (sent, signal) => api.bot.post(Routes.channelMessages(channel), { ...sent, signal })
  const post = async (reference: object) =>
    idOf(await api.once(shown(needs, part, { more: { ...reference, nonce, enforce_nonce: true } }, send), repeated))
  if (replyTo === null) return await post({})
  try {
    return await post({ message_reference: { message_id: replyTo, fail_if_not_exists: false } })
  } catch (error) {
    if (!isCode(error, NO_HISTORY)) throw error
    return await post({})
  }
}

async function editOriginal({ api }: Needs, { application, token }: Interaction, edit: (send: Send) => Call<unknown>): Promise<string> {
  const route = Routes.webhookMessage(application, token, '@original')
  return idOf(await api.repeat(edit((sent, signal) => api.hook.patch(route, { ...sent, auth: false, signal }))))
}

async function followUp(
  needs: Needs,
  way: Interaction,
  channel: string,
  part: DiscordPayload,
  isEphemeral: boolean,
  known: readonly string[],
): Promise<string> {
  const { api, canRead } = needs
  const route = Routes.webhook(way.application, way.token)
  const query = new URLSearchParams({ wait: 'true' })
  const isIt = ({ id, content, interaction_metadata: by }: Listed) =>
    isSame(content, part) && !known.includes(id) && (by?.id ?? way.interaction) === way.interaction
  // It has no nonce, so that only what stands in the channel tells. Where that cannot be read, a failure that was answered counts as one.
  const findOut = async (error: unknown): Promise<Listed | null> => {
    const isOpen = way.isMember && !isEphemeral && canRead(channel)
    const listed = isOpen ? await ownAfter(needs, channel, way.interaction).catch(() => null) : null
    if (listed !== null) return listed.find(isIt) ?? null
    if (isAnswered(error)) return null
    throw new Unposted('passing', 'The connection to Discord broke while it took the answer, and whether it did cannot be seen.', error)
  }
  const send: Send = (sent, signal) => api.hook.post(route, { ...sent, query, auth: false, signal })
  return idOf(await api.once(shown(needs, part, { isEphemeral }, send), findOut))
}

/** The bot's own among the messages after another, oldest first. */
async function ownAfter(needs: Needs, channel: string, after: string): Promise<readonly Listed[]> {
  return (await listedAfter(needs, channel, after)).filter(({ author }) => author.id === needs.me())
}

/** The messages that follow another, oldest first. */
async function listedAfter({ api }: Needs, channel: string, after: string): Promise<Listed[]> {
  const query = new URLSearchParams({ after, limit: String(MAX_LISTED) })
  const listed = (await api.repeat((signal) => api.bot.get(Routes.channelMessages(channel), { query, signal }))) as Listed[]
  return listed.reverse()
}

async function ownSince(needs: Needs, channel: string, sinceMs: number): Promise<readonly Listed[] | null> {
  if (needs.me() === null) return null
  const own: Listed[] = []
  let after = idAt(sinceMs)
  for (let page = 0; page < MAX_PAGES; page++) {
    const listed = await listedAfter(needs, channel, after)
    own.push(...listed.filter(({ author }) => author.id === needs.me()))
    if (listed.length < MAX_LISTED) return own
    after = listed.at(-1)?.id ?? after
  }
  return null
}

/** Discord trims what it is given. */
function isSame(content: string, { content: own, drawn }: DiscordPayload): boolean {
  return [own, drawn?.content].some((text) => text?.trim() === content.trim())
}

/** Whether a message is what was made of a part: by its words, or by its buttons, which no other message has. */
export function isMadeOf({ content, components }: Pick<Listed, 'content' | 'components'>, part: DiscordPayload): boolean {
  const own = buttonsIn(part.components)
  return isSame(content, part) || buttonsIn(components).some((button) => own.includes(button))
}

function buttonsIn(rows: unknown): readonly string[] {
  return JSON.stringify(rows ?? []).match(/"custom_id":"[^"]+"/g) ?? []
}

type Sent = { readonly body: object; readonly files?: RawFile[] }
type Send = (sent: Sent, signal: AbortSignal) => Promise<unknown>
/** `isEdit`: pictures that stand there and are not its own go. `more`: what else is said with it. */
type Manner = { readonly isEphemeral?: boolean; readonly isEdit?: boolean; readonly more?: object }

/** With its pictures at the first try only: whatever keeps them from arriving keeps no answer. */
function shown({ host }: Needs, part: DiscordPayload, manner: Manner, send: Send): Call<unknown> {
  let isFirst = part.drawn !== undefined && part.drawn.pictures.length > 0
  return async (signal) => {
    if (!isFirst) return await send(plain(part, manner), signal)
    isFirst = false
    try {
      return await send(pictured(part, manner), signal)
    } catch (error) {
      host.log.info('discord.unpictured', { error })
      if (!isPerhapsForFiles(error)) throw error
      return await send(plain(part, manner), signal)
    }
  }
}

function plain({ content, components }: DiscordPayload, manner: Manner): Sent {
  return { body: { ...bodyOf(content, components, manner), ...(manner.isEdit === true ? { attachments: [] } : {}) } }
}

function pictured({ content, components, drawn }: DiscordPayload, manner: Manner): Sent {
  const pictures = drawn?.pictures ?? []
  const name = (n: number): string => `coverage-${n + 1}.png`
  const attachments = pictures.map(({ alt }, n) => ({ id: String(n), filename: name(n), description: shortened(alt, MAX_ALT) }))
  const files = pictures.map(({ png }, n): RawFile => ({ name: name(n), data: Buffer.from(png), contentType: 'image/png' }))
  return { body: { ...bodyOf(drawn?.content ?? content, components, manner), attachments }, files }
}

/** Nothing in it pings, and no link is shown as more than itself. */
function bodyOf(content: string, components: DiscordPayload['components'], { isEphemeral = false, more = {} }: Manner): object {
  const flags = MessageFlags.SuppressEmbeds | (isEphemeral ? MessageFlags.Ephemeral : 0)
  return { content, components, flags, allowed_mentions: ALLOWED, ...more }
}

function idOf(answer: unknown): string {
  const { id } = (answer ?? {}) as { readonly id?: unknown }
  if (typeof id !== 'string') throw new Error('Discord took a message and did not say which.')
  return id
}
