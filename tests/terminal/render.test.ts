import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { answerJson } from '../../adapters/terminal/json.ts'
import { render } from '../../adapters/terminal/render.ts'
import type { Answer } from '../../src/answer.ts'

const ANSWER: Answer = {
  question: 'How big is the share?',
  verdict: 'answered',
  title: 'How big is the share?',
  blocks: [
    {
      type: 'quote',
      text: 'It took a market share of 29%.',
      articleId: 'a',
      start: 10,
      end: 40,
      cite: 1,
      strong: [26, 29],
      lead: 'Xiaomi',
    },
    { type: 'quote', text: 'Samsung took second place.', articleId: 'b', start: 0, end: 26, cite: 2, strong: null, lead: null },
    { type: 'notice', text: 'Nothing newer than 31 Jan 2020.' },
    {
      type: 'list',
      items: [
        [
          { type: 'text', text: 'one ' },
          { type: 'cite', source: 2 },
        ],
        [{ type: 'link', text: 'two', url: 'https://two.example' }],
      ],
    },
    {
      type: 'facts',
      rows: [
        { label: 'Newest', spans: [{ type: 'time', at: '2020-01' }] },
        { label: 'Of', spans: [{ type: 'time', at: '2020-01-31' }] },
      ],
    },
    {
      type: 'chart',
      title: 'Articles',
      series: [
        { label: 'A', value: 4 },
        { label: 'Long', value: 1 },
        { label: 'No', value: 0 },
      ],
    },
    { type: 'paragraph', spans: [{ type: 'strong', text: 'Head' }] },
  ],
  sources: [
    {
      n: 1,
      articleId: 'a',
      title: 'A headline',
      publisher: 'Caixin Global',
      authors: ['Ding Yi', 'Tang Ziyi'],
      published: '2020-02-25T18:27:00+08:00',
      about: null,
      url: 'https://a.example/1',
    },
    { n: 2, articleId: 'b', title: 'B', publisher: 'TechCrunch', authors: [], published: null, about: '2019-06', url: null },
  ],
  searched: { from: '2019-06-15', to: '2020-02-25', publishers: ['Caixin Global', 'TechCrunch'], articles: 32 },
  followUps: [{ label: 'Timeline', command: 'timeline Xiaomi' }],
}

test('text to copy is neither wrapped nor marked, and alone it is all that is printed', () => {
  const alone: Answer = {
    ...ANSWER,
    title: '',
    blocks: [{ type: 'code', text: `<a>\n\n  ${'x'.repeat(80)}\u001b[2J\n</a>\n` }],
    sources: [],
    searched: { from: null, to: null, publishers: [], articles: 0 },
    followUps: [],
  }
  expect(render(alone, { width: 40, colour: true })).toBe(`<a>\n\n  ${'x'.repeat(80)}␛[2J\n</a>`)
})

test('plain: quotations with their numbers, sources, what was searched, what to ask next', () => {
  expect(render(ANSWER)).toBe(
    [
      '[Xiaomi] “It took a market share of 29%.” [1]',
      '“Samsung took second place.” [2]',
      '',
      'Nothing newer than 31 Jan 2020.',
      '',
      '• one [2]',
      '• two <https://two.example>',
      '',
      'Newest  about January 2020',
      'Of      31 Jan 2020',
      '',
      'Articles',
      'A     ████████████████████████ 4',
      'Long  ██████ 1',
      'No     0',
      '',
      'Head',
      '',
      'Sources:',
      '[1] Caixin Global · “A headline” · Ding Yi, Tang Ziyi · 25 Feb 2020, 18:27 (UTC+8)',
      '    https://a.example/1',
      '[2] TechCrunch · “B” · about June 2019',
      '',
      'Searched: 32 articles of Caixin Global and TechCrunch, June 2019 – February 2020.',
      '',
      'Ask next:',
      '  timeline Xiaomi',
    ].join('\n'),
  )
})

test('a thing to ask next that is called by a source says by which', () => {
  const followUps = [
    { label: 'Follow [2]', command: 'watch add story:story-1x3zt3s' },
    { label: 'Latest', command: 'latest' },
  ]
  const text = render({ ...ANSWER, followUps })
  expect(text).toMatch(/\nAsk next:\n {2}watch add story:story-1x3zt3s {2}\(Follow \[2\]\)\n {2}latest$/)
})

test('a coverage is told in bars, with the outlets where the line has room for them', () => {
  const days = Array.from({ length: 30 }, (_, i) => `2020-04-${`${i + 1}`.padStart(2, '0')}`)
  const values = days.map((_, i) => (i === 29 ? 8 : 1))
  const rare = days.map((_, i) => (i > 27 ? 4 : 0))
  const block = {
    type: 'coverage',
    title: 'Coverage',
    per: 'day',
    columns: days,
    series: [
      { label: 'Caixin Global', values },
      { label: 'TechCrunch', values: rare },
    ],
    undated: 0,
  } as const
  const told = (width: number | null) =>
    render({ ...ANSWER, blocks: [block], sources: [], followUps: [] }, { width, colour: false }).split('\n')
  const lines = told(null)
  expect(lines.slice(0, 2)).toEqual(['Coverage', '7 Apr 2020   ██ 1  Caixin Global'])
  expect(lines.slice(24, 26)).toEqual([
    '30 Apr 2020  ████████████████████████ 12  Caixin Global 8, TechCrunch 4',
    'Not shown: 6 articles up to 6 Apr 2020.',
  ])
  expect(told(60)[24]).toBe('30 Apr 2020  ████████████████████████ 12  Caixin Global 8, …')
  expect(told(50)[24]).toBe('30 Apr 2020  ████████████████████████ 12')
})

test('a sentence with quotation marks of its own gets no second pair', () => {
  const own = {
    type: 'quote',
    text: '“We chose it,” she said.',
    articleId: 'a',
    start: 0,
    end: 24,
    cite: 1,
    strong: null,
    lead: null,
  } as const
  expect(render({ ...ANSWER, blocks: [own], sources: [], followUps: [] })).toMatch(/^“We chose it,” she said\. \[1\]$/m)
})

test('neighbours of one look share their escapes, and no line ends in a space', () => {
  const text = render(ANSWER, { width: 40, colour: true })
  expect(text).toContain('\u001b[2mSearched: 32 articles of Caixin Global')
  expect(stripVTControlCharacters(text)).not.toMatch(/ $/m)
})

describe('a terminal', () => {
  test('has the asked-for span in bold', () => {
    expect(render(ANSWER, { width: null, colour: true })).toContain('“It took a market share of \u001b[1m29%\u001b[22m.”')
  })

  test('is not steered by articles', () => {
    const evil = 'x\u001b]0;owned\u0007\u202e'
    const text = render(
      {
        ...ANSWER,
        title: evil,
        blocks: [
          { type: 'quote', text: evil, articleId: 'a', start: 0, end: evil.length, cite: 1, strong: [0, 3], lead: evil },
          { type: 'chart', title: evil, series: [{ label: evil, value: Number.NaN }] },
          {
            type: 'coverage',
            title: evil,
            per: 'day',
            columns: ['2020-01-01', '2020-01-02'],
            series: [
              { label: evil, values: [1, 2] },
              { label: evil, values: [2, 1] },
            ],
            undated: 3,
          },
          { type: 'facts', rows: [{ label: evil, spans: [{ type: 'link', text: evil, url: evil }] }] },
        ],
        sources: [{ n: 1, articleId: 'a', title: evil, publisher: evil, authors: [evil], published: evil, about: null, url: evil }],
        searched: { from: evil, to: evil, publishers: [evil], articles: 1 },
        followUps: [{ label: evil, command: evil }],
      },
      { width: 40, colour: false },
    )
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u)
  })
})

test('JSON carries the exact sentences and the text that a reader sees', () => {
  const json = answerJson({ ...ANSWER, blocks: ANSWER.blocks.slice(0, 1) }, 1.26)
  expect(json).toEqual({
    question: 'How big is the share?',
    verdict: 'answered',
    text: expect.stringMatching(/^\[Xiaomi\] “It took a market share of 29%\.” \[1\]\n\nSources:\n/),
    sentences: [{ text: 'It took a market share of 29%.', cites: [1], articleId: 'a', start: 10, end: 40 }],
    sources: [
      {
        n: 1,
        articleId: 'a',
        title: 'A headline',
        publisher: 'Caixin Global',
        authors: ['Ding Yi', 'Tang Ziyi'],
        published: '2020-02-25T18:27:00+08:00',
        url: 'https://a.example/1',
      },
      { n: 2, articleId: 'b', title: 'B', publisher: 'TechCrunch', authors: [], published: null, url: null },
    ],
    searched: { from: '2019-06-15', to: '2020-02-25', publishers: ['Caixin Global', 'TechCrunch'], articles: 32 },
    ms: 1.3,
  })
})
