/** What was understood → what is posted: whose question it is, what it follows, who may see the answer, what can be pressed under it. */
import type { Answer } from '../../src/answer.ts'
import type { Conversation } from '../../src/conversation.ts'
import { patiently } from '../../src/store/patience.ts'
import { ask } from '../ask.ts'
import type { Command, Invocation, Message, Outcome, Reader, Said, Surface, Understood } from '../command.ts'
import { led } from '../led.ts'
import { noticePage } from '../own-page.ts'
import { type Preferences, preferencesOf } from '../preferences.ts'
import { COMMANDS, respond } from '../respond.ts'
import { withButtons } from './acts.ts'
import { type Desk, ownerOf, type Reply } from './desk.ts'
import { askersOf, type Recalled, recall } from './memory.ts'

/** A question longer than this is a text somebody pasted: it is answered, but nobody looks for it among their questions. */
const MAX_KEPT_QUESTION = 500

export type Wish = {
  readonly understood: Understood
  /** What was meant, where the words were not understood. */
  readonly command: Command | null
  /** What a button was pressed under, instead of what the thread remembers. */
  readonly conversation?: Conversation | null
  /** Already decided, beside what the command itself wants. */
  readonly isPrivate: boolean
  readonly inPlace: boolean
  readonly restate: boolean
  readonly buttonsForMs: number
}

export async function answerTo(desk: Desk, said: Said, surface: Surface, wish: Wish): Promise<Reply> {
  const owner = ownerOf(surface.name, said.user)
  const { chat } = desk.room.store
  const preferences = await patiently(() => preferencesOf(chat, owner))
  const recalled = await recalledFor(desk, said, wish)
  const { understood } = wish
  const command = understood.ok ? (COMMANDS.find(({ name }) => name === understood.invocation.command) ?? null) : wish.command
  const followed = command?.private === true || recalled.mayFollow ? recalled.conversation : null
  const found = understood.ok
    ? await run(
        desk,
        said,
        surface,
        { ...understood.invocation, options: paged(understood.invocation.options, command, surface) },
        preferences,
        followed,
      )
    : misunderstood(said, understood.problem)
  const outcome = { ...found, answer: led(found.answer, desk.room) }
  if (command === ask && preferences.keepsHistory) await keepQuestion(desk, owner, outcome)
  const conversation = outcome.conversation ?? (recalled.isLent ? null : recalled.conversation)
  const failed = outcome.kind === 'misuse' || outcome.kind === 'failed'
  const message: Message = {
    answer: wish.restate ? restated(outcome.answer) : outcome.answer,
    buttons: [],
    // In place of a page nothing is put but another page.
    inPlace: wish.inPlace && !failed,
    isPrivate:
      command?.private === true || said.place.to !== null || wish.isPrivate || (said.heard.kind === 'line' && preferences.isPrivate),
  }
  const hasOthers = !said.place.via.direct
  const threads = message.isPrivate && hasOthers ? askersOf(said.threads) : said.threads
  return {
    place: said.place,
    key: said.key,
    message: await withButtons(desk, message, { owner, command, outcome, conversation, hasOthers, forMs: wish.buttonsForMs }),
    // What is told about Newsdesk itself is not what a thread is about.
    memory: command?.private === true ? null : { conversation, muted: recalled.isMuted && said.heard.kind !== 'line', threads },
  }
}

async function recalledFor(desk: Desk, said: Said, { conversation }: Wish): Promise<Recalled> {
  const recalled = await recall(desk.room.store.chat, said.threads, desk.now().getTime())
  return conversation === undefined ? recalled : { ...recalled, conversation, isLent: false, mayFollow: true }
}

async function run(
  desk: Desk,
  said: Said,
  surface: Surface,
  invocation: Invocation,
  preferences: Preferences,
  conversation: Conversation | null,
): Promise<Outcome> {
  const command = COMMANDS.find(({ name }) => name === invocation.command)
  const reader: Reader = {
    surface: surface.name,
    owner: ownerOf(surface.name, said.user),
    isManager: command?.heedsManagers === true && (await isManager(desk, said, surface)),
    places: surface.delivery.places(said),
  }
  const asked = { now: desk.now(), zone: preferences.zone ?? desk.zone, ...(conversation === null ? {} : { conversation }) }
  return await respond({ ...invocation, asked, reader }, desk.room, desk.log)
}

/** Who cannot be looked up is none. */
async function isManager(desk: Desk, said: Said, surface: Surface): Promise<boolean> {
  try {
    return await surface.isManager(said)
  } catch (error) {
    desk.log.warn('manager not looked up', { surface: surface.name, error })
    return false
  }
}

/** What can be turned has pages that fit a message of the surface. */
function paged(options: Invocation['options'], command: Command | null, surface: Surface): Invocation['options'] {
  const turns = command?.options.some(({ name }) => name === 'page') === true
  return turns && options.limit === undefined ? { ...options, limit: surface.pageSize } : options
}

function misunderstood({ heard }: Said, problem: string): Outcome {
  const typed = heard.kind === 'press' ? '' : heard.text
  const answer = noticePage(typed, problem, [{ label: 'Help', command: 'help' }])
  return { kind: 'misuse', answer, explanation: null, conversation: null }
}

/** A title that answers has none of its own: the question is it. */
export function restated(answer: Answer): Answer {
  return answer.title === '' ? { ...answer, title: answer.question } : answer
}

/** For the asker's own page; an answer does not wait for it in vain. */
async function keepQuestion(desk: Desk, owner: string, { kind, answer: { question } }: Outcome): Promise<void> {
  if ((kind !== 'answered' && kind !== 'nothing') || question.trim() === '' || question.length > MAX_KEPT_QUESTION) return
  try {
    const asked = { question, answered: kind === 'answered', atMs: desk.now().getTime() }
    await patiently(() => desk.room.store.chat.addQuestion(owner, asked))
  } catch (error) {
    desk.log.error('question not kept', { error })
  }
}
