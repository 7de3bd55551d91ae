/** Messages come, change and go, and every session that may know hears of it. */
import type { SentFile } from './discord-attachments.ts'
import { after, type BodyKind, checkBody, pinged } from './discord-bodies.ts'
import { isObject } from './discord-components.ts'
import type { Dispatch } from './discord-gateway.ts'
import { messageEvent } from './discord-objects.ts'
import type { Json } from './discord-peer.ts'
import { type Reply, type Request, refuse } from './discord-rest.ts'
import {
  addMessage,
  botPermissions,
  type Draft,
  EPHEMERAL,
  INTENTS,
  LOADING,
  type MessageState,
  VIEW,
  type World,
} from './discord-world.ts'

export type Post = { readonly world: World; readonly dispatch: Dispatch }

export const UNKNOWN_MESSAGE = refuse(404, 10_008, 'Unknown Message')

/** Tells the sessions that identified for messages here; a message for one person's eyes reaches nobody. */
export function announce(
  { world, dispatch }: Post,
  event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE' | 'MESSAGE_DELETE',
  message: MessageState,
): void {
  const channel = world.channels.get(message.channel)
  if (channel === undefined || message.to !== null || channel.type === 3) return
  const guild = channel.guild
  if (guild !== null && (botPermissions(world, channel) & VIEW) === 0n) return
  const needed = guild === null ? INTENTS.directMessages : INTENTS.guildMessages
  const gone = { id: message.id, channel_id: message.channel, ...(guild === null ? {} : { guild_id: guild }) }
  dispatch(event, guild, (intents) => {
    if ((intents & needed) === 0) return null
    return event === 'MESSAGE_DELETE' ? gone : messageEvent(world, message, (intents & INTENTS.content) !== 0)
  })
}

export function post(to: Post, draft: Draft): MessageState {
  const message = addMessage(to.world, draft)
  announce(to, 'MESSAGE_CREATE', message)
  return message
}

/** What a checked body of the bot's says of a message. */
export function drafted(
  world: World,
  body: Json,
  kind: BodyKind,
  sent: readonly SentFile[],
): Pick<MessageState, 'content' | 'components' | 'embeds' | 'files' | 'flags' | 'mentions' | 'roles' | 'everyone'> {
  const made = after(body, kind, null, sent, world.id)
  const pings = pinged(made.content, body.allowed_mentions)
  noPings(world, pings.users.length + pings.roles.length + (pings.everyone ? 1 : 0), made.content)
  return { ...made, mentions: pings.users, roles: pings.roles, everyone: pings.everyone }
}

function noPings(world: World, count: number, content: string): void {
  if (count > 0) world.violation(`a message pings ${count}: ${content.slice(0, 100)}`)
}

/** Discord's refusal of an edit, or null once the message has changed. Its visibility never does. */
export function edit(
  to: Post,
  message: MessageState,
  { body, files }: Pick<Request, 'body' | 'files'>,
  kind: BodyKind,
  where: string,
): Reply | null {
  const refused = checkBody(body, kind, message, files, (fault) => to.world.violation(`${where}: ${fault}`))
  if (refused !== null || !isObject(body)) return refused
  const made = after(body, kind, message, files, to.world.id)
  if ((message.flags & LOADING) === 0) message.earlier.push(message.content)
  message.content = made.content
  message.components = made.components
  message.embeds = made.embeds
  message.files = made.files
  message.flags = (made.flags & ~(EPHEMERAL | LOADING)) | (message.flags & EPHEMERAL)
  message.editedMs = to.world.now()
  if ('content' in body) {
    const pings = pinged(made.content, body.allowed_mentions)
    message.mentions = pings.users
    message.roles = pings.roles
    message.everyone = pings.everyone
  }
  announce(to, 'MESSAGE_UPDATE', message)
  to.world.changed()
  return null
}

export function remove(to: Post, message: MessageState): void {
  message.isDeleted = true
  announce(to, 'MESSAGE_DELETE', message)
  to.world.changed()
}
