/** The commands as Discord wants them registered: made of the one definition that every surface has, and compared with what is registered. */
import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js'
import type { Command, Option } from '../../commands/command.ts'
import { PRIVATE } from './read-interaction.ts'

export const SLASH = 'news'
const SUMMARY = 'Answers from the news, with their sources'
/** Of a message: ≤ 32 characters. */
export const MESSAGE_COMMAND = 'Find the news behind this'
const MAX_SUBCOMMANDS = 25
const MAX_OPTIONS = 25
const MAX_CHOICES = 25
const MAX_DESCRIPTION = 100
const MAX_NUMBER = 999_999_999

/**
 * `/news` with a subcommand for each command, and the command on messages. `isEverywhere`: in servers, direct messages and wherever readers bring
 * the app along; else for one server. Everybody may use all of it, since Discord knows permissions of a whole command only: what is for
 * managers is decided when it is said.
 */
export function commandJson(commands: readonly Command[], isEverywhere: boolean): RESTPostAPIApplicationCommandsJSONBody[] {
  const where = isEverywhere
    ? {
        integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
        contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
      }
    : {}
  const subcommands = commands
    .filter((command) => command.hidden !== true)
    .slice(0, MAX_SUBCOMMANDS)
    .map((command) => ({
      type: ApplicationCommandOptionType.Subcommand as const,
      name: command.name,
      description: described(command.summary),
      options: optionsOf(command),
    }))
  return [
    { type: ApplicationCommandType.ChatInput, name: SLASH, description: SUMMARY, options: subcommands, ...where },
    { type: ApplicationCommandType.Message, name: MESSAGE_COMMAND, ...where },
  ]
}

/** Required ones first, as Discord wants it; then the one of our own. */
function optionsOf(command: Command): APIApplicationCommandBasicOption[] {
  const own = [...command.options].sort((a, b) => Number(b.required === true) - Number(a.required === true)).map(optionJson)
  if (command.private === true || own.some(({ name }) => name === PRIVATE)) return own.slice(0, MAX_OPTIONS)
  const visible: APIApplicationCommandBasicOption = {
    type: ApplicationCommandOptionType.Boolean,
    name: PRIVATE,
    description: 'whether only you see the answer',
  }
  return [...own.slice(0, MAX_OPTIONS - 1), visible]
}

function optionJson(option: Option): APIApplicationCommandBasicOption {
  const base = { name: option.name, description: described(option.summary), ...(option.required === true ? { required: true } : {}) }
  switch (option.kind) {
    case 'text':
      if (option.choices !== undefined)
        return {
          ...base,
          type: ApplicationCommandOptionType.String,
          choices: option.choices.slice(0, MAX_CHOICES).map((choice) => ({ name: choice, value: choice })),
        }
      return { ...base, type: ApplicationCommandOptionType.String, ...(option.suggest === undefined ? {} : { autocomplete: true }) }
    case 'number':
      return { ...base, type: ApplicationCommandOptionType.Integer, min_value: 0, max_value: MAX_NUMBER }
    case 'flag':
      return { ...base, type: ApplicationCommandOptionType.Boolean }
    default:
      return option.kind satisfies never
  }
}

function described(summary: string): string {
  return summary.length <= MAX_DESCRIPTION ? summary : `${summary.slice(0, MAX_DESCRIPTION - 1)}…`
}

/** Whether what is registered is what is wanted, whatever Discord adds to it. */
export function isRegistered(registered: readonly unknown[], wanted: readonly unknown[]): boolean {
  const written = (commands: readonly unknown[]) =>
    commands
      .map((command) => JSON.stringify(essence(command, true)))
      .sort()
      .join('\n')
  return written(registered) === written(wanted)
}

const LISTS = ['integration_types', 'contexts'] as const
const PLAIN = [
  'name',
  'description',
  'required',
  'autocomplete',
  'min_value',
  'max_value',
  'min_length',
  'max_length',
  'nsfw',
  'value',
] as const

/** What counts, in one order, with what Discord leaves out or fills in left out. */
function essence(json: unknown, isCommand: boolean): unknown {
  const object = json as Readonly<Record<string, unknown>>
  const plain = PLAIN.flatMap((name) => {
    const value = object[name]
    return value === undefined || value === null || value === false || value === '' ? [] : [[name, value]]
  })
  const lists = LISTS.map((name) => [name, Array.isArray(object[name]) ? [...object[name]].sort() : null])
  const within = (name: string) => (Array.isArray(object[name]) ? object[name].map((one) => essence(one, false)) : [])
  const permissions = object.default_member_permissions ?? null
  return [
    object.type ?? ApplicationCommandType.ChatInput,
    plain,
    isCommand ? [lists, permissions] : null,
    within('options'),
    within('choices'),
  ]
}
