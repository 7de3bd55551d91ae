/** What Discord's messages must say of the charts of an answer. */
import { type Answer, barsOf } from '../../src/answer.ts'

/** Of a coverage: the newest. */
const MAX_ROWS = 12

export type ChartText = { readonly title: string; readonly rows: readonly string[]; readonly note: string }

export function chartTexts({ blocks }: Answer): readonly ChartText[] {
  return blocks.flatMap((block) => {
    if (block.type !== 'chart' && block.type !== 'coverage') return []
    const { bars, note } = barsOf(block, MAX_ROWS)
    return [{ title: block.title, rows: bars.map(({ label, value }) => `${label} · ${value}`), note }]
  })
}
