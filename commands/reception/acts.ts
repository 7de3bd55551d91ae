/** What the buttons under an answer do: kept in the store, so that they work after a restart; the button itself carries a token and a number. */
import { randomBytes } from 'node:crypto'
import { type Answer, type Button, quotesOf } from '../../src/answer.ts'
import type { Conversation } from '../../src/conversation.ts'
import { patiently } from '../../src/store/patience.ts'
import { ask } from '../ask.ts'
import type { Command, Message, Outcome } from '../command.ts'
import { evidence, MAX_REFERENCES, referenceTo } from '../evidence.ts'
import type { Desk } from './desk.ts'

/** `line`: typed for the reader. */
export type Act = { readonly label: string } & (
  | { readonly kind: 'next' | 'turn'; readonly line: string }
  | { readonly kind: 'share' | 'good' | 'bad' }
)
/** What is kept of one message; opaque to the store. */
type Content = {
  readonly acts: readonly Act[]
  readonly question: string
  readonly conversation: Conversation | null
  readonly isPrivate: boolean
  /** Only where it can be shared. */
  readonly answer: Answer | null
}
export type Kept = Content & { readonly token: string; readonly owner: string }
/** Where an answer comes from, and for how long its buttons are kept. */
export type Made = {
  readonly owner: string
  readonly command: Command | null
  readonly outcome: Outcome
  readonly conversation: Conversation | null
  /** There are others with whom a private answer can be shared. */
  readonly hasOthers: boolean
  readonly forMs: number
}

const TOKEN_BYTES = 16
const ID = /^([\w-]{22})\.(\d{1,2})$/
const MAX_FOLLOW_UPS = 12
/** Of a page about Newsdesk itself, where nothing else is offered: what Slack and Discord take in all. */
const MAX_BUTTONS = 25
/** What Slack and Discord take of a label. */
const MAX_LABEL = 75

/** The message with the buttons that its answer offers. */
export async function withButtons(desk: Desk, message: Message, made: Made): Promise<Message> {
  const acts = offers(message, made)
  return await withActs(desk, message, { ...made, question: message.answer.question }, acts)
}

/** Without buttons where the store does not keep them: an answer is worth more than its buttons. */
export async function withActs(
  desk: Desk,
  message: Message,
  { owner, question, conversation, forMs }: Pick<Made, 'owner' | 'conversation' | 'forMs'> & { readonly question: string },
  acts: readonly Act[],
): Promise<Message> {
  if (acts.length === 0) return message
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const answer = acts.some(({ kind }) => kind === 'share') ? message.answer : null
  const content: Content = { acts, question, conversation, isPrivate: message.isPrivate, answer }
  const press = { token, owner, content: JSON.stringify(content), expiresMs: desk.now().getTime() + forMs }
  try {
    await patiently(() => desk.room.store.chat.keepPress(press))
  } catch (error) {
    desk.log.error('buttons not kept', { error })
    return message
  }
  return { ...message, buttons: acts.map(({ label, kind }, n): Button => ({ id: `${token}.${n}`, label: shortened(label), kind })) }
}

function offers({ answer, isPrivate }: Message, { command, outcome, hasOthers }: Made): Act[] {
  const told = outcome.kind === 'answered' || outcome.kind === 'nothing'
  // About Newsdesk itself there is nothing to prove, to share or to rate.
  if (!told || command === null || command.private === true) return followed(answer, MAX_BUTTONS)
  const acts = newsActs(answer)
  if (isPrivate && hasOthers && outcome.kind === 'answered') acts.push({ label: 'Share', kind: 'share' })
  if (command === ask && answer.sources.length > 0) acts.push(...RATING)
  return acts
}

/** What was thought of it is kept under the question that it answers. */
export const RATING: readonly Act[] = [
  { label: '👍', kind: 'good' },
  { label: '👎', kind: 'bad' },
]

/** What is offered under news that was asked for or not: what comes next, and the evidence. */
export function newsActs(answer: Answer): Act[] {
  const references = quotesOf(answer).slice(0, MAX_REFERENCES).map(referenceTo)
  const acts = followed(answer, MAX_FOLLOW_UPS)
  return references.length === 0 ? acts : [...acts, { label: 'Evidence', kind: 'next', line: `${evidence.name} ${references.join(' ')}` }]
}

function followed({ followUps }: Answer, most: number): Act[] {
  const turns = followUps.filter(({ turn }) => turn === true)
  const others = followUps.filter(({ turn }) => turn !== true).slice(0, most)
  return [...turns, ...others].map(({ label, command: line, turn }) => ({ label, kind: turn === true ? 'turn' : 'next', line }))
}

/** What a button does; null: none that is known (any more). */
export async function keptAct(desk: Desk, id: string): Promise<{ readonly kept: Kept; readonly act: Act } | null> {
  const [, token = '', n = ''] = ID.exec(id) ?? []
  if (token === '') return null
  const press = await patiently(() => desk.room.store.chat.press(token))
  if (press === null || press.expiresMs <= desk.now().getTime()) return null
  const kept: Kept = { ...(JSON.parse(press.content) as Content), token, owner: press.owner }
  const act = kept.acts[Number(n)]
  return act === undefined ? null : { kept, act }
}

/** Cut at a word, and never within a character. */
function shortened(label: string): string {
  if (label.length <= MAX_LABEL) return label
  const cut = label.slice(0, MAX_LABEL - 1)
  const space = cut.lastIndexOf(' ')
  const kept = space > MAX_LABEL / 2 ? cut.slice(0, space) : cut
  return `${kept.replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`
}
