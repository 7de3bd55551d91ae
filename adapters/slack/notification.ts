/** What a notification of an answer says: one line of plain text. */
import { type Answer, type Block, inMarks, isHeading, safe } from '../../src/answer.ts'

/**
 * What the answer opens with, a warning or a count and the first of its news, else what stands first; never a chart or a heading. `firstLine`: that of
 * a block, as text.
 */
export function answeringLine(answer: Answer, firstLine: (block: Block) => string): string {
  const textOf = (block: Block): string => (block.type === 'quote' ? quoted(block, answer) : firstLine(uncited(block)))
  const blocks = answer.blocks.filter((block) => block.type !== 'coverage' && !isHeading(block))
  const first = blocks.findIndex((block) => block.type !== 'notice' && textOf(block).trim() !== '')
  const notices = blocks.slice(0, first === -1 ? undefined : first).map(textOf)
  const opening = blocks[first]
  const isSaid = opening !== undefined && (notices.length === 0 || isNews(opening, answer))
  const said = isSaid ? [...notices, textOf(opening)] : notices
  const line = said.join(' ').replace(/ {2,}/g, ' ')
  return [line, answer.title, answer.question, 'Newsdesk'].find((text) => safe(text).trim() !== '') ?? ''
}

/** What is related to a question that finds no answer is none. */
function isNews(block: Block, { verdict }: Answer): boolean {
  if (block.type === 'quote') return true
  return verdict === 'answered' && block.type === 'list' && block.items[0]?.some(({ type }) => type === 'cite') === true
}

function quoted({ text, lead, cite }: Extract<Block, { type: 'quote' }>, { sources }: Answer): string {
  const publisher = sources.find(({ n }) => n === cite)?.publisher ?? ''
  return `${lead === null || lead === publisher ? '' : `[${lead}] `}${inMarks(text)}${publisher === '' ? '' : ` — ${publisher}`}`
}

/** A number says nothing where its source is not seen. */
function uncited(block: Block): Block {
  return block.type === 'list' ? { ...block, items: block.items.map((item) => item.filter(({ type }) => type !== 'cite')) } : block
}
