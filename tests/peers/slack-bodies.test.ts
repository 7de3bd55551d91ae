/** What the peer finds wrong with outgoing bodies: every rule has a body that breaks it, and the sound ones break none. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SCHEMA_FILE, slackSchema } from '../../scripts/slack-schema.ts'
import { judgeHome, judgeMessage } from './slack-bodies.ts'
import type { Fields } from './slack-contract.ts'

test('the schema is that of the installed @slack/types: else run `node scripts/slack-schema.ts`', () => {
  expect(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'))).toEqual(JSON.parse(slackSchema()))
})

const QUIETLY = { unfurl_links: false, unfurl_media: false }
const plain = (text: string) => ({ type: 'plain_text', text, emoji: false })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const section = (text: string) => ({ type: 'section', text: mrkdwn(text) })
const button = (fields: Fields = {}) => ({ type: 'button', action_id: 'a', text: plain('Next'), value: '1', ...fields })
const actions = (...elements: Fields[]) => ({ type: 'actions', elements })
const rich = (...elements: Fields[]) => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] })
const feedback = (fields: Fields = {}) => ({
  type: 'context_actions',
  elements: [
    {
      type: 'feedback_buttons',
      action_id: 'rate',
      positive_button: { text: plain('👍'), value: 'good:1', accessibility_label: 'Good answer' },
      negative_button: { text: plain('👎'), value: 'bad:1', accessibility_label: 'Bad answer' },
      ...fields,
    },
  ],
})
function message(blocks: unknown, fields: Fields = {}) {
  const body = { channel: 'C1', text: 'Answer', blocks, ...QUIETLY, ...fields }
  return judgeMessage(body, 'chat.postMessage', [])
}
const RICH = rich(
  { type: 'text', text: '<!channel> & *anything* at all', style: { bold: true } },
  { type: 'link', url: 'https://example.org/', text: '1' },
  { type: 'date', timestamp: 1_582_650_000, format: '{date_short}', fallback: '25 Feb 2020' },
)
const SOUND = [
  { type: 'header', text: plain('Huawei & co') },
  section('R&amp;D is &lt;up&gt; <https://example.org/a?b=1|here>, <!date^1582650000^{date}|25 Feb>'),
  RICH,
  { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: 'Quoted.' }] }] },
  { type: 'divider' },
  { type: 'context', elements: [plain('12 articles')] },
  actions(button(), button({ action_id: 'b', style: 'primary' })),
  feedback(),
]

test('a sound message, a sound home', () => {
  expect(message(SOUND)).toEqual({ error: null, problems: [] })
  const blocks = SOUND.filter(({ type }) => type !== 'context_actions')
  expect(judgeHome({ type: 'home', blocks, callback_id: 'home' }, [])).toEqual({ error: null, problems: [] })
})

const long = (length: number) => 'x'.repeat(length)
const many = <T>(length: number, of: (i: number) => T) => Array.from({ length }, (_, i) => of(i))

describe('blocks that Slack refuses', () => {
  test.each<[string, unknown[], RegExp]>([
    ['51 blocks', many(51, () => ({ type: 'divider' })), /51 blocks, at most 50/],
    ['an unknown type', [{ type: 'paragraph' }], /no block is of type "paragraph"/],
    ['an unknown field', [{ type: 'divider', colour: 'red' }], /additional properties.*colour/],
    ['a missing field', [{ type: 'header' }], /required property 'text'/],
    ['a header in mrkdwn', [{ type: 'header', text: mrkdwn('x') }], /header/],
    ['a slip inside', [rich({ type: 'text', txt: 'x' })], /rich_text/],
    ['a section of 3001', [section(long(3001))], /3001 characters of text, at most 3000/],
    ['an empty section', [section('')], /empty text/],
    ['a section of nothing', [{ type: 'section' }], /neither text nor fields/],
    ['11 fields', [{ type: 'section', fields: many(11, () => mrkdwn('x')) }], /11 fields, 1 to 10/],
    ['a field of 2001', [{ type: 'section', fields: [mrkdwn(long(2001))] }], /more than 2000/],
    ['a header of 151', [{ type: 'header', text: plain(long(151)) }], /151 characters of text, at most 150/],
    ['a button text of 76', [actions(button({ text: plain(long(76)) }))], /76 characters of text, at most 75/],
    ['a button value of 256', [actions(button({ value: long(256) }))], /256 characters of value, at most 255/],
    ['an action_id of 256', [actions(button({ action_id: long(256) }))], /256 characters of action_id/],
    ['an action_id twice', [actions(button()), actions(button())], /action_id a is given twice/],
    [
      'a block_id twice',
      [
        { type: 'divider', block_id: 'x' },
        { type: 'divider', block_id: 'x' },
      ],
      /block_id x is given twice/,
    ],
    ['26 buttons', [actions(...many(26, (i) => button({ action_id: `a${i}` })))], /26 elements, 1 to 25/],
    ['no button', [actions()], /0 elements, 1 to 25/],
    ['11 in a context', [{ type: 'context', elements: many(11, () => plain('x')) }], /11 elements, 1 to 10/],
    ['an empty rich text', [{ type: 'rich_text', elements: [] }], /0 elements/],
    ['an empty text in it', [rich({ type: 'text', text: '' })], /empty text/],
    ['a date without a token', [rich({ type: 'date', timestamp: 1, format: 'today' })], /without a \{token\}/],
    ['a feedback button without value', [feedback({ positive_button: { text: plain('Good') } })], /required property 'value'/],
    [
      'a feedback button of 76',
      [feedback({ negative_button: { text: plain(long(76)), value: '1' } })],
      /76 characters in the text of negative_button/,
    ],
    ['feedback in actions', [actions(...feedback().elements)], /actions/],
    ['two tables', many(2, () => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] })), /2 tables/],
    ['markdown of 12,001', [{ type: 'markdown', text: long(12_001) }], /at most 12000/],
    [
      '6 options in an overflow',
      [actions({ type: 'overflow', action_id: 'o', options: many(6, (i) => ({ text: plain('x'), value: `${i}` })) })],
      /6 options, 1 to 5/,
    ],
  ])('%s', (_, blocks, problem) => {
    const { error, problems } = message(blocks)
    expect(error).toBe('invalid_blocks')
    expect(problems.join('\n')).toMatch(problem)
  })

  test('more than 13,200 characters in all', () => {
    const { error, problems } = message(many(6, () => rich({ type: 'text', text: long(2201) })))
    expect([error, problems]).toEqual(['msg_blocks_too_long', ['blocks show 13206 characters, at most 13200']])
    expect(message(many(6, () => rich({ type: 'text', text: long(2200) }))).error).toBeNull()
  })
})

describe('what Slack takes, and we do not send', () => {
  test.each<[string, unknown[], RegExp]>([
    ['a broadcast', [rich({ type: 'broadcast', range: 'channel' })], /mentions @channel/],
    ['a person', [rich({ type: 'user', user_id: 'U1' })], /mentions U1/],
    ['a group', [rich({ type: 'usergroup', usergroup_id: 'S1' })], /mentions S1/],
    ['a broadcast in mrkdwn', [section('<!here> look')], /mentions: <!here>/],
    ['a group in mrkdwn', [section('<!subteam^S1|all>')], /mentions/],
    ['a person in mrkdwn', [section('<@U1>')], /mentions: <@U1>/],
    ['a channel in mrkdwn', [section('<#C1|general>')], /mentions: <#C1\|general>/],
    ['unescaped text', [section('a < b')], /unescaped < or >/],
    ['an unescaped &', [section('R&D')], /unescaped &/],
    ['a half escape', [section('R&am')], /unescaped &/],
    ['a link to mail', [section('<mailto:a@b.c|mail>')], /no http link/],
    ['a link to a script', [rich({ type: 'link', url: 'javascript:alert(1)' })], /links to "javascript/],
    ['a button to a file', [actions(button({ url: 'file:///etc/passwd' }))], /links to "file/],
  ])('%s', (_, blocks, problem) => {
    const { error, problems } = message(blocks)
    expect(error).toBeNull()
    expect(problems.join('\n')).toMatch(problem)
  })

  test('who may be mentioned is said', () => {
    const body = { channel: 'C1', text: '<@U1> asked', ...QUIETLY }
    expect(judgeMessage(body, 'chat.postMessage', ['U1']).problems).toEqual([])
    expect(judgeMessage(body, 'chat.postMessage', []).problems).toEqual(['the text mentions: <@U1>'])
  })
})

describe('the message around its blocks', () => {
  test.each<[string, Fields, string | null, RegExp]>([
    ['nothing said', { text: '', blocks: [] }, 'no_text', /neither text nor blocks/],
    ['blocks without text', { text: '', blocks: SOUND }, null, /blocks without text/],
    ['blocks that are none', { blocks: 'x' }, 'invalid_blocks_format', /no array/],
    ['40,001 characters', { text: long(40_001) }, 'msg_too_long', /at most 40000/],
    ['a broadcast', { text: '<!channel>' }, null, /mentions: <!channel>/],
    ['previews', { unfurl_links: true }, null, /must have unfurl_links: false/],
    ['previews not ruled out', { unfurl_media: undefined }, null, /must have unfurl_media: false/],
    ['link_names', { link_names: true }, null, /link_names/],
    ['parse', { parse: 'full' }, null, /parse: full/],
    ['attachments', { attachments: [] }, null, /legacy/],
    ['an argument that is none', { treadts: '1' }, null, /knows no argument treadts/],
    ['metadata without a type', { metadata: { event_payload: {} } }, 'invalid_metadata_format', /event_type/],
    [
      'metadata with a type of words',
      { metadata: { event_type: 'our answer', event_payload: {} } },
      'invalid_metadata_format',
      /our answer/,
    ],
    [
      'metadata that is not flat',
      { metadata: { event_type: 'a', event_payload: { b: { c: 1 } } } },
      'invalid_metadata_format',
      /b is not flat/,
    ],
    [
      '17 kB of metadata',
      { metadata: { event_type: 'a', event_payload: { b: long(17_000) } } },
      'invalid_metadata_format',
      /at most 16384/,
    ],
  ])('%s', (_, fields, error, problem) => {
    const found = judgeMessage({ channel: 'C1', text: 'Answer', ...QUIETLY, ...fields }, 'chat.postMessage', [])
    expect(found.error).toBe(error)
    expect(found.problems.join('\n')).toMatch(problem)
  })

  test('through a response_url: no previews where everybody sees it, and a response_type that there is', () => {
    const judge = (body: Fields) => judgeMessage({ text: 'Answer', ...body }, 'response_url', []).problems
    expect(judge({ response_type: 'ephemeral', replace_original: false })).toEqual([])
    expect(judge({ response_type: 'in_channel', ...QUIETLY })).toEqual([])
    expect(judge({ response_type: 'in_channel' })).toHaveLength(2)
    expect(judge({ response_type: 'public' }).join()).toMatch(/response_type "public"/)
    expect(judge({ text: '', delete_original: true })).toEqual([])
  })
})

describe('a home', () => {
  test.each<[string, unknown, string, RegExp]>([
    ['none', undefined, 'invalid_arguments', /no view/],
    ['a modal', { type: 'modal', blocks: [] }, 'invalid_arguments', /home/],
    ['without blocks', { type: 'home' }, 'invalid_arguments', /no blocks/],
    ['101 blocks', { type: 'home', blocks: many(101, () => ({ type: 'divider' })) }, 'invalid_arguments', /101 blocks, at most 100/],
    ['an unknown field', { type: 'home', blocks: [], title: 'x' }, 'invalid_arguments', /title/],
    ['long private_metadata', { type: 'home', blocks: [], private_metadata: long(3001) }, 'invalid_arguments', /at most 3000/],
    ['feedback', { type: 'home', blocks: [feedback()] }, 'invalid_arguments', /messages only/],
    ['too large', { type: 'home', blocks: many(100, () => section(long(2600))) }, 'view_too_large', /bytes/],
  ])('%s', (_, view, error, problem) => {
    const found = judgeHome(view, [])
    expect(found.error).toBe(error)
    expect(found.problems.join('\n')).toMatch(problem)
  })
})
