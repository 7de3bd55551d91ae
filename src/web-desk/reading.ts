/** What readers of the page may say, and what comes of it: the commands' own answers, each quotation in its paragraph. */
import type { Asked, Reading } from '../../adapters/web/host.ts'
import type { Invocation, Outcome, Room } from '../../commands/command.ts'
import { helpOf } from '../../commands/help.ts'
import { Misuse } from '../../commands/misuse.ts'
import { noticePage } from '../../commands/own-page.ts'
import { readLine } from '../../commands/read.ts'
import { COMMANDS, respond } from '../../commands/respond.ts'
import { quotesOf } from '../answer.ts'
import { type Conversation, resolveFollowUp } from '../conversation.ts'
import type { Log } from '../log.ts'
import { understandFor } from '../retrieve.ts'
import { paragraphsOf } from './quoted.ts'

/** Who reads the page is nobody in particular: nothing is kept under a name. */
export const READER = { surface: 'web', owner: 'web:', isManager: false } as const

const FOR_READERS: ReadonlySet<string> = new Set(['ask', 'latest', 'about', 'timeline', 'story', 'compare', 'sources', 'why', 'evidence'])
const ELSEWHERE: Readonly<Record<string, string>> = {
  digest:
    'Digests are set up where they are posted: say it in Slack or Discord, or at the terminal. Here the newest stories are on the front page.',
  watch:
    'Alerts need a place to be posted: say it in Slack or Discord, or at the terminal. Here a search has an RSS feed, which tells of what is new.',
  feeds: 'Feeds are added and paused in Slack or Discord, at the terminal, or by managers on the newsroom’s pages.',
  settings:
    'This page keeps nothing about who reads it, so that there is nothing to set. In Slack, in Discord and at the terminal there is.',
  privacy:
    'This page keeps nothing about who reads it; of a question that found no answer, its words alone, so that managers see what is missing. What is kept of who asks in Slack and Discord is told and forgotten there, by the same command.',
  newsroom: 'Managers open the newsroom’s pages with the token, or with a link that the bot sends them in Slack or Discord.',
  status: 'How Newsdesk is, is told in Slack, in Discord and at the terminal, and to managers on the newsroom’s pages.',
}
/** A page of a screen holds more than a message of a chat: stories or events where the reader says no number. */
const PAGE_SIZE = 10
/** A question as it was understood is shorter; what is longer was made up by somebody. */
const MAX_AFTER = 1_000
/** Of the questions without an answer, of all readers of the page together; each is kept once. */
const MAX_KEPT = 200
/** A longer one tells managers nothing. */
const MAX_KEPT_QUESTION = 500

type Desk = { readonly room: Room; readonly log: Log }

export async function readFor({ room, log }: Desk, line: string, after: string | null, asked: Asked): Promise<Reading> {
  const understood = readLine(line, asked, COMMANDS)
  const outcome = understood.ok
    ? await outcomeOf({ room, log }, { ...understood.invocation, options: paged(understood.invocation) }, after)
    : misuse(line, understood.problem)
  await keepUnanswered({ room, log }, understood.ok ? understood.invocation : null, outcome, asked)
  return { outcome, paragraphs: await paragraphsOf(room.store, quotesOf(outcome.answer)) }
}

async function outcomeOf(desk: Desk, invocation: Invocation, after: string | null): Promise<Outcome> {
  const { command, options } = invocation
  if (command === HELP.name) return await help(desk, invocation)
  if (!FOR_READERS.has(command))
    return misuse([command, ...Object.values(options)].join(' '), ELSEWHERE[command] ?? `“${command}” is not for this page.`)
  const conversation = after === null ? null : await conversationFor(desk, invocation, after.slice(0, MAX_AFTER))
  const asked = conversation === null ? invocation.asked : { ...invocation.asked, conversation }
  return await respond({ ...invocation, asked, reader: READER }, desk.room, desk.log)
}

/** Help on what can be said here, and on nothing else. */
const HELP = helpOf(COMMANDS.filter(({ name }) => FOR_READERS.has(name)))

async function help({ room }: Desk, invocation: Invocation): Promise<Outcome> {
  try {
    const answer = await HELP.run(invocation, room)
    return { kind: 'answered', answer: 'answer' in answer ? answer.answer : answer, explanation: null, conversation: null }
  } catch (error) {
    if (error instanceof Misuse) return misuse('help', error.message)
    throw error
  }
}

function misuse(typed: string, problem: string): Outcome {
  const answer = noticePage(typed, problem, [{ label: 'Help', command: 'help' }])
  return { kind: 'misuse', answer, explanation: null, conversation: null }
}

function paged({ command, options }: Invocation): Invocation['options'] {
  const turns = COMMANDS.some(({ name, options: its }) => name === command && its.some((option) => option.name === 'page'))
  return turns && options.limit === undefined ? { ...options, limit: PAGE_SIZE } : options
}

/**
 * What the page knows of the question before is its words, so that it is asked again, but only for a question that may point back to it. Where that one
 * was not answered and named nothing that is known, it lends nothing.
 */
async function conversationFor({ room }: Desk, { command, options, asked }: Invocation, after: string): Promise<Conversation | null> {
  if (after.trim() === '') return null
  const question = typeof options.question === 'string' ? options.question : ''
  const isAsking = command === 'ask' || command === 'why'
  if (command === 'evidence' || (isAsking && question === '')) return { question: after, entities: [], articleIds: [], period: null }
  if (!isAsking || !(await mayPointBack(room, question, asked))) return null
  const { answer, conversation } = await room.ask(after, { now: asked.now, zone: asked.zone })
  return answer.verdict === 'answered' || conversation.entities.length > 0 ? conversation : null
}

async function mayPointBack(room: Room, question: string, asked: Asked): Promise<boolean> {
  const read = await understandFor(room, question, asked)
  // Whether it takes anything from another question does not depend on which.
  return resolveFollowUp(read, read).isFollowUp
}

/** So that managers see what their readers miss. Nobody's answer waits for it in vain. */
async function keepUnanswered(
  { room, log }: Desk,
  invocation: Invocation | null,
  { kind, answer }: Outcome,
  { now }: Asked,
): Promise<void> {
  const question = answer.question.trim()
  if (kind !== 'nothing' || invocation?.command !== 'ask' || question === '' || question.length > MAX_KEPT_QUESTION) return
  try {
    await room.store.chat.addQuestion(READER.owner, { question, answered: false, atMs: now.getTime() }, MAX_KEPT)
  } catch (error) {
    log.warn('question not kept', { surface: READER.surface, error })
  }
}
