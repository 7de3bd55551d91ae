import { expect, test } from 'vitest'
import { measureStories, storiesReport, storyCorpus } from './stories-bench.ts'

test('a small run has every figure and reads as a paragraph', async () => {
  const corpus = await storyCorpus(60, new URL('./no-news-here/realtime-2022.jsonl.gz', import.meta.url))
  const figures = await measureStories(corpus, 10, () => undefined)
  expect(figures.articles).toBe(60)
  expect(figures.addOne.samples).toBe(10)
  expect(figures.stories).toBeGreaterThan(30)
  expect(figures.articlesPerCpuSecond).toBeGreaterThan(0)
  expect(storiesReport(figures)).not.toContain('NaN')
}, 60_000)
