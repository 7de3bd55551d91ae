/** Whether questions can be answered: the store and the index have to be there, whatever is down elsewhere. */
import type { Newsroom } from '../newsroom.ts'

/** What is wrong, one sentence each; empty: nothing is. */
export async function readiness({ store, index }: Pick<Newsroom, 'store' | 'index'>): Promise<readonly string[]> {
  try {
    const { articles } = await store.corpus()
    // While another process writes, the index is a step behind; with nothing in it at all, every question would be refused.
    return articles > 0 && index.size === 0 ? [`The index is empty, while ${articles} articles are stored.`] : []
  } catch (error) {
    return [`The store cannot be read: ${error instanceof Error ? error.message : String(error)}`]
  }
}
