/** Time zones by what people type: the name of one, a city, a country, an abbreviation, and any of them mistyped. */
import { COUNTRIES } from './intake/zones.ts'
import { editsBetween } from './nearest.ts'
import { isZone } from './settings/values.ts'
import { DOUBTFUL, NATIONS, PLACES, SPELLED_TODAY } from './zone-words.ts'

/** Longer than every name of a zone and of a city. */
const MAX_TYPED = 60
/** No list that is shown is longer. */
const MAX_FOUND = 100

const todays = new Map(SPELLED_TODAY.filter(isZone).map((name) => [engineName(name), name]))
const ZONES: readonly string[] = [
  'UTC',
  ...new Set(
    Intl.supportedValuesOf('timeZone')
      .map(spelledToday)
      .filter((name) => name !== 'UTC'),
  ),
]

/** Shorter words are not looked for among names that they may be a part of. */
const MIN_LIKE = 4
/** Three letters that the engine takes for zones and IANA does not: MIT for Apia, NET for Yerevan, ACT for Darwin. */
const LEGACY = /^(?!utc|uct|prc|roc|rok)[a-z]{3}$/i
const OFFSET = /^(?:utc|gmt)?\s?([+-])\s?(\d{1,2})(?::?(\d{2}))?$/i
/** Of any year: by then every summer time has begun, and ended. */
const SOLSTICES = [Date.UTC(2026, 0, 10), Date.UTC(2026, 6, 10)]

const nations: ReadonlySet<string> = new Set(
  [...Object.keys(COUNTRIES), ...NATIONS.flatMap(([, words]) => words.split(', '))].map(plainZone),
)
/** Folded words → zones; the name of a zone, its city, and what else it is called. */
const meanings = readMeanings()
/** Abbreviations and the like: the engine takes some of them for zones, but for other ones than people mean (EST would be Panama, without summer time). */
const doubtful: ReadonlySet<string> = new Set(DOUBTFUL.flatMap(([, words]) => words.split(', ')))

/** The IANA zone of that name as it is spelled today; null where there is none. An offset such as +01:00 is none: it knows no summer time. Nor is EST or CET. */
export function zoneNamed(text: string): string | null {
  const name = text.trim()
  if (!/^[a-z]/i.test(name) || name.length > MAX_TYPED || doubtful.has(plainZone(name)) || LEGACY.test(name) || !isZone(name)) return null
  return spelledToday(engineName(name))
}

/** The zones that exactly these words mean: several where they are ambiguous, none where they mean no zone. */
export function zonesMeant(text: string): readonly string[] {
  const named = zoneNamed(text)
  return named === null ? (meanings.get(plainZone(text.slice(0, MAX_TYPED))) ?? []) : [named]
}

/** Whether a zone has to be named otherwise, however few it may mean: CET and JST do not say whose summer time they follow. */
export function isDoubtful(text: string): boolean {
  return doubtful.has(plainZone(text.slice(0, MAX_TYPED)))
}

/**
 * Zones that may be meant, best first: those that the words mean; what begins with them; a word of which does; what contains them; and where nothing of
 * that is found, what is at most two edits away. Nothing typed: all, in their order.
 */
export function findZones(typed: string, limit: number): readonly string[] {
  const most = Math.min(MAX_FOUND, Math.max(1, Math.trunc(limit)))
  const wanted = plainZone(typed.slice(0, MAX_TYPED))
  if (wanted === '') return ZONES.slice(0, most)
  const found = new Map<string, number>()
  const keep = (zones: readonly string[], rank: number) => {
    for (const zone of zones) if (rank < (found.get(zone) ?? Number.POSITIVE_INFINITY)) found.set(zone, rank)
  }
  keep(zonesMeant(typed), 0)
  keep(zonesAtOffset(typed), 0)
  for (const [words, zones] of meanings) {
    const at = words.indexOf(wanted)
    if (at >= 0) keep(zones, at === 0 ? 1 : words[at - 1] === ' ' || words[at - 1] === '/' ? 2 : 3)
  }
  if (found.size === 0) for (const [words, zones] of meanings) keep(zones, mistyped(wanted, words))
  return [...found]
    .filter(([, rank]) => Number.isFinite(rank))
    .sort((a, b) => a[1] - b[1])
    .slice(0, most)
    .map(([zone]) => zone)
}

/**
 * Zones that somebody may have meant who typed no zone into a sentence: what begins with it, word by word, or is mistyped by it. Short words are near to so
 * many names that it says nothing.
 */
export function zonesLike(typed: string, limit: number): readonly string[] {
  const wanted = plainZone(typed.slice(0, MAX_TYPED))
  if (wanted.length < MIN_LIKE) return []
  const begins = new RegExp(`(?:^|[ /])${RegExp.escape(wanted)}`)
  const ranks = new Map<string, number>()
  for (const [words, zones] of meanings) {
    if (words.length <= MIN_LIKE && words !== wanted) continue
    const isPart = begins.test(words)
    // Hardly anybody mistypes how a name begins; comparing all of them takes long.
    const isNear = words[0] === wanted[0] || words[0] === wanted[1] || words[1] === wanted[0]
    const rank = isPart ? 0 : isNear ? mistyped(wanted, words) : Number.POSITIVE_INFINITY
    if (Number.isFinite(rank)) for (const zone of zones) ranks.set(zone, Math.min(rank, ranks.get(zone) ?? rank))
  }
  return [...ranks]
    .sort((a, b) => a[1] - b[1])
    .slice(0, limit)
    .map(([zone]) => zone)
}

/** Well-known zones whose clocks are at `UTC+2`, `+05:30`, `GMT-5` in winter or in summer; none where it is no offset. */
export function zonesAtOffset(typed: string): readonly string[] {
  const [, sign, hours, minutes = '0'] = OFFSET.exec(typed.trim()) ?? []
  if (sign === undefined) return []
  const wanted = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  // Where more cities are told of, more people are.
  const known = [...PLACES].sort(([, a], [, b]) => b.length - a.length).map(([zone]) => zone)
  return [...new Set(known)].filter((zone) => zone !== 'UTC' && offsetsOf(zone).includes(wanted))
}

/** Minutes before UTC, in winter and in summer. */
function offsetsOf(zone: string): readonly number[] {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
  return SOLSTICES.map((ms) => {
    const [, sign, hours = '0', minutes = '0'] = /([+-])(\d{2}):(\d{2})$/.exec(format.format(ms)) ?? []
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  })
}

/** Whether it is the name of a country, which news may be about as well. */
export function isCountry(text: string): boolean {
  return nations.has(plainZone(text))
}

/** The number of edits, where they are few for the length of the words. */
function mistyped(typed: string, words: string): number {
  const allowed = typed.length <= 3 ? 0 : typed.length <= 5 ? 1 : 2
  if (Math.abs(typed.length - words.length) > allowed) return Number.POSITIVE_INFINITY
  const edits = editsBetween(typed, words)
  return edits <= allowed ? edits : Number.POSITIVE_INFINITY
}

/** As words are compared: a zone is typed with a space where it is spelled with a dash, and without accents and points. */
export function plainZone(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[.'’]/g, '')
    .replace(/[\s_-]+/g, ' ')
    .trim()
}

function readMeanings(): ReadonlyMap<string, readonly string[]> {
  const read = new Map<string, readonly string[]>()
  const add = (words: string, zones: readonly string[]) => {
    if (!read.has(words)) read.set(words, zones)
  }
  // First, because a city of that name has a zone of its own here and another city has not (San Juan, Córdoba).
  for (const [zones, words] of DOUBTFUL) for (const word of words.split(', ')) add(word, zones.split(' '))
  for (const zone of ZONES) add(plainZone(zone), [zone])
  for (const zone of ZONES) add(plainZone(zone.slice(zone.lastIndexOf('/') + 1)), [zone])
  for (const [old, zone] of todays) for (const name of [old, old.slice(old.lastIndexOf('/') + 1)]) add(plainZone(name), [zone])
  for (const [zone, words] of [...PLACES, ...NATIONS]) for (const word of words.split(', ')) add(plainZone(word), [zone])
  for (const [country, zone] of Object.entries(COUNTRIES)) add(country, [zone])
  return read
}

function spelledToday(name: string): string {
  return todays.get(name) ?? name
}

function engineName(name: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
}
