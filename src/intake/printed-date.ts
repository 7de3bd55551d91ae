/** Dates as pages print them: found in a line, checked to be real, turned into ISO 8601 with the zone as printed. */
import { type DefaultZone, isoDate, isoTime, NO_ZONE, offsetIn, offsetOfPrinted, type WallTime, ZONE_WORDS } from './zones.ts'

export type PrintedDate = {
  /** [start, end) in the line, with its label. */
  readonly start: number
  readonly end: number
  /** As printed, without the label. */
  readonly printed: string
  readonly label: 'published' | 'updated' | null
  /** ISO time with zone, or a bare date; null where only a month is printed, or the day cannot be. */
  readonly published: string | null
  /** `YYYY-MM` where only a month is printed. */
  readonly month: string | null
  /** Why there is no date although one is printed. */
  readonly fault: string | null
  /** The time was printed without a zone and read in the default one. */
  readonly zoneAssumed: boolean
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
const YEAR = '(?:1[6-9]|20)\\d{2}'
const DAY = '\\d{1,2}(?:st|nd|rd|th)?'
const WEEKDAY = '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,?\\s+)?'
const ZONE = `(?:\\(?(?:(?:eastern|central|mountain|pacific)(?: (?:standard|daylight))? time|(?:${ZONE_WORDS})(?:\\s?[+−-]\\s?\\d{1,2}(?::?\\d{2})?)?)\\b\\)?|z\\b|[+−-]\\d{2}:?\\d{2})`
const CLOCK = '(?:\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2}(?:[.,]\\d+)?)?(?:\\s?[ap]\\.?m\\b\\.?)?|\\d{1,2}\\s?[ap]\\.?m\\b\\.?|noon|midnight)'
const TIME = (name: string): string => `(?<clock${name}>${CLOCK})(?:\\s?(?<zone${name}>${ZONE}))?`
const DATE = [
  `(?<md>(?<m1>${MONTH})\\s+(?<d1>${DAY}),?\\s+(?<y1>${YEAR}))`,
  `(?<dm>(?<d2>${DAY})(?:\\s+of)?[\\s-]+(?<m2>${MONTH}),?[\\s-]+(?<y2>${YEAR}))`,
  `(?<iso>(?<y3>${YEAR})[-/.](?<n3>\\d{1,2})[-/.](?<d3>\\d{1,2}))`,
  `(?<num>(?<a4>\\d{1,2})(?<s4>[/.-])(?<b4>\\d{1,2})\\k<s4>(?<y4>${YEAR}))`,
  `(?<cjk>(?<y5>${YEAR})年(?<n5>\\d{1,2})月(?<d5>\\d{1,2})日)`,
  `(?<my>(?<m6>${MONTH})\\s+(?<y6>${YEAR}))`,
].join('|')
const LABEL =
  '(?:(?<label>(?:first |originally |last |date |article )?(?:published|posted|updated|modified|created|issued|edited|date|dated|released|filed|uploaded))\\b(?:\\s+(?:on|at|date))?\\s*[:：]?\\s*)?'
const FULL = new RegExp(
  `(?<![\\p{L}\\p{N}])${LABEL}(?:${TIME('A')}(?:\\s+on|,|\\s*[|/·–—-])?\\s+)?${WEEKDAY}(?:${DATE})(?![\\p{L}\\p{N}]*\\p{L}{3})(?:(?:[\\s,|/·•–—-]*(?:\\bat\\b|@|t)?\\s*)${TIME('B')})?(?!\\d)`,
  'giu',
)

/** Every date with a year in a line, in order. */
export function datesIn(line: string, fallback: DefaultZone = NO_ZONE): PrintedDate[] {
  if (line.length > 400 || !/\d{4}/.test(line)) return []
  const found: PrintedDate[] = []
  for (const match of line.matchAll(FULL)) found.push(readMatch(match, fallback))
  return found
}

/** A field that is a date and nothing else (JSONL, front matter, `<meta>`): ISO, RFC 2822 or any printed form. Null where it is none; see `fault` for one that cannot be. */
export function wholeDate(text: string, fallback: DefaultZone = NO_ZONE): PrintedDate | null {
  const line = text.trim()
  const [date] = datesIn(line, fallback)
  if (date === undefined) return null
  const rest = `${line.slice(0, date.start)} ${line.slice(date.end)}`.replace(/[\s.,()]/g, '')
  return rest === '' ? date : null
}

function readMatch(match: RegExpExecArray, fallback: DefaultZone): PrintedDate {
  const groups = match.groups ?? {}
  const label = groups.label?.toLowerCase() ?? null
  const labelLength = /^\s*/.exec(match[0].slice(labelEnd(match[0], groups.label)))?.[0].length ?? 0
  const printed = match[0].slice(labelEnd(match[0], groups.label) + labelLength).trim()
  const base = {
    start: match.index,
    end: match.index + match[0].trimEnd().length,
    printed,
    label: label === null ? null : /updat|modif|edit/.test(label) ? ('updated' as const) : ('published' as const),
    published: null,
    month: null,
    fault: null,
    zoneAssumed: false,
  }
  if (groups.my !== undefined)
    return { ...base, month: isoDate({ year: Number(groups.y6), month: monthOf(groups.m6), day: 1 }).slice(0, 7) }
  const day = dayOf(groups, fallback)
  if (typeof day === 'string') return { ...base, fault: day }
  if (!isReal(day)) return { ...base, fault: `there is no ${printed} in the calendar` }
  const clock = groups.clockB ?? groups.clockA
  if (clock === undefined) return { ...base, published: isoDate(day) }
  return { ...base, ...timed(day, clock, groups.clockB === undefined ? groups.zoneA : groups.zoneB, fallback) }
}

function labelEnd(text: string, label: string | undefined): number {
  if (label === undefined) return 0
  const rest = text.slice(label.length)
  return label.length + (/^(?:\s+(?:on|at|date))?\s*[:：]?/i.exec(rest)?.[0].length ?? 0)
}

type Day = { readonly year: number; readonly month: number; readonly day: number }

function dayOf(g: Readonly<Record<string, string | undefined>>, fallback: DefaultZone): Day | string {
  if (g.md !== undefined) return { year: Number(g.y1), month: monthOf(g.m1), day: Number.parseInt(g.d1 ?? '', 10) }
  if (g.dm !== undefined) return { year: Number(g.y2), month: monthOf(g.m2), day: Number.parseInt(g.d2 ?? '', 10) }
  if (g.iso !== undefined) return { year: Number(g.y3), month: Number(g.n3), day: Number(g.d3) }
  if (g.cjk !== undefined) return { year: Number(g.y5), month: Number(g.n5), day: Number(g.d5) }
  const a = Number(g.a4)
  const b = Number(g.b4)
  // Dots are continental (day first); with slashes only a number past 12 or two equal ones tell day from month.
  if (g.s4 === '.' || a > 12 || a === b) return { year: Number(g.y4), month: b, day: a }
  if (b > 12) return { year: Number(g.y4), month: a, day: b }
  // Where the outlet is known to be, its habit decides: month first in the Americas, day first elsewhere.
  if (fallback.from !== 'none')
    return /^America\//.test(fallback.zone) ? { year: Number(g.y4), month: a, day: b } : { year: Number(g.y4), month: b, day: a }
  return `${g.num ?? ''} may be day/month or month/day`
}

function monthOf(word: string | undefined): number {
  return MONTHS.indexOf((word ?? '').slice(0, 3).toLowerCase()) + 1
}

function isReal({ year, month, day }: Day): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function timed(day: Day, clock: string, zone: string | undefined, fallback: DefaultZone): Partial<PrintedDate> {
  const wall = wallTime(day, clock)
  if (wall === null) return { published: isoDate(day), fault: `there is no ${clock} on the clock; only the day was kept` }
  const printedOffset = zone === undefined ? null : offsetOfPrinted(zone, wall, fallback)
  if (printedOffset !== null) return { published: isoTime(wall, printedOffset) }
  return { published: isoTime(wall, offsetIn(fallback.zone, wall)), zoneAssumed: true }
}

function wallTime(day: Day, clock: string): WallTime | null {
  const word = clock.toLowerCase()
  if (word === 'noon') return { ...day, hour: 12, minute: 0, second: 0 }
  if (word === 'midnight') return { ...day, hour: 0, minute: 0, second: 0 }
  const [hour = 0, minute = 0, second = 0] = (
    word.replace(/[.,]\d+(?=$|\s*[ap]\b)(?<=\d[:.]\d\d[:.]\d\d[.,]\d+)/, '').match(/\d+/g) ?? []
  ).map(Number)
  const half = /([ap])\.?m/.exec(word)?.[1]
  if (minute > 59 || second > 60 || hour > 23 || (half !== undefined && (hour < 1 || hour > 12))) return null
  const hours = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0)
  return { ...day, hour: hours, minute, second: Math.min(second, 59) }
}
