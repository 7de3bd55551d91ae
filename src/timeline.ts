/** The dated course of a topic: one quotation an event, oldest first, dated by the sentence where it says when, else by its article. */
import { type Answer, type Block, printedTime } from './answer.ts'
import { instantMs } from './article.ts'
import { citations, dayPrinted, searchedIn } from './cited.ts'
import { commandLine } from './command-line.ts'
import { eventDate } from './event-date.ts'
import type { Asked, Newsroom } from './newsroom.ts'
import { nothingFound } from './nothing-found.ts'
import { articlesOn, opensDependent, pageOf, resolveTopic, type StoryRequest, speaksOf, type Topic, tellingSentence } from './on-topic.ts'
import type { AnalysedSentence } from './retrieval/analysis.ts'
import type { Analysed } from './store/store.ts'

const USUAL_EVENTS = 12
/** Events are read from this many of the newest articles on the topic. */
const MAX_ARTICLES = 80
/** One long background piece must not fill the whole course. */
const MAX_DATED_AN_ARTICLE = 3

/** `at`: ISO date or a beginning of it, or null for the undated; `told`: dated by its sentence, not by its article. */
type Event = {
  readonly at: string | null
  readonly told: boolean
  readonly orderMs: number
  readonly analysed: Analysed
  readonly sentence: AnalysedSentence
}

export async function timeline(newsroom: Newsroom, request: StoryRequest, asked: Asked): Promise<Answer> {
  const topic = await resolveTopic(newsroom, request)
  const question = commandLine('timeline', topic.label, request)
  const [{ articles, total }, corpus] = await Promise.all([
    articlesOn(newsroom, topic, request, { limit: MAX_ARTICLES, offset: 0 }),
    newsroom.store.corpus(),
  ])
  if (total === 0) return nothingFound(newsroom, request, topic, question, asked)
  const events = articles.flatMap((analysed) => eventsOf(topic, analysed)).sort((a, b) => a.orderMs - b.orderMs)
  const { page, limit, offset } = pageOf(request, USUAL_EVENTS)
  const shown = events.slice(offset, offset + limit)
  const cited = citations()
  const blocks: Block[] = shown.map((event) => cited.quote(event.analysed.article, event.sentence, leadOf(event)))
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
      ...(more ? [{ label: 'Later', command: `${question} page:${page + 1}` }] : []),
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
    events.push({ at, told: told !== null, orderMs, analysed, sentence })
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

function startMs(at: string): number {
  return Date.parse(`${at}${'-01-01'.slice(at.length - 4)}T00:00:00Z`)
}

function leadOf(event: Event): string {
  const { article } = event.analysed
  const when =
    event.told && event.at !== null ? printedTime(event.at) : event.at === null ? 'date not printed' : `reported ${dayPrinted(article)}`
  const text = article.body.slice(event.sentence.start, event.sentence.end)
  return opensDependent(text) ? `${when} · ${article.title}` : when
}
