/** REST of messages: post, list, read, edit, delete, react. */
import { MAX_FILE_BYTES, type SentFile } from './discord-attachments.ts'
import { checkBody } from './discord-bodies.ts'
import { isObject } from './discord-components.ts'
import { messageObject } from './discord-objects.ts'
import type { Json } from './discord-peer.ts'
import { drafted, edit, type Post, post, remove, UNKNOWN_MESSAGE } from './discord-posts.ts'
import { type Reply, type Request, type Route, refuse } from './discord-rest.ts'
import {
  ADD_REACTIONS,
  ATTACH_FILES,
  botPermissions,
  type ChannelState,
  HISTORY,
  MANAGE_MESSAGES,
  type MessageState,
  SEND,
  SEND_IN_THREADS,
  VIEW,
  type World,
} from './discord-world.ts'

export const NOTHING: Reply = { status: 204 }
const UNKNOWN_CHANNEL = refuse(404, 10_003, 'Unknown Channel')
const MISSING_ACCESS = refuse(403, 50_001, 'Missing Access')
export const MISSING_PERMISSIONS = refuse(403, 50_013, 'Missing Permissions')

type InChannel = (channel: ChannelState, request: Request) => Reply
type OnMessage = (message: MessageState, request: Request) => Reply

/** Runs in the channel of the path if the bot has these permissions there. */
export function inChannel(world: World, needs: bigint, act: InChannel): Route['answer'] {
  return (request) => {
    const channel = world.channels.get(request.at.channel ?? '')
    if (channel === undefined || channel.isGone) return UNKNOWN_CHANNEL
    const granted = botPermissions(world, channel)
    if ((granted & VIEW) === 0n) return MISSING_ACCESS
    return (granted & needs) === needs ? act(channel, request) : MISSING_PERMISSIONS
  }
}

/** Runs on the message of the path; one for a single person's eyes is not found here. */
function onMessage(world: World, needs: bigint, act: OnMessage): Route['answer'] {
  return inChannel(world, needs, (channel, request) => {
    const message = world.messages.get(request.at.message ?? '')
    const isThere = message !== undefined && message.channel === channel.id && !message.isDeleted && message.to === null
    return isThere ? act(message, request) : UNKNOWN_MESSAGE
  })
}

export function messageRoutes(to: Post): Route[] {
  const { world } = to
  const base = '/channels/:channel/messages'
  const isOwn = (message: MessageState) => message.author.id === world.bot.id
  const plain = (message: MessageState): Reply => ({ status: 200, body: messageObject(world, message, world.readsContent) })
  return [
    { method: 'POST', path: base, bucket: 'messages', answer: inChannel(world, 0n, (channel, request) => create(to, channel, request)) },
    { method: 'GET', path: base, bucket: 'other', answer: inChannel(world, 0n, (channel, request) => list(world, channel, request)) },
    { method: 'GET', path: `${base}/:message`, bucket: 'other', answer: onMessage(world, HISTORY, plain) },
    {
      method: 'PATCH',
      path: `${base}/:message`,
      bucket: 'edits',
      answer: onMessage(world, 0n, (message, request) => {
        if (!isOwn(message)) return refuse(403, 50_005, 'Cannot edit a message authored by another user')
        const refused = fileRefusal(world, world.channels.get(message.channel), request.files)
        return refused ?? edit(to, message, request, 'edit', `${request.method} ${request.path}`) ?? plain(message)
      }),
    },
    {
      method: 'DELETE',
      path: `${base}/:message`,
      bucket: 'deletes',
      answer: onMessage(world, 0n, (message) => {
        const channel = world.channels.get(message.channel)
        const isAllowed =
          isOwn(message) || (channel !== undefined && channel.type !== 1 && (botPermissions(world, channel) & MANAGE_MESSAGES) !== 0n)
        if (!isAllowed) return MISSING_PERMISSIONS
        remove(to, message)
        return NOTHING
      }),
    },
    ...reactionRoutes(world, `${base}/:message/reactions/:emoji`),
  ]
}

function reactionRoutes(world: World, path: string): Route[] {
  const change = (method: 'PUT' | 'DELETE', act: (message: MessageState, emoji: string) => void): Route => ({
    method,
    path: `${path}/@me`,
    bucket: 'reactions',
    answer: onMessage(world, method === 'PUT' ? HISTORY | ADD_REACTIONS : HISTORY, (message, { at }) => {
      act(message, at.emoji ?? '')
      world.changed()
      return NOTHING
    }),
  })
  return [
    change('PUT', (message, emoji) => message.reactions.add(emoji)),
    change('DELETE', (message, emoji) => message.reactions.delete(emoji)),
  ]
}

/** Where the bot may attach nothing, or not as much. What is posted by the answer to an interaction is no exception. */
export function fileRefusal(world: World, channel: ChannelState | undefined, files: readonly SentFile[]): Reply | null {
  if (files.length === 0 || channel === undefined) return null
  if (files.reduce((sum, { bytes }) => sum + bytes.length, 0) > MAX_FILE_BYTES) return refuse(413, 40_005, 'Request entity too large')
  const granted = botPermissions(world, channel)
  return (granted & VIEW) !== 0n && (granted & ATTACH_FILES) === 0n ? MISSING_PERMISSIONS : null
}

function create(to: Post, channel: ChannelState, { method, path, body, files }: Request): Reply {
  const { world } = to
  const granted = botPermissions(world, channel)
  const needed = channel.type === 11 ? SEND_IN_THREADS : SEND
  if ((granted & needed) === 0n) return MISSING_PERMISSIONS
  if (channel.type === 1 && channel.recipients[0]?.username === 'clara') return refuse(403, 50_007, 'Cannot send messages to this user')
  const unattached = fileRefusal(world, channel, files)
  if (unattached !== null) return unattached
  const refused = checkBody(body, 'post', null, files, (fault) => world.violation(`${method} ${path}: ${fault}`))
  if (refused !== null || !isObject(body)) return refused ?? refuse(400, 0, 'Bad Request')
  const before = sameNonce(world, body)
  if (before !== null) {
    if (before.channel !== channel.id) world.violation(`${method} ${path}: the nonce of a message in another channel`)
    return { status: 200, body: messageObject(world, before, world.readsContent) }
  }
  const replyTo = referenceOf(world, channel, body, granted)
  if (typeof replyTo === 'object' && replyTo !== null) return replyTo
  const nonce = (body.nonce ?? null) as string | number | null
  const message = post(to, {
    channel: channel.id,
    author: world.bot,
    type: replyTo === null ? 0 : 19,
    replyTo,
    nonce,
    ...drafted(world, body, 'post', files),
  })
  return { status: 200, body: messageObject(world, message, world.readsContent) }
}

/** The message that it replies to, null for none, or Discord's refusal. */
function referenceOf(world: World, channel: ChannelState, body: Json, granted: bigint): string | null | Reply {
  const reference = body.message_reference
  if (!isObject(reference)) return null
  if ((granted & HISTORY) === 0n) return refuse(403, 160_002, 'Cannot reply without permission to read message history')
  const answered = world.messages.get(String(reference.message_id))
  if (answered !== undefined && !answered.isDeleted && answered.channel === channel.id && answered.to === null) return answered.id
  if (reference.fail_if_not_exists === false) return null
  return refuse(400, 50_035, 'Invalid Form Body', {
    message_reference: { _errors: [{ code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' }] },
  })
}

function sameNonce(world: World, body: Json): MessageState | null {
  if (body.enforce_nonce !== true || body.nonce === undefined || body.nonce === null) return null
  const since = world.now() - world.nonceMs
  const same = [...world.messages.values()].find(
    (message) => message.nonce === body.nonce && message.author.id === world.bot.id && message.atMs >= since,
  )
  return same ?? null
}

/** Newest first. Whoever may not read the history is shown an empty channel. */
function list(world: World, channel: ChannelState, { query }: Request): Reply {
  if ((botPermissions(world, channel) & HISTORY) === 0n) return { status: 200, body: [] }
  const limit = Math.min(100, Number(query.get('limit') ?? 50))
  const [from, until, around] = ['after', 'before', 'around'].map((name) => (query.has(name) ? BigInt(query.get(name) ?? '0') : null))
  const all = [...world.messages.values()].filter((message) => message.channel === channel.id && !message.isDeleted && message.to === null)
  const near = all.filter((message) => {
    const id = BigInt(message.id)
    return (from == null || id > from) && (until == null || id < until)
  })
  const start = around == null ? null : Math.max(0, near.findIndex((message) => BigInt(message.id) >= around) - Math.floor(limit / 2))
  const page = start !== null ? near.slice(start, start + limit) : from == null ? near.slice(-limit) : near.slice(0, limit)
  return { status: 200, body: page.toReversed().map((message) => messageObject(world, message, world.readsContent)) }
}
