import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { encode as encodeCl100k } from 'gpt-tokenizer/encoding/cl100k_base'
import { encode as encodeO200k } from 'gpt-tokenizer/encoding/o200k_base'
import { expect, test } from 'vitest'
import { analyse, MAX_PASSAGE_TOKENS } from '../../src/retrieval/analysis.ts'
import { read } from '../../src/retrieval/language.ts'
import { estimateTokens } from '../../src/retrieval/token-estimate.ts'

const SHARED = new URL('../../../shared/data/news/realtime-2022.jsonl.gz', import.meta.url)
/** What a passage may hold by the contract of search; `MAX_PASSAGE_TOKENS` leaves room under it for the estimate's error. */
const LIMIT = 256
const MAX_ARTICLES = 120

const tokensOf = (text: string): number => Math.max(encodeCl100k(text).length, encodeO200k(text).length)
const estimateOf = (text: string): number => {
  const reading = read(text)
  return reading.sentences.reduce((sum, sentence) => sum + Math.ceil(estimateTokens(reading, sentence)), 0)
}

test('ordinary news takes about as many tokens as estimated', () => {
  const text =
    'Veltrona Motors, an electric truck maker founded in 2016, said on Monday it will build a battery plant in Marlow. The battery plant will employ 1,200 workers and cost $640 million, the company said.'
  expect(tokensOf(text) / estimateOf(text)).toBeGreaterThan(0.75)
  expect(tokensOf(text) / estimateOf(text)).toBeLessThan(1.1)
})

test.each([
  ['Han', '电池工厂将雇用一千二百名工人 政府 新聞 中国人民银行。 '],
  ['Cyrillic', 'Завод будет построен в городе. '],
  ['Hangul', '배터리 공장은 '],
  ['Devanagari', 'बैटरी कारखाना '],
  ['emoji', '😀 🚢🔋 👩‍👩‍👧 🇳🇴 ❤️ '],
])('%s is never taken for less than it is', (_name, text) => {
  expect(tokensOf(text.repeat(10))).toBeLessThanOrEqual(estimateOf(text.repeat(10)))
})

test('a sentence of nothing but white space cannot be, and a longer one costs more', () => {
  expect(estimateOf('')).toBe(0)
  expect(estimateOf('One plant opened in Marlow today.')).toBeGreaterThan(estimateOf('One plant opened.'))
})

test.skipIf(!existsSync(SHARED))(
  'passages of real news hold at most 256 tokens, 99.5 % of them at least (skipped where ../shared is absent)',
  () => {
    const lines = gunzipSync(readFileSync(SHARED)).toString('utf8').trim().split('\n')
    const step = Math.max(1, Math.floor(lines.length / MAX_ARTICLES))
    let passages = 0
    let over = 0
    for (let i = 0; i < lines.length; i += step) {
      const { title, body } = JSON.parse(lines[i] ?? '') as { title: string; body: string }
      const { sentences, passages: runs } = analyse({ title, body })
      for (const { first, last } of runs) {
        const [from, to] = [sentences[first], sentences[last - 1]]
        // One endless sentence is cut where passages are shown.
        if (!from || !to || (last - first === 1 && from.tokens > MAX_PASSAGE_TOKENS)) continue
        passages++
        if (tokensOf(body.slice(from.start, to.end)) > LIMIT) over++
      }
    }
    expect(passages).toBeGreaterThan(100)
    expect(over / passages).toBeLessThanOrEqual(0.005)
  },
)
