/**
 * The Answer document: made once by the newsroom, rendered by every surface. Text in it is always plain:
 * renderers escape, nobody embeds markup. Every `switch` over it ends in `default: return block satisfies never`.
 */
export type Answer = {
  readonly question: string
  readonly verdict: 'answered' | 'unanswered'
  readonly title: string
  readonly blocks: readonly Block[]
  readonly sources: readonly Source[]
  readonly searched: Searched
  readonly followUps: readonly FollowUp[]
}

export type Block =
  | { readonly type: 'paragraph'; readonly spans: readonly Span[] }
  | Quote
  | { readonly type: 'list'; readonly items: readonly (readonly Span[])[] }
  | { readonly type: 'facts'; readonly rows: readonly { readonly label: string; readonly spans: readonly Span[] }[] }
  | { readonly type: 'chart'; readonly title: string; readonly series: readonly { readonly label: string; readonly value: number }[] }
  | { readonly type: 'notice'; readonly text: string }
  /** Text to be copied, such as a file: its lines are kept. */
  | { readonly type: 'code'; readonly text: string }

/** A byte-exact sentence of a stored article: `body.slice(start, end) === text`. */
export type Quote = {
  readonly type: 'quote'
  readonly text: string
  readonly articleId: string
  readonly start: number
  readonly end: number
  /** The source's number. */
  readonly cite: number
  /** The asked-for span within `text`, shown in bold: [from, to). */
  readonly strong: readonly [number, number] | null
  /** What a pronoun at the start stands for, or a date or heading; shown outside the quotation, in brackets. */
  readonly lead: string | null
}

export type Span =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'strong'; readonly text: string }
  | { readonly type: 'link'; readonly text: string; readonly url: string }
  | { readonly type: 'cite'; readonly source: number }
  /** An ISO instant or date, or `YYYY-MM` for an inferred month. */
  | { readonly type: 'time'; readonly at: string }

export type Source = {
  readonly n: number
  readonly articleId: string
  readonly title: string
  readonly publisher: string
  readonly authors: readonly string[]
  readonly published: string | null
  readonly about: string | null
  readonly url: string | null
}

/** What was searched. `from` and `to` are `YYYY-MM-DD` of the oldest and newest dated article in it. */
export type Searched = {
  readonly from: string | null
  readonly to: string | null
  readonly publishers: readonly string[]
  readonly articles: number
}

/** A button: a command line typed for the reader, run before it is offered. `turn`: another page of this answer, shown in its place. */
export type FollowUp = { readonly label: string; readonly command: string; readonly turn?: true }

/**
 * What can be pressed under an answer. `id` says nothing by itself (what it does is kept in the store): 1–40 characters of `[A-Za-z0-9_.-]`.
 * `next` asks something further, `turn` shows another page in place, `share` shows a private answer to everybody, `good` and `bad` rate it.
 */
export type Button = { readonly id: string; readonly label: string; readonly kind: 'next' | 'turn' | 'share' | 'good' | 'bad' }

/** The quotations of an answer, in the order in which they are read. */
export function quotesOf(answer: Answer): readonly Quote[] {
  return answer.blocks.filter((block) => block.type === 'quote')
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const LONG_MONTHS = 'January February March April May June July August September October November December'.split(' ')
const TIME = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T(\d{2}):(\d{2})(?::[\d.]+)?(Z|[+-]\d{2}:?\d{2})?)?$/

/**
 * A time as it is printed, in the zone that it was printed in: `25 Feb 2020, 18:27 (UTC+8)`, `25 Feb 2020`, `June 2019`, `2018`.
 * `at` is ISO 8601 or a beginning of it; anything else comes back unchanged.
 */
export function printedTime(at: string): string {
  const parts = TIME.exec(at)
  if (parts === null) return at
  const [, year = '', month, day, hour, minute, zone] = parts
  if (month === undefined) return year
  if (day === undefined) return `${LONG_MONTHS[Number(month) - 1] ?? month} ${year}`
  const date = `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`
  if (hour === undefined) return date
  return `${date}, ${hour}:${minute}${zone === undefined ? '' : ` (${printedZone(zone)})`}`
}

/** `+08:00` → `UTC+8`, `+05:30` → `UTC+5:30`. */
function printedZone(zone: string): string {
  const [, sign = '+', hours = '0', minutes = '00'] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? []
  if (Number(hours) === 0 && Number(minutes) === 0) return 'UTC'
  return `UTC${sign}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`
}

/** When a source says it was published: printed time, “about June 2019” for a month inferred from its text, or that it prints none. */
export function printedDate(source: Pick<Source, 'published' | 'about'>): string {
  if (source.published !== null) return printedTime(source.published)
  return source.about === null ? 'date not printed' : `about ${printedTime(source.about)}`
}

const MAX_OUTLETS = 5

/** What was searched, in a line: “Searched: 32 articles of Caixin Global and TechCrunch, June 2019 – July 2021.”; '' where there was nothing to search. */
export function printedSearched({ articles, publishers, from, to }: Searched): string {
  if (articles === 0 && publishers.length === 0) return ''
  const names = publishers.length < 2 ? publishers.join('') : `${publishers.slice(0, -1).join(', ')} and ${publishers.at(-1)}`
  const outlets = publishers.length > MAX_OUTLETS ? `${publishers.length} outlets` : names
  // Months only: the day of an article whose month was inferred from its text is nobody's.
  const months = [...new Set([from, to].flatMap((day) => (day === null ? [] : [printedTime(day.slice(0, 7))])))]
  const period = months.length === 0 ? '' : `, ${months.join(' – ')}`
  const counted = articles === 1 ? '1 article' : `${articles.toLocaleString('en')} articles`
  return `Searched: ${counted}${outlets === '' ? '' : ` of ${outlets}`}${period}.`
}

const OWN_MARKS = /[“”"«»„]/

/** Text in quotation marks, but for one that has some of its own, and for none at all. */
export function inMarks(text: string): string {
  return text === '' || OWN_MARKS.test(text) ? text : `“${text}”`
}

/** Controls (escape sequences need one), embeddings and overrides of direction, tag characters, line and paragraph separators, lone surrogates. */
const UNSAFE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]|[\u{e0000}-\u{e007f}]|\p{Cs}/gu

/** One line that steers no surface: white space becomes a space, a control its picture (␛), what has none the replacement character. Never empties a text. */
export function safe(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.codePointAt(0) ?? 0
    if (/\s/.test(character)) return ' '
    if (code < 0x20) return String.fromCodePoint(0x2400 + code)
    return code === 0x7f ? '\u2421' : '\ufffd'
  })
}

/** The lines of a text to be copied, each safe; blank ones around it are left out. */
export function codeLines(text: string): readonly string[] {
  const lines = text.split(/\r\n?|\n/).map(safe)
  const first = lines.findIndex((line) => line.trim() !== '')
  const last = lines.findLastIndex((line) => line.trim() !== '')
  return first < 0 ? [] : lines.slice(first, last + 1)
}
