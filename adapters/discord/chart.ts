/** A chart as lines of characters, each bar of as many signs as every other, so that what stands after it is aligned in a proportional face too; or as a picture. */
import { barsOf, type Chart, type Coverage, fittingParts } from '../../src/answer.ts'
import type { Run } from './limits.ts'
import type { Line } from './packing.ts'

/** For who cannot see it, `alt` tells what it shows. */
export type Picture = { readonly png: Uint8Array; readonly alt: string }
export type Shown = ReadonlyMap<Coverage, Picture>
export const NONE: Shown = new Map()

const BAR = 12
/** Rows of a coverage, and what stands after each: more is no longer taken in at a glance. */
const MAX_ROWS = 12
const MAX_PARTS = 48

/** Its title, a line for each bar, and what these leave out. Of a coverage all are one, and all but the title may give way to a picture. */
export function chartLines(block: Chart | Coverage): Line[] {
  const { bars, note } = barsOf(block, MAX_ROWS)
  const most = Math.max(0, ...bars.map(({ value }) => value).filter(Number.isFinite))
  const rows = bars.map(({ label, value, parts }): Run[] => {
    const filled = most > 0 && value > 0 ? Math.max(1, Math.round((Math.min(value, most) / most) * BAR)) : 0
    const shown = fittingParts(parts, MAX_PARTS)
    const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled)
    return [{ own: bar }, { text: ` ${label} · ${value}${shown && ` · ${shown}`}`, mark: '' }]
  })
  if (note !== '') rows.push([{ text: note, mark: '*' }])
  const title: Line = { prefix: '', runs: [{ text: block.title, mark: '**' }], keep: true }
  if (block.type === 'chart') return [title, ...rows.map((runs): Line => ({ prefix: '', runs, keep: false }))]
  const chart = { of: block, lines: rows.length }
  return [title, ...rows.map((runs, i): Line => ({ prefix: '', runs, keep: i < rows.length - 1, chart }))]
}
