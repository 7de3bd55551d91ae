import { describe, expect, test } from 'vitest'
import { readConfig, SETTINGS, secretsOf } from '../src/config.ts'
import { nearest } from '../src/nearest.ts'

const FOUND = { zone: 'Europe/Paris', seeds: '/app/seeds', nearest }
const KEY = 'ab'.repeat(32)
const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }
const OAUTH = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'client-secret', SLACK_SIGNING_SECRET: 'signing-secret', NEWSDESK_KEY: KEY }

function read(environment: Record<string, string>) {
  const result = readConfig(environment, FOUND)
  return result.ok ? { ...result, faults: [] } : { ...result, config: null, warnings: [] }
}

describe('the newsroom', () => {
  test('defaults where nothing is set, and empty counts as nothing', () => {
    const { config, warnings } = read({
      NEWSDESK_DB: ' ',
      SLACK_BOT_TOKEN: '',
      DISCORD_TOKEN: ' ',
      SLACK_FOO: '',
      NEWSDESK_FOO: '',
      PATH: '/bin',
    })
    expect(config).toEqual({
      db: 'data/newsdesk.db',
      zone: 'Europe/Paris',
      logLevel: 'warn',
      seeds: '/app/seeds',
      userLimit: 30,
      channelLimit: 120,
      key: null,
      feeds: { contact: null, minIntervalMs: 300_000, privateHosts: [], retention: { days: null, articles: null } },
      web: { port: null, host: '127.0.0.1', publicUrl: null, token: null, limit: 60, proxies: 0, origins: [] },
      slack: null,
      discord: null,
    })
    expect(Object.isFrozen(config)).toBe(true)
    expect(warnings).toEqual([])
  })

  test('reads what is set', () => {
    const { config } = read({
      NEWSDESK_DB: '/tmp/x.db',
      NEWSDESK_ZONE: 'Asia/Tokyo',
      NEWSDESK_LOG: 'debug',
      NEWSDESK_SEEDS: 's',
      NEWSDESK_USER_LIMIT: '1',
      NEWSDESK_CHANNEL_LIMIT: '10000',
      NEWSDESK_KEY: KEY,
    })
    expect(config).toMatchObject({
      db: '/tmp/x.db',
      zone: 'Asia/Tokyo',
      logLevel: 'debug',
      seeds: 's',
      userLimit: 1,
      channelLimit: 10_000,
      key: KEY,
    })
  })

  test('every fallback is a value of its setting', () => {
    for (const { name, fallback, parse } of SETTINGS) if (fallback !== null) expect([name, parse(fallback)]).not.toEqual([name, null])
  })
})

describe('faults', () => {
  test('are told all at once, with the way out', () => {
    expect(
      read({
        NEWSDESK_ZONE: 'Mars',
        NEWSDESK_LOG: 'loud',
        NEWSDESK_DBB: 'x',
        NEWSDESK_COLOUR: 'x',
        NEWSDESK_USER_LIMIT: '0',
        SLACK_PORT: '65536',
      }).faults,
    ).toEqual([
      'NEWSDESK_ZONE=Mars: must be an IANA zone such as Europe/Paris.',
      'NEWSDESK_LOG=loud: must be debug, info, warn or error.',
      'NEWSDESK_USER_LIMIT=0: must be a whole number from 1 to 10000.',
      'SLACK_PORT=65536: must be a whole number from 0 to 65535.',
      'NEWSDESK_DBB: no such setting. Did you mean NEWSDESK_DB?',
      'NEWSDESK_COLOUR: no such setting; docs/settings.md lists them all.',
    ])
  })

  test('a token in the wrong place is told which it is, and is not printed', () => {
    const { faults } = read({
      SLACK_BOT_TOKEN: 'xapp-1-tail',
      SLACK_APP_TOKEN: 'xoxb-2-tail',
      SLACK_SIGNING_SECRET: 'xoxp-3-tail',
      SLACK_CLIENT_ID: 'xoxb-4-tail',
      SLACK_CLIENT_SECRET: 'a b',
      DISCORD_TOKEN: 'xoxb-5-tail',
      NEWSDESK_KEY: 'short',
      SLACK_MANAGERS: 'xoxb-6-tail',
    })
    expect(faults.map((fault) => fault.split('. Get')[0])).toEqual([
      'NEWSDESK_KEY: must be 32 bytes, as 64 hexadecimal digits or as base64',
      'SLACK_BOT_TOKEN: is an app-level token, which belongs in SLACK_APP_TOKEN; it must be a bot token (xoxb-…)',
      'SLACK_APP_TOKEN: is a bot token, which belongs in SLACK_BOT_TOKEN; it must be an app-level token (xapp-…)',
      'SLACK_SIGNING_SECRET: is a user token, which speaks for one person and not for the bot; it must be the signing secret, without spaces',
      'SLACK_CLIENT_ID=[redacted]: is a bot token, which belongs in SLACK_BOT_TOKEN; it must be the client id, such as 123.456',
      'SLACK_CLIENT_SECRET: must be the client secret, without spaces',
      'SLACK_MANAGERS=[redacted]: must be people’s ids (U…), with commas between them',
      'DISCORD_TOKEN: is a bot token, which belongs in SLACK_BOT_TOKEN; it must be the bot token, without spaces',
    ])
    expect(faults[1]).toContain('Get it from api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token.')
    expect(faults.join()).not.toContain('tail')
  })

  test('quotation marks that came with the value are named', () => {
    expect(read({ ...SLACK, SLACK_BOT_TOKEN: '"xoxb-1"' }).faults).toEqual([
      'SLACK_BOT_TOKEN: must be written without the quotation marks around it.',
    ])
  })

  test.each([
    [
      'SLACK_API_URL',
      ['http://127.0.0.1:3001/api', 'https://x.org/slack/api///'],
      ['slack.com/api', 'ftp://x', 'https://a:b@x/', 'https://x/?a', 'wss://x'],
    ],
    ['DISCORD_API_URL', ['http://[::1]:1/api/v10/'], ['discord.com']],
    ['SLACK_HOST', ['0.0.0.0', '::', '[::1]', 'news.internal'], ['http://x', 'a b', 'x/y']],
    ['SLACK_PORT', ['0', '8080'], ['-1', '3000/tcp', '3.5']],
    ['SLACK_MANAGERS', ['U1,W2', 'U012ABCDEF'], ['ada', '@ada', 'U1;ada']],
    ['DISCORD_MANAGERS', ['123456789012345678 2'], ['ada#1234', '<@12>']],
    ['DISCORD_GUILD', ['123456789012345678'], ['my server', '1,2']],
    ['DISCORD_READS_THREADS', ['on', 'FALSE', '1'], ['maybe']],
  ])('%s takes what it should', (name, good, bad) => {
    for (const text of good) expect([text, read({ [name]: text }).faults]).toEqual([text, []])
    for (const text of bad) expect([text, read({ [name]: text }).faults]).toEqual([text, [expect.stringMatching(`^${name}=.*must be`)]])
  })
})

describe('Slack', () => {
  const faultsOf = (environment: Record<string, string>) => read(environment).faults.map((fault) => fault.split(' ').slice(0, 3).join(' '))
  test('one workspace through Socket Mode or HTTP', () => {
    expect(read(SLACK).config?.slack).toEqual({
      botToken: 'xoxb-1',
      appToken: 'xapp-1',
      signingSecret: null,
      clientId: null,
      clientSecret: null,
      host: '127.0.0.1',
      port: 3000,
      apiUrl: 'https://slack.com/api/',
      authorizeUrl: 'https://slack.com/oauth/v2/authorize',
      managers: [],
    })
    const http = read({
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: 's',
      SLACK_HOST: '[::]',
      SLACK_PORT: '0',
      SLACK_MANAGERS: 'U1, U2,U1',
    })
    expect(http.config?.slack).toMatchObject({ appToken: null, signingSecret: 's', host: '::', port: 0, managers: ['U1', 'U2'] })
  })

  test('many workspaces by OAuth', () => {
    const { config } = read({ ...OAUTH, SLACK_API_URL: 'http://127.0.0.1:9/api', SLACK_AUTHORIZE_URL: 'http://127.0.0.1:9/authorize/' })
    expect(config?.slack).toMatchObject({
      botToken: null,
      clientId: '1.2',
      clientSecret: 'client-secret',
      apiUrl: 'http://127.0.0.1:9/api/',
      authorizeUrl: 'http://127.0.0.1:9/authorize',
    })
  })

  test('what is missing is told, everything at once', () => {
    expect(faultsOf({ SLACK_BOT_TOKEN: 'xoxb-1' })).toEqual(['SLACK_APP_TOKEN is missing:'])
    expect(read({ SLACK_BOT_TOKEN: 'xoxb-1' }).faults[0]).toContain('SLACK_SIGNING_SECRET')
    expect(faultsOf({ SLACK_APP_TOKEN: 'xapp-1' })).toEqual(['SLACK_BOT_TOKEN is missing:'])
    expect(faultsOf({ SLACK_SIGNING_SECRET: 's' })).toEqual(['SLACK_BOT_TOKEN is missing:'])
    expect(faultsOf({ ...OAUTH, NEWSDESK_KEY: '' })).toEqual(['NEWSDESK_KEY is missing:'])
    expect(faultsOf({ SLACK_CLIENT_ID: '1.2' })).toEqual([
      'SLACK_APP_TOKEN is missing:',
      'SLACK_CLIENT_SECRET is missing:',
      'NEWSDESK_KEY is missing:',
    ])
    expect(faultsOf({ ...SLACK, SLACK_CLIENT_SECRET: 's' })).toEqual(['SLACK_CLIENT_ID is missing:'])
  })

  test('what is malformed is not also missing', () => {
    expect(faultsOf({ SLACK_BOT_TOKEN: 'token', SLACK_APP_TOKEN: 'xapp-' })).toEqual([
      'SLACK_BOT_TOKEN: must be',
      'SLACK_APP_TOKEN: must be',
    ])
  })

  test('both; without a key the bot token alone, with a warning', () => {
    expect(read({ ...SLACK, ...OAUTH }).config?.slack).toMatchObject({ botToken: 'xoxb-1', clientId: '1.2', clientSecret: 'client-secret' })
    const { config, warnings } = read({ ...SLACK, ...OAUTH, NEWSDESK_KEY: '' })
    expect(config?.slack).toMatchObject({ botToken: 'xoxb-1', clientId: null, clientSecret: null })
    expect(warnings).toEqual([expect.stringContaining('without effect, because NEWSDESK_KEY is not set')])
  })
})

describe('Discord', () => {
  test('a token is all that it takes', () => {
    expect(read({ DISCORD_TOKEN: 'a.b.c' }).config).toMatchObject({
      slack: null,
      discord: { token: 'a.b.c', apiUrl: 'https://discord.com/api', guild: null, managers: [], readsThreads: false },
    })
  })

  test('“Bot ” before it and the version behind the address are not part of them', () => {
    const { config } = read({
      DISCORD_TOKEN: 'Bot a.b.c',
      DISCORD_API_URL: 'http://127.0.0.1:9/api/v10/',
      DISCORD_GUILD: '12',
      DISCORD_READS_THREADS: 'on',
    })
    expect(config?.discord).toMatchObject({ token: 'a.b.c', apiUrl: 'http://127.0.0.1:9/api', guild: '12', readsThreads: true })
  })
})

test('what has no effect is a warning that tells why', () => {
  const { warnings } = read({
    DISCORD_GUILD: '1',
    DISCORD_MANAGERS: '2',
    SLACK_PORT: '1',
    SLACK_BOT_TOKNE: 'x',
    DISCORD_WEBHOOK_ADDRESS: 'x',
    SLACKER: 'x',
  })
  expect(warnings).toEqual([
    'SLACK_PORT: without effect, because no token of Slack is set (SLACK_BOT_TOKEN and SLACK_APP_TOKEN).',
    'DISCORD_GUILD, DISCORD_MANAGERS: without effect, because DISCORD_TOKEN is not set.',
    'SLACK_BOT_TOKNE: no such setting. Did you mean SLACK_BOT_TOKEN?',
    'DISCORD_WEBHOOK_ADDRESS: no such setting; docs/settings.md lists them all.',
  ])
})

test('every secret is known to the log, in each of its spellings', () => {
  const secrets = [
    ...['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_CLIENT_SECRET', 'DISCORD_TOKEN'],
    ...['NEWSDESK_KEY', 'NEWSDESK_WEB_TOKEN'],
  ]
  expect(
    SETTINGS.filter((setting) => setting.secret)
      .map((setting) => setting.name)
      .sort(),
  ).toEqual([...secrets].sort())
  const environment = Object.fromEntries(secrets.map((name) => [name, `value of ${name}`]))
  expect([...secretsOf({ ...environment, NEWSDESK_DB: 'x' })].sort()).toEqual(Object.values(environment).sort())
  expect(secretsOf({ DISCORD_TOKEN: ' Bot a.b.c ' })).toEqual(['Bot a.b.c', 'a.b.c'])
})

describe('live news', () => {
  test('reads what is set', () => {
    const { config } = read({
      NEWSDESK_CONTACT: 'mailto:desk@example.org',
      NEWSDESK_FEED_INTERVAL: '60',
      NEWSDESK_PRIVATE_HOSTS: 'Wiki.internal, 10.0.0.5:8080 10.1.0.0/16,[::1]:80',
      NEWSDESK_KEEP_DAYS: '90',
      NEWSDESK_KEEP_ARTICLES: '5000',
    })
    expect(config?.feeds).toEqual({
      contact: 'desk@example.org',
      minIntervalMs: 60_000,
      privateHosts: ['wiki.internal', '10.0.0.5:8080', '10.1.0.0/16', '[::1]:80'],
      retention: { days: 90, articles: 5_000 },
    })
  })

  test.each([
    { NEWSDESK_CONTACT: 'call me' },
    { NEWSDESK_CONTACT: 'a(b)c@example.org' },
    { NEWSDESK_FEED_INTERVAL: '5' },
    { NEWSDESK_PRIVATE_HOSTS: 'http://wiki' },
    { NEWSDESK_PRIVATE_HOSTS: '10.0.0.0/99' },
    { NEWSDESK_KEEP_DAYS: '0' },
  ])('refuses %j', (environment) => {
    expect(read(environment).faults).toHaveLength(1)
  })
})
