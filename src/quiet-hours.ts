/** Hours of the day in which a reader wants no alerts, by their own clock. */
import { nextSlot, nextSlots, type Schedule } from './schedule.ts'

/** Minutes of the day; `from` after `to` goes over midnight. */
export type QuietHours = { readonly from: number; readonly to: number }

const TIMES = /^([01]?\d|2[0-4])(?:[:.]([0-5]\d))?\s*(?:-|–|to|until)\s*([01]?\d|2[0-4])(?:[:.]([0-5]\d))?$/i
const DAY_MINUTES = 1_440
const HOUR_MS = 3_600_000
/** Quiet hours begin once a local day, and the longest local day has 25 hours or little more. */
const LOOK_BACK_MS = 50 * HOUR_MS
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]

/** `22:00-07:00`, `22-7`; null where it is none, or covers nothing or the whole day. */
export function readQuietHours(text: string): QuietHours | null {
  const [, fromHour, fromMinute = '0', toHour, toMinute = '0'] = TIMES.exec(text.trim()) ?? []
  if (fromHour === undefined || toHour === undefined) return null
  const [from, to] = [Number(fromHour) * 60 + Number(fromMinute), Number(toHour) * 60 + Number(toMinute)]
  if (from > DAY_MINUTES || to > DAY_MINUTES || from % DAY_MINUTES === to % DAY_MINUTES) return null
  return { from: from % DAY_MINUTES, to: to % DAY_MINUTES }
}

/** `22:00–07:00`. */
export function printedQuietHours({ from, to }: QuietHours): string {
  return `${printedMinute(from)}–${printedMinute(to)}`
}

/** Epoch ms of the end of the quiet hours that `nowMs` is in; null outside them. Right on the days when the clocks change. */
export function quietUntil({ from, to }: QuietHours, zone: string, nowMs: number): number | null {
  const at = (minute: number): Schedule => ({ days: EVERY_DAY, minute, zone })
  // The end is looked for from the beginning: in an hour that comes twice, the time of day alone does not tell whether it is over.
  const begun = nextSlots(at(from), nowMs - LOOK_BACK_MS, 4).findLast(({ ms }) => ms <= nowMs)
  if (begun === undefined) return null
  const endMs = nextSlot(at(to), begun.ms).ms
  return nowMs < endMs ? endMs : null
}

function printedMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
