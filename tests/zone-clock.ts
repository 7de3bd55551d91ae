/** What the clocks of a zone show, told by Intl alone: the oracle that schedules are checked against. Nothing here knows a schedule's arithmetic. */

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/** Of a time with one offset: from an instant on, the wall clock (as if it were UTC) is that far from it. */
type Stretch = { readonly fromMs: number; readonly toMs: number; readonly offsetMs: number }
export type ZoneClock = { readonly zone: string; readonly stretches: readonly Stretch[] }

/** `fromMs`, `toMs`: whole hours. Offsets change at whole minutes, not twice within an hour. */
export function zoneClock(zone: string, fromMs: number, toMs: number): ZoneClock {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  const offsetAt = (ms: number): number => {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = format.format(ms).split(/\D+/).map(Number)
    return Date.UTC(year, month - 1, day, hour, minute, second) - ms
  }
  const stretches: Stretch[] = []
  let start = fromMs
  let offset = offsetAt(fromMs)
  // Six hours are less than any summer time has lasted, and their boundaries are walked through by the minute.
  for (let ms = fromMs; ms < toMs; ms += 6 * HOUR_MS) {
    if (offsetAt(Math.min(toMs, ms + 6 * HOUR_MS)) === offset) continue
    for (let minute = ms; minute < ms + 6 * HOUR_MS; minute += MINUTE_MS) {
      const now = offsetAt(minute + MINUTE_MS)
      if (now === offset) continue
      stretches.push({ fromMs: start, toMs: minute + MINUTE_MS, offsetMs: offset })
      start = minute + MINUTE_MS
      offset = now
    }
  }
  stretches.push({ fromMs: start, toMs, offsetMs: offset })
  return { zone, stretches }
}

/** When the clock shows `wall` for the first time; where it jumps over it, when it has jumped. null: outside what is known. */
export function firstShown({ stretches }: ZoneClock, wall: number): number | null {
  for (const { fromMs, toMs, offsetMs } of stretches) if (wall - offsetMs >= fromMs && wall - offsetMs < toMs) return wall - offsetMs
  for (const [i, { toMs, offsetMs }] of stretches.entries()) {
    const next = stretches[i + 1]
    if (next !== undefined && toMs + offsetMs <= wall && wall < next.fromMs + next.offsetMs) return next.fromMs
  }
  return null
}

/** Whether the clock shows any moment of the date that begins at `wall` (a zone that crosses the date line skips one). */
export function hasDate({ stretches }: ZoneClock, wall: number): boolean {
  return stretches.some(({ fromMs, toMs, offsetMs }) => fromMs + offsetMs < wall + DAY_MS && toMs + offsetMs > wall)
}

/** Every local date's run between two instants: name and instant, in their order. Weekdays: ISO, 1 Monday. */
export function expectedSlots(
  clock: ZoneClock,
  schedule: { readonly days: readonly number[]; readonly minute: number },
  afterMs: number,
  untilMs: number,
): { readonly name: string; readonly ms: number }[] {
  const slots: { name: string; ms: number }[] = []
  for (let date = Math.floor(afterMs / DAY_MS) - 2; date * DAY_MS < untilMs + 2 * DAY_MS; date++) {
    const midnight = date * DAY_MS
    const weekday = new Date(midnight).getUTCDay() || 7
    if (!schedule.days.includes(weekday) || !hasDate(clock, midnight)) continue
    const wall = midnight + schedule.minute * MINUTE_MS
    const ms = firstShown(clock, wall)
    if (ms !== null && ms > afterMs && ms <= untilMs) slots.push({ name: new Date(wall).toISOString().slice(0, 16), ms })
  }
  return slots
}
