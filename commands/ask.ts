import type { Command } from './command.ts'
import { Misuse } from './misuse.ts'

/** Past this nobody is asking; the newsroom reads less of it still, and says so. */
const MAX_QUESTION = 20_000

/** A whole question in quotation marks, as a shell wants it and help shows it, is no phrase to be found word by word. */
const WHOLE = /^\s*["“]([^"“”]*\?)["”]\s*$/

export const ask: Command = {
  name: 'ask',
  summary: 'answer a question from the articles, with numbered citations',
  options: [{ name: 'question', kind: 'text', summary: 'the question, or keywords', positional: true, required: true }],
  examples: ['ask "Who is the CEO of Hellobike?"', 'ask huawei court ruling source:caixin after:2020-02-01'],
  async run({ options, asked }, newsroom) {
    const question = String(options.question ?? '').replace(WHOLE, '$1')
    if (question.length > MAX_QUESTION)
      throw new Misuse(`The question has ${question.length} characters; at most ${MAX_QUESTION} are read. Ask a shorter one.`)
    return await newsroom.ask(question, asked)
  },
}
