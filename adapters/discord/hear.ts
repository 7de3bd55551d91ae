/** What Discord delivers → acknowledged in its three seconds, then on to the reception. */
import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIChatInputApplicationCommandInteraction,
  type APIInteraction,
  ApplicationCommandType,
  type Client,
  type GatewayMessageCreateDispatchData,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  Routes,
} from 'discord.js'
import type { Reception, Surface } from '../../commands/command.ts'
import type { Api } from './api.ts'
import { choicesFor } from './autocomplete.ts'
import { within } from './deadline.ts'
import { ALREADY_ACKNOWLEDGED, isCode } from './faults.ts'
import type { Ears } from './gateway.ts'
import type { HealthBook } from './health.ts'
import { SURFACE, threadOf } from './place.ts'
import { readMessage } from './read.ts'
import { choiceOf, givenOf, isDirectWithMe, readMessageCommand, readPress, readSlash, userOf } from './read-interaction.ts'
import type { Host, Pace } from './settings.ts'
import type { Names } from './words.ts'

/** Completions made at a time: each key that a reader hits asks for some. */
const MAX_SUGGESTING = 50

type Needs = {
  readonly reception: Reception
  readonly host: Host
  readonly pace: Pace
  readonly health: HealthBook
  readonly api: Api
  surface(): Surface
  client(): Client | null
  me(): string
  readsContent(): boolean
  /** Keeps what is under way, so that closing can wait for it. */
  hold(event: string, work: () => Promise<void>): void
}

export function openEars(needs: Needs): Omit<Ears, 'ready'> {
  const { hold } = needs
  let suggesting = 0
  return {
    message: (data) => hold('discord.message', () => hearMessage(data, needs)),
    interaction(data) {
      switch (data.type) {
        case InteractionType.ApplicationCommand:
          if (data.data.type === ApplicationCommandType.ChatInput)
            hold('discord.command', () => hearSlash(data as APIChatInputApplicationCommandInteraction, needs))
          else hold('discord.command', () => hearMessageCommand(data, needs))
          return
        case InteractionType.MessageComponent:
          hold('discord.press', async () => {
            await acknowledge(data, { type: InteractionResponseType.DeferredMessageUpdate }, needs)
            await receive(readPress(data, nowMs(needs)), needs)
          })
          return
        case InteractionType.ApplicationCommandAutocomplete:
          hold('discord.autocomplete', async () => {
            suggesting++
            await suggest(data, suggesting <= MAX_SUGGESTING, needs).finally(() => suggesting--)
          })
          return
        default: // Nothing else is registered or offered.
      }
    },
  }
}

const nowMs = ({ host }: Needs): number => host.now().getTime()
const receive = (said: Parameters<Reception['receive']>[0], { reception, surface }: Needs) => reception.receive(said, surface())

async function hearMessage(data: GatewayMessageCreateDispatchData, needs: Needs): Promise<void> {
  const { me, readsContent, client, reception } = needs
  const heard = readMessage(data, {
    me: me(),
    names: namesOf(client(), data.guild_id),
    isThread: (id) => client()?.channels.cache.get(id)?.isThread() === true,
  })
  if (heard === null) return
  if (heard.mayBeMeant && !(readsContent() && (await reception.follows(threadOf.channel(data.channel_id))))) return
  await receive(heard.said, needs)
}

async function hearSlash(data: APIChatInputApplicationCommandInteraction, needs: Needs): Promise<void> {
  const { reception, pace } = needs
  const { name, values } = givenOf(data.data)
  const command = reception.commands.find((one) => one.name === name)
  const { chosen, given } = choiceOf(values, command)
  const decided = command?.private === true ? true : chosen
  // Rather seen by too few than by too many.
  const preferred = async () => await within(pace.decideMs, true, reception.isPrivate(name, SURFACE, userOf(data)))
  const isPrivate = !isDirectWithMe(data) && (decided ?? (await preferred()))
  await promise(data, isPrivate, needs)
  await receive(readSlash(data, given, isPrivate, nowMs(needs)), needs)
}

type MessageCommand = Extract<APIInteraction, { type: InteractionType.ApplicationCommand }>

async function hearMessageCommand(data: MessageCommand, needs: Needs): Promise<void> {
  if (data.data.type !== ApplicationCommandType.Message) return
  const command = data as Parameters<typeof readMessageCommand>[0]
  const isPrivate = !isDirectWithMe(command)
  await promise(command, isPrivate, needs)
  const known = { me: needs.me(), names: namesOf(needs.client(), command.guild_id) }
  await receive(readMessageCommand(command, known, isPrivate, nowMs(needs)), needs)
}

/** “Newsdesk is thinking…” */
async function promise(data: APIInteraction, isPrivate: boolean, needs: Needs): Promise<void> {
  const flags = isPrivate ? { flags: MessageFlags.Ephemeral } : {}
  await acknowledge(data, { type: InteractionResponseType.DeferredChannelMessageWithSource, data: flags }, needs)
}

/** Where it fails the answer is made all the same, and goes another way. */
async function acknowledge({ id, token }: APIInteraction, body: object, { api, host, health }: Needs): Promise<void> {
  const query = new URLSearchParams({ with_response: 'false' })
  try {
    await api.repeat((signal) => api.hook.post(Routes.interactionCallback(id, token), { body, query, auth: false, signal }))
  } catch (error) {
    // Delivered twice, or a try that failed on its way back.
    if (isCode(error, ALREADY_ACKNOWLEDGED)) return
    health.failed(error)
    host.log.warn('discord.acknowledge', { error })
  }
}

async function suggest(data: APIApplicationCommandAutocompleteInteraction, hasTime: boolean, needs: Needs): Promise<void> {
  const { api, reception, host, pace } = needs
  const choices = hasTime ? await within(pace.suggestMs, [], choicesFor(data, reception)) : []
  const body = { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } }
  try {
    await api.hook.post(Routes.interactionCallback(data.id, data.token), {
      body,
      auth: false,
      query: new URLSearchParams({ with_response: 'false' }),
    })
  } catch (error) {
    host.log.debug('discord.autocomplete', { error })
  }
}

function namesOf(client: Client | null, guild: string | undefined): Names {
  return {
    user: (id) => client?.users.cache.get(id)?.displayName ?? null,
    channel(id) {
      const channel = client?.channels.cache.get(id)
      return channel !== undefined && 'name' in channel ? channel.name : null
    },
    role: (id) => (guild === undefined ? undefined : client?.guilds.cache.get(guild)?.roles.cache.get(id)?.name) ?? null,
  }
}
