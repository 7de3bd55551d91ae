import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../src/intake/limits.ts'
import { plainOfMarkdown, readMarkdown } from '../../src/intake/markdown.ts'
import { NO_ZONE } from '../../src/intake/zones.ts'

const OPTIONS = { zone: NO_ZONE, publisher: null, limits: LIMITS }
const read = (text: string) => readMarkdown(text, 'a.md', OPTIONS)

describe('front matter', () => {
  test('as the seeds have it', () => {
    const { article } = read(
      '---\nid: tram\ntitle: "Tram: a return"\nheadlined: false\npublisher: The Lamp\nauthors: ["Jane Doe", Per Aldén]\npublished: 2020-02-25T18:27:00+08:00\nprinted: "Feb 25, 2020 06:27 PM"\nabout: null\nurl: null\ntags: [a, b]\n---\n\nFirst paragraph.\n\nSecond.\n',
    )
    expect(article).toEqual({
      id: 'tram',
      title: 'Tram: a return',
      headlined: false,
      publisher: 'The Lamp',
      authors: ['Jane Doe', 'Per Aldén'],
      published: '2020-02-25T18:27:00+08:00',
      about: null,
      url: null,
      tags: ['a', 'b'],
      body: 'First paragraph.\n\nSecond.',
    })
  })

  test('an undated article may name a month', () => {
    expect(read('---\ntitle: x\npublished: null\nabout: 2019-06\nabout_reason: The text says so.\n---\nText.').article).toMatchObject({
      published: null,
      about: '2019-06',
    })
  })

  test('as blogs have it', () => {
    const { article, zoneAssumed } = read(
      '---\nlayout: post\ntitle: Bells\nauthor: Jane Doe\ndate: 2021-03-03 09:00:00 -0500\ntags: bells, towers\nlink: https://blog.example/bells\n---\n\nThe *bells* [rang](https://x.example).\n',
    )
    expect(article).toMatchObject({
      title: 'Bells',
      authors: ['Jane Doe'],
      published: '2021-03-03T09:00:00-05:00',
      tags: ['bells', 'towers'],
      url: 'https://blog.example/bells',
      body: 'The bells rang.',
    })
    expect(zoneAssumed).toBe(false)
  })

  test('none: the first heading is the title', () => {
    expect(read('# Bells ring again\n\nThe bells rang.').article).toMatchObject({
      title: 'Bells ring again',
      headlined: true,
      body: 'The bells rang.',
    })
    expect(read('The bells rang. They did.').article).toMatchObject({ title: 'The bells rang', headlined: false })
  })

  test.each([
    ['---\ntitle: a: b: c\n---\nText.', /YAML/, 2],
    ['---\ntitle: x\npublished: 2021-02-30\n---\nText.', /no real date/, 1],
    ['---\ntitle: x\n---\n\n', /no text/, null],
    ['---\npublisher: x\n---\nText.', /“title” is missing/, 1],
    [`---\na: &a [${'x,'.repeat(99)}]\nb: [${'*a,'.repeat(99)}]\ntitle: x\n---\nText.`, /cannot be read/, 2],
  ])('refuses %j', (text, cause, line) => {
    expect(() => read(text)).toThrow(cause)
    try {
      read(text)
    } catch (error) {
      expect(error).toMatchObject({ line })
    }
  })
})

test('Markdown becomes text; plain prose stays as it is', () => {
  const prose = 'He paid 5 * 3 dollars for snake_case_names (see “note” 2).'
  expect(plainOfMarkdown(prose)).toBe(prose)
  expect(
    plainOfMarkdown(
      '## Why\n\n- one\n- **two**\n\n> quoted\n> text\n\n![photo](x.png)\n\n---\n\n`code` and ~~gone~~ here<br/>\n<!-- hidden -->',
    ),
  ).toBe('Why\n\none\n\ntwo\n\nquoted text\n\ncode and gone here')
})
