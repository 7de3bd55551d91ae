/** Messages → Slack: once per key, each by the way that shows it to whom it is meant for. */
import type { Message, Place, Posted } from '../../commands/command.ts'
import type { Calls } from './calls.ts'
import { refusal, refused } from './failure.ts'
import { directChannel, isPerson, partOf, SILENT, threadsOf } from './part.ts'
import { metadataOf } from './read-back.ts'
import { render, type SlackPayload } from './render.ts'
import { openReplyUrls, type ReplyUrls } from './reply-url.ts'
import type { Host } from './settings.ts'
import type { Uploads } from './uploads.ts'
import { keep } from './wait.ts'

/** What was posted and is remembered, so that the same key is not posted again. Older ones are looked for in the channel. */
const MAX_REMEMBERED = 1_000
/** Later than this after it was said, an earlier process may have posted it before it ended. */
const FIRST_TRY_MS = 20_000
/** Slack’s words for a channel into which the bot cannot post, though whoever asked is in it. */
const NO_ENTRY = new Set(['not_in_channel', 'channel_not_found', 'restricted_action', 'restricted_action_read_only_channel'])
/** And for a private message that nobody would see. */
const UNSEEN = new Set([
  ...NO_ENTRY,
  'user_not_in_channel',
  'is_archived',
  'cannot_reply_to_message',
  'thread_not_found',
  'messages_tab_disabled',
])
/** The pressed message cannot be changed any more: what would have replaced it is posted anew. */
const UNCHANGEABLE = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'is_inactive',
  'channel_not_found',
  'not_in_channel',
  // What was read back of it is not always taken again.
  'invalid_blocks',
])

/** `openedMs`: when this process began; what was said before, an earlier one may have answered. */
type Context = {
  readonly calls: Calls
  readonly uploads: Uploads
  readonly urls: ReplyUrls
  readonly host: Host
  readonly openedMs: number
}
type Task = { readonly place: Place; readonly key: string; readonly message: Message; readonly payloads: readonly SlackPayload[] }

/** The `post` of a Surface. */
export function openPost(calls: Calls, uploads: Uploads, host: Host): (place: Place, message: Message, key: string) => Promise<Posted> {
  const context: Context = { calls, uploads, urls: openReplyUrls(host), host, openedMs: host.now().getTime() }
  const known = new Map<string, Promise<Posted>>()
  return (place, message, key) => {
    const before = known.get(key)
    if (before !== undefined) return before
    const posting = route(context, place, message, key)
    keep(known, key, posting, MAX_REMEMBERED)
    // What failed may be tried again.
    posting.catch(() => known.delete(key))
    return posting
  }
}

function route(context: Context, place: Place, message: Message, key: string): Promise<Posted> {
  const task: Task = { place, key, message, payloads: render(message.answer, message.buttons) }
  const isPrivate = (message.isPrivate || place.to !== null) && place.via.direct === undefined
  if (message.inPlace && place.via.pressed !== undefined) return turn(context, task, isPrivate)
  return isPrivate ? whisper(context, task) : say(context, task)
}

/** For everybody in the channel or thread. Only here with pictures: what is posted shares them with those who see it, what one person alone sees or what is changed does not. */
async function say(context: Context, task: Task): Promise<Posted> {
  const { calls, uploads } = context
  const { place, key, payloads, message } = task
  const { team } = place
  const channel = isPerson(place.channel) ? await directChannel(calls, team, place.channel) : place.channel
  const shown = await uploads.of(team, key, message.answer)
  // Some may have been shown to one person already.
  const drawn = render(message.answer, message.buttons, undefined, shown).slice(-payloads.length)
  const mayStand = place.via.at === undefined || mayBeAnswered(context, Number(place.via.at))
  const posted: string[] = []
  let thread = place.thread
  for (const [part, payload] of payloads.entries()) {
    const { post, look } = partOf(calls, { team, channel, thread, key, part, afterTs: place.via.ts ?? null }, payload, drawn[part])
    try {
      const standing = mayStand ? await lookedFor(context, look) : null
      posted.push(standing ?? (await calls.persist(`${team}:${channel}`, post, look)))
    } catch (error) {
      const url = usableUrl(context, place)
      if (part > 0 || url === null || !NO_ENTRY.has(refusal(error) ?? '')) throw error
      await reply(context, place, url, payloads, { response_type: 'in_channel' })
      return { threads: [] }
    }
    // An answer that takes several messages unfolds under its first one.
    thread ??= posted[0] ?? null
  }
  const directKey = place.via.direct === undefined ? [] : [`slack:${team}:${channel}`]
  return { threads: [...threadsOf(team, channel, thread, posted), ...directKey] }
}

/** For one person: under what they typed or pressed, else in the channel for their eyes only, else as a direct message. */
async function whisper(context: Context, task: Task): Promise<Posted> {
  const { calls, host } = context
  const { place, payloads } = task
  const user = place.to ?? place.via.user
  let first = 0
  for (let url = usableUrl(context, place); url !== null && first < payloads.length; url = usableUrl(context, place)) {
    try {
      await reply(context, place, url, payloads.slice(first, first + 1), { response_type: 'ephemeral' })
      first++
    } catch (error) {
      if (refusal(error) === null) throw error
      host.log.info('slack response_url refused', { reason: refusal(error) })
      break
    }
  }
  if (user === undefined) throw new Error('Nobody is named who could see the private message.')
  for (; first < payloads.length; first++) {
    const payload = payloads[first] as SlackPayload
    const fields = { channel: place.channel, user, ...shownThread(place), ...payload }
    try {
      await calls.persist(`${place.team}:${place.channel}`, () => calls.once(place.team, 'chat.postEphemeral', fields), 'no')
    } catch (error) {
      if (!UNSEEN.has(refusal(error) ?? '')) throw error
      const direct: Place = { ...place, channel: user, thread: null, to: null, via: { ...place.via, direct: 'yes' } }
      return say(context, { ...task, place: direct, payloads: payloads.slice(first) })
    }
  }
  return { threads: [] }
}

/** Another page where the pressed one stood; where that is not to be had, anew and without the old buttons. */
async function turn(context: Context, task: Task, isPrivate: boolean): Promise<Posted> {
  const { place, payloads } = task
  const ts = place.via.pressed ?? ''
  const [only] = payloads
  const isSingle = payloads.length === 1 && only !== undefined && place.via.several === undefined
  if (place.via.ephemeral !== undefined) {
    const url = usableUrl(context, place)
    const change = isSingle ? { ...only, ...SILENT, replace_original: true } : { delete_original: true }
    const isDone = url !== null && (await changed(context, () => persistReply(context, place, url, change, 'yes')))
    return isSingle && isDone ? { threads: [] } : whisper(context, task)
  }
  const update = (payload: object) => {
    const fields = { channel: place.channel, ts, ...payload }
    return () => context.calls.persist(`${place.team}:${place.channel}`, () => context.calls.once(place.team, 'chat.update', fields), 'yes')
  }
  if (isSingle && (await changed(context, update({ ...only, metadata: metadataOf(task.key, 0) }))))
    return { threads: [...new Set([ts, place.thread ?? ts])].map((at) => `slack:${place.team}:${place.channel}:${at}`) }
  if (!isSingle) await changed(context, async () => update(await withoutButtons(context, place, ts))())
  return isPrivate ? whisper(context, task) : say(context, task)
}

/** The pressed message as it stands, but for what could be pressed in it. */
async function withoutButtons({ calls }: Context, { team, channel, thread }: Place, ts: string): Promise<object> {
  const [method, where] = thread === null || thread === ts ? ['conversations.history', {}] : ['conversations.replies', { ts: thread }]
  const fields = { channel, ...where, oldest: ts, latest: ts, inclusive: true, limit: 2 }
  const found = await calls.persist(`${team}:read`, () => calls.once(team, method, fields), 'yes')
  type Standing = { readonly ts?: string; readonly text?: string; readonly blocks?: readonly StandingBlock[] }
  const message = (found.messages as readonly Standing[] | undefined)?.find((candidate) => candidate.ts === ts)
  const blocks = (message?.blocks ?? []).filter(({ type }) => type !== 'actions' && type !== 'context_actions').map(asSent)
  if (message === undefined || blocks.length === 0) throw refused('message_not_found', 'The pressed message is gone.')
  return { text: message.text ?? '', blocks }
}

type StandingBlock = { readonly type?: string; readonly slack_file?: { readonly id?: string }; readonly alt_text?: string }

/** Of a picture Slack tells more than it takes. */
function asSent(block: StandingBlock): object {
  const { type, slack_file, alt_text } = block
  return type === 'image' ? { type, slack_file: { id: slack_file?.id }, alt_text } : block
}

/** Whether it was done; false where Slack says that it cannot be done to this message. */
async function changed({ host }: Context, act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act()
    return true
  } catch (error) {
    const code = refusal(error)
    if (code === null || !(UNCHANGEABLE.has(code) || /url/.test(code) || code === 'missing_scope')) throw error
    host.log.info('slack message not changed', { reason: code })
    return false
  }
}

/** What was said before this process began, or is answered so late, was perhaps answered by one that did not live to say so. */
function mayBeAnswered({ host, openedMs }: Context, atMs: number): boolean {
  return atMs < openedMs || host.now().getTime() - atMs > FIRST_TRY_MS
}

/** What may stand already, of an earlier process; where that cannot be seen, most likely nothing does. */
async function lookedFor({ host }: Context, look: () => Promise<string | null>): Promise<string | null> {
  try {
    return await look()
  } catch (error) {
    if (refusal(error) === null) throw error
    host.log.info('slack channel not read back', { reason: refusal(error) })
    return null
  }
}

function usableUrl({ urls }: Context, { via }: Place): string | null {
  return via.responseUrl !== undefined && urls.isUsable(via.responseUrl, Number(via.at)) ? via.responseUrl : null
}

async function reply(context: Context, place: Place, url: string, payloads: readonly SlackPayload[], how: object): Promise<void> {
  for (const payload of payloads)
    await persistReply(context, place, url, { ...payload, ...SILENT, ...how, ...shownThread(place), replace_original: false }, 'no')
}

/** What one person alone sees is not shown in a thread that nobody has begun. */
function shownThread({ thread, via }: Place): { thread_ts?: string } {
  return thread === null || thread === via.ts || thread === via.pressed ? {} : { thread_ts: thread }
}

async function persistReply(context: Context, place: Place, url: string, message: Readonly<Record<string, unknown>>, again: 'yes' | 'no') {
  await context.calls.persist(`${place.team}:${place.channel}`, () => context.urls.send(url, message), again)
}
