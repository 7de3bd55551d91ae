/** Discord's settings, and what they come to together. */
import { type Environment, isGiven, PLAIN, SECRET, type Table } from './setting.ts'
import { DISCORD_ID, discordApiUrl, discordToken, idList, onOrOff, slackTokenKind } from './values.ts'

export type DiscordValues = {
  readonly discordToken: string | null
  readonly discordGuild: string | null
  readonly discordManagers: readonly string[]
  readonly discordReadsThreads: boolean
  readonly discordApiUrl: string
}
/** What the surface is opened with. */
export type DiscordConfig = {
  readonly token: string
  readonly apiUrl: string
  readonly guild: string | null
  readonly managers: readonly string[]
  readonly readsThreads: boolean
}

const APP = 'discord.com/developers/applications → your application'
const COPY_ID = 'Discord: User Settings → Advanced → Developer Mode, then right-click'

export const DISCORD_SETTINGS: Table<DiscordValues> = {
  discordToken: {
    ...SECRET,
    name: 'DISCORD_TOKEN',
    summary: 'the bot’s token; it alone turns Discord on',
    range: 'the bot token, without spaces',
    where: `${APP} → Bot → Reset Token`,
    parse: discordToken,
    mistaken: slackTokenKind,
  },
  discordGuild: {
    ...PLAIN,
    name: 'DISCORD_GUILD',
    summary: 'the one server in which the commands are registered, for trying things out; everywhere where absent',
    fallback: null,
    range: 'a server’s id, a number',
    where: `${COPY_ID} the server → Copy Server ID`,
    parse: (text) => (DISCORD_ID.test(text) ? text : null),
  },
  discordManagers: {
    ...PLAIN,
    name: 'DISCORD_MANAGERS',
    summary: 'who manages Newsdesk beside those who may manage the server',
    fallback: '',
    range: 'people’s ids, numbers with commas between them',
    where: `${COPY_ID} the person → Copy User ID`,
    parse: idList(DISCORD_ID),
  },
  discordReadsThreads: {
    ...PLAIN,
    name: 'DISCORD_READS_THREADS',
    summary: 'whether words in a thread need no mention once the bot has spoken there; on needs the Message Content Intent',
    fallback: 'off',
    range: 'on or off',
    where: `${APP} → Bot → Privileged Gateway Intents → Message Content Intent`,
    parse: onOrOff,
  },
  discordApiUrl: {
    ...PLAIN,
    name: 'DISCORD_API_URL',
    summary: 'where Discord’s API is, for a compatible server',
    fallback: 'https://discord.com/api',
    range: 'an http or https address',
    parse: discordApiUrl,
  },
}

/** null: not turned on. Settings that then have no effect are told to `warn`. */
export function discordOf(values: DiscordValues, environment: Environment, warn: (text: string) => void): DiscordConfig | null {
  if (values.discordToken === null) {
    const idle = Object.values(DISCORD_SETTINGS).filter(({ name, secret }) => !secret && isGiven(environment, name))
    if (idle.length > 0) warn(`${idle.map(({ name }) => name).join(', ')}: without effect, because DISCORD_TOKEN is not set.`)
    return null
  }
  return Object.freeze({
    token: values.discordToken,
    apiUrl: values.discordApiUrl,
    guild: values.discordGuild,
    managers: values.discordManagers,
    readsThreads: values.discordReadsThreads,
  })
}
