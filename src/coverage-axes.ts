/** Where the axes of a coverage have marks and what stands at them: few, round, and none over another. Pure. */
import { type Coverage, printedTime } from './answer.ts'

/** Lines above the base line: more are not read. */
const MAX_LINES = 5
/** Room between two labels, in pixels of the drawing. */
const GAP = 12
/** From mark to mark, in columns; whole parts of a year, of a month and of a century. */
const STEPS: Readonly<Record<Coverage['per'], readonly number[]>> = {
  day: [1, 2, 7, 14, 28],
  month: [1, 2, 3, 6, 12, 24],
  year: [1, 2, 5, 10, 20],
}

/** From 0 to at least the highest value, in whole steps of 1, 2 or 5 and their tenfolds. */
export function valueMarks(highest: number): readonly number[] {
  let step = 1
  for (let i = 0; Math.ceil(highest / step) > MAX_LINES; i++) step *= i % 3 === 1 ? 2.5 : 2
  return Array.from({ length: Math.max(1, Math.ceil(highest / step)) + 1 }, (_, i) => i * step)
}

export type Mark = { readonly column: number; readonly label: string }

/** The closest marks whose labels stand apart, at columns so many pixels wide. The year is said once, and where a new one begins. */
export function timeMarks(coverage: Coverage, columnWidth: number, widthOf: (label: string) => number): readonly Mark[] {
  const steps = STEPS[coverage.per]
  for (const step of steps) {
    const marks = marksAt(coverage, step)
    if (standApart(marks, columnWidth, widthOf)) return marks
  }
  return marksAt(coverage, steps.at(-1) ?? 1).slice(0, 1)
}

function standApart(marks: readonly Mark[], columnWidth: number, widthOf: (label: string) => number): boolean {
  return marks.every((mark, i) => {
    const before = marks[i - 1]
    return before === undefined || (mark.column - before.column) * columnWidth >= (widthOf(before.label) + widthOf(mark.label)) / 2 + GAP
  })
}

function marksAt({ per, columns }: Coverage, step: number): Mark[] {
  const at = columns.flatMap((column, i) => (ordinal(column, per, i) % step === 0 ? [{ column: i, date: column }] : []))
  return at.map(({ column, date }, i) => ({ column, label: labelOf(date, at[i - 1]?.date.slice(0, 4) !== date.slice(0, 4)) }))
}

/** Months and years are marked where they are round; days from the first on. */
function ordinal(column: string, per: Coverage['per'], i: number): number {
  if (per === 'day') return i
  return per === 'year' ? Number(column) : Number(column.slice(5, 7)) - 1 + 12 * Number(column.slice(0, 4))
}

function labelOf(date: string, withYear: boolean): string {
  const [year = '', month, day] = date.split('-')
  if (month === undefined) return year
  const [, name = '', digits = ''] = /^\d+ (\D+) (\d+)$/.exec(printedTime(`${year}-${month}-01`)) ?? []
  return [day === undefined ? '' : `${Number(day)} `, name, withYear ? ` ${digits}` : ''].join('')
}
