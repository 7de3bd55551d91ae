/** Events as the Events API words them: what was said, changed or taken back, in an envelope of its own. */
import { randomBytes } from 'node:crypto'
import type { Fields } from './slack-contract.ts'
import { asRead } from './slack-files.ts'
import type { KeptMessage, KeptWorkspace, Platform } from './slack-platform.ts'

/** Letters and digits, as Slack's ids have them. */
export const slackId = (prefix: string) => `${prefix}${randomBytes(6).toString('hex').toUpperCase()}`

/** An event in the envelope that both HTTP and Socket Mode carry. */
export function eventCallback(platform: Platform, workspace: KeptWorkspace, event: Fields, eventId: string): Fields {
  const team_id = workspace.team.id
  return {
    token: platform.verificationToken,
    team_id,
    context_team_id: team_id,
    context_enterprise_id: null,
    api_app_id: platform.appId,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(platform.now() / 1000),
    authorizations: [{ enterprise_id: null, team_id, user_id: workspace.botUser, is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
    event_context: `4-${slackId('')}`,
  }
}

/** A message as methods and events give it. Metadata is the caller's to leave out. */
export function messageFields(workspace: KeptWorkspace, message: KeptMessage, platform: Platform): Fields {
  const replies = platform.messages.filter(
    ({ team, channel, thread, deleted }) => team === message.team && channel === message.channel && thread === message.ts && !deleted,
  )
  const root = message.thread ?? (replies.length > 0 ? message.ts : undefined)
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: message.team,
    ...(message.by === 'bot' ? botFields(platform, workspace) : otherBotFields(workspace, message.user)),
    ...(message.blocks.length > 0 ? { blocks: message.blocks.map(asRead) } : {}),
    ...(root === undefined ? {} : { thread_ts: root }),
    ...(replies.length > 0 ? { reply_count: replies.length, latest_reply: replies.at(-1)?.ts } : {}),
    ...(message.edits > 0 ? { edited: { user: message.user, ts: message.ts } } : {}),
    ...(message.metadata === null ? {} : { metadata: message.metadata }),
  }
}

const botFields = (platform: Platform, workspace: KeptWorkspace): Fields => ({
  bot_id: workspace.botId,
  app_id: platform.appId,
  bot_profile: {
    id: workspace.botId,
    app_id: platform.appId,
    name: 'Newsdesk',
    deleted: false,
    updated: 1_700_000_000,
    team_id: workspace.team.id,
  },
})

/** Another app's bot says so too, as a person does not. */
const otherBotFields = (workspace: KeptWorkspace, user: string): Fields =>
  workspace.persons.get(user)?.isBot === true ? { bot_id: `B${user.slice(1)}`, app_id: `A${user.slice(1)}` } : {}

const KINDS = { public: 'channel', private: 'group', im: 'im' } as const

/** `channel`, `group` or `im`. */
export const channelType = (workspace: KeptWorkspace, channel: string) => KINDS[workspace.rooms.get(channel)?.kind ?? 'public']

/** Said in a channel, by whomever. */
export function spokenEvent(platform: Platform, workspace: KeptWorkspace, message: KeptMessage): Fields {
  const { metadata: _, reply_count: __, latest_reply: ___, edited: ____, ...fields } = messageFields(workspace, message, platform)
  const root =
    message.thread === null ? undefined : platform.messages.find(({ ts, channel }) => ts === message.thread && channel === message.channel)
  return {
    ...fields,
    ...(message.by === 'person' ? { client_msg_id: crypto.randomUUID() } : {}),
    ...(root === undefined ? {} : { parent_user_id: root.user }),
    channel: message.channel,
    event_ts: message.ts,
    channel_type: channelType(workspace, message.channel),
  }
}

/** The same as somebody's call: an app_mention has no channel_type. */
export function mentionEvent(spoken: Fields): Fields {
  const { channel_type: _, ...fields } = spoken
  return { ...fields, type: 'app_mention' }
}

export function changedEvent(platform: Platform, workspace: KeptWorkspace, message: KeptMessage, before: Fields): Fields {
  return {
    type: 'message',
    subtype: 'message_changed',
    message: messageFields(workspace, message, platform),
    previous_message: before,
    channel: message.channel,
    hidden: true,
    ts: platform.nextTs(),
    event_ts: platform.nextTs(),
    channel_type: channelType(workspace, message.channel),
  }
}

export function deletedEvent(platform: Platform, workspace: KeptWorkspace, message: KeptMessage): Fields {
  return {
    type: 'message',
    subtype: 'message_deleted',
    previous_message: messageFields(workspace, message, platform),
    channel: message.channel,
    hidden: true,
    deleted_ts: message.ts,
    ts: platform.nextTs(),
    event_ts: platform.nextTs(),
    channel_type: channelType(workspace, message.channel),
  }
}

const PIECES =
  /```([\s\S]+?)```|`([^`\n]+)`|<@(\w+)(?:\|[^>]*)?>|<!(here|channel|everyone)>|<#(\w+)(?:\|[^>]*)?>|<!subteam\^(\w+)(?:\|[^>]*)?>|<(https?:[^>|]+)(?:\|([^>]*))?>/g

/** What a person typed, as their client sends it beside the text. */
export function typedBlocks(text: string): readonly Fields[] {
  const elements: Fields[] = []
  let end = 0
  for (const match of text.matchAll(PIECES)) {
    if (match.index > end) elements.push({ type: 'text', text: plain(text.slice(end, match.index)) })
    end = match.index + match[0].length
    const [, block, code, user, range, channel, group, url, label] = match
    if (block !== undefined || code !== undefined) elements.push({ type: 'text', text: plain(block ?? code ?? ''), style: { code: true } })
    else if (user !== undefined) elements.push({ type: 'user', user_id: user })
    else if (range !== undefined) elements.push({ type: 'broadcast', range })
    else if (channel !== undefined) elements.push({ type: 'channel', channel_id: channel })
    else if (group !== undefined) elements.push({ type: 'usergroup', usergroup_id: group })
    else elements.push({ type: 'link', url, ...(label === undefined ? {} : { text: plain(label) }) })
  }
  if (end < text.length) elements.push({ type: 'text', text: plain(text.slice(end)) })
  return [{ type: 'rich_text', block_id: slackId('').slice(0, 5), elements: [{ type: 'rich_text_section', elements }] }]
}

const plain = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
