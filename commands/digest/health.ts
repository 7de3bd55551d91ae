/** How digests fare, for whoever looks after them. */
import type { Block, FollowUp } from '../../src/answer.ts'
import { wallClock } from '../../src/wall-clock.ts'
import type { Invocation, Reader, Room } from '../command.ts'
import { whereaboutsOf } from '../whereabouts.ts'
import { digestsSeen, isPersonal } from './reach.ts'
import { digestRows, namedActs, row } from './shown.ts'

type Facts = Extract<Block, { type: 'facts' }>
const WEEK_MS = 7 * 86_400_000
/** On a page that shows other things as well; and those of them with buttons of their own. */
const MAX_SHOWN = 10
const MAX_WITH_BUTTONS = 3

/** Rows for managers: how many there are and what is next, what waits to be posted, what was missed. */
export async function digestHealth(
  { store, delivery }: Room,
  reader: Reader | undefined,
  asked: Invocation['asked'],
): Promise<Facts['rows']> {
  // Who runs it all sits at the terminal; others see their own workspace or server.
  const places = reader?.places
  if (reader !== undefined && places === undefined) return []
  const where = reader === undefined ? {} : { surface: reader.surface, team: (places?.here ?? places?.direct)?.team ?? '' }
  const records = (await store.digests.list(where)).filter((record) => reader === undefined || !isPersonal(record))
  const waiting = [...(await store.deliveries.waiting())].filter(([surface]) => reader === undefined || surface === reader.surface)
  const missed = await store.digests.missed(where, asked.now.getTime() - WEEK_MS)
  const active = records.filter(({ isPaused }) => !isPaused)
  const next = active.length === 0 ? '' : `, the next one due ${wallClock(Math.min(...active.map(({ nextMs }) => nextMs)), asked.zone)}`
  const paused = records.length === active.length ? '' : `, ${records.length - active.length} paused`
  const trouble = delivery?.trouble() ?? null
  return [
    row('Digests', records.length === 0 ? 'none is set' : `${active.length} active${paused}${next}`),
    row('To be posted', `${waiting.reduce((sum, [, count]) => sum + count, 0)}`),
    row('Missed', `${missed} in the last 7 days`),
    ...(trouble === null ? [] : [row('Posting', `stands still: ${trouble}`)]),
  ]
}

/** Those of somebody's workspace or server for its managers, else their own, and what they can do with them; null where there is none. */
export async function digestsOverview(
  room: Room,
  reader: Reader | undefined,
): Promise<{ readonly block: Facts; readonly acts: readonly FollowUp[] } | null> {
  if (reader?.places === undefined) return null
  const who = { ...whereaboutsOf(reader), here: null }
  const seen = (await digestsSeen(room, who)).slice(0, MAX_SHOWN)
  if (seen.length === 0) return null
  const acts = seen.slice(0, MAX_WITH_BUTTONS).flatMap((record) => namedActs(record, `digest ${record.id}`))
  return { block: { type: 'facts', rows: await digestRows(room, who, seen) }, acts }
}
