import fc from 'fast-check'
import { expect, test } from 'vitest'
import { read, values } from '../../src/retrieval/language.ts'
import { oddText } from '../odd-text.ts'

const sentencesOf = (text: string) => read(text).sentences.map(({ start, end }) => text.slice(start, end))

test('sentences are whole, with quotation marks and initials', () => {
  expect(sentencesOf('Pony.ai raised money. The U.S. firm said so at 10 a.m. on Monday. “It is enough,” she said.')).toEqual([
    'Pony.ai raised money.',
    'The U.S. firm said so at 10 a.m. on Monday.',
    '“It is enough,” she said.',
  ])
})

test('a line break ends a sentence and begins a paragraph', () => {
  const text = 'One headline\nThe first sentence. The second.\n\n• a bullet\n• another'
  expect(sentencesOf(text)).toEqual(['One headline', 'The first sentence.', 'The second.', '• a bullet', '• another'])
  const paragraphs = read(text).sentences.map((sentence) => sentence.paragraph)
  expect(paragraphs[1]).toBe(paragraphs[2])
  expect(new Set(paragraphs).size).toBe(4)
})

test('no sort of space shifts what follows it', () => {
  for (const space of '\u000B\f\u0085\u00A0\u1680\u2000\u2003\u2007\u2009\u2028\u2029\u202F\u205F\u3000\uFEFF') {
    const text = `${space}The plant${space}opened. ${space} It employs 900.`
    expect(read(text).tokens.every((token) => text.slice(token.start, token.end) === token.text)).toBe(true)
  }
})

test('a byte-order mark inside a text shifts nothing', () => {
  const text = '\uFEFFThe\uFEFF plant opened. \uFEFFIt employs 900.'
  expect(sentencesOf(text)).toEqual(['The\uFEFF plant opened.', 'It employs 900.'])
})

test('tokens are exact places of any text, in order, and sentences are runs of them', () => {
  fc.assert(
    fc.property(oddText, (text) => {
      const { tokens, sentences } = read(text)
      let at = 0
      for (const token of tokens) {
        expect(token.start).toBeGreaterThanOrEqual(at)
        expect(text.slice(token.start, token.end)).toBe(token.text)
        at = token.end
      }
      let next = 0
      for (const { start, end, first, last } of sentences) {
        expect(first).toBe(next)
        expect(last).toBeGreaterThan(first)
        expect([tokens[first]?.start, tokens[last - 1]?.end]).toEqual([start, end])
        expect(text.slice(start, end)).toBe(text.slice(start, end).trim())
        next = last
      }
      expect(next).toBe(tokens.length)
    }),
    { numRuns: 150 },
  )
})

test('values are exact places too', () => {
  const text = 'The fine of $4.5 million, 18% of profit, fell due on May 16.'
  expect(values(text).map((value) => [value.kind, value.text])).toEqual(
    expect.arrayContaining([
      ['money', '$4.5 million'],
      ['percent', '18%'],
      ['date', 'May 16'],
    ]),
  )
  fc.assert(
    fc.property(oddText, (odd) => {
      for (const value of values(odd)) expect(odd.slice(value.start, value.end)).toBe(value.text)
    }),
    { numRuns: 50 },
  )
})

// The tokeniser takes time in the square of a run without spaces, so it is never given one that is longer than 400 characters.
test.each(['x', '!', 'a!', 'A.', '1+', '’s', '字', '😀', '=', 'https://a.b/'])(
  'a page of “%s” without a space is read in short pieces',
  (part) => {
    const text = `The plant opened. ${part.repeat(Math.ceil(20_000 / part.length))} It employs 900.`
    const { tokens, sentences } = read(text)
    expect(Math.max(...tokens.map((token) => token.text.length))).toBeLessThanOrEqual(400)
    for (const token of tokens) expect(text.slice(token.start, token.end)).toBe(token.text)
    expect(text.slice(sentences[0]?.start, sentences[0]?.end)).toMatch(/^The plant opened\./)
    expect(text.slice(0, sentences.at(-1)?.end)).toMatch(/It employs 900\.$/)
  },
)

test('nothing has neither tokens nor sentences', () => {
  for (const text of ['', ' ', '\n\n', '\uFEFF', '\t\r\n ']) expect(read(text)).toMatchObject({ tokens: [], sentences: [] })
})
