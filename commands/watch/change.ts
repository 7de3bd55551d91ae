/** Changing watches: pausing, snoozing, removing, leaving out what is like an alert; and the hours in which a reader wants none. */
import type { Answer, FollowUp } from '../../src/answer.ts'
import { type Less, lessOf, printedLess } from '../../src/less-like.ts'
import type { Asked } from '../../src/newsroom.ts'
import { parseDateWord } from '../../src/period.ts'
import { printedQuietHours, readQuietHours } from '../../src/quiet-hours.ts'
import { compileRule } from '../../src/rule.ts'
import type { WatchRecord } from '../../src/store/watch-store.ts'
import { wallClock } from '../../src/wall-clock.ts'
import type { Invocation, Place, Room } from '../command.ts'
import type { AlertTold } from '../delivery/alert-content.ts'
import { numberIn } from '../digest/reach.ts'
import { mayPostTo } from '../may-post.ts'
import { Misuse } from '../misuse.ts'
import { ownPage } from '../own-page.ts'
import { preferencesOf } from '../preferences.ts'
import type { Whereabouts } from '../whereabouts.ts'
import { watchActs } from './list.ts'
import { mayChange, none, watcherOf, watchMeant } from './reach.ts'

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const MAX_SNOOZE_MS = 366 * 86_400_000
/** A watch with more to leave out is better written anew. */
const MAX_LESS = 20
const NUMBERED = /^#?(\d{1,9})(?:\s+(.*))?$/s

export async function pauseWatch(room: Room, watch: WatchRecord): Promise<Answer> {
  await changed(room, watch, { isPaused: true, why: null })
  return said('watch pause', `Watch ${watch.id} is paused: it tells nothing until you say “watch resume ${watch.id}”.`, {
    ...watch,
    isPaused: true,
  })
}

export async function resumeWatch(room: Room, who: Whereabouts, watch: WatchRecord): Promise<Answer> {
  const may = await mayPostTo(room, who, JSON.parse(watch.place) as Place)
  if (!may.ok) return said('watch resume', `Watch ${watch.id} stays paused. ${may.problem}`, watch)
  await changed(room, watch, { isPaused: false, why: null, snoozedUntilMs: null, wakeMs: 0 })
  return said('watch resume', `Watch ${watch.id} goes on with what arrives from now on.`, { ...watch, isPaused: false })
}

export async function removeWatch(room: Room, watch: WatchRecord): Promise<Answer> {
  if (!(await room.store.watches.remove(watch.id))) throw none(watch.id)
  return ownPage({
    question: 'watch remove',
    title: '',
    blocks: [{ type: 'notice', text: `Watch ${watch.id} is removed.` }],
    followUps: [
      { label: 'Add it again', command: `watch add ${watch.query}${watch.isDirect ? '' : ' in:channel'}` },
      { label: 'My watches', command: 'watch list' },
    ],
  })
}

export async function snoozeWatch({ options, asked }: Invocation, room: Room, who: Whereabouts): Promise<Answer> {
  const words = String(options.words ?? '').trim()
  const [, number = '', rest = ''] = NUMBERED.exec(words) ?? []
  const watch = await watchMeant(room, who, number === '' ? words : number, 'snooze')
  const untilMs = snoozedUntil(String(options.until ?? rest).trim(), asked)
  await changed(room, watch, { snoozedUntilMs: untilMs, wakeMs: asked.now.getTime() })
  if (untilMs === null) return said('watch snooze', `Watch ${watch.id} is no longer snoozed.`, watch)
  const until = `${wallClock(untilMs, asked.zone)} (${asked.zone})`
  return said(
    'watch snooze',
    `Watch ${watch.id} is snoozed until ${until}. What it finds until then comes in one message at the end.`,
    watch,
    [{ label: 'End the snooze', command: `watch snooze ${watch.id} off` }],
  )
}

/** null: no snooze. Throws a Misuse where it is no time to come. */
function snoozedUntil(text: string, { now, zone }: Asked): number | null {
  if (/^(?:off|end|now)$/i.test(text)) return null
  const nowMs = now.getTime()
  const [, count, unit = ''] = /^(\d{1,4})\s*(m|h|d|w)\w*$/i.exec(text) ?? []
  const period = count === undefined && text !== '' ? parseDateWord(text, now, zone) : null
  const untilMs = count === undefined ? (period?.fromMs ?? null) : nowMs + Number(count) * (UNIT_MS[unit.toLowerCase()] ?? 0)
  if (untilMs === null) throw new Misuse('Until when? Write for how long, 2h or 3d, or a day: watch snooze 3 until:2026-12-01')
  if (untilMs <= nowMs) throw new Misuse(`“${text}” is not to come. Write for how long, 2h or 3d, or a later day.`)
  if (untilMs - nowMs > MAX_SNOOZE_MS) throw new Misuse('A snooze is at most a year long. To end a watch: watch remove')
  return untilMs
}

export async function lessLike(room: Room, who: Whereabouts, words: string, asked: Asked): Promise<Answer> {
  const { store } = room
  const number = numberIn(words)
  if (number === null) throw new Misuse('Less like which alert? Write its number, which stands in its title: watch less 345')
  const alert = await store.watches.alertById(number)
  const watch = alert === null ? null : await store.watches.byId(alert.watch)
  if (alert === null || watch === null || !mayChange(who, watch))
    throw new Misuse(`There is no alert ${number} of yours (any more). Its number stands in its title.`)
  const less = JSON.parse(watch.less) as Less[]
  const known = less.find((one) => one.alert === number)
  if (known !== undefined) return said('watch less', `Watch ${watch.id} leaves out already: ${printedLess(known)}.`, watch)
  if (less.length >= MAX_LESS)
    throw new Misuse(`Watch ${watch.id} leaves out ${MAX_LESS} things already. Say “watch more ${watch.id}”, or write it anew with -words.`)
  const { articleId } = JSON.parse(alert.told) as AlertTold
  const [analysed] = await store.analysed([articleId])
  const compiled = await compileRule(room, watch.query, asked)
  if (analysed === undefined || !compiled.ok)
    throw new Misuse(`What alert ${number} was about is no longer stored. Write the watch anew with -words.`)
  const stories = await store.stories.idsOf(alert.articles)
  const added = lessOf(compiled.rule, analysed, { alert: number, storyIds: [...new Set(stories.values())] }, room.index)
  await changed(room, watch, { less: JSON.stringify([...less, added]) })
  return said('watch less', `From now on watch ${watch.id} leaves out ${printedLess(added)}.`, watch, [
    { label: 'Undo', command: `watch more ${watch.id}` },
  ])
}

/** Everything that was left out comes again. */
export async function moreAgain(room: Room, watch: WatchRecord): Promise<Answer> {
  const less = JSON.parse(watch.less) as Less[]
  if (less.length === 0) return said('watch more', `Watch ${watch.id} leaves nothing out.`, watch)
  await changed(room, watch, { less: '[]' })
  return said('watch more', `Watch ${watch.id} leaves nothing out any more: ${less.map(printedLess).join('; ')} may come again.`, watch)
}

export async function heedQuietHours({ options, asked }: Invocation, room: Room, who: Whereabouts): Promise<Answer> {
  const words = String(options.words ?? '').trim()
  const { chat, watches } = room.store
  const owner = watcherOf(who)
  const page = (text: string): Answer => ownPage({ question: 'watch quiet', title: '', blocks: [{ type: 'notice', text }] })
  if (words === '') {
    const { quiet } = await preferencesOf(chat, owner)
    return page(
      quiet === null
        ? 'You have no quiet hours. For example: watch quiet 22:00-07:00'
        : `Quiet hours: ${printedQuietHours(quiet)} (${asked.zone}).`,
    )
  }
  const isOff = /^(?:off|none|no)$/i.test(words)
  const hours = isOff ? null : readQuietHours(words)
  if (hours === null && !isOff)
    throw new Misuse(`“${words.slice(0, 60)}” are no hours. Write for example: watch quiet 22:00-07:00, or: watch quiet off`)
  await chat.setPreference(owner, 'quiet', hours === null ? null : printedQuietHours(hours))
  // What waits is looked at with the hours as they are now.
  await watches.wake(owner, asked.now.getTime())
  if (hours === null) return page('Alerts come at any hour from now on.')
  return page(
    `From ${printedQuietHours(hours)} (${asked.zone}, as in your settings) your alerts wait, and come in one message at the end. Those of channels are not held up.`,
  )
}

async function changed(room: Room, watch: WatchRecord, change: Parameters<Room['store']['watches']['change']>[1]): Promise<void> {
  if (!(await room.store.watches.change(watch.id, change))) throw none(watch.id)
}

function said(question: string, text: string, watch: WatchRecord, first: readonly FollowUp[] = []): Answer {
  return ownPage({ question, title: '', blocks: [{ type: 'notice', text }], followUps: [...first, ...watchActs(watch)] })
}
