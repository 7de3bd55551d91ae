import { expect, test } from 'vitest'
import { evidenceOf, idf, wantedWords } from '../src/evidence.ts'
import { understand } from '../src/question.ts'
import { analyse } from '../src/retrieval/analysis.ts'
import { termOf } from '../src/retrieval/terms.ts'
import { rankSentences } from '../src/sentence-ranker.ts'
import type { Analysed } from '../src/store/store.ts'
import { INVENTED } from './invented-newsroom.ts'

const WHEN = { now: new Date('2024-06-20T12:00:00Z'), zone: 'UTC' }
const KNOWN = { publishers: [], authors: [] }
const ARTICLES: readonly Analysed[] = INVENTED.map((article) => ({ article, analysis: analyse(article) }))
const frequencies = new Map<string, number>()
for (const { analysis } of ARTICLES)
  for (const term of new Set([...analysis.titleTerms, ...analysis.sentences.flatMap((sentence) => sentence.terms)]))
    frequencies.set(term, (frequencies.get(term) ?? 0) + 1)
const INDEX = {
  documentFrequency: (term: string) => frequencies.get(term) ?? 0,
  similarTerms: (term: string) => (term === termOf('Quilstream') ? [termOf('Quillstream') ?? ''] : []),
  size: ARTICLES.length,
}

const article = (id: string): Analysed => {
  const found = ARTICLES.find((one) => one.article.id === id)
  if (found === undefined) throw new Error(`No invented article “${id}”.`)
  return found
}
const wantedOf = (text: string) => wantedWords(understand(text, KNOWN, WHEN).words, INDEX)

/** How well each sentence of an article says one word of a question. */
function saying(
  id: string,
  question: string,
  word: string,
): readonly { readonly text: string; readonly own: number; readonly near: number }[] {
  const wanted = wantedOf(question)
  const w = wanted.findIndex((want) => want.word.text.toLowerCase() === word.toLowerCase())
  const { article: one, analysis } = article(id)
  return evidenceOf(article(id), wanted).map(({ index, own, near }) => ({
    text: one.body.slice(analysis.sentences[index]?.start, analysis.sentences[index]?.end),
    own: own[w] ?? 0,
    near: near[w] ?? 0,
  }))
}
const best = (rows: readonly { readonly own: number }[]): number => Math.max(...rows.map((row) => row.own))

test('a typed name that the articles do not hold is read as the nearest that they do', () => {
  const [want] = wantedOf('What does Quilstream sell?')
  expect(want).toMatchObject({ term: termOf('Quillstream'), corrected: true, variants: [] })
  expect(wantedOf('What does Quillstream sell?')[0]).toMatchObject({ corrected: false })
})

test('an ordinary word is never corrected', () => {
  expect(wantedOf('who eats quince?').every((want) => !want.corrected)).toBe(true)
})

test('a name typed in two is the one that the articles print', () => {
  expect(wantedOf('zip talk ban').map((want) => want.term)).toContain(termOf('ZipTalk'))
  expect(wantedOf('Zip-Talk ban').map((want) => want.term)).toContain(termOf('ZipTalk'))
  // Two words that make no known name together stay two.
  expect(wantedOf('night ferry').map((want) => want.word.text)).toEqual(['night', 'ferry'])
})

test('a synonym says a word in part', () => {
  const rows = saying('takeover', 'Who bought Quillstream?', 'bought')
  expect(rows[0]?.text).toContain('purchased')
  expect(rows[0]?.own).toBeGreaterThan(0.4)
  expect(rows[0]?.own).toBeLessThan(1)
  expect(best(saying('memo', 'Who bought Quillstream?', 'bought'))).toBe(0)
})

test('initials that no text prints say the name', () => {
  expect(best(saying('takeover', 'How much did LSG pay?', 'LSG'))).toBeCloseTo(0.9)
  expect(best(saying('ferry', 'How much did LSG pay?', 'LSG'))).toBe(0)
})

test('a short form of a name says the whole name', () => {
  const rows = saying('takeover', 'When will Per Dahlgren leave?', 'Per')
  expect(rows.find((row) => row.text.startsWith('Dahlgren will leave'))?.own ?? 0).toBeGreaterThanOrEqual(0)
  expect(best(saying('takeover', 'When will Per Dahlgren leave?', 'Dahlgren'))).toBe(1)
})

test('a sentence that opens with a pronoun speaks of what the one before it named', () => {
  const rows = saying('takeover', 'What was the revenue of Quillstream?', 'Quillstream')
  const its = rows.find((row) => row.text.startsWith('Its revenue'))
  expect(its?.own).toBeCloseTo(0.7)
  // A sentence that names its own subject does not.
  expect(saying('recall', 'Who recalled Veltrona trucks?', 'trucks').find((row) => row.text.startsWith('Ines Okafor'))?.own).toBe(0)
})

test('surroundings say a word less than the sentence does, and never less than the rest of the article', () => {
  for (const { article: one } of ARTICLES) {
    const wanted = wantedOf('How many workers will the Veltrona battery plant in Marlow employ?')
    for (const evidence of evidenceOf(article(one.id), wanted)) {
      for (const [w, own] of evidence.own.entries()) expect(evidence.near[w]).toBeGreaterThanOrEqual(own)
      expect(evidence.ownShare).toBeGreaterThanOrEqual(0)
      expect(evidence.nearShare).toBeGreaterThanOrEqual(evidence.ownShare - 1e-9)
      expect(evidence.nearShare).toBeLessThanOrEqual(1 + 1e-9)
    }
  }
})

test('rarer words weigh more, and none weighs nothing', () => {
  expect(idf(1, 100)).toBeGreaterThan(idf(50, 100))
  expect(idf(100, 100)).toBeGreaterThan(0)
  expect(idf(0, 0)).toBeGreaterThan(0)
})

test.each([
  ['How many workers will the battery plant employ?', '1,200'],
  ['Which judge spoke of warnings?', 'Ruth Adeyemi'],
  ['How long does the crossing take?', 'nine hours'],
  ['How much does a ferry ticket cost?', '€38'],
  ['When does the night ferry return to Norwick?', 'April'],
  ['By what percentage did revenue of Quillstream rise?', '18%'],
  ['What year was the harbour built?', '1931'],
])('“%s” is best answered where %s stands, and that is what is pointed at', (text, answer) => {
  const question = understand(text, KNOWN, WHEN)
  const ranked = rankSentences(question, wantedOf(text), ARTICLES)
  const held = ranked.slice(0, 2).flatMap((row) => row.held.slice(0, 1).map((one) => row.text.slice(one.start, one.end)))
  expect(held).toContain(answer)
  for (const row of ranked) expect(article(row.articleId).article.body.slice(row.start, row.end)).toBe(row.text)
})

test('nothing asked ranks without a fault', () => {
  const question = understand('', KNOWN, WHEN)
  expect(rankSentences(question, [], []).length).toBe(0)
  expect(rankSentences(question, [], ARTICLES).every((row) => Number.isFinite(row.score))).toBe(true)
})
