/**
 * A stretch of whole days as a reader names it. One without a year (“March”, “Feb 25”) is a function of the year until
 * something near it, or the asker's today, says which.
 */
import { addMonths, dayNumber, dayOf } from '../calendar.ts'

export type Granularity = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'range'
/** Day numbers, both inclusive. */
export type Days = { readonly from: number; readonly to: number }
export type Moment = {
  readonly granularity: Granularity
  /** Null where the text gives none. */
  readonly year: number | null
  /** Null where that year has no such days (29 February 2019). */
  readonly daysIn: (year: number) => Days | null
  /** A bare weekday comes round every week: as the end of a range it may be the next one. */
  readonly weekly?: boolean
  /** Instants where days are too coarse (“the past 24 hours”), epoch ms. */
  readonly exact?: { readonly fromMs: number; readonly toMs: number }
}
export type Unit = 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year' | 'decade'
export type Part = 'early' | 'mid' | 'late'

/** 29 February may be up to eight years back (around 1900 and 2100). */
const MAX_YEARS_BACK = 9
const MONTHS_IN: Readonly<Partial<Record<Unit, number>>> = { month: 1, quarter: 3, half: 6, year: 12, decade: 120 }

export function fixed(days: Days, granularity: Granularity): Moment {
  return { granularity, year: dayOf(days.from).year, daysIn: () => days }
}

/** The days of one month of a year, or of the months from `month` on. */
export function monthDays(year: number, month: number, months = 1): Days {
  return { from: dayNumber({ year, month, day: 1 }), to: dayNumber({ year, month: month + months, day: 1 }) - 1 }
}

/** The moment's days, and whether its year was said (or nothing needed to be guessed). Guesses the latest that has begun by `today`. */
export function settle(moment: Moment, today: number): { readonly days: Days; readonly explicit: boolean } | null {
  if (moment.year !== null) {
    const days = moment.daysIn(moment.year)
    return days && { days, explicit: true }
  }
  // A winter is named after the year in which it ends, so it can have begun in the year before.
  const days = latestIn(moment, dayOf(today).year + 1, (candidate) => candidate.from <= today)
  return days && { days, explicit: false }
}

/** The moment in the latest year, counting back from `year`, whose days satisfy `fits`. */
export function latestIn(moment: Moment, year: number, fits: (days: Days) => boolean): Days | null {
  for (let candidate = year; candidate > year - MAX_YEARS_BACK; candidate--) {
    const days = moment.daysIn(candidate)
    if (days && fits(days)) return days
  }
  return null
}

/** Early, mid or late: days 1–10, 11–20 and 21–end of a month, four months of a year, a third of anything else. */
export function partOf(moment: Moment, part: Part): Moment {
  const cut = ({ from, to }: Days, n: number): number => {
    if (n === 0) return from
    if (n === 3) return to + 1
    if (moment.granularity === 'month') return from + 10 * n
    if (moment.granularity === 'year') return addMonths(from, 4 * n)
    return from + Math.round(((to + 1 - from) * n) / 3)
  }
  const n = part === 'early' ? 0 : part === 'mid' ? 1 : 2
  return within(moment, 'range', (days) => ({ from: cut(days, n), to: cut(days, n + 1) - 1 }))
}

/** The `nth` unit (from 1; counted from the end where `fromEnd`), or `count` units from there, of a longer moment: “last three months of 2019”. */
export function slice(moment: Moment, unit: Unit, nth: number, count: number, fromEnd: boolean): Moment {
  const months = MONTHS_IN[unit]
  const step = (day: number, n: number): number => (months ? addMonths(day, months * n) : day + (unit === 'week' ? 7 : 1) * n)
  const granularity: Granularity = count > 1 || unit === 'half' || unit === 'decade' ? 'range' : unit
  return within(moment, granularity, (whole) => {
    if (unit === 'half' && moment.granularity === 'month') {
      const middle = whole.from + 15
      return nth === 2 || fromEnd ? { from: middle, to: whole.to } : { from: whole.from, to: middle - 1 }
    }
    const from = fromEnd ? step(whole.to + 1, -count) : step(whole.from, nth - 1)
    const to = fromEnd ? whole.to : Math.min(step(whole.from, nth - 1 + count) - 1, whole.to)
    return from >= whole.from && from <= whole.to ? { from, to } : null
  })
}

/** The same moment seen otherwise: shorter, longer or moved. */
export function within(moment: Moment, granularity: Granularity, change: (days: Days) => Days | null): Moment {
  return {
    granularity,
    year: moment.year,
    daysIn: (year) => {
      const days = moment.daysIn(year)
      return days && change(days)
    },
  }
}
