import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askNewsdesk, ENGINES, openNewsdesk } from './index-engines.ts'
import { latency, quantile } from './measure.ts'
import { type BenchArticle, benchCorpus, piece, seededRandom } from './news-corpus.ts'

const NOWHERE = new URL('file:///nowhere/at/all/')

describe('every engine measured', () => {
  const folder = mkdtempSync(join(tmpdir(), 'index-engines-'))
  const articles: BenchArticle[] = [...benchCorpus(NOWHERE).articles(30)]
  const marked = articles.map((article, i) =>
    i === 17 ? { ...article, body: `${article.body} zyxwvut`, bodyTerms: [...article.bodyTerms, ...piece('zyxwvut').terms] } : article,
  )
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  beforeAll(async () => {
    for (const engine of ENGINES) await engine.build(folder, marked)
  })

  test.each(ENGINES.filter((engine) => engine.name !== 'minisearch-default'))(
    '$name finds the one article with a word, after reopening',
    async (engine) => {
      const opened = await engine.open(folder)
      expect(await opened.search(piece('what about the zyxwvut'))).toContain('article-17')
      expect(engine.keptBytes(folder)).toBeGreaterThan(0)
    },
  )

  test('ours gives its ten best', async () => {
    const index = await openNewsdesk(folder)
    expect(await askNewsdesk(index, { text: '', terms: (marked[3] as BenchArticle).titleTerms })).toHaveLength(10)
  })
})

describe('text without real news beside the repository', () => {
  const corpus = benchCorpus(NOWHERE)
  test('says that it is synthetic', () => expect(corpus.origin).toMatch(/^synthetic/))
  test('is the same every time', () => expect([...corpus.articles(3)]).toEqual([...corpus.articles(3)]))
  test('has questions of each length', () => {
    const words = (kind: 'long' | 'mid' | 'short') =>
      quantile(
        corpus.queries[kind].map((query) => query.text.split(' ').length),
        0.5,
      )
    expect([words('long'), words('mid')]).toEqual([46, 16])
    expect(words('short')).toBeLessThanOrEqual(3)
  })
  test('repeats few words often and most seldom', () => {
    const counts = new Map<string, number>()
    for (const { bodyTerms } of corpus.articles(20)) for (const term of bodyTerms) counts.set(term, (counts.get(term) ?? 0) + 1)
    const sorted = [...counts.values()].sort((a, b) => b - a)
    expect(sorted[0] as number).toBeGreaterThan(50 * (sorted[sorted.length >> 1] as number))
  })
})

test('quantiles are by nearest rank', () => {
  expect([0.5, 0.95, 0.99, 1].map((share) => quantile([4, 1, 3, 2], share))).toEqual([2, 4, 4, 4])
  expect(quantile([], 0.5)).toBeNaN()
})

test('a slow engine is still timed three times', async () => {
  expect((await latency([1, 2, 3, 4, 5], () => undefined, 0, 0)).samples).toBe(3)
})

test('seeded numbers lie from 0 to below 1 and repeat', () => {
  const [a, b] = [seededRandom(1), seededRandom(1)]
  for (let i = 0; i < 100; i++) {
    const number = a()
    expect(number).toBe(b())
    expect(number >= 0 && number < 1).toBe(true)
  }
})
