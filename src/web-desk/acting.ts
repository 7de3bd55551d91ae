/** What the buttons of the managers' pages say, as if it had been said to the bot. */
import type { Asked } from '../../adapters/web/host.ts'
import type { Outcome, Reader, Room } from '../../commands/command.ts'
import { noticePage } from '../../commands/own-page.ts'
import { readLine } from '../../commands/read.ts'
import { COMMANDS, respond } from '../../commands/respond.ts'
import type { Answer } from '../answer.ts'
import { OutlineError } from '../intake/live/look.ts'
import type { Log } from '../log.ts'

/** Everything else is asked on the readers' pages. */
const ALLOWED: readonly string[] = ['feeds', 'digest', 'watch']
const OUTLINE = /^(?:starter$|https?:\/\/)/i
/** Of what was typed, in a sentence. */
const MAX_SHOWN = 100

export async function doLine(line: string, reader: Reader | undefined, asked: Asked, room: Room, log: Log): Promise<Outcome> {
  // The slash keeps a line with a question mark from being read as a question.
  const understood = readLine(`/${line.trim().replace(/^\/+/, '')}`, asked, COMMANDS)
  if (!understood.ok) return refused(line, understood.problem)
  const { invocation } = understood
  if (!ALLOWED.includes(invocation.command))
    return refused(
      line,
      `Here only ${ALLOWED.slice(0, -1).join(', ')} and ${ALLOWED.at(-1)} are said. Everything else has a page of its own.`,
    )
  return await respond({ ...invocation, reader }, withoutFiles(room), log)
}

/** A digest as it would be posted now. */
export async function previewed(id: number, reader: Reader | undefined, asked: Asked, room: Room, log: Log): Promise<Answer> {
  return (await doLine(`digest preview ${id}`, reader, asked, room, log)).answer
}

export function refused(line: string, problem: string): Outcome {
  return { kind: 'misuse', answer: noticePage(line, problem), explanation: null, conversation: null }
}

/** Whoever is signed in may name addresses, as in a chat; files of this machine are for who sits at it. */
function withoutFiles(room: Room): Room {
  const { feeds } = room
  if (feeds === undefined) return room
  const outline = async (where: string): Promise<string> => {
    if (OUTLINE.test(where.trim())) return await feeds.outline(where)
    throw new OutlineError(
      `“${where.slice(0, MAX_SHOWN)}” is no web address. Name one that begins with https://, or say: feeds import starter`,
    )
  }
  return { ...room, feeds: { ...feeds, outline } }
}
