/** What somebody was shown stays: retention leaves alone what is remembered here. */
import type { Log } from '../src/log.ts'
import type { Room } from './command.ts'

/** What the store takes at once. */
const MAX_AT_ONCE = 1_000
type Trying = <T>(work: () => Promise<T>) => Promise<T>

/** Never throws: an answer that could not be remembered is an answer all the same. `trying`: how long a busy store is waited for; who waits for an answer doesn't. */
export async function remember(
  { store }: Pick<Room, 'store'>,
  articleIds: Iterable<string>,
  nowMs: number,
  log: Log,
  trying: Trying = (work) => work(),
): Promise<void> {
  const ids = [...new Set(articleIds)]
  try {
    for (let from = 0; from < ids.length; from += MAX_AT_ONCE) {
      const some = ids.slice(from, from + MAX_AT_ONCE)
      await trying(() => store.feeds.cite(some, nowMs))
    }
  } catch (error) {
    log.warn('what was shown is not remembered', { articles: ids.length, error })
  }
}
