/** What happens in the workspaces, told to the app as far as it is subscribed and may know. */
import {
  type Acknowledgement,
  type Delivered,
  type Deliveries,
  type DeliveryOptions,
  type Fields,
  isFields,
  type SpokenOptions,
  textOf,
} from './slack-contract.ts'
import type { BareParcel, Courier } from './slack-courier.ts'
import {
  changedEvent,
  channelType,
  deletedEvent,
  eventCallback,
  mentionEvent,
  messageFields,
  spokenEvent,
  typedBlocks,
} from './slack-events.ts'
import {
  homeBlocks,
  homePressPayload,
  isHome,
  newEventId,
  pressedIn,
  pressPayload,
  shortcutPayload,
  slashPayload,
} from './slack-interactions.ts'
import { type KeptMessage, type KeptWorkspace, messageAt, type Platform, post, rootOf, workspaceNamed } from './slack-platform.ts'
import { type AnswerPlace, answer, type ResponseUrls } from './slack-response-url.ts'

type Where = Pick<Delivered, 'channel' | 'user' | 'ts' | 'thread'>

const HISTORY = { channel: 'channels:history', group: 'groups:history', im: 'im:history' } as const
const SUBSCRIPTION = { channel: 'message.channels', group: 'message.groups', im: 'message.im' } as const

/** Whether the app hears what is said in a channel. */
function hears(platform: Platform, workspace: KeptWorkspace, channel: string): boolean {
  const kind = channelType(workspace, channel)
  const isThere = workspace.rooms.get(channel)?.hasBot === true
  return isThere && platform.events.has(SUBSCRIPTION[kind]) && workspace.scopes.has(HISTORY[kind])
}

/** The same of an event about a channel. */
export const hearsEvent = (platform: Platform, workspace: KeptWorkspace, event: Fields) =>
  hears(platform, workspace, textOf(event, 'channel'))

export function deliveries(platform: Platform, courier: Courier, urls: ResponseUrls): Deliveries {
  const send = async (workspace: KeptWorkspace, where: Where, events: readonly Fields[], options: DeliveryOptions): Promise<Delivered> => {
    const parcels = events.map((event, i): BareParcel => {
      const eventId = options.eventId === undefined || i > 0 ? newEventId() : options.eventId
      return { kind: 'events_api', payload: eventCallback(platform, workspace, event, eventId), eventId }
    })
    return carried(courier, workspace.team.id, where, parcels, options, null)
  }
  const interact = async (place: AnswerPlace, payload: Fields, kind: 'slash_commands' | 'interactive', options: DeliveryOptions) => {
    const { workspace, channel, user, message } = place
    const where = { channel, user, ts: message?.ts ?? '', thread: message?.thread ?? null }
    const delivered = await carried(
      courier,
      workspace.team.id,
      where,
      [{ kind, payload, eventId: null }],
      options,
      textOf(payload, 'response_url') || null,
    )
    const [ack] = delivered.acks
    const words = typeof ack?.body === 'string' && ack.body !== '' ? { text: ack.body } : ack?.body
    if (ack?.ok === true && kind === 'slash_commands' && isFields(words) && Object.keys(words).length > 0) {
      answer(platform, place, words, 'acknowledgement')
    }
    return delivered
  }
  return {
    ...spokenDeliveries(platform, send),
    ...otherDeliveries(platform, send),
    ...pressedDeliveries(platform, urls, interact),
    again(delivered, options = {}) {
      const parcels = delivered.payloads.map((payload): BareParcel => {
        const eventId = options.newEventIds === true ? newEventId() : textOf(payload, 'event_id')
        return delivered.kind === 'events_api'
          ? { kind: delivered.kind, payload: { ...payload, event_id: eventId }, eventId }
          : { kind: delivered.kind, payload, eventId: null }
      })
      return carried(courier, delivered.team, delivered, parcels, options, delivered.responseUrl)
    },
  }
}

/** All at once, as Slack does; how the first attempt of each ended. */
async function carried(
  courier: Courier,
  team: string,
  { channel, user, ts, thread }: Where,
  parcels: readonly BareParcel[],
  options: DeliveryOptions,
  responseUrl: string | null,
): Promise<Delivered> {
  const acks: Acknowledgement[] = await Promise.all(parcels.map((parcel) => courier.deliver(parcel, options)))
  const payloads = parcels.map(({ payload }) => payload)
  return { team, channel, user, ts, thread, acks, payloads, kind: parcels[0]?.kind ?? 'events_api', responseUrl }
}

type Send = (workspace: KeptWorkspace, where: Where, events: readonly Fields[], options: DeliveryOptions) => Promise<Delivered>

/** A person writes: what stands in the channel then. */
function write(platform: Platform, workspace: KeptWorkspace, text: string, options: SpokenOptions): KeptMessage {
  const channel = options.channel ?? workspace.channels.general
  if (!workspace.rooms.has(channel)) throw new Error(`there is no channel ${channel} in ${workspace.team.id}`)
  return post(platform, {
    team: workspace.team.id,
    channel,
    thread: options.thread === undefined ? null : rootOf(platform, workspace.team.id, channel, options.thread),
    by: 'person',
    via: null,
    user: options.user ?? workspace.people.ann,
    ephemeralTo: null,
    body: { text, blocks: typedBlocks(text) },
    ...(options.ts === undefined ? {} : { ts: options.ts }),
  })
}

function spokenDeliveries(platform: Platform, send: Send): Pick<Deliveries, 'mention' | 'message' | 'dm' | 'edit' | 'unsay' | 'written'> {
  const spoken = (text: string, options: SpokenOptions, mentions: boolean) => {
    const workspace = workspaceNamed(platform, options.team)
    const message = write(platform, workspace, text, options)
    const event = { ...spokenEvent(platform, workspace, message), ...options.fields }
    const isHeard = hears(platform, workspace, message.channel)
    const called = mentions && platform.events.has('app_mention') && workspace.scopes.has('app_mentions:read')
    const events = [
      ...(called && options.only !== 'message' ? [mentionEvent(event)] : []),
      ...(isHeard && options.only !== 'app_mention' ? [event] : []),
    ]
    if (mentions && events.length === 0) throw new Error('the app is subscribed to nothing that a mention would bring')
    return send(workspace, message, options.messageFirst === true ? events.toReversed() : events, options)
  }
  const named = (message: { team: string; channel: string; ts: string }) => {
    const found = platform.messages.find(
      ({ team, channel, ts }) => team === message.team && channel === message.channel && ts === message.ts,
    )
    if (found === undefined) throw new Error(`there is no message ${message.ts} in ${message.channel}`)
    return found
  }
  return {
    async mention(text, options = {}) {
      const call = `<@${workspaceNamed(platform, options.team).botUser}>`
      return spoken(text.includes(call) ? text : `${call} ${text}`.trimEnd(), options, true)
    },
    message: async (text, options = {}) => spoken(text, options, false),
    async dm(text, options = {}) {
      const workspace = workspaceNamed(platform, options.team)
      return spoken(text, { ...options, channel: workspace.dmOf(options.user ?? workspace.people.ann) }, false)
    },
    async edit(message, text, options = {}) {
      const workspace = workspaceNamed(platform, message.team)
      const found = named(message)
      const before = messageFields(workspace, found, platform)
      Object.assign(found, { text, blocks: typedBlocks(text), edits: found.edits + 1 })
      const events = hears(platform, workspace, found.channel) ? [changedEvent(platform, workspace, found, before)] : []
      return send(workspace, found, events, options)
    },
    async unsay(message, options = {}) {
      const workspace = workspaceNamed(platform, message.team)
      const found = named(message)
      found.deleted = true
      return send(workspace, found, hears(platform, workspace, found.channel) ? [deletedEvent(platform, workspace, found)] : [], options)
    },
    written: (text, options = {}) => write(platform, workspaceNamed(platform, options.team), text, options),
  }
}

type Interact = (
  place: AnswerPlace,
  payload: Fields,
  kind: 'slash_commands' | 'interactive',
  options: DeliveryOptions,
) => Promise<Delivered>

function pressedDeliveries(platform: Platform, urls: ResponseUrls, interact: Interact): Pick<Deliveries, 'slash' | 'press' | 'shortcut'> {
  const kept = (message: { team: string; channel: string; ts: string }) => {
    const found = platform.messages.find(
      ({ team, channel, ts }) => team === message.team && channel === message.channel && ts === message.ts,
    )
    if (found === undefined || found.deleted) throw new Error(`the message ${message.ts} does not stand in ${message.channel} any more`)
    return found
  }
  return {
    async slash(text, options = {}) {
      const workspace = workspaceNamed(platform, options.team)
      const user = options.user ?? workspace.people.ann
      const channel = options.channel ?? workspace.channels.general
      if (!workspace.scopes.has('commands')) throw new Error('the app has no scope for commands')
      const place: AnswerPlace = { workspace, channel, user, message: null, path: 'commands' }
      const said = { command: options.command ?? '/news', text, channel, user }
      return interact(place, slashPayload(platform, workspace, said, urls.issue(place)), 'slash_commands', options)
    },
    async press(target, what, options = {}) {
      const workspace = workspaceNamed(platform, target.team)
      if (isHome(target)) {
        const place: AnswerPlace = { workspace, channel: '', user: target.user, message: null, path: 'actions' }
        return interact(place, homePressPayload(platform, workspace, target, pressedIn(homeBlocks(target), what)), 'interactive', options)
      }
      const message = kept(target)
      const user = options.by ?? message.ephemeralTo ?? workspace.people.ann
      if (message.ephemeralTo !== null && message.ephemeralTo !== user) throw new Error(`${user} does not see this message`)
      const place: AnswerPlace = { workspace, channel: message.channel, user, message, path: 'actions' }
      const pressed = pressedIn(message.blocks, what)
      return interact(place, pressPayload(platform, workspace, message, pressed, user, urls.issue(place)), 'interactive', options)
    },
    async shortcut(target, options = {}) {
      const workspace = workspaceNamed(platform, target.team)
      const message = kept(target)
      const user = options.by ?? workspace.people.ann
      const place: AnswerPlace = { workspace, channel: message.channel, user, message: null, path: 'app' }
      const payload = shortcutPayload(platform, workspace, message, user, options.callbackId ?? 'find_news', urls.issue(place))
      return interact(place, payload, 'interactive', options)
    },
  }
}

function otherDeliveries(platform: Platform, send: Send): Pick<Deliveries, 'homeOpened' | 'event' | 'uninstall'> {
  return {
    async homeOpened(tab, options = {}) {
      const workspace = workspaceNamed(platform, options.team)
      const user = options.user ?? workspace.people.ann
      const home = platform.homes.get(user)
      const view = home === undefined || tab !== 'home' ? {} : { view: { ...home.view, id: home.id, hash: home.hash } }
      const channel = workspace.dmOf(user)
      const event = { type: 'app_home_opened', user, channel, tab, event_ts: platform.nextTs(), ...view }
      return send(workspace, { channel, user, ts: '', thread: null }, platform.events.has('app_home_opened') ? [event] : [], options)
    },
    async event(event, options = {}) {
      const workspace = workspaceNamed(platform, options.team)
      const [channel, ts] = [textOf(event, 'channel'), textOf(event, 'ts')]
      const where = { channel, user: textOf(event, 'user'), ts, thread: textOf(event, 'thread_ts') || null }
      const isSaid = ['message', 'app_mention'].includes(textOf(event, 'type')) && event.subtype === undefined
      if (isSaid && ts !== '' && messageAt(platform, workspace.team.id, channel, ts) === undefined) {
        // It stands in the channel too, so that it can be answered and reacted to.
        post(platform, { ...where, team: workspace.team.id, by: 'person', via: null, ephemeralTo: null, body: event })
      }
      return send(workspace, where, [event], options)
    },
    async uninstall(options = {}) {
      const workspace = workspaceNamed(platform, options.team)
      workspace.tokenState = 'uninstalled'
      workspace.installed = false
      const events = [
        { type: 'tokens_revoked', tokens: { oauth: [], bot: [workspace.botUser] }, event_ts: platform.nextTs() },
        { type: 'app_uninstalled', event_ts: platform.nextTs() },
      ].filter(({ type }) => platform.events.has(type))
      return send(workspace, { channel: '', user: '', ts: '', thread: null }, events, options)
    },
  }
}
