/** What nobody asked for → Slack: once per key, also where an earlier process began it. What may stand is looked for by its metadata, never guessed. */
import type { Attempt, Delivered, Delivery, MayPost, Message, Place, Places, Said } from '../../commands/command.ts'
import type { Calls, Fields, Result } from './calls.ts'
import { described, failureOf, refusal, refused } from './failure.ts'
import { directChannel, isPerson, type Part, partOf, threadsOf } from './part.ts'
import { type Bookmark, farFrom, newBookmark } from './read-back.ts'
import { render, type SlackPayload } from './render.ts'
import type { Host } from './settings.ts'
import { closedBy, unchangedOf, undelivered, undeliveredOf, unseenOf } from './undelivered.ts'
import type { Uploads } from './uploads.ts'
import { keep, pause } from './wait.ts'

/** A workspace takes several hundred messages a minute, answers among them. */
const PER_SECOND = 4
/** Slack takes one message a second in a channel. */
const CHANNEL_MS = 1_000
const MAX_CHANNELS = 10_000
/** So far may our clock be ahead of Slack's: what was posted that much before it was tried is looked at, too. */
const SKEW_MS = 15 * 60_000
/** Nothing is sent later than this after it was begun, so that whoever holds it still does when it arrives. */
const MAX_POST_MS = 60_000
/** Deliveries whose posted parts are remembered, for where they cannot be read back. */
const MAX_REMEMBERED = 1_000
const NOT_READ =
  'I cannot read back there what I posted, so that after a failure I leave something out rather than post it twice: install the app again with all scopes of its manifest.'

type Context = {
  readonly calls: Calls
  readonly host: Host
  /** When each channel takes the next message, by the monotonic clock. */
  readonly free: Map<string, number>
  readonly closing: AbortSignal
}
/** `standing`: the parts that stand. `bookmark`: how far the look for the next one has come. Both grow. */
type Known = { readonly standing: string[]; readonly bookmark: Bookmark }
type Job = Known & {
  readonly team: string
  readonly channel: string
  readonly thread: string | null
  readonly key: string
  readonly payloads: readonly SlackPayload[]
  /** The same with pictures. */
  readonly drawn: readonly SlackPayload[]
  readonly sinceMs: number
  /** By the monotonic clock. */
  readonly startedMs: number
}

export function openDelivery(calls: Calls, uploads: Uploads, host: Host, closing: AbortSignal): Delivery {
  const context: Context = { calls, host, free: new Map(), closing }
  const known = new Map<string, Known>()
  return {
    perSecond: PER_SECOND,
    places,
    mayPost: (place) => mayPost(calls, place),
    under: (place, ref) => ({ ...place, thread: place.thread ?? ref }),
    post: async (place, message, key, attempt) => {
      const { standing, bookmark } = known.get(key) ?? { standing: [], bookmark: newBookmark() }
      keep(known, key, { standing, bookmark }, MAX_REMEMBERED)
      if (attempt.isOver && attempt.sinceMs === null && standing.length === 0) return null
      const startedMs = performance.now()
      const channel = await channelOf(calls, place)
      const { team, thread } = place
      const sinceMs = attempt.sinceMs ?? host.now().getTime()
      const { answer, buttons } = message
      const payloads = render(answer, buttons)
      // Too late to be posted, it is only looked for.
      const shown = attempt.isOver ? undefined : await uploads.of(team, key, answer)
      const drawn = render(answer, buttons, undefined, shown)
      return await deliver(context, { team, channel, thread, key, payloads, drawn, standing, bookmark, sinceMs, startedMs }, attempt)
    },
    revise: (place, ref, message) => revise(calls, place, ref, message),
  }
}

/** What a reader may have things posted to. Whether the bot is in the channel is only known when it is asked: see `mayPost`. */
function places({ place, user: owner }: Said): Places {
  const { team, channel, thread, via } = place
  const isDirect = via.direct !== undefined || channel.startsWith('D') || isPerson(channel)
  // What is said, or pressed, in the channel itself is answered in a thread of its own.
  const isInThread = !isDirect && thread !== null && thread !== via.ts && thread !== via.pressed
  const user = via.user ?? owner.slice(team.length + 1)
  const plain = { surface: place.surface, team, thread: null, to: null }
  return {
    here: isDirect ? null : { ...plain, channel, via: {} },
    ...(isInThread ? { isInThread } : {}),
    direct: { ...plain, channel: user, via: { user, direct: 'yes' } },
  }
}

async function mayPost(calls: Calls, { team, channel }: Place): Promise<MayPost> {
  if (isPerson(channel)) return { ok: true }
  const ask = (method: string, fields: Fields): Promise<Result> =>
    calls.persist(`${team}:read`, () => calls.once(team, method, { channel, ...fields }), 'yes')
  try {
    const { is_archived, is_member } = await channelInfo(ask)
    if (is_archived === true) throw refused('is_archived', 'archived')
    if (is_member === false) throw refused('not_in_channel', 'no member')
    await ask('conversations.history', { limit: 1 })
    return { ok: true }
  } catch (error) {
    const code = refusal(error) ?? ''
    // Of reading the channel: posting works all the same.
    if (code === 'missing_scope') return { ok: true, note: NOT_READ }
    const problem = closedBy(code)
    if (problem === null) throw error
    return { ok: false, problem, isGone: code === 'channel_not_found' }
  }
}

type Channel = { readonly is_archived?: boolean; readonly is_member?: boolean }
/** Nothing where an installation from before the scope was asked for does not let us see it: reading the channel then tells as much. */
async function channelInfo(ask: (method: string, fields: Fields) => Promise<Result>): Promise<Channel> {
  try {
    return ((await ask('conversations.info', {})).channel ?? {}) as Channel
  } catch (error) {
    if (refusal(error) !== 'missing_scope') throw error
    return {}
  }
}

async function deliver(context: Context, job: Job, attempt: Attempt): Promise<Delivered | null> {
  const { team, channel, payloads, drawn, standing } = job
  let mayStand = attempt.sinceMs !== null
  let thread = job.thread ?? standing[0] ?? null
  for (let n = standing.length; n < payloads.length; n++) {
    const afterTs = String((job.sinceMs - SKEW_MS) / 1_000)
    const sought = { team, channel, thread, key: job.key, part: n, afterTs }
    const part = partOf(context.calls, sought, payloads[n] as SlackPayload, drawn[n])
    let ts = mayStand ? await looked(part, job.bookmark) : null
    if (ts === null) {
      // Half a message helps nobody: what stands in part is completed however late it is.
      if (attempt.isOver && n === 0) return null
      // What comes after it is posted after it.
      mayStand = false
      ts = await posted(context, job, part)
    }
    standing.push(ts)
    thread ??= ts
  }
  const [ref = ''] = standing
  const direct = channel.startsWith('D') ? [`slack:${team}:${channel}`] : []
  return { ref, url: await linkTo(context, job, ref), threads: [...threadsOf(team, channel, thread, standing), ...direct] }
}

async function looked(part: Part, bookmark: Bookmark): Promise<string | null> {
  try {
    return await part.look(farFrom(bookmark))
  } catch (error) {
    throw unseenOf(error)
  }
}

/** Its ts. What failed on its way is looked for once; whether it is still to come is seen when it is tried the next time. */
async function posted(context: Context, job: Job, part: Part): Promise<string> {
  const { calls } = context
  const lane = `${job.team}:${job.channel}`
  let isOpen = false
  const post = async (): Promise<string> => {
    await turn(context, job, lane)
    try {
      return await part.post()
    } catch (error) {
      isOpen ||= failureOf(error).kind === 'unknown'
      throw error
    }
  }
  const look = async (): Promise<string> => {
    const found = await part.look(farFrom(newBookmark()))
    if (found === null) throw new Error('it does not stand yet')
    return found
  }
  try {
    return await calls.persist(lane, post, look)
  } catch (error) {
    if (isOpen) throw undelivered('unsure', described(error), error)
    // What was not refused was held up, by a limit or a network without Slack, and never got there.
    throw undeliveredOf(refusal(error) === null ? refused('limited', described(error), error) : error, job.standing.length > 0)
  }
}

/** Waits until the channel takes the next message. */
async function turn({ free, closing }: Context, { startedMs }: Job, lane: string): Promise<void> {
  const waitMs = (free.get(lane) ?? 0) - performance.now()
  if (waitMs > 0 && !(await pause(waitMs, closing))) throw refused('no_time', 'the process is ending')
  if (performance.now() - startedMs > MAX_POST_MS) throw refused('no_time', 'it took too long')
  keep(free, lane, performance.now() + CHANNEL_MS, MAX_CHANNELS)
}

async function channelOf(calls: Calls, { team, channel }: Place): Promise<string> {
  if (!isPerson(channel)) return channel
  try {
    return await directChannel(calls, team, channel)
  } catch (error) {
    // Nothing was posted by that.
    throw undeliveredOf(refusal(error) === null ? refused('unsent', described(error), error) : error, false)
  }
}

/** Nothing depends on it: null where Slack does not say. */
async function linkTo({ calls, host }: Context, { team, channel }: Job, ts: string): Promise<string | null> {
  try {
    const { permalink } = await calls.once(team, 'chat.getPermalink', { channel, message_ts: ts })
    return typeof permalink === 'string' ? permalink : null
  } catch (error) {
    host.log.info('slack message without a link', { reason: described(error) })
    return null
  }
}

/** Of a message that took several the first is replaced, by what has room in one. The metadata stays as it is where none is given. */
async function revise(calls: Calls, place: Place, ref: string, message: Message): Promise<void> {
  const channel = await channelOf(calls, place)
  const [payload] = render(message.answer, message.buttons, 1)
  const update = () => calls.once(place.team, 'chat.update', { channel, ts: ref, ...payload })
  try {
    await calls.persist(`${place.team}:${channel}`, update, 'yes')
  } catch (error) {
    throw unchangedOf(error)
  }
}
