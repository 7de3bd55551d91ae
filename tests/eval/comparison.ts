/** What changed between two runs: each figure, and each question that turned. */
import { printed, type Report } from './report.ts'

export type Change = {
  readonly set: string
  readonly row: string
  readonly figure: string
  readonly before: number
  readonly after: number
}
export type Turned = {
  readonly set: string
  readonly id: string
  readonly q: string
  readonly now: 'right' | 'wrong'
  readonly got: string
}
export type Comparison = {
  readonly changes: readonly Change[]
  readonly turned: readonly Turned[]
  /** Sets that only one of the runs measured. */
  readonly unmatched: readonly string[]
}

/** Latencies are left out: they tell of the machine's other work more than of the change. */
export function compare(before: readonly Report[], after: readonly Report[]): Comparison {
  const changes: Change[] = []
  const turned: Turned[] = []
  for (const now of after) {
    const then = before.find((report) => report.set === now.set)
    if (then === undefined) continue
    for (const row of now.rows) {
      const old = then.rows.find(({ name }) => name === row.name)
      for (const [figure, value] of Object.entries(row.figures)) {
        const was = old?.figures[figure]
        if (!figure.endsWith(' ms') && value !== null && was !== null && was !== undefined && was !== value)
          changes.push({ set: now.set, row: row.name, figure, before: was, after: value })
      }
    }
    const old = new Map(then.outcomes.map((outcome) => [outcome.id, outcome.right]))
    for (const { id, q, right, got } of now.outcomes) {
      const was = old.get(id)
      if (was !== undefined && was !== right) turned.push({ set: now.set, id, q, now: right ? 'right' : 'wrong', got })
    }
  }
  const missing = (from: readonly Report[], others: readonly Report[]) =>
    from.map((report) => report.set).filter((set) => !others.some((other) => other.set === set))
  return { changes, turned, unmatched: [...missing(before, after), ...missing(after, before)] }
}

export function comparisonText({ changes, turned, unmatched }: Comparison): string {
  const lines = ['## Against the saved run', '']
  if (changes.length === 0 && turned.length === 0) lines.push('No figure changed and no question turned.')
  for (const { set, row, figure, before, after } of changes) {
    const step = after - before
    lines.push(
      `${set} · ${row} · ${figure}: ${printed(figure, before)} → ${printed(figure, after)} (${step > 0 ? '+' : '−'}${Math.abs(step).toFixed(3)})`,
    )
  }
  for (const { set, id, q, now, got } of turned)
    lines.push(`${now === 'right' ? '✓' : '✗'} ${set} ${id} is ${now} now: ${q}${now === 'right' ? '' : `\n    ${got}`}`)
  if (unmatched.length > 0) lines.push(`Measured in one of the runs only: ${unmatched.join(', ')}`)
  return lines.join('\n')
}
