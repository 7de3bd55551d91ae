/** A chart as lines of characters, to stand in Slack's face of equal widths, or as a picture in their place. */
import { type Answer, barOf, barsOf, type Chart, type Coverage, coverageAlt, fittingParts, safe } from '../../src/answer.ts'
import { LIMITS, type Line, plain, richText, type SlackBlock } from './limits.ts'

/** Ids of the files that show a coverage. */
export type Shown = ReadonlyMap<Coverage, string>
export const NONE: Shown = new Map()
/** Longer than any file's id, which is the one thing about a picture that is not known before it is uploaded. */
const WIDEST_ID = 'F'.repeat(24)

const BAR = 24
const MAX_LABEL = 28
/** Rows of a coverage, and what stands after each: more is no longer taken in at a glance. */
const MAX_ROWS = 12
const MAX_PARTS = 48

/** `note`: what the lines leave out; '' where that is nothing. */
export function drawn(block: Chart | Coverage): { readonly lines: readonly string[]; readonly note: string } {
  const { bars, note } = barsOf(block, MAX_ROWS)
  const values = bars.map(({ value }) => value)
  const labels = bars.map(({ label }) => safe(label))
  const width = Math.min(MAX_LABEL, Math.max(0, ...labels.map((label) => Array.from(label).length)))
  const lines = bars.map(({ value, parts }, i) => {
    const label = labels[i] ?? ''
    const padding = ' '.repeat(Math.max(0, width - Array.from(label).length))
    return `${label}${padding}  ${barOf(value, values, BAR)} ${value}  ${fittingParts(parts, MAX_PARTS)}`.trimEnd()
  })
  return { lines, note }
}

/** As if each coverage of an answer had a picture; nothing where there is no coverage. */
export function widest({ blocks }: Answer): Shown[] {
  const charts = blocks.filter((block) => block.type === 'coverage')
  return charts.length === 0 ? [] : [new Map(charts.map((chart) => [chart, WIDEST_ID]))]
}

/** Lines as rich text, with a picture in the place of each chart that has one; not where its lines stand in two messages. */
export function pictured(lines: readonly Line[], shown: Shown): SlackBlock[] {
  const blocks: SlackBlock[] = []
  let from = 0
  for (let i = 0; i < lines.length; i++) {
    const chart = lines[i]?.chart
    const file = chart === undefined ? undefined : shown.get(chart.of)
    if (chart === undefined || file === undefined || lines[i + chart.lines - 1]?.chart?.of !== chart.of) continue
    blocks.push(...richText(lines.slice(from, i)), picture(chart.of, file))
    i += chart.lines - 1
    from = i + 1
  }
  return [...blocks, ...richText(lines.slice(from))]
}

function picture(coverage: Coverage, file: string): SlackBlock {
  const alt = plain(coverageAlt(coverage), LIMITS.alt)?.text ?? coverage.type
  return { type: 'image', slack_file: { id: file }, alt_text: alt }
}
