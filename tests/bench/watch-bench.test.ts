import { expect, test } from 'vitest'
import { measureWatches, watchReport } from './watch-bench.ts'

test('every way is measured, the index and asking every rule find the same, and the report says it', async () => {
  const figures = await measureWatches(() => undefined, { stored: 24, arriving: 6, watches: 80 })
  expect(figures).toMatchObject({ articles: 24, watches: 80, differences: 0 })
  expect(Object.values(figures.kinds).reduce((sum, count) => sum + count, 0)).toBe(80)
  expect(figures.matches.mean).toBeGreaterThan(0)
  for (const { samples, cpu } of [figures.index, figures.everyRule, figures.everyQuery]) {
    expect(samples).toBeGreaterThan(2)
    expect(cpu.p95).toBeGreaterThanOrEqual(cpu.p50)
  }
  expect(watchReport(figures)).toContain('The index and asking every rule find the same.')
})
