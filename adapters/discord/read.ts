/** A message as Discord delivers it → what was said to the bot, or null: it was not. Pure. */
import { ChannelType, type GatewayMessageCreateDispatchData, MessageReferenceType, MessageType } from 'discord.js'
import type { Said } from '../../commands/command.ts'
import { madeMs, SURFACE, threadOf, viaOf } from './place.ts'
import { isMentioned, type Names, plainWords } from './words.ts'

/** What is known beside the message itself. */
export type Known = {
  /** The bot's own user id. */
  readonly me: string
  readonly names: Names
  /** Whether a channel is a thread, where the message does not say. */
  isThread(channel: string): boolean
}
/** `mayBeMeant`: nothing shows that the bot is meant, but it is where this thread is followed. */
export type Heard = { readonly said: Said; readonly mayBeMeant: boolean }

export const THREADS: readonly (ChannelType | undefined)[] = [
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
]
const SPOKEN: readonly MessageType[] = [MessageType.Default, MessageType.Reply]

export function readMessage(data: GatewayMessageCreateDispatchData, { me, names, isThread }: Known): Heard | null {
  // Servers other than Discord's own leave lists out that are empty.
  const { author, content, channel_type: type, mentions = [], mention_roles: roles = [] } = data
  if (author.id === me || author.bot === true || author.system === true || data.webhook_id !== undefined) return null
  if (!SPOKEN.includes(data.type)) return null
  const isDirect = data.guild_id === undefined
  const inThread = !isDirect && (THREADS.includes(type) || (type === undefined && isThread(data.channel_id)))
  // A forwarded message refers to another one, too, but does not answer it.
  const isReply = data.type === MessageType.Reply && data.message_reference?.type !== MessageReferenceType.Forward
  const answered = isReply ? data.message_reference?.message_id : undefined
  const isReplyToMe = isReply && data.referenced_message?.author.id === me
  const others = mentions.filter(({ id }) => id !== me)
  const isAddressed = mentions.some(({ id }) => id === me) && isMentioned(content, me)
  // Without its content (the intent is not granted) nothing was said; a mention alone has one.
  const isMeant = isDirect || isAddressed || (isReplyToMe && content !== '')
  const isToOthers = isReply || others.length > 0 || data.mention_everyone || roles.length > 0
  const mayBeMeant = !isMeant && inThread && content !== '' && !isToOthers
  if (!isMeant && !mayBeMeant) return null
  const text = plainWords(content, me, {
    ...names,
    user: (id) => nameOf(others.find((other) => other.id === id)) ?? names.user(id),
  })
  const said: Said = {
    key: `${SURFACE}:${data.id}`,
    place: {
      surface: SURFACE,
      team: data.guild_id ?? '',
      channel: data.channel_id,
      thread: null,
      to: null,
      via: viaOf({ kind: 'message', message: data.id, asker: author.id, isDirect }),
    },
    user: author.id,
    heard: { kind: 'line', text },
    threads: [
      ...(answered !== undefined && isReplyToMe ? [threadOf.message(answered)] : []),
      ...(inThread || isDirect ? [threadOf.channel(data.channel_id)] : []),
      threadOf.asker(data.channel_id, author.id),
    ],
    restate: false,
    atMs: madeMs(data.id) ?? (Date.parse(data.timestamp) || 0),
  }
  return { said, mayBeMeant }
}

function nameOf(user: { readonly global_name?: string | null; readonly username: string } | undefined): string | null {
  return user === undefined ? null : (user.global_name ?? user.username)
}
