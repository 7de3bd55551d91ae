/** Settings of the reading room: where it listens, how others reach it, and who manages. */
import { PLAIN, SECRET, type Table } from './setting.ts'
import { hostName, origin, origins, secret, webPort, wholeNumber } from './values.ts'

export type WebValues = {
  readonly webPort: number | 'off' | null
  readonly webHost: string
  readonly webUrl: string | null
  readonly webToken: string | null
  readonly webLimit: number
  readonly webProxies: number
  readonly webOrigins: readonly string[]
}
/** `port` null: it was not chosen. */
export type WebConfig = {
  readonly host: string
  readonly port: number | null
  readonly publicUrl: string | null
  readonly token: string | null
  readonly limit: number
  readonly proxies: number
  readonly origins: readonly string[]
}

const MIN_TOKEN = 16

export const WEB_SETTINGS: Table<WebValues> = {
  webPort: {
    ...PLAIN,
    name: 'NEWSDESK_WEB_PORT',
    summary: 'port of the reading room, the web page; from 4321 the first one that is free where absent; off: there is none',
    fallback: null,
    range: 'a port from 1 to 65535, or off',
    parse: webPort,
  },
  webHost: {
    ...PLAIN,
    name: 'NEWSDESK_WEB_HOST',
    summary: 'address that it listens on; only this machine reaches it unless another one is given, such as 0.0.0.0',
    fallback: '127.0.0.1',
    range: 'a name or an address',
    parse: hostName,
  },
  webUrl: {
    ...PLAIN,
    name: 'NEWSDESK_WEB_URL',
    summary: 'address by which readers reach it, for example through a proxy with TLS; then citations in Slack and Discord lead there too',
    fallback: null,
    range: 'an http(s) address without a path, such as https://news.example.org',
    parse: origin,
  },
  webToken: {
    ...SECRET,
    name: 'NEWSDESK_WEB_TOKEN',
    summary: 'opens the pages for managers; without it only the sign-in links do that the bot sends them',
    range: `a text of at least ${MIN_TOKEN} characters without spaces`,
    where: '`openssl rand -hex 24`',
    parse: (text) => (text.length >= MIN_TOKEN ? secret(text) : null),
  },
  webLimit: {
    ...PLAIN,
    name: 'NEWSDESK_WEB_LIMIT',
    summary: 'how much may be asked from one address, on the page and by the JSON API',
    fallback: '60',
    unit: 'questions a minute',
    range: 'a whole number from 1 to 100000',
    parse: wholeNumber(1, 100_000),
  },
  webProxies: {
    ...PLAIN,
    name: 'NEWSDESK_WEB_PROXIES',
    summary: 'proxies before the reading room, whose X-Forwarded-For says who asks; without it, all who come through a proxy count as one',
    fallback: '0',
    range: 'a whole number from 0 to 9',
    parse: wholeNumber(0, 9),
  },
  webOrigins: {
    ...PLAIN,
    name: 'NEWSDESK_WEB_ORIGINS',
    summary: 'sites whose scripts may use the JSON API; none where absent',
    fallback: '',
    range: 'origins such as https://example.org, with commas between them',
    parse: origins,
  },
}

/** null: there shall be none. */
export function webOf({ webPort: port, ...values }: WebValues): WebConfig | null {
  if (port === 'off') return null
  return {
    port,
    host: values.webHost,
    publicUrl: values.webUrl,
    token: values.webToken,
    limit: values.webLimit,
    proxies: values.webProxies,
    origins: values.webOrigins,
  }
}
