import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { render, renderHome } from '../../adapters/slack/render.ts'
import { type Answered, answered, answeredWith } from '../arbitrary-answer.ts'
import { HOSTILE, naughty } from '../hostile-text.ts'
import { oddText } from '../odd-text.ts'
import { blocksFaults, faultsOf } from './payload-faults.ts'

const NAUGHTY = naughty()
const hostile = fc.constantFrom(...HOSTILE)
const anyText = fc.oneof(
  { weight: 3, arbitrary: hostile },
  { weight: 2, arbitrary: oddText },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
)

function wrongWith({ answer, buttons }: Answered): string[] {
  return [...faultsOf(render(answer, buttons), answer, buttons), ...blocksFaults(renderHome(answer, buttons).blocks, 'home', answer)]
}

/** In every place where text can stand, beside a URL and as one. */
function faultyTexts(texts: readonly string[]): string[] {
  return texts.flatMap((text) =>
    [answeredWith(text), answeredWith(text, text)].flatMap((one) =>
      wrongWith(one).map((fault) => `${JSON.stringify(text.slice(0, 80))}: ${fault.slice(0, 300)}`),
    ),
  )
}

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
      fc.property(answered(long, { blocks: 500, sources: 120, buttons: 40 }), (one) => {
        expect(wrongWith(one)).toEqual([])
      }),
      { numRuns: 60 },
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
