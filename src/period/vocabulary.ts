/** The words in which English names days, and how each is read. */
import type { Part, Unit } from './moment.ts'

const MONTH_NAMES = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const
const MONTH_SHORT = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const

/** Lower-case word → 1–12. */
export const MONTHS: ReadonlyMap<string, number> = new Map([
  ...MONTH_NAMES.map((name, i) => [name, i + 1] as const),
  ...MONTH_SHORT.map((name, i) => [name, i + 1] as const),
  ['sept', 9],
  ['febr', 2],
])
/** Also words or first names in their own right: never a month by themselves alone. */
export const DOUBTFUL_MONTHS: ReadonlySet<string> = new Set(['may', 'march', 'mar', 'dec', 'jan', 'jun', 'april', 'june', 'august'])

/** Lower-case word → 1 (Monday) – 7. */
export const WEEKDAYS: ReadonlyMap<string, number> = new Map(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((name, i) => [name, i + 1] as const),
)
/** Several are words or newspapers too (“sun”, “sat”, “wed”): read only after “on”, “since”, “last”… or before a date. */
export const SHORT_WEEKDAYS: ReadonlyMap<string, number> = new Map([
  ['mon', 1],
  ['tue', 2],
  ['tues', 2],
  ['wed', 3],
  ['thu', 4],
  ['thur', 4],
  ['thurs', 4],
  ['fri', 5],
  ['sat', 6],
  ['sun', 7],
])

export const UNITS: ReadonlyMap<string, Unit | 'hour'> = new Map([
  ['hour', 'hour'],
  ['hours', 'hour'],
  ['hrs', 'hour'],
  ['day', 'day'],
  ['days', 'day'],
  ['week', 'week'],
  ['weeks', 'week'],
  ['month', 'month'],
  ['months', 'month'],
  ['quarter', 'quarter'],
  ['quarters', 'quarter'],
  ['year', 'year'],
  ['years', 'year'],
  ['half', 'half'],
  ['decade', 'decade'],
  ['decades', 'decade'],
])
/** The farthest back that “last N …” and “N … ago” are taken to mean a period rather than history. */
export const MAX_COUNT: Readonly<Record<Unit | 'hour', number>> = {
  hour: 240,
  day: 3660,
  week: 520,
  month: 240,
  quarter: 80,
  half: 40,
  year: 100,
  decade: 10,
}

/** “A few” and “several” have no value; these are what a reader of news would not miss anything by. */
export const COUNTS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    a: 1,
    an: 1,
    one: 1,
    two: 2,
    couple: 2,
    three: 3,
    few: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    several: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    twelve: 12,
    fifteen: 15,
    twenty: 20,
    thirty: 30,
  }),
)

export const ORDINALS: ReadonlyMap<string, number> = new Map(
  ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth', 'eleventh', 'twelfth'].map(
    (word, i) => [word, i + 1] as const,
  ),
)
export const LASTS: ReadonlySet<string> = new Set(['last', 'final', 'closing', 'latter'])

export const PARTS: ReadonlyMap<string, Part> = new Map<string, Part>([
  ['early', 'early'],
  ['beginning', 'early'],
  ['start', 'early'],
  ['mid', 'mid'],
  ['middle', 'mid'],
  ['late', 'late'],
  ['end', 'late'],
  ['close', 'late'],
])

/** First month of each northern season; a winter is named after the year in which it ends. */
export const SEASONS: ReadonlyMap<string, number> = new Map([
  ['winter', 0],
  ['spring', 3],
  ['summer', 6],
  ['autumn', 9],
  ['fall', 9],
])

/** Days with a name and a fixed date: words (each may carry a possessive), month, day. Longer names first. */
export const NAMED_DAYS: readonly (readonly [readonly string[], number, number])[] = [
  [['new', 'year', 'day'], 1, 1],
  [['new', 'year', 'eve'], 12, 31],
  [['valentine', 'day'], 2, 14],
  [['international', 'women', 'day'], 3, 8],
  [['st', 'patrick', 'day'], 3, 17],
  [['april', 'fool', 'day'], 4, 1],
  [['april', 'fool'], 4, 1],
  [['earth', 'day'], 4, 22],
  [['independence', 'day'], 7, 4],
  [['fourth', 'of', 'july'], 7, 4],
  [['bastille', 'day'], 7, 14],
  [['halloween'], 10, 31],
  [['single', 'day'], 11, 11],
  [['veteran', 'day'], 11, 11],
  [['christmas', 'day'], 12, 25],
  [['christmas', 'eve'], 12, 24],
  [['christmas'], 12, 25],
  [['xmas'], 12, 25],
  [['boxing', 'day'], 12, 26],
]

/** Every word with which a period can begin, but for misspelt months. */
export const BEGINNINGS: ReadonlySet<string> = new Set([
  ...[MONTHS, WEEKDAYS, SHORT_WEEKDAYS, UNITS, COUNTS, ORDINALS, PARTS, SEASONS].flatMap((table) => [...table.keys()]),
  ...NAMED_DAYS.flatMap(([[first = '']]) => [first, `${first}s`]),
  ...LASTS,
  ...'today tonight yesterday weekend this current past previous prior opening the q h'.split(' '),
  ...'between from since starting as ever later after no up until till through by earlier before'.split(' '),
])

/** Words after which a date, month or year is surely meant as one, whatever capitals stand around it. */
export const INTRODUCERS: ReadonlySet<string> = new Set(
  'in on during since before after until till throughout through within between early late mid around circa year last this previous'.split(
    ' ',
  ),
)
/** Words that often introduce a date, but a name or an amount as well. */
export const WEAK_INTRODUCERS: ReadonlySet<string> = new Set('of for from by to at over dated published starting ending than'.split(' '))
/** A possessive or article makes the year an attribute (“its 2020 outlook”), unless what follows is the news itself. */
export const DETERMINERS: ReadonlySet<string> = new Set(
  'the a an its their his her our my your this that these those s every each some any no'.split(' '),
)
export const NEWS_WORDS: ReadonlySet<string> = new Set(
  'news story stories article articles coverage report reports reporting headline headlines piece pieces update updates archive'.split(' '),
)
/** A number before one of these is an amount. */
export const MEASURED: ReadonlySet<string> = new Set(
  (
    'people persons dollars dollar yuan rmb euros euro pounds yen rupees won cents units km kilometres kilometers miles metres meters feet ' +
    'jobs workers employees staff users customers cases deaths patients students soldiers troops cars vehicles flights planes stores shops ' +
    'homes percent per times points votes shares tons tonnes years months weeks days hours minutes seconds million billion trillion thousand ' +
    'hundred kg mah mb gb pages words others more companies firms countries'
  ).split(' '),
)
/** Words that carry a sentence on after a date; another small word there is a noun that the number counts (“Feb 24 and 25 people”). */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  (
    'and or but nor about above after against among around as at because before behind below beside between beyond by despite during except for from ' +
    'in into like near of off on onto over since than that through to toward towards under until up upon via was were is are be been did do does ' +
    'had has have will would could should can may might must if when where who whom whose which what why how while with within without ' +
    'the a an its his her their this these those there here it he she they we you i not only also then so too both either edition onwards onward ' +
    'inclusive please according regarding concerning involving mentioning covering'
  ).split(' '),
)

const TYPO_LEAST = 5
/** “Mach 5” and “Marsh 4” are no typos of March; “Augusta 5” none of August. */
const NOT_TYPOS: ReadonlySet<string> = new Set(['augusta', 'march', 'avril'])

/** A full month name of five letters or more with one letter wrong, missing, doubled or swapped, its first letter right; 1–12 or null. */
export function misspeltMonth(word: string): number | null {
  if (word.length < TYPO_LEAST || word.length > 10 || NOT_TYPOS.has(word)) return null
  for (const [i, name] of MONTH_NAMES.entries()) {
    if (name.length < TYPO_LEAST || NOT_TYPOS.has(name) || name[0] !== word[0]) continue
    if (oneSlip(name, word)) return i + 1
  }
  return null
}

function oneSlip(name: string, word: string): boolean {
  let same = 0
  while (same < name.length && name[same] === word[same]) same++
  const rest = name.slice(same)
  const typed = word.slice(same)
  if (rest === typed) return false
  if (rest.slice(1) === typed.slice(1) || rest.slice(1) === typed || rest === typed.slice(1)) return true
  return rest[0] === typed[1] && rest[1] === typed[0] && rest.slice(2) === typed.slice(2)
}
