/** What threads were about. A key that begins with `asker:` is no thread but a person in a channel: it lends what they asked last for a while. */
import type { Conversation } from '../../src/conversation.ts'
import type { ChatStore, ThreadMemory } from '../../src/store/chat-store.ts'
import { patiently } from '../../src/store/patience.ts'

const ASKER = 'asker:'
/** After this, a question is not meant to follow the last one that was asked elsewhere in the channel. */
const LENT_MS = 30 * 60_000

/** `isLent`: of another thread of the asker; `mayFollow`: the next question may be read after it, else it is only looked back at. */
export type Recalled = {
  readonly conversation: Conversation | null
  readonly isLent: boolean
  readonly mayFollow: boolean
  readonly isMuted: boolean
}

/** The first conversation that is remembered under the keys, the most particular first. */
export async function recall(chat: ChatStore, keys: readonly string[], nowMs: number): Promise<Recalled> {
  const memories = await patiently(() => chat.threads(keys))
  const isMuted = threadsOf(keys).some((key) => memories.get(key)?.muted === true)
  for (const key of keys) {
    const memory = memories.get(key)
    const conversation = conversationOf(memory?.conversation ?? null)
    if (memory === undefined || conversation === null) continue
    const isLent = isAsker(key)
    return { conversation, isLent, mayFollow: !isLent || nowMs - memory.atMs <= LENT_MS, isMuted }
  }
  return { conversation: null, isLent: false, mayFollow: false, isMuted }
}

/** Under an asker only what can be followed up; what they asked before in the channel stays. */
export async function remember(chat: ChatStore, keys: readonly string[], owner: string, memory: Told): Promise<void> {
  const under = memory.conversation === null ? threadsOf(keys) : keys
  await keep(chat, under, owner, memory)
}
type Told = { readonly conversation: Conversation | null; readonly muted: boolean; readonly atMs: number }

/** Keeps what each thread was about. False where there is no thread to be quiet in. */
export async function mute(chat: ChatStore, keys: readonly string[], owner: string, nowMs: number): Promise<boolean> {
  const threads = threadsOf(keys)
  const { conversation } = await recall(chat, threads, nowMs)
  await keep(chat, threads, owner, { conversation, muted: true, atMs: nowMs })
  return threads.length > 0
}

export async function isFollowed(chat: ChatStore, thread: string): Promise<boolean> {
  const memory = isAsker(thread) ? undefined : (await chat.threads([thread])).get(thread)
  return memory?.muted === false
}

async function keep(chat: ChatStore, keys: readonly string[], owner: string, { conversation, muted, atMs }: Told): Promise<void> {
  const memory: ThreadMemory = { conversation: conversation === null ? null : JSON.stringify(conversation), muted, atMs }
  if (keys.length > 0) await patiently(() => chat.rememberThreads([...new Set(keys)], owner, memory))
}

/** Where a question that nobody else saw is remembered: a thread would tell them. */
export function askersOf(keys: readonly string[]): readonly string[] {
  return keys.filter(isAsker)
}

function isAsker(key: string): boolean {
  return key.startsWith(ASKER)
}

function threadsOf(keys: readonly string[]): readonly string[] {
  return keys.filter((key) => !isAsker(key))
}

/** null also for one that another version wrote in another shape: a thread without memory is better than no answer. */
function conversationOf(json: string | null): Conversation | null {
  if (json === null) return null
  const read = JSON.parse(json) as Partial<Conversation> | null
  const isOne = typeof read?.question === 'string' && Array.isArray(read.entities) && Array.isArray(read.articleIds)
  return isOne ? { period: null, ...(read as Omit<Conversation, 'period'>) } : null
}
