/** A story's page: how it stands, its course, what its outlets tell alike or otherwise, what was changed, and why its articles are one story. */
import { type Answer, type Block, type FollowUp, inMarks, type Quote, type Span } from './answer.ts'
import { type Citations, citations, searchedIn } from './cited.ts'
import { claimsOf, conflicts, sharedFacts } from './compare.ts'
import { coverageOf } from './coverage.ts'
import type { Archive, Asked } from './newsroom.ts'
import { opensDependent, type Topic } from './on-topic.ts'
import { quantitiesOf } from './quantities.ts'
import type { AnalysedSentence } from './retrieval/analysis.ts'
import { explainLikeness } from './retrieval/story-likeness.ts'
import { decodeTrace } from './retrieval/story-traces.ts'
import { foldName } from './retrieval/terms.ts'
import type { Analysed } from './store/store.ts'
import { readStories, type Story } from './story.ts'
import { eventsIn, leadOf } from './timeline.ts'
import { alsoIn, daysPrinted } from './told-stories.ts'

/** Articles whose texts are read: the newest of a story, and the one that stands for it. */
const MAX_READ = 40
const MAX_EVENTS = 12
/** What happened longer before the first report led to the story, or only resembles it. */
const BACKGROUND_MS = 30 * 86_400_000
const MAX_FIGURES = 3
const MAX_OUTLETS = 8
const MAX_CHANGED = 5
/** How the notice of changed articles begins. */
export const CHANGED = 'Changed since first stored'
/** Articles for which it is said why they are of the story. */
const MAX_EXPLAINED = 5
/** Claims that are compared, as in a comparison of outlets. */
const MAX_CLAIMS = 240

/** Null where there is no such story. */
export async function storyPage(newsroom: Archive, id: string, asked: Asked): Promise<Answer | null> {
  const [story] = await readStories(newsroom, [id], asked.now.getTime())
  if (story === undefined) return null
  const read = [...new Set([story.central.id, ...story.articles.map((article) => article.id)])].slice(0, MAX_READ)
  const [articles, corpus] = await Promise.all([newsroom.store.analysed(read), newsroom.store.corpus()])
  const topic = await topicOf(newsroom, story, articles)
  const cited = citations()
  const told = new Set<AnalysedSentence>()
  const blocks: Block[] = [
    { type: 'facts', rows: factRows(story) },
    ...[coverageOf('Coverage of this story', story.articles) ?? []].flat(),
    ...course(story, topic, articles, told, cited),
    ...keyFacts(newsroom, story, topic, articles, told, cited),
    ...changedNotices(story),
    ...(await whyRows(newsroom, story, cited)),
  ]
  return {
    question: `story ${id}`,
    verdict: 'answered',
    title: story.title,
    blocks,
    sources: cited.sources(),
    searched: searchedIn(corpus),
    followUps: followUps(story, topic),
  }
}

function followUps(story: Story, topic: Topic): FollowUp[] {
  return [
    { label: 'Follow', command: `watch add story:${story.id}` },
    ...(topic.name === ''
      ? [{ label: 'Latest', command: 'latest' }]
      : [
          { label: 'Timeline', command: `timeline ${topic.name}` },
          { label: 'Latest', command: `latest ${topic.name}` },
        ]),
  ]
}

/** The name that most of the articles speak of, in the headline first; every sentence is on the topic where no name is in half of them. */
async function topicOf({ store }: Archive, story: Story, articles: readonly Analysed[]): Promise<Topic> {
  const counts = new Map<string, { readonly name: string; articles: number; spans: number; readonly headed: boolean }>()
  for (const { analysis } of articles)
    for (const { name, aliases, spans } of analysis.entities) {
      const folded = foldName(name)
      const known = counts.get(folded)
      if (known === undefined) {
        const headed = [name, ...aliases].some((form) => story.title.includes(form))
        counts.set(folded, { name, articles: 1, spans: spans.length, headed })
      } else {
        known.articles++
        known.spans += spans.length
      }
    }
  const [main] = [...counts]
    .filter(([, found]) => found.articles * 2 >= articles.length)
    .sort(([a, x], [b, y]) => Number(y.headed) - Number(x.headed) || y.articles - x.articles || y.spans - x.spans || (a < b ? -1 : 1))
  const entities = main === undefined ? [] : (await store.entitiesNamed([main[0]])).slice(0, 1)
  const name = entities[0]?.name ?? ''
  return { label: name, name, entities, terms: new Map() }
}

function factRows(story: Story): { label: string; spans: Span[] }[] {
  const named = story.outlets.slice(0, MAX_OUTLETS).map(({ publisher, articles }) => `${publisher} (${articles})`)
  const more = story.outlets.length - named.length
  const row = (label: string, text: string) => ({ label, spans: [{ type: 'text' as const, text }] })
  return [
    row('Phase', story.phase),
    row('Articles', String(story.articles.length)),
    row('Outlets', `${named.join(', ')}${more > 0 ? ` and ${more} more outlets` : ''}`),
    row('Told', daysPrinted(story.articles)),
  ]
}

function headed(heading: string, blocks: readonly Block[]): Block[] {
  return blocks.length === 0 ? [] : [{ type: 'paragraph', spans: [{ type: 'strong', text: heading }] }, ...blocks]
}

function course(story: Story, topic: Topic, articles: readonly Analysed[], told: Set<AnalysedSentence>, cited: Citations): Block[] {
  const storyOf = new Map(articles.map(({ article }) => [article.id, story.id]))
  const fromMs = story.firstMs === null ? Number.NEGATIVE_INFINITY : story.firstMs - BACKGROUND_MS
  const events = eventsIn(topic, articles, storyOf).filter(({ event }) => event.orderMs >= fromMs)
  const shown = events.slice(-MAX_EVENTS)
  const blocks = shown.flatMap(({ event, others }): Block[] => {
    told.add(event.sentence)
    const { article } = event.analysed
    return [cited.quote(article, event.sentence, leadOf(event)), alsoIn(cited, article, others) ?? []].flat()
  })
  const left = events.length - shown.length
  return headed('Course', [
    ...blocks,
    ...(left > 0 ? [{ type: 'notice' as const, text: `The newest ${shown.length} of ${events.length} events.` }] : []),
  ])
}

function keyFacts(
  newsroom: Archive,
  story: Story,
  topic: Topic,
  articles: readonly Analysed[],
  told: Set<AnalysedSentence>,
  cited: Citations,
): Block[] {
  const claims = articles.flatMap((analysed) => claimsOf(analysed.article.publisher, topic, analysed)).slice(0, MAX_CLAIMS)
  const unsaid = claims.filter(({ sentence }) => !told.has(sentence))
  const differ = conflicts(unsaid, new Set(), told, cited)
  const shared = sharedFacts(newsroom, unsaid, told, cited)
  const central = articles.find(({ article }) => article.id === story.central.id)
  const figures = shared.length > 0 || central === undefined ? [] : figuresOf(central, told, cited)
  return [...headed('Figures that differ', differ), ...headed('Told by more than one', shared), ...headed('Key facts', figures)]
}

/** Where outlets tell nothing alike, what the central article says in figures. */
function figuresOf({ article, analysis }: Analysed, told: Set<AnalysedSentence>, cited: Citations): Quote[] {
  const quotes: Quote[] = []
  for (const sentence of analysis.sentences) {
    if (quotes.length >= MAX_FIGURES) break
    const text = article.body.slice(sentence.start, sentence.end)
    if (told.has(sentence) || opensDependent(text) || quantitiesOf(text).length === 0) continue
    told.add(sentence)
    quotes.push(cited.quote(article, sentence, null))
  }
  return quotes
}

function changedNotices(story: Story): Block[] {
  const changed = story.articles.filter((article) => story.changed.includes(article.id))
  const shown = changed.slice(0, MAX_CHANGED).map(({ title, publisher }) => `${inMarks(title)} (${publisher})`)
  const more = changed.length - shown.length
  return shown.length === 0 ? [] : [{ type: 'notice', text: `${CHANGED}: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.` }]
}

/** One row an article: what it shares with the one that stands for the story. */
async function whyRows({ store }: Archive, story: Story, cited: Citations): Promise<Block[]> {
  const others = story.articles.filter((article) => article.id !== story.central.id).slice(0, MAX_EXPLAINED)
  const traces = new Map(
    (await store.stories.traced([story.central.id, ...others.map(({ id }) => id)])).map((one) => [one.articleId, one.trace]),
  )
  const own = traces.get(story.central.id)
  if (own === undefined) return []
  const rows = others.flatMap((article) => {
    const trace = traces.get(article.id)
    if (trace === undefined) return []
    const why = explainLikeness(decodeTrace(own), decodeTrace(trace)).map(({ label, text }) => `${label.toLowerCase()}: ${text}`)
    const spans: Span[] = [
      { type: 'cite', source: cited.cite(story.central) },
      { type: 'text', text: ' and ' },
      { type: 'cite', source: cited.cite(article) },
      { type: 'text', text: ` ${why.join('; ')}` },
    ]
    return [{ label: 'Why one story', spans }]
  })
  return rows.length === 0 ? [] : [{ type: 'facts', rows }]
}
