import { describe, expect, test } from 'vitest'
import { measureSize, readBenchOptions } from './bench.ts'
import { reportOf } from './bench-report.ts'
import { goalsOf } from './goals.ts'
import { ENGINES, fts5, miniSearchTuned, newsdesk } from './index-engines.ts'

describe('options', () => {
  test('sizes and engines have defaults; --full adds the archive once', () => {
    expect(readBenchOptions([], ENGINES)).toEqual({
      parts: ['newsroom', 'chat', 'watches', 'digest', 'stories', 'intake', 'web'],
      sizes: ['seeds', 5_000],
      engines: ENGINES,
      web: { articles: 50_000, folder: null },
      json: false,
      save: null,
    })
    expect(readBenchOptions(['--full'], ENGINES).sizes).toEqual(['seeds', 5_000, 50_000])
    expect(readBenchOptions(['--articles', '50000', '--full'], ENGINES).sizes).toEqual([50_000])
    expect(readBenchOptions(['--engines', 'fts5,newsdesk'], ENGINES).engines).toEqual([newsdesk, fts5])
  })

  test('--only is one of the parts', () => {
    expect(readBenchOptions(['--only', 'chat'], ENGINES).parts).toEqual(['chat'])
    expect(() => readBenchOptions(['--only', 'press'], ENGINES)).toThrow(/press.*newsroom, chat, watches, digest/)
  })

  test.each(['0', '1.5', 'many', '9999999', 'seeds,', ''])('--articles %j is refused', (articles) => {
    expect(() => readBenchOptions(['--articles', articles], ENGINES)).toThrow(RangeError)
  })

  test.each(['0', 'seeds', '9999999'])('--web-articles %j is refused', (articles) => {
    expect(() => readBenchOptions(['--web-articles', articles], ENGINES)).toThrow(/--web-articles.*whole number/)
    expect(readBenchOptions(['--web-articles', '10', '--web-store', 'x'], ENGINES).web).toEqual({ articles: 10, folder: 'x' })
  })

  test('an unknown engine is refused with those that there are', () => {
    expect(() => readBenchOptions(['--engines', 'fts5,lucene'], ENGINES)).toThrow(/lucene.*minisearch-tuned/)
  })
})

test('a run at the seeds has every figure, judges the goals that are set there, and reads as Markdown', async () => {
  const measured = await measureSize('seeds', [newsdesk, miniSearchTuned, fts5], () => undefined, { questions: 12, processes: 1 })
  const { newsroom } = measured
  const figures = [
    newsroom.articlesPerCpuSecond,
    newsroom.tokensAnArticle,
    newsroom.entityTokensPerSecond,
    newsroom.rssKilobytesAnArticle,
    ...Object.values(newsroom.coldStart),
    ...Object.values(newsroom.answering).flatMap(({ index, search, ask }) => [index.p50, search.p99, ask.p95, ask.cpu.p50]),
  ]
  expect(figures.filter((figure) => !(Number.isFinite(figure) && figure > 0))).toEqual([])
  expect(Math.min(...Object.values(newsroom.answering).map(({ answeredShare }) => answeredShare))).toBeGreaterThan(0.3)
  const goals = goalsOf(measured)
  expect(goals.filter(({ reached }) => reached !== null)).toHaveLength(3)
  expect(goals.find(({ goal }) => goal.includes('MiniSearch'))?.reached).toBeNull()
  const report = reportOf(measured, goals)
  for (const { goal } of goals) expect(report).toContain(goal)
  expect(report).toContain('| minisearch-tuned |')
  expect(report).not.toContain('NaN')
}, 120_000)
