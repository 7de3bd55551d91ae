/** Slack's settings, and what they come to together. */
import { type Environment, isGiven, PLAIN, SECRET, type Table } from './setting.ts'
import {
  baseUrl,
  hostName,
  idList,
  plainSecret,
  SLACK_USER,
  secretThatBegins,
  slackApiUrl,
  slackTokenBut,
  slackTokenKind,
  wholeNumber,
} from './values.ts'

export type SlackValues = {
  readonly slackBotToken: string | null
  readonly slackAppToken: string | null
  readonly slackSigningSecret: string | null
  readonly slackClientId: string | null
  readonly slackClientSecret: string | null
  readonly slackHost: string
  readonly slackPort: number
  readonly slackManagers: readonly string[]
  readonly slackApiUrl: string
  readonly slackAuthorizeUrl: string
}
/** What the surface is opened with: `botToken` for one workspace, client id and secret for those that install the app themselves, or both. */
export type SlackConfig = {
  readonly botToken: string | null
  readonly appToken: string | null
  readonly signingSecret: string | null
  readonly clientId: string | null
  readonly clientSecret: string | null
  readonly host: string
  readonly port: number
  readonly apiUrl: string
  readonly authorizeUrl: string
  readonly managers: readonly string[]
}

const APP = 'api.slack.com/apps → your app'
const CREDENTIALS = `${APP} → Basic Information → App Credentials`

export const SLACK_SETTINGS: Table<SlackValues> = {
  slackBotToken: {
    ...SECRET,
    name: 'SLACK_BOT_TOKEN',
    summary: 'speaks in one workspace; others can install the app with SLACK_CLIENT_ID',
    range: 'a bot token (xoxb-…)',
    where: `${APP} → OAuth & Permissions → Bot User OAuth Token`,
    parse: secretThatBegins('xoxb-'),
    mistaken: slackTokenBut('xoxb-'),
  },
  slackAppToken: {
    ...SECRET,
    name: 'SLACK_APP_TOKEN',
    summary: 'hears through Socket Mode, so that nothing here has to be reachable from outside',
    range: 'an app-level token (xapp-…)',
    where: `${APP} → Basic Information → App-Level Tokens, scope connections:write`,
    parse: secretThatBegins('xapp-'),
    mistaken: slackTokenBut('xapp-'),
  },
  slackSigningSecret: {
    ...SECRET,
    name: 'SLACK_SIGNING_SECRET',
    summary: 'hears through HTTP requests instead, where SLACK_APP_TOKEN is not set; it proves that they come from Slack',
    range: 'the signing secret, without spaces',
    where: `${CREDENTIALS} → Signing Secret`,
    parse: plainSecret,
    mistaken: slackTokenKind,
  },
  slackClientId: {
    ...PLAIN,
    name: 'SLACK_CLIENT_ID',
    summary: 'lets workspaces install the app themselves by OAuth, at /slack/install; needs SLACK_CLIENT_SECRET and NEWSDESK_KEY',
    fallback: null,
    range: 'the client id, such as 123.456',
    where: `${CREDENTIALS} → Client ID`,
    parse: (text) => (/^[\w.-]{1,200}$/.test(text) ? plainSecret(text) : null),
    mistaken: slackTokenKind,
  },
  slackClientSecret: {
    ...SECRET,
    name: 'SLACK_CLIENT_SECRET',
    summary: 'goes with SLACK_CLIENT_ID',
    range: 'the client secret, without spaces',
    where: `${CREDENTIALS} → Client Secret`,
    parse: plainSecret,
    mistaken: slackTokenKind,
  },
  slackHost: {
    ...PLAIN,
    name: 'SLACK_HOST',
    summary: 'address on which requests and installations are awaited; in a container, or behind a proxy on another machine, 0.0.0.0',
    fallback: '127.0.0.1',
    range: 'a name or address of this machine, without http:// and port',
    parse: hostName,
  },
  slackPort: {
    ...PLAIN,
    name: 'SLACK_PORT',
    summary: 'port on which they are awaited; 0 takes any free one, which NEWSDESK_LOG=info tells',
    fallback: '3000',
    range: 'a whole number from 0 to 65535',
    parse: wholeNumber(0, 65_535),
  },
  slackManagers: {
    ...PLAIN,
    name: 'SLACK_MANAGERS',
    summary: 'who manages Newsdesk beside the workspace’s administrators and owners',
    fallback: '',
    range: 'people’s ids (U…), with commas between them',
    where: 'Slack: a person’s profile → ⋮ → Copy member ID',
    parse: idList(SLACK_USER),
  },
  slackApiUrl: {
    ...PLAIN,
    name: 'SLACK_API_URL',
    summary: 'where Slack’s Web API is, for a compatible server',
    fallback: 'https://slack.com/api/',
    range: 'an http or https address',
    parse: slackApiUrl,
  },
  slackAuthorizeUrl: {
    ...PLAIN,
    name: 'SLACK_AUTHORIZE_URL',
    summary: 'where a workspace’s permission is asked for, for a compatible server',
    fallback: 'https://slack.com/oauth/v2/authorize',
    range: 'an http or https address',
    parse: baseUrl,
  },
}

type Told = { readonly fault: (text: string) => void; readonly warn: (text: string) => void }

/** null: not turned on. What is missing is told as a fault, what has no effect as a warning. */
export function slackOf(values: SlackValues, environment: Environment, { fault, warn }: Told): SlackConfig | null {
  const isSet = (name: keyof SlackValues): boolean => isGiven(environment, SLACK_SETTINGS[name].name)
  const hears = isSet('slackAppToken') || isSet('slackSigningSecret')
  const installs = isSet('slackClientId') || isSet('slackClientSecret')
  if (!hears && !installs && !isSet('slackBotToken')) {
    const idle = (['slackHost', 'slackPort', 'slackManagers', 'slackApiUrl', 'slackAuthorizeUrl'] as const).filter(isSet)
    const names = idle.map((name) => SLACK_SETTINGS[name].name).join(', ')
    if (names !== '') warn(`${names}: without effect, because no token of Slack is set (SLACK_BOT_TOKEN and SLACK_APP_TOKEN).`)
    return null
  }
  if (!hears)
    fault(
      `${missing('slackAppToken')} Or for HTTP requests instead of Socket Mode: SLACK_SIGNING_SECRET (${SLACK_SETTINGS.slackSigningSecret.where}).`,
    )
  if (!installs && !isSet('slackBotToken')) fault(missing('slackBotToken'))
  if (installs && !isSet('slackClientSecret')) fault(missing('slackClientSecret'))
  if (installs && !isSet('slackClientId')) fault(missing('slackClientId'))
  const canSeal = isGiven(environment, 'NEWSDESK_KEY')
  if (installs && !canSeal) {
    const what = 'seals the tokens of the workspaces that install the app. Make one with `openssl rand -hex 32`.'
    // All of an app's credentials stand on one page and are easily copied together, though one workspace needs two of them.
    if (isSet('slackBotToken')) warn(`SLACK_CLIENT_ID, SLACK_CLIENT_SECRET: without effect, because NEWSDESK_KEY is not set: it ${what}`)
    else fault(`NEWSDESK_KEY is missing: it ${what}`)
  }
  return Object.freeze({
    botToken: values.slackBotToken,
    appToken: values.slackAppToken,
    signingSecret: values.slackSigningSecret,
    clientId: canSeal ? values.slackClientId : null,
    clientSecret: canSeal ? values.slackClientSecret : null,
    host: values.slackHost,
    port: values.slackPort,
    apiUrl: values.slackApiUrl,
    authorizeUrl: values.slackAuthorizeUrl,
    managers: values.slackManagers,
  })
}

function missing(name: keyof SlackValues): string {
  const setting = SLACK_SETTINGS[name]
  return `${setting.name} is missing: it ${setting.summary}. Get it from ${setting.where}.`
}
