/** What Discord takes as an application command: names, descriptions, options, sums. */
import { isObject } from './discord-components.ts'
import type { Json } from './discord-peer.ts'
import { specFaults } from './discord-spec.ts'

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u
const CHAT = 1
const SUB = 1
const GROUP = 2
const COMPLETED = [3, 4, 10]
const MAX_OPTIONS = 25
const MAX_CHOICES = 25
const MAX_TEXT = 100
const MAX_SUM = 8_000
/** Commands of one scope, by type. */
const MAX_COMMANDS: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 }

/** Faults of all the commands of one scope; `isGlobal`: registered everywhere, not in one server. */
export function commandFaults(commands: readonly unknown[], isGlobal: boolean): string[] {
  const objects = commands.filter(isObject)
  const names = objects.map((command) => `${command.type ?? CHAT} ${command.name}`)
  const counts = Object.entries(MAX_COMMANDS).flatMap(([type, most]) => {
    const count = objects.filter((command) => String(command.type ?? CHAT) === type).length
    return count > most ? [`${count} commands of type ${type}, more than ${most}`] : []
  })
  return [
    ...(objects.length < commands.length ? ['a command that is no object'] : []),
    ...names.filter((name, i) => names.indexOf(name) !== i).map((name) => `two commands “${name}”`),
    ...counts,
    ...objects.flatMap((command) => oneFaults(command, isGlobal).map((fault) => `/${command.name}: ${fault}`)),
  ]
}

function oneFaults(command: Json, isGlobal: boolean): string[] {
  const isChat = (command.type ?? CHAT) === CHAT
  const { default_member_permissions: permissions, ...rest } = command
  const name = String(command.name)
  const description = length(command.description)
  const sum = characters(command)
  return [
    // The published schema says number, the documentation a string of digits; the documentation is right.
    ...specFaults('ApplicationCommandUpdateRequest', rest),
    ...(permissions === undefined || permissions === null || /^\d+$/.test(String(permissions))
      ? []
      : ['default_member_permissions is no bit set']),
    ...(isChat && (!NAME.test(name) || name !== name.toLowerCase()) ? [`“${name}” is no name of a command`] : []),
    ...(!isChat && (name.length < 1 || name.length > 32) ? [`a name of ${name.length} characters, not 1–32`] : []),
    ...(isChat && (description < 1 || description > MAX_TEXT) ? [`a description of ${description} characters, not 1–${MAX_TEXT}`] : []),
    ...(!isChat && (description > 0 || optionsOf(command).length > 0) ? ['a context menu command has no description and no options'] : []),
    ...(sum > MAX_SUM ? [`${sum} characters in all, more than ${MAX_SUM}`] : []),
    ...setFaults(command, 'contexts', [0, 1, 2], isGlobal),
    ...setFaults(command, 'integration_types', [0, 1], isGlobal),
    ...optionFaults(command, 0),
  ]
}

function setFaults(command: Json, name: string, known: readonly number[], isGlobal: boolean): string[] {
  const value = command[name]
  if (value === undefined || value === null) return []
  if (!isGlobal) return [`${name} is for global commands only`]
  const list = Array.isArray(value) ? value : []
  const isSet = list.length > 0 && new Set(list).size === list.length && list.every((item) => known.includes(item as number))
  return isSet ? [] : [`${name} is ${JSON.stringify(value)}`]
}

/** `level`: 0 in the command, 1 in a group or a subcommand, 2 in a subcommand of a group. */
function optionFaults(owner: Json, level: number): string[] {
  const options = optionsOf(owner)
  const names = options.map((option) => option.name)
  const nested = options.filter((option) => option.type === SUB || option.type === GROUP)
  const firstOptional = options.findIndex((option) => option.required !== true)
  const isLate = firstOptional >= 0 && options.slice(firstOptional).some((option) => option.required === true)
  const canNest = level === 0 || (level === 1 && owner.type === GROUP)
  return [
    ...(options.length > MAX_OPTIONS ? [`${options.length} options, more than ${MAX_OPTIONS}`] : []),
    ...names.filter((name, i) => names.indexOf(name) !== i).map((name) => `two options “${name}”`),
    ...(nested.length > 0 && nested.length < options.length ? ['subcommands beside options'] : []),
    ...(nested.length > 0 && !canNest ? ['subcommands too deep'] : []),
    ...(isLate ? ['a required option after one that is not'] : []),
    ...(owner.type === GROUP && level > 0 && options.some((option) => option.type !== SUB) ? ['a group holds subcommands only'] : []),
    ...options.flatMap((option) => oneOptionFaults(option, level)),
  ].map((fault) => (level === 0 ? fault : `${owner.name}: ${fault}`))
}

function oneOptionFaults(option: Json, level: number): string[] {
  const name = String(option.name)
  const type = Number(option.type)
  const description = length(option.description)
  const choices = Array.isArray(option.choices) ? option.choices.filter(isObject) : []
  const isText = (choice: Json) => type !== 3 || (length(choice.value) >= 1 && length(choice.value) <= MAX_TEXT)
  const isNamed = (choice: Json) => length(choice.name) >= 1 && length(choice.name) <= MAX_TEXT
  return [
    ...(!NAME.test(name) || name !== name.toLowerCase() ? [`“${name}” is no name of an option`] : []),
    ...(description < 1 || description > MAX_TEXT ? [`${name}: a description of ${description} characters, not 1–${MAX_TEXT}`] : []),
    ...(choices.length > MAX_CHOICES ? [`${name}: ${choices.length} choices, more than ${MAX_CHOICES}`] : []),
    ...(choices.every((choice) => isNamed(choice) && isText(choice))
      ? []
      : [`${name}: a choice’s name or value is not 1–${MAX_TEXT} characters`]),
    ...(new Set(choices.map((choice) => choice.name)).size < choices.length ? [`${name}: two choices of one name`] : []),
    ...(option.autocomplete === true && (choices.length > 0 || !COMPLETED.includes(type))
      ? [`${name}: autocompletion goes with text and numbers without choices`]
      : []),
    ...(type === SUB || type === GROUP ? optionFaults(option, level + 1) : []),
  ]
}

export function optionsOf(owner: Json): Json[] {
  return Array.isArray(owner.options) ? owner.options.filter(isObject) : []
}

/** Names, descriptions and values of choices, of the command and everything in it. */
function characters(owner: Json): number {
  const choices = Array.isArray(owner.choices) ? owner.choices.filter(isObject) : []
  const own = length(owner.name) + length(owner.description)
  const ofChoices = choices.reduce((sum, choice) => sum + length(choice.name) + String(choice.value).length, 0)
  return own + ofChoices + optionsOf(owner).reduce((sum, option) => sum + characters(option), 0)
}

/** Faults of the choices that complete an option. */
export function choiceFaults(choices: unknown): string[] {
  if (!Array.isArray(choices)) return ['choices is no list']
  const objects = choices.filter(isObject)
  const isWrong = (choice: Json) =>
    [choice.name, choice.value].some((text) => typeof text === 'string' && (text.length < 1 || text.length > MAX_TEXT))
  return [
    ...(objects.length > MAX_CHOICES ? [`${objects.length} choices, more than ${MAX_CHOICES}`] : []),
    ...(objects.some(isWrong) ? [`a choice’s name or value is not 1–${MAX_TEXT} characters`] : []),
  ]
}

function length(value: unknown): number {
  return typeof value === 'string' ? value.length : 0
}
