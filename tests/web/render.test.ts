/** An Answer as HTML: every block kind, quotations byte for byte, and nothing of a text that is markup. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quoteKey } from '../../adapters/web/host.ts'
import { type Context, render, renderBlocks } from '../../adapters/web/render.ts'
import { type Answer, type Block, type Quote, safe } from '../../src/answer.ts'
import { coverageSvg } from '../../src/coverage-svg.ts'
import { anyText } from '../any-answer.ts'
import { answered, answeredWith } from '../arbitrary-answer.ts'
import { HOSTILE, naughty } from '../hostile-text.ts'
import { BLOCKS, COVERAGE, READING, TIMELINE } from './design-readings.ts'
import { faultsOf, readHtml } from './page-faults.ts'
import '../properties.ts'

const NAUGHTY = naughty()
/** Each text stands in some forty places of an answer; a third of them, and a few of the long ones, say as much as all. */
const LONG = 500
const some = (texts: readonly string[]): readonly string[] => texts.filter((text, i) => i % (text.length <= LONG ? 3 : 30) === 0)

function contextOf(answer: Answer, paragraphs: Context['paragraphs'] = new Map()): Context {
  return { sources: answer.sources, paragraphs, draw: coverageSvg, command: (line) => ({ href: '/ask?q=x', label: line }) }
}
/** With every quotation in a paragraph of the same text. */
function shown(answer: Answer): string {
  const quotes = answer.blocks.filter((block) => block.type === 'quote')
  const paragraphs = new Map(quotes.map((quote) => [quoteKey(quote), { before: quote.text, after: quote.text }]))
  return String(render(answer, contextOf(answer, paragraphs)))
}
function blocksOf(blocks: readonly Block[], answer = TIMELINE.outcome.answer): string {
  return String(renderBlocks(blocks, contextOf(answer)))
}
const quote: Quote = {
  type: 'quote',
  text: 'It rained in Brannock.',
  articleId: 'a 1',
  start: 3,
  end: 25,
  cite: 1,
  strong: [10, 21],
  lead: null,
}

describe('a quotation', () => {
  test('has its asked-for span in bold, its marks outside, and its number leads to the passage', () => {
    expect(blocksOf([quote])).toContain('“It rained <strong>in Brannock</strong>.”')
    const answer = READING.outcome.answer
    const [first] = answer.blocks as [Quote]
    const html = String(renderBlocks([first], contextOf(answer, READING.paragraphs), true))
    expect(html).toContain('quote answering')
    expect(html).toContain(`href="/article/ferry-order?s=${first.start}-${first.end}#passage"`)
    expect(html).toContain('aria-label="Source 1: The Harbour Courier, Tidewell Orders Six')
    expect(html).toContain(`<mark>${first.text}</mark> He added that tickets`)
  })
  test('with marks of its own gets none of ours', () => {
    const text = '“Rain,” she said.'
    expect(readHtml(blocksOf([{ ...quote, text, strong: null }])).text).toMatch(/^“Rain,” she said\./)
  })
  test('is bold in whole characters, and only within itself', () => {
    expect(blocksOf([{ ...quote, text: 'a😀b', strong: [2, 3] }])).toContain('a<strong>😀</strong>b')
    expect(readHtml(blocksOf([{ ...quote, strong: [-5, 900] }])).text).toContain('“It rained in Brannock.”')
  })
  test('has what its pronoun stands for outside the quotation', () => {
    const html = blocksOf([{ ...quote, lead: '12 Mar 2026 · The Weather' }])
    expect(html).toMatch(/<figcaption[^>]*>12 Mar 2026 · The Weather<\/figcaption><blockquote>/)
  })
  test('under a date is one of a list, with who else tells it', () => {
    const { answer } = TIMELINE.outcome
    const html = blocksOf(answer.blocks, answer)
    expect(html.match(/<ol class="entries">/g)).toHaveLength(1)
    expect(html.match(/<ol class="entries">.*<\/ol>/s)?.[0].match(/<li>/g)).toHaveLength(3)
    expect(html).toMatch(/<\/figure><p dir="auto">Also in Northline /)
  })
})

describe('every kind of block', () => {
  test('is shown', () => {
    const html = blocksOf(BLOCKS.outcome.answer.blocks)
    expect(html).toContain('<h2 dir="auto">Stored</h2>')
    expect(html).toContain('<rect class="s0" width="48" height="8"/>')
    expect(html).toContain('<time datetime="2026-03-14T09:05:00+01:00">14 Mar 2026, 09:05 (UTC+1)</time>')
    expect(html).toContain('about <time datetime="2025-06">June 2025</time>')
    expect(html).toContain('&lt;opml version=&quot;2.0&quot;&gt;\n  &lt;body/&gt;')
    expect(faultsOf(html)).toEqual([])
  })
  test('a chart has its figures in a table', () => {
    const { elements, text } = readHtml(blocksOf([COVERAGE]))
    expect(elements.filter(({ name }) => name === 'tr')).toHaveLength(1 + 6)
    expect(elements.find(({ name }) => name === 'svg')?.attributes).toMatchObject({ role: 'img', class: 'coverage' })
    expect(text).toContain('March 202695317')
    expect(text).toContain('2 more without a date.')
  })
  test('only http(s) addresses become links, without credentials', () => {
    const link = (url: string) => blocksOf([{ type: 'paragraph', spans: [{ type: 'link', text: 'there', url }] }])
    expect(link('https://a.example/x?a=1&b="2"')).toContain(
      '<a href="https://a.example/x?a=1&amp;b=%222%22" rel="noopener noreferrer nofollow external">there</a>',
    )
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      'ftp://a.example/',
      '//a.example',
      'https://u:p@a.example/',
      'x',
      'vbscript:x',
    ])
      expect(link(url)).toBe('<p dir="auto">there</p>')
  })
  test('a number without a source leads nowhere', () => {
    expect(blocksOf([{ ...quote, cite: 9 }])).toContain('<span class="cite">[9]</span>')
  })
})

describe('any answer', () => {
  const wrongWith = (answer: Answer): string[] => {
    const html = shown(answer)
    const { text } = readHtml(html)
    const missing = answer.blocks.filter((block) => block.type === 'quote' && !text.includes(safe(block.text)))
    return [...faultsOf(html), ...missing.map(() => 'a quotation that is not there')]
  }
  test('is shown whole, and none of its text is markup', () => {
    fc.assert(
      fc.property(answered(anyText), ({ answer }) => {
        expect(wrongWith(answer)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
  test.each([
    [`${HOSTILE.length} strings of ours`, HOSTILE],
    ['the Big List of Naughty Strings', NAUGHTY ?? []],
  ])('hostile text in every place: %s', (_, texts) => {
    const faults = some(texts).flatMap((text) =>
      wrongWith(answeredWith(text, text).answer).map((fault) => `${fault} of ${JSON.stringify(text.slice(0, 80))}`),
    )
    expect(faults).toEqual([])
  })
  test('the check itself finds what is wrong', () => {
    const bad = [
      '<script>x</script>',
      '<img src=x>',
      '<p style="x">',
      '<a onclick="x">',
      '<a href="javascript:x">',
      '<a href="https://a.example">',
      '<a href="//a">',
    ]
    expect(bad.filter((html) => faultsOf(html).length === 0)).toEqual([])
  })
})
