import { render, renderHome } from '../../adapters/slack/render.ts'
import { showsAnyAnswer } from '../any-answer.ts'
import { answeredWith } from '../arbitrary-answer.ts'
import { blocksFaults, faultsOf } from './payload-faults.ts'

showsAnyAnswer({
  render,
  wrongWith: ({ answer, buttons }) => [
    ...faultsOf(render(answer, buttons), answer, buttons),
    ...blocksFaults(renderHome(answer, buttons).blocks, 'home', answer),
  ],
  answersWith: (text) => [answeredWith(text), answeredWith(text, text)],
  blocks: 500,
})
