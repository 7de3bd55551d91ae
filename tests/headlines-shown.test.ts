/** A headline that stands where its source is cited is not said again in the list of sources. */
import { describe, expect, test } from 'vitest'
import { render as renderDiscord } from '../adapters/discord/render.ts'
import { render as renderSlack } from '../adapters/slack/render.ts'
import { type Answer, type Block, headlinesShown, type Source } from '../src/answer.ts'

const TITLE = 'Tidewater sells its terminal'
const source = (n: number, title = TITLE): Source => ({
  n,
  articleId: `article-${n}`,
  title,
  publisher: `Outlet ${n}`,
  authors: [],
  published: '2026-11-28T08:00:00Z',
  about: null,
  url: `https://outlet.example/${n}`,
})
const quote = (cite: number, lead: string | null): Block => ({
  type: 'quote',
  text: 'It was sold.',
  articleId: '',
  start: 0,
  end: 12,
  cite,
  strong: null,
  lead,
})
const line = (text: string, cite: number, after = ''): Block => ({
  type: 'list',
  items: [
    [
      { type: 'text', text },
      { type: 'cite', source: cite },
      { type: 'text', text: after },
    ],
  ],
})
const heading = (text: string): Block => ({ type: 'paragraph', spans: [{ type: 'strong', text }] })
const shownIn = (blocks: readonly Block[], sources = [source(1), source(2, 'Another headline')]) => [...headlinesShown({ blocks, sources })]

describe('a headline stands by itself', () => {
  test.each<[string, readonly Block[], number[]]>([
    ['as the lead of a quotation', [quote(1, TITLE)], [1]],
    ['there with its outlets counted', [quote(1, `${TITLE} (3 outlets)`)], [1]],
    ['there after a day', [quote(1, `28 Nov 2026 · ${TITLE}`)], [1]],
    ['in a line before its number', [line(`${TITLE} `, 1, ' (3 outlets)')], [1]],
    ['as the heading over its quotation, and not over another outlet’s', [heading(TITLE), quote(1, null), quote(2, 'Outlet 2')], [1]],
    ['not where only the outlet is named', [line('also in: Outlet 1 ', 1)], []],
    ['not within other words', [quote(1, `${TITLE} again and again`), line(`They say that ${TITLE} `, 1)], []],
    ['not where another source is cited', [quote(2, TITLE)], []],
    ['not where nothing cites it', [{ type: 'notice', text: TITLE }], []],
  ])('%s', (_what, blocks, expected) => {
    expect(shownIn(blocks)).toEqual(expected)
  })

  test('one without a headline has none to be shown', () => {
    expect(shownIn([quote(1, ''), line('', 1)], [source(1, '')])).toEqual([])
  })
})

/** As many as a digest tells where nobody says otherwise. */
const STORIES = 6
const DIGEST: Answer = {
  question: 'Digest 1',
  verdict: 'answered',
  title: 'Digest 1 · Sat 28 Nov 2026, 08:00 (UTC)',
  blocks: Array.from({ length: STORIES }, (_, n) => line(`${TITLE} number ${n + 1} `, n + 1)),
  sources: Array.from({ length: STORIES }, (_, n) => ({
    ...source(n + 1, `${TITLE} number ${n + 1}`),
    url: `https://outlet.example/story/news/nation/2026/11/28/tidewater-energy-sells-its-oil-terminal-for-90-million-dollars-${n + 1}/71822499007`,
  })),
  searched: { from: null, to: null, publishers: [], articles: 0 },
  followUps: [],
}

describe('a digest of the usual length, with long addresses', () => {
  const times = (text: string, words: string) => text.split(words).length - 1

  test('is one message of Discord, with each headline once, and led to by its outlet', () => {
    const [first, ...others] = renderDiscord(DIGEST, [])
    expect(others).toEqual([])
    expect(times(first?.content ?? '', TITLE)).toBe(STORIES)
    expect(first?.content).toContain('-# [3] [Outlet 3](<https://outlet.example/story/')
  })

  test('is one message of Slack, with each headline once, and led to by its number', () => {
    const payloads = renderSlack(DIGEST, [])
    expect(payloads).toHaveLength(1)
    expect(times(JSON.stringify(payloads[0]?.blocks), TITLE)).toBe(STORIES)
    expect(JSON.stringify(payloads[0]?.blocks)).toContain('"text":"[3]"')
  })
})
