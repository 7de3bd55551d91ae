/** Watches as the managers' pages list them. */
import type { Asked, WatchRow } from '../../adapters/web/host.ts'
import type { Room } from '../../commands/command.ts'
import { nameOfQuery } from '../../commands/watch/list.ts'
import type { WatchRecord } from '../store/watch-store.ts'

const WEEK_MS = 7 * 86_400_000

export async function watchRows(room: Room, watches: readonly WatchRecord[], asked: Asked): Promise<readonly WatchRow[]> {
  const ids = watches.map(({ id }) => id)
  const counts = await room.store.watches.counts(ids, asked.now.getTime() - WEEK_MS)
  const rows: WatchRow[] = []
  for (const { id, query, surface, channel, isDirect, isPaused, why, snoozedUntilMs } of watches) {
    const count = counts.get(id)
    rows.push({
      id,
      query: await nameOfQuery(room, query, asked),
      surface,
      where: isDirect ? 'to who set it' : `channel ${channel}`,
      isPaused,
      why,
      snoozedUntilMs: snoozedUntilMs !== null && snoozedUntilMs > asked.now.getTime() ? snoozedUntilMs : null,
      alerts: count?.alerts ?? 0,
      lastMs: count?.lastMs ?? null,
    })
  }
  return rows
}
