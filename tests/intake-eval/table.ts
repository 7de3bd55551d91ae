/** What a measurement of the intake prints: a table with us and our peers, measured in the same run. */

export type Row = { readonly name: string; readonly cells: readonly (string | number)[] }
export type Table = {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  readonly notes: readonly string[]
}
/** Progress for who waits: `done` of `total`, whatever is counted. */
export type Tell = (doing: string, done: number, total: number) => void
/** Measures one part; null where its data is not here. */
export type Part = (tell: Tell) => Promise<readonly Table[] | null>

/** Columns under each other, as Markdown prints them. */
export function printedTable({ title, columns, rows, notes }: Table): string {
  const lines = [['', ...columns], ...rows.map(({ name, cells }) => [name, ...cells.map(String)])]
  const widths = ['', ...columns].map((_, i) => widest(lines, i))
  const line = (cells: readonly string[]): string => `| ${widths.map((width, i) => (cells[i] ?? '').padEnd(width)).join(' | ')} |`
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`
  const [head = [], ...body] = lines
  return [`### ${title}`, '', line(head), rule, ...body.map(line), ...(notes.length === 0 ? [] : ['', ...notes])].join('\n')
}

function widest(lines: readonly (readonly string[])[], column: number): number {
  return Math.max(...lines.map((line) => (line[column] ?? '').length))
}
