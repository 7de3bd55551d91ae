/** An interaction as Discord delivers it → what was said to the bot. Pure. */
import {
  type APIApplicationCommandInteractionDataOption,
  type APIChatInputApplicationCommandInteraction,
  type APIInteraction,
  type APIMessage,
  type APIMessageApplicationCommandInteraction,
  type APIMessageComponentInteraction,
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js'
import type { Command, Said } from '../../commands/command.ts'
import { type Interaction, madeMs, SURFACE, threadOf, viaOf } from './place.ts'
import { type Names, plainWords } from './words.ts'

/** The option of our own that every public subcommand has. */
export const PRIVATE = 'private'
/** What a message command asks with. */
const ASK = 'ask'
const MAX_EMBEDS = 10
const CUSTOM_ID = /^(next|turn|share|good|bad):([\w.-]{1,40})(\+?)$/
type Values = Readonly<Record<string, string | number | boolean>>
type Given = { readonly name: string; readonly values: Values; readonly focused: { readonly name: string; readonly typed: string } | null }

/** Subcommand, options by name, and the option that is being typed in. */
export function givenOf(data: { readonly options?: readonly APIApplicationCommandInteractionDataOption[] | undefined }): Given {
  const [sub] = data.options ?? []
  const options = sub?.type === ApplicationCommandOptionType.Subcommand ? (sub.options ?? []) : []
  const focused = options.find((option) => 'focused' in option && option.focused === true)
  return {
    name: sub?.name ?? '',
    values: Object.fromEntries(options.map(({ name, value }) => [name, value])),
    focused: focused === undefined ? null : { name: focused.name, typed: String(focused.value) },
  }
}

/** The option by which a reader decides who sees the answer, apart from the command's own; null: left to us. */
export function choiceOf(values: Values, command: Command | undefined): { readonly chosen: boolean | null; readonly given: Values } {
  if (command?.options.some(({ name }) => name === PRIVATE) === true) return { chosen: null, given: values }
  const { [PRIVATE]: chosen, ...given } = values
  return { chosen: typeof chosen === 'boolean' ? chosen : null, given }
}

/** `given`: the command's own options. `isPrivate`: what was decided of who sees the answer. */
export function readSlash(data: APIChatInputApplicationCommandInteraction, given: Values, isPrivate: boolean, nowMs: number): Said {
  return saidOf(data, { kind: 'command', name: givenOf(data.data).name, text: '', given }, isPrivate, null, nowMs)
}

/** “Find the news behind this”: asks with the words of the message. */
export function readMessageCommand(
  data: APIMessageApplicationCommandInteraction,
  { me, names }: { readonly me: string; readonly names: Names },
  isPrivate: boolean,
  nowMs: number,
): Said {
  const text = plainWords(wordsOf(data.data.resolved.messages[data.data.target_id]), me, names)
  return saidOf(data, { kind: 'command', name: ASK, text, given: {} }, isPrivate, null, nowMs)
}

/** A button, or what was chosen in a menu. Its id means nothing here; one that is not ours means nothing to the reception either. */
export function readPress(data: APIMessageComponentInteraction, nowMs: number): Said {
  const [, kind = '', id = '', several = ''] = CUSTOM_ID.exec(pressedOf(data)) ?? []
  // What was shared of what only its asker sees is for everybody.
  const isEphemeral = ((data.message.flags ?? 0) & MessageFlags.Ephemeral) !== 0
  const press = { pressed: data.message.id, isOfSeveral: several !== '' }
  return saidOf(data, { kind: 'press', id }, isEphemeral && kind !== 'share', press, nowMs)
}

function pressedOf({ data }: APIMessageComponentInteraction): string {
  return 'values' in data ? (data.values[0] ?? '') : data.custom_id
}

function saidOf(
  data: APIInteraction & { readonly data?: unknown },
  heard: Said['heard'],
  isPrivate: boolean,
  press: { readonly pressed: string; readonly isOfSeveral: boolean } | null,
  nowMs: number,
): Said {
  const user = userOf(data)
  const channel = data.channel?.id ?? data.channel_id ?? ''
  const isDirect = isDirectWithMe(data)
  const way: Interaction = {
    kind: press === null ? 'command' : 'press',
    application: data.application_id,
    interaction: data.id,
    token: data.token,
    asker: user,
    isDirect,
    isMember: isMember(data),
    isManager: isManaging(data.member?.permissions),
    pressed: press?.pressed ?? null,
    isOfSeveral: press?.isOfSeveral ?? false,
  }
  const isThread = data.channel !== undefined && [10, 11, 12].includes(data.channel.type)
  return {
    key: `${SURFACE}:${data.id}`,
    place: { surface: SURFACE, team: data.guild_id ?? '', channel, thread: null, to: isPrivate ? user : null, via: viaOf(way) },
    user,
    heard,
    threads: [
      ...(press === null ? [] : [threadOf.message(press.pressed)]),
      ...(isThread || isDirect ? [threadOf.channel(channel)] : []),
      threadOf.asker(channel, user),
    ],
    restate: press === null,
    atMs: madeMs(data.id) ?? nowMs,
  }
}

export function userOf(data: APIInteraction): string {
  return data.member?.user.id ?? data.user?.id ?? ''
}

/** Manage Server or Manage Channels, as Discord works them out for the channel. */
export function isManaging(permissions: string | undefined): boolean {
  const { Administrator, ManageGuild, ManageChannels } = PermissionFlagsBits
  return permissions !== undefined && (BigInt(permissions) & (Administrator | ManageGuild | ManageChannels)) !== 0n
}

/** In the asker's direct channel with the bot, where nobody else reads. */
export function isDirectWithMe({ context, guild_id }: APIInteraction): boolean {
  return context === undefined || context === null ? guild_id === undefined : context === InteractionContextType.BotDM
}

function isMember({ authorizing_integration_owners: owners, context }: APIInteraction): boolean {
  // Servers that do not say by whom the app was brought along are older than that it could be by readers.
  if (owners === undefined) return true
  return context !== InteractionContextType.PrivateChannel && owners[ApplicationIntegrationType.GuildInstall] !== undefined
}

/** Of a message that only shows something: what is shown. */
function wordsOf(message: Pick<APIMessage, 'content' | 'embeds'> | undefined): string {
  if (message === undefined) return ''
  if (message.content.trim() !== '') return message.content
  const embeds = (message.embeds ?? []).slice(0, MAX_EMBEDS)
  return embeds
    .flatMap(({ title, description }) => [title ?? '', description ?? ''])
    .filter(Boolean)
    .join('\n')
}
