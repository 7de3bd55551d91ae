import { parse } from 'discord-markdown-parser'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escaped, instant, isVisible, LIMITS, link, pieces, type Run, shortened, whole } from '../../adapters/discord/limits.ts'
import { GAP, type Line, mostThat, packed, partsOf } from '../../adapters/discord/packing.ts'
import { safe } from '../../src/answer.ts'
import { HOSTILE } from '../hostile-text.ts'

const anyText = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' }))
const said = (text: string, mark: '' | '*' | '**' = ''): Run => ({ text, mark })
const lineOf = (text: string, more: Partial<Line> = {}): Line => ({ prefix: '', runs: [said(text)], keep: false, ...more })
const textsOf = (runs: readonly Run[], most = 2_000) => [...pieces(runs, most)].map(({ text }) => text)
const messagesOf = (lines: readonly Line[], most = 2_000) => packed(partsOf(lines, most)).map(({ content }) => content)

describe('text', () => {
  test.each([
    ['a\tb\nc\r\nd', 'a b c  d'],
    ['\u001b[31m', '␛[31m'],
    ['\u0000\u007f\u0085\u009b', '␀␡\ufffd\ufffd'],
    ['\u202eabc\u2066', '\ufffdabc\ufffd'],
    ['\u{e0041}\u2028', '\ufffd '],
    ['\ud83d<\ude00😀', '\ufffd<\ufffd😀'],
    ['قال‎ עברית naïve 👩‍👩‍👧', 'قال‎ עברית naïve 👩‍👩‍👧'],
  ])('%j is shown as %j', (text, shown) => {
    expect(safe(text)).toBe(shown)
  })

  test.each([
    ['plain, with 29% and (this).', 'plain, with 29% and (this).'],
    ['**bold** _italic_ `code`', '\\*\\*bold\\*\\* \\_italic\\_ \\`code\\`'],
    ['~~struck~~ ~ ||hidden|| | a', '\\~\\~struck\\~\\~ ~ \\|\\|hidden\\|\\| | a'],
    ['[bank](https://evil.example)', '\\[bank\\]\\(https\\://evil.example)'],
    ['(address of a link before it)', '\\(address of a link before it)'],
    ['<@1> <@!1> <@&1> <#1> </news:1> <id:browse>', '\\<@1\\> \\<@!1\\> \\<@&1\\> \\<#1\\> \\</news:1\\> \\<id:browse\\>'],
    ['<t:0> <:kappa:1> <a:kappa:1>', '\\<t:0\\> \\<\\:kappa:1\\> \\<a\\:kappa:1\\>'],
    ['@everyone @here @silent @ada', '\\@everyone \\@here \\@silent @ada'],
    [':skull: at 10:30, ratio 1:2', '\\:skull: at 10:30, ratio 1:2'],
    ['discord.gg/x DiscordApp.com/invite', 'discord\\.gg/x DiscordApp\\.com/invite'],
    ['\\', '\\\\'],
  ])('%s is sent as %s', (text, sent) => {
    expect(escaped(text)).toBe(sent)
  })

  test('shows as it is, wherever it stands in a line', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const nodes = parse(`x${escaped(text)}`, 'extended') as { type: string; content?: unknown; name?: string }[]
        expect(nodes.map(({ type }) => type).filter((type) => !['text', 'twemoji'].includes(type))).toEqual([])
        expect(nodes.map(({ content, name }) => name ?? content).join('')).toBe(`x${safe(text)}`)
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    ['one two', 7, 'one two'],
    ['one two', 6, 'one…'],
    ['a much-too-long-word', 8, 'a much-…'],
    ['a😀b', 3, 'a…'],
    [' \n ', 9, ''],
    ['a \n  b', 3, 'a b'],
  ])('%j shortened to %i is %j', (text, most, cut) => {
    expect(shortened(text, most)).toBe(cut)
  })

  test('a character is not cut in half', () => {
    expect(['a😀', '\ud83d'].map((text) => whole(text, 2))).toEqual([1, 2])
    expect(whole('a😀', 3)).toBe(3)
  })

  test('what cannot be seen is known', () => {
    expect(['', ' ', '\u200b\u00ad', '\u3164', '\u0301'].map(isVisible)).toEqual([false, false, false, false, false])
    expect(['a', '👍', '�', '\\'].map(isVisible)).toEqual([true, true, true, true])
  })
})

describe('a link', () => {
  test.each([
    ['A headline: 5% more', 'https://a.example/ä', '[A headline: 5% more](<https://a.example/%C3%A4>)'],
    ['https://a.example', 'https://a.example', '<https://a.example/>'],
    ['', 'https://a.example/(1)', '<https://a.example/%281%29>'],
    ['https://bank.example', 'https://a.example', 'https\\://bank.example ([link](<https://a.example/>))'],
    ['See www.bank', 'https://a.example', 'See www.bank ([link](<https://a.example/>))'],
    ['bank.example', 'https://a.example', 'bank.example ([link](<https://a.example/>))'],
    ['[x](y)', 'https://a.example', '\\[x\\]\\(y) ([link](<https://a.example/>))'],
    ['*bold*', 'https://a.example', '\\*bold\\* ([link](<https://a.example/>))'],
    ['1. item', 'https://a.example', '1\\. item ([link](<https://a.example/>))'],
    ['here', 'https://a.example/@everyone>)', '[here](<https://a.example/%40everyone%3E%29>)'],
  ])('called %s to %s is %s', (text, url, sent) => {
    expect(textsOf(link(text, url))).toEqual([sent])
  })

  test('is none where the address is not of the web, names a user, shows as a card or is too long', () => {
    const urls = [
      'javascript:alert(1)',
      'https://user@a.example',
      'https://:pw@a.example',
      'mailto:a@a.example',
      'https://[::1]/',
      'https://discord.gg/x',
      'https://canary.discord.com/channels/1/2/3',
      '/relative',
      '',
      `https://a.example/${'a'.repeat(600)}`,
      null,
    ]
    for (const url of urls) expect(link('here', url)).toEqual([said('here')])
  })
})

describe('an instant', () => {
  test('is shown in the zone of the reader; a day and a month are none', () => {
    expect(instant('2020-02-25T18:27:00+08:00', 'R')).toEqual({ own: '<t:1582626420:R>' })
    expect(instant('2020-02-25T10:27Z', 'f')).toEqual({ own: '<t:1582626420:f>' })
    for (const at of ['2020-02-25', '2019-06', '2020-02-25T18:27', '1899-12-31T00:00:00Z', '<t:0>']) expect(instant(at, 'R')).toBeNull()
  })
})

describe('a line', () => {
  test('opens nothing where it begins', () => {
    const begun = ['# a', '## a', '#', '-# a', '- a', '+ a', '* a', '> a', '>>> a', '1. a', '12) a', '#a', '-a', '1.5'].map(
      (text) => textsOf([said(text)])[0],
    )
    const sent = [
      '\\# a',
      '\\## a',
      '\\#',
      '\\-# a',
      '\\- a',
      '\\+ a',
      '\\* a',
      '\\> a',
      '\\>\\>\\> a',
      '1\\. a',
      '12\\) a',
      '#a',
      '-a',
      '1.5',
    ]
    expect(begun).toEqual(sent)
  })
  test('opens nothing within bold', () => {
    expect(textsOf([said(' '), said('- a', '**')])).toEqual(['**\\- a**'])
  })
  test('has its marks right beside what they mark', () => {
    expect(textsOf([said('a'), said(' b ', '**'), said('c'), said(' ', '**'), said('', '*'), said('d', '*')])).toEqual(['a **b** c *d*'])
  })
  test('escapes what is split over neighbours, also over an empty one', () => {
    expect(textsOf([said('@'), said('every'), said('', '**'), said('one')])).toEqual(['\\@everyone'])
    expect(textsOf([said('a:'), said('//b'), { own: '[1]' }, said('(c)')])).toEqual(['a\\://b[1]\\(c)'])
  })
  test('is parted at spaces, and opens nothing where it goes on', () => {
    expect(textsOf([said('word # one - two 1. three')], 8)).toEqual(['word #', 'one -', 'two 1.', 'three'])
    expect(textsOf([said('words # one words - two')], 7)).toEqual(['words', '\\# one', 'words', '\\- two'])
    expect(textsOf([said('bold words here', '**')], 15)).toEqual(['**bold words**', '**here**'])
  })
  test('without spaces is parted, but not between a backslash and what it escapes', () => {
    const parts = textsOf([said('a'), said('*'.repeat(300))], 201)
    expect(parts.every((part) => /^a?(?:\\\*)+$/.test(part))).toBe(true)
    expect(parts.join('')).toBe(`a${'\\*'.repeat(300)}`)
    expect(textsOf([said('😀'.repeat(150))], 101).every((part) => /^😀+$/u.test(part))).toBe(true)
  })
  test('loses nothing but spaces, and never is too long', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyText, fc.constantFrom('' as const, '**' as const)), { maxLength: 5 }), (texts) => {
        // Twice what an answer's messages can hold is read of a text; neighbours of one look are one.
        fc.pre(texts.reduce((sum, [text]) => sum + text.length, 0) <= 2 * LIMITS.messages * LIMITS.content)
        const lines = textsOf(
          texts.map(([text, mark]) => said(text, mark)),
          400,
        )
        expect(lines.filter((line) => line === '' || line.length > 400)).toEqual([])
        const bare = (text: string) => text.replaceAll(/[\s\\*]/g, '')
        expect(bare(lines.join(''))).toBe(bare(texts.map(([text]) => safe(text)).join('')))
      }),
    )
  })
})

describe('messages', () => {
  test('are as few as hold the lines', () => {
    expect(messagesOf([lineOf('a'), GAP, lineOf('b', { prefix: '> ' })])).toEqual(['a\n\n> b'])
    expect(messagesOf([lineOf('a'.repeat(1_200)), lineOf('b'.repeat(799)), GAP, lineOf('c')]).map(({ length }) => length)).toEqual([
      2_000, 1,
    ])
    expect(messagesOf([])).toEqual([''])
  })
  test('neither begin nor end with a gap, and have one at a time', () => {
    expect(messagesOf([GAP, lineOf('a'), GAP, GAP, lineOf('b'), GAP])).toEqual(['a\n\nb'])
    expect(messagesOf([lineOf('a'.repeat(1_999)), GAP, GAP, lineOf('b')])).toEqual(['a'.repeat(1_999), 'b'])
  })
  test('hold together what belongs together, where they can', () => {
    const text = 'a'.repeat(1_990)
    expect(messagesOf([lineOf(text), lineOf('head', { keep: true }), lineOf('b'.repeat(20))])).toEqual([text, `head\n${'b'.repeat(20)}`])
    expect(messagesOf([lineOf('head', { keep: true }), lineOf('b'.repeat(1_999))])).toEqual(['head', 'b'.repeat(1_999)])
    expect(messagesOf([lineOf('head', { keep: true })])).toEqual(['head'])
  })
  test('take up a parted line where the one before left off, with its prefix, but as no further item', () => {
    const text = 'word '.repeat(500).trim()
    for (const prefix of ['> ', '-# ', '- '] as const) {
      const [first = '', second = ''] = messagesOf([lineOf('top'), lineOf(text, { prefix })], 400)
      expect(first.split('\n').map((line) => line.slice(0, 7))).toEqual(['top', `${prefix}word `.slice(0, 7)])
      expect(first.length).toBeGreaterThan(1_600)
      expect(second.startsWith(prefix === '- ' ? 'word' : `${prefix}word`)).toBe(true)
      expect(`${first.replace(`top\n${prefix}`, '')} ${second.replace(prefix, '')}`).toBe(text)
    }
  })
  test('are made up to one more than an answer may take, and no further', () => {
    let made = 0
    const endless = (function* (): Generator<Line> {
      for (; made < 1_000; made++) yield lineOf('x'.repeat(1_500))
    })()
    expect(messagesOf(endless as unknown as readonly Line[])).toHaveLength(5)
    expect(made).toBeLessThan(10)
  })
})

test('the greatest that fits is found', () => {
  for (const most of [0, 1, 7, 100])
    for (const limit of [0, 1, 6, 7, 99, 200]) expect(mostThat(most, (n) => n <= limit)).toBe(Math.min(most, limit))
})
