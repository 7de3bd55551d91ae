/** What Slack delivers → what was said, or null for what is not for the bot. Pure: the same delivery reads the same. */
import type { Place, Said } from '../../commands/command.ts'
import { callsOthers, mentions, wordsOf } from './words.ts'

/** Where it was heard. `own`: the bot's user in the workspace, null where that is not known. */
export type Ear = { readonly team: string; readonly own: string | null; readonly nowMs: number }
/** `onlyIn`: it is for the bot only where it follows this thread already. */
export type Heard = { readonly said: Said; readonly onlyIn: string | null }

type Named = { readonly id?: string }
export type MessageEvent = {
  readonly type?: string
  readonly subtype?: string
  readonly hidden?: boolean
  readonly edited?: unknown
  readonly bot_id?: string
  readonly bot_profile?: unknown
  readonly user?: string
  readonly text?: string
  readonly ts?: string
  readonly thread_ts?: string
  readonly channel?: string
  readonly channel_type?: string
}
export type SlashCommand = {
  readonly text?: string
  readonly user_id?: string
  readonly channel_id?: string
  readonly trigger_id?: string
  readonly response_url?: string
}
export type PressBody = {
  readonly user?: Named
  readonly channel?: Named
  readonly trigger_id?: string
  readonly response_url?: string
  readonly container?: {
    readonly type?: string
    readonly message_ts?: string
    readonly thread_ts?: string
    readonly channel_id?: string
    readonly is_ephemeral?: boolean
  }
  readonly message?: { readonly ts?: string; readonly thread_ts?: string }
  readonly actions?: readonly {
    readonly value?: string
    readonly selected_option?: { readonly value?: string } | null
    readonly action_ts?: string
  }[]
}
export type ShortcutBody = {
  readonly user?: Named
  readonly channel?: Named
  readonly trigger_id?: string
  readonly action_ts?: string
  readonly response_url?: string
  readonly message?: { readonly text?: string; readonly ts?: string; readonly attachments?: readonly Attachment[] }
}
type Attachment = { readonly title?: string; readonly text?: string; readonly fallback?: string }

/** What people write with other means than plain words; everything else is Slack's or an edit. */
const SPOKEN = new Set([undefined, 'thread_broadcast', 'file_share'])
const VALUE = /^(next|turn|share|good|bad):([A-Za-z0-9_.-]{1,40})(\+?)$/

/** False for most of what is said in channels, which is not even worth looking up who the bot is there. */
export function mayConcern({ channel_type: type, channel, thread_ts: thread, text }: MessageEvent): boolean {
  return thread !== undefined || type === 'im' || channel?.startsWith('D') === true || text?.includes('<@') === true
}

/** A mention, a direct message, or words in a thread. */
export function readMessage(event: MessageEvent, ear: Ear): Heard | null {
  const { channel, ts, user, text = '' } = event
  if (channel === undefined || ts === undefined || user === undefined || !SPOKEN.has(event.subtype)) return null
  if (event.hidden === true || event.edited !== undefined || event.bot_id !== undefined || event.bot_profile !== undefined) return null
  if (user === ear.own || user === 'USLACKBOT') return null
  const isDirect = (event.channel_type ?? (channel.startsWith('D') ? 'im' : '')) === 'im'
  // Who the bot is may not be known yet; Slack knows whom it mentions.
  const isMentioned = ear.own === null ? event.type === 'app_mention' : mentions(text, ear.own)
  const isReply = event.thread_ts !== undefined && event.thread_ts !== ts
  if (!isDirect && !isMentioned && (event.type === 'app_mention' || !isReply || callsOthers(text))) return null

  const { team } = ear
  const thread = event.thread_ts ?? ts
  const threadKey = `slack:${team}:${channel}:${thread}`
  const said: Said = {
    key: `slack:${team}:${channel}:${ts}`,
    place: { ...placeOf(team, channel), thread, via: { user, ts, at: String(msOf(ts)), ...(isDirect ? { direct: 'yes' } : {}) } },
    user: `${team}:${user}`,
    heard: { kind: 'line', text: wordsOf(text, ear.own ?? leading(text)) },
    threads: [threadKey, isDirect ? `slack:${team}:${channel}` : askerKey(team, channel, user)],
    restate: false,
    atMs: msOf(ts),
  }
  return { said, onlyIn: isDirect || isMentioned ? null : threadKey }
}

/** `/news words`: answered privately, and not in a thread, where Slack has no slash commands. */
export function readCommand(command: SlashCommand, ear: Ear): Said | null {
  const { user_id: user, channel_id: channel } = command
  if (user === undefined || channel === undefined) return null
  return {
    key: `slack:${ear.team}:command:${command.trigger_id ?? `${channel}:${user}:${ear.nowMs}`}`,
    place: { ...placeOf(ear.team, channel), to: user, via: { user, at: String(ear.nowMs), ...answerable(command.response_url) } },
    user: `${ear.team}:${user}`,
    heard: { kind: 'line', text: wordsOf(command.text ?? '', ear.own) },
    threads: [askerKey(ear.team, channel, user)],
    restate: true,
    atMs: ear.nowMs,
  }
}

/** The message shortcut: the news behind any message, for who asks only. */
export function readShortcut(body: ShortcutBody, ear: Ear): Said | null {
  const user = body.user?.id
  const channel = body.channel?.id
  if (user === undefined || channel === undefined) return null
  return {
    key: `slack:${ear.team}:shortcut:${body.trigger_id ?? `${channel}:${user}:${body.action_ts ?? ear.nowMs}`}`,
    place: { ...placeOf(ear.team, channel), to: user, via: { user, at: String(ear.nowMs), ...answerable(body.response_url) } },
    user: `${ear.team}:${user}`,
    heard: { kind: 'command', name: 'ask', text: wordsOf(messageText(body.message), ear.own), given: {} },
    threads: [askerKey(ear.team, channel, user)],
    restate: true,
    atMs: ear.nowMs,
  }
}

/** A button, a chosen option or a rating under one of our answers; in a message that all see, one that one person sees, or the Home tab. */
export function readPress(body: PressBody, ear: Ear): Said | null {
  const action = body.actions?.[0]
  const [, , id, several = ''] = VALUE.exec(action?.value ?? action?.selected_option?.value ?? '') ?? []
  const user = body.user?.id
  if (id === undefined || user === undefined) return null
  const { team } = ear
  const isHome = body.container?.type === 'view'
  const channel = body.channel?.id ?? body.container?.channel_id ?? (isHome ? user : undefined)
  if (channel === undefined) return null
  const ts = body.container?.message_ts ?? body.message?.ts
  const root = body.container?.thread_ts ?? body.message?.thread_ts
  const isEphemeral = body.container?.is_ephemeral === true
  const thread = isHome ? null : (root ?? (isEphemeral ? null : (ts ?? null)))
  const via: Record<string, string> = {
    user,
    at: String(action?.action_ts === undefined ? ear.nowMs : msOf(action.action_ts)),
    ...answerable(body.response_url),
    ...(ts === undefined ? {} : { pressed: ts }),
    ...(isEphemeral ? { ephemeral: 'yes' } : {}),
    ...(several === '+' ? { several: 'yes' } : {}),
    ...(isHome || (channel.startsWith('D') && !isEphemeral) ? { direct: 'yes' } : {}),
  }
  return {
    key: `slack:${team}:press:${body.trigger_id ?? `${channel}:${user}:${action?.action_ts ?? ear.nowMs}`}`,
    place: { ...placeOf(team, channel), thread, to: isEphemeral ? user : null, via },
    user: `${team}:${user}`,
    heard: { kind: 'press', id },
    threads: [
      ...(ts === undefined ? [] : [`slack:${team}:${channel}:${ts}`]),
      ...(thread === null || thread === ts ? [] : [`slack:${team}:${channel}:${thread}`]),
      via.direct === 'yes' ? `slack:${team}:${channel}` : askerKey(team, channel, user),
    ],
    restate: false,
    atMs: Number(via.at),
  }
}

/** Epoch ms of a Slack timestamp, `1700000000.000100`. */
export function msOf(ts: string): number {
  return Math.floor(Number(ts) * 1_000)
}

function placeOf(team: string, channel: string): Place {
  return { surface: 'slack', team, channel, thread: null, to: null, via: {} }
}

function askerKey(team: string, channel: string, user: string): string {
  return `asker:slack:${team}:${channel}:${user}`
}

function answerable(responseUrl: string | undefined): { responseUrl?: string } {
  return responseUrl === undefined || responseUrl === '' ? {} : { responseUrl }
}

/** The first mention's user: in an app_mention that of the bot, as good as always. */
function leading(text: string): string | null {
  return /<@([A-Z0-9]+)/.exec(text)?.[1] ?? null
}

/** Messages of other bots often say everything in attachments. */
function messageText(message: ShortcutBody['message']): string {
  const texts = (message?.attachments ?? []).map(({ title, text, fallback }) => title ?? text ?? fallback ?? '')
  return message?.text || texts.join('\n')
}
