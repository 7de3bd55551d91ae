/** How many articles tell of something, per day, month or year and by outlet: what a chart of coverage shows. Pure. */
import type { Coverage } from './answer.ts'
import type { ArticleHead } from './article.ts'

type Dated = Pick<ArticleHead, 'publisher' | 'published' | 'about'>
type Unit = Coverage['per']

/** Fewer are sooner read than drawn. */
const MIN_ARTICLES = 3
const MIN_COLUMNS = 2
/** Columns of a unit; with more, the next coarser one says it better. For years, the last: older ones are left out and counted. */
const MAX_COLUMNS: Readonly<Record<Unit, number>> = { day: 45, month: 60, year: 62 }
const UNITS: readonly Unit[] = ['day', 'month', 'year']
/** Outlets with a colour of their own: more are not told apart. The next place is that of a sixth, or of all others together. */
const MAX_NAMED = 5
const OTHERS = 'other outlets'
const DAY_MS = 86_400_000

/**
 * Null where there is nothing to draw: fewer than three articles with a date, or all in one column. An article counts on the day that it was
 * published by its own clock; one whose month was inferred counts where columns are months or years.
 */
export function coverageOf(title: string, articles: readonly Dated[]): Coverage | null {
  const dated = articles.map((article) => ({ publisher: article.publisher, at: dateOf(article) }))
  const days = dated.flatMap(({ at }) => (at === null ? [] : at.length === 7 ? [`${at}-01`, lastDayOf(at)] : [at]))
  const [first, last] = [least(days), most(days)]
  if (first === null || last === null) return null
  for (const per of UNITS) {
    if (per !== 'year' && numberOf(last, per) - numberOf(first, per) >= MAX_COLUMNS[per]) continue
    const coverage = drawnPer(per, title, dated)
    if (coverage !== null) return coverage
  }
  return null
}

function drawnPer(per: Unit, title: string, dated: readonly { readonly publisher: string; readonly at: string | null }[]): Coverage | null {
  const numbered = dated.flatMap(({ publisher, at }) =>
    at === null || (per === 'day' && at.length === 7) ? [] : [{ publisher, n: numberOf(at, per) }],
  )
  const newest = numbered.reduce((high, { n }) => Math.max(high, n), Number.NEGATIVE_INFINITY)
  const counted = numbered.filter(({ n }) => n > newest - MAX_COLUMNS[per])
  const oldest = counted.reduce((low, { n }) => Math.min(low, n), newest)
  const length = newest - oldest + 1
  if (counted.length < MIN_ARTICLES || length < MIN_COLUMNS) return null
  const columns = Array.from({ length }, (_, i) => columnOf(oldest + i, per))
  return { type: 'coverage', title, per, columns, series: seriesOf(counted, oldest, length), undated: dated.length - counted.length }
}

/** Outlets, most articles first, of equals by name; the many small ones together at the end. */
function seriesOf(
  counted: readonly { readonly publisher: string; readonly n: number }[],
  oldest: number,
  length: number,
): Coverage['series'] {
  const outlets = [...Map.groupBy(counted, ({ publisher }) => publisher)].map(([label, own]) => ({ label, own }))
  outlets.sort((a, b) => b.own.length - a.own.length || (a.label < b.label ? -1 : 1))
  const rest = outlets.slice(MAX_NAMED)
  const shown = rest.length < 2 ? outlets : [...outlets.slice(0, MAX_NAMED), { label: OTHERS, own: rest.flatMap(({ own }) => own) }]
  return shown.map(({ label, own }) => {
    const values = new Array<number>(length).fill(0)
    for (const { n } of own) values[n - oldest] = (values[n - oldest] ?? 0) + 1
    return { label, values }
  })
}

/** `YYYY-MM-DD` by the article's own clock, an inferred `YYYY-MM`, or null. */
function dateOf({ published, about }: Dated): string | null {
  const at = published?.slice(0, 10) ?? about
  if (at === null || !/^\d{4}-\d{2}(?:-\d{2})?$/.test(at)) return null
  return Number.isNaN(Date.parse(`${at}${'-01'.slice(at.length === 7 ? 0 : 3)}T00:00:00Z`)) ? null : at
}

/** Columns as whole numbers, one after the other: days since 1970, months and years since year 0. */
function numberOf(at: string, per: Unit): number {
  const year = Number(at.slice(0, 4))
  if (per === 'year') return year
  if (per === 'month') return year * 12 + Number(at.slice(5, 7)) - 1
  return Math.round(Date.parse(`${at}T00:00:00Z`) / DAY_MS)
}

function columnOf(n: number, per: Unit): string {
  if (per === 'day') return new Date(n * DAY_MS).toISOString().slice(0, 10)
  if (per === 'year') return `${n}`.padStart(4, '0')
  return `${Math.floor(n / 12)}`.padStart(4, '0') + `-${(n % 12) + 1}`.replace(/-(\d)$/, '-0$1')
}

function lastDayOf(month: string): string {
  return columnOf(numberOf(columnOf(numberOf(month, 'month') + 1, 'month').concat('-01'), 'day') - 1, 'day')
}

function least(texts: readonly string[]): string | null {
  return texts.reduce<string | null>((low, text) => (low === null || text < low ? text : low), null)
}

function most(texts: readonly string[]): string | null {
  return texts.reduce<string | null>((high, text) => (high === null || text > high ? text : high), null)
}
