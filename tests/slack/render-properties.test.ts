import { render, renderHome, type SlackPayload } from '../../adapters/slack/render.ts'
import { showsAnyAnswer } from '../any-answer.ts'
import { type Answered, answeredWith } from '../arbitrary-answer.ts'
import { blocksFaults, faultsOf } from './payload-faults.ts'

showsAnyAnswer({
  render,
  wrongWith: (answered) => {
    const { answer, buttons } = answered
    const payloads = render(answer, buttons)
    const home = blocksFaults(renderHome(answer, buttons).blocks, 'home', answer)
    return [...faultsOf(payloads, answer, buttons), ...wrongWithPictures(answered, payloads), ...home]
  },
  answersWith: (text) => [answeredWith(text), undrawn(answeredWith(text, text))],
  blocks: 500,
})

/** The same with a picture of each coverage. */
function wrongWithPictures({ answer, buttons }: Answered, bare: readonly SlackPayload[]): string[] {
  const coverages = answer.blocks.filter((block) => block.type === 'coverage')
  if (coverages.length === 0) return []
  const shown = new Map(coverages.map((coverage, n) => [coverage, `F00000000${n}`]))
  const drawn = render(answer, buttons, undefined, shown)
  const isAsMany = drawn.length === bare.length && drawn.every(({ text }, i) => text === bare[i]?.text)
  return [...faultsOf(drawn, answer, buttons), ...(isAsMany ? [] : ['other messages with pictures than without'])]
}

/** The same text as an address changes nothing in a picture, which costs more to check than all the rest. */
function undrawn({ answer, ...answered }: Answered): Answered {
  return { ...answered, answer: { ...answer, blocks: answer.blocks.filter(({ type }) => type !== 'coverage') } }
}
