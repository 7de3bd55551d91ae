/** Text to measure on: articles resampled from real paragraphs where there are any, else words drawn by Zipf's law. */
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { IndexDocument } from '../../src/retrieval/search-index.ts'
import { termOf } from '../../src/retrieval/terms.ts'

export type BenchArticle = IndexDocument & { readonly title: string; readonly body: string }
export type BenchQuery = { readonly text: string; readonly terms: readonly string[] }
export type QueryKind = 'long' | 'mid' | 'short'
export type BenchCorpus = {
  /** Where the text comes from, in words. */
  readonly origin: string
  /** The same articles every time it is called; made as they are read, so that only an index holds them all. */
  articles(count: number): Generator<BenchArticle>
  readonly queries: Readonly<Record<QueryKind, readonly BenchQuery[]>>
}

const NEWS = new URL('../../../shared/data/news/', import.meta.url)
const MEAN_CHARACTERS = 5_000
const QUERIES_OF_A_KIND = 240
const SYNTHETIC_VOCABULARY = 60_000
const SYNTHETIC_PARAGRAPHS = 8_000

/** `text` with what the index would make of it. */
type Piece = { readonly text: string; readonly terms: readonly string[] }

/** Real text from `folder` where it is there, else synthetic; `origin` says which. */
export function benchCorpus(folder: URL = NEWS): BenchCorpus {
  return isSynthetic(folder) ? syntheticCorpus() : realCorpus(folder)
}

/** Whether `benchCorpus` has no real text to offer. */
export function isSynthetic(folder: URL = NEWS): boolean {
  return !existsSync(new URL('realtime-2022.jsonl.gz', folder))
}

export function piece(text: string): Piece {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}.'’,-]*/gu) ?? []
  return { text, terms: words.flatMap((word) => termOf(word.replace(/[.,'’-]+$/, '')) ?? []) }
}

/** A small generator with a seed (mulberry32), so that every run measures the same articles. Gives 0 to below 1. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function realCorpus(folder: URL): BenchCorpus {
  const lines = gunzipSync(readFileSync(new URL('realtime-2022.jsonl.gz', folder)))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
  const paragraphs: Piece[] = []
  const titles: Piece[] = []
  const publishers: string[] = []
  for (const line of lines) {
    const { title, body, publisher } = JSON.parse(line) as { title: string; body: string; publisher: string }
    titles.push(piece(title))
    publishers.push(publisher)
    for (const text of body.split(/\n+/)) if (text.length > 60) paragraphs.push(piece(text))
  }
  return {
    origin: `${paragraphs.length} paragraphs of ${titles.length} real news pages, resampled`,
    articles: (count) => resampled(count, paragraphs, titles, publishers),
    queries: {
      long: questions(folder, 'multihop-dev.jsonl'),
      mid: questions(folder, 'realtime-2022-dev.jsonl'),
      short: shortQueries(titles),
    },
  }
}

function questions(folder: URL, file: string): BenchQuery[] {
  const lines = readFileSync(new URL(file, folder), 'utf8').split('\n').filter(Boolean)
  return lines.slice(0, QUERIES_OF_A_KIND).map((line) => piece((JSON.parse(line) as { q: string }).q))
}

function syntheticCorpus(): BenchCorpus {
  const random = seededRandom(11)
  const word = zipfWords(random)
  const text = (words: number): Piece => piece(Array.from({ length: words }, word).join(' '))
  const paragraphs = Array.from({ length: SYNTHETIC_PARAGRAPHS }, () => text(20 + Math.floor(random() * 60)))
  const titles = Array.from({ length: 2_000 }, () => text(9))
  const ask = (words: number): BenchQuery[] => Array.from({ length: QUERIES_OF_A_KIND }, () => text(words))
  return {
    origin: `synthetic: ${SYNTHETIC_VOCABULARY} made-up words by Zipf's law (no real news beside the repository), so read ratios with care`,
    articles: (count) => resampled(count, paragraphs, titles, ['Daily', 'Weekly', 'Monthly']),
    queries: { long: ask(46), mid: ask(16), short: shortQueries(titles) },
  }
}

/** Word n comes 1 / n as often as the first; frequent words are short, as in English. */
function zipfWords(random: () => number): () => string {
  const letters = 'etaoinshrdlucmfwypvbgkq'
  const spell = (rank: number): string => {
    let word = ''
    for (let rest = rank + 30; rest > 0; rest = Math.floor(rest / letters.length)) word += letters[rest % letters.length]
    return word
  }
  return () => spell(Math.floor(SYNTHETIC_VOCABULARY ** random()))
}

function shortQueries(titles: readonly Piece[]): BenchQuery[] {
  const random = seededRandom(5)
  const long = titles.filter((title) => title.terms.length >= 4)
  return Array.from({ length: QUERIES_OF_A_KIND }, () => {
    const words = (long[Math.floor(random() * long.length)] as Piece).text.split(/\s+/)
    const length = 2 + Math.floor(random() * 2)
    const first = Math.floor(random() * Math.max(1, words.length - length))
    return piece(words.slice(first, first + length).join(' '))
  }).filter((query) => query.terms.length > 0)
}

function* resampled(
  count: number,
  paragraphs: readonly Piece[],
  titles: readonly Piece[],
  publishers: readonly string[],
): Generator<BenchArticle> {
  const random = seededRandom(3)
  const any = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
  for (let i = 0; i < count; i++) {
    const characters = MEAN_CHARACTERS * (0.5 + random())
    const title = any(titles)
    const texts: string[] = []
    const bodyTerms: string[] = []
    for (let length = 0; length < characters; ) {
      const paragraph = any(paragraphs)
      texts.push(paragraph.text)
      for (const term of paragraph.terms) bodyTerms.push(term)
      length += paragraph.text.length + 2
    }
    const publishedMs = Date.UTC(2022, 0, 1) + Math.floor(random() * 365) * 86_400_000
    yield {
      id: `article-${i}`,
      publisher: any(publishers),
      publishedMs,
      title: title.text,
      titleTerms: title.terms,
      body: texts.join('\n\n'),
      bodyTerms,
    }
  }
}
