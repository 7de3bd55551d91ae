/** From chosen sentences to an Answer: quotations, what a pronoun stands for, freshness, disagreement, and what to ask next. */
import type { Answer, Block, FollowUp, Quote } from './answer.ts'
import { type ArticleHead, instantMs } from './article.ts'
import { type Citations, citations, dayPrinted, searchedIn } from './cited.ts'
import { opensDependent } from './on-topic.ts'
import { disagree, quantitiesOf } from './quantities.ts'
import type { Question } from './question.ts'
import { foldName } from './retrieval/terms.ts'
import type { RankedSentence } from './sentence-ranker.ts'
import type { Analysed, CorpusSummary, Store } from './store/store.ts'

const MAX_RELATED = 3
const MAX_CHIPS = 4
/** The question means the present; where the newest article is older than this, the first line says so. */
const STALE_AFTER_MS = 36 * 3_600_000
const ABOUT_NOW = /\b(?:today|tonight|now|currently|this (?:week|morning|month)|latest|newest|right now|at the moment|so far this)\b/i

export async function composeAnswer(
  store: Store,
  raw: string,
  question: Question,
  chosen: readonly RankedSentence[],
  corpus: CorpusSummary,
  nowMs: number,
): Promise<Answer> {
  const cited = citations()
  const quotes = chosen.map((row, i) => quoteOf(cited, row, i === 0))
  const [newest] = await store.list({ limit: 1 })
  const stale = freshness(question, newest, nowMs)
  const blocks: Block[] = [...(stale === null ? [] : [{ type: 'notice' as const, text: stale }]), ...quotes]
  const conflict = disagreement(question, chosen, quotes)
  if (conflict !== null) blocks.push({ type: 'notice', text: conflict })
  return {
    question: raw,
    verdict: 'answered',
    title: '',
    blocks,
    sources: cited.sources(),
    searched: searchedIn(corpus),
    followUps: await chips(store, question, chosen),
  }
}

/** The plain “no”, its nearest stories labelled as such, and a way on. */
export function composeRefusal(raw: string, reason: string, near: readonly Analysed[], corpus: CorpusSummary): Answer {
  const cited = citations()
  const blocks: Block[] = [{ type: 'notice', text: reason }]
  const related = near.slice(0, MAX_RELATED)
  if (related.length > 0)
    blocks.push(
      { type: 'notice', text: 'Related, not an answer:' },
      {
        type: 'list',
        items: related.map(({ article }) => [
          { type: 'text', text: `${article.title} (${article.publisher}, ${dayPrinted(article)}) ` },
          { type: 'cite', source: cited.cite(article) },
        ]),
      },
    )
  const followUps: FollowUp[] =
    corpus.articles > 0
      ? [
          { label: 'Latest stories', command: 'latest' },
          { label: 'What is covered', command: 'sources' },
        ]
      : []
  return { question: raw, verdict: 'unanswered', title: '', blocks, sources: cited.sources(), searched: searchedIn(corpus), followUps }
}

function quoteOf(cited: Citations, row: RankedSentence, answering: boolean): Quote {
  const { article } = row.evidence.article
  const quote = cited.quote(article, { start: row.start, end: row.end }, opensDependent(row.text) ? article.title : null)
  const [held] = row.held
  return answering && held !== undefined ? { ...quote, strong: [held.start, held.end] } : quote
}

/** “Nothing newer than 18 Jul 2021.” where the question means the present and the newest article (of its subject) is older. */
export function freshness(question: Question, newest: ArticleHead | undefined, nowMs: number): string | null {
  const ms = newest === undefined ? null : instantMs(newest)
  if (newest === undefined || ms === null || nowMs - ms <= STALE_AFTER_MS || !ABOUT_NOW.test(question.text)) return null
  return `Nothing newer than ${dayPrinted(newest)}.`
}

/** Two articles that give different figures for one thing stand side by side, and a line says that they differ. */
function disagreement(question: Question, chosen: readonly RankedSentence[], quotes: readonly Quote[]): string | null {
  const asked = new Set(question.words.map((word) => word.term))
  for (const [i, a] of chosen.entries())
    for (const [j, b] of chosen.slice(0, i).entries()) {
      if (a.articleId === b.articleId) continue
      const clash = quantitiesOf(a.text).some((left) => quantitiesOf(b.text).some((right) => disagree(left, right, asked)))
      const [first, second] = [quotes[j], quotes[i]]
      if (clash && first && second)
        return `Sources ${first.cite} and ${second.cite} give different figures; they may speak of different times.`
    }
  return null
}

/** Follow-ups that the corpus can answer: names of the answer that it knows from more than one article. */
async function chips(store: Store, question: Question, chosen: readonly RankedSentence[]): Promise<FollowUp[]> {
  const [top] = chosen
  if (!top) return []
  const said = new Set(question.tokens.map((token) => foldName(token.text)))
  const inSentence = top.evidence.article.analysis.entities.filter((entity) =>
    entity.spans.some(([start, end]) => chosen.some((row) => row.articleId === top.articleId && start >= row.start && end <= row.end)),
  )
  const names = [...inSentence]
    .sort((a, b) => Number(mentions(b.name, said)) - Number(mentions(a.name, said)) || b.spans.length - a.spans.length)
    .slice(0, MAX_CHIPS)
    .map((entity) => foldName(entity.name))
  const known = await store.entitiesNamed(names)
  const ordered = names.flatMap((name) => known.filter((entity) => foldName(entity.name) === name).slice(0, 1))
  const offers = ordered.flatMap((entity): FollowUp[] => [
    { label: `About ${entity.name}`, command: `about ${entity.name}` },
    ...(entity.articles > 1 ? [{ label: `Timeline of ${entity.name}`, command: `timeline ${entity.name}` }] : []),
  ])
  return offers.slice(0, MAX_CHIPS)
}

function mentions(name: string, said: ReadonlySet<string>): boolean {
  return foldName(name)
    .split(' ')
    .some((word) => said.has(word))
}
