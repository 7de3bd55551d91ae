/**
 * The periods that a question names (“last week”, “Q4 2019”, “before 2020”, “on Feb 25”), told from the asker's now and zone.
 *
 * In order: cut the text into tokens, at every token read the longest period that begins there (each rule looks at a bounded
 * number of tokens, so the whole is linear), let the longest win where two overlap, and turn its days into instants of the zone.
 */
import { dayNumber, dayOf, endOfDay, startOfDay, zonedDay } from './calendar.ts'
import type { Granularity } from './period/moment.ts'
import { type Stretch, stretchAt } from './period/ranges.ts'
import type { Reader } from './period/reader.ts'
import { type Token, tokenise } from './period/tokens.ts'

export type Period = {
  /** Epoch ms, both inclusive, `fromMs <= toMs`; null is open. */
  readonly fromMs: number | null
  readonly toMs: number | null
  /** What the reader wrote: `question.slice(start, end)`. */
  readonly text: string
  readonly start: number
  readonly end: number
  /** False where the year was guessed (“Feb 25”: the latest not after now). */
  readonly explicit: boolean
  readonly granularity: Granularity
}

/** What is beyond is not looked at. */
const MAX_TEXT = 10_000
const MAX_PERIODS = 8
const MAX_WORD = 64
/** Zones whose readers write 2/3/2020 for February 3 (Latin America does not, but shares the prefix). */
const MONTH_FIRST = /^(?:America|US)\/|^Pacific\/(?:Honolulu|Guam|Pago_Pago|Saipan)$/
const SHORTHAND = /^(\d{1,3})([dwmy])$/i
const SHORTHAND_UNITS: Readonly<Record<string, string>> = { d: 'days', w: 'weeks', m: 'months', y: 'years' }

/** At most 8, in the order of the text, none overlapping another. Throws a RangeError for an unknown zone or an invalid `now`. */
export function findPeriods(text: string, now: Date, zone: string): readonly Period[] {
  const tokens = tokenise(text.slice(0, MAX_TEXT))
  return stretches(readerOf(tokens, now, zone)).map((stretch) => {
    const start = tokens[stretch.first]?.start ?? 0
    const end = tokens[stretch.next - 1]?.end ?? start
    return periodOf(stretch, zone, text.slice(start, end), start, end)
  })
}

/**
 * The one period that an operator's value names, all of it: `2020-02-01`, `monday`, `last-week`, `feb_25`, `2020-02-01..2020-02-10`,
 * `7d` (the last 7 days). Null where it names none.
 */
export function parseDateWord(value: string, now: Date, zone: string): Period | null {
  const word = value.trim()
  if (word.length === 0 || word.length > MAX_WORD) return null
  const shorthand = SHORTHAND.exec(word)
  const unit = SHORTHAND_UNITS[shorthand?.[2]?.toLowerCase() ?? '']
  const spaced = word.replace(/\.\.+/g, ' to ')
  for (const written of unit ? [`last ${shorthand?.[1]} ${unit}`] : [spaced, spaced.replace(/[-_+]/g, ' ')]) {
    const tokens = tokenise(written)
    const stretch = stretchAt(readerOf(tokens, now, zone), 0, true)
    if (stretch?.next === tokens.length) return periodOf(stretch, zone, value, 0, value.length)
  }
  return null
}

export function readerOf(tokens: readonly Token[], now: Date, zone: string): Reader {
  const today = zonedDay(now.getTime(), zone)
  return { tokens, today: dayNumber(today), year: today.year, nowMs: now.getTime(), monthFirst: MONTH_FIRST.test(zone) }
}

/** The stretches of days that a text names, by tokens. Reads each token a bounded number of times. */
export function stretches(reader: Reader): readonly Stretch[] {
  const found: Stretch[] = []
  for (let at = 0; at < reader.tokens.length; at++) {
    const stretch = stretchAt(reader, at, false)
    if (stretch) found.push(stretch)
  }
  found.sort((a, b) => b.next - b.first - (a.next - a.first) || a.first - b.first)
  const taken = new Uint8Array(reader.tokens.length)
  const kept: Stretch[] = []
  for (const stretch of found) {
    // Longer ones are placed already, so one that overlaps them has an end inside them.
    if (taken[stretch.first] || taken[stretch.next - 1]) continue
    taken.fill(1, stretch.first, stretch.next)
    kept.push(stretch)
  }
  return kept.sort((a, b) => a.first - b.first).slice(0, MAX_PERIODS)
}

function periodOf(stretch: Stretch, zone: string, text: string, start: number, end: number): Period {
  const { from, to, exact, explicit, granularity } = stretch
  const fromMs = exact ? exact.fromMs : from === null ? null : startOfDay(dayOf(from), zone)
  const toMs = exact ? exact.toMs : to === null ? null : endOfDay(dayOf(to), zone)
  return { fromMs, toMs, text, start, end, explicit, granularity }
}
