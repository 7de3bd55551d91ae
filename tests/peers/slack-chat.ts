/** chat.*: what the bot posts, changes and takes back. */
import { judgeMessage, type MessageVia } from './slack-bodies.ts'
import { type Fields, type SlackMessage, textOf } from './slack-contract.ts'
import { changedEvent, deletedEvent, messageFields, spokenEvent } from './slack-events.ts'
import { fileError, shareFiles } from './slack-files.ts'
import { type Admitted, type Method, no } from './slack-method.ts'
import { type Channel, fill, type KeptMessage, type KeptWorkspace, messageAt, type Platform, post, rootOf } from './slack-platform.ts'

const TS = /^\d{10}\.\d{6}$/

/** Where the bot may speak, or Slack's error. A person's id means their direct channel. */
function roomFor({ workspace, body }: Admitted): Channel | string {
  const id = textOf(body, 'channel')
  const room = workspace.rooms.get(workspace.persons.has(id) ? workspace.dmOf(id) : id)
  if (room === undefined || (room.kind === 'private' && !room.hasBot)) return 'channel_not_found'
  return !room.hasBot ? 'not_in_channel' : room.isArchived ? 'is_archived' : room
}

/** Notes what is wrong with a body; Slack's error where it refuses it. */
export function judged(platform: Platform, body: Fields, via: MessageVia): string | null {
  const { error, problems } = judgeMessage(body, via, platform.options.mayMention ?? [])
  platform.violations.push(...problems.map((problem) => `${via}: ${problem}`))
  return error
}

/** The thread that a posting names, its root; null = none, text = Slack's error. */
function threadOf(admitted: Admitted, room: Channel): { root: string | null } | string {
  const { platform, workspace, body } = admitted
  if (body.thread_ts === undefined) return { root: null }
  const ts = textOf(body, 'thread_ts')
  if (!TS.test(ts)) return 'invalid_thread_ts'
  const message = messageAt(platform, workspace.team.id, room.id, ts)
  if (message === undefined) return 'thread_not_found'
  if (message.thread !== null) platform.violations.push(`thread_ts names the reply ${ts}: Slack wants its thread's root`)
  return { root: rootOf(platform, workspace.team.id, room.id, ts) }
}

function postAsBot(
  { platform, workspace, body }: Admitted,
  channel: string,
  thread: string | null,
  ephemeralTo: string | null,
): SlackMessage {
  const said = { by: 'bot', via: 'api', user: workspace.botUser } as const
  return post(platform, { team: workspace.team.id, channel, thread, ...said, ephemeralTo, body })
}

function postMessage(admitted: Admitted): Fields {
  const { platform, workspace, body } = admitted
  const error = judged(platform, body, 'chat.postMessage')
  const room = roomFor(admitted)
  if (typeof room === 'string') return no(room)
  const thread = threadOf(admitted, room)
  if (typeof thread === 'string') return no(thread)
  const unseen = error ?? fileError(platform, body, { workspace, channel: room.id, isPosted: true, via: 'chat.postMessage' })
  if (unseen !== null) return no(unseen)
  const message = postAsBot(admitted, room.id, thread.root, null)
  shareFiles(platform, body, room.id)
  platform.echo(spokenEvent(platform, workspace, message), workspace)
  return { channel: room.id, ts: message.ts, message: messageFields(workspace, message, platform) }
}

function postEphemeral(admitted: Admitted): Fields {
  const { platform, workspace, body } = admitted
  const error = judged(platform, body, 'chat.postEphemeral')
  const room = roomFor(admitted)
  if (typeof room === 'string') return no(room)
  const thread = threadOf(admitted, room)
  if (typeof thread === 'string') return no(thread)
  const user = textOf(body, 'user')
  if (!workspace.persons.has(user) || (room.user !== null && room.user !== user)) return no('user_not_in_channel')
  const unseen = error ?? fileError(platform, body, { workspace, channel: room.id, isPosted: false, via: 'chat.postEphemeral' })
  if (unseen !== null) return no(unseen)
  const message = postAsBot(admitted, room.id, thread.root, user)
  return { message_ts: message.ts }
}

/** A message of the bot's that stands, or Slack's error. Nobody but its reader's screen knows an ephemeral one. */
function ownMessage({ platform, workspace, body }: Admitted, foreign: string): KeptMessage | string {
  const room = workspace.rooms.get(textOf(body, 'channel'))
  if (room === undefined) return 'channel_not_found'
  const message = messageAt(platform, workspace.team.id, room.id, textOf(body, 'ts'))
  if (message === undefined || message.deleted) return 'message_not_found'
  return message.by === 'bot' ? message : foreign
}

function update(admitted: Admitted): Fields {
  const { platform, workspace, body } = admitted
  const error = judged(platform, body, 'chat.update')
  const message = ownMessage(admitted, 'cant_update_message')
  if (typeof message === 'string') return no(message)
  const unseen = error ?? fileError(platform, body, { workspace, channel: message.channel, isPosted: false, via: 'chat.update' })
  if (unseen !== null) return no(unseen)
  const before = messageFields(workspace, message, platform)
  fill(message, body)
  message.edits++
  platform.changed()
  platform.echo(changedEvent(platform, workspace, message, before), workspace)
  return { channel: message.channel, ts: message.ts, text: message.text, message: messageFields(workspace, message, platform) }
}

function remove(admitted: Admitted): Fields {
  const { platform, workspace } = admitted
  const message = ownMessage(admitted, 'cant_delete_message')
  if (typeof message === 'string') return no(message)
  takeBack(platform, workspace, message)
  return { channel: message.channel, ts: message.ts }
}

/** The message is gone, and those who listen hear of it. */
export function takeBack(platform: Platform, workspace: KeptWorkspace, message: KeptMessage): void {
  message.deleted = true
  platform.changed()
  if (message.ephemeralTo === null) platform.echo(deletedEvent(platform, workspace, message), workspace)
}

function permalink({ platform, workspace, body }: Admitted): Fields {
  const channel = textOf(body, 'channel')
  const ts = textOf(body, 'message_ts')
  if (messageAt(platform, workspace.team.id, channel, ts) === undefined) return no('message_not_found')
  return { channel, permalink: `https://${workspace.team.domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}` }
}

export const CHAT_METHODS: Readonly<Record<string, Method>> = {
  'chat.postMessage': { token: 'bot', scope: 'chat:write', run: postMessage },
  'chat.postEphemeral': { token: 'bot', scope: 'chat:write', run: postEphemeral },
  'chat.update': { token: 'bot', scope: 'chat:write', run: update },
  'chat.delete': { token: 'bot', scope: 'chat:write', run: remove },
  'chat.getPermalink': { token: 'bot', scope: null, run: permalink },
}
