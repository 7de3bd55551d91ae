/** The discord.js client, as this adapter needs it: what it hears of, and how little it keeps. */
import { ActivityType, Client, GatewayIntentBits, Options, Partials, type RESTOptions } from 'discord.js'
import { patientShards } from './sharding.ts'

const PRESENCE = '/news · ask about the news'
/** Guilds that stay silent for longer at the start are not waited for. */
const GUILDS_MS = 5_000
const MAX_USERS = 200
const MAX_MEMBERS = 50

export function newClient(rest: Partial<RESTOptions>, readsContent: boolean, ended: AbortSignal): Client {
  const { Guilds, GuildMessages, DirectMessages, MessageContent } = GatewayIntentBits
  const isMe = (id: string): boolean => id === client.user?.id
  const client: Client = new Client({
    intents: [Guilds, GuildMessages, DirectMessages, ...(readsContent ? [MessageContent] : [])],
    partials: [Partials.Channel],
    shards: 'auto',
    rest: { ...rest, retries: 2 },
    allowedMentions: { parse: [], repliedUser: false },
    presence: { status: 'online', activities: [{ name: PRESENCE, state: PRESENCE, type: ActivityType.Custom }] },
    waitGuildTimeout: GUILDS_MS,
    ws: { buildStrategy: (shards) => patientShards(shards, ended) },
    // Names and permissions of channels are all that is looked up.
    makeCache: Options.cacheWithLimits({
      MessageManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      ThreadMemberManager: 0,
      GuildBanManager: 0,
      GuildInviteManager: 0,
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
      GuildScheduledEventManager: 0,
      StageInstanceManager: 0,
      AutoModerationRuleManager: 0,
      ApplicationCommandManager: 0,
      EntitlementManager: 0,
      UserManager: { maxSize: MAX_USERS, keepOverLimit: ({ id }) => isMe(id) },
      GuildMemberManager: { maxSize: MAX_MEMBERS, keepOverLimit: ({ id }) => isMe(id) },
    }),
  })
  return client
}
