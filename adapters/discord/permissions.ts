/** What the bot may do in a channel, and who manages it. Looked up where it is known; where it is not, Discord's answer to a call decides. */
import {
  type APIGuild,
  type APIGuildMember,
  type APIOverwrite,
  type APIRole,
  type ChannelType,
  type Client,
  PermissionFlagsBits,
  Routes,
} from 'discord.js'
import type { Said } from '../../commands/command.ts'
import type { Api } from './api.ts'
import { faultOf } from './faults.ts'
import { wayOf } from './place.ts'
import { THREADS } from './read.ts'
import { isManaging } from './read-interaction.ts'
import type { DiscordSettings } from './settings.ts'

/** Names as Discord shows them to whoever sets them. */
export type Allowed = { readonly missing: readonly string[]; readonly mayReply: boolean; readonly mayAttach: boolean }

const { Administrator, AttachFiles, ViewChannel, SendMessages, SendMessagesInThreads, ReadMessageHistory } = PermissionFlagsBits
export const READ_HISTORY = 'Read Message History'

/** What the bot may do in a channel. */
type Granted = { readonly isThread: boolean; has(flag: bigint): boolean }

/** Everything is allowed where nothing is known of the channel. */
export function allowedIn(client: Client | null, channelId: string): Allowed {
  const granted = keptOf(client, channelId)
  const may = (flag: bigint): boolean => granted === null || granted.has(flag)
  return { missing: granted === null ? [] : missingOf(granted), mayReply: may(ReadMessageHistory), mayAttach: may(AttachFiles) }
}

/** What the bot lacks for posting in a channel and for reading back what it posted. Rejects with Discord's refusal where there is no such channel. */
export async function lackingIn(channelId: string, client: Client | null, api: Api): Promise<readonly string[]> {
  const granted = keptOf(client, channelId) ?? (await askedOf(channelId, api))
  return [...missingOf(granted), ...(granted.has(ReadMessageHistory) ? [] : [READ_HISTORY])]
}

function missingOf(granted: Granted): readonly string[] {
  const sending = granted.isThread
    ? (['Send Messages in Threads', SendMessagesInThreads] as const)
    : (['Send Messages', SendMessages] as const)
  return ([['View Channel', ViewChannel], sending] as const).filter(([, flag]) => !granted.has(flag)).map(([name]) => name)
}

/** As the gateway told it; null where it did not. */
function keptOf(client: Client | null, channelId: string): Granted | null {
  const channel = client?.channels.cache.get(channelId)
  if (channel === undefined || channel.isDMBased()) return null
  const me = channel.guild.members.me
  const has = me === null ? null : channel.permissionsFor(me)
  return has === null ? null : { isThread: channel.isThread(), has: (flag) => has.has(flag) }
}

type Guild = Pick<APIGuild, 'id' | 'owner_id' | 'roles'>
type Channel = {
  readonly type: ChannelType
  readonly guild_id?: string
  readonly parent_id?: string | null
  readonly permission_overwrites?: readonly APIOverwrite[]
}

async function askedOf(channelId: string, api: Api): Promise<Granted> {
  const get = getter(api)
  try {
    const channel = await get<Channel>(Routes.channel(channelId))
    const { guild_id: guildId, parent_id: parent } = channel
    if (guildId === undefined) return { isThread: false, has: () => true }
    const isThread = THREADS.includes(channel.type)
    // A thread has the permissions of its channel.
    const { permission_overwrites: overwrites = [] } = isThread && parent != null ? await get<Channel>(Routes.channel(parent)) : channel
    const { id: me } = await get<{ readonly id: string }>(Routes.user())
    const [guild, member] = await Promise.all([get<Guild>(Routes.guild(guildId)), get<APIGuildMember>(Routes.guildMember(guildId, me))])
    const bits = bitsIn(guild, member.roles, me, overwrites)
    return { isThread, has: (flag) => (bits & flag) === flag }
  } catch (error) {
    if (faultOf(error) !== 'forbidden') throw error
    return { isThread: false, has: (flag) => flag !== ViewChannel }
  }
}

/** https://discord.com/developers/docs/topics/permissions#permission-overwrites */
function bitsIn(guild: Guild, roles: readonly string[], user: string, overwrites: readonly APIOverwrite[]): bigint {
  const own = bitsOf(guild, roles)
  if ((own & Administrator) !== 0n) return ~0n
  const isFor = [(id: string) => id === guild.id, (id: string) => roles.includes(id) && id !== guild.id, (id: string) => id === user]
  return isFor.reduce((bits, fits) => {
    const some = overwrites.filter(({ id }) => fits(id))
    const denied = some.reduce((all, { deny }) => all | BigInt(deny), 0n)
    return (bits & ~denied) | some.reduce((all, { allow }) => all | BigInt(allow), 0n)
  }, own)
}

/** What somebody with these roles may do in the server. The role of everybody has the server's id. */
function bitsOf(guild: Guild, roles: readonly string[]): bigint {
  const own = guild.roles.filter((role: APIRole) => role.id === guild.id || roles.includes(role.id))
  return own.reduce((all, role) => all | BigInt(role.permissions), 0n)
}

function getter(api: Api) {
  return <T>(route: `/${string}`) => api.repeat((signal) => api.bot.get(route, { signal }) as Promise<T>)
}

/** Manage Server or Manage Channels, or named in the settings. Rejects where Discord does not say. */
export async function isManager(said: Said, settings: DiscordSettings, api: Api): Promise<boolean> {
  if (settings.managers.includes(said.user)) return true
  const way = wayOf(said.place)
  if (way.kind === 'command' || way.kind === 'press') return way.isManager
  const { team } = said.place
  if (team === '') return false
  const get = getter(api)
  const [guild, member] = await Promise.all([get<Guild>(Routes.guild(team)), get<APIGuildMember>(Routes.guildMember(team, said.user))])
  return guild.owner_id === said.user || isManaging(String(bitsOf(guild, member.roles)))
}
