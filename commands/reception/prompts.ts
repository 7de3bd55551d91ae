/** Questions to begin with: made from who the newest stories are about, and each was answered before it is offered. */
import { horizonMs } from '../../src/article.ts'
import type { Asked } from '../../src/newsroom.ts'
import type { EntityMention } from '../../src/retrieval/entities.ts'
import type { Desk } from './desk.ts'

const MAX_PROMPTS = 4
const ANYTHING = 'What is the latest news?'
/** Of these newest articles. */
const MAX_READ = 12
/** Questions tried at a time. */
const MAX_TRIED = 10
const FRESH_MS = 10 * 60_000

/** Made when they are asked for, and anew when they are ten minutes old; who asks meanwhile gets what there is. */
export function openPrompts(desk: Desk): () => Promise<readonly string[]> {
  let made: { readonly prompts: Promise<readonly string[]>; readonly atMs: number } | null = null
  return async () => {
    const atMs = desk.now().getTime()
    if (made === null || atMs - made.atMs > FRESH_MS) {
      const previous = made
      made = { prompts: promptsNow(desk), atMs }
      made.prompts.catch(() => {
        // Told to who waits for it; the next one to ask tries again.
        made = previous
      })
    }
    return await made.prompts
  }
}

async function promptsNow(desk: Desk): Promise<readonly string[]> {
  const { room, zone } = desk
  const asked = { now: desk.now(), zone }
  const answered: string[] = []
  const [first, ...others] = await candidates(room.store, asked)
  for (const question of [first, ANYTHING, ...others].filter((one) => one !== undefined)) {
    if (answered.length >= MAX_PROMPTS) break
    if ((await room.ask(question, asked)).answer.verdict === 'answered') answered.push(question)
  }
  return answered
}

async function candidates(store: Desk['room']['store'], { now }: Asked): Promise<string[]> {
  const newest = await store.list({ limit: MAX_READ, notAfterMs: horizonMs(now) })
  const questions = (await store.analysed(newest.map(({ id }) => id))).flatMap(({ analysis }) => {
    // A country says less of a story than who acts in it.
    const [most] = [...analysis.entities].sort(
      (a, b) => Number(a.type === 'place') - Number(b.type === 'place') || b.spans.length - a.spans.length,
    )
    return most === undefined ? [] : [questionOn(most)]
  })
  return [...new Set(questions)].slice(0, MAX_TRIED)
}

function questionOn({ name, type }: EntityMention): string {
  return type === 'person' ? `Who is ${name}?` : `What is the latest on ${name}?`
}
