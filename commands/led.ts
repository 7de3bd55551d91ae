/** Citations that lead somewhere: where an article has no address of its own, to its passage in the reading room, if readers can reach that. */
import { type Answer, quotesOf } from '../src/answer.ts'
import type { Room } from './command.ts'

/** Marked in one article: an address must not grow past what a message takes. */
const MAX_PASSAGES = 8

export function led(answer: Answer, { readingRoom }: Pick<Room, 'readingRoom'>): Answer {
  if (readingRoom?.isPublic !== true || answer.sources.every(({ url }) => url !== null)) return answer
  const quotes = quotesOf(answer)
  const sources = answer.sources.map((source) => {
    if (source.url !== null) return source
    const passages = quotes.filter(({ articleId }) => articleId === source.articleId).slice(0, MAX_PASSAGES)
    return { ...source, url: readingRoom.passage(source.articleId, passages) }
  })
  return { ...answer, sources }
}
