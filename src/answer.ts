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
  | Chart
  | Coverage
  | { readonly type: 'notice'; readonly text: string }
  /** Text to be copied, such as a file: its lines are kept. */
  | { readonly type: 'code'; readonly text: string }

export type Chart = {
  readonly type: 'chart'
  readonly title: string
  readonly series: readonly { readonly label: string; readonly value: number }[]
}

/** How many articles tell of something over time: a picture where the surface can show one, else bars. */
export type Coverage = {
  readonly type: 'coverage'
  readonly title: string
  readonly per: 'day' | 'month' | 'year'
  /** One after the other without a gap, 2–62: `2020-02-25`, `2020-02` or `2020`. */
  readonly columns: readonly string[]
  /** Outlets, most articles first, at most 6; the last may be all the others together. `values`: articles, one a column. */
  readonly series: readonly { readonly label: string; readonly values: readonly number[] }[]
  /** Articles that could not be put into a column. */
  readonly undated: number
}

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

/** A paragraph that stands over what follows: all of it is strong. */
export function isHeading(block: Block): boolean {
  return block.type === 'paragraph' && block.spans.length > 0 && block.spans.every((span) => span.type === 'strong')
}

/**
 * The numbers of sources whose headline stands by itself where they are cited: as the lead of a quotation, in the line before the number, or as the
 * heading over it. Listing these, a surface with little room need not say the headline again.
 */
export function headlinesShown({ blocks, sources }: Pick<Answer, 'blocks' | 'sources'>): ReadonlySet<number> {
  const titles = new Map(sources.map(({ n, title }) => [n, title.trim()]))
  const shown = new Set<number>()
  const look = (cite: number, said: string): void => {
    const title = titles.get(cite) ?? ''
    const isThere = said === title || said.endsWith(` · ${title}`) || said.startsWith(`${title} (`)
    if (title !== '' && isThere) shown.add(cite)
  }
  const lookIn = (spans: readonly Span[]): void => {
    for (const [i, span] of spans.entries()) if (span.type === 'cite') look(span.source, wordsOf(spans.slice(i - 1, i)))
  }
  let heading = ''
  for (const block of blocks) {
    if (block.type === 'quote') for (const said of [heading, block.lead?.trim() ?? '']) look(block.cite, said)
    if (block.type === 'paragraph') lookIn(block.spans)
    if (block.type === 'list') block.items.forEach(lookIn)
    if (block.type === 'paragraph' && isHeading(block)) heading = wordsOf(block.spans)
  }
  return shown
}

function wordsOf(spans: readonly Span[]): string {
  return spans
    .map((span) => ('text' in span ? span.text : ''))
    .join('')
    .trim()
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

/** An outlet's name in a line of a coverage; real ones are shorter. */
const MAX_OUTLET = 60

/** Each column with articles: when, how many, and of which outlets (“Caixin Global 8, TechCrunch 4”, “TechCrunch”; '' where the whole coverage is of one). */
export function coverageRows({ columns, series }: Coverage): readonly { label: string; value: number; parts: string }[] {
  return columns.flatMap((column, i) => {
    const value = series.reduce((sum, { values }) => sum + (values[i] ?? 0), 0)
    const parts = series.length < 2 ? [] : series.map(({ label, values }) => ({ label, value: values[i] ?? 0 }))
    return value > 0 ? [{ label: printedTime(column), value, parts: printedParts(parts, value) }] : []
  })
}

/** A coverage in words, for who cannot see the picture: what is counted, when, how many, the highest column, whose they are, and what is not in it. */
export function coverageAlt(coverage: Coverage): string {
  const { title, per, columns, series, undated } = coverage
  const rows = coverageRows(coverage)
  const first = printedTime(columns[0] ?? '')
  const last = printedTime(columns.at(-1) ?? '')
  const all = rows.reduce((sum, { value }) => sum + value, 0)
  const most = rows.reduce((high, row) => Math.max(high, row.value), 0)
  const highest = rows.filter(({ value }) => value === most)
  const peak =
    highest.length === 1
      ? `, most ${per === 'day' ? 'on' : 'in'} ${highest[0]?.label} (${most})`
      : highest.length === 0
        ? ''
        : `, at most ${most} in a ${per}`
  const outlets = printedParts(series.map(({ label, values }) => ({ label, value: values.reduce((sum, value) => sum + value, 0) })))
  const sentences = [
    `${title === '' ? 'Articles' : `${title}: articles`} per ${per} from ${first} to ${last}, ${all.toLocaleString('en')} in all${peak}.`,
    outlets === '' ? '' : `By outlet: ${outlets}.`,
    printedUndated(undated),
  ]
  return safe(sentences.filter((sentence) => sentence !== '').join(' '))
}

/** `whole`: where one outlet has it all, its name says enough. */
function printedParts(parts: readonly { readonly label: string; readonly value: number }[], whole?: number): string {
  const name = (label: string) => (label.length <= MAX_OUTLET ? label : `${label.slice(0, MAX_OUTLET - 1)}…`)
  const some = parts.filter(({ value }) => value > 0)
  return some.map(({ label, value }) => (value === whole ? name(label) : `${name(label)} ${value}`)).join(', ')
}

function printedUndated(undated: number): string {
  if (undated === 0) return ''
  return undated === 1 ? 'One more article has no date that fits here.' : `${undated} more articles have no date that fits here.`
}

/** A chart in lines, for surfaces that show text: at most the last `most` of a coverage. `note`: what is not in them; '' where all is. */
export function barsOf(
  block: Chart | Coverage,
  most: number,
): { readonly bars: readonly { readonly label: string; readonly value: number; readonly parts: string }[]; readonly note: string } {
  if (block.type === 'chart') return { bars: block.series.map((point) => ({ ...point, parts: '' })), note: '' }
  const rows = coverageRows(block)
  const before = rows.slice(0, -most)
  const earlier = before.reduce((sum, { value }) => sum + value, 0)
  const left = earlier === 0 ? '' : `Not shown: ${earlier} ${earlier === 1 ? 'article' : 'articles'} up to ${before.at(-1)?.label}.`
  return { bars: rows.slice(-most), note: [left, printedUndated(block.undated)].filter((text) => text !== '').join(' ') }
}

/** Parts of a column, for bars made of characters. */
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** A bar from zero, `columns` wide for the highest of the values; a negative value has none, and its number says so. */
export function barOf(value: number, values: readonly number[], columns: number): string {
  const most = Math.max(0, ...values.filter(Number.isFinite))
  const eighths = most > 0 && value > 0 ? Math.max(1, Math.round((Math.min(value, most) / most) * columns * 8)) : 0
  return '█'.repeat(eighths >> 3) + (EIGHTHS[eighths & 7] ?? '')
}

/** As many of the parts of a row as fit, and a sign where some do not. */
export function fittingParts(parts: string, most: number, lengthOf: (text: string) => number = (text) => text.length): string {
  if (lengthOf(parts) <= most) return parts
  let end = parts.lastIndexOf(', ')
  while (end > 0 && lengthOf(parts.slice(0, end)) + 3 > most) end = parts.lastIndexOf(', ', end - 1)
  return end > 0 ? `${parts.slice(0, end)}, …` : ''
}

/** At most so long: cut at a word, never within a character, with a sign that it was. */
export function cutAtWord(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most)
  return `${cut
    .slice(0, Math.max(cut.lastIndexOf(' '), most / 2))
    .replace(/[\uD800-\uDBFF]$/, '')
    .replace(/[\s,;:.–—-]+$/u, '')}…`
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
