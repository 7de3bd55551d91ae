/** What is wrong in the newsroom, a sentence each with the way out: what a manager reads first. */
import type { Health, Room } from '../../commands/command.ts'
import { nameOf } from '../../commands/feeds/shown.ts'
import { shortened } from '../../commands/shortened.ts'
import { named } from '../../commands/surface-health.ts'
import type { DigestRecord } from '../store/digest-store.ts'
import type { FeedRecord } from '../store/feed-store.ts'
import type { WatchRecord } from '../store/watch-store.ts'

/** Of a kind; the page of their kind shows all of them. */
const MAX_OF_A_KIND = 5
const MAX_REASON = 300

export type Looked = {
  readonly health: readonly Health[]
  readonly feeds: readonly FeedRecord[]
  readonly digests: readonly DigestRecord[]
  /** Digests whose last run was missed of late; `at`: when it was due. */
  readonly missed: readonly { readonly id: number; readonly at: string; readonly reason: string | null }[]
  readonly watches: readonly WatchRecord[]
}

export function troubles(room: Pick<Room, 'delivery' | 'feeds'>, { health, feeds, digests, missed, watches }: Looked): readonly string[] {
  const posting = room.delivery?.trouble() ?? null
  const fetching = room.feeds?.trouble() ?? null
  // One that somebody paused is as they want it.
  const stopped = <T extends { readonly isPaused: boolean; readonly why: string | null }>(all: readonly T[]): T[] =>
    all.filter(({ isPaused, why }) => isPaused && why !== null)
  return [
    ...health.flatMap(({ surface, problem }) => (problem === null ? [] : [`${named(surface)}: ${problem}`])),
    ...(posting === null ? [] : [`Nothing is posted at present: ${posting}`]),
    ...(fetching === null ? [] : [`Nothing is fetched at present: ${fetching}`]),
    ...few(
      feeds.filter(({ isDead, isPaused }) => isDead && !isPaused),
      (feed) => `${nameOf(feed)} is dead${because(feed.error)} “feeds test ${feed.id}” shows what it says now.`,
      'feeds',
    ),
    ...few(stopped(feeds), (feed) => `${nameOf(feed)} rests${because(feed.why)} “feeds resume ${feed.id}” lets it go on.`, 'feeds'),
    ...few(stopped(digests), ({ id, why }) => `Digest ${id} is paused${because(why)} “digest resume ${id}” lets it go on.`, 'digests'),
    ...few(
      missed,
      ({ id, at, reason }) =>
        `Digest ${id}: the one of ${at} was missed${because(reason)} “digest history ${id}” shows what became of each.`,
      'digests',
    ),
    ...few(stopped(watches), ({ id, why }) => `Watch ${id} is paused${because(why)} “watch resume ${id}” lets it go on.`, 'watches'),
  ]
}

function few<T>(all: readonly T[], sentence: (one: T) => string, kind: string): string[] {
  const more = all.length > MAX_OF_A_KIND ? [`The same of ${all.length - MAX_OF_A_KIND} more ${kind}.`] : []
  return [...all.slice(0, MAX_OF_A_KIND).map(sentence), ...more]
}

function because(reason: string | null): string {
  return reason === null ? '.' : `: ${shortened(reason, MAX_REASON).replace(/\.$/, '')}.`
}
