import { expect, test } from 'vitest'
import { wantedWords } from '../src/evidence.ts'
import { understand } from '../src/question.ts'
import { analyse } from '../src/retrieval/analysis.ts'
import { MAX_SENTENCES, selectSentences } from '../src/select-sentences.ts'
import { rankSentences } from '../src/sentence-ranker.ts'
import { ASKED, INVENTED } from './invented-newsroom.ts'

const ARTICLES = INVENTED.map((article) => ({ article, analysis: analyse(article) }))
const INDEX = { documentFrequency: () => 1, similarTerms: () => [], size: ARTICLES.length }

function selected(text: string, ofParts: readonly number[] = []) {
  const question = understand(text, { publishers: [], authors: [] }, ASKED)
  const wanted = wantedWords(question.words, INDEX)
  const ranked = rankSentences(question, wanted, ARTICLES)
  const parts = ofParts.flatMap((at) => ranked.slice(at, at + 1))
  return { ranked, chosen: selectSentences(question, wanted, ranked, parts) }
}

test.each([
  'How much was Tidewell fined?',
  'How many workers will the battery plant in Marlow employ?',
  'Which companies were named in Marlow and Norwick?',
  'Compare Veltrona and Tidewell',
  'plant',
])('“%s”: the answering sentence first, none twice, at most six', (text) => {
  const { ranked, chosen } = selected(text)
  expect(chosen[0]).toBe(ranked[0])
  expect(chosen.length).toBeLessThanOrEqual(MAX_SENTENCES)
  expect(new Set(chosen.map((row) => `${row.articleId}/${row.start}`)).size).toBe(chosen.length)
})

test('a question about one thing keeps to what is near it in score', () => {
  const { chosen } = selected('How much was Tidewell fined?')
  const [top] = chosen
  for (const row of chosen) expect(row.score).toBeGreaterThanOrEqual(0.5 * (top?.score ?? 0))
})

test('a question for several things is answered from several articles', () => {
  const { chosen } = selected('Which companies were in both Marlow and Norwick?')
  expect(new Set(chosen.map((row) => row.articleId)).size).toBeGreaterThan(1)
})

test('the sentences of two questions in one come first, in their order, and one that answers both comes once', () => {
  const { ranked, chosen } = selected('How much was Tidewell fined and who was the judge?', [2, 0])
  expect(chosen.slice(0, 2)).toEqual([ranked[2], ranked[0]])
  const both = selected('How much was Tidewell fined and who was the judge?', [0, 0])
  expect(both.chosen.filter((row) => row === both.ranked[0])).toHaveLength(1)
})

test('from nothing, nothing is chosen', () => {
  const question = understand('plant', { publishers: [], authors: [] }, ASKED)
  expect(selectSentences(question, [], [], [])).toEqual([])
})
