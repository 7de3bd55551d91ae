/** What the simulation is about: digests in every form that people write, in zones of every kind; news; and what befalls a machine in two years. */
import type { Article } from '../../src/article.ts'
import type { Random } from './simulation-random.ts'

export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/** Half hours, a jump at midnight, one that reaches midnight (Nuuk), two hours (Troll), summer time that rests in Ramadan (Casablanca), none at all. */
export const ZONES = [
  ...['UTC', 'Europe/London', 'Europe/Paris', 'Europe/Kyiv', 'Europe/Lisbon', 'Africa/Cairo', 'Africa/Casablanca', 'Asia/Beirut'],
  ...['Asia/Jerusalem', 'Asia/Gaza', 'Asia/Tehran', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Shanghai', 'Asia/Tokyo', 'Australia/Adelaide'],
  ...['Australia/Lord_Howe', 'Pacific/Auckland', 'Pacific/Chatham', 'Pacific/Apia', 'America/New_York', 'America/Los_Angeles'],
  ...['America/St_Johns', 'America/Sao_Paulo', 'America/Santiago', 'America/Havana', 'America/Nuuk', 'Antarctica/Troll'],
] as const

/** What is typed, and what it means: told here once more, so that the program's own reading is not trusted. */
export type Form = { readonly words: string; readonly days: readonly number[]; readonly minute: number }
export const FORMS: readonly Form[] = [
  { words: 'daily 08:00', days: [1, 2, 3, 4, 5, 6, 7], minute: 480 },
  { words: 'Mon–Fri 9am', days: [1, 2, 3, 4, 5], minute: 540 },
  { words: 'every Monday and Thursday at 17:30', days: [1, 4], minute: 1050 },
  { words: 'weekly', days: [1], minute: 540 },
  { words: 'weekends 2.30', days: [6, 7], minute: 150 },
  { words: 'Fri to Mon 1:15 am', days: [1, 5, 6, 7], minute: 75 },
  { words: 'every day except Tuesday at midnight', days: [1, 3, 4, 5, 6, 7], minute: 0 },
  { words: 'Sat, Sun 11:30pm', days: [6, 7], minute: 1410 },
]

export const NAMES = ['Veltrona', 'Quillstream', 'Tidewell', 'Sundline', 'Lumenport', 'Harrowgate'] as const
const DEEDS = [
  'opens a plant',
  'recalls its trucks',
  'loses a lawsuit',
  'buys a rival',
  'names a new chief',
  'cuts its prices',
  'halts a ferry',
] as const
const PLACES = ['Marlow', 'Norwick', 'Port Vell', 'Kastrup', 'Ostend', 'Bergen', 'Trieste', 'Valdez'] as const
const OUTLETS = ['Harbor Global', 'Coast Post', 'The Vell Times'] as const

/** Of an event of its own; short, for it is read as real articles are. */
export function article(number: number, atMs: number, random: Random): Article {
  const [name, deed, where] = [random.pick(NAMES), random.pick(DEEDS), random.pick(PLACES)]
  const count = 100 + number * 7
  return {
    id: `news-${number}`,
    title: `${name} ${deed} in ${where}`,
    headlined: true,
    publisher: random.pick(OUTLETS),
    authors: [],
    published: new Date(atMs).toISOString(),
    about: null,
    url: null,
    tags: [],
    body: `${name} ${deed} in ${where}, the company said. It concerns ${count} people and ${count + 13} machines.`,
  }
}

/** What befalls the world: how often, in days between two of them on average, and for how long. */
export type Mishap = { readonly kind: MishapKind; readonly everyDays: number; readonly least: number; readonly most: number }
export type MishapKind =
  | 'down'
  | 'failing'
  | 'blind'
  | 'closed'
  | 'outage'
  | 'long outage'
  | 'clock'
  | 'clock far ahead'
  | 'twin'
  | 'paused'
  | 'changed'
export const MISHAPS: readonly Mishap[] = [
  { kind: 'down', everyDays: 12, least: 3 * MINUTE_MS, most: 8 * HOUR_MS },
  { kind: 'failing', everyDays: 8, least: 5 * MINUTE_MS, most: 2 * HOUR_MS },
  { kind: 'blind', everyDays: 15, least: 10 * MINUTE_MS, most: 12 * HOUR_MS },
  { kind: 'closed', everyDays: 3, least: HOUR_MS, most: 5 * DAY_MS },
  { kind: 'outage', everyDays: 6, least: 2 * MINUTE_MS, most: 20 * HOUR_MS },
  { kind: 'long outage', everyDays: 120, least: 2 * DAY_MS, most: 6 * DAY_MS },
  { kind: 'clock', everyDays: 10, least: 10 * MINUTE_MS, most: 36 * HOUR_MS },
  { kind: 'clock far ahead', everyDays: 180, least: 10 * MINUTE_MS, most: HOUR_MS },
  { kind: 'twin', everyDays: 9, least: HOUR_MS, most: 30 * HOUR_MS },
  { kind: 'paused', everyDays: 4, least: HOUR_MS, most: 9 * DAY_MS },
  { kind: 'changed', everyDays: 6, least: 0, most: 0 },
]
