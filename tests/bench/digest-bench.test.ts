import { expect, test } from 'vitest'
import { digestReport, measureDigest } from './digest-bench.ts'
import { benchCorpus } from './news-corpus.ts'

test('a small run has every figure and reads as Markdown', async () => {
  const figures = await measureDigest(
    benchCorpus(new URL('./no-news-here/', import.meta.url)),
    { articles: 120, lastDay: 40, runs: 4 },
    () => undefined,
  )
  expect(figures).toMatchObject({ articles: 120, lastDay: 40, told: 10 })
  expect(figures.total).toBeGreaterThan(10)
  for (const { samples, cpu } of [figures.first, figures.all, figures.named, figures.words, figures.newest]) {
    expect(samples).toBe(4)
    expect(cpu.p50).toBeGreaterThan(0)
  }
  const report = digestReport(figures)
  expect(report.split('\n').filter((line) => line.startsWith('| '))).toHaveLength(6)
  expect(report).not.toContain('NaN')
}, 60_000)
