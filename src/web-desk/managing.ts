/** The newsroom behind the managers' pages: what the commands know, as rows. A manager reaches what they would reach by the commands. */
import type { Manager, Managing, Overview, RatingRow } from '../../adapters/web/host.ts'
import type { Reader, Room } from '../../commands/command.ts'
import { nameOf } from '../../commands/delivery/digest-run.ts'
import { digestNumbered, digestsSeen } from '../../commands/digest/reach.ts'
import { Misuse } from '../../commands/misuse.ts'
import { watchesManaged } from '../../commands/watch/reach.ts'
import { type Whereabouts, whereaboutsOf } from '../../commands/whereabouts.ts'
import { quotesOf } from '../answer.ts'
import { searchedIn } from '../cited.ts'
import type { Log } from '../log.ts'
import { everyFeed } from '../store/every-feed.ts'
import { doLine, previewed, refused } from './acting.ts'
import { digestRow, lastMissed, runRows } from './digest-rows.ts'
import { feedCounts, feedRow } from './feed-rows.ts'
import { paragraphsOf } from './quoted.ts'
import { troubles } from './troubles.ts'
import { watchRows } from './watch-rows.ts'

const DAY_MS = 86_400_000
/** Questions that found nothing longer ago were asked of another newsroom: it has other articles by now. */
const UNANSWERED_DAYS = 30
const MISSED_DAYS = 7
/** Questions, or ratings, on a page. */
const MAX_ROWS = 200
const NO_MANAGER = 'Nothing was done: you do not manage that workspace or server any more, or it could not be asked just now.'

/** `zone`: in which what is due is printed, where nothing says another one. */
export function openManaging(room: Room, log: Log, { zone, now }: { readonly zone: string; now(): Date }): Managing {
  const { store } = room
  const digestsOf = (manager: Manager) => digestsSeen(room, whoIs(manager))
  const unanswered = async (manager: Manager) => {
    const owners = ownersOf(manager)
    return owners === null ? null : await store.chat.unanswered(now().getTime() - UNANSWERED_DAYS * DAY_MS, MAX_ROWS, owners)
  }
  return {
    overview: async (manager) => {
      const [feeds, digests, watches] = await Promise.all([
        everyFeed(store.feeds),
        digestsOf(manager),
        watchesManaged(room, whoIs(manager)),
      ])
      const health = room.health?.() ?? []
      const missed = await lastMissed(store, digests, now().getTime() - MISSED_DAYS * DAY_MS)
      const where = manager.kind === 'operator' ? {} : { surface: manager.surface, team: manager.team }
      const active = digests.filter(({ isPaused }) => !isPaused)
      return {
        health,
        troubles: troubles(room, { health, feeds, digests, missed, watches }),
        corpus: searchedIn(await store.corpus()),
        feeds: feedCounts(feeds),
        digests: {
          all: digests.length,
          paused: digests.length - active.length,
          missed: await store.digests.missed(where, now().getTime() - MISSED_DAYS * DAY_MS),
          nextMs: active.length === 0 ? null : Math.min(...active.map(({ nextMs }) => nextMs)),
        },
        watches: watches.length,
        ratings: await store.chat.ratings(),
        unanswered: (await unanswered(manager))?.length ?? null,
      } satisfies Overview
    },
    feeds: async () => (await everyFeed(store.feeds)).map(feedRow),
    digests: async (manager) => await Promise.all((await digestsOf(manager)).map((record) => digestRow(store, record))),
    digest: async (manager, id, asked) => {
      const record = await orNull(() => digestNumbered(room, whoIs(manager), id))
      if (record === null) return null
      const preview = await previewed(id, readerOf(manager), asked, room, log)
      return {
        digest: { ...(await digestRow(store, record)), ratings: await store.chat.ratings(nameOf(id)) },
        history: await runRows(store, record),
        preview,
        paragraphs: await paragraphsOf(store, quotesOf(preview)),
      }
    },
    watches: async (manager) => await watchRows(room, await watchesManaged(room, whoIs(manager)), { now: now(), zone }),
    unanswered,
    ratings: async (manager): Promise<readonly RatingRow[] | null> => {
      const owners = ownersOf(manager)
      return owners === null ? null : await store.chat.rated(MAX_ROWS, owners)
    },
    act: async (manager, line, asked) =>
      (await mayAct(manager, room, log)) ? await doLine(line, readerOf(manager), asked, room, log) : refused(line, NO_MANAGER),
  }
}

/** A session outlasts what somebody is: before anything is changed, their platform is asked again. */
async function mayAct(manager: Manager, room: Room, log: Log): Promise<boolean> {
  if (manager.kind === 'operator' || room.manages === undefined) return true
  try {
    return await room.manages(manager)
  } catch (error) {
    log.warn('manager not looked up', { surface: manager.surface, error })
    return false
  }
}

/** undefined: who runs Newsdesk, as at the terminal. */
function readerOf(manager: Manager): Reader | undefined {
  if (manager.kind === 'operator') return undefined
  const { surface, owner, team, direct } = manager
  return { surface, owner, isManager: true, team, places: { here: null, direct } }
}

function whoIs(manager: Manager): Whereabouts {
  return whereaboutsOf(readerOf(manager))
}

/** How the names of those begin whose questions a manager may know of; null where the names on their platform do not say where somebody belongs. */
function ownersOf(manager: Manager): string | null {
  if (manager.kind === 'operator') return ''
  const { surface, owner, team } = manager
  const ofTeam = `${surface}:${team}:`
  return team !== '' && owner.startsWith(ofTeam) ? ofTeam : null
}

async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Misuse) return null
    throw error
  }
}
