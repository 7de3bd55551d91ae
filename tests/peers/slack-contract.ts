/** The words of the Slack peer: what it can be told, what it remembers, what it delivers. */
import type { Fault, PlannedFault } from './rest-server.ts'
import type { SlackFile } from './slack-files.ts'

export type Fields = Readonly<Record<string, unknown>>
export type SlackPeerOptions = {
  /** What the bot token may; default ALL_SCOPES. */
  readonly scopes?: readonly string[]
  /** Bot events that the app is subscribed to; default ALL_EVENTS. */
  readonly events?: readonly string[]
  /** Epoch ms, the platform's clock: message ts, response_url, signatures. */
  readonly now?: () => number
  /** How long a delivery may stay unacknowledged; default 3,000. */
  readonly ackWithinMs?: number
  /** Waits before the 1st, 2nd … redelivery of an event that was not acknowledged; default 0, 60,000 and 300,000. */
  readonly retryAfterMs?: readonly number[]
  /** Pings of the socket; default 10,000. */
  readonly pingEveryMs?: number
  /** Ids whose mention in an outgoing body is no violation. */
  readonly mayMention?: readonly string[]
  /** false: the first workspace too is installed by OAuth. */
  readonly installed?: boolean
  /** Further people of a workspace, each with a public channel of their own; default 0. */
  readonly crowd?: number
  /** So many messages that show a file are refused before it is ready; default 0. */
  readonly fileUnreadyFor?: number
  /** So many messages a page at most, whatever is asked for: 15 for apps that are distributed outside the Marketplace; default 1,000. */
  readonly mostListed?: number
}

/** Ids. `ann` and `bob` are plain members, `admin` and `owner` what they say, `robot` is another app's bot user. */
export type People = Readonly<Record<'ann' | 'bob' | 'admin' | 'owner' | 'robot', string>>
/** Ids. The bot is a member of `general`, `random` (public) and `secret` (private), not of the public `elsewhere` nor the private `hidden`. */
export type Channels = Readonly<Record<'general' | 'random' | 'elsewhere' | 'secret' | 'hidden', string>>
export type Workspace = {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string }
  readonly botUser: string
  readonly botId: string
  readonly botToken: string
  readonly people: People
  readonly channels: Channels
  readonly crowd: readonly { readonly user: string; readonly channel: string }[]
  /** The direct channel of the bot and this person. */
  dmOf(user: string): string
  readonly installed: boolean
  /** May be changed while it runs. */
  readonly scopes: Set<string>
}

/** One call of the Web API. `body`: JSON fields and booleans decoded. `status`: of the answer, the kind of the fault where there was none, null until then. */
export type SlackCall = {
  readonly method: string
  readonly body: Fields
  readonly token: string | null
  readonly team: string | null
  readonly atMs: number
  readonly status: number | string | null
  /** The JSON that was answered. */
  readonly answer: Fields | null
}
/** What stands in a channel. `by`: whether the bot or a person wrote it. `via`: how the bot did. */
export type SlackMessage = {
  readonly team: string
  readonly channel: string
  readonly ts: string
  /** The thread that it is a reply in; null for what stands in the channel itself, thread roots too. */
  readonly thread: string | null
  readonly by: 'bot' | 'person'
  readonly via: 'api' | 'response_url' | 'acknowledgement' | null
  /** The response_url that it came by. */
  readonly responseUrl: string | null
  readonly user: string
  readonly text: string
  readonly blocks: readonly Fields[]
  readonly metadata: Fields | null
  /** Who alone sees it. */
  readonly ephemeralTo: string | null
  readonly deleted: boolean
  /** How often it was changed. */
  readonly edits: number
  /** As it was posted or last replaced. */
  readonly body: Fields
}
export type Reaction = {
  readonly team: string
  readonly channel: string
  readonly ts: string
  readonly name: string
  readonly user: string
}
export type ThreadStatus = {
  readonly team: string
  readonly channel: string
  readonly thread: string
  /** '' where it was cleared. */
  readonly status: string
  readonly loadingMessages: readonly string[]
}
export type SuggestedPrompts = {
  readonly team: string
  readonly channel: string
  readonly thread: string | null
  readonly title: string | null
  readonly prompts: readonly { readonly title: string; readonly message: string }[]
}
export type PublishedHome = {
  readonly team: string
  readonly user: string
  readonly id: string
  readonly hash: string
  readonly view: Fields
}

/** How one attempt to deliver ended. `how`: over HTTP the status. `body`: what came with the acknowledgement. */
export type Acknowledgement = {
  readonly ok: boolean
  readonly how: 'acknowledged' | 'timeout' | 'closed' | 'refused' | number
  readonly eventId: string | null
  readonly retryNum: number
  readonly body: unknown
  readonly tookMs: number
}
export type DeliveryOptions = {
  /** Workspace; default the first. */
  readonly team?: string
  /** Says that it is the n-th redelivery. */
  readonly retryNum?: number
  /** Default: a new one. */
  readonly eventId?: string
  /** HTTP only. `old`: rightly signed, ten minutes ago. */
  readonly signature?: 'good' | 'wrong' | 'old' | 'missing'
  /** Redelivers what is not acknowledged; default true (slash commands and interactions: never). */
  readonly retries?: boolean
}
export type SpokenOptions = DeliveryOptions & {
  /** Default: ann. */
  readonly user?: string
  /** Default: general. */
  readonly channel?: string
  /** ts of the thread's root. */
  readonly thread?: string
  /** Default: a new one. */
  readonly ts?: string
  /** A mention arrives as app_mention and, where subscribed, as message too; this sends one of them. */
  readonly only?: 'app_mention' | 'message'
  /** Default: app_mention first. */
  readonly messageFirst?: boolean
  /** Further fields of the event, replacing the peer's: subtype, bot_id, edited, blocks, files … */
  readonly fields?: Fields
}
/** Something that was delivered. `acks`: how the first attempt of each event ended, in order. */
export type Delivered = {
  readonly team: string
  readonly channel: string
  readonly user: string
  /** Of the message; '' for what is none. */
  readonly ts: string
  readonly thread: string | null
  readonly acks: readonly Acknowledgement[]
  readonly payloads: readonly Fields[]
  readonly kind: 'events_api' | 'slash_commands' | 'interactive'
  readonly responseUrl: string | null
}
/** All resolve when each event was acknowledged or was not in time. They reject where nobody listens for 30 s. */
export type Deliveries = {
  /** `<@bot> text` in a channel; where `text` holds the mention already, as it is. */
  mention(text: string, options?: SpokenOptions): Promise<Delivered>
  /** In a channel or, with `thread`, a thread; without a mention. */
  message(text: string, options?: SpokenOptions): Promise<Delivered>
  dm(text: string, options?: SpokenOptions): Promise<Delivered>
  /** A person changes what they wrote: message_changed. */
  edit(message: Pick<SlackMessage, 'team' | 'channel' | 'ts'>, text: string, options?: DeliveryOptions): Promise<Delivered>
  /** A person takes back what they wrote: message_deleted. */
  unsay(message: Pick<SlackMessage, 'team' | 'channel' | 'ts'>, options?: DeliveryOptions): Promise<Delivered>
  slash(text: string, options?: DeliveryOptions & { user?: string; channel?: string; command?: string }): Promise<Delivered>
  /** `what`: an action_id, a label, or the label of an option or of a feedback button. `by`: default who it was for, else ann. */
  press(message: SlackMessage | PublishedHome, what: string, options?: DeliveryOptions & { by?: string }): Promise<Delivered>
  /** A message shortcut; default callback_id: the only one that the manifest has, `find_news`. */
  shortcut(
    message: Pick<SlackMessage, 'team' | 'channel' | 'ts'>,
    options?: DeliveryOptions & { by?: string; callbackId?: string },
  ): Promise<Delivered>
  homeOpened(tab: 'home' | 'messages', options?: DeliveryOptions & { user?: string }): Promise<Delivered>
  /** Any event, as it stands in the envelope's `event`. */
  event(event: Fields, options?: DeliveryOptions): Promise<Delivered>
  /** The same once more: under the same event ids (with a retry number where given), or under new ones. */
  again(delivered: Delivered, options?: DeliveryOptions & { newEventIds?: boolean }): Promise<Delivered>
  /** A person writes, and the bot is told nothing of it: there is a message to use a shortcut on. */
  written(text: string, options?: SpokenOptions): SlackMessage
  /** The app is taken off the workspace: the token is dead, app_uninstalled and tokens_revoked arrive. */
  uninstall(options?: DeliveryOptions): Promise<Delivered>
}
export type SlackSockets = {
  /** Open now, and greeted. */
  readonly connected: number
  /** Greeted since the start. */
  readonly greeted: number
  /** `link_disabled`: Socket Mode is off, until `enableLink`. */
  disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled'): void
  enableLink(): void
  /** Cuts the connections without a word. */
  drop(): void
  /** As it is, to every connection. */
  send(envelope: unknown): void
  /** An app_rate_limited payload. */
  appRateLimited(): void
  /** No more pings, and no more pongs: the line is dead, but nobody said so. */
  goSilent(): void
}
export type SlackPeer = {
  /** `http://127.0.0.1:port/api/` */
  readonly apiUrl: string
  readonly authorizeUrl: string
  readonly appId: string
  readonly appToken: string
  readonly signingSecret: string
  readonly clientId: string
  readonly clientSecret: string
  /** Of the first workspace, as are the next five. */
  readonly workspace: Workspace
  readonly botToken: string
  readonly botUser: string
  readonly team: string
  readonly people: People
  readonly channels: Channels
  /** Another workspace, to be installed by OAuth. `name`: short capitals, `BETA`. */
  addWorkspace(name: string): Workspace
  /** Oldest first, the newest 100,000. */
  readonly calls: readonly SlackCall[]
  /** Those of one method. */
  callsOf(method: string): readonly SlackCall[]
  /** What stands now of the bot, ephemeral messages too, deleted ones not; oldest first. */
  messages(channel?: string): readonly SlackMessage[]
  /** Also people's and deleted ones. */
  allMessages(channel?: string): readonly SlackMessage[]
  /** Those that stand. */
  readonly reactions: readonly Reaction[]
  /** Every one that was added, also where it was removed again. */
  readonly everyReaction: readonly Reaction[]
  /** Every change, oldest first. */
  readonly statuses: readonly ThreadStatus[]
  readonly prompts: readonly SuggestedPrompts[]
  readonly titles: readonly { readonly channel: string; readonly thread: string; readonly title: string }[]
  /** What was uploaded, or begun to be. */
  readonly files: readonly SlackFile[]
  /** The Home tab of this person, as it is published. */
  home(user: string): PublishedHome | null
  /** Every broken rule of an outgoing body, with the method. A test asserts that it is empty. */
  readonly violations: readonly string[]
  /** Messages posted into a channel less than a second after the one before: allowed in bursts, refused by Slack when it goes on. */
  readonly crowded: readonly { readonly channel: string; readonly afterMs: number }[]
  /** What the peer itself could not do. A test asserts that it is empty. */
  readonly failures: readonly Error[]
  /** `target`: a method, `response_url`, `socket` (opening one) or `*`. */
  fault(target: string, fault: Fault, times?: number): PlannedFault
  /** From now on `token_revoked` to every call. */
  revokeToken(team?: string): void
  /** What somebody does with a channel: it is archived, or deleted, or the bot is taken out of it; `open`: it is as before. */
  turnChannel(channel: string, to: 'archived' | 'deleted' | 'left' | 'open'): void
  /** From now on apps.connections.open answers `invalid_auth`. */
  revokeAppToken(): void
  /** From now on deliveries are signed requests to this URL, instead of Socket Mode. null = Socket Mode again. */
  deliverTo(url: string | null): void
  /** What Slack does when the URL is saved: whether the challenge came back. */
  verifyUrl(): Promise<boolean>
  readonly deliver: Deliveries
  readonly socket: SlackSockets
  /** Goes through an installation as a browser would, cookies kept; what the last page said. */
  install(installUrl: string, options?: { team?: string; deny?: boolean }): Promise<{ readonly status: number; readonly body: string }>
  /** What was asked of the consent page. */
  readonly consents: readonly { readonly scopes: readonly string[]; readonly redirectUri: string | null; readonly state: string | null }[]
  /** Waits until it is neither false, null nor undefined; rejects after `boundMs` (default 20,000), saying `what` and what was heard last. */
  waitFor<T>(predicate: () => T | Promise<T>, what: string, boundMs?: number): Promise<NonNullable<T>>
  close(): Promise<void>
}

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
/** A field as text, '' where it is neither text nor number. */
export const textOf = (fields: Fields, name: string): string => {
  const value = fields[name]
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}
