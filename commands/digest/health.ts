/** How digests fare, for whoever looks after them. */
import type { Block } from '../../src/answer.ts'
import { wallClock } from '../../src/wall-clock.ts'
import type { Invocation, Reader, Room } from '../command.ts'
import { whereaboutsOf } from '../whereabouts.ts'
import { digestsSeen, isPersonal } from './reach.ts'
import { digestRows, row } from './shown.ts'

type Facts = Extract<Block, { type: 'facts' }>
const WEEK_MS = 7 * 86_400_000
/** On a page that shows other things as well. */
const MAX_SHOWN = 10

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

/** Those of somebody's workspace or server for its managers, else their own; null where there is none. */
export async function digestsOverview(room: Room, reader: Reader | undefined): Promise<Facts | null> {
  if (reader?.places === undefined) return null
  const who = { ...whereaboutsOf(reader), here: null }
  const seen = (await digestsSeen(room, who)).slice(0, MAX_SHOWN)
  return seen.length === 0 ? null : { type: 'facts', rows: await digestRows(room, who, seen) }
}
