/** What people say: messages, replies, direct messages, threads; and the same event once more. */
import { mentionsIn } from './discord-bodies.ts'
import { channelObject, messageEvent } from './discord-objects.ts'
import type { Json, Person } from './discord-peer.ts'
import { announce, type Post, post } from './discord-posts.ts'
import { addChannel, directChannel, INTENTS, type MessageState } from './discord-world.ts'

/** Something said by a person, and what Discord made of it. */
export type Delivered = { readonly id: string; readonly channel: string; readonly author: string; readonly data: Json }
export type SaidHow = {
  /** Default `people.ada`. */
  readonly by?: Person
  /** Channel id; default `channels.general`. */
  readonly channel?: string
  /** The message that it replies to. */
  readonly replyTo?: string
  /** A reply that pings its author; default true. */
  readonly ping?: boolean
  /** User ids that Discord takes as mentioned; default: those in the text outside code. */
  readonly mentions?: readonly string[]
  readonly roles?: readonly string[]
  readonly everyone?: boolean
  /** Posted by a webhook of this id. */
  readonly webhook?: string
  /** Message type; default 0, of a reply 19. */
  readonly type?: number
  readonly attachments?: readonly Json[]
}
export type Say = {
  /** MESSAGE_CREATE; content stripped where Discord strips it. Returns at once. */
  message(text: string, how?: SaidHow): Delivered
  /** `<@bot> text`. */
  mention(text: string, how?: SaidHow): Delivered
  /** A reply to a message, in its channel. */
  reply(to: { readonly id: string; readonly channel: string }, text: string, how?: SaidHow): Delivered
  /** In the direct channel of the person with the bot. */
  dm(text: string, how?: SaidHow): Delivered
  /** MESSAGE_UPDATE of what was said. */
  edit(said: Delivered, text: string): void
  /** The same event again, under a new sequence number. */
  again(said: Delivered): void
  /** A thread opened by a person in a text channel, `from` a message or by itself; its id. */
  thread(name: string, how?: { readonly channel?: string; readonly from?: string }): string
}

export function speaking(to: Post, general: string): Say {
  const { world } = to
  const ada = world.people.get('ada') ?? world.bot
  const stored = ({ id }: Delivered): MessageState => {
    const message = world.messages.get(id)
    if (message === undefined) throw new Error(`There is no message ${id}`)
    return message
  }
  const message: Say['message'] = (text, how = {}) => {
    const made = post(to, { ...parts(to, text, how), channel: how.channel ?? general, author: authorOf(how, ada), content: text })
    return { id: made.id, channel: made.channel, author: made.author.id, data: messageEvent(world, made, true) }
  }
  return {
    message,
    mention: (text, how) => message(`<@${world.bot.id}> ${text}`, how),
    reply: (answered, text, how) => message(text, { channel: answered.channel, replyTo: answered.id, ...how }),
    dm: (text, how) => message(text, { channel: directChannel(world, how?.by ?? ada).id, ...how }),
    again: (said) => announce(to, 'MESSAGE_CREATE', stored(said)),
    edit(said, text) {
      const changed = stored(said)
      changed.earlier.push(changed.content)
      Object.assign(changed, { content: text, mentions: mentionsIn(text).users, editedMs: world.now() })
      announce(to, 'MESSAGE_UPDATE', changed)
    },
    thread(name, how = {}) {
      const parent = how.channel ?? general
      const made = addChannel(world, {
        type: 11,
        name,
        guild: world.channels.get(parent)?.guild ?? null,
        parent,
        ...(how.from === undefined ? {} : { id: how.from }),
      })
      const object = { ...channelObject(world, made), newly_created: true }
      to.dispatch('THREAD_CREATE', made.guild, (intents) => ((intents & INTENTS.guilds) === 0 ? null : object))
      return made.id
    },
  }
}

function authorOf(how: SaidHow, ada: Person): Person {
  return how.webhook === undefined ? (how.by ?? ada) : { id: how.webhook, username: 'Wire', isBot: true, permissions: null }
}

function parts({ world }: Post, text: string, how: SaidHow) {
  const written = mentionsIn(text)
  const answered = how.replyTo === undefined ? undefined : world.messages.get(how.replyTo)
  const pinged = answered !== undefined && how.ping !== false ? [answered.author.id] : []
  return {
    type: how.type ?? (how.replyTo === undefined ? 0 : 19),
    replyTo: how.replyTo ?? null,
    mentions: how.mentions ?? [...new Set([...written.users, ...pinged])],
    roles: how.roles ?? written.roles,
    everyone: how.everyone ?? written.everyone,
    webhook: how.webhook ?? null,
    attachments: how.attachments ?? [],
  }
}
