/** From a question to candidate articles and passages: the one place where answering awaits the index and the store. */
import { horizonMs } from './article.ts'
import { type WantedWord, wantedWords } from './evidence.ts'
import type { Asked, PassageHit } from './newsroom.ts'
import { type Question, understand } from './question.ts'
import { MAX_PASSAGE_TOKENS } from './retrieval/analysis.ts'
import { read } from './retrieval/language.ts'
import { type CandidateArticle, rankPassages } from './retrieval/rank-passages.ts'
import type { SearchIndex, SearchRequest, WeightedTerm } from './retrieval/search-index.ts'
import { foldName } from './retrieval/terms.ts'
import { estimateTokens } from './retrieval/token-estimate.ts'
import type { Store } from './store/store.ts'

export type Desk = { readonly store: Store; readonly index: SearchIndex }
export type Candidates = {
  readonly articles: readonly CandidateArticle[]
  readonly filters: readonly string[]
}

/** An outlet that the question names is favoured, not required: it may be quoted by another. */
const OUTLET_BOOST = 4
const PERIOD_BOOST = 1.7
/** News of the asker's day counts up to three times as much as old news and half of that again two weeks later. */
const RECENCY_BOOST = 2
const RECENCY_HALF_LIFE_DAYS = 14
const DAY_MS = 86_400_000
const VARIANT_SHARE = 0.3
const CORRECTED_SHARE = 0.2
const MIN_VARIANT = 0.6
const MAX_VARIANTS_A_WORD = 3
/** Articles whose passages are ranked: past these no gold passage was found in development. */
const SEARCH_ARTICLES = 80
const MAX_LIMIT = 100
/** Longer than any passage of several sentences: one endless sentence, of which a part is shown. */
const MAX_PASSAGE_CHARS = 1_500
const CUT_PASSAGE_CHARS = 1_000
const MAX_CUTS = 8
/** An endless sentence is mostly figures, which the estimate takes for less than they are. */
const MAX_CUT_TOKENS = 200

export async function understandFor(desk: Desk, text: string, asked: Asked): Promise<Question> {
  const corpus = await desk.store.corpus()
  return understand(text, { publishers: corpus.publishers.map((outlet) => outlet.publisher), authors: corpus.authors }, asked)
}

/** The best articles for a question, best first, at most `limit`; filters of the question applied. */
export async function candidatesFor(
  desk: Desk,
  question: Question,
  wanted: readonly WantedWord[],
  asked: Asked,
  limit: number,
): Promise<Candidates> {
  const terms = searchTerms(wanted)
  const { where, filters } = filterOf(question, asked)
  const hits = terms.length === 0 ? [] : await desk.index.search({ terms, where, boost: boostOf(question, asked), limit })
  const scores = new Map(hits.map((hit) => [hit.id, hit.score]))
  const analysed = await desk.store.analysed(hits.map((hit) => hit.id))
  const articles = analysed.filter((one) => passes(question, one)).map((one) => ({ analysed: one, score: scores.get(one.article.id) ?? 0 }))
  return { articles, filters }
}

/** Ranked passages for a query, for programs and for measuring. */
export async function searchPassages(desk: Desk, query: string, asked: Asked, limit: number): Promise<readonly PassageHit[]> {
  const question = await understandFor(desk, query, asked)
  const wanted = wantedWords(question.words, desk.index)
  const terms = wanted.map((want) => ({ term: want.term, weight: weightOf(want) }))
  const { articles } = await candidatesFor(desk, question, wanted, asked, SEARCH_ARTICLES)
  return rankPassages(articles, terms, desk.index, Math.min(MAX_LIMIT, Math.max(1, limit))).map(
    ({ article: { article, analysis }, start, end, score }) => {
      const endless = analysis.sentences.some((one) => one.start === start && one.end === end && one.tokens > MAX_PASSAGE_TOKENS)
      const short = end - start <= MAX_PASSAGE_CHARS ? end : cutAtWord(article.body, start, start + CUT_PASSAGE_CHARS)
      const last = endless ? fitting(article.body, start, short) : short
      return {
        articleId: article.id,
        url: article.url,
        publisher: article.publisher,
        title: article.title,
        published: article.published,
        score,
        start,
        end: last,
        text: article.body.slice(start, last),
      }
    },
  )
}

/** 1,200 characters of figures or of another script are more than a passage's tokens: cut until they fit, each time by what is too much. */
function fitting(body: string, start: number, end: number): number {
  let last = end
  for (let tries = 0; tries < MAX_CUTS; tries++) {
    const reading = read(body.slice(start, last))
    const tokens = reading.sentences.reduce((sum, sentence) => sum + estimateTokens(reading, sentence), 0)
    if (tokens <= MAX_CUT_TOKENS) break
    last = cutAtWord(body, start, start + Math.floor(((last - start) * MAX_CUT_TOKENS) / tokens))
  }
  return last
}

function cutAtWord(body: string, start: number, end: number): number {
  const space = body.lastIndexOf(' ', end)
  if (space > start) return space
  // Between the halves of a character is no place to cut.
  return /[\uD800-\uDBFF]/.test(body[end - 1] ?? '') ? end - 1 : end
}

/** A guessed spelling may be wrong: it helps to find, it must not decide. */
function weightOf(want: WantedWord): number {
  return want.corrected ? want.word.weight * CORRECTED_SHARE : want.word.weight
}

/** The question's terms, and the nearest other words for them at a fraction of their weight. */
function searchTerms(wanted: readonly WantedWord[]): WeightedTerm[] {
  return wanted.flatMap((want) => [
    { term: want.term, weight: weightOf(want) },
    ...(want.word.weight < 1
      ? []
      : want.variants
          .filter((variant) => variant.terms.length === 1 && variant.weight >= MIN_VARIANT)
          .slice(0, MAX_VARIANTS_A_WORD)
          .map((variant) => ({ term: variant.terms[0] ?? '', weight: want.word.weight * variant.weight * VARIANT_SHARE }))),
  ])
}

function filterOf(question: Question, asked: Asked): { where: NonNullable<SearchRequest['where']>; filters: string[] } {
  const { operators } = question
  const latestMs = horizonMs(asked.now)
  const outlets = operators.publishers.length > 0 ? question.publishers : []
  const filters: string[] = []
  if (outlets.length > 0) filters.push(`outlet: ${outlets.join(', ')}`)
  if (operators.period) filters.push(`period: ${operators.period.text}`)
  const where: NonNullable<SearchRequest['where']> = ({ publisher, publishedMs }) => {
    if (publishedMs !== null && publishedMs > latestMs) return false
    if (outlets.length > 0 && !outlets.includes(publisher)) return false
    return operators.period === null || isWithin(publishedMs, operators.period)
  }
  return { where, filters }
}

export function isWithin(ms: number | null, period: { readonly fromMs: number | null; readonly toMs: number | null }): boolean {
  if (ms === null) return false
  return (period.fromMs === null || ms >= period.fromMs) && (period.toMs === null || ms <= period.toMs)
}

function boostOf(question: Question, asked: Asked): NonNullable<SearchRequest['boost']> {
  const outlets = new Set(question.publishers)
  const nowMs = asked.now.getTime()
  // A question about an ended period wants that period's news, not today's.
  const past = question.period !== null && question.period.toMs !== null && question.period.toMs < nowMs - 2 * DAY_MS
  return ({ publisher, publishedMs }) => {
    let boost = outlets.has(publisher) ? OUTLET_BOOST : 1
    if (question.period !== null && isWithin(publishedMs, question.period)) boost *= PERIOD_BOOST
    if (!past && publishedMs !== null)
      boost *= 1 + RECENCY_BOOST * 0.5 ** (Math.max(0, nowMs - publishedMs) / DAY_MS / RECENCY_HALF_LIFE_DAYS)
    return boost
  }
}

/** The operators that need the article itself: phrases, excluded words, authors, entities, tags. */
export function passes(question: Question, { article, analysis }: CandidateArticle['analysed']): boolean {
  const { operators } = question
  const has = (values: readonly string[], wanted: string): boolean => values.some((value) => foldName(value) === foldName(wanted))
  if (operators.authors.length > 0 && !question.authors.some((author) => has(article.authors, author))) return false
  if (operators.tags.length > 0 && !operators.tags.some((tag) => has(article.tags, tag))) return false
  if (operators.entities.length > 0 && !operators.entities.every((name) => analysis.entities.some((entity) => has(entity.aliases, name))))
    return false
  if (operators.phrases.length === 0 && operators.excluded.length === 0) return true
  const text = `${article.title}\n${article.body}`.toLowerCase()
  if (!operators.phrases.every((phrase) => text.includes(phrase.toLowerCase()))) return false
  return !operators.excluded.some((word) =>
    new RegExp(`(?<![\\p{L}\\p{N}])${word.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u').test(text),
  )
}
