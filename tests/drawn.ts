/** A coverage, the answer that tells it, and a picture of it that takes no time to draw. */
import type { Draw } from '../commands/command.ts'
import { type Answer, type Coverage, coverageAlt } from '../src/answer.ts'

/** One white pixel. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=', 'base64')

export const COVERAGE: Coverage = {
  type: 'coverage',
  title: 'Articles on Hellobike',
  per: 'month',
  columns: ['2020-01', '2020-02', '2020-03'],
  series: [
    { label: 'Caixin Global', values: [3, 8, 1] },
    { label: 'TechCrunch', values: [0, 4, 2] },
  ],
  undated: 1,
}
export const ALT = coverageAlt(COVERAGE)
/** What bars are made of, on every surface. */
export const BAR = '█'

export function told(coverages: readonly Coverage[] = [COVERAGE]): Answer {
  return {
    question: 'timeline Hellobike',
    verdict: 'answered',
    title: 'Hellobike over time',
    blocks: [
      { type: 'paragraph', spans: [{ type: 'text', text: 'What was before.' }] },
      ...coverages,
      { type: 'paragraph', spans: [{ type: 'text', text: 'What came after.' }] },
    ],
    sources: [],
    searched: { from: null, to: null, publishers: [], articles: 0 },
    followUps: [],
  }
}

/** `drawn`: how often it drew. `bytes`: as large as that. */
export function smallDraw(bytes = PNG.length): { readonly draw: Draw; drawn(): number } {
  let count = 0
  return {
    draw: async (coverage) => {
      count++
      return { png: Buffer.concat([PNG, Buffer.alloc(bytes - PNG.length)]), width: 1, height: 1, alt: coverageAlt(coverage) }
    },
    drawn: () => count,
  }
}
