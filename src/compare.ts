/** What each outlet says on a topic (or what is said of each of several names): figures that differ, facts told by several, then each one's own claims. */

import type { Answer, Block, Quote } from './answer.ts'
import { type Citations, citations, searchedIn } from './cited.ts'
import { commandLine } from './command-line.ts'
import type { Asked, Newsroom } from './newsroom.ts'
import { nothingFound } from './nothing-found.ts'
import { articlesOn, opensDependent, pageOf, resolveTopic, type StoryRequest, speaksOf, type Topic } from './on-topic.ts'
import { disagree, type Quantity, quantitiesOf } from './quantities.ts'
import type { AnalysedSentence } from './retrieval/analysis.ts'
import { topicRarity } from './retrieval/bm25.ts'
import type { Analysed } from './store/store.ts'

const USUAL_CLAIMS = 3
/** Bounds the pairs that are compared: articles a side, sentences an article. */
const MAX_ARTICLES = 40
const MAX_SENTENCES = 240
const MAX_SIDES = 6
const MAX_CONFLICTS = 3
const MAX_SHARED = 3
/** Share of two sentences' term weight that they have in common: above it they tell the same fact. */
const SAME_FACT = 0.4

type Claim = {
  readonly side: string
  readonly analysed: Analysed
  readonly sentence: AnalysedSentence
  readonly text: string
  readonly relevance: number
}
type Side = { readonly label: string; readonly claims: readonly Claim[]; readonly articles: number }

export async function compare(newsroom: Newsroom, request: StoryRequest, asked: Asked): Promise<Answer> {
  const topic = await resolveTopic(newsroom, request)
  const question = commandLine('compare', topic.label, request)
  const { limit } = pageOf(request, USUAL_CLAIMS)
  const named = topic.entities.length > 0 ? [] : await namesIn(newsroom, topic.label)
  const sides = named.length > 1 ? await sidesOfNames(newsroom, named, request) : await sidesOfOutlets(newsroom, topic, request)
  if (sides.length === 0) return nothingFound(newsroom, request, topic, question, asked)
  const corpus = await newsroom.store.corpus()
  const cited = citations()
  const claims = sides.flatMap((side) => side.claims).slice(0, MAX_SENTENCES)
  const ignored = new Set(topic.terms.keys())
  const told = new Set<AnalysedSentence>()
  const blocks: Block[] = [{ type: 'paragraph', spans: [{ type: 'text', text: counted(sides) }] }]
  section(blocks, 'Figures that differ', conflicts(claims, ignored, told, cited))
  section(blocks, 'Told by more than one', sharedFacts(newsroom, claims, told, cited))
  for (const side of sides) {
    const own = [...side.claims].filter((claim) => !told.has(claim.sentence)).sort((a, b) => b.relevance - a.relevance)
    section(
      blocks,
      side.label,
      own.slice(0, limit).map((claim) => quote(cited, claim, null)),
    )
  }
  const { label, name } = topic
  return {
    question,
    verdict: 'answered',
    title: name === '' ? 'Comparison' : `Compared: ${name}`,
    blocks,
    sources: cited.sources(),
    searched: searchedIn(corpus),
    followUps: [
      { label: 'Timeline', command: commandLine('timeline', named[0]?.label ?? label, request) },
      { label: 'Latest', command: commandLine('latest', named[0]?.label ?? label, request) },
    ],
  }
}

function section(blocks: Block[], heading: string, quotes: readonly Quote[]): void {
  if (quotes.length > 0) blocks.push({ type: 'paragraph', spans: [{ type: 'strong', text: heading }] }, ...quotes)
}

function counted(sides: readonly Side[]): string {
  const each = sides.map((side) => `${side.label} (${side.articles === 1 ? '1 article' : `${side.articles} articles`})`).join(', ')
  return sides.length === 1 ? `Only one outlet writes of this: ${each}.` : `${sides.length} sides: ${each}.`
}

function quote(cited: Citations, claim: Claim, lead: string | null): Quote {
  return cited.quote(claim.analysed.article, claim.sentence, lead ?? (opensDependent(claim.text) ? claim.analysed.article.title : null))
}

/** “Huawei and ZTE”, “Uber vs Didi”: the names that are set side by side, where every part is one. */
async function namesIn(newsroom: Newsroom, label: string): Promise<Topic[]> {
  const parts = label.split(/\s*,\s*(?:and\s+)?|\s+(?:and|vs\.?|versus|with|to|or)\s+/i).filter(Boolean)
  if (parts.length < 2 || parts.length > MAX_SIDES) return []
  const topics = await Promise.all(parts.map((part) => resolveTopic(newsroom, { topic: part })))
  return topics.every((topic) => topic.entities.length > 0) ? topics : []
}

async function sidesOfNames(newsroom: Newsroom, named: readonly Topic[], request: StoryRequest): Promise<Side[]> {
  const sides = await Promise.all(
    named.map(async (topic) => {
      const { articles } = await articlesOn(newsroom, topic, request, { limit: MAX_ARTICLES, offset: 0 })
      return {
        label: topic.label,
        articles: articles.length,
        claims: articles.flatMap((analysed) => claimsOf(topic.label, topic, analysed)),
      }
    }),
  )
  return sides.filter((side) => side.claims.length > 0)
}

async function sidesOfOutlets(newsroom: Newsroom, topic: Topic, request: StoryRequest): Promise<Side[]> {
  const { articles } = await articlesOn(newsroom, topic, request, { limit: MAX_ARTICLES, offset: 0 })
  const outlets = new Map<string, Analysed[]>()
  for (const analysed of articles) outlets.set(analysed.article.publisher, [...(outlets.get(analysed.article.publisher) ?? []), analysed])
  return [...outlets]
    .slice(0, MAX_SIDES)
    .map(([label, own]) => ({ label, articles: own.length, claims: own.flatMap((analysed) => claimsOf(label, topic, analysed)) }))
    .filter((side) => side.claims.length > 0)
}

export function claimsOf(side: string, topic: Topic, analysed: Analysed): Claim[] {
  const claims: Claim[] = []
  for (const [i, sentence] of analysed.analysis.sentences.entries()) {
    const share = speaksOf(topic, analysed, sentence)
    if (share === 0 || sentence.terms.length < 4) continue
    const text = analysed.article.body.slice(sentence.start, sentence.end)
    const relevance =
      share +
      (/\d/.test(text) ? 0.3 : 0) +
      (/\b(?:said|says|told|according to|reported|announced)\b/.test(text) ? 0.2 : 0) -
      (opensDependent(text) ? 0.4 : 0) -
      Math.min(i, 20) * 0.03
    claims.push({ side, analysed, sentence, text, relevance })
  }
  return claims
}

export function conflicts(claims: readonly Claim[], ignored: ReadonlySet<string>, told: Set<AnalysedSentence>, cited: Citations): Quote[] {
  const figures = claims.map((claim) => ({ claim, quantities: quantitiesOf(claim.text) })).filter(({ quantities }) => quantities.length > 0)
  const quotes: Quote[] = []
  for (const [i, a] of figures.entries()) {
    for (const b of figures.slice(i + 1)) {
      if (quotes.length >= 2 * MAX_CONFLICTS) return quotes
      if (a.claim.analysed.article.id === b.claim.analysed.article.id || told.has(a.claim.sentence) || told.has(b.claim.sentence)) continue
      const pair = disagreement(a.quantities, b.quantities, ignored)
      if (pair === null) continue
      for (const [claim, quantity] of [
        [a.claim, pair[0]],
        [b.claim, pair[1]],
      ] as const) {
        told.add(claim.sentence)
        quotes.push({ ...quote(cited, claim, claim.analysed.article.publisher), strong: [quantity.start, quantity.end] })
      }
    }
  }
  return quotes
}

function disagreement(a: readonly Quantity[], b: readonly Quantity[], ignored: ReadonlySet<string>): readonly [Quantity, Quantity] | null {
  for (const one of a) for (const other of b) if (disagree(one, other, ignored)) return agreed(one, a, b) ? null : [one, other]
  return null
}

/** “rose from 8 to 11 million” beside “11 million”: the other sentence's figure is printed here too, so nothing differs. */
function agreed(one: Quantity, a: readonly Quantity[], b: readonly Quantity[]): boolean {
  const same = (x: Quantity, y: Quantity): boolean => x.kind === y.kind && x.noun === y.noun && x.amount === y.amount
  return b.some((other) => same(one, other)) || b.some((other) => a.some((mine) => mine.noun === one.noun && same(mine, other)))
}

export function sharedFacts(
  newsroom: Pick<Newsroom, 'index'>,
  claims: readonly Claim[],
  told: Set<AnalysedSentence>,
  cited: Citations,
): Quote[] {
  const weights = new Map<string, number>()
  const weightOf = (term: string): number => {
    let weight = weights.get(term)
    if (weight === undefined) {
      weight = topicRarity(newsroom.index.documentFrequency(term), newsroom.index.size)
      weights.set(term, weight)
    }
    return weight
  }
  const sets = claims.map((claim) => new Set(claim.sentence.terms))
  const quotes: Quote[] = []
  for (const [i, a] of claims.entries()) {
    for (let j = i + 1; j < claims.length && quotes.length < 2 * MAX_SHARED; j++) {
      const b = claims[j]
      if (
        b === undefined ||
        a.side === b.side ||
        a.analysed.article.id === b.analysed.article.id ||
        told.has(a.sentence) ||
        told.has(b.sentence)
      )
        continue
      if (inCommon(sets[i] ?? new Set(), sets[j] ?? new Set(), weightOf) < SAME_FACT) continue
      told.add(a.sentence)
      told.add(b.sentence)
      quotes.push(quote(cited, a, a.analysed.article.publisher), quote(cited, b, b.analysed.article.publisher))
    }
  }
  return quotes
}

function inCommon(a: ReadonlySet<string>, b: ReadonlySet<string>, weightOf: (term: string) => number): number {
  let common = 0
  let all = 0
  for (const term of a) {
    all += weightOf(term)
    if (b.has(term)) common += weightOf(term)
  }
  for (const term of b) if (!a.has(term)) all += weightOf(term)
  return all === 0 ? 0 : common / all
}
