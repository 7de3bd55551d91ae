/** What people do with the bot's commands, buttons and menus, as their Discord lets them. */
import { type Ask, type Asks, AUTOCOMPLETE, COMMAND, COMPONENT, type Interacted, seen, start } from './discord-asks.ts'
import { flat } from './discord-components.ts'
import type { Dispatch } from './discord-gateway.ts'
import { channelObject, memberObject, messageObject, userObject } from './discord-objects.ts'
import {
  adaOf,
  choicesOf,
  commandFor,
  type Given,
  type Install,
  type InteractedHow,
  installOf,
  memberPermissions,
  named,
  nested,
  type Offer,
  values,
} from './discord-offered.ts'
import type { Json, Person } from './discord-peer.ts'
import { botPermissions, type ChannelState, type MessageState, type World } from './discord-world.ts'

export type Choice = { readonly name: string; readonly value: string | number }
export type Use = {
  /** `sub`: subcommand, or group and subcommand apart by a space, '' = none. Throws where a person could not have sent it. Resolved at the first callback, or when it failed. */
  slash(sub: string, options?: Given, how?: InteractedHow): Promise<Interacted>
  /** Choices, or null where none came in time. `others`: options that are filled in already. */
  autocomplete(
    sub: string,
    option: string,
    typed: string,
    how?: InteractedHow & { readonly others?: Given },
  ): Promise<readonly Choice[] | null>
  /** The message command on a message that stands. */
  contextMenu(message: { readonly id: string }, how?: InteractedHow): Promise<Interacted>
  /** Presses a button that stands, by its label or custom_id. */
  press(message: { readonly id: string }, labelOrId: string, how?: Pick<InteractedHow, 'by'>): Promise<Interacted>
  /** Chooses in a select menu that stands: one of its values or labels. */
  select(message: { readonly id: string }, value: string, how?: Pick<InteractedHow, 'by'>): Promise<Interacted>
}
type Stage = Offer & {
  readonly dispatch: Dispatch
  readonly asks: Asks
  readonly waitFor: <T>(predicate: () => T, what: string, withinMs?: number) => Promise<NonNullable<T>>
}
type Sent = {
  readonly type: Ask['type']
  readonly data: Json
  readonly name: string | null
  readonly message?: MessageState
  readonly install?: Install | undefined
}

const CHAT_INPUT = 1
const MESSAGE_MENU = 3
const BUTTON = 2
const MENU = 3
const DIRECT_PERMISSIONS = (1n << 15n) | (1n << 14n) | (1n << 17n)
/** Longer than the 3 seconds in which the bot has to acknowledge, however long a test makes them. */
const PATIENCE_MS = 60_000

export function using(stage: Stage): Use {
  return {
    async slash(sub, options = {}, how = {}) {
      const ask = sendCommand(stage, sub, how, COMMAND, (owner) => values(owner, options, null))
      return settled(stage, ask)
    },
    async autocomplete(sub, option, typed, how = {}) {
      const ask = sendCommand(stage, sub, how, AUTOCOMPLETE, (owner) => values(owner, { ...how.others, [option]: typed }, option))
      await settled(stage, ask)
      return (ask.response?.data.choices as readonly Choice[] | undefined) ?? null
    },
    contextMenu: ({ id }, how = {}) => useMenu(stage, id, how),
    async press({ id }, labelOrId, how = {}) {
      const message = standing(stage.world, id, how.by)
      const found = flat(message.components).filter(
        (each) => each.type === BUTTON && (each.label === labelOrId || each.custom_id === labelOrId),
      )
      return useComponent(stage, message, found, labelOrId, how.by)
    },
    async select({ id }, value, how = {}) {
      const message = standing(stage.world, id, how.by)
      const has = (option: Json) => option.value === value || option.label === value
      const found = flat(message.components).filter((each) => each.type === MENU && choicesOf(each).some(has))
      const chosen = found.flatMap(choicesOf).find(has)?.value
      return useComponent(stage, message, found, value, how.by, { values: [chosen] })
    },
  }
}

function sendCommand(stage: Stage, sub: string, how: InteractedHow, type: Ask['type'], options: (owner: Json) => Json[]): Ask {
  const { command, channel, by } = commandFor(stage, CHAT_INPUT, how.command ?? 'news', how)
  const path = sub.split(' ').filter((part) => part !== '')
  const data = { ...named(command), options: nested(command, path, options) }
  return send(stage, channel, by, { type, data, name: [command.name, ...path].join(' '), install: how.install })
}

async function useMenu(stage: Stage, id: string, how: InteractedHow): Promise<Interacted> {
  const target = standing(stage.world, id, how.by)
  const { command, channel, by } = commandFor(stage, MESSAGE_MENU, how.command ?? null, { channel: target.channel, ...how })
  const resolved = { messages: { [id]: messageObject(stage.world, target, true) } }
  const data = { ...named(command), target_id: id, resolved }
  return settled(stage, send(stage, channel, by, { type: COMMAND, data, name: String(command.name), install: how.install }))
}

function useComponent(
  stage: Stage,
  message: MessageState,
  found: readonly Json[],
  what: string,
  by: Person | undefined,
  more: Json = {},
): Promise<Interacted> {
  const component = found[0]
  if (component === undefined) throw new Error(`No component “${what}” stands on the message: ${JSON.stringify(message.components)}`)
  if (component.disabled === true || component.url !== undefined) throw new Error(`“${what}” is disabled or a link`)
  const channel = stage.world.channels.get(message.channel)
  if (channel === undefined) throw new Error(`There is no channel ${message.channel}`)
  const data = { custom_id: component.custom_id, component_type: component.type, id: 1, ...more }
  return settled(stage, send(stage, channel, by ?? adaOf(stage.world), { type: COMPONENT, data, name: null, message }))
}

/** The message, if this person sees it. */
function standing(world: World, id: string, by = adaOf(world)): MessageState {
  const message = world.messages.get(id)
  if (message === undefined || message.isDeleted) throw new Error(`No message ${id} stands`)
  if (message.to !== null && message.to !== by.id) throw new Error(`${by.username} does not see message ${id}`)
  return message
}

function send(stage: Stage, channel: ChannelState, by: Person, sent: Sent): Ask {
  const { world, asks, dispatch } = stage
  const install = installOf(world, channel, sent.install)
  const ask = start(asks, {
    id: world.id(),
    type: sent.type,
    by,
    channel: channel.id,
    name: sent.name,
    source: sent.message?.id ?? null,
    isContextMenu: sent.data.target_id !== undefined,
    isUserOnly: install === 'user' && channel.guild !== world.servers.home.id,
  })
  const interaction = interactionObject(world, channel, ask, install)
  const message = sent.message === undefined ? {} : { message: messageObject(world, sent.message, true) }
  dispatch('INTERACTION_CREATE', channel.guild === world.servers.home.id ? channel.guild : null, () => ({
    ...interaction,
    data: sent.data,
    ...message,
  }))
  return ask
}

function interactionObject(world: World, channel: ChannelState, ask: Ask, install: Install): Json {
  const server = Object.values(world.servers).find((each) => each.id === channel.guild)
  const who =
    server === undefined
      ? { user: userObject(ask.by) }
      : {
          guild_id: server.id,
          guild: { id: server.id, locale: 'en-GB', features: [] },
          guild_locale: 'en-GB',
          member: { ...memberObject(world, ask.by, server), user: userObject(ask.by), permissions: String(memberPermissions(ask.by)) },
        }
  const granted = botPermissions(world, channel)
  return {
    id: ask.id,
    application_id: world.application,
    type: ask.type,
    token: ask.token,
    version: 1,
    ...who,
    channel: channelObject(world, channel),
    channel_id: channel.id,
    app_permissions: String(server === undefined || granted === 0n ? DIRECT_PERMISSIONS : granted),
    locale: 'en-GB',
    entitlements: [],
    authorizing_integration_owners: install === 'user' ? { '1': ask.by.id } : { '0': server?.id ?? '0' },
    context: server !== undefined ? 0 : channel.type === 1 ? 1 : 2,
    attachment_size_limit: 10_485_760,
  }
}

async function settled(stage: Stage, ask: Ask): Promise<Interacted> {
  await stage.waitFor(() => ask.isFailed || ask.response !== null, `a callback to ${ask.name ?? 'a component'}`, PATIENCE_MS)
  return seen(stage.asks, ask, stage.waitFor)
}
