/** The manifest asks for exactly what the code uses, says what can be typed, and is one that Slack takes. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { EVENTS, FIND_NEWS, SCOPES } from '../../adapters/slack/scopes.ts'
import { COMMANDS } from '../../commands/respond.ts'
import { readTree } from '../tidy/tree.ts'

const TEXT = readFileSync(join(import.meta.dirname, '../../adapters/slack/manifest.yaml'), 'utf8')
const MANIFEST = parse(TEXT)
const SCHEMA = join(import.meta.dirname, '../../../shared/data/specs/slack-manifest.schema.json')

/** Which scopes let which method be called, and which events be received, from Slack's reference. */
const METHODS: Readonly<Record<string, readonly (keyof typeof SCOPES)[]>> = {
  'assistant.threads.setStatus': ['chat:write'],
  'assistant.threads.setSuggestedPrompts': ['assistant:write'],
  'chat.getPermalink': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'reactions.add': ['reactions:write'],
  'reactions.remove': ['reactions:write'],
  'users.info': ['users:read'],
  'views.publish': [],
}
const RECEIVED: Readonly<Record<keyof typeof EVENTS, readonly (keyof typeof SCOPES)[]>> = {
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  app_uninstalled: [],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  'message.mpim': ['mpim:history'],
  tokens_revoked: [],
}

test('asks for the scopes and events of the code', () => {
  expect(MANIFEST.oauth_config.scopes).toEqual({ bot: Object.keys(SCOPES) })
  expect(MANIFEST.settings.event_subscriptions).toEqual({ bot_events: Object.keys(EVENTS) })
})

test('each scope is needed by a method that is called or an event that is received, and none is missing', () => {
  const code = readTree(['adapters/slack'])
    .map(({ text }) => text)
    .join('\n')
  const called = new Set(
    code.match(/'(?:assistant|chat|conversations|files|reactions|users|views)\.[\w.]+'/g)?.map((name) => name.slice(1, -1)),
  )
  expect([...called].sort()).toEqual(Object.keys(METHODS))
  const listened = new Set([...code.matchAll(/app\.event\('(\w+)'/g)].map(([, name]) => name))
  expect([...new Set(Object.keys(EVENTS).map((name) => name.replace(/\..*/, '')))].sort()).toEqual([...listened].sort())
  const needed = new Set<string>(['commands', ...[...Object.values(METHODS), ...Object.values(RECEIVED)].flat()])
  expect([...needed].sort()).toEqual(Object.keys(SCOPES))
})

test('its hint names every command', () => {
  const hints = COMMANDS.filter(({ hidden }) => hidden !== true).map(({ name, options }) => {
    const actions = options.find(({ leading }) => leading === true)?.choices
    // The others are told by help: a hint is one line.
    if (actions !== undefined) return `${name} ${actions.slice(0, 3).join('|')}|…`
    const words = options.find(({ positional }) => positional === true)
    const shown = words === undefined ? '' : (words.choices?.join('|') ?? (words.required === true ? `<${words.name}>` : `[${words.name}]`))
    return name === 'ask' ? shown : `${name} ${shown}`.trim()
  })
  expect(MANIFEST.features.slash_commands).toEqual([
    { command: '/news', description: expect.any(String), usage_hint: hints.join(' · '), should_escape: false },
  ])
})

test('its shortcut is the one that is listened to', () => {
  expect(MANIFEST.features.shortcuts).toMatchObject([{ type: 'message', callback_id: FIND_NEWS }])
})

test.skipIf(!existsSync(SCHEMA))('is valid against Slack’s own schema', () => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')))
  expect(validate(MANIFEST), JSON.stringify(validate.errors)).toBe(true)
  expect(validate({ ...MANIFEST, features: { ...MANIFEST.features, shortcuts: [{ name: 'x' }] } })).toBe(false)
})
