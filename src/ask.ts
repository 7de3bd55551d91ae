/** A question → an answer: understand → retrieve → rank → judge → quote → compose. Awaits the store and the index only through `retrieve.ts`. */
import { about } from './about.ts'
import type { Answer } from './answer.ts'
import { horizonMs } from './article.ts'
import { partsOf } from './asking.ts'
import { dayPrinted } from './cited.ts'
import { composeAnswer, composeRefusal } from './compose.ts'
import { type Conversation, type Resolved, readAfter, resolveFollowUp } from './conversation.ts'
import { type WantedWord, wantedWords } from './evidence.ts'
import { explain } from './explain.ts'
import type { Asked, Reply } from './newsroom.ts'
import type { Question } from './question.ts'
import type { CandidateArticle } from './retrieval/rank-passages.ts'
import { foldName } from './retrieval/terms.ts'
import { candidatesFor, type Desk, searchPassages, understandFor } from './retrieve.ts'
import { selectSentences } from './select-sentences.ts'
import { type RankedSentence, rankSentences } from './sentence-ranker.ts'
import type { Analysed, CorpusSummary } from './store/store.ts'
import { storiesAsked } from './stories-asked.ts'
import { judge, STRICT, type Verdict } from './verdict.ts'

/** Articles whose sentences are ranked: the answer's was among these in all of development. */
const ARTICLES = 20
const NEAREST = 3
const MAX_REMEMBERED = 8
/** In a thread the articles of the last answer speak first. */
const THREAD_BONUS = 2.5
/** “How much is it?” has no word of its own but the sort of thing it wants. */
const THREAD_HELD = 2
const CHAT = 'That is not a question that news articles answer. Ask about something in the news.'
const EMPTY = 'Nothing was asked. Write a question or a few keywords, or “help”.'
const FOREIGN = 'The articles are in English. Ask in English, or write a name as English papers print it.'

export async function answerQuestion(desk: Desk, raw: string, asked: Asked): Promise<Reply> {
  const previous = asked.conversation ? await understandFor(desk, asked.conversation.question, asked) : null
  const resolved = resolveFollowUp(await understandFor(desk, raw, asked), previous)
  const wanted = wantedWords(resolved.question.words, desk.index)
  const { question } = resolved
  const early = refusedEarly(raw, question, wanted)
  if (early !== null)
    return await refuse(desk, raw, unsearched(resolved, wanted, { answered: false, reason: early, signals: {} }), asked, early)
  if (!resolved.isFollowUp) {
    const page = await pageAsked(desk, raw, question, wanted, asked)
    if (page !== null) return reply(page, unsearched(resolved, wanted, { answered: true, reason: null, signals: {} }), asked)
  }
  return await answerFact(desk, raw, resolved, wanted, asked)
}

/** What was seen where no sentence had to be ranked. */
function unsearched(resolved: Resolved, wanted: readonly WantedWord[], verdict: Verdict): Seen {
  return { resolved, wanted, candidates: [], filters: [], ranked: [], chosen: [], verdict }
}

/** What no search can answer. */
function refusedEarly(raw: string, question: Question, wanted: readonly WantedWord[]): string | null {
  if (!/[\p{L}\p{N}]/u.test(raw)) return EMPTY
  if (question.asking.kind === 'chat') return CHAT
  const letters = question.text.replace(/[^\p{L}]/gu, '')
  const foreign = letters.replace(/\p{Script=Latin}/gu, '').length
  if (foreign > letters.length / 2 && wanted.every((want) => want.frequency === 0)) return FOREIGN
  if (wanted.length === 0 && !isLimited(question)) return 'No word of the question can be searched for. Name what it is about.'
  return null
}

/** Questions that a page answers rather than a sentence: stories of a period or outlet, a bare name. */
async function pageAsked(desk: Desk, raw: string, question: Question, wanted: readonly WantedWord[], asked: Asked): Promise<Answer | null> {
  const { kind } = question.asking
  const topic = wanted.filter((want) => want.word.weight >= 1)
  const corpus = await desk.store.corpus()
  const onlyFilters = topic.length === 0 && isLimited(question)
  const ofAuthor = question.authors.length > 0 && kind !== 'compare'
  if (kind === 'latest' || onlyFilters || ofAuthor) {
    const stories = await storiesAsked(desk, raw, question, topic, asked, corpus)
    return stories ?? (onlyFilters ? await noStories(desk, raw, question, asked, corpus) : null)
  }
  const bare =
    topic.length > 0 &&
    topic.length <= 5 &&
    question.asking.wants === null &&
    !question.asking.twoPart &&
    topic.every((want) => want.word.name || kind === 'about')
  if (kind !== 'about' && !bare) return null
  return await entityPage(desk, raw, question, topic, asked)
}

/** Without a topic a question may still name the stories that it wants, but not only those that it does not want. */
function isLimited({ period, publishers, authors, operators }: Question): boolean {
  return period !== null || [publishers, authors, operators.entities, operators.tags].some((values) => values.length > 0)
}

/** Nothing of the period or outlet asked for: how far the articles reach, and the newest of them. */
async function noStories(desk: Desk, raw: string, question: Question, asked: Asked, corpus: CorpusSummary): Promise<Answer> {
  const newest = await desk.store.list({ limit: NEAREST, notAfterMs: horizonMs(asked.now) })
  const reach = newest[0] === undefined ? '' : ` The newest story is of ${dayPrinted(newest[0])}.`
  const narrowed = filtersOf(question) || (question.period === null ? '' : `for “${question.period.text}”`)
  const near = await desk.store.analysed(newest.map((head) => head.id))
  return composeRefusal(raw, `There is no story ${narrowed}.${reach}`, near, corpus)
}

async function entityPage(desk: Desk, raw: string, question: Question, topic: readonly WantedWord[], asked: Asked): Promise<Answer | null> {
  const spelled = topic.map((want) => (want.corrected ? want.term : want.word.text)).join(' ')
  const typed = question.text.slice(topic[0]?.word.start ?? 0, topic.at(-1)?.word.end ?? 0)
  const names = [...new Set([foldName(typed), foldName(spelled)])].filter((name) => name !== '')
  const known = await desk.store.entitiesNamed(names)
  const [entity] = known
  if (!entity) return null
  const answer = await about(
    { ...desk, search: (query, when, limit) => searchPassages(desk, query, when, limit) },
    {
      topic: entity.name,
      publishers: question.publishers,
      authors: question.authors,
      period: question.operators.period,
      notAfterMs: horizonMs(asked.now),
    },
    asked,
  )
  return answer.verdict === 'answered' ? { ...answer, question: raw } : null
}

async function answerFact(desk: Desk, raw: string, resolved: Resolved, wanted: readonly WantedWord[], asked: Asked): Promise<Reply> {
  const { question } = resolved
  const found = await candidatesFor(desk, question, wanted, asked, ARTICLES)
  const thread = resolved.isFollowUp ? (asked.conversation?.articleIds ?? []) : []
  const articles = await withThread(desk, found.articles, thread)
  const ranked = threaded(
    question,
    rankSentences(
      question,
      wanted,
      articles.map((candidate) => candidate.analysed),
    ),
    thread,
  )
  const verdict = judge(question, wanted, ranked, resolved.isFollowUp)
  const seen: Seen = { resolved, wanted, candidates: articles, filters: found.filters, ranked, chosen: [], verdict }
  if (!verdict.answered) return await refuse(desk, raw, seen, asked)
  const first = resolved.isFollowUp ? [] : await answersOfParts(desk, question, articles, asked)
  const chosen = selectSentences(question, wanted, ranked, first)
  const answer = await composeAnswer(desk.store, raw, question, chosen, await desk.store.corpus(), asked.now.getTime())
  return reply(answer, { ...seen, chosen }, asked)
}

/** Two questions in one are each answered: the best sentence for every part, the later parts read with the first one's names. */
async function answersOfParts(
  desk: Desk,
  question: Question,
  candidates: readonly CandidateArticle[],
  asked: Asked,
): Promise<RankedSentence[]> {
  const parts = partsOf(question.text)
  if (parts.length < 2) return []
  const best: RankedSentence[] = []
  let previous: Question | null = null
  for (const part of parts) {
    const own: Question = await understandFor(desk, part, asked)
    const read: Question = previous === null ? own : readAfter(own, previous)
    previous ??= own
    const wanted = wantedWords(read.words, desk.index)
    const more = await candidatesFor(desk, read, wanted, asked, ARTICLES)
    const all = new Map([...candidates, ...more.articles].map((candidate) => [candidate.analysed.article.id, candidate.analysed]))
    const ranked = rankSentences(read, wanted, [...all.values()])
    const [top] = ranked
    if (top && judge(read, wanted, ranked, true).answered) best.push(top)
  }
  return best
}

/** The thread's articles take part even where the new words alone would not find them. */
async function withThread(
  desk: Desk,
  candidates: readonly CandidateArticle[],
  thread: readonly string[],
): Promise<readonly CandidateArticle[]> {
  const missing = thread.filter((id) => !candidates.some((candidate) => candidate.analysed.article.id === id))
  const analysed = missing.length === 0 ? [] : await desk.store.analysed(missing)
  return [...candidates, ...analysed.map((one) => ({ analysed: one, score: 0 }))]
}

function threaded(question: Question, ranked: RankedSentence[], thread: readonly string[]): RankedSentence[] {
  if (thread.length === 0) return ranked
  const strict = STRICT.has(question.asking.wants ?? '')
  const bonus = (id: string): number => (id === thread[0] ? THREAD_BONUS : thread.includes(id) ? THREAD_BONUS / 2 : 0)
  return ranked
    .map((row) => ({ ...row, score: row.score + bonus(row.articleId) + (strict && row.held.length > 0 ? THREAD_HELD : 0) }))
    .sort((a, b) => b.score - a.score)
}

/** The search words that narrowed a question, as a reader would say them. */
function filtersOf({ operators }: Question): string {
  const parts: string[] = []
  if (operators.publishers.length > 0) parts.push(`from ${operators.publishers.join(' or ')}`)
  if (operators.authors.length > 0) parts.push(`by ${operators.authors.join(' or ')}`)
  if (operators.period !== null) parts.push(`within ${operators.period.text}`)
  if (operators.phrases.length > 0) parts.push(`with the words “${operators.phrases.join('”, “')}”`)
  if (operators.excluded.length > 0) parts.push(`without “${operators.excluded.join('”, “')}”`)
  if (operators.entities.length > 0) parts.push(`naming ${operators.entities.join(' and ')}`)
  if (operators.tags.length > 0) parts.push(`tagged ${operators.tags.join(' or ')}`)
  return parts.join(', ')
}

/** `line`: what the answer says, where it is more than that the articles do not answer. */
async function refuse(desk: Desk, raw: string, seen: Seen, asked: Asked, line?: string): Promise<Reply> {
  const corpus = await desk.store.corpus()
  const filters = filtersOf(seen.resolved.question)
  const plain = filters === '' ? `The ${corpus.articles} stored articles do not answer this.` : `No stored article answers this ${filters}.`
  const near: Analysed[] = []
  for (const row of seen.ranked) {
    if (near.length >= NEAREST) break
    if (!near.some((one) => one.article.id === row.articleId)) near.push(row.evidence.article)
  }
  return reply(composeRefusal(raw, line ?? plain, near, corpus), seen, asked)
}

/** Everything that answering looked at, for `why`. */
export type Seen = {
  readonly resolved: Resolved
  readonly wanted: readonly WantedWord[]
  readonly candidates: readonly CandidateArticle[]
  readonly filters: readonly string[]
  readonly ranked: readonly RankedSentence[]
  readonly chosen: readonly RankedSentence[]
  readonly verdict: Verdict
}

function reply(answer: Answer, seen: Seen, asked: Asked): Reply {
  const told = withFaults(answer, seen.resolved.question)
  return { answer: told, explanation: explain(told, seen), conversation: remember(told, seen, asked) }
}

/** A search word that could not be read is said, not ignored in silence. */
function withFaults(answer: Answer, question: Question): Answer {
  const { faults } = question.operators
  if (faults.length === 0) return answer
  const text = `Left out, because it is no date: ${faults.join(', ')}. Write it as after:2020-02-01 or since:monday.`
  return { ...answer, blocks: [{ type: 'notice', text }, ...answer.blocks] }
}

/** A refusal does not change what the thread is about. */
function remember(answer: Answer, seen: Seen, asked: Asked): Conversation {
  const { question } = seen.resolved
  if (answer.verdict === 'unanswered' && asked.conversation) return asked.conversation
  const names = seen.wanted.filter((want) => want.word.name).map((want) => want.word.text)
  const ofTop = seen.chosen[0]?.evidence.article.analysis.entities.slice(0, 3).map((entity) => entity.name) ?? []
  return {
    question:
      seen.resolved.isFollowUp && seen.resolved.from !== null ? `${seen.resolved.from} ${question.text}`.slice(0, 400) : question.text,
    entities: [...new Set([...names, ...ofTop])].slice(0, MAX_REMEMBERED),
    articleIds: answer.sources.map((source) => source.articleId).slice(0, MAX_REMEMBERED),
    period: question.period === null ? null : { fromMs: question.period.fromMs, toMs: question.period.toMs },
  }
}
