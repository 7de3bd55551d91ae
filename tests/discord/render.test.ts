import { describe, expect, test } from 'vitest'
import { type DiscordPayload, render } from '../../adapters/discord/render.ts'
import type { Answer, Block, Button, Source } from '../../src/answer.ts'
import { PHONES, quote, SAVED, TYPICAL, XIAOMI } from '../typical-answers.ts'
import { faultsOf } from './content-faults.ts'

const NOTHING_SEARCHED = { from: null, to: null, publishers: [], articles: 0 }

function answerOf(blocks: readonly Block[], more: Partial<Answer> = {}): Answer {
  return { question: 'q', verdict: 'answered', title: '', blocks, sources: [], searched: NOTHING_SEARCHED, followUps: [], ...more }
}
const contentsOf = (answer: Answer) => render(answer, []).map(({ content }) => content)
const linesOf = (answer: Answer) => contentsOf(answer).join('\n').split('\n')
const next = (count: number): readonly Button[] =>
  Array.from({ length: count }, (_, i): Button => ({ id: `n${i}`, label: `Story ${i}`, kind: 'next' }))
const rowsOf = (buttons: readonly Button[], answer: Answer = answerOf([quote('x', 1)])) => {
  const payloads = render(answer, buttons)
  expect(faultsOf(payloads, answer, buttons)).toEqual([])
  return (payloads.at(-1)?.components ?? []).map(({ components }) =>
    components.map((one) => (one.type === 2 ? one.custom_id : one.options.map(({ value }) => value))),
  )
}
/** A message as it is sent: its text, and its buttons as JSON, row by row. */
function picture({ content, components }: DiscordPayload): string {
  const rows = components.map((row) => row.components.map((one) => `${JSON.stringify(one)}\n`).join(''))
  return `${content}\n\n\`\`\`json\n${rows.join('\n')}\`\`\`\n`
}

describe('typical answers, as they were last looked at', () => {
  test.each(Object.keys(TYPICAL))('%s', async (name) => {
    const { answer, buttons } = TYPICAL[name] as (typeof TYPICAL)[string]
    const payloads = render(answer, buttons)
    expect(payloads).toHaveLength(1)
    expect(faultsOf(payloads, answer, buttons)).toEqual([])
    await expect(payloads.map(picture).join('\n')).toMatchFileSnapshot(`../golden/discord-${name}.md`)
  })
})

describe('text to copy', () => {
  const code = (text: string): Block => ({ type: 'code', text })
  test('stands in a fence with its lines, and nothing in it ends the fence', () => {
    expect(contentsOf(answerOf([code('\n<a>\n\n  @everyone *x* \\\n````js\n')], { title: 'File' }))).toEqual([
      '**File**\n```\n<a>\n \n  @everyone *x* \\\n`\u200b`\u200b``js\n```',
    ])
    expect(contentsOf(answerOf([code('a'), code('b')]))).toEqual(['```\na\n```\n\n```\nb\n```'])
    expect(contentsOf(answerOf([code(' \n ')]))).toEqual(['…'])
  })
  test('goes on in the next message in a fence of its own, and what has no room is counted', () => {
    const lines = Array.from({ length: 100 }, (_, n) => `<line n="${n}">${'x'.repeat(40)}</line>`)
    const contents = contentsOf(answerOf([code(lines.join('\n'))]))
    expect(contents).toHaveLength(4)
    for (const content of contents) expect(content).toMatch(/^```\n[^`]*\n```$/)
    expect(contents.map((content) => content.slice(4, -4)).join('\n')).toBe(lines.join('\n'))
    const many = answerOf([code([...lines, ...lines].join('\n'))])
    expect(contentsOf(many)).toHaveLength(4)
    expect(contentsOf(many).at(-1)).toMatch(/\n```\n\n\*There was no room for \d+ lines more\. /)
    const joined = contentsOf(answerOf([code('y'.repeat(5_000))])).join('')
    expect(joined.replaceAll(/[`\n]/g, '')).toBe('y'.repeat(5_000))
  })
})

describe('blocks', () => {
  test('a title is bold, cut where it is too long', () => {
    expect(linesOf(answerOf([], { title: ' :tada: <@1>\u0007 ' }))).toEqual(['**\\:tada: \\<@1\\>␇**'])
    const [line = ''] = linesOf(answerOf([], { title: 'long '.repeat(100) }))
    expect(line).toMatch(/^\*\*(?:long )+long…\*\*$/)
    expect(line.length).toBeLessThanOrEqual(304)
  })

  test('a quotation stands behind a bar, what it needs to be understood above it', () => {
    const block = quote('It fell by 5%.', 1, { strong: [11, 13], lead: 'Xiaomi' })
    expect(linesOf(answerOf([block]))).toEqual(['*Xiaomi*', '> It fell by **5%**. [1]'])
    expect(linesOf(answerOf([{ ...block, lead: ' ' }]))).toEqual(['> It fell by **5%**. [1]'])
  })

  test('bold does not cut a character in half', () => {
    expect(linesOf(answerOf([quote('a😀b', 1, { strong: [1, 2] })]))).toEqual(['> a😀b [1]'])
  })

  test('a heading stands with what follows, quotations apart from each other, who else tells it right under it', () => {
    const heading: Block = { type: 'paragraph', spans: [{ type: 'strong', text: 'Figures that differ' }] }
    const also: Block = { type: 'paragraph', spans: [{ type: 'text', text: 'also in: B' }] }
    expect(linesOf(answerOf([quote('a', 1), heading, quote('b', 1), also, quote('c', 1)]))).toEqual([
      '> a [1]',
      '',
      '**Figures that differ**',
      '> b [1]',
      'also in: B',
      '',
      '> c [1]',
    ])
  })

  test('times, links and citations', () => {
    const spans = ['2020-02-25T18:27:00+08:00', '2020-02-25', '2019-06', '@here'].map((at) => ({ type: 'time', at }) as const)
    expect(spans.flatMap((span) => linesOf(answerOf([{ type: 'paragraph', spans: [span] }])))).toEqual([
      '<t:1582626420:f>',
      '25 Feb 2020',
      'about June 2019',
      '\\@here',
    ])
    const linked = (text: string, url: string) => linesOf(answerOf([{ type: 'paragraph', spans: [{ type: 'link', text, url }] }]))[0]
    expect(linked('here', 'https://a.example')).toBe('[here](<https://a.example/>)')
    expect(linked('here', 'javascript:alert(1)')).toBe('here')
    expect(linked('', 'javascript:alert(1)')).toBe('javascript:alert(1)')
  })

  test('a chart is drawn from zero', () => {
    const series = [10, 5, 0.1, 0, -3, Number.NaN].map((value, i) => ({ label: `L${i}`, value }))
    expect(linesOf(answerOf([{ type: 'chart', title: 'Articles', series }]))).toEqual([
      '**Articles**',
      '████████████ L0 · 10',
      '██████░░░░░░ L1 · 5',
      '█░░░░░░░░░░░ L2 · 0.1',
      '░░░░░░░░░░░░ L3 · 0',
      '░░░░░░░░░░░░ L4 · -3',
      '░░░░░░░░░░░░ L5 · NaN',
    ])
  })

  test('what is empty takes no line', () => {
    const spans = [{ type: 'text', text: '' } as const]
    const blocks: Block[] = [
      { type: 'paragraph', spans },
      { type: 'list', items: [spans, []] },
      { type: 'facts', rows: [{ label: '', spans }] },
      { type: 'notice', text: '' },
    ]
    expect(contentsOf(answerOf(blocks, { title: 'T' }))).toEqual(['**T**'])
    expect(contentsOf(answerOf(blocks))).toEqual(['…'])
  })
})

describe('sources', () => {
  const listed = (source: Source) => linesOf(answerOf([], { sources: [source] })).at(-1)

  test('say number, outlet, headline, authors, date and age', () => {
    expect(listed(XIAOMI)).toBe(
      '-# [1] Caixin Global · [“Xiaomi keeps its lead in India”](<https://caixin.example/xiaomi?from=feed&id=1>) · Ding Yi, Tang Ziyi · 25 Feb 2020, 18:27 (UTC+8), <t:1582626420:R>',
    )
    expect(listed({ ...SAVED, publisher: '', title: ' ' })).toBe('-# [3] 31 Jan 2020')
  })

  test('have a link only where they have an address that may be linked', () => {
    for (const url of ['javascript:alert(1)', 'https://user@a.example', null])
      expect(listed({ ...PHONES, title: 'A headline', url })).toBe('-# [2] TechCrunch · “A headline” · about June 2019')
  })

  test('are cut at their head', () => {
    const line = listed({ ...XIAOMI, title: 'word '.repeat(200), publisher: 'outlet '.repeat(50), authors: ['name '.repeat(50)] }) ?? ''
    expect(line.length).toBeLessThan(700)
    expect(line).toContain('outlet…')
  })
})

describe('several messages', () => {
  const sources = Array.from({ length: 30 }, (_, i): Source => ({ ...XIAOMI, n: i + 1, title: `Headline ${i + 1}` }))
  const long = (quotes: number, words = 50) =>
    answerOf(
      Array.from({ length: quotes }, (_, i) => quote(`Sentence ${i}. ${'word '.repeat(words)}end.`, (i % 30) + 1)),
      { sources, title: 'Long', searched: { ...NOTHING_SEARCHED, articles: 9 } },
    )
  const buttons = next(1)

  test('have their buttons under the last, and ids that say that there are several', () => {
    const answer = long(10)
    const payloads = render(answer, buttons)
    expect(payloads.length).toBeGreaterThan(1)
    expect(faultsOf(payloads, answer, buttons)).toEqual([])
    expect(payloads.map(({ components }) => components.length)).toEqual(payloads.map((_, i) => (i === payloads.length - 1 ? 1 : 0)))
    expect(JSON.stringify(payloads.at(-1))).toContain('"next:n0+"')
  })

  test('of what just fits list the sources shorter before they leave out a line', () => {
    const answer = long(16)
    const payloads = render(answer, buttons)
    expect(faultsOf(payloads, answer, buttons)).toEqual([])
    const text = payloads.map(({ content }) => content).join('\n')
    expect(text).not.toContain('There was no room')
    expect(text).toContain('-# [30] Caixin Global · “Headline 30”')
    expect(text).not.toContain('Ding Yi')
  })

  test('of what does not fit say how much is left out, and list the sources of what is shown', () => {
    for (const count of [100, 500]) {
      const answer = long(count, 100)
      const payloads = render(answer, buttons)
      expect(payloads).toHaveLength(4)
      expect(faultsOf(payloads, answer, buttons)).toEqual([])
      const text = payloads.map(({ content }) => content).join('\n')
      const whole = text.split('\n').filter((line) => /^> .*\[\d+\]$/.test(line)).length
      const listed = text.split('\n').filter((line) => /^-# \[\d+\]/.test(line)).length
      expect(text).toContain(
        `*There was no room for ${count - whole} lines and ${30 - listed} sources more. Ask a narrower question, or for fewer with limit:.*`,
      )
      expect(listed).toBeGreaterThanOrEqual(whole)
    }
  })

  test('show all that is said, though not all sources of it can be listed', () => {
    const many = Array.from({ length: 500 }, (_, i): Source => ({ ...XIAOMI, n: i + 1 }))
    const answer = answerOf([quote('Said.', 1)], { sources: many, title: 'T' })
    const payloads = render(answer, buttons)
    expect(payloads).toHaveLength(4)
    const text = payloads.map(({ content }) => content).join('\n')
    const listed = text.split('\n').filter((line) => line.startsWith('-# [')).length
    expect(listed).toBeGreaterThan(60)
    expect(text).toContain(`*There was no room for ${500 - listed} sources more.`)
    expect(contentsOf({ ...answer, blocks: [] })[0]).toMatch(/^\*\*T\*\*/)
  })

  test('leave out what a heading belongs to only together with it', () => {
    const blocks = Array.from({ length: 60 }, (_, i) => quote(`Sentence ${i}. ${'word '.repeat(60)}`, 1, { lead: `Lead ${i}` }))
    const lines = linesOf(answerOf(blocks, { sources: [XIAOMI] }))
    const last = lines.findLastIndex((line) => line.startsWith('*Lead'))
    expect(lines[last + 1]).toMatch(/^> /)
  })

  test('go on with a quotation longer than one of them without losing a character', () => {
    const answer = answerOf([quote(Array.from({ length: 1_200 }, (_, i) => `${i}`).join(' '), 1)], { sources: [XIAOMI] })
    const payloads = render(answer, [])
    expect(payloads).toHaveLength(3)
    expect(faultsOf(payloads, answer, [])).toEqual([])
  })

  test('open nothing where a line goes on', () => {
    const openers = Array.from({ length: 900 }, (_, i) => ['#', '-', '-#', '+', '1.', '>', '##', '2)', '*'][i % 9]).join(' ')
    const spans = [{ type: 'text', text: openers } as const]
    for (const block of [quote(openers, 1), { type: 'paragraph', spans }, { type: 'list', items: [spans] }] satisfies Block[])
      for (const before of ['', 'a', 'ab ', 'abc']) {
        const answer = answerOf([{ type: 'notice', text: before }, block, block], { title: before })
        expect(faultsOf(render(answer, []), answer, [])).toEqual([])
      }
  })
})

describe('buttons', () => {
  test('turn pages first, then ask next, then share and rate; ratings are not parted', () => {
    const buttons: readonly Button[] = [
      ...next(4),
      { id: 's', label: 'Share', kind: 'share' },
      { id: 'g', label: '👍', kind: 'good' },
      { id: 'b', label: '👎', kind: 'bad' },
      { id: 't', label: 'Older', kind: 'turn' },
    ]
    expect(rowsOf(buttons)).toEqual([['turn:t'], ['next:n0', 'next:n1', 'next:n2', 'next:n3'], ['share:s', 'good:g', 'bad:b']])
    expect(rowsOf([...next(3), ...buttons.slice(5, 7)])).toEqual([['next:n0', 'next:n1', 'next:n2', 'good:g', 'bad:b']])
  })

  test('become a menu where many things can be asked next', () => {
    const values = (from: number, to: number) =>
      next(to)
        .slice(from)
        .map(({ id }) => `next:${id}`)
    expect(rowsOf(next(5))).toEqual([values(0, 5)])
    expect(rowsOf(next(6))).toEqual([[values(0, 6)]])
    expect(rowsOf(next(40))).toEqual([[values(0, 25)], [values(25, 40)]])
    const turns = Array.from({ length: 12 }, (_, i): Button => ({ id: `t${i}`, label: `${i}`, kind: 'turn' }))
    expect(rowsOf(turns).flat(2)).toHaveLength(12)
  })

  test('a label that is too long is cut at a word, one without a character gets a name', () => {
    const buttons: readonly Button[] = [
      { id: 'a', label: `about ${'word '.repeat(30)}`, kind: 'next' },
      { id: 'b', label: ' ', kind: 'bad' },
      { id: 'c', label: '\u200b', kind: 'next' },
    ]
    const [row] = render(answerOf([]), buttons)[0]?.components ?? []
    expect(row?.components.map((one) => one.type === 2 && one.label)).toEqual([`about ${'word '.repeat(13)}word…`, 'More', '👎'])
  })
})
