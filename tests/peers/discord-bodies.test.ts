/** What the server finds in outgoing bodies: Discord's limits, its schemas, and the rules of this house. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mentionsIn } from './discord-bodies.ts'
import { commandFaults } from './discord-command-rules.ts'
import { type DiscordPeer, openDiscordPeer } from './discord-peer.ts'

let peer: DiscordPeer
const wide = { calls: 10_000, perMs: 60_000 }
beforeAll(async () => {
  peer = await openDiscordPeer({ limits: { messages: wide, edits: wide, commands: wide, global: wide } })
})
afterAll(() => peer.close())

let sent = 0
const good = () => ({ content: 'fine', flags: 4, allowed_mentions: { parse: [] }, nonce: `n${sent++}`, enforce_nonce: true })
/** Status, code and violations of one more post. */
async function post(body: object, path = '/messages', method = 'POST') {
  const before = peer.violations.length
  const response = await fetch(`${peer.apiUrl}/v10/channels/${peer.channels.general.id}${path}`, {
    method,
    headers: { authorization: `Bot ${peer.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const json = (await response.json()) as { code?: number; id?: string }
  return { status: response.status, code: json.code ?? 0, id: json.id ?? '', found: peer.violations.slice(before).join('\n') }
}
const button = (more: object = {}) => ({ type: 2, style: 2, label: 'More', custom_id: 'a', ...more })
const row = (...components: object[]) => ({ type: 1, components })
const menu = (options: object[], more: object = {}) => row({ type: 3, custom_id: 's', options, ...more })
const option = (value: string, more: object = {}) => ({ label: value, value, ...more })
const text = (content: string) => ({ type: 10, content })
const V2 = 32_768

describe('Discord refuses', () => {
  const cases: [string, object, RegExp][] = [
    ['content of 2,001 characters', { content: 'x'.repeat(2001) }, /2001 characters of content/],
    ['a nonce of 26 characters', { nonce: 'x'.repeat(26) }, /nonce/],
    ['11 embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }, /embeds/],
    [
      'embeds of more than 6,000 characters',
      { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
      /6001 characters in embeds/,
    ],
    ['six rows', { components: Array.from({ length: 6 }, (_, i) => row(button({ custom_id: `${i}` }))) }, /6 action rows/],
    [
      'six buttons in a row',
      { components: [row(...Array.from({ length: 6 }, (_, i) => button({ custom_id: `${i}` })))] },
      /6 buttons|components/,
    ],
    ['an empty row', { components: [row()] }, /components/],
    ['a button outside a row', { components: [button()] }, /components|action row/],
    ['one custom_id twice', { components: [row(button(), button())] }, /stands twice/],
    ['a custom_id of 101 characters', { components: [row(button({ custom_id: 'x'.repeat(101) }))] }, /custom_id/],
    ['an empty custom_id', { components: [row(button({ custom_id: '' }))] }, /custom_id/],
    ['a label of 81 characters', { components: [row(button({ label: 'x'.repeat(81) }))] }, /label/],
    ['a button without label', { components: [row({ type: 2, style: 2, custom_id: 'a' })] }, /without label/],
    ['a link button with a custom_id', { components: [row(button({ style: 5, url: 'https://example.com' }))] }, /link button/],
    ['a button with a url', { components: [row(button({ url: 'https://example.com' }))] }, /link button/],
    ['26 options', { components: [menu(Array.from({ length: 26 }, (_, i) => option(`${i}`)))] }, /options/],
    ['no options', { components: [menu([])] }, /options/],
    ['an option label of 101 characters', { components: [menu([option('a', { label: 'x'.repeat(101) })])] }, /label/],
    ['an option value of 101 characters', { components: [menu([option('x'.repeat(101), { label: 'a' })])] }, /value/],
    ['an option description of 101 characters', { components: [menu([option('a', { description: 'x'.repeat(101) })])] }, /description/],
    ['one option value twice', { components: [menu([option('a'), option('a')])] }, /one value/],
    ['a menu beside a button', { components: [row(button(), { type: 3, custom_id: 's', options: [option('a')] })] }, /shares its row/],
    ['a menu that takes more than it has', { components: [menu([option('a')], { max_values: 2 })] }, /takes 1–2 of 1/],
    ['newer components without their flag', { components: [text('x')] }, /IS_COMPONENTS_V2/],
    ['content beside newer components', { flags: 4 | V2, components: [text('x')] }, /beside the IS_COMPONENTS_V2/],
    [
      '41 newer components',
      { content: undefined, flags: 4 | V2, components: [{ type: 17, components: Array.from({ length: 40 }, () => text('x')) }] },
      /41 components|components/,
    ],
    [
      'newer components of 4,001 characters',
      { content: undefined, flags: 4 | V2, components: [text('x'.repeat(2000)), text('y'.repeat(2001))] },
      /4001 characters/,
    ],
    ['a field that it does not know', { contents: 'x' }, /contents: Discord knows no such field/],
    ['a wrong type', { tts: 'no' }, /tts/],
  ]
  test.each(cases)('%s', async (_what, more, fault) => {
    const { status, code, found } = await post({ ...good(), ...more })
    expect({ status, code }).toEqual({ status: 400, code: 50_035 })
    expect(found).toMatch(fault)
  })
  test('an empty message, also by an edit', async () => {
    expect(await post({ ...good(), content: ' \n ' })).toMatchObject({ status: 400, code: 50_006, found: expect.stringContaining('empty') })
    const { id } = await post(good())
    expect(await post({ content: '' }, `/messages/${id}`, 'PATCH')).toMatchObject({ status: 400, code: 50_006 })
    expect(peer.message(id)?.content).toBe('fine')
  })
})

describe('this house does not send', () => {
  const cases: [string, object, RegExp][] = [
    ['a message without allowed_mentions', { allowed_mentions: undefined }, /allowed_mentions is undefined/],
    ['mentions that may be parsed', { allowed_mentions: { parse: ['users'] } }, /allowed_mentions/],
    ['a person to ping', { allowed_mentions: { parse: [], users: ['1'] } }, /allowed_mentions/],
    ['a pinging reply', { allowed_mentions: { parse: [], replied_user: true } }, /allowed_mentions/],
    ['a link preview', { flags: 0 }, /link previews/],
    ['a message without a nonce', { nonce: undefined }, /no nonce/],
    ['a nonce that is not enforced', { enforce_nonce: false }, /no nonce/],
    ['a flag that cannot be set', { flags: 4 | 64 }, /flags 64/],
    ['a ping', { content: 'hey @everyone', allowed_mentions: { parse: ['everyone'] } }, /pings 1/],
  ]
  test.each(cases)('%s', async (_what, more, fault) => {
    const { status, found } = await post({ ...good(), ...more })
    expect(status).toBe(200)
    expect(found).toMatch(fault)
  })
  test('an edit with content that may ping; one without content needs no more', async () => {
    const { id } = await post({ ...good(), components: [row(button())] })
    expect((await post({ content: 'changed' }, `/messages/${id}`, 'PATCH')).found).toMatch(/allowed_mentions/)
    expect((await post({ components: [] }, `/messages/${id}`, 'PATCH')).found).toBe('')
    expect(peer.message(id)).toMatchObject({ content: 'changed', components: [], flags: 4 })
  })
})

test('whatever keeps to all of it passes', async () => {
  const label = fc.string({ minLength: 1, maxLength: 80 }).filter((value) => value.trim() !== '')
  const body = fc.record({
    content: fc.string({ minLength: 1, maxLength: 2000 }).map((value) => `x${value}`.slice(0, 2000).replace(/[@<]/g, '.')),
    rows: fc.array(fc.array(label, { minLength: 1, maxLength: 5 }), { maxLength: 5 }),
  })
  await fc.assert(
    fc.asyncProperty(body, async ({ content, rows }) => {
      const components = rows.map((labels, r) => row(...labels.map((each, b) => button({ label: each, custom_id: `next:${r}.${b}` }))))
      expect(await post({ ...good(), content, components })).toMatchObject({ status: 200, found: '' })
    }),
    { numRuns: 60 },
  )
})

test('a mention in code is none', () => {
  expect(mentionsIn('<@1> `<@2>` ```\n<@3>``` <@!4> <@&5> @here')).toEqual({ users: ['1', '4'], roles: ['5'], everyone: true })
  expect(mentionsIn('`@everyone`')).toEqual({ users: [], roles: [], everyone: false })
})

describe('commands', () => {
  const text = (name: string, more: object = {}) => ({ type: 3, name, description: 'd', ...more })
  const sub = (name: string, ...options: object[]) => ({ type: 1, name, description: 'd', options })
  const command = (more: object = {}) => ({ name: 'news', description: 'd', ...more })
  const cases: [string, object, RegExp][] = [
    ['a name in capitals', command({ name: 'News' }), /no name of a command/],
    ['a name with a space', command({ name: 'the news' }), /no name of a command/],
    ['no description', command({ description: '' }), /description/],
    ['a description of 101 characters', command({ description: 'x'.repeat(101) }), /description/],
    ['26 options', command({ options: Array.from({ length: 26 }, (_, i) => text(`o${i}`)) }), /options/],
    ['an optional option before a required one', command({ options: [text('a'), text('b', { required: true })] }), /required option after/],
    ['two options of one name', command({ options: [text('a'), text('a')] }), /two options “a”/],
    ['a subcommand beside an option', command({ options: [sub('ask'), text('a')] }), /beside options/],
    ['a subcommand in a subcommand', command({ options: [sub('ask', sub('deep'))] }), /too deep|options/],
    [
      '26 choices',
      command({ options: [text('a', { choices: Array.from({ length: 26 }, (_, i) => ({ name: `${i}`, value: `${i}` })) })] }),
      /choices/,
    ],
    [
      'choices and autocompletion',
      command({ options: [text('a', { autocomplete: true, choices: [{ name: 'x', value: 'x' }] })] }),
      /autocompletion/,
    ],
    [
      'more than 8,000 characters',
      command({
        options: Array.from({ length: 25 }, (_, i) =>
          sub(`s${i}`, ...Array.from({ length: 4 }, (_, j) => text(`o${j}`, { description: 'x'.repeat(90) }))),
        ),
      }),
      /characters in all/,
    ],
    ['an unknown context', command({ contexts: [3] }), /contexts/],
    ['no installation', command({ integration_types: [] }), /integration_types/],
    ['a description of a message command', { type: 3, name: 'Find', description: 'x' }, /no description/],
  ]
  test.each(cases)('refused: %s', (_what, body, fault) => expect(commandFaults([body], true).join('\n')).toMatch(fault))
  test('refused: two of one name, contexts in one server only', () => {
    expect(commandFaults([command(), command()], true)).toEqual(['two commands “1 news”'])
    expect(commandFaults([command({ contexts: [0] })], false).join()).toMatch(/global commands only/)
  })
  test('keep their ids; only what changed has a new version', async () => {
    const put = async (commands: object[], scope = '') => {
      const response = await fetch(`${peer.apiUrl}/v10/applications/${peer.applicationId}${scope}/commands`, {
        method: 'PUT',
        headers: { authorization: `Bot ${peer.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(commands),
      })
      return (await response.json()) as { id: string; version: string; name: string }[]
    }
    const other = { type: 3, name: 'Find the news' }
    const [news, find] = await put([command({ default_member_permissions: '32', options: [text('a', { required: false })] }), other])
    expect(peer.registered.global()[0]).toMatchObject({
      contexts: null,
      integration_types: [0],
      options: [{ type: 3, name: 'a', description: 'd' }],
    })
    const [changed, same] = await put([command({ description: 'other' }), other])
    expect([changed?.id, same?.id, same?.version]).toEqual([news?.id, find?.id, find?.version])
    expect(changed?.version).not.toBe(news?.version)
    await put([command()], `/guilds/${peer.guild.id}`)
    expect(peer.registered.guild(peer.guild.id)).toHaveLength(1)
    expect(peer.registered.global()).toHaveLength(2)
  })
})
