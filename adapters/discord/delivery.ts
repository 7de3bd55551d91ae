/**
 * What nobody asked for → Discord: once per key. For some minutes the nonce makes a repeated post no second message; later, what an earlier try may have
 * posted is looked for among the bot's own messages by its words and buttons, and where that cannot be seen, nothing is posted.
 */
import { type Client, DiscordAPIError } from 'discord.js'
import type { Attempt, Delivered, Delivery, MayPost, Message, Place, Places, Said, Undelivered } from '../../commands/command.ts'
import type { Api } from './api.ts'
import { type Fault, faultOf, isUnsent, TOKEN_REFUSED, Unposted } from './faults.ts'
import type { HealthBook } from './health.ts'
import { keep } from './keep.ts'
import { allowedIn, lackingIn, READ_HISTORY } from './permissions.ts'
import { picturesOf } from './pictures.ts'
import { SURFACE, threadOf, wayOf } from './place.ts'
import { type Begun, each, sendable } from './post.ts'
import { type DiscordPayload, render } from './render.ts'
import { isMadeOf, type Listed, type Sending } from './send.ts'
import type { Host } from './settings.ts'

/** Of the 50 calls a second that Discord takes of a bot in all. */
const PER_SECOND = 15
/** Discord remembers a nonce for “the past few minutes”; this is below any reading of that. */
const NONCE_MS = 2 * 60_000
/** So far may our clock be ahead of Discord's. No more: contents that are equal are taken for the same post. */
const SKEW_MS = 60_000
/** Deliveries whose posted parts are remembered, for where they cannot be read back. */
const MAX_KEYS = 1_000
const GONE = 'There is no such channel any more: choose another one.'

type Needs = {
  readonly host: Host
  readonly health: HealthBook
  readonly api: Api
  readonly sending: Sending
  /** For what it knows of channels. */
  client(): Client | null
}
type Job = Begun & { readonly place: Place; readonly key: string; readonly needs: Needs }

export function openDelivery(needs: Needs): Delivery {
  const known = new Map<string, string[]>()
  return {
    perSecond: PER_SECOND,
    places: (said) => places(said, needs.client()),
    mayPost: (place) => mayPost(place, needs),
    under: (place, ref) => ({ ...place, via: { ...place.via, under: ref } }),
    async post(place, message, key, attempt) {
      const sent = known.get(key) ?? []
      keep(known, key, sent, MAX_KEYS)
      if (attempt.isOver && attempt.sinceMs === null && sent.length === 0) return null
      const sinceMs = needs.host.now().getTime()
      const parts = render(message.answer, message.buttons, undefined, await picturesOf(message.answer, needs.host))
      return await deliver({ place, key, parts, sent, sinceMs, needs }, attempt)
    },
    revise: (place, ref, message) => revise(place, ref, message, needs),
  }
}

/** A thread comes to rest, and most are about something else: what is posted unasked goes into its channel. */
function places({ place, user }: Said, client: Client | null): Places {
  const way = wayOf(place)
  const isAlone = way.kind === 'message' ? way.isDirect : way.kind !== 'channel' && (way.isDirect || !way.isMember)
  const at = client?.channels.cache.get(place.channel)
  const parent = at?.isThread() === true && at.parent?.isThreadOnly() === false ? at.parentId : null
  const plain = { surface: SURFACE, thread: null, via: {} }
  return {
    here: isAlone || place.team === '' ? null : { ...plain, team: place.team, channel: parent ?? place.channel, to: null },
    ...(parent === null ? {} : { isInThread: true }),
    // The channel is looked up when it is needed: until then the person tells one such place from another.
    direct: { ...plain, team: '', channel: user, to: user },
  }
}

async function mayPost({ to, channel, thread }: Place, { client, api }: Needs): Promise<MayPost> {
  if (to !== null) return { ok: true }
  try {
    const lacking = await lackingIn(thread ?? channel, client(), api)
    return lacking.length === 0 ? { ok: true } : { ok: false, problem: mayNot(lacking), isGone: false }
  } catch (error) {
    if (faultOf(error) !== 'gone') throw error
    return { ok: false, problem: GONE, isGone: true }
  }
}

async function deliver(job: Job, attempt: Attempt): Promise<Delivered | null> {
  const { place, needs, parts, sent } = job
  let isOpen = false
  try {
    const channel = await channelOf(place, needs)
    if (attempt.sinceMs !== null && sent.length < parts.length)
      sent.push(...(await standing(job, channel, attempt, attempt.sinceMs)).slice(sent.length))
    // Half a message helps nobody: what stands in part is completed however late it is.
    if (attempt.isOver && sent.length === 0) return null
    const { missing, mayReply, mayAttach } = allowedIn(needs.client(), channel)
    if (missing.length > 0 && sent.length < parts.length) throw new Unposted('forbidden', mayNot(missing), null)
    const { under } = place.via
    await each(job, (part, n) => {
      const replyTo = n === 0 && mayReply ? (under ?? null) : null
      return needs.sending.toChannel(channel, sendable(part, mayAttach), job.key, n, replyTo, () => {
        isOpen = true
      })
    })
    const [ref = ''] = sent
    const url = `https://discord.com/channels/${place.to !== null || place.team === '' ? '@me' : place.team}/${channel}/${ref}`
    return { ref, url, threads: sent.map(threadOf.message) }
  } catch (error) {
    needs.health.failed(error)
    throw undeliveredOf(error, place, isOpen || sent.length > 0)
  }
}

/** Ids of the parts that stand, in order. Where that cannot be seen, none: as long as the nonce stands guard. */
async function standing({ place, parts, needs }: Job, channel: string, { isOver }: Attempt, sinceMs: number): Promise<readonly string[]> {
  const isGuarded = !isOver && needs.host.now().getTime() - sinceMs < NONCE_MS
  try {
    const lacking = place.to === null ? await lackingIn(channel, needs.client(), needs.api) : []
    if (lacking.some((name) => name !== READ_HISTORY)) throw new Unposted('forbidden', mayNot(lacking), null)
    // Without the permission Discord shows an empty channel.
    if (lacking.length > 0) throw unseen(`${READ_HISTORY} is missing in the channel`, null)
    const own = await needs.sending.ownSince(channel, sinceMs - SKEW_MS)
    if (own === null) throw unseen('more was posted there since than can be looked through', null)
    return matched(parts, own)
  } catch (error) {
    if (error instanceof Unposted || faultOf(error) === 'gone') throw error
    if (isGuarded) return []
    throw 'undelivered' in (error as object) ? error : unseen(error instanceof Error ? error.message : String(error), error)
  }
}

/** A later part stands after an earlier one. */
function matched(parts: readonly DiscordPayload[], own: readonly Listed[]): string[] {
  const ids: string[] = []
  let from = 0
  for (const part of parts) {
    const at = own.findIndex((listed, n) => n >= from && isMadeOf(listed, part))
    const found = own[at]
    if (found === undefined) break
    ids.push(found.id)
    from = at + 1
  }
  return ids
}

async function revise(place: Place, ref: string, message: Message, needs: Needs): Promise<void> {
  const [part] = render(message.answer, message.buttons, 1, await picturesOf(message.answer, needs.host))
  if (part === undefined) return
  try {
    await needs.sending.edit(await channelOf(place, needs), ref, part)
  } catch (error) {
    needs.health.failed(error)
    if (faultOf(error) === 'gone') throw undelivered('closed', 'The message is gone.', error)
    throw undeliveredOf(error, place, true)
  }
}

async function channelOf({ to, thread, channel }: Place, { sending }: Needs): Promise<string> {
  return to === null ? (thread ?? channel) : await sending.direct(to)
}

function mayNot(missing: readonly string[]): string {
  const what = missing.length === 0 ? '' : ` (${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing)`
  return `I may not post in the channel${what}. Whoever manages the server can allow it in the channel’s permissions.`
}

function unseen(why: string, cause: unknown): Error & Undelivered {
  return undelivered('unsure', `It may be posted already, and I cannot look: ${why}.`, cause)
}

/** `isPerhaps`: a try that failed may have posted it, or part of it. */
function undeliveredOf(error: unknown, place: Place, isPerhaps: boolean): Error & Undelivered {
  if (error instanceof Error && 'undelivered' in error) return error as Error & Undelivered
  const fault: Fault = error instanceof Unposted ? error.fault : faultOf(error)
  const isOpen = isPerhaps || (fault === 'passing' && !isUnsent(error))
  switch (fault) {
    case 'forbidden':
      return undelivered('closed', place.to === null ? sentenceOf(error) : 'They take no direct messages from me.', error)
    case 'gone':
      return undelivered('closed', place.to === null ? GONE : 'Discord does not know this person any more.', error)
    case 'refused':
      return undelivered(isOpen ? 'unsure' : 'later', TOKEN_REFUSED, error)
    case 'limited':
      return undelivered(isOpen ? 'unsure' : 'later', 'Discord’s rate limit held it up for too long.', error)
    case 'passing':
      return undelivered(isOpen ? 'unsure' : 'later', 'Discord failed, or could not be reached.', error)
    case 'expired':
    case 'wrong': {
      // What Discord did not say is our own fault, whenever it came: then it is looked for.
      const kind = error instanceof DiscordAPIError ? 'wrong' : 'unsure'
      return undelivered(kind, 'Discord did not take it as it was written; this is a fault of Newsdesk.', error)
    }
    default:
      return fault satisfies never
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Unposted ? error.message : mayNot([])
}

function undelivered(kind: Undelivered['undelivered'], message: string, cause: unknown): Error & Undelivered {
  return Object.assign(new Error(message, { cause }), { undelivered: kind })
}
