/** What intake learns of an article once, so that answering costs a millisecond: sentences and their terms, passages, names. */
import type { Article } from '../article.ts'
import { type EntityMention, recogniseEntities } from './entities.ts'
import { read } from './language.ts'
import { termsOf } from './terms.ts'
import { estimateTokens } from './token-estimate.ts'

/** [start, end) in `article.body`, UTF-16 units; `terms` in order with repeats. */
export type AnalysedSentence = {
  readonly start: number
  readonly end: number
  readonly paragraph: number
  /** GPT tokens that it takes at most, a whole number. */
  readonly tokens: number
  readonly terms: readonly string[]
}
/** A run of sentences `sentences.slice(first, last)`, at most `MAX_PASSAGE_TOKENS` tokens unless one sentence is longer. */
export type Passage = { readonly first: number; readonly last: number }

export type Analysis = {
  readonly titleTerms: readonly string[]
  readonly sentences: readonly AnalysedSentence[]
  readonly passages: readonly Passage[]
  readonly entities: readonly EntityMention[]
}

/**
 * A passage holds as many whole sentences as fit: longer ones rank better (docs/evaluation.md), and none may exceed 256 GPT tokens.
 * The estimate (`token-estimate.ts`) is 7 % above the count in the median, so that this bound keeps to 256 but for rare lists of names and figures.
 */
export const MAX_PASSAGE_TOKENS = 262

export function analyse(article: Pick<Article, 'title' | 'body'>): Analysis {
  const reading = read(article.body)
  const sentences = reading.sentences.map((sentence) => ({
    start: sentence.start,
    end: sentence.end,
    paragraph: sentence.paragraph,
    tokens: Math.ceil(estimateTokens(reading, sentence)),
    terms: termsOf(reading.tokens.slice(sentence.first, sentence.last)),
  }))
  return {
    titleTerms: termsOf(read(article.title).tokens),
    sentences,
    passages: passagesOf(sentences),
    entities: recogniseEntities(reading),
  }
}

function passagesOf(sentences: readonly AnalysedSentence[]): Passage[] {
  const passages: Passage[] = []
  let first = 0
  let tokens = 0
  for (const [i, sentence] of sentences.entries()) {
    if (i > first && tokens + sentence.tokens > MAX_PASSAGE_TOKENS) {
      passages.push({ first, last: i })
      first = i
      tokens = 0
    }
    tokens += sentence.tokens
  }
  if (first < sentences.length) passages.push({ first, last: sentences.length })
  return passages
}
