/** What the bot may do in a channel, and who manages it. Looked up where it is known; where it is not, Discord's answer to a call decides. */
import { type APIGuild, type APIGuildMember, type APIRole, type Client, PermissionFlagsBits, Routes } from 'discord.js'
import type { Said } from '../../commands/command.ts'
import type { Api } from './api.ts'
import { wayOf } from './place.ts'
import { isManaging } from './read-interaction.ts'
import type { DiscordSettings } from './settings.ts'

/** Names as Discord shows them to whoever sets them. */
export type Allowed = { readonly missing: readonly string[]; readonly mayReply: boolean }

const { ViewChannel, SendMessages, SendMessagesInThreads, ReadMessageHistory } = PermissionFlagsBits

/** Everything is allowed where nothing is known of the channel. */
export function allowedIn(client: Client | null, channelId: string): Allowed {
  const channel = client?.channels.cache.get(channelId)
  if (channel === undefined || channel.isDMBased()) return { missing: [], mayReply: true }
  const me = channel.guild.members.me
  const has = me === null ? null : channel.permissionsFor(me)
  if (has === null) return { missing: [], mayReply: true }
  const needed = channel.isThread()
    ? ([
        ['View Channel', ViewChannel],
        ['Send Messages in Threads', SendMessagesInThreads],
      ] as const)
    : ([
        ['View Channel', ViewChannel],
        ['Send Messages', SendMessages],
      ] as const)
  return { missing: needed.filter(([, flag]) => !has.has(flag)).map(([name]) => name), mayReply: has.has(ReadMessageHistory) }
}

/** Manage Server or Manage Channels, or named in the settings. Rejects where Discord does not say. */
export async function isManager(said: Said, settings: DiscordSettings, api: Api): Promise<boolean> {
  if (settings.managers.includes(said.user)) return true
  const way = wayOf(said.place)
  if (way.kind === 'command' || way.kind === 'press') return way.isManager
  const { team } = said.place
  if (team === '') return false
  const get = <T>(route: `/${string}`) => api.repeat((signal) => api.bot.get(route, { signal }) as Promise<T>)
  const [guild, member] = await Promise.all([
    get<Pick<APIGuild, 'owner_id' | 'roles'>>(Routes.guild(team)),
    get<APIGuildMember>(Routes.guildMember(team, said.user)),
  ])
  if (guild.owner_id === said.user) return true
  // The role of everybody has the server's id.
  const roles = guild.roles.filter((role: APIRole) => role.id === team || member.roles.includes(role.id))
  return isManaging(String(roles.reduce((all, role) => all | BigInt(role.permissions), 0n)))
}
