import fc from 'fast-check'
import { encode } from 'gpt-tokenizer/encoding/o200k_base'
import { expect, test } from 'vitest'
import { analyse } from '../../src/retrieval/analysis.ts'
import { rankPassages } from '../../src/retrieval/rank-passages.ts'
import { termOf } from '../../src/retrieval/terms.ts'
import type { Analysed } from '../../src/store/store.ts'
import { ASKED, INVENTED, inventedNewsroom } from '../invented-newsroom.ts'
import { oddText } from '../odd-text.ts'

const INDEX = { documentFrequency: () => 2, size: 10 }
const term = (word: string) => ({ term: termOf(word) ?? '', weight: 1 })

function analysed(id: string, body: string, title = 'Untitled'): Analysed {
  const [model] = INVENTED
  if (model === undefined) throw new Error('No invented article to copy.')
  const article = { ...model, id, title, body }
  return { article, analysis: analyse(article) }
}

const filler = (sentences: number): string =>
  Array.from({ length: sentences }, (_, i) => `Nothing of note was seen in the ${i + 1}th village that summer.`).join(' ')

test('the passage is where the words of the question stand together', () => {
  const body = `${filler(40)} The brake fault was found in Marlow. ${filler(40)}`
  const [best] = rankPassages([{ analysed: analysed('a', body), score: 1 }], [term('brake'), term('fault')], INDEX, 5)
  expect(body.slice(best?.start, best?.end)).toContain('The brake fault was found in Marlow.')
  expect(best?.score).toBeCloseTo(1)
})

test('the article’s score and the passage’s both count', () => {
  const [good, other] = [analysed('good', 'The brake fault was found.'), analysed('other', 'The brake was found.')]
  const ids = (a: number, b: number) =>
    rankPassages(
      [
        { analysed: good, score: a },
        { analysed: other, score: b },
      ],
      [term('brake'), term('fault')],
      INDEX,
      5,
    ).map((one) => one.article.article.id)
  expect(ids(1, 1)).toEqual(['good', 'other'])
  expect(ids(0.1, 1)).toEqual(['other', 'good'])
})

test('other articles come before a further passage of one that is no better', () => {
  const long = analysed('long', `The brake fault was found. ${filler(40)} The brake fault was found. ${filler(40)}`)
  const short = analysed('short', `The brake fault was found. ${filler(8)}`)
  const ranked = rankPassages(
    [
      { analysed: long, score: 1 },
      { analysed: short, score: 0.8 },
    ],
    [term('brake'), term('fault')],
    INDEX,
    3,
  )
  expect(ranked.map((one) => one.article.article.id)).toEqual(['long', 'short', 'long'])
})

test('passages of one article do not overlap, are whole sentences, best first, at most the limit', () => {
  fc.assert(
    fc.property(fc.array(oddText, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 12 }), (bodies, limit) => {
      const candidates = bodies.map((body, i) => ({ analysed: analysed(`a${i}`, `${body}\n${filler(20)} ${body}`), score: 1 + i }))
      const ranked = rankPassages(candidates, [term('plant'), term('village'), term('million')], INDEX, limit)
      expect(ranked.length).toBeLessThanOrEqual(limit)
      const scores = ranked.map((one) => one.score)
      expect(scores).toEqual([...scores].sort((a, b) => b - a))
      for (const one of ranked) {
        expect(one.score).toBeGreaterThanOrEqual(0)
        expect(one.score).toBeLessThanOrEqual(1 + 1e-9)
        const { sentences } = one.article.analysis
        expect(sentences.some((sentence) => sentence.start === one.start)).toBe(true)
        expect(sentences.some((sentence) => sentence.end === one.end)).toBe(true)
        for (const other of ranked)
          if (other !== one && other.article === one.article) expect(other.start >= one.end || other.end <= one.start).toBe(true)
      }
    }),
    { numRuns: 60 },
  )
})

test('no candidate, no passage; no word, still no fault', () => {
  expect(rankPassages([], [term('brake')], INDEX, 5)).toEqual([])
  expect(rankPassages([{ analysed: analysed('a', ''), score: 1 }], [term('brake')], INDEX, 5)).toEqual([])
  expect(rankPassages([{ analysed: analysed('a', 'The plant opened.'), score: 0 }], [], INDEX, 5)).toHaveLength(1)
})

test('what search shows is stored text of at most 256 tokens, also of a page without a full stop', async () => {
  const endless = [
    'plant 4,511 '.repeat(400),
    `plant ${'电池工厂将雇用一千二百名工人'.repeat(200)}`,
    `plant ${'😀🚢🔋'.repeat(500)}`,
    `plant ${'word '.repeat(2_000)}`,
    `plant ${'x'.repeat(5_000)}`,
    `The plant opened. ${filler(100)}`,
  ]
  const articles = endless.map((body, i) => ({ ...(INVENTED[0] ?? { id: '' }), id: `endless-${i}`, body })) as typeof INVENTED
  const newsroom = await inventedNewsroom(articles)
  const hits = await newsroom.search('plant', ASKED, 50)
  expect(new Set(hits.map((hit) => hit.articleId)).size).toBe(endless.length)
  for (const hit of hits) {
    const body = articles.find((article) => article.id === hit.articleId)?.body ?? ''
    expect(body.slice(hit.start, hit.end)).toBe(hit.text)
    expect(hit.text.isWellFormed()).toBe(true)
    expect(encode(hit.text).length, hit.articleId).toBeLessThanOrEqual(256)
  }
  await newsroom.close()
})
