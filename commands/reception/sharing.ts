/** A private answer, posted to everybody: once, however often its button is pressed. */

import { patiently } from '../../src/store/patience.ts'
import type { Said, Surface } from '../command.ts'
import { noticePage } from '../own-page.ts'
import { retentionMs } from '../retention.ts'
import { type Kept, withActs } from './acts.ts'
import { restated } from './answering.ts'
import { type Desk, holderName, ownerOf, privately, type Reply } from './desk.ts'
import { LEASE_MS } from './lease.ts'

export async function share(desk: Desk, said: Said, surface: Surface, kept: Kept): Promise<Reply> {
  const owner = ownerOf(surface.name, said.user)
  const key = `${surface.name}:share:${kept.token}`
  // Each press is another message; what all of them ask for is one post, claimed like something that was said.
  const claim = {
    key,
    surface: surface.name,
    owner,
    said: JSON.stringify({ ...said, key }),
    holder: holderName(desk),
    atMs: desk.now().getTime(),
  }
  const isFirst = said.key === key || (await patiently(() => desk.room.store.chat.claim(claim, LEASE_MS)))
  if (!isFirst || kept.answer === null) return privately(said, noticePage('', 'This answer was shared already.'))
  const { question, conversation } = kept
  const message = await withActs(
    desk,
    { answer: restated(kept.answer), buttons: [], isPrivate: false, inPlace: false },
    { owner, question, conversation, forMs: retentionMs('presses') },
    kept.acts.filter(({ kind }) => kind !== 'share'),
  )
  return { place: { ...said.place, to: null }, key, message, memory: { conversation, muted: false, threads: said.threads } }
}
