/** One message, when it is its turn: answered, posted, remembered. Nothing is thrown out of here; every fault is logged once. */

import { patiently } from '../../src/store/patience.ts'
import type { Posted, Said, Surface } from '../command.ts'
import { type Desk, ownerOf, privately, type Reply } from './desk.ts'
import { replyTo } from './hearing.ts'
import { remember } from './memory.ts'
import { faultNotice } from './notices.ts'

/** What failed to be posted stays unfinished, so that it is tried again. */
export async function attend(desk: Desk, said: Said, surface: Surface): Promise<void> {
  const reply = await madeReply(desk, said, surface)
  // Its post has a claim of its own.
  if (reply.key !== said.key) await finish(desk, said.key)
  // Before it is posted too: the next question may come while the platform makes the answer wait.
  await keepMemory(desk, said, surface, reply, reply.memory?.threads ?? [])
  let posted: Posted
  try {
    posted = await surface.post(reply.place, reply.message, reply.key)
  } catch (error) {
    return desk.log.error('answer not posted', { surface: surface.name, key: reply.key, error })
  }
  await finish(desk, reply.key)
  const further = posted.threads.filter((thread) => !said.threads.includes(thread))
  await keepMemory(desk, said, surface, reply, further)
}

async function madeReply(desk: Desk, said: Said, surface: Surface): Promise<Reply> {
  try {
    return await replyTo(desk, said, surface)
  } catch (error) {
    desk.log.error('answer not made', { surface: surface.name, key: said.key, error })
    return privately(said, faultNotice())
  }
}

async function keepMemory(desk: Desk, said: Said, surface: Surface, { memory, key }: Reply, threads: readonly string[]): Promise<void> {
  if (memory === null) return
  const told = { conversation: memory.conversation, muted: memory.muted, atMs: desk.now().getTime() }
  const owner = ownerOf(surface.name, said.user)
  await attempt(desk, 'thread not remembered', { key }, () => remember(desk.room.store.chat, threads, owner, told))
}

export async function finish(desk: Desk, key: string): Promise<void> {
  await attempt(desk, 'answer not recorded', { key }, () => patiently(() => desk.room.store.chat.done(key)))
}

export async function attempt(
  desk: Desk,
  event: string,
  fields: Readonly<Record<string, unknown>>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    desk.log.error(event, { ...fields, error })
  }
}
