/** The one door from an Invocation to an Answer. What the reader did wrong becomes a notice here; what we did wrong is logged here and nowhere else. */
import type { Answer } from '../src/answer.ts'
import type { Log } from '../src/log.ts'
import type { Reply } from '../src/newsroom.ts'
import { about } from './about.ts'
import { ask } from './ask.ts'
import { remember } from './citing.ts'
import type { Command, Invocation, Outcome, Room } from './command.ts'
import { compare } from './compare.ts'
import { digest } from './digest.ts'
import { evidence } from './evidence.ts'
import { feeds } from './feeds.ts'
import { helpOf } from './help.ts'
import { home } from './home.ts'
import { latest } from './latest.ts'
import { Misuse } from './misuse.ts'
import { newsroom } from './newsroom.ts'
import { noticePage } from './own-page.ts'
import { privacy } from './privacy.ts'
import { unknownCommand } from './read.ts'
import { settings } from './settings.ts'
import { sources } from './sources.ts'
import { status } from './status.ts'
import { story } from './story.ts'
import { timeline } from './timeline.ts'
import { watch } from './watch.ts'
import { why } from './why.ts'

const readersCommands: readonly Command[] = [
  ask,
  latest,
  about,
  timeline,
  story,
  compare,
  sources,
  digest,
  watch,
  feeds,
  why,
  evidence,
  status,
  newsroom,
  settings,
  privacy,
]
/** Everything that a reader can say, on every surface, in the order of `help`; last the hidden ones, which only surfaces say. */
export const COMMANDS: readonly Command[] = [...readersCommands, helpOf(readersCommands), home]

export async function respond(invocation: Invocation, room: Room, log: Log): Promise<Outcome> {
  const startMs = performance.now()
  const outcome = await outcomeOf(invocation, room, log)
  room.meter?.answered({
    surface: invocation.reader?.surface ?? 'terminal',
    command: COMMANDS.some(({ name }) => name === invocation.command) ? invocation.command : 'unknown',
    kind: outcome.kind,
    seconds: (performance.now() - startMs) / 1_000,
  })
  return outcome
}

async function outcomeOf(invocation: Invocation, room: Room, log: Log): Promise<Outcome> {
  const command = COMMANDS.find((one) => one.name === invocation.command)
  if (command === undefined) return said('misuse', invocation, unknownCommand(invocation.command, COMMANDS))
  try {
    const result = await command.run(invocation, room)
    const reply: Answer | Reply = result
    const outcome = 'answer' in reply ? reply : { answer: reply, explanation: null, conversation: null }
    const kind = kindOf(outcome.answer)
    const cited = kind === 'answered' ? outcome.answer.sources.map(({ articleId }) => articleId) : []
    if (cited.length > 0) await remember(room, cited, invocation.asked.now.getTime(), log)
    return { kind, ...outcome }
  } catch (error) {
    if (error instanceof Misuse) return said('misuse', invocation, error.message)
    log.error('command failed', { command: invocation.command, options: invocation.options, error })
    const cause = error instanceof Error ? error.message : String(error)
    return said(
      'failed',
      invocation,
      `This could not be answered: ${cause} It was logged; nothing was lost, and it may work when tried again.`,
    )
  }
}

function kindOf(answer: Answer): 'answered' | 'nothing' {
  return answer.verdict === 'answered' ? 'answered' : 'nothing'
}

function said(kind: 'misuse' | 'failed', invocation: Invocation, text: string): Outcome {
  const answer = noticePage(typedIn(invocation), text, kind === 'misuse' ? [{ label: 'Help', command: 'help' }] : [])
  return { kind, answer, explanation: null, conversation: null }
}

/** What was typed, in short: of a command with actions the action and its words, else the first words given, or its name. */
function typedIn({ command: name, options }: Invocation): string {
  const own = COMMANDS.find((one) => one.name === name)?.options ?? []
  const words = (named: readonly { readonly name: string }[]): string[] =>
    named.flatMap((option) => (typeof options[option.name] === 'string' ? [String(options[option.name])] : []))
  if (own.some(({ leading }) => leading === true))
    return [name, ...words(own.filter(({ leading, positional }) => leading === true || positional === true))].join(' ')
  const [typed] = Object.values(options).filter((value) => typeof value === 'string')
  return typed ?? name
}
