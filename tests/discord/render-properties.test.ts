import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { render } from '../../adapters/discord/render.ts'
import type { Answer, Span } from '../../src/answer.ts'
import { type Answered, answered, answeredWith } from '../arbitrary-answer.ts'
import { HOSTILE, naughty } from '../hostile-text.ts'
import { oddText } from '../odd-text.ts'
import { faultsOf } from './content-faults.ts'

const NAUGHTY = naughty()
const hostile = fc.constantFrom(...HOSTILE)
const anyText = fc.oneof(
  { weight: 3, arbitrary: hostile },
  { weight: 2, arbitrary: oddText },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
)

function wrongWith({ answer, buttons }: Answered): string[] {
  return faultsOf(render(answer, buttons), answer, buttons)
}

/** In every place where text can stand, beside a URL and as one. */
function faultyTexts(texts: readonly string[]): string[] {
  return texts.flatMap((text) =>
    [answeredWith(text), linkedWith(text)].flatMap((one) =>
      wrongWith(one).map((fault) => `${JSON.stringify(text.slice(0, 80))}: ${fault.slice(0, 300)}`),
    ),
  )
}

/** What is linked, to itself, in one line and in two that follow each other. */
function linkedWith(text: string): Answered {
  const { answer } = answeredWith(text, text)
  const blocks = answer.blocks.filter(({ type }) => type === 'paragraph')
  return { answer: { ...answer, title: '', blocks: [...blocks, ...blocks], sources: answer.sources.slice(0, 1) }, buttons: [] }
}

const LOOKS: readonly ((text: string) => Span)[] = [
  (text) => ({ type: 'text', text }),
  (text) => ({ type: 'text', text }),
  (text) => ({ type: 'strong', text }),
  (text) => ({ type: 'link', text, url: 'https://ok.example/x' }),
]

/** The text cut anywhere, each part in a span of its own, with citations and times between some. */
const splits = fc
  .tuple(anyText, fc.array(fc.tuple(fc.nat(60), fc.constantFrom(...LOOKS), fc.nat(5)), { minLength: 1, maxLength: 6 }))
  .map(([text, cuts]): Span[] => {
    const spans: Span[] = []
    let rest = text
    for (const [at, look, between] of cuts) {
      spans.push(look(rest.slice(0, at)))
      if (between === 0) spans.push({ type: 'cite', source: 1 })
      if (between === 1) spans.push({ type: 'time', at: '2020-02-25T10:27Z' })
      rest = rest.slice(at)
    }
    return [...spans, { type: 'text', text: rest }]
  })

describe('any answer is shown whole, within every limit, and mentions, links and formats nothing of its own', () => {
  test('usual ones, of hostile and odd text', () => {
    fc.assert(
      fc.property(answered(anyText), (one) => {
        expect(wrongWith(one)).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  test('of plain words', () => {
    const words = fc.lorem({ maxCount: 40 })
    fc.assert(
      fc.property(answered(words, { blocks: 30, sources: 20, buttons: 12 }), (one) => {
        expect(wrongWith(one)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test('long ones: many blocks, many sources, text beyond a message', () => {
    const long = fc.oneof(
      fc.lorem({ maxCount: 60 }),
      hostile,
      fc.tuple(hostile, fc.nat(300)).map(([text, times]) => text.slice(0, 400).repeat(times)),
    )
    fc.assert(
      fc.property(answered(long, { blocks: 300, sources: 120, buttons: 40 }), (one) => {
        expect(wrongWith(one)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('text split over neighbouring spans, wherever it is split', () => {
    const { answer } = answeredWith('plain')
    fc.assert(
      fc.property(splits, (spans) => {
        const split: Answer = {
          ...answer,
          blocks: [
            { type: 'paragraph', spans },
            { type: 'list', items: [spans] },
          ],
        }
        expect(wrongWith({ answer: split, buttons: [] })).toEqual([])
      }),
      { numRuns: 1_500 },
    )
  })

  test('the same answer gives the same messages, and is not changed', () => {
    fc.assert(
      fc.property(answered(anyText), ({ answer, buttons }) => {
        const before = structuredClone({ answer, buttons })
        expect(render(answer, buttons)).toEqual(render(structuredClone(answer), structuredClone(buttons)))
        expect({ answer, buttons }).toEqual(before)
      }),
      { numRuns: 100 },
    )
  })
})

describe('hostile text in every place of an answer', () => {
  test(`${HOSTILE.length} strings of ours`, () => {
    expect(faultyTexts(HOSTILE)).toEqual([])
  })
  test.skipIf(NAUGHTY === null)(`${NAUGHTY?.length ?? 'no'} strings of the Big List of Naughty Strings`, () => {
    expect(faultyTexts(NAUGHTY ?? [])).toEqual([])
  })
})
