import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Element, escaped, instant, type Line, pieces, plain, richText, run, whole } from '../../adapters/slack/limits.ts'
import { paged } from '../../adapters/slack/packing.ts'
import { safe } from '../../src/answer.ts'
import { HOSTILE } from '../hostile-text.ts'

const lineOf = (elements: readonly Element[], more: Partial<Line> = {}): Line => ({
  kind: 'text',
  elements,
  gap: false,
  keep: false,
  cites: [],
  ...more,
})
const anyText = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' }))

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

  test('what was made safe stays as it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(safe(safe(text))).toBe(safe(text))
      }),
    )
  })

  test('escaped text is never longer than it may be, and never cut within an entity', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 400 }), (text, most) => {
        const cut = escaped(text, most)
        expect(cut.length).toBeLessThanOrEqual(most)
        expect(cut).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/)
        expect(cut).not.toMatch(/\p{Cs}/u)
      }),
    )
  })

  test.each([
    ['one two', 7, 'one two'],
    ['one two', 6, 'one…'],
    ['one two', 5, 'one…'],
    ['a much-too-long-word', 8, 'a much-…'],
    ['a & b', 9, 'a &amp; b'],
    ['a & b', 8, 'a &amp;…'],
    ['a & b', 6, 'a…'],
    [' \n ', 9, ''],
  ])('%j within %i is %j', (text, most, cut) => {
    expect(escaped(text, most)).toBe(cut)
  })

  test('plain text is nothing where there is nothing to see', () => {
    expect(plain('\n\t ', 9)).toBeNull()
    expect(plain('a & b', 5)).toEqual({ type: 'plain_text', text: 'a & b', emoji: false })
  })

  test('a place within a character is before it', () => {
    expect([0, 1, 2, 3, 4].map((at) => whole('a😀b', at))).toEqual([0, 1, 1, 3, 4])
  })
})

describe('instants', () => {
  test.each([
    ['2020-02-25T18:27:00+08:00', 1_582_626_420],
    ['2020-02-25T10:27Z', 1_582_626_420],
    ['2020-02-25T10:27:00.999+0000', 1_582_626_420],
  ])('%s', (at, timestamp) => {
    expect(instant(at, '{ago}')).toMatchObject({ type: 'date', timestamp, format: '{ago}' })
  })
  test.each(['2020-02-25', '2020-02', '2020-02-25T18:27', '1960-02-25T18:27Z', '2020-13-45T99:99Z', 'soon', ''])('%j is none', (at) => {
    expect(instant(at, '{ago}')).toBeNull()
  })
})

describe('lines', () => {
  test('a long line in pieces has all its text, in its order and looks', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyText, fc.nat(40), fc.boolean()), { maxLength: 5 }), (texts) => {
        const elements = texts.flatMap(([text, times, bold]) => run(text.repeat(times), bold ? { bold: true } : undefined))
        const lines = pieces(lineOf(elements, { gap: true, keep: true, cites: [7] }))
        const letters = (some: readonly Element[]) =>
          some.flatMap((one) => ('style' in one ? `*${one.text}` : 'text' in one ? one.text : '')).join('')
        const bold = (some: readonly Element[]) => some.flatMap((one) => ('style' in one ? one.text : [])).join('')
        expect(bold(lines.flatMap((line) => line.elements))).toBe(bold(elements))
        expect(letters(lines.flatMap((line) => line.elements)).replaceAll('*', '')).toBe(letters(elements).replaceAll('*', ''))
        for (const line of lines) expect(JSON.stringify(line.elements).length).toBeLessThanOrEqual(4_010)
        expect(lines.map(({ gap }) => gap)).toEqual(lines.map((_, i) => i === 0))
        expect(lines.map(({ keep }) => keep)).toEqual(lines.map((_, i) => i === lines.length - 1))
        expect(lines.flatMap(({ cites }) => cites)).toEqual(lines.length === 0 ? [] : [7])
      }),
    )
  })

  test('neighbours of one kind are one part, up to the next gap', () => {
    const [a, b] = [run('a'), run('b')]
    expect(
      richText([
        lineOf(a),
        lineOf(b),
        lineOf(a, { kind: 'item' }),
        lineOf(b, { kind: 'item' }),
        lineOf(a, { kind: 'code', gap: true }),
        lineOf(b, { kind: 'code' }),
      ]),
    ).toEqual([
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_section', elements: run('a').map((one) => ({ ...one, text: 'a\nb' })) },
          {
            type: 'rich_text_list',
            style: 'bullet',
            elements: [
              { type: 'rich_text_section', elements: a },
              { type: 'rich_text_section', elements: b },
            ],
          },
        ],
      },
      { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'a\nb' }] }] },
    ])
  })
})

describe('pages', () => {
  const item = (lines: number, sources: number) => ({
    lines: Array.from({ length: lines }, () => lineOf(run('line'))),
    sources: Array.from({ length: sources }, () => lineOf(run('source'))),
  })
  const sizes = (most: number, items: readonly ReturnType<typeof item>[], room = 4) => {
    const { pages, left } = paged(items, most, (page) => page.lines.length + page.sources.length <= room)
    return { pages: pages.map((page) => [page.lines.length, page.sources.length]), left: left.length }
  }

  test('a line is on one page with the sources that it cites', () => {
    expect(sizes(9, [item(1, 1), item(1, 0), item(1, 1), item(1, 3)])).toEqual({
      pages: [
        [2, 1],
        [1, 1],
        [1, 3],
      ],
      left: 0,
    })
  })
  test('what is too much for a page of its own goes line by line', () => {
    expect(sizes(9, [item(1, 0), item(2, 5)])).toEqual({
      pages: [
        [1, 0],
        [2, 2],
        [0, 3],
      ],
      left: 0,
    })
  })
  test('what comes after the last page is left, in its order', () => {
    expect(sizes(2, [item(3, 0), item(3, 0), item(2, 0), item(1, 0)])).toEqual({
      pages: [
        [3, 0],
        [3, 0],
      ],
      left: 2,
    })
  })
  test('a line that no page can hold is left, the others are not', () => {
    expect(sizes(2, [item(1, 0), item(0, 1)], 0)).toEqual({ pages: [[0, 0]], left: 2 })
  })
})
