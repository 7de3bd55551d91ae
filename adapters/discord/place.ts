/** How something said on Discord is answered, as it stands in Place.via: plain text, since it outlives the process. */
import type { Place } from '../../commands/command.ts'

export const SURFACE = 'discord'

/** `channel`: nobody asked, and `via` is empty but for `under`, the message that it belongs to; `message`: a reply to a message; `command` and `press`: an interaction that was acknowledged. */
export type Way =
  | { readonly kind: 'channel' }
  | { readonly kind: 'message'; readonly message: string; readonly asker: string; readonly isDirect: boolean }
  | Interaction
export type Interaction = {
  readonly kind: 'command' | 'press'
  readonly application: string
  readonly interaction: string
  readonly token: string
  readonly asker: string
  /** In the asker's direct channel with the bot. */
  readonly isDirect: boolean
  /** The bot itself may be in the channel; else a reader brought the app along. */
  readonly isMember: boolean
  /** By the asker's permissions in the channel. */
  readonly isManager: boolean
  /** Of a press: the message under which it was, null of a command. */
  readonly pressed: string | null
  /** The pressed message is the last of several that make up one answer. */
  readonly isOfSeveral: boolean
}

const flag = (is: boolean): string => (is ? '1' : '')

export function viaOf(way: Way): Place['via'] {
  if (way.kind === 'channel') return {}
  if (way.kind === 'message') return { kind: way.kind, message: way.message, asker: way.asker, direct: flag(way.isDirect) }
  return {
    kind: way.kind,
    application: way.application,
    interaction: way.interaction,
    token: way.token,
    asker: way.asker,
    direct: flag(way.isDirect),
    member: flag(way.isMember),
    manager: flag(way.isManager),
    pressed: way.pressed ?? '',
    several: flag(way.isOfSeveral),
  }
}

export function wayOf({ via }: Pick<Place, 'via'>): Way {
  const { kind, asker = '' } = via
  const isDirect = via.direct === '1'
  if (kind === 'message') return { kind, message: via.message ?? '', asker, isDirect }
  if (kind !== 'command' && kind !== 'press') return { kind: 'channel' }
  return {
    kind,
    application: via.application ?? '',
    interaction: via.interaction ?? '',
    token: via.token ?? '',
    asker,
    isDirect,
    isMember: via.member === '1',
    isManager: via.manager === '1',
    pressed: via.pressed === undefined || via.pressed === '' ? null : via.pressed,
    isOfSeveral: via.several === '1',
  }
}

/** Where conversations are remembered: under the message that told it, the thread or direct channel, the asker in a channel. */
export const threadOf = {
  message: (id: string): string => `${SURFACE}:message:${id}`,
  channel: (id: string): string => `${SURFACE}:channel:${id}`,
  // Begins with “asker:”, by which the reception knows that it is no thread.
  asker: (channel: string, user: string): string => `asker:${SURFACE}:${channel}:${user}`,
}

/** 1 Jan 2015, from which Discord's ids count: https://discord.com/developers/docs/reference#snowflakes */
const EPOCH_MS = 1_420_070_400_000n

/** When something with this id was made; null for an id that does not say. */
export function madeMs(id: string): number | null {
  return /^\d{15,20}$/.test(id) ? Number((BigInt(id) >> 22n) + EPOCH_MS) : null
}

/** An id as if something had been made then. */
export function idAt(ms: number): string {
  const sinceEpoch = BigInt(Math.floor(ms)) - EPOCH_MS
  return String((sinceEpoch > 0n ? sinceEpoch : 0n) << 22n)
}
