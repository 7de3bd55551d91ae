/** What a person's Discord offers: which commands, with which options and values. */
import { optionsOf } from './discord-command-rules.ts'
import type { Registered } from './discord-commands.ts'
import { isObject } from './discord-components.ts'
import type { Json, Person } from './discord-peer.ts'
import { type ChannelState, USUAL, type World } from './discord-world.ts'

export type InteractedHow = {
  /** Default `people.ada`. */
  readonly by?: Person
  /** Channel id; default `channels.general`. */
  readonly channel?: string
  /** Which installation the command is used by; default guild in the bot's server and its direct channels, else user. */
  readonly install?: Install
  /** Default `news`; of a message command the only one that is registered. */
  readonly command?: string
}
export type Install = 'guild' | 'user'
export type Given = Readonly<Record<string, string | number | boolean>>
export type Offer = { readonly world: World; readonly registered: Registered; readonly general: string }

const ADMINISTRATOR = 1n << 3n

/** A command as this person finds it in this channel: registered, for this context and installation, and with the permissions that it asks for. */
export function commandFor(
  stage: Offer,
  type: number,
  name: string | null,
  how: InteractedHow,
): { command: Json; channel: ChannelState; by: Person } {
  const { world, registered } = stage
  const by = how.by ?? adaOf(world)
  const channel = world.channels.get(how.channel ?? stage.general)
  if (channel === undefined) throw new Error(`There is no channel ${how.channel}`)
  const local = channel.guild === null ? [] : (registered.get(channel.guild) ?? [])
  const all = [...local, ...(registered.get('') ?? [])].filter((each) => each.type === type)
  const command = all.find((each) => name === null || each.name === name)
  if (command === undefined)
    throw new Error(`No command “${name ?? 'of a message'}” is registered; there are ${all.map((each) => each.name).join(', ') || 'none'}`)
  const context = channel.guild !== null ? 0 : channel.type === 1 ? 1 : 2
  const contexts = (command.contexts ?? (command.guild_id === undefined ? [0, 1] : [0])) as number[]
  if (!contexts.includes(context)) throw new Error(`/${command.name} is not offered in context ${context}`)
  const installs = (command.integration_types ?? [0]) as number[]
  if (!installs.includes(installOf(world, channel, how.install) === 'guild' ? 0 : 1))
    throw new Error(`/${command.name} is not offered by this installation`)
  if (context === 0 && !mayUse(by, command)) throw new Error(`/${command.name} is not offered to ${by.username}`)
  return { command, channel, by }
}

/** The permissions that a command asks for by default; of `0` only an administrator's are enough. */
function mayUse(by: Person, command: Json): boolean {
  if (typeof command.default_member_permissions !== 'string') return true
  const needed = BigInt(command.default_member_permissions) || ADMINISTRATOR
  return (memberPermissions(by) & needed) === needed
}

export function installOf(world: World, channel: ChannelState, wanted: Install | undefined): Install {
  const isOurs = channel.guild === world.servers.home.id || channel.type === 1
  return wanted ?? (isOurs ? 'guild' : 'user')
}

export function memberPermissions(by: Person): bigint {
  return by.permissions ?? USUAL
}

export function named(command: Json): Json {
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guild_id === undefined ? {} : { guild_id: command.guild_id }),
  }
}

/** Options inside their subcommand (and group). */
export function nested(owner: Json, path: readonly string[], inner: (owner: Json) => Json[]): Json[] {
  const [first, ...rest] = path
  if (first === undefined) return inner(owner)
  const option = optionsOf(owner).find((each) => each.name === first && (each.type === 1 || each.type === 2))
  if (option === undefined)
    throw new Error(
      `“${owner.name}” has no subcommand “${first}”; it has ${optionsOf(owner)
        .map((each) => each.name)
        .join(', ')}`,
    )
  return [{ name: first, type: option.type, options: nested(option, rest, inner) }]
}

/** The options as a person's Discord would send them; while one is typed nothing is required. */
export function values(owner: Json, given: Given, focused: string | null): Json[] {
  const known = optionsOf(owner)
  for (const name of Object.keys(given))
    if (!known.some((option) => option.name === name)) throw new Error(`“${owner.name}” has no option “${name}”`)
  return known.flatMap((option) => {
    const name = String(option.name)
    const value = given[name]
    if (value === undefined && option.required === true && focused === null) throw new Error(`Option “${name}” is required`)
    if (value === undefined) return []
    if (name === focused && option.autocomplete !== true) throw new Error(`Option “${name}” is not completed`)
    if (name !== focused) checkValue(option, value)
    return [{ name, type: option.type, value, ...(name === focused ? { focused: true } : {}) }]
  })
}

const KINDS: Readonly<Record<number, string>> = { 3: 'string', 4: 'number', 5: 'boolean', 10: 'number' }

function checkValue(option: Json, value: string | number | boolean): void {
  const isKind = typeof value === KINDS[Number(option.type)] && (option.type !== 4 || Number.isInteger(value))
  if (!isKind) throw new Error(`Option “${option.name}” does not take ${JSON.stringify(value)}`)
  const choices = choicesOf({ options: option.choices })
  if (choices.length > 0 && !choices.some((choice) => choice.value === value))
    throw new Error(`Option “${option.name}” does not offer ${JSON.stringify(value)}`)
  const least = Number(option.min_value ?? option.min_length ?? Number.NEGATIVE_INFINITY)
  const most = Number(option.max_value ?? option.max_length ?? (typeof value === 'string' ? 6_000 : Number.POSITIVE_INFINITY))
  const size = typeof value === 'string' ? value.length : Number(value)
  if (typeof value !== 'boolean' && (size < least || size > most))
    throw new Error(`Option “${option.name}” takes ${least}–${most}, not ${size}`)
}

export function choicesOf(menu: Json): Json[] {
  return Array.isArray(menu.options) ? menu.options.filter(isObject) : []
}

export function adaOf(world: World): Person {
  return world.people.get('ada') ?? world.bot
}
