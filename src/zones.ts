/** Time zones by what people type: the name of one, a city, a country, an abbreviation, and any of them mistyped. */
import { COUNTRIES } from './intake/zones.ts'
import { editsBetween } from './nearest.ts'
import { isZone } from './settings/values.ts'
import { DOUBTFUL, PLACES, SPELLED_TODAY } from './zone-words.ts'

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

/** Folded words → zones; the name of a zone, its city, and what else it is called. */
const meanings = readMeanings()
/** Abbreviations and the like: the engine takes some of them for zones, but for other ones than people mean (EST would be Panama, without summer time). */
const doubtful: ReadonlySet<string> = new Set(DOUBTFUL.flatMap(([, words]) => words.split(', ')))

/** The IANA zone of that name as it is spelled today; null where there is none. An offset such as +01:00 is none: it knows no summer time. Nor is EST or CET. */
export function zoneNamed(text: string): string | null {
  const name = text.trim()
  if (!/^[a-z]/i.test(name) || name.length > MAX_TYPED || doubtful.has(plainZone(name)) || !isZone(name)) return null
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
  for (const [zone, words] of PLACES) for (const word of words.split(', ')) add(word, [zone])
  for (const [country, zone] of Object.entries(COUNTRIES)) add(country, [zone])
  return read
}

function spelledToday(name: string): string {
  return todays.get(name) ?? name
}

function engineName(name: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
}
