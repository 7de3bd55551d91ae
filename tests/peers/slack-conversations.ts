/** conversations.*: channels, and what stands in them. */
import { type Fields, textOf } from './slack-contract.ts'
import { messageFields } from './slack-events.ts'
import { type Admitted, type Method, no } from './slack-method.ts'
import { type Channel, type KeptMessage, messageAt } from './slack-platform.ts'

const MOST_AT_ONCE = 1000

/** The channel, or Slack's error: of a private one without the bot it says nothing. */
function roomRead({ workspace, body }: Admitted): Channel | string {
  const room = workspace.rooms.get(textOf(body, 'channel'))
  if (room === undefined || (room.kind === 'private' && !room.hasBot)) return 'channel_not_found'
  return room.hasBot ? room : 'not_in_channel'
}

const HISTORY = { public: 'channels:history', private: 'groups:history', im: 'im:history' } as const
const READ = { public: 'channels:read', private: 'groups:read', im: 'im:read' } as const

/** The scope for this kind of channel; any of them where the channel is unknown. */
const scopeFor =
  (scopes: typeof HISTORY | typeof READ) =>
  ({ workspace, body }: Admitted): readonly string[] => {
    const room = workspace.rooms.get(textOf(body, 'channel'))
    return room === undefined ? Object.values(scopes) : [scopes[room.kind]]
  }

function open({ workspace, body }: Admitted): Fields {
  const users = textOf(body, 'users')
  const given = textOf(body, 'channel')
  if (users === '' && given === '') return no('users_list_not_supplied')
  if (given === '' && (users.includes(',') || !workspace.persons.has(users))) return no('user_not_found')
  const room = workspace.rooms.get(given === '' ? workspace.dmOf(users) : given)
  if (room === undefined) return no('channel_not_found')
  return { channel: body.return_im === true ? roomFields(room) : { id: room.id }, no_op: true, already_open: true }
}

function info(admitted: Admitted): Fields {
  const { workspace, body } = admitted
  const room = workspace.rooms.get(textOf(body, 'channel'))
  if (room === undefined || (room.kind === 'private' && !room.hasBot)) return no('channel_not_found')
  return { channel: roomFields(room) }
}

const roomFields = (room: Channel): Fields => ({
  id: room.id,
  name: room.name,
  is_channel: room.kind !== 'im',
  is_im: room.kind === 'im',
  is_private: room.kind !== 'public',
  is_member: room.hasBot,
  is_archived: room.isArchived,
  ...(room.user === null ? {} : { user: room.user }),
})

/** What stands in the channel itself, newest first. */
function history(admitted: Admitted): Fields {
  const room = roomRead(admitted)
  if (typeof room === 'string') return no(room)
  const roots = standing(admitted, room).filter((message) => message.thread === null)
  return page(admitted, within(admitted, roots).toReversed(), [])
}

/** The root, then its replies, oldest first. */
function replies(admitted: Admitted): Fields {
  const { platform, workspace, body } = admitted
  const room = roomRead(admitted)
  if (typeof room === 'string') return no(room)
  const ts = textOf(body, 'ts')
  const named = messageAt(platform, workspace.team.id, room.id, ts)
  if (named === undefined) return no('thread_not_found')
  if (named.thread !== null) return page(admitted, [named], [])
  const thread = standing(admitted, room).filter((message) => message.thread === ts)
  return page(admitted, within(admitted, thread), named.deleted ? [] : [named])
}

const standing = ({ platform, workspace }: Admitted, room: Channel) =>
  platform.messages.filter(
    (message) => message.team === workspace.team.id && message.channel === room.id && !message.deleted && message.ephemeralTo === null,
  )

/** Those between `oldest` and `latest`, ends excluded unless `inclusive`. */
function within({ body }: Admitted, messages: readonly KeptMessage[]): readonly KeptMessage[] {
  const oldest = Number(textOf(body, 'oldest') || 0)
  const latest = Number(textOf(body, 'latest') || Number.MAX_SAFE_INTEGER)
  const inclusive = body.inclusive === true || body.inclusive === '1' || body.inclusive === 1
  return messages.filter(({ ts }) => {
    const at = Number(ts)
    return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest
  })
}

/** `always` comes first on the first page, as a thread's root does. */
function page({ platform, workspace, body }: Admitted, messages: readonly KeptMessage[], always: readonly KeptMessage[]): Fields {
  const limit = body.limit === undefined ? 100 : Number(body.limit)
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_AT_ONCE) return no('invalid_limit')
  const cursor = textOf(body, 'cursor')
  const from = cursor === '' ? 0 : Number(Buffer.from(cursor, 'base64').toString('utf8').replace('next:', ''))
  if (!Number.isInteger(from)) return no('invalid_cursor')
  const all = [...always, ...messages]
  const end = from + Math.min(limit, platform.options.mostListed ?? limit)
  const withMetadata = body.include_all_metadata === true || body.include_all_metadata === '1'
  const shown = all.slice(from, end).map((message) => {
    const { metadata, ...fields } = messageFields(workspace, message, platform)
    return withMetadata && metadata !== undefined ? { ...fields, metadata } : fields
  })
  const more = end < all.length
  return {
    messages: shown,
    has_more: more,
    ...(more ? { response_metadata: { next_cursor: Buffer.from(`next:${end}`).toString('base64') } } : {}),
  }
}

export const CONVERSATION_METHODS: Readonly<Record<string, Method>> = {
  'conversations.open': { token: 'bot', scope: 'im:write', run: open },
  'conversations.info': { token: 'bot', scope: scopeFor(READ), run: info },
  'conversations.history': { token: 'bot', scope: scopeFor(HISTORY), run: history },
  'conversations.replies': { token: 'bot', scope: scopeFor(HISTORY), run: replies },
}
