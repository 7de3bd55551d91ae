/** The grammar's top: one date, or a range made of dates (`between … and …`, `since …`, `before …`, `… and the day after`). */
import { dates, ordinalDay } from './dates.ts'
import { type Days, type Granularity, latestIn, type Moment, settle } from './moment.ts'
import { ofYear, parts } from './parts.ts'
import { type Found, type Reader, yearNumber } from './reader.ts'
import { relatives } from './relative.ts'
import { isGlued, isMark, standsAlone, type Token, wordAt } from './tokens.ts'
import { BEGINNINGS, misspeltMonth } from './vocabulary.ts'

/** Day numbers, inclusive; null is open. Tokens `first` to `next`. */
export type Stretch = {
  readonly first: number
  readonly next: number
  readonly from: number | null
  readonly to: number | null
  readonly exact: Moment['exact']
  readonly explicit: boolean
  readonly granularity: Granularity
}
type Settled = { readonly moment: Moment; readonly days: Days; readonly explicit: boolean; readonly next: number }

/** How many dates of a list one looks past for a year: “Jan 5, Feb 3 and Mar 4 2020”. */
const MAX_LIST = 3
const AND_ON: ReadonlySet<string> = new Set(['on', 'onward', 'onwards', 'forward', 'forwards'])
const TILL: ReadonlySet<string> = new Set(['to', 'until', 'till', 'through', 'thru'])
const NOWS: ReadonlySet<string> = new Set(['now', 'today', 'date', 'present'])

/** Words that open a range on one side, the date follows; longer phrases first. */
const SIDES: readonly (readonly [string, 'since' | 'after' | 'before' | 'until'])[] = [
  ['starting from', 'since'],
  ['starting on', 'since'],
  ['starting in', 'since'],
  ['starting', 'since'],
  ['as from', 'since'],
  ['ever since', 'since'],
  ['since', 'since'],
  ['later than', 'after'],
  ['after', 'after'],
  ['no later than', 'until'],
  ['up to', 'until'],
  ['up until', 'until'],
  ['until', 'until'],
  ['till', 'until'],
  ['through', 'until'],
  ['as of', 'until'],
  ['by', 'until'],
  ['earlier than', 'before'],
  ['prior to', 'before'],
  ['before', 'before'],
]
const SIDE_WORDS: readonly (readonly [readonly string[], 'since' | 'after' | 'before' | 'until'])[] = SIDES.map(
  ([phrase, side]) => [phrase.split(' '), side] as const,
)

/** The longest period that begins at a token, or null. */
export function stretchAt(reader: Reader, at: number, sure: boolean): Stretch | null {
  if (!mayBegin(reader.tokens[at])) return null
  const single = settled(reader, at, sure)
  const found = [
    between(reader, at),
    single && run(reader, at, sure),
    oneSided(reader, at),
    single && neighbours(reader, at, single),
    single && alone(reader, at, single),
  ]
  let best: Stretch | null = null
  for (const each of found) if (each && standsAlone(reader.tokens, at, each.next) && each.next > (best?.next ?? at)) best = each
  return best
}

/** Whether any rule can begin with the token: spares most words of a question the whole grammar. */
function mayBegin(token: Token | undefined): boolean {
  if (token?.kind === 'word') return BEGINNINGS.has(token.text) || misspeltMonth(token.text) !== null
  return token?.kind === 'number' || token?.text === "'"
}

/** A date of any kind, longest first choice; without “early”, “week of” and the like around it where `plain`. */
function moment(reader: Reader, at: number, sure: boolean, plain: boolean): Found | null {
  if (reader.tokens[at] === undefined) return null
  const found = [
    ...dates(reader, at, sure),
    ordinalDay(reader, at),
    ...relatives(reader, at, sure),
    ...(plain ? ofYear(reader, at, sure) : parts(reader, at, sure, base)),
  ]
  let best: Found | null = null
  for (const each of found) if (each && each.next > (best?.next ?? at)) best = each
  return best
}

function base(reader: Reader, at: number, sure: boolean): Found | null {
  const found = moment(reader, at, sure, true)
  return found && { ...found, moment: yearFromAhead(reader, found) }
}

/** A date with its days. Where `lenient`, the words before it may be small ones that change nothing (“since the start”, “before on”). */
function settled(reader: Reader, at: number, sure: boolean, lenient = sure): Settled | null {
  const found = moment(reader, at, sure, false) ?? (lenient ? moment(reader, skipSmall(reader, at), sure, false) : null)
  if (!found) return null
  const whole = yearFromAhead(reader, found)
  const when = settle(whole, reader.today)
  return when && { moment: whole, ...when, next: found.next }
}

/** “since the”, “before on”: at most two small words that change nothing. */
function skipSmall({ tokens }: Reader, from: number): number {
  let at = from
  for (let n = 0; n < 2 && ['the', 'on', 'in', 'of', 'about', 'around'].includes(wordAt(tokens, at)); n++) at++
  return at
}

/** “Feb 3 or Mar 25 2020”, “from Dec 28 to Jan 3 2020”: the year said once holds for the dates before it. */
function yearFromAhead(reader: Reader, found: Found): Moment {
  const { tokens } = reader
  let at = found.next
  if (found.moment.year !== null) return found.moment
  for (let n = 0; n < MAX_LIST; n++) {
    if (isMark(tokens, at, ',')) at++
    const joined =
      isMark(tokens, at, '-') || isMark(tokens, at, '&') || TILL.has(wordAt(tokens, at)) || ['and', 'or'].includes(wordAt(tokens, at))
    if (!joined && at === found.next) return found.moment
    const other = moment(reader, skipSmall(reader, joined ? at + 1 : at), true, true)
    if (!other) return found.moment
    const { year } = other.moment
    if (year !== null) {
      const end = other.moment.daysIn(year)
      const days = end && latestIn(found.moment, year, ({ from }) => from <= end.from)
      return days ? { ...found.moment, year, daysIn: () => days } : found.moment
    }
    at = other.next
  }
  return found.moment
}

function alone(_reader: Reader, first: number, { moment: { exact, granularity }, days, explicit, next }: Settled): Stretch {
  return { first, next, from: days.from, to: days.to, exact, explicit, granularity }
}

function hull(first: number, left: Settled, right: Settled): Stretch {
  return {
    first,
    next: right.next,
    from: Math.min(left.days.from, right.days.from),
    to: Math.max(left.days.to, right.days.to),
    exact: undefined,
    explicit: left.explicit && right.explicit,
    granularity: 'range',
  }
}

/** The end of a range, its year guessed from the beginning where neither says one. */
function endOf(reader: Reader, at: number, left: Settled): Settled | null {
  if (NOWS.has(wordAt(reader.tokens, at)) && (wordAt(reader.tokens, at) !== 'date' || TILL.has(wordAt(reader.tokens, at - 1)))) {
    const days = { from: reader.today, to: reader.today }
    return { moment: left.moment, days, explicit: true, next: at + 1 }
  }
  const right = settled(reader, at, true)
  if (!right) return null
  if (right.moment.weekly && right.days.from < left.days.from) {
    const days = { from: right.days.from + 7, to: right.days.to + 7 }
    return { ...right, days }
  }
  if (right.moment.year !== null) return right
  for (let ahead = 0; ahead < 2; ahead++) {
    const year = yearOf(left) + ahead
    const days = right.moment.daysIn(year)
    if (days && days.from >= left.days.from) return { ...right, days, explicit: left.explicit }
  }
  return right
}

function yearOf({ days }: Settled): number {
  return new Date(days.from * 86_400_000).getUTCFullYear()
}

/** `between X and Y`, `from X to Y`; `between 11 and 13 Feb`, where the days are one list. */
function between(reader: Reader, at: number): Stretch | null {
  const { tokens } = reader
  const opening = wordAt(tokens, at)
  if (opening !== 'between' && opening !== 'from') return null
  const left = settled(reader, at + 1, true)
  if (!left) return null
  const link = wordAt(tokens, left.next)
  if (opening === 'from' && AND_ON.has(link)) return { ...alone(reader, at, left), next: left.next + 1, to: null, granularity: 'range' }
  const up = link === 'up' ? 1 : 0
  const joined = (opening === 'between' && ['and', '&'].includes(tokens[left.next]?.text ?? '')) || TILL.has(wordAt(tokens, left.next + up))
  const right = joined || isMark(tokens, left.next, '-') ? endOf(reader, left.next + up + 1, left) : null
  if (right) return hull(at, left, right)
  return left.moment.granularity === 'range' ? alone(reader, at, left) : null
}

/** `2017–2019`, `Jan 28 – Feb 3 2020`, `Monday to Wednesday`, `2019/20`, `Feb 10 onwards`. */
function run(reader: Reader, at: number, sure: boolean): Stretch | null {
  const { tokens } = reader
  const left = settled(reader, at, true)
  if (!left) return null
  const link = wordAt(tokens, left.next)
  if (link === 'onwards' || link === 'onward') return { ...alone(reader, at, left), next: left.next + 1, to: null, granularity: 'range' }
  const mark = tokens[left.next]
  const short = tokens[left.next + 1]
  if (mark?.kind === 'mark' && (mark.text === '-' || mark.text === '/') && short?.digits === 2 && isGlued(tokens, left.next + 1)) {
    const year = yearNumber(reader, left.next - 1)?.value ?? 0
    if (left.moment.granularity !== 'year' || (year + 1) % 100 !== short.value) return null
    return { ...alone(reader, at, left), next: left.next + 2, to: left.days.to + 366 - (isLeap(year + 1) ? 0 : 1), granularity: 'range' }
  }
  if (!TILL.has(link) && mark?.text !== '-') return null
  const right = endOf(reader, left.next + 1, left)
  // “Moved Friday to 2021” is no stretch of time: both ends are of one kind, or the dash says so.
  if (!right || (!sure && mark?.text !== '-' && left.moment.granularity !== right.moment.granularity)) return null
  return hull(at, left, right)
}

function isLeap(year: number): boolean {
  return new Date(Date.UTC(year, 2, 0)).getUTCDate() === 29
}

/** `since Monday`, `after Feb 22 2020` (from the day after), `before 2020`, `until Feb 10` (with that day). */
function oneSided(reader: Reader, at: number): Stretch | null {
  const { tokens } = reader
  const side = SIDE_WORDS.find(([words]) => words.every((word, i) => wordAt(tokens, at + i) === word))
  if (!side) return null
  // “After May”, “before the 2020 election”: the words before them make no date of what is none.
  const inner = settled(reader, at + side[0].length, false, true)
  if (!inner) return null
  const whole = { ...alone(reader, at, inner), exact: undefined, granularity: 'range' as const }
  switch (side[1]) {
    case 'since':
      return { ...whole, to: null }
    case 'after':
      return { ...whole, from: inner.days.to + 1, to: null }
    case 'before':
      return { ...whole, from: null, to: inner.days.from - 1 }
    case 'until':
      return { ...whole, from: null }
    default:
      return side[1] satisfies never
  }
}

/** `Valentine's Day 2020 and the day after`, `Feb 25 and the previous day`. */
function neighbours(reader: Reader, at: number, day: Settled): Stretch | null {
  const { tokens } = reader
  let from = day.next
  if (isMark(tokens, from, ',')) from++
  if (!['and', 'or'].includes(wordAt(tokens, from))) return null
  from++
  if (wordAt(tokens, from) === 'on') from++
  if (wordAt(tokens, from) === 'the') from++
  const [one, two] = [wordAt(tokens, from), wordAt(tokens, from + 1)]
  const side = one === 'day' ? two : two === 'day' ? one : ''
  const after = ['after', 'following', 'next'].includes(side)
  if (day.moment.granularity !== 'day' || (!after && !['before', 'previous', 'preceding'].includes(side))) return null
  const { days } = day
  const whole = alone(reader, at, day)
  const spread = after ? { from: days.from, to: days.to + 1 } : { from: days.from - 1, to: days.to }
  return { ...whole, ...spread, next: from + 2, granularity: 'range' }
}
