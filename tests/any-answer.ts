/** What holds of any answer on any chat surface, whatever its text says. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Answer, Button } from '../src/answer.ts'
import { type Answered, answered } from './arbitrary-answer.ts'
import { HOSTILE, naughty } from './hostile-text.ts'
import { oddText } from './odd-text.ts'

const NAUGHTY = naughty()
const hostile = fc.constantFrom(...HOSTILE)
export const anyText = fc.oneof(
  { weight: 3, arbitrary: hostile },
  { weight: 2, arbitrary: oddText },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
)

export type Shown = {
  render(answer: Answer, buttons: readonly Button[]): unknown
  /** Everything wrong with what is made of it. */
  wrongWith(one: Answered): string[]
  /** Answers with the text in every place where text can stand, beside a URL and as one. */
  answersWith(text: string): readonly Answered[]
  /** Blocks of a long answer, at most. */
  readonly blocks: number
}

export function showsAnyAnswer({ render, wrongWith, answersWith, blocks }: Shown): void {
  const faultless = (answers: fc.Arbitrary<Answered>, numRuns: number): void =>
    fc.assert(
      fc.property(answers, (one) => {
        expect(wrongWith(one)).toEqual([])
      }),
      { numRuns },
    )

  describe('any answer is shown whole, within every limit, and mentions, links and formats nothing of its own', () => {
    test('usual ones, of hostile and odd text', () => faultless(answered(anyText), 400))

    test('of plain words', () => faultless(answered(fc.lorem({ maxCount: 40 }), { blocks: 30, sources: 20, buttons: 12 }), 150))

    test('long ones: many blocks, many sources, text beyond a message', () => {
      const long = fc.oneof(
        fc.lorem({ maxCount: 60 }),
        hostile,
        fc.tuple(hostile, fc.nat(300)).map(([text, times]) => text.slice(0, 400).repeat(times)),
      )
      faultless(answered(long, { blocks, sources: 120, buttons: 40 }), 60)
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
    const faultyTexts = (texts: readonly string[]): string[] =>
      texts.flatMap((text) =>
        answersWith(text).flatMap((one) => wrongWith(one).map((fault) => `${JSON.stringify(text.slice(0, 80))}: ${fault.slice(0, 300)}`)),
      )
    test(`${HOSTILE.length} strings of ours`, () => {
      expect(faultyTexts(HOSTILE)).toEqual([])
    })
    test.skipIf(NAUGHTY === null)(`${NAUGHTY?.length ?? 'no'} strings of the Big List of Naughty Strings`, () => {
      expect(faultyTexts(NAUGHTY ?? [])).toEqual([])
    })
  })
}
