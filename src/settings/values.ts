/** Texts of the environment → values of settings. `null`: the text is none; what was probably mistaken for it is told by `mistaken…`. */
import { readAllowance } from '../intake/fetch/addresses.ts'

export function isZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return text.length > 0
  } catch {
    // The engine answers only by throwing RangeError on an unknown zone.
    return false
  }
}

export function fileName(text: string): string | null {
  return text.includes('\0') ? null : text
}

export function wholeNumber(min: number, max: number): (text: string) => number | null {
  return (text) => (/^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : null)
}

export function onOrOff(text: string): boolean | null {
  return /^(?:on|yes|true|1)$/i.test(text) ? true : /^(?:off|no|false|0)$/i.test(text) ? false : null
}

/** An http(s) address without its trailing slashes; a query, a fragment or a password has no place in a base address. */
export function baseUrl(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || /[?#]/.test(text)) return null
  return url.href.replace(/\/+$/, '')
}

/** Slack's Web API is called as `base + method`, so its base ends with a slash. */
export function slackApiUrl(text: string): string | null {
  const base = baseUrl(text)
  return base === null ? null : `${base}/`
}

/** discord.js adds the version itself. */
export function discordApiUrl(text: string): string | null {
  return baseUrl(text)?.replace(/\/v\d+$/, '') ?? null
}

/** A name or address to listen on, also an IPv6 address in brackets. */
export function hostName(text: string): string | null {
  const bare = text.replace(/^\[(.*)\]$/, '$1')
  return /^[\w.:%-]{1,253}$/.test(bare) ? bare : null
}

/** Ids apart by commas or spaces, each matching; at most 100. */
export function idList(pattern: RegExp): (text: string) => readonly string[] | null {
  return (text) => {
    const ids = [...new Set(text.split(/[\s,;]+/).filter(Boolean))]
    return ids.length <= MAX_IDS && ids.every((id) => pattern.test(id)) ? ids : null
  }
}
const MAX_IDS = 100
/** U012ABCDEF; W… in an Enterprise organisation. */
export const SLACK_USER = /^[UW]\w{0,63}$/
/** A snowflake: https://discord.com/developers/docs/reference#snowflakes */
export const DISCORD_ID = /^\d{1,20}$/

/** Text that can be a secret: no spaces, no quotation marks and none of the brackets that stand around a placeholder. */
export function secret(text: string): string | null {
  return /^[^\s"'“”<>]{1,1000}$/.test(text) ? text : null
}

/** A secret that begins as given and goes on after that. */
export function secretThatBegins(prefix: string): (text: string) => string | null {
  return (text) => (text.startsWith(prefix) && text.length > prefix.length ? secret(text) : null)
}

/** A secret that is no Slack token. */
export function plainSecret(text: string): string | null {
  return slackTokenKind(text) === null ? secret(text) : null
}

/** Discord's documents write `Bot TOKEN`, which is how it is sent, not part of it. */
export function discordToken(text: string): string | null {
  return plainSecret(text.replace(/^Bot\s+/i, ''))
}

/** What a text is that begins as one of Slack's tokens does. https://docs.slack.dev/authentication/tokens */
const SLACK_TOKENS: readonly (readonly [RegExp, string])[] = [
  [/^xoxb-/, 'a bot token, which belongs in SLACK_BOT_TOKEN'],
  [/^xapp-/, 'an app-level token, which belongs in SLACK_APP_TOKEN'],
  [/^xoxp-/, 'a user token, which speaks for one person and not for the bot'],
  [/^xoxe[.-]/, 'a token that expires, because token rotation is on; SLACK_CLIENT_ID and SLACK_CLIENT_SECRET renew it'],
  [/^xox[a-z]-|^xwfp-/, 'another of Slack’s tokens'],
]

/** `an app-level token, which belongs in SLACK_APP_TOKEN`, or null where the text begins as no token of Slack. */
export function slackTokenKind(text: string): string | null {
  return SLACK_TOKENS.find(([pattern]) => pattern.test(text))?.[1] ?? null
}

/** The same, where a token that begins so is not another one but only a wrong one. */
export function slackTokenBut(prefix: string): (text: string) => string | null {
  return (text) => (text.startsWith(prefix) ? null : slackTokenKind(text))
}

/** What is wrong with a text that no setting takes: some programs read `.env` files with the quotation marks in them. */
export function isQuoted(text: string): boolean {
  return /^(["']).*\1$/s.test(text)
}

/** What stands in a `User-Agent` as it is: nothing there may end the comment that it stands in. */
export function contact(text: string): string | null {
  if (!/^[\x21-\x7e]{3,200}$/.test(text) || /[()"\\;<>]/.test(text)) return null
  const address = text.replace(/^mailto:/i, '')
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(address)) return address
  return baseUrl(text) === null ? null : text
}

/** Names, addresses and networks, each with a port if need be; at most 100. */
export function hostPatterns(text: string): readonly string[] | null {
  const patterns = [...new Set(text.split(/[\s,;]+/).filter(Boolean))].map((pattern) => pattern.toLowerCase())
  return patterns.length <= MAX_IDS && patterns.every((pattern) => readAllowance(pattern) !== null) ? patterns : null
}

export function webPort(text: string): number | 'off' | null {
  return /^off$/i.test(text) ? 'off' : wholeNumber(1, 65_535)(text)
}

/** Scheme, host and port of sites, nothing after them; at most 100. */
export function origins(text: string): readonly string[] | null {
  const given = [...new Set(text.split(/[\s,;]+/).filter(Boolean))].map(origin)
  return given.length <= MAX_IDS && given.every((one) => one !== null) ? given : null
}

/** Scheme, host and port of a site, nothing after them. */
export function origin(text: string): string | null {
  const url = baseUrl(text)
  return url !== null && new URL(url).origin === url ? url : null
}
