import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DiscordPayload, render } from '../../adapters/discord/render.ts'
import type { Answer, Span } from '../../src/answer.ts'
import { anyText, showsAnyAnswer } from '../any-answer.ts'
import { type Answered, answeredWith } from '../arbitrary-answer.ts'
import { faultsOf } from './content-faults.ts'

function wrongWith({ answer, buttons }: Answered): string[] {
  const payloads = render(answer, buttons)
  return [...faultsOf(payloads, answer, buttons), ...payloads.flatMap(wrongDrawn)]
}

/** With a picture a message says nothing else, and less. */
function wrongDrawn({ content, drawn }: DiscordPayload): string[] {
  if (drawn === undefined) return []
  const rest = drawn.content.split('\n').filter((line) => line !== '' && !content.includes(line))
  return drawn.content.length < content.length && rest.length === 0 ? [] : [`with a picture it says ${JSON.stringify(drawn.content)}`]
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

showsAnyAnswer({ render, wrongWith, answersWith: (text) => [answeredWith(text), linkedWith(text)], blocks: 300 })

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
