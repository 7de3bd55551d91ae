/** The watches that somebody has, each with its state and what it told of late. */
import type { Answer, Block, FollowUp, Span } from '../../src/answer.ts'
import { type Less, printedLess } from '../../src/less-like.ts'
import type { Asked } from '../../src/newsroom.ts'
import { printedQuietHours } from '../../src/quiet-hours.ts'
import { ruleName } from '../../src/rule/words.ts'
import { compileRule } from '../../src/rule.ts'
import type { AlertCount, WatchRecord } from '../../src/store/watch-store.ts'
import { wallClock } from '../../src/wall-clock.ts'
import type { Reader, Room } from '../command.ts'
import { ownPage } from '../own-page.ts'
import { preferencesOf } from '../preferences.ts'
import type { Whereabouts } from '../whereabouts.ts'
import { mayChange, watcherOf, watchesSeen } from './reach.ts'

const DAY_MS = 86_400_000
const COUNTED_DAYS = 7
/** Watches on a reader's own page; and those of them with buttons of their own. */
const MAX_ON_PAGE = 10
const MAX_BUTTONS_ON_PAGE = 4
/** Watches with buttons of their own: a message takes few. */
const MAX_BUTTONS_FOR = 5

export async function watchPage(room: Room, who: Whereabouts, asked: Asked): Promise<Answer> {
  const seen = await watchesSeen(room, who)
  const nowMs = asked.now.getTime()
  const counts = await room.store.watches.counts(
    seen.map(({ id }) => id),
    nowMs - COUNTED_DAYS * DAY_MS,
  )
  const { quiet } = await preferencesOf(room.store.chat, watcherOf(who))
  const rows = []
  for (const watch of seen)
    rows.push({
      label: `Watch ${watch.id}`,
      spans: [{ type: 'text' as const, text: await lineOf(room, watch, counts.get(watch.id), asked) }],
    })
  const blocks: Block[] =
    seen.length === 0 ? [{ type: 'notice', text: 'You watch nothing yet. For example: watch add Huawei' }] : [{ type: 'facts', rows }]
  if (quiet !== null)
    blocks.push({
      type: 'notice',
      text: `Quiet hours: ${printedQuietHours(quiet)} (${asked.zone}). What comes then waits for their end. “watch quiet off” ends them.`,
    })
  return ownPage({ question: 'watch list', title: 'Watches', blocks, followUps: listActs(seen.filter((watch) => mayChange(who, watch))) })
}

/** For a reader's own page, with what they can do with them; null where they watch nothing. */
export async function watchesOverview(
  room: Room,
  reader: Reader | undefined,
  asked: Asked,
): Promise<{ readonly block: Block; readonly acts: readonly FollowUp[] } | null> {
  if (reader?.places === undefined) return null
  const own = (await room.store.watches.list({ owner: reader.owner })).slice(0, MAX_ON_PAGE)
  if (own.length === 0) return null
  const line = async (watch: WatchRecord): Promise<Span[]> => {
    const text = `${watch.id}: ${await nameOfQuery(room, watch.query, asked)} · ${stateOf(watch, asked)}`
    return [{ type: 'text', text }]
  }
  const acts = own.slice(0, MAX_BUTTONS_ON_PAGE).flatMap((watch) => namedActs(watch, `watch ${watch.id}`))
  return { block: { type: 'list', items: await Promise.all(own.map(line)) }, acts }
}

async function lineOf(room: Room, watch: WatchRecord, count: AlertCount | undefined, asked: Asked): Promise<string> {
  const less = JSON.parse(watch.less) as Less[]
  const told = count === undefined ? 'no alerts' : count.alerts === 1 ? '1 alert' : `${count.alerts} alerts`
  const parts = [
    await nameOfQuery(room, watch.query, asked),
    watch.isDirect ? 'to you alone' : 'to this channel',
    stateOf(watch, asked),
    `${told} in ${COUNTED_DAYS} days`,
    ...(less.length === 0 ? [] : [`left out: ${less.map(printedLess).join('; ')} (watch more ${watch.id})`]),
  ]
  return parts.join(' · ')
}

export async function nameOfQuery(room: Room, query: string, asked: Asked): Promise<string> {
  const compiled = await compileRule(room, query, asked)
  return compiled.ok ? ruleName(compiled.rule) : query
}

export function stateOf({ isPaused, why, snoozedUntilMs }: WatchRecord, { now, zone }: Asked): string {
  if (isPaused) return why === null ? 'paused' : `paused: ${why}`
  return snoozedUntilMs !== null && snoozedUntilMs > now.getTime() ? `snoozed until ${wallClock(snoozedUntilMs, zone)} (${zone})` : 'on'
}

export function watchActs({ id, isPaused }: Pick<WatchRecord, 'id' | 'isPaused'>): FollowUp[] {
  return [
    isPaused ? { label: 'Resume', command: `watch resume ${id}` } : { label: 'Pause', command: `watch pause ${id}` },
    { label: 'Remove', command: `watch remove ${id}` },
    { label: 'My watches', command: 'watch list' },
  ]
}

function listActs(watches: readonly WatchRecord[]): FollowUp[] {
  return watches.slice(0, MAX_BUTTONS_FOR).flatMap((watch) => namedActs(watch, `${watch.id}`))
}

/** Among other buttons: `which` names it in each label. */
function namedActs({ id, isPaused }: WatchRecord, which: string): FollowUp[] {
  return [
    isPaused ? { label: `Resume ${which}`, command: `watch resume ${id}` } : { label: `Pause ${which}`, command: `watch pause ${id}` },
    { label: `Remove ${which}`, command: `watch remove ${id}` },
  ]
}
