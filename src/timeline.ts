/** The dated course of a topic: one quotation an event, oldest first, dated by the sentence where it says when, else by its article. */
import { type Answer, type Block, printedTime } from './answer.ts'
import { type Article, instantMs } from './article.ts'
import { citations, dayPrinted, searchedIn } from './cited.ts'
import { commandLine, turns } from './command-line.ts'
import { eventDate } from './event-date.ts'
import type { Asked, Newsroom } from './newsroom.ts'
import { nothingFound } from './nothing-found.ts'
import { articlesOn, opensDependent, pageOf, resolveTopic, type StoryRequest, speaksOf, type Topic, tellingSentence } from './on-topic.ts'
import type { AnalysedSentence } from './retrieval/analysis.ts'
import type { Analysed } from './store/store.ts'
import { alsoIn } from './told-stories.ts'
import { coverageOn } from './topic-coverage.ts'

const USUAL_EVENTS = 12
/** Events are read from this many of the newest articles on the topic. */
const MAX_ARTICLES = 80
/** One long background piece must not fill the whole course. */
const MAX_DATED_AN_ARTICLE = 3

/** Earlier events that an event is compared with. */
const MAX_COMPARED = 60
/** Share of common terms from which two sentences of one story say the same of one day, or of any. */
const SAME_DAY_OVERLAP = 0.3
const SAME_WORDS_OVERLAP = 0.5

/** `at`: ISO date or a beginning of it, or null for the undated; `told`: dated by its sentence, not by its article. */
type Event = {
  readonly at: string | null
  readonly told: boolean
  readonly orderMs: number
  readonly analysed: Analysed
  readonly sentence: AnalysedSentence
  /** The sentence by which its article was chosen. */
  readonly leads: boolean
}
/** An event and the other articles that tell it. */
type Told = { readonly event: Event; readonly others: readonly Article[] }

export async function timeline(newsroom: Newsroom, request: StoryRequest, asked: Asked): Promise<Answer> {
  const topic = await resolveTopic(newsroom, request)
  const question = commandLine('timeline', topic.label, request)
  const [{ articles, heads, total }, corpus] = await Promise.all([
    articlesOn(newsroom, topic, request, { limit: MAX_ARTICLES, offset: 0 }),
    newsroom.store.corpus(),
  ])
  if (total === 0) return nothingFound(newsroom, request, topic, question, asked)
  const storyOf = await newsroom.store.stories.idsOf(articles.map(({ article }) => article.id))
  const events = eventsIn(topic, articles, storyOf)
  const { page, limit, offset } = pageOf(request, USUAL_EVENTS)
  const shown = events.slice(offset, offset + limit)
  const cited = citations()
  const blocks: Block[] = offset === 0 ? [...(await coverageOn(newsroom, topic, request, heads, total))] : []
  for (const { event, others } of shown) {
    const { article } = event.analysed
    blocks.push(cited.quote(article, event.sentence, leadOf(event)), ...[alsoIn(cited, article, others) ?? []].flat())
  }
  if (shown.length < events.length)
    blocks.push({
      type: 'notice',
      text:
        shown.length === 0
          ? `There are no more events than ${events.length}.`
          : `Events ${offset + 1}–${offset + shown.length} of ${events.length}.`,
    })
  if (total > articles.length) blocks.push({ type: 'notice', text: `Read from the newest ${articles.length} of ${total} articles.` })
  const more = offset + shown.length < events.length
  return {
    question,
    verdict: shown.length > 0 ? 'answered' : 'unanswered',
    title: topic.name === '' ? 'Timeline' : `Timeline: ${topic.name}`,
    blocks,
    sources: cited.sources(),
    searched: searchedIn(corpus),
    followUps: [
      ...(shown.length === 0
        ? [{ label: 'First page', command: question, turn: true as const }]
        : turns(question, page, more, { back: 'Earlier', on: 'Later' })),
      { label: 'Latest', command: commandLine('latest', topic.label, request) },
    ],
  }
}

function eventsOf(topic: Topic, analysed: Analysed): Event[] {
  const { article, analysis } = analysed
  const lead = tellingSentence(topic, analysed)
  const events: Event[] = []
  const push = (sentence: AnalysedSentence, told: string | null): void => {
    const at = told ?? article.published?.slice(0, 10) ?? article.about
    // A sentence's own date orders it at that date's start, an article by its exact time; the undated come last.
    const orderMs = told === null ? (instantMs(article) ?? Number.MAX_SAFE_INTEGER) : startMs(told)
    events.push({ at, told: told !== null, orderMs, analysed, sentence, leads: sentence === lead })
  }
  if (lead !== null) push(lead, eventDate(article.body.slice(lead.start, lead.end), article.published))
  const dates = new Set(events.map((event) => event.at))
  let dated = 0
  for (const sentence of analysis.sentences) {
    if (sentence === lead || dated >= MAX_DATED_AN_ARTICLE || speaksOf(topic, analysed, sentence) === 0) continue
    const text = article.body.slice(sentence.start, sentence.end)
    const told = eventDate(text, article.published)
    if (told === null || dates.has(told) || opensDependent(text)) continue
    dates.add(told)
    dated++
    push(sentence, told)
  }
  return events
}

/** What articles tell of a topic, in order of time, each event once. `storyOf`: article id → story id. */
export function eventsIn(topic: Topic, articles: readonly Analysed[], storyOf: ReadonlyMap<string, string>): Told[] {
  return eventsOnce(
    articles.flatMap((analysed) => eventsOf(topic, analysed)).sort((a, b) => a.orderMs - b.orderMs),
    storyOf,
  )
}

/** Events in order of time. What several articles tell is told once, by the first: the same day of one story, or nearly the same words of one day. */
function eventsOnce(events: readonly Event[], storyOf: ReadonlyMap<string, string>): Told[] {
  const told: { event: Event; others: Article[] }[] = []
  for (const event of events) {
    const { article } = event.analysed
    // In order of time, so that only the last few can be of the same day.
    const same = told.slice(-MAX_COMPARED).find((earlier) => isSame(earlier.event, event, storyOf))
    if (same === undefined) told.push({ event, others: [] })
    else if (same.event.analysed.article.id !== article.id && !same.others.some((other) => other.id === article.id))
      same.others.push(article)
  }
  return told
}

function isSame(a: Event, b: Event, storyOf: ReadonlyMap<string, string>): boolean {
  if (a.analysed.article.id === b.analysed.article.id) return false
  const story = storyOf.get(a.analysed.article.id)
  const oneStory = story !== undefined && story === storyOf.get(b.analysed.article.id)
  const oneDay = a.at !== null && a.at === b.at
  if (oneStory && oneDay && a.leads && b.leads) return true
  const shared = overlap(a.sentence.terms, b.sentence.terms)
  return (
    (oneStory && shared >= (oneDay ? SAME_DAY_OVERLAP : SAME_WORDS_OVERLAP)) || (oneDay && a.told && b.told && shared >= SAME_WORDS_OVERLAP)
  )
}

/** Common terms of all distinct terms of both, 0–1. */
function overlap(a: readonly string[], b: readonly string[]): number {
  const [left, right] = [new Set(a), new Set(b)]
  const union = left.union(right).size
  return union === 0 ? 0 : left.intersection(right).size / union
}

function startMs(at: string): number {
  return Date.parse(`${at}${'-01-01'.slice(at.length - 4)}T00:00:00Z`)
}

export function leadOf(event: Event): string {
  const { article } = event.analysed
  const when =
    event.told && event.at !== null ? printedTime(event.at) : event.at === null ? 'date not printed' : `reported ${dayPrinted(article)}`
  const text = article.body.slice(event.sentence.start, event.sentence.end)
  return opensDependent(text) ? `${when} · ${article.title}` : when
}
