/** A button that was pressed → what is posted. */

import { patiently } from '../../src/store/patience.ts'
import type { Said, Surface } from '../command.ts'
import { noticePage } from '../own-page.ts'
import { readLine } from '../read.ts'
import { COMMANDS } from '../respond.ts'
import { RETENTION_DAYS, retentionMs } from '../retention.ts'
import { type Act, type Kept, keptAct } from './acts.ts'
import { answerTo } from './answering.ts'
import { type Desk, ownerOf, privately, type Reply } from './desk.ts'
import { share } from './sharing.ts'

export async function pressed(desk: Desk, said: Said, surface: Surface, id: string): Promise<Reply> {
  const known = await keptAct(desk, id)
  if (known === null)
    return privately(
      said,
      noticePage(
        '',
        `This button works no longer: it has expired (after ${RETENTION_DAYS.presses} days) or was forgotten. Ask again for new ones.`,
      ),
    )
  const { kept, act } = known
  const isOwn = kept.owner === ownerOf(surface.name, said.user)
  switch (act.kind) {
    case 'next':
      return await typed(desk, said, surface, kept, act, false)
    case 'turn':
      if (!isOwn) return privately(said, noticePage('', `Only who asked can turn these pages. Ask it yourself: ${act.line}`))
      return await typed(desk, said, surface, kept, act, true)
    case 'share':
      if (!isOwn) return privately(said, noticePage('', 'Only who asked can share this answer.'))
      return await share(desk, said, surface, kept)
    case 'good':
    case 'bad':
      return await rated(desk, said, surface, kept, act.kind === 'good')
    default:
      return act satisfies never
  }
}

/** As if the reader had typed the line under the message. */
async function typed(
  desk: Desk,
  said: Said,
  surface: Surface,
  kept: Kept,
  { line }: Extract<Act, { kind: 'next' | 'turn' }>,
  inPlace: boolean,
): Promise<Reply> {
  return await answerTo(desk, said, surface, {
    // The slash keeps a name that ends in a question mark from being read as a question.
    understood: readLine(`/${line}`, { now: desk.now(), zone: desk.zone }, COMMANDS),
    command: null,
    conversation: kept.conversation,
    isPrivate: kept.isPrivate,
    inPlace,
    restate: true,
    buttonsForMs: retentionMs('presses'),
  })
}

async function rated(desk: Desk, said: Said, surface: Surface, kept: Kept, isGood: boolean): Promise<Reply> {
  const { token, question } = kept
  const owner = ownerOf(surface.name, said.user)
  const atMs = desk.now().getTime()
  await patiently(() => desk.room.store.chat.rate({ token, owner, isGood, question, atMs }))
  // What nobody asked for has no conversation, and “why” nothing to explain.
  const why = kept.conversation === null ? '' : ' “why” shows how the answer came about.'
  const text = isGood ? 'Thank you.' : `Thank you, it was noted.${why}`
  return privately(said, noticePage(question, text))
}
