import type { Answer, Block } from '../src/answer.ts'
import type { Explanation } from '../src/explanation.ts'
import type { Command } from './command.ts'
import { Misuse } from './misuse.ts'

/** A step longer than this says no more to a reader. */
const MAX_ROWS = 40

export const why: Command = {
  name: 'why',
  summary: 'why a question is answered as it is: how it was understood, what matched, what was chosen',
  options: [{ name: 'question', kind: 'text', summary: 'a question; the last one asked where absent', positional: true }],
  examples: ['why "Who is the CEO of Hellobike?"'],
  private: true,
  async run({ options, asked }, newsroom) {
    const typed = String(options.question ?? '').replace(/^["“](.*)["”]$/s, '$1')
    const question = typed === '' ? asked.conversation?.question : typed
    if (question === undefined) throw new Misuse('There is no earlier question to explain. Write one: why "Who is the CEO of Hellobike?"')
    // The last question is stored as it was understood, so it must not be resolved a second time.
    const reply = await newsroom.ask(question, typed === '' ? { now: asked.now, zone: asked.zone } : asked)
    return { ...reply, answer: explained(reply.answer, reply.explanation) }
  },
}

/** The answer's own line, then each step of the explanation as a heading and its rows. */
function explained(answer: Answer, explanation: Explanation): Answer {
  const blocks: Block[] = answer.blocks.filter((block) => block.type === 'quote' || block.type === 'notice').slice(0, 1)
  for (const { title, rows } of explanation.steps) {
    blocks.push({ type: 'paragraph', spans: [{ type: 'strong', text: title }] })
    if (rows.length === 0) blocks.push({ type: 'notice', text: 'nothing' })
    else
      blocks.push({
        type: 'facts',
        rows: rows.slice(0, MAX_ROWS).map(([label = '', ...cells]) => ({ label, spans: [{ type: 'text', text: cells.join(' · ') }] })),
      })
    if (rows.length > MAX_ROWS) blocks.push({ type: 'notice', text: `and ${rows.length - MAX_ROWS} more` })
  }
  return { ...answer, title: `Why: ${answer.question}`, blocks, followUps: [] }
}
