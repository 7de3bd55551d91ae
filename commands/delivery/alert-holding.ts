/** Alerts that wait: for the end of a reader's quiet hours, of a snooze, or of an hour that brought too many. What waited comes as one message. */
import { setImmediate as turn } from 'node:timers/promises'
import { looksLike } from '../../src/less-like.ts'
import { quietUntil } from '../../src/quiet-hours.ts'
import { matchRule } from '../../src/rule.ts'
import type { NewDelivery } from '../../src/store/delivery-store.ts'
import { patiently } from '../../src/store/patience.ts'
import type { AlertRecord, Held, WatchRecord } from '../../src/store/watch-store.ts'
import { preferencesOf } from '../preferences.ts'
import type { Desk } from '../reception/desk.ts'
import { alertAnswer, gatheredAnswer, type KnownWatch, type Line, type Telling } from './alert-answers.ts'
import { type AlertTold, alertDelivery, tellingOf } from './alert-content.ts'
import type { WatchBook } from './watch-book.ts'

/** Alerts of one watch in an hour that come by themselves; the others come together at its end. */
export const MAX_AN_HOUR = 6
/** The same of what arrived at once: an import is one occasion. */
export const MAX_AT_ONCE = 5
export const HOUR_MS = 3_600_000
/** Numbers of alerts in a title. */
const MAX_LISTED = 4
/** Looked at in one turn. */
const MAX_WAITING = 1_000
/** Articles of an alert that waited, of which one must still match. */
const MAX_LOOKED_AT = 5

/** Whether alerts wait now, asked once for each watch and reader. `hold`: null where the next alert of the watch may go out; it is counted. */
export type Holding = { hold(watch: WatchRecord): Promise<Held | null> }

export function openHolding(desk: Desk, sent: ReadonlyMap<number, readonly number[]>): Holding {
  const nowMs = desk.now().getTime()
  const silence = silences(desk)
  const counted = new Map<number, number>()
  return {
    async hold(watch) {
      const silent = await silence(watch)
      if (silent !== null) return silent
      const before = sent.get(watch.id) ?? []
      const here = counted.get(watch.id) ?? 0
      if (here >= MAX_AT_ONCE || before.length + here >= MAX_AN_HOUR) return { by: 'rate', untilMs: (before[0] ?? nowMs) + HOUR_MS }
      counted.set(watch.id, here + 1)
      return null
    },
  }
}

/** Until when a watch is silent: snoozed, or its reader's quiet hours. */
function silences(desk: Desk): (watch: WatchRecord) => Promise<Held | null> {
  const nowMs = desk.now().getTime()
  const quiet = new Map<string, number | null>()
  const quietOf = async (owner: string): Promise<number | null> => {
    const known = quiet.get(owner)
    if (known !== undefined) return known
    const { quiet: hours, zone } = await patiently(() => preferencesOf(desk.room.store.chat, owner))
    const untilMs = hours === null ? null : quietUntil(hours, zone ?? desk.zone, nowMs)
    quiet.set(owner, untilMs)
    return untilMs
  }
  return async (watch) => {
    if (watch.snoozedUntilMs !== null && watch.snoozedUntilMs > nowMs) return { by: 'snooze', untilMs: watch.snoozedUntilMs }
    const untilMs = watch.isDirect && watch.owner !== null ? await quietOf(watch.owner) : null
    return untilMs === null ? null : { by: 'quiet', untilMs }
  }
}

type Waiting = { readonly alert: AlertRecord; readonly watch: WatchRecord }
type Leaving = Waiting & { readonly telling: Telling }

/** What has waited long enough leaves, one message a place; what is no longer so by then is given up. */
export async function flushWaiting(desk: Desk, book: WatchBook): Promise<void> {
  const { watches } = desk.room.store
  const nowMs = desk.now().getTime()
  const waiting = await patiently(() => watches.waiting(nowMs, MAX_WAITING))
  if (waiting.length === 0) return
  const silence = silences(desk)
  const leaving: Leaving[] = []
  for (const one of waiting) {
    const held = await silence(one.watch)
    if (held !== null) {
      await patiently(() => watches.hold([one.alert.id], held))
      continue
    }
    await turn()
    const telling = await tellingNow(desk, book, one)
    if (telling === null) await patiently(() => watches.release([one.alert.id], null))
    else leaving.push({ ...one, telling })
  }
  for (const together of Map.groupBy(leaving, ({ watch }) => `${watch.surface} ${watch.place}`).values()) {
    const delivery = await deliveryOf(desk, book, together)
    const ids = together.map(({ alert }) => alert.id)
    // What another process has let go is in its message.
    if (delivery !== null) await patiently(() => watches.release(ids, delivery))
  }
}

/** As it is now: articles are corrected and removed while alerts wait, and more is left out. null: nothing of it is to be told any more. */
async function tellingNow(desk: Desk, book: WatchBook, { alert, watch }: Waiting): Promise<Telling | null> {
  const { store } = desk.room
  const rule = book.index.get(watch.id)
  if (rule === null) return await tellingOf(desk, alert)
  const { articleId } = JSON.parse(alert.told) as AlertTold
  const ids = [...new Set([articleId, ...alert.articles])].slice(0, MAX_LOOKED_AT)
  const stories = await patiently(() => store.stories.idsOf(ids))
  const { less } = book.of(watch.id)
  for (const id of ids) {
    const [analysed] = await patiently(() => store.analysed([id]))
    const storyId = stories.get(id) ?? null
    if (analysed === undefined || less.some((one) => looksLike(one, analysed, storyId))) continue
    const match = matchRule(rule, analysed, storyId)
    if (match !== null) return { analysed, sentence: match.sentence, why: match.why }
  }
  return null
}

async function deliveryOf(desk: Desk, book: WatchBook, together: readonly Leaving[]): Promise<NewDelivery | null> {
  const [first, ...others] = together
  if (first === undefined) return null
  const known = (watch: WatchRecord): KnownWatch => ({ watch, rule: book.index.get(watch.id) })
  if (others.length === 0) {
    const { alert, watch, telling } = first
    const heads = await desk.room.store.list({ ids: alert.articles, limit: MAX_WAITING })
    return await alertDelivery(desk, watch, `alert:${alert.id}`, alertAnswer(known(watch), alert.id, telling, heads))
  }
  const lines = together.map(({ alert, watch, telling: { analysed, why } }): Line => {
    return { ...known(watch), alert: alert.id, article: analysed.article, why }
  })
  const numbers = together.map(({ alert }) => alert.id).sort((one, other) => one - other)
  const title = `${occasion(together.map(({ alert }) => alert))}: alerts ${listed(numbers)}`
  return await alertDelivery(desk, first.watch, `alerts:${numbers[0]}`, gatheredAnswer(title, lines))
}

/** `1, 2 and 3`, or `1 … 9` of many: by its numbers no title is like another. */
function listed(numbers: readonly number[]): string {
  if (numbers.length > MAX_LISTED) return `${numbers[0]} … ${numbers.at(-1)}`
  return `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`
}

function occasion(alerts: readonly AlertRecord[]): string {
  const why = new Set(alerts.map(({ held }) => held?.by))
  if (why.size > 1) return 'Meanwhile'
  return why.has('quiet') ? 'From your quiet hours' : why.has('snooze') ? 'From the time of the snooze' : 'More of the last hour'
}
