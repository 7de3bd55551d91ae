/** What is posted long after it was due says so, where its readers see it first. */
import type { Answer } from '../../src/answer.ts'
import type { Content } from './content.ts'

type Post = Extract<Content, { kind: 'post' }>

export function markedLate(content: Post, dueMs: number, nowMs: number): Post {
  const [first, ...others] = content.messages
  if (first === undefined) return content
  const answer = withNotice(
    first.answer,
    `Late: this was due at ${clock(dueMs, content.zone)} and is posted at ${clock(nowMs, content.zone)}.`,
  )
  return { ...content, isLate: true, messages: [{ ...first, answer }, ...others] }
}

function withNotice(answer: Answer, text: string): Answer {
  return { ...answer, blocks: [{ type: 'notice', text }, ...answer.blocks] }
}

/** `Sat 28 Nov, 08:00`. */
export function clock(ms: number, zone: string | undefined): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone ?? 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return parts.format(ms)
}
