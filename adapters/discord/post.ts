/** Message → where it is seen: by the interaction, in the channel, or directly to the asker where neither works. Once per key. */
import type { Client } from 'discord.js'
import type { Message, Place, Posted } from '../../commands/command.ts'
import { type Fault, faultOf, TOKEN_REFUSED, Unposted } from './faults.ts'
import type { HealthBook } from './health.ts'
import { keep } from './keep.ts'
import { allowedIn } from './permissions.ts'
import { picturesOf } from './pictures.ts'
import { type Interaction, madeMs, threadOf, type Way, wayOf } from './place.ts'
import { type DiscordPayload, render } from './render.ts'
import type { Sending } from './send.ts'
import type { Host } from './settings.ts'

/** Keys whose messages are remembered; past it the oldest is forgotten. */
const MAX_KEYS = 2_000
/** What is answered later than this, or was said to another process, was perhaps answered before by one that did not live to say so. */
const FRESH_MS = 45_000
/** Later no further part is begun: before long somebody else might take up what seems abandoned. */
const MAX_POST_MS = 50_000

export type Posting = (place: Place, message: Message, key: string) => Promise<Posted>
type Needs = {
  readonly host: Host
  readonly health: HealthBook
  readonly sending: Sending
  /** For what it knows of channels. */
  client(): Client | null
}
type Parts = readonly DiscordPayload[]
/** One post: its parts, and the ids of those that are sent. `sinceMs`: when it was begun. */
type Job = Begun & { readonly place: Place; readonly key: string; readonly needs: Needs }
export type Begun = {
  readonly parts: Parts
  readonly sent: string[]
  readonly sinceMs: number
  readonly needs: { readonly host: Host }
}
type Asked = Extract<Way, { kind: 'message' }>

export function openPosting(needs: Needs): Posting {
  const sent = new Map<string, string[]>()
  const underWay = new Map<string, Promise<Posted>>()
  const nowMs = () => needs.host.now().getTime()
  const openedMs = nowMs()
  return (place, message, key) => {
    const same = underWay.get(key)
    if (same !== undefined) return same
    const ids = sent.get(key) ?? []
    keep(sent, key, ids, MAX_KEYS)
    const sinceMs = nowMs()
    const parts = picturesOf(message.answer, needs.host).then((shown) => render(message.answer, message.buttons, undefined, shown))
    const posted = parts
      .then((made) => post({ place, parts: made, key, sent: ids, sinceMs, needs }, message, openedMs))
      .then(() => ({ threads: ids.map(threadOf.message) }))
      .finally(() => underWay.delete(key))
    underWay.set(key, posted)
    return posted
  }
}

async function post(job: Job, message: Message, openedMs: number): Promise<void> {
  const way = wayOf(job.place)
  try {
    await recall(job, way, message, openedMs)
    if (way.kind === 'channel') await (job.place.to === null ? inChannel(job, null) : directly(job, job.place.to, null))
    else if (way.kind !== 'message') await byInteraction(job, way, message)
    else if (message.isPrivate && !way.isDirect) await privately(job, way)
    else await openly(job, way, way.message)
  } catch (error) {
    job.needs.health.failed(error)
    throw error instanceof Unposted ? error : new Unposted(faultOf(error), whyUnposted(faultOf(error), job.place), error)
  }
}

/** What an earlier process has sent. What cannot be read was not sent, as far as anybody can tell; the nonce stands guard for some minutes. */
async function recall({ sent, place, parts, needs, sinceMs }: Job, way: Way, message: Message, openedMs: number): Promise<void> {
  if (way.kind === 'channel' || sent.length > 0) return
  const id = way.kind === 'message' ? way.message : way.interaction
  const at = madeMs(id)
  const canBeSeen = way.isDirect || (!message.isPrivate && place.to === null && (way.kind === 'message' || way.isMember))
  if (at === null || !canBeSeen || (at >= openedMs && sinceMs - at < FRESH_MS)) return
  try {
    sent.push(...(await needs.sending.answersTo(channelOf(place), id)).slice(0, parts.length))
  } catch (error) {
    if (!['forbidden', 'gone'].includes(faultOf(error))) throw error
  }
}

/** The parts that are not sent yet, in order. */
export async function each(
  { parts, sent, sinceMs, needs }: Begun,
  send: (part: DiscordPayload, n: number) => Promise<string>,
): Promise<void> {
  for (const [n, part] of parts.entries()) {
    if (n < sent.length) continue
    if (needs.host.now().getTime() - sinceMs > MAX_POST_MS)
      throw new Unposted('limited', 'Posting took too long; the rest is posted later.', null)
    sent.push(await send(part, n))
  }
}

async function inChannel(job: Job, replyTo: string | null): Promise<void> {
  const channel = channelOf(job.place)
  const { missing, mayReply, mayAttach } = allowedIn(job.needs.client(), channel)
  if (missing.length > 0) throw new Unposted('forbidden', mayNotWrite(channel, missing), null)
  await each(job, (part, n) =>
    job.needs.sending.toChannel(channel, sendable(part, mayAttach), job.key, n, n === 0 && mayReply ? replyTo : null),
  )
}

/** In the channel, or where the bot may not write there, to the asker. */
async function openly(job: Job, { asker }: Pick<Asked, 'asker'>, replyTo: string | null): Promise<void> {
  try {
    await inChannel(job, replyTo)
  } catch (error) {
    if (!isClosed(error)) throw error
    const channel = channelOf(job.place)
    const why = error instanceof Unposted ? error.message : mayNotWrite(channel, [])
    job.needs.health.failed(error)
    job.needs.host.log.warn('discord.forbidden', { channel, error })
    try {
      await directly(job, asker, `${why} This is what I could not post there:`)
    } catch (direct) {
      if (isClosed(direct)) throw new Unposted('forbidden', why, error)
      throw direct
    }
  }
}

/** To the asker alone; where they take no direct messages, they are told so. */
async function privately(job: Job, way: Asked): Promise<void> {
  try {
    await directly(job, way.asker, null)
  } catch (error) {
    if (!isClosed(error)) throw error
    const content =
      'This is for your eyes only, and you take no direct messages from me. Allow them for this server, or use the command /news instead.'
    await inChannel({ ...job, key: `${job.key}:closed`, parts: [{ content, components: [] }], sent: [] }, way.message)
  }
}

async function directly(job: Job, asker: string, preface: string | null): Promise<void> {
  const { sending } = job.needs
  const channel = await sending.direct(asker)
  if (preface !== null) await sending.toChannel(channel, { content: preface, components: [] }, `${job.key}:preface`, 0, null)
  await each(job, (part, n) => sending.toChannel(channel, part, job.key, n, null))
}

async function byInteraction(job: Job, way: Interaction, message: Message): Promise<void> {
  const { sending } = job.needs
  const isEphemeral = !way.isDirect && (message.isPrivate || job.place.to !== null)
  const followUp = (part: DiscordPayload) =>
    sending.followUp(way, channelOf(job.place), part, isEphemeral, [...job.sent, way.pressed ?? ''])
  try {
    if (way.kind === 'command') {
      // Who sees an answer was decided when it was promised; what shall be seen by fewer takes the place of the promise.
      const isKept = isEphemeral === (job.place.to !== null)
      if (!isKept) await sending.removeOriginal(way)
      await each(job, (part, n) => (n === 0 && isKept ? sending.original(way, part) : followUp(part)))
      return
    }
    const isTurned = message.inPlace && !way.isOfSeveral && job.parts.length === 1
    if (message.inPlace && !isTurned) await sending.disarm(way)
    await each(job, (part) => (isTurned ? sending.original(way, part) : followUp(part)))
  } catch (error) {
    if (!['expired', 'gone', 'refused'].includes(faultOf(error))) throw error
    job.needs.host.log.info('discord.expired', { key: job.key, error })
    await withoutInteraction(job, way, message, isEphemeral)
  }
}

/** The interaction is over: the same as for a message, as far as the bot may. */
async function withoutInteraction(job: Job, way: Interaction, message: Message, isEphemeral: boolean): Promise<void> {
  const { place, parts, needs } = job
  if (isEphemeral || (!way.isMember && !way.isDirect)) return await directly(job, way.asker, null)
  const { pressed } = way
  const isTurned = message.inPlace && !way.isOfSeveral && pressed !== null && parts.length === 1
  try {
    if (isTurned) return await each(job, (part) => needs.sending.edit(channelOf(place), pressed, part))
  } catch (error) {
    if (!isClosed(error)) throw error // it may have been deleted
  }
  await openly(job, way, pressed)
}

/** Without pictures where they are known not to be allowed. */
export function sendable(part: DiscordPayload, mayAttach: boolean): DiscordPayload {
  return mayAttach || part.drawn === undefined ? part : { ...part, drawn: { ...part.drawn, pictures: [] } }
}

function channelOf({ thread, channel }: Place): string {
  return thread ?? channel
}

function isClosed(error: unknown): boolean {
  const fault = error instanceof Unposted ? error.fault : faultOf(error)
  return fault === 'forbidden' || fault === 'gone'
}

function mayNotWrite(channel: string, missing: readonly string[]): string {
  const what = missing.length === 0 ? '' : ` (${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing)`
  return `I may not write in <#${channel}>${what}. Whoever manages the server can allow it in the channel’s permissions.`
}

function whyUnposted(fault: Fault, place: Place): string {
  const channel = channelOf(place)
  switch (fault) {
    case 'refused':
      return TOKEN_REFUSED
    case 'limited':
      return `Discord’s rate limit held up the answer in channel ${channel} for too long; it is tried again later.`
    case 'forbidden':
    case 'gone':
      return place.to === null ? mayNotWrite(channel, []) : `${place.to} takes no direct messages from me, and it is for nobody else.`
    case 'expired':
      return 'The interaction can be answered no longer.'
    case 'passing':
      return 'Discord failed, or could not be reached; it is tried again later.'
    case 'wrong':
      return 'Discord did not take the answer as it was written; this is a fault of Newsdesk.'
    default:
      return fault satisfies never
  }
}
