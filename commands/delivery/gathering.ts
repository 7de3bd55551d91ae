/** Word to one person, told in one message: two hundred digests that were missed over a weekend are one piece of news, not two hundred. */
import type { TakenDelivery } from '../../src/store/delivery-store.ts'
import { patiently } from '../../src/store/patience.ts'
import type { Desk } from '../reception/desk.ts'
import type { Content, Word } from './content.ts'
import { wordContent } from './words.ts'

type Post = Extract<Content, { kind: 'post' }>
export type Gathered = { readonly content: Post; readonly told: readonly string[] }

/** What one message tells one by one; more than that nobody reads. */
const MAX_LINES = 20
/** Looked through at a time: what else waits for one person. */
const MAX_WAITING = 1_000

/** The same with all other word that waits for its reader; `told`: the keys of that. Nothing but word is gathered. */
export async function gathered({ room }: Pick<Desk, 'room'>, { surface, lane }: TakenDelivery, content: Post): Promise<Gathered> {
  if (content.word === undefined) return { content, told: [] }
  const { deliveries } = room.store
  const others = await patiently(() => deliveries.untried(surface, lane, MAX_WAITING))
  const words: Word[] = [content.word]
  const told: string[] = []
  for (const other of others) {
    const said = JSON.parse(other.content) as Content
    if (said.kind !== 'post' || said.word === undefined) continue
    words.push(said.word)
    told.push(other.key)
  }
  return told.length === 0 ? { content, told } : { content: wordContent(joined(words)), told }
}

/** As people count: digest 2 before digest 10. */
function joined(words: readonly Word[]): Word {
  const lines = words.flatMap((word) => word.lines).sort(new Intl.Collator('en', { numeric: true }).compare)
  const others = words.reduce((sum, word) => sum + word.others, 0)
  return { lines: lines.slice(0, MAX_LINES), others: others + Math.max(0, lines.length - MAX_LINES) }
}
