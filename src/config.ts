/** The environment → one frozen Config. All faults are told at once, each with its fix; what is merely without effect is a warning. */
import { DISCORD_SETTINGS, type DiscordConfig, discordOf } from './settings/discord.ts'
import { FEED_SETTINGS, type FeedConfig, feedsOf } from './settings/feeds.ts'
import { NEWSROOM_SETTINGS, type NewsroomValues } from './settings/newsroom.ts'
import { type Environment, readTable, type Setting } from './settings/setting.ts'
import { SLACK_SETTINGS, type SlackConfig, slackOf } from './settings/slack.ts'
import { WEB_SETTINGS, type WebConfig, webOf } from './settings/web.ts'

/** A platform that is not configured is null; so is a reading room that shall not be. */
export type Config = NewsroomValues & {
  readonly feeds: FeedConfig
  readonly web: WebConfig | null
  readonly slack: SlackConfig | null
  readonly discord: DiscordConfig | null
}

/** Every setting, in the order in which they are documented. */
export const SETTINGS: readonly Setting<unknown>[] = [
  NEWSROOM_SETTINGS,
  FEED_SETTINGS,
  WEB_SETTINGS,
  SLACK_SETTINGS,
  DISCORD_SETTINGS,
].flatMap((table) => Object.values<Setting<unknown>>(table))
/** Names with it are ours alone: one that is no setting is a fault. */
const OWN = 'NEWSDESK_'
/** Other programs have such names too: one that is no setting is a warning. */
const SHARED = /^(?:SLACK|DISCORD)_/

type Found = {
  readonly zone: string
  readonly seeds: string
  /** The known name that a mistyped one was probably meant to be. */
  readonly nearest: (typed: string, names: readonly string[]) => string | null
}
export type Read =
  | { readonly ok: true; readonly config: Config; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly faults: readonly string[] }

/** An empty value counts as absent. Secrets are in no fault and no warning. */
export function readConfig(environment: Environment, { nearest, ...found }: Found): Read {
  const faults: string[] = []
  const warnings: string[] = []
  const fault = (text: string): void => void faults.push(text)
  const warn = (text: string): void => void warnings.push(text)
  const own = readTable(NEWSROOM_SETTINGS, environment, found, fault)
  const feeds = feedsOf(readTable(FEED_SETTINGS, environment, {}, fault))
  const web = webOf(readTable(WEB_SETTINGS, environment, {}, fault))
  const slackValues = readTable(SLACK_SETTINGS, environment, {}, fault)
  const discordValues = readTable(DISCORD_SETTINGS, environment, {}, fault)
  const slack = slackOf(slackValues, environment, { fault, warn })
  const discord = discordOf(discordValues, environment, warn)
  const names = SETTINGS.map((setting) => setting.name)
  for (const [name, value] of Object.entries(environment)) {
    if (names.includes(name) || !value?.trim()) continue
    const meant = nearest(name, names)
    const told = `${name}: no such setting${meant === null ? '; docs/settings.md lists them all' : `. Did you mean ${meant}?`}`
    if (name.startsWith(OWN)) fault(meant === null ? `${told}.` : told)
    else if (SHARED.test(name)) warn(meant === null ? `${told}.` : told)
  }
  if (faults.length > 0) return { ok: false, faults }
  return { ok: true, config: Object.freeze({ ...own, feeds, web, slack, discord }), warnings }
}

/** The values that a log must never print. */
export function secretsOf(environment: Environment): readonly string[] {
  return SETTINGS.filter((setting) => setting.secret).flatMap(({ name, parse }) => {
    const text = environment[name]?.trim() ?? ''
    const value = parse(text)
    return text === '' ? [] : typeof value === 'string' && value !== text ? [text, value] : [text]
  })
}
