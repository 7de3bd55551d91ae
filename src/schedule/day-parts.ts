/** Parts of the day: which time of day an hour means “in the evening”, and what does not go together with it. */
import type { TimeToken } from './tokens.ts'

export type DayPart = 'morning' | 'afternoon' | 'evening' | 'night'

const HALF_DAY = 720
const WORDS: ReadonlyMap<string, DayPart> = new Map<string, DayPart>([
  ...(['morning', 'afternoon', 'evening', 'night'] as const).flatMap((part) => [part, `${part}s`].map((word) => [word, part] as const)),
  ['nightly', 'night'],
])
/** Where an hour without its half of the day is looked for, and where one with it may lie; minutes of the day, the ends left out. */
const SPANS: Readonly<Record<DayPart, { readonly meant: readonly Span[]; readonly possible: readonly Span[] }>> = {
  morning: { meant: [[60, 720]], possible: [[0, 720]] },
  afternoon: { meant: [[720, 1140]], possible: [[720, 1140]] },
  evening: { meant: [[1020, 1440]], possible: [[960, 1440]] },
  // Five at night is of either side.
  night: {
    meant: [
      [1080, 1440],
      [0, 300],
    ],
    possible: [
      [1080, 1440],
      [0, 360],
    ],
  },
}
type Span = readonly [from: number, to: number]
/** The time that is named as an example. */
export const USUAL_OF: Readonly<Record<DayPart, string>> = { morning: '08:00', afternoon: '15:00', evening: '18:00', night: '21:00' }
/** At night earlier than this it is the date after the one that people name. */
export const FIRST_MORNING_MINUTE = 360

export function dayPartOf(word: string): DayPart | null {
  return WORDS.get(word) ?? null
}

/** “8 in the evening” is 20:00, “12 at night” 00:00; null: it is none, or may be two (“12 in the evening”, “8pm in the morning”). */
export function minuteIn(part: DayPart, minute: number, isFixed: TimeToken['isFixed']): number | null {
  const { meant, possible } = SPANS[part]
  const [lies, candidates] = isFixed ? [possible, [minute]] : [meant, [minute, (minute + HALF_DAY) % (2 * HALF_DAY)]]
  const fitting = candidates.filter((one) => lies.some(([from, to]) => one >= from && one < to))
  return fitting.length === 1 ? (fitting[0] ?? null) : null
}
