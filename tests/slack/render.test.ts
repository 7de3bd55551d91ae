import { describe, expect, test } from 'vitest'
import type { RichPart, SlackBlock } from '../../adapters/slack/limits.ts'
import { render, renderHome } from '../../adapters/slack/render.ts'
import type { Answer, Block, Button } from '../../src/answer.ts'
import { PHONES, quote, SAVED, TYPICAL, XIAOMI } from '../typical-answers.ts'
import { blocksFaults, faultsOf } from './payload-faults.ts'

const NOTHING_SEARCHED = { from: null, to: null, publishers: [], articles: 0 }

function answerOf(blocks: readonly Block[], more: Partial<Answer> = {}): Answer {
  return { question: 'q', verdict: 'answered', title: '', blocks, sources: [], searched: NOTHING_SEARCHED, followUps: [], ...more }
}
const blocksOf = (answer: Answer, buttons: readonly Button[] = []) => render(answer, buttons).flatMap(({ blocks }) => blocks)
const partsOf = (blocks: readonly SlackBlock[]) =>
  blocks.flatMap((block): readonly RichPart[] => (block.type === 'rich_text' ? block.elements : []))
const elementsOf = (answer: Answer) =>
  partsOf(blocksOf(answer)).flatMap((part) =>
    part.type === 'rich_text_list' ? part.elements.flatMap(({ elements }) => elements) : part.elements,
  )

describe('typical answers, as they were last looked at', () => {
  test.each(Object.keys(TYPICAL))('%s', async (name) => {
    const { answer, buttons } = TYPICAL[name] as (typeof TYPICAL)[string]
    const payloads = render(answer, buttons)
    expect(payloads).toHaveLength(1)
    expect(faultsOf(payloads, answer, buttons)).toEqual([])
    await expect(`${JSON.stringify(payloads[0], null, 2)}\n`).toMatchFileSnapshot(`../golden/slack-${name}.json`)
  })
})

describe('the notification', () => {
  test('is the sentence that answers, with its outlet, escaped', () => {
    expect(render(answerOf([quote('A < B & C', 1)], { sources: [XIAOMI] }), [])[0]?.text).toBe('“A &lt; B &amp; C” — Caixin Global')
  })

  test('says first what warns of the answer', () => {
    const notice: Block = { type: 'notice', text: 'Nothing newer than 18 July 2021.' }
    expect(render(answerOf([notice, quote('“So,” she said.', 9)]), [])[0]?.text).toBe('Nothing newer than 18 July 2021. “So,” she said.')
    const list: Block = { type: 'list', items: [[{ type: 'text', text: 'related' }]] }
    expect(render(answerOf([notice, list]), [])[0]?.text).toBe('Nothing newer than 18 July 2021.')
  })

  test('of a digest is how much there is, and the first of it, whether in sections or not, quoted or not', () => {
    const counted: Block = { type: 'notice', text: '5 new stories and 1 developing since Fri 27 Nov, 08:00.' }
    const heading: Block = { type: 'paragraph', spans: [{ type: 'strong', text: 'New' }] }
    const item = [
      { type: 'text', text: 'Ferry starts ' },
      { type: 'cite', source: 1 },
      { type: 'text', text: ' (2 outlets)' },
    ] as const
    const lines: Block = { type: 'list', items: [item, item] }
    for (const blocks of [
      [counted, heading, lines],
      [counted, lines],
    ])
      expect(render(answerOf(blocks, { sources: [XIAOMI] }), [])[0]?.text).toBe(`${counted.text} Ferry starts (2 outlets)`)
    const sentence = { ...quote('It starts.', 1), lead: 'Ferry starts' }
    expect(render(answerOf([counted, heading, sentence], { sources: [XIAOMI] }), [])[0]?.text).toBe(
      `${counted.text} [Ferry starts] “It starts.” — Caixin Global`,
    )
  })

  test('is what there is, where nothing is quoted', () => {
    const paragraph: Block = { type: 'paragraph', spans: [{ type: 'time', at: '2020-02-25T18:27:00+08:00' }] }
    expect(render(answerOf([paragraph]), [])[0]?.text).toBe('25 Feb 2020, 18:27 (UTC+8)')
    expect(render(answerOf([], { title: 'Title' }), [])[0]?.text).toBe('Title')
    expect(render(answerOf([]), [])[0]).toEqual({
      text: 'q',
      blocks: [
        { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'q', style: { bold: true } }] }] },
      ],
    })
    expect(render(answerOf([], { question: ' ' }), [])[0]?.text).toBe('Newsdesk')
  })
})

test('text to copy is preformatted, with its lines, and what is too long for one message goes on in the next', () => {
  const code = (text: string): Block => ({ type: 'code', text })
  expect(partsOf(blocksOf(answerOf([code('\n<a>\n\n  <!here> *x*\n')])))).toEqual([
    { type: 'rich_text_preformatted', elements: [{ type: 'text', text: '<a>\n \n  <!here> *x*' }] },
  ])
  const lines = Array.from({ length: 300 }, (_, n) => `<line n="${n}">${'x'.repeat(60)}</line>`)
  const payloads = render(answerOf([code(lines.join('\n'))]), [])
  expect(payloads.length).toBeGreaterThan(1)
  const shown = payloads
    .flatMap(({ blocks }) => partsOf(blocks))
    .map((part) => part.elements.map((one) => ('text' in one ? one.text : '')).join(''))
  expect(shown.join('\n')).toBe(lines.join('\n'))
})

describe('the title', () => {
  test('is a header, in which nothing is read as an emoji', () => {
    expect(blocksOf(answerOf([], { title: ' :tada: <!here>\u0007 ' }))).toEqual([
      { type: 'header', text: { type: 'plain_text', text: ':tada: <!here>␇', emoji: false } },
    ])
  })
  test('that is too long for a header is a bold line, whole', () => {
    const title = 'long '.repeat(40).trim()
    expect(elementsOf(answerOf([quote('x', 1)], { title }))[0]).toEqual({ type: 'text', text: title, style: { bold: true } })
  })
})

describe('links lead where they say', () => {
  const titled = (title: string, url: string | null) =>
    elementsOf(answerOf([], { sources: [{ ...PHONES, title, url }] })).filter(({ type }) => type === 'link')

  test('the headline is linked', () => {
    expect(titled('A headline', 'https://a.example/ä')).toEqual([{ type: 'link', url: 'https://a.example/%C3%A4', text: 'A headline' }])
  })
  test.each(['https://bank.example', 'See www.bank', 'bank.example/login', 'x'.repeat(201), ' '])(
    'but the number, where the headline is %s',
    (title) => {
      expect(titled(title, 'https://a.example/1')).toEqual([{ type: 'link', url: 'https://a.example/1', text: '[2]' }])
    },
  )
  test.each([
    'javascript:alert(1)',
    'https://user@a.example',
    'https://:pw@a.example',
    'mailto:a@a.example',
    '/relative',
    '',
    `https://a.example/${'a'.repeat(3_000)}`,
    null,
  ])('and nothing, where the URL is %s', (url) => {
    expect(titled('A headline', url)).toEqual([])
  })
  test('a linked span, too', () => {
    const spans = (text: string, url: string) => elementsOf(answerOf([{ type: 'paragraph', spans: [{ type: 'link', text, url }] }]))
    expect(spans('here', 'https://a.example')).toEqual([{ type: 'link', url: 'https://a.example/', text: 'here' }])
    expect(spans('https://a.example', 'https://a.example')).toEqual([
      { type: 'link', url: 'https://a.example/', text: 'https://a.example' },
    ])
    expect(spans('https://bank.example', 'https://a.example')).toEqual([
      { type: 'text', text: 'https://bank.example ' },
      { type: 'link', url: 'https://a.example/', text: '[link]' },
    ])
    expect(spans('https://а.example', 'https://а.example')[1]).toEqual({ type: 'link', url: 'https://xn--80a.example/', text: '[link]' })
    expect(spans('here', 'javascript:alert(1)')).toEqual([{ type: 'text', text: 'here' }])
    expect(spans('', 'javascript:alert(1)')).toEqual([{ type: 'text', text: 'javascript:alert(1)' }])
  })
})

describe('lines that belong together', () => {
  test('a heading stands with what follows, quotations apart from each other', () => {
    const heading: Block = { type: 'paragraph', spans: [{ type: 'strong', text: 'Figures that differ' }] }
    const blocks = blocksOf(answerOf([quote('a', 1), heading, quote('b', 1), quote('c', 1)]))
    expect(blocks.map((block) => partsOf([block]).map(({ type }) => type))).toEqual([
      ['rich_text_quote'],
      ['rich_text_section', 'rich_text_quote'],
      ['rich_text_quote'],
    ])
  })
  test('bold does not cut a character in half', () => {
    const elements = elementsOf(answerOf([quote('a😀b', 1, { strong: [1, 2] })]))
    expect(elements).toEqual([{ type: 'text', text: 'a😀b [1]' }])
  })
  test('empty texts are not sent', () => {
    const spans = [{ type: 'text', text: '' } as const]
    const blocks: Block[] = [
      { type: 'paragraph', spans },
      { type: 'list', items: [spans, []] },
      { type: 'facts', rows: [{ label: '', spans }] },
      { type: 'chart', title: '', series: [] },
      { type: 'notice', text: '' },
    ]
    expect(blocksOf(answerOf(blocks, { title: 'T' }))).toHaveLength(1)
  })
})

describe('several messages', () => {
  const sources = Array.from({ length: 30 }, (_, i) => ({ ...XIAOMI, n: i + 1, title: `Headline ${i + 1}` }))
  const long = (quotes: number) =>
    answerOf(
      Array.from({ length: quotes }, (_, i) => quote(`Sentence ${i}. ${'word '.repeat(50)}`, (i % 30) + 1)),
      { sources, title: 'Long', searched: { ...NOTHING_SEARCHED, articles: 9 } },
    )
  const buttons: readonly Button[] = [{ id: 'n1', label: 'More', kind: 'next' }]

  test('carry the sources that they cite; what stands under an answer is under the last', () => {
    const answer = long(40)
    const payloads = render(answer, buttons)
    expect(payloads).toHaveLength(3)
    expect(faultsOf(payloads, answer, buttons)).toEqual([])
    expect(
      payloads.map(({ blocks }) =>
        blocks.filter(({ type }) => type === 'header' || type === 'actions' || type === 'context').map(({ type }) => type),
      ),
    ).toEqual([['header'], [], ['context', 'actions']])
    expect(payloads[1]?.text).toMatch(/^Sentence \d+\. word/)
    expect(JSON.stringify(payloads)).toContain('"value":"next:n1+"')
  })

  test('of many short paragraphs have no more blocks than Slack takes', () => {
    const answer = answerOf(Array.from({ length: 80 }, (_, i) => ({ type: 'paragraph', spans: [{ type: 'text', text: `${i}` }] })))
    const payloads = render(answer, buttons)
    expect(payloads.map(({ blocks }) => blocks.length)).toEqual([48, 33])
    expect(faultsOf(payloads, answer, buttons)).toEqual([])
  })

  test('what has no room in four is counted, never just left out', () => {
    const answer = long(500)
    const payloads = render(answer, buttons)
    expect(payloads).toHaveLength(4)
    expect(faultsOf(payloads, answer, buttons)).toEqual([])
    const quotes = partsOf(payloads.flatMap(({ blocks }) => blocks)).filter(({ type }) => type === 'rich_text_quote').length
    expect(JSON.stringify(payloads.at(-1))).toContain(`There was no room for ${500 - quotes} lines more.`)
  })

  test('a quotation longer than a message goes on in the next without losing a character', () => {
    const text = Array.from({ length: 5_000 }, (_, i) => `${i}`).join(' ')
    const answer = answerOf([quote(text, 1)], { sources: [XIAOMI] })
    const payloads = render(answer, [])
    expect(payloads.length).toBeGreaterThan(1)
    expect(faultsOf(payloads, answer, [])).toEqual([])
  })
})

describe('buttons', () => {
  test('more than there is room for are counted', () => {
    const buttons = Array.from({ length: 40 }, (_, i): Button => ({ id: `n${i}`, label: `Story ${i}`, kind: 'next' }))
    const payloads = render(answerOf([quote('x', 1)]), buttons)
    expect(JSON.stringify(payloads)).toContain('There was no room for 15 buttons more.')
    expect(payloads[0]?.blocks.filter(({ type }) => type === 'actions')).toHaveLength(5)
  })
  test('a label that is too long is cut at a word, one without a character gets a name', () => {
    const buttons: readonly Button[] = [
      { id: 'a', label: `about ${'word '.repeat(30)}`, kind: 'next' },
      { id: 'b', label: ' ', kind: 'bad' },
    ]
    const [row] = blocksOf(answerOf([], { title: 'T' }), buttons).slice(-1)
    expect(row?.type === 'actions' && row.elements.map(({ text }) => text.text)).toEqual([`about ${'word '.repeat(12)}word…`, '👎'])
  })
})

describe('the Home tab', () => {
  test('has the same answer in one page, with plain buttons for rating', () => {
    const { answer, buttons } = TYPICAL.asked as (typeof TYPICAL)[string]
    const home = renderHome(answer, buttons)
    expect(home.type).toBe('home')
    expect(blocksFaults(home.blocks, 'home', answer)).toEqual([])
    expect(home.blocks.slice(0, -1)).toEqual(render(answer, buttons)[0]?.blocks.slice(0, -2))
    expect(home.blocks.at(-1)).toMatchObject({ type: 'actions', elements: [{}, {}, {}, { value: 'good:r1' }, { value: 'bad:r2' }] })
  })
  test('that is too long for one says so', () => {
    const answer = answerOf(
      Array.from({ length: 300 }, (_, i) => quote(`Sentence ${i}`, 3)),
      { sources: [SAVED] },
    )
    const { blocks } = renderHome(answer, [])
    expect(blocks).toHaveLength(100)
    expect(JSON.stringify(blocks)).toContain('There was no room for 202 lines more.')
  })
})
