import { expect, test } from 'vitest'
import { intakeReport, measureIntake } from './intake-bench.ts'
import { benchCorpus } from './news-corpus.ts'

test('a small run has every figure and reads as Markdown', async () => {
  const figures = await measureIntake(
    benchCorpus(new URL('./no-news-here/', import.meta.url)),
    { articles: 60, searches: 6, batches: [1, 3], feedBytes: 60_000 },
    () => undefined,
  )
  for (const one of [figures.idle, ...figures.during]) {
    expect(one.searches).toBe(6)
    expect(one.p50).toBeGreaterThan(0)
  }
  expect(figures.during.map(({ added }) => added > 0)).toEqual([true, true])
  const [first, ...others] = figures.reading.map(({ items }) => items)
  expect(first).toBeGreaterThan(5)
  expect(others).toEqual(others.map(() => first))
  const report = intakeReport(figures)
  expect(report.split('\n').filter((line) => line.startsWith('| '))).toHaveLength(10)
  expect(report).not.toContain('NaN')
}, 60_000)
