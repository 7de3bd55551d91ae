/** What feeds brought and is past its time goes, unless an answer or a digest has shown it; imported articles and seeds stay. */
import { patiently } from '../../store/patience.ts'
import { BOUNDS } from './bounds.ts'
import type { Desk } from './desk.ts'

export type Retention = {
  /** Days since they were first seen; null: for ever. */
  readonly days: number | null
  /** Articles of feeds in all; null: any number. */
  readonly articles: number | null
}

const DAY_MS = 86_400_000
/** In one transaction, with searches in between. */
const BATCH = 50
/** In one sweep; the rest waits for the next. */
const MAX_BATCHES = 400

export async function retain({ newsroom, now, log }: Pick<Desk, 'newsroom' | 'now' | 'log'>, { days, articles }: Retention): Promise<void> {
  const { feeds } = newsroom.store
  const nowMs = now().getTime()
  const bounds = { beforeMs: days === null ? null : nowMs - days * DAY_MS, keep: articles }
  let removed = 0
  for (let batch = 0; batch < MAX_BATCHES && (days !== null || articles !== null); batch++) {
    const ids = await patiently(() => feeds.removable(bounds, BATCH))
    if (ids.length === 0) break
    removed += (await patiently(() => newsroom.remove(ids))).length
  }
  if (removed > 0) log.info('articles past their time removed', { removed })
  for (let batch = 0; batch < MAX_BATCHES && (await patiently(() => feeds.sweep(nowMs - BOUNDS.itemsMs))) > 0; batch++);
}
