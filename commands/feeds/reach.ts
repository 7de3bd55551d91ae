/** Which feed is meant. */
import type { FeedRecord } from '../../src/store/feed-store.ts'
import type { Room } from '../command.ts'
import { numberIn } from '../digest/reach.ts'
import { Misuse } from '../misuse.ts'

/** The one of that number, or the only one that there is. Throws a Misuse that says how to name it. */
export async function feedMeant(room: Room, words: string, action: string): Promise<FeedRecord> {
  const { feeds } = room.store
  const number = numberIn(words)
  if (number !== null) {
    const feed = await feeds.byId(number)
    if (feed === null) throw new Misuse(`There is no feed ${number}. To see which there are: feeds list`)
    return feed
  }
  const byUrl = words === '' ? null : await feeds.byUrl(words)
  if (byUrl !== null) return byUrl
  if (words !== '') throw new Misuse(`“${words.slice(0, 60)}” is not the number of a feed. Write it like this: feeds ${action} 3`)
  const [only, another] = await feeds.list(0, 2)
  if (only === undefined) throw new Misuse('There are no feeds yet. To add one, write for example: feeds add https://example.org/feed.xml')
  if (another !== undefined)
    throw new Misuse(`Which one? Write its number, for example: feeds ${action} ${only.id}. “feeds list” shows them.`)
  return only
}
