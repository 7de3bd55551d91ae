/** What is posted long after it was due says so, where its readers see it first. */
import type { Answer } from '../../src/answer.ts'
import { wallClock } from '../../src/wall-clock.ts'
import type { Content } from './content.ts'

type Post = Extract<Content, { kind: 'post' }>

export function markedLate(content: Post, dueMs: number, nowMs: number): Post {
  const [first, ...others] = content.messages
  if (first === undefined) return content
  const { zone = 'UTC' } = content
  const answer = withNotice(first.answer, `Late: this was due at ${wallClock(dueMs, zone)} and is posted at ${wallClock(nowMs, zone)}.`)
  return { ...content, isLate: true, messages: [{ ...first, answer }, ...others] }
}

function withNotice(answer: Answer, text: string): Answer {
  return { ...answer, blocks: [{ type: 'notice', text }, ...answer.blocks] }
}
