/** What was heard → what is posted: a line, a command, or a button. */
import type { Command, Said, Surface, Understood } from '../command.ts'
import { noticePage, ownPage } from '../own-page.ts'
import { readCommand, readLine, unknownCommand } from '../read.ts'
import { COMMANDS } from '../respond.ts'
import { retentionMs } from '../retention.ts'
import { answerTo } from './answering.ts'
import { type Desk, ownerOf, privately, type Reply } from './desk.ts'
import { mute } from './memory.ts'
import { pressed } from './pressing.ts'

const STOP = /^(?:please\s+)?(?:stop|be quiet|quiet|mute|silence|hush|shut up)(?:\s+please)?[\s.!]*$/i

export async function replyTo(desk: Desk, said: Said, surface: Surface): Promise<Reply> {
  const { heard } = said
  if (heard.kind === 'press') return await pressed(desk, said, surface, heard.id)
  if (heard.kind === 'line' && STOP.test(heard.text.trim())) return await quieted(desk, said, surface)
  const command = heard.kind === 'command' ? (COMMANDS.find(({ name }) => name === heard.name) ?? null) : null
  return await answerTo(desk, said, surface, {
    understood: understood(desk, heard, command),
    command,
    isPrivate: false,
    inPlace: false,
    restate: said.restate,
    buttonsForMs: retentionMs('presses'),
  })
}

function understood(desk: Desk, heard: Exclude<Said['heard'], { kind: 'press' }>, command: Command | null): Understood {
  const asked = { now: desk.now(), zone: desk.zone }
  if (heard.kind === 'line') return readLine(heard.text.trim() === '' ? '/help' : heard.text, asked, COMMANDS)
  if (command === null) return { ok: false, problem: unknownCommand(heard.name, COMMANDS) }
  return readCommand(command, heard.text, heard.given, asked)
}

/** Words that wake it again reach it only as a mention: whoever is quiet here is not spoken to otherwise. */
async function quieted(desk: Desk, said: Said, surface: Surface): Promise<Reply> {
  const isThread = await mute(desk.room.store.chat, said.threads, ownerOf(surface.name, said.user), desk.now().getTime())
  if (!isThread) return privately(said, noticePage('stop', 'There is no thread here to be quiet in. Say “stop” in the thread itself.'))
  const answer = ownPage({
    question: 'stop',
    title: '',
    blocks: [{ type: 'notice', text: 'I am quiet here from now on. Mention me, or in a direct message simply write, and I answer again.' }],
  })
  return {
    place: said.place,
    key: said.key,
    memory: null,
    message: { answer, buttons: [], isPrivate: said.place.to !== null, inPlace: false },
  }
}
