/** What a measurement found: a table of figures, and what came of each question. */

/** Shares are 0–1, `… ms` are milliseconds; null = nothing of the kind was asked. */
export type Row = { readonly name: string; readonly n: number | null; readonly figures: Readonly<Record<string, number | null>> }
export type Outcome = {
  readonly id: string
  readonly type: string
  readonly q: string
  readonly right: boolean
  /** What was hoped for, and what came, in one line each. */
  readonly wanted: string
  readonly got: string
  /** What was thrown, where something was: the run goes on, and ends with an exit code of 1. */
  readonly error?: string
}
export type Report = {
  readonly set: string
  readonly title: string
  readonly rows: readonly Row[]
  /** Published figures of others on the same data, for comparison; never our own. */
  readonly peers: readonly Row[]
  readonly notes: readonly string[]
  readonly outcomes: readonly Outcome[]
}

/** A figure as the tables print it: `.912`, `12.3`, `–`. */
export function printed(name: string, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–'
  if (name.endsWith(' ms')) return value < 100 ? value.toFixed(1) : value.toFixed(0)
  return Number.isInteger(value) && value > 1 ? String(value) : value.toFixed(3).replace(/^0\./, '.')
}

/** The report as a Markdown table, which a terminal shows as well as a document does. */
export function table(report: Report): string {
  const rows = [...report.rows, ...report.peers]
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.figures)))]
  const cells = [
    ['', 'n', ...names],
    ...rows.map((row) => [row.name, row.n === null ? '' : String(row.n), ...names.map((name) => printed(name, row.figures[name]))]),
  ]
  const widths = cells[0]?.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0))) ?? []
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  const [head = [], ...body] = cells
  return [`## ${report.title}`, '', line(head), rule, ...body.map(line), ...report.notes.map((note) => `\n${note}`)].join('\n')
}

/** Every question that went wrong: what was asked, what was hoped for, what came. */
export function failures(report: Report): string {
  const failed = report.outcomes.filter((outcome) => !outcome.right)
  const lines = failed.map(
    ({ id, type, q, wanted, got, error }) =>
      `- ${id} (${type}) ${q}\n  wanted: ${wanted}\n  got: ${error === undefined ? got : `ERROR ${error}`}`,
  )
  return [`### ${report.title}: ${failed.length} of ${report.outcomes.length} failed`, ...lines].join('\n')
}

/** One line of at most `limit` characters. */
export function oneLine(text: string, limit = 400): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`
}
