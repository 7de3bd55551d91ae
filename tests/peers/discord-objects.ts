/** The world in Discord's own JSON: users, members, servers, channels, messages. */
import { attachmentObject } from './discord-attachments.ts'
import type { Json, Person } from './discord-peer.ts'
import { botPermissions, type ChannelState, type MessageState, personOf, type Server, USUAL, type World } from './discord-world.ts'

const JOINED = '2024-03-01T09:00:00.000Z'
const REPLY = 19

export function userObject(person: Person): Json {
  return {
    id: person.id,
    username: person.username,
    discriminator: person.isBot ? '4821' : '0',
    global_name: person.isBot ? null : person.username,
    avatar: null,
    avatar_decoration_data: null,
    collectibles: null,
    display_name_styles: null,
    primary_guild: null,
    banner: null,
    accent_color: null,
    bot: person.isBot,
    system: false,
    public_flags: 0,
    flags: 0,
  }
}

function rolesOf(world: World, person: Person, server: Server): string[] {
  if (person.id === world.bot.id) return [server.botRole]
  return person.permissions !== null && person.permissions !== USUAL && person.id !== server.owner ? [server.managerRole] : []
}

/** Without the user, as in messages. */
export function memberObject(world: World, person: Person, server: Server): Json {
  return {
    avatar: null,
    banner: null,
    communication_disabled_until: null,
    flags: 0,
    joined_at: JOINED,
    nick: null,
    pending: false,
    premium_since: null,
    roles: rolesOf(world, person, server),
    mute: false,
    deaf: false,
  }
}

function role(id: string, name: string, permissions: bigint, position: number, tags?: Json): Json {
  return {
    id,
    name,
    description: null,
    permissions: String(permissions),
    position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: tags !== undefined,
    mentionable: true,
    icon: null,
    unicode_emoji: null,
    flags: 0,
    ...(tags === undefined ? {} : { tags }),
  }
}

export function roleObjects(world: World, server: Server): Json[] {
  return [
    role(server.id, '@everyone', USUAL, 0),
    role(server.managerRole, 'Editors', world.people.get('mira')?.permissions ?? USUAL, 2),
    role(server.botRole, world.bot.username, USUAL, 1, { bot_id: world.bot.id }),
  ]
}

export function channelObject(world: World, channel: ChannelState): Json {
  const base = { id: channel.id, type: channel.type, flags: 0, last_message_id: channel.last }
  if (channel.type === 1 || channel.type === 3)
    return {
      ...base,
      recipients: channel.recipients.map(userObject),
      ...(channel.type === 3 ? { name: channel.name, icon: null, owner_id: channel.recipients[0]?.id } : {}),
    }
  const inServer = { ...base, guild_id: channel.guild, name: channel.name, parent_id: channel.parent, rate_limit_per_user: 0 }
  if (channel.type === 11) {
    const created = new Date(channel.createdMs).toISOString()
    return {
      ...inServer,
      owner_id: world.people.get('ada')?.id,
      message_count: 0,
      member_count: 1,
      total_message_sent: 0,
      thread_metadata: {
        archived: false,
        archive_timestamp: created,
        auto_archive_duration: 1440,
        locked: false,
        create_timestamp: created,
      },
    }
  }
  const granted = botPermissions(world, channel)
  return {
    ...inServer,
    position: 0,
    topic: null,
    nsfw: false,
    permission_overwrites: [{ id: world.bot.id, type: 1, allow: String(granted), deny: String(USUAL & ~granted) }],
  }
}

/** The server of REST; GUILD_CREATE adds its channels, threads and members. */
export function guildObject(world: World, server: Server): Json {
  return {
    id: server.id,
    name: server.name,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    features: [],
    banner: null,
    owner_id: server.owner,
    application_id: null,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    roles: roleObjects(world, server),
    default_message_notifications: 1,
    mfa_level: 0,
    explicit_content_filter: 0,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: 'en-GB',
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
    emojis: [],
    stickers: [],
    incidents_data: null,
  }
}

export function guildCreateObject(world: World, server: Server): Json {
  const channels = [...world.channels.values()].filter((channel) => channel.guild === server.id && !channel.isGone)
  const members = [...world.people.values()].filter((person) => person.permissions !== null)
  return {
    ...guildObject(world, server),
    joined_at: JOINED,
    large: false,
    unavailable: false,
    member_count: members.length,
    voice_states: [],
    members: members.map((person) => ({ user: userObject(person), ...memberObject(world, person, server) })),
    channels: channels.filter((channel) => channel.type === 0).map((channel) => channelObject(world, channel)),
    threads: channels.filter((channel) => channel.type === 11).map((channel) => channelObject(world, channel)),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
}

/** Whether Discord lets the bot read what a person wrote: its own words, direct ones, those that mention it, or all with the intent. */
export function isReadable(world: World, message: MessageState, readsContent: boolean): boolean {
  const isDirect = world.channels.get(message.channel)?.type === 1
  return readsContent || isDirect || message.author.id === world.bot.id || message.mentions.includes(world.bot.id)
}

/** `readsContent`: content is left out where the bot may not read it. */
export function messageObject(world: World, message: MessageState, readsContent: boolean, isQuoted = false): Json {
  const readable = isReadable(world, message, readsContent)
  const user = { ...userObject(message.author), bot: message.author.isBot || message.webhook !== null }
  const answered = message.replyTo === null ? undefined : world.messages.get(message.replyTo)
  const asker = message.interaction
  return {
    id: message.id,
    channel_id: message.channel,
    type: message.type,
    author: user,
    content: readable ? message.content : '',
    components: readable ? numbered(message.components) : [],
    embeds: readable ? message.embeds.map((embed) => ({ type: 'rich', ...embed })) : [],
    attachments: readable ? [...message.attachments, ...message.files.map((file) => attachmentObject(file, message.channel))] : [],
    mentions: message.mentions.flatMap((id) => personOf(world, id) ?? []).map(userObject),
    mention_roles: message.roles,
    mention_everyone: message.everyone,
    timestamp: new Date(message.atMs).toISOString(),
    edited_timestamp: message.editedMs === null ? null : new Date(message.editedMs).toISOString(),
    flags: message.flags,
    pinned: false,
    tts: false,
    ...(message.nonce === null ? {} : { nonce: message.nonce }),
    ...(message.webhook === null && asker === null ? {} : { webhook_id: message.webhook ?? world.application }),
    ...(message.author.id === world.bot.id && asker !== null ? { application_id: world.application } : {}),
    ...(asker === null ? {} : interactionParts(asker)),
    ...(message.replyTo === null || isQuoted
      ? {}
      : {
          message_reference: { type: 0, channel_id: message.channel, message_id: message.replyTo, ...guildOf(world, message) },
          ...(message.type === REPLY
            ? {
                referenced_message:
                  answered === undefined || answered.isDeleted ? null : messageObject(world, answered, readsContent, true),
              }
            : {}),
        }),
  }
}

function interactionParts(asker: NonNullable<MessageState['interaction']>): Json {
  const user = userObject(asker.user)
  return {
    interaction_metadata: { id: asker.id, type: asker.type, user, authorizing_integration_owners: {} },
    ...(asker.name === null ? {} : { interaction: { id: asker.id, type: asker.type, name: asker.name, user } }),
  }
}

function guildOf(world: World, message: MessageState): Json {
  const guild = world.channels.get(message.channel)?.guild ?? null
  return guild === null ? {} : { guild_id: guild }
}

/** MESSAGE_CREATE and MESSAGE_UPDATE: the message, its server and its author's membership. */
export function messageEvent(world: World, message: MessageState, readsContent: boolean): Json {
  const server = Object.values(world.servers).find((each) => each.id === world.channels.get(message.channel)?.guild)
  const isMember = message.author.permissions !== null && message.webhook === null
  return {
    ...messageObject(world, message, readsContent),
    channel_type: world.channels.get(message.channel)?.type ?? 0,
    ...(server === undefined ? {} : { guild_id: server.id }),
    ...(server === undefined || !isMember ? {} : { member: memberObject(world, message.author, server) }),
  }
}

/** Discord numbers the components of a message. */
function numbered(components: readonly Json[], from = { next: 1 }): Json[] {
  return components.map((component) => {
    const id = from.next++
    const inner = component.components
    return { id, ...component, ...(Array.isArray(inner) ? { components: numbered(inner as Json[], from) } : {}) }
  })
}
