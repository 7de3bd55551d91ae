/** Which stored articles are about a topic, and which of their sentences speak of it: shared by latest, about, timeline and compare. */

import type { ArticleHead } from './article.ts'
import type { Archive } from './newsroom.ts'
import type { AnalysedSentence } from './retrieval/analysis.ts'
import { topicRarity } from './retrieval/bm25.ts'
import type { EntityMention } from './retrieval/entities.ts'
import { read } from './retrieval/language.ts'
import { fold, foldName, isStopWord, termsOf } from './retrieval/terms.ts'
import { isDictionaryWord } from './retrieval/wordnet.ts'
import type { Analysed, ArticleFilter, EntityRecord } from './store/store.ts'

/** What a reader wants stories of; everything absent = everything. */
export type StoryRequest = {
  /** A name or keywords, without dates and outlets. */
  readonly topic?: string | undefined
  readonly entityKeys?: readonly string[] | undefined
  /** Epoch ms, inclusive; null = open. Undated articles pass only where no period is given. */
  readonly period?: { readonly fromMs: number | null; readonly toMs: number | null } | null | undefined
  /** Epoch ms: what is dated later is not yet known to the asker. */
  readonly notAfterMs?: number | undefined
  /** Outlets and bylines exactly as stored. */
  readonly publishers?: readonly string[] | undefined
  readonly authors?: readonly string[] | undefined
  /** Stories on one page, 1–50. */
  readonly limit?: number | undefined
  /** 1–1,000. */
  readonly page?: number | undefined
}

/** A topic as the corpus knows it. `terms` → weight in (0, 1], summing to 1; empty where the topic is a known entity or nothing was said. */
export type Topic = {
  readonly label: string
  /** What to call it: the entity's full name where it is one, else the label. */
  readonly name: string
  readonly entities: readonly EntityRecord[]
  readonly terms: ReadonlyMap<string, number>
}

/** An article is about keywords when it holds this much of their weight. */
const ARTICLE_COVERAGE = 0.7
/** The same of two words: both are needed unless one is on nearly every page. */
const COVERAGE_OF_TWO = 0.8
const SENTENCE_COVERAGE = 0.5
/** Keyword topics look at this many of the best articles at most; entity topics page through all of theirs. */
const MAX_CANDIDATES = 300
const MAX_TOPIC_CHARS = 300
/** Headings and slips print ordinary words as names, “Immigration”, “Climate Change”: who has no larger share of the articles with these words is not meant. */
const MAX_CHANCE = 0.05
const MAX_SPELLINGS = 1

export async function resolveTopic(newsroom: Pick<Archive, 'store' | 'index'>, request: StoryRequest): Promise<Topic> {
  const label = (request.topic ?? '').slice(0, MAX_TOPIC_CHARS).trim()
  if (label === '') return { label, name: label, entities: [], terms: new Map() }
  const terms = termsOf(read(label).tokens)
  const entities = await entitiesCalled(newsroom.store, label)
  if (entities.length > 0 && !areWordsRather(newsroom, label, terms, entities))
    return { label, name: entities[0]?.name ?? label, entities, terms: new Map() }
  return { label, name: label, entities: [], terms: weigh(newsroom, terms) }
}

/** All who are called so, first the one whom it mostly stands for. */
export async function entitiesCalled(store: Archive['store'], name: string): Promise<readonly EntityRecord[]> {
  const folded = foldName(name)
  return folded === '' ? [] : await store.entitiesNamed([folded, folded.replace(/^(?:the|a|an) /, '')])
}

/** A name of several words is one unless all are ordinary; in “UK prime minister”, those in small letters decide. Who writes “The Times” means a name. */
function areWordsRather(
  { index }: Pick<Archive, 'index'>,
  label: string,
  terms: readonly string[],
  entities: readonly EntityRecord[],
): boolean {
  const words = label.split(/\s+/)
  const isOrdinary = (word: string): boolean => isStopWord(fold(word)) || isDictionaryWord(fold(word))
  const isSmall = (word: string): boolean => word === word.toLowerCase()
  const areSmall = words.some((word) => isSmall(word) && !isStopWord(fold(word)) && isOrdinary(word))
  if (/^The \p{Lu}/u.test(label)) return false
  if (words.length > 1 && !words.every((word) => isOrdinary(word) || (areSmall && !isSmall(word)))) return false
  const held = terms.map((term) => index.documentFrequency(term))
  return held.length > 0 && Math.max(...entities.map(({ articles }) => articles)) <= MAX_CHANCE * Math.min(...held)
}

/** Rarer words say more of what a topic is; an unknown word is spelled as the nearest known one, or stays, and then nothing matches it. */
function weigh(newsroom: Pick<Archive, 'index'>, terms: readonly string[]): Map<string, number> {
  const { index } = newsroom
  const weights = new Map<string, number>()
  for (const typed of new Set(terms)) {
    const term = index.documentFrequency(typed) > 0 ? typed : (index.similarTerms(typed, MAX_SPELLINGS)[0] ?? typed)
    weights.set(term, topicRarity(index.documentFrequency(term), index.size))
  }
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0)
  return new Map([...weights].map(([term, weight]) => [term, weight / total]))
}

export function isNarrowed(topic: Topic, request: StoryRequest): boolean {
  return topic.label !== '' || (request.entityKeys?.length ?? 0) > 0
}

/** One page of the articles on a topic, newest first, and how many there are in all. `heads`: those that were looked through for it, the newest first. */
export async function articlesOn(
  newsroom: Archive,
  topic: Topic,
  request: StoryRequest,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly articles: readonly Analysed[]; readonly heads: readonly ArticleHead[]; readonly total: number }> {
  const { store } = newsroom
  const filter = filterOf(topic, request)
  if (topic.terms.size > 0) {
    const matching = await keywordMatches(newsroom, topic, filter)
    const heads = matching.map(({ article }) => article)
    return { articles: matching.slice(page.offset, page.offset + page.limit), heads, total: matching.length }
  }
  const [heads, total] = await Promise.all([store.list({ ...filter, ...page }), store.count(filter)])
  return { articles: await store.analysed(heads.map((head) => head.id)), heads, total }
}

/** The newest articles on a topic without their texts, at most `limit` (1–1,000), and how many there are in all. */
export async function headsOn(
  newsroom: Archive,
  topic: Topic,
  request: StoryRequest,
  limit: number,
): Promise<{ readonly heads: readonly ArticleHead[]; readonly total: number }> {
  const filter = filterOf(topic, request)
  if (topic.terms.size > 0) {
    const matching = await keywordMatches(newsroom, topic, filter)
    return { heads: matching.slice(0, limit).map(({ article }) => article), total: matching.length }
  }
  const [heads, total] = await Promise.all([newsroom.store.list({ ...filter, limit }), newsroom.store.count(filter)])
  return { heads, total }
}

function filterOf(topic: Topic, request: StoryRequest): ArticleFilter {
  const keys = [...topic.entities.map((entity) => entity.key), ...(request.entityKeys ?? [])]
  return {
    ...(request.period?.fromMs != null ? { fromMs: request.period.fromMs } : {}),
    ...(request.period?.toMs != null ? { toMs: request.period.toMs } : {}),
    ...(request.notAfterMs !== undefined ? { notAfterMs: request.notAfterMs } : {}),
    ...(request.publishers?.length ? { publishers: request.publishers } : {}),
    ...(request.authors?.length ? { authors: request.authors } : {}),
    ...(keys.length > 0 ? { entityKeys: keys } : {}),
  }
}

async function keywordMatches(newsroom: Archive, topic: Topic, filter: ArticleFilter): Promise<Analysed[]> {
  const terms = [...topic.terms].map(([term, weight]) => ({ term, weight }))
  const hits = await newsroom.index.search({ terms, limit: MAX_CANDIDATES })
  if (hits.length === 0) return []
  // The store applies the rest of the filter and the order; the index knows nothing of authors and entities.
  const heads = await newsroom.store.list({ ...filter, ids: hits.map((hit) => hit.id), limit: MAX_CANDIDATES })
  const analysed = await newsroom.store.analysed(heads.map((head) => head.id))
  const needed = coverageNeeded(topic.terms)
  return analysed.filter((one) => bestCoverage(topic.terms, one) >= needed)
}

export function coverageNeeded({ size }: ReadonlyMap<string, number>): number {
  return size === 2 ? COVERAGE_OF_TWO : ARTICLE_COVERAGE
}

/** The best that the headline and two neighbouring sentences cover: words that are far apart are not about one thing. */
function bestCoverage(wanted: ReadonlyMap<string, number>, { analysis }: Analysed): number {
  let best = coverage(wanted, analysis.titleTerms)
  for (const [i, sentence] of analysis.sentences.entries())
    best = Math.max(best, coverage(wanted, [...analysis.titleTerms, ...sentence.terms, ...(analysis.sentences[i + 1]?.terms ?? [])]))
  return best
}

function coverage(wanted: ReadonlyMap<string, number>, terms: Iterable<string>): number {
  let covered = 0
  const seen = new Set<string>()
  for (const term of terms) {
    const weight = wanted.get(term)
    if (weight === undefined || seen.has(term)) continue
    seen.add(term)
    covered += weight
  }
  return covered
}

/** Sentences that open with a pronoun or a link word say too little when they stand alone. */
const DEPENDENT =
  /^["“‘']?(?:it|its|he|she|his|her|they|their|this|that|these|those|such|but|and|however|also|meanwhile|still|yet|so|instead|in addition|the (?:company|firm|group|startup|deal|move|decision|agency|app|ruling))\b/i
const MIN_TERMS = 4

export function opensDependent(text: string): boolean {
  return DEPENDENT.test(text)
}

/** How much of a topic a sentence speaks of, in [0, 1]; every sentence where no topic was given. */
export function speaksOf(topic: Topic, analysed: Analysed, sentence: AnalysedSentence): number {
  if (topic.entities.length > 0) return mentionStart(topic, analysed, sentence) === null ? 0 : 1
  if (topic.terms.size === 0) return 1
  const share = coverage(topic.terms, sentence.terms)
  return share >= SENTENCE_COVERAGE ? share : 0
}

/** A topic's names as names are compared, each with the letters and digits that it begins with ('' where it begins with neither), and where articles name it. */
type Named = {
  readonly names: ReadonlySet<string>
  readonly openings: readonly string[]
  readonly spans: WeakMap<Analysed, EntityMention['spans']>
}
/** Pages ask for thousands of sentences of one topic. */
const namedOf = new WeakMap<Topic, Named>()
/** What folding changes in more than its case. */
const UNUSUAL = /(?![\0-\x7f])[\p{L}\p{N}\p{M}]/u

function named(topic: Topic): Named {
  const known = namedOf.get(topic)
  if (known !== undefined) return known
  const names = new Set(topic.entities.flatMap((entity) => [entity.name, ...entity.aliases]).map(foldName))
  const openings = [...names].filter((name) => name.length > 2).map((name) => /^[a-z0-9]*/.exec(name)?.[0] ?? '')
  const made: Named = { names, openings: [...new Set(openings)], spans: new WeakMap() }
  namedOf.set(topic, made)
  return made
}

function spansOf({ names, spans }: Named, analysed: Analysed): EntityMention['spans'] {
  const known = spans.get(analysed)
  if (known !== undefined) return known
  const isNamed = ({ name, aliases }: EntityMention): boolean => [name, ...aliases].some((form) => names.has(foldName(form)))
  const found = analysed.analysis.entities.filter(isNamed).flatMap((mention) => mention.spans)
  spans.set(analysed, found)
  return found
}

/** Where a sentence first names the topic's entity, as an offset in the body; null where it does not. */
export function mentionStart(topic: Topic, analysed: Analysed, sentence: AnalysedSentence): number | null {
  const own = named(topic)
  let first: number | null = null
  for (const [start, end] of spansOf(own, analysed))
    if (start >= sentence.start && end <= sentence.end && (first === null || start < first)) first = start
  if (first !== null) return first
  // Recognition at intake can miss a form that is an alias elsewhere in the corpus.
  const text = analysed.article.body.slice(sentence.start, sentence.end)
  // Folding is dear, and most sentences do not even have the letters.
  if (!UNUSUAL.test(text)) {
    const letters = text.toLowerCase()
    if (!own.openings.some((opening) => letters.includes(opening))) return null
  }
  const folded = ` ${foldName(text.replace(/[^\p{L}\p{N}'’.&-]+/gu, ' '))} `
  return [...own.names].some((name) => name.length > 2 && folded.includes(` ${name} `)) ? sentence.start : null
}

/** The sentence of an article that tells most of a topic: speaks of it, stands alone, early. Null only for an article without sentences. */
export function tellingSentence(topic: Topic, analysed: Analysed): AnalysedSentence | null {
  let best: AnalysedSentence | null = null
  let bestScore = Number.NEGATIVE_INFINITY
  for (const [i, sentence] of analysed.analysis.sentences.entries()) {
    const text = analysed.article.body.slice(sentence.start, sentence.end)
    const score =
      2 * speaksOf(topic, analysed, sentence) -
      (opensDependent(text) ? 0.6 : 0) -
      (sentence.terms.length < MIN_TERMS ? 0.8 : 0) -
      Math.min(i, 20) * 0.08
    if (score > bestScore) {
      best = sentence
      bestScore = score
    }
  }
  return best
}

/** A page's bounds made valid: page and limit are whole numbers in their ranges. */
export function pageOf(request: StoryRequest, usual: number): { readonly page: number; readonly limit: number; readonly offset: number } {
  const limit = Math.min(50, Math.max(1, Math.trunc(request.limit ?? usual)))
  const page = Math.min(1_000, Math.max(1, Math.trunc(request.page ?? 1)))
  return { page, limit, offset: (page - 1) * limit }
}
