/** Floors under the figures of the seeded questions: they may only rise. */
import type { Report } from './report.ts'

/** Shares 0–1 of the rows `answerable` and `unanswerable`; `false refusals` is a ceiling and may only fall. `questions`: how many were asked. */
export type Floors = {
  readonly questions: number
  readonly answered: number
  readonly cited: number
  readonly 'direct line': number
  readonly refused: number
  readonly 'false refusals': number
}

const FIGURES = ['answered', 'cited', 'direct line', 'refused', 'false refusals'] as const
const isCeiling = (figure: (typeof FIGURES)[number]) => figure === 'false refusals'

/** Throws where the report has no such figures: a floor over nothing holds nothing. */
export function floorsOf(report: Report): Floors {
  const row = (name: string) => report.rows.find((candidate) => candidate.name === name)?.figures ?? {}
  const figures = { ...row('answerable'), refused: row('unanswerable').refused }
  const value = (figure: (typeof FIGURES)[number]): number => {
    const found = (figures as Record<string, number | null | undefined>)[figure]
    if (found === null || found === undefined) throw new Error(`Setting floors: the report of ${report.set} has no figure “${figure}”.`)
    return rounded(figure, found)
  }
  return {
    questions: report.outcomes.length,
    answered: value('answered'),
    cited: value('cited'),
    'direct line': value('direct line'),
    refused: value('refused'),
    'false refusals': value('false refusals'),
  }
}

/** To three digits, on the side that the figure itself still passes. */
function rounded(figure: (typeof FIGURES)[number], value: number): number {
  return (isCeiling(figure) ? Math.ceil(value * 1000 - 1e-9) : Math.floor(value * 1000 + 1e-9)) / 1000
}

/** The better of both, figure by figure. */
export function raised(floors: Floors, reached: Floors): Floors {
  const better = (figure: (typeof FIGURES)[number]) => (isCeiling(figure) ? Math.min : Math.max)(floors[figure], reached[figure])
  return {
    questions: Math.max(floors.questions, reached.questions),
    answered: better('answered'),
    cited: better('cited'),
    'direct line': better('direct line'),
    refused: better('refused'),
    'false refusals': better('false refusals'),
  }
}

/** What fell below its floor, in words; nothing where all hold. */
export function fallen(floors: Floors, reached: Floors): string[] {
  const faults =
    reached.questions < floors.questions ? [`only ${reached.questions} questions were asked, there were ${floors.questions}`] : []
  for (const figure of FIGURES) {
    const holds = isCeiling(figure) ? reached[figure] <= floors[figure] : reached[figure] >= floors[figure]
    if (!holds) faults.push(`${figure}: ${reached[figure]}, ${isCeiling(figure) ? 'more' : 'less'} than ${floors[figure]}`)
  }
  return faults
}
