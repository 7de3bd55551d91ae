/**
 * When a sentence says something happened, as a beginning of an ISO date. Only what is plain: a written-out date, a month, “in 2018”,
 * a weekday or yesterday/today beside the article's own date. Anything vaguer is left to the article's date.
 */
const MONTHS =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
const MONTH_ORDER = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** As `Date` counts them. */
export const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const DAY_MS = 86_400_000

const MONTH_DAY = new RegExp(
  `(?<!\\p{L})(${MONTHS})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?(?!\\d|[.,]\\d|\\s?%|\\p{L})(?:,?\\s+((?:19|20)\\d{2}))?`,
  'iu',
)
const DAY_MONTH = new RegExp(`(?<![\\d.,])(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(${MONTHS})(?!\\p{L})(?:,?\\s+((?:19|20)\\d{2}))?`, 'iu')
const MONTH_YEAR = new RegExp(`(?<!\\p{L})(${MONTHS})\\.?,?\\s+(?:of\\s+)?((?:19|20)\\d{2})`, 'iu')
/** A month alone must be capitalised and introduced: “in May” is one, “may” is not. */
const MONTH_ALONE =
  /\b(?:in|since|in early|in late|in mid-?|early|late|last)\s+(January|February|March|April|May|June|July|August|September|October|November|December)\b(?!\s+\d)/
/** What is said after it is yet to come. */
const AHEAD = /\b(?:will|would|is to|are to|plans? to|scheduled|due)\b/i
const YEAR = /\b[Ii]n\s+((?:19|20)\d{2})\b(?![-–]\d)/
const NEAR_DAY = /\b(yesterday|today|(?:(?:on|last|this|next)\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b/i

/** A plain weekday longer ago is said with its date, or as “last Friday”. */
const MAX_DAYS_BACK = 4

/** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. `published` is the article's date as printed, or null: then only dates with a year are resolved. */
export function eventDate(sentence: string, published: string | null): string | null {
  return monthDay(sentence, published) ?? monthOnly(sentence, published) ?? nearDay(sentence, published) ?? year(sentence, published)
}

function monthDay(sentence: string, published: string | null): string | null {
  const forward = MONTH_DAY.exec(sentence)
  const backward = DAY_MONTH.exec(sentence)
  // The first one in the sentence; “13 May 2020” matches both ways at different places.
  const useForward = forward !== null && (backward === null || forward.index < backward.index)
  const [month, day, yearText] = useForward ? [forward[1], forward[2], forward[3]] : [backward?.[2], backward?.[1], backward?.[3]]
  if (month === undefined || day === undefined) return null
  const monthNumber = monthOf(month)
  const dayNumber = Number(day)
  if (dayNumber < 1 || dayNumber > 31) return null
  if (yearText !== undefined) return iso(Number(yearText), monthNumber, dayNumber)
  return published === null ? null : nearestYear(published, monthNumber, dayNumber)
}

function monthOnly(sentence: string, published: string | null): string | null {
  const dated = MONTH_YEAR.exec(sentence)
  if (dated?.[1] !== undefined && dated[2] !== undefined) return `${dated[2]}-${two(monthOf(dated[1]))}`
  const alone = MONTH_ALONE.exec(sentence)
  if (alone?.[1] === undefined || published === null) return null
  const month = monthOf(alone[1])
  const [year = 0, now = 0] = published.split('-').map(Number)
  // “It will reopen in May”, written in March, is the May to come.
  if (AHEAD.test(sentence.slice(0, alone.index)) && !/^(?:last|since)/.test(alone[0]))
    return `${month < now ? year + 1 : year}-${two(month)}`
  // “in October”, written in February, is the October before.
  return `${month > now ? year - 1 : year}-${two(month)}`
}

function nearDay(sentence: string, published: string | null): string | null {
  const found = NEAR_DAY.exec(sentence)?.[1]?.toLowerCase()
  if (found === undefined || published === null) return null
  const on = Date.parse(`${published.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(on)) return null
  if (found === 'today') return day(on)
  if (found === 'yesterday') return day(on - DAY_MS)
  const weekday = WEEKDAYS.indexOf(found.split(/\s+/).at(-1) ?? '')
  const back = (new Date(on).getUTCDay() - weekday + 7) % 7
  if (found.startsWith('next')) return day(on + (7 - back) * DAY_MS)
  // A page that was added to the day after its date says “Sunday” of tomorrow, and it is not the one of six days ago.
  if (back > MAX_DAYS_BACK && !found.startsWith('last')) return null
  // A plain weekday is the last one, unless the sentence looks ahead.
  return AHEAD.test(sentence) && back > 0 ? null : day(on - back * DAY_MS)
}

/** A year that the article itself is not in: “in 2018”. The article's own year says less than its date. */
function year(sentence: string, published: string | null): string | null {
  const found = YEAR.exec(sentence)?.[1]
  return found === undefined || published?.startsWith(found) === true ? null : found
}

function nearestYear(published: string, month: number, dayNumber: number): string | null {
  const on = Date.parse(`${published.slice(0, 10)}T00:00:00Z`)
  const about = Number(published.slice(0, 4))
  let best: string | null = null
  let bestAway = Number.POSITIVE_INFINITY
  for (const candidate of [about - 1, about, about + 1]) {
    const text = iso(candidate, month, dayNumber)
    if (text === null) continue
    const away = Math.abs(Date.parse(`${text}T00:00:00Z`) - on)
    if (away < bestAway) {
      best = text
      bestAway = away
    }
  }
  return best
}

function iso(year: number, month: number, dayNumber: number): string | null {
  const text = `${year}-${two(month)}-${two(dayNumber)}`
  const ms = Date.parse(`${text}T00:00:00Z`)
  // 30 February rolls over in some engines and is no date in others.
  return Number.isNaN(ms) || day(ms) !== text ? null : text
}

/** 1–12 of a month's English name or its first three letters; 0: none. */
export function monthOf(name: string): number {
  return MONTH_ORDER.indexOf(name.slice(0, 3).toLowerCase()) + 1
}
function two(n: number): string {
  return String(n).padStart(2, '0')
}
function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
