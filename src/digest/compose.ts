/** A digest as answers: the top message with a line a story, and in full style the details after it, a few stories each. */
import { type Answer, type Block, cutAtWord, type FollowUp, type Span } from '../answer.ts'
import type { ArticleHead } from '../article.ts'
import { type Citations, citations, dayOf } from '../cited.ts'
import type { ChosenStory, Digest, DigestHeading } from '../digest.ts'
import { alsoIn } from '../told-stories.ts'
import { wallClock } from '../wall-clock.ts'
import { withoutOutlet } from './page-form.ts'
import type { DigestStyle } from './spec.ts'
import { isReal, type Section } from './stories.ts'

const SECTIONS: readonly { readonly section: Section; readonly name: string }[] = [
  { section: 'new', name: 'New' },
  { section: 'developing', name: 'Developing' },
  { section: 'updated', name: 'Updated' },
]
/** Of one story, more would hide the line that they belong to. */
const MAX_CHANGES = 3
/** Buttons under a digest that follow one of its stories. */
const MAX_FOLLOWED = 4
const MAX_TOPIC = 60
/** Stories of one message of details: with three quotations each, four messages of Discord hold as many. */
const DETAILED = 5
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** From here on a period is counted in days. */
const IN_DAYS_MS = 2 * DAY_MS
/** A day longer ago needs its year. */
const YEARLESS_MS = 300 * DAY_MS

export function composeDigest(digest: Digest, heading: DigestHeading, style: DigestStyle): readonly Answer[] {
  const title = titleOf(heading)
  if (digest.stories.length === 0) return [emptyOf(digest, heading, title)]
  const cited = citations()
  const sections = SECTIONS.map(({ section, name }) => ({
    name,
    stories: digest.stories.filter((story) => story.section === section),
  })).filter(({ stories }) => stories.length > 0)
  const blocks: Block[] = [{ type: 'notice', text: countedIn(digest, heading.zone) }]
  for (const { name, stories } of sections) {
    if (sections.length > 1) blocks.push({ type: 'paragraph', spans: [{ type: 'strong', text: name }] })
    blocks.push(...(style === 'brief' ? stories.flatMap((story) => quoted(cited, story)) : headlines(cited, stories)))
  }
  if (heading.isPreview)
    blocks.push(
      ...reasons(
        cited,
        sections.flatMap(({ stories }) => stories),
      ),
    )
  const rest = restOf(digest, heading)
  if (rest !== null) blocks.push({ type: 'notice', text: rest })
  const top: Answer = {
    question: heading.name,
    verdict: 'answered',
    title,
    blocks,
    sources: cited.sources(),
    searched: digest.searched,
    followUps: followUpsOf(digest, heading, cited),
  }
  return style === 'full'
    ? [
        top,
        ...detailsOf(
          sections.flatMap(({ stories }) => stories),
          heading,
          title,
        ),
      ]
    : [top]
}

function emptyOf(digest: Digest, heading: DigestHeading, title: string): Answer {
  const on = heading.topic === '' ? '' : ` on “${heading.topic}”`
  const text = digest.problem ?? `Nothing new${on} ${periodOf(digest, heading.zone)}.`
  return {
    question: heading.name,
    verdict: 'unanswered',
    title,
    blocks: [{ type: 'notice', text }],
    sources: [],
    searched: digest.searched,
    followUps: digest.problem === null ? [latestOf(heading)] : [],
  }
}

/** No two runs of a digest have the same: by it, a message is known again in its channel. */
function titleOf({ name, topic, dueMs, zone, isPreview }: DigestHeading): string {
  const about = topic === '' ? '' : ` · ${cutAtWord(topic, MAX_TOPIC)}`
  return `${isPreview ? 'Preview: ' : ''}${name} · ${wallClock(dueMs, zone, true)} (${zone})${about}`
}

/** “since Fri 27 Nov, 08:00”, or before there was a run “in the last 24 hours”. */
function periodOf({ sinceMs, fromMs, nowMs }: Digest, zone: string): string {
  if (sinceMs !== null) return `since ${wallClock(sinceMs, zone, nowMs - sinceMs > YEARLESS_MS)}`
  const lengthMs = nowMs - fromMs
  if (lengthMs > IN_DAYS_MS) return `in the last ${Math.round(lengthMs / DAY_MS)} days`
  const hours = Math.round(lengthMs / HOUR_MS)
  return hours > 1 ? `in the last ${hours} hours` : 'in the last hour'
}

/** “5 new stories, 2 developing and 1 updated since Fri 27 Nov, 08:00.” */
function countedIn(digest: Digest, zone: string): string {
  const counts = SECTIONS.map(({ section }) => ({ section, count: digest.stories.filter((story) => story.section === section).length }))
  const told = counts
    .filter(({ count }) => count > 0)
    .map(({ section, count }, i) => `${count} ${section}${i === 0 ? (count === 1 ? ' story' : ' stories') : ''}`)
  const all = told.length < 2 ? told.join('') : `${told.slice(0, -1).join(', ')} and ${told.at(-1)}`
  return `${all} ${periodOf(digest, zone)}.`
}

/** What was not told, and how to see it; null where all was. */
function restOf({ total, stories, read, matching, ...digest }: Digest, heading: DigestHeading): string | null {
  const more = total - stories.length
  const looked =
    read < matching ? `Of ${matching.toLocaleString('en')} new articles, the newest ${read.toLocaleString('en')} were looked at.` : ''
  const rest =
    more > 0
      ? `And ${more.toLocaleString('en')} more ${more === 1 ? 'story' : 'stories'}; say: ${latestOf(heading, digest.fromMs).command}`
      : ''
  return [looked, rest].filter((text) => text !== '').join(' ') || null
}

function latestOf({ topic }: DigestHeading, fromMs?: number): FollowUp {
  const words = ['latest', topic, fromMs === undefined ? '' : `since:${dayOf(fromMs)}`]
  return { label: 'Latest', command: words.filter((word) => word !== '').join(' ') }
}

/** A story is called by the number of its line's source: its headline would fill a row of buttons. */
function followUpsOf(digest: Digest, heading: DigestHeading, cited: Citations): FollowUp[] {
  const followed = digest.stories
    .filter(({ id }) => isReal(id))
    .map(({ id, central }) => ({ n: cited.cite(central.article), id }))
    .sort((a, b) => a.n - b.n)
    .slice(0, MAX_FOLLOWED)
  return [...followed.map(({ n, id }) => ({ label: `Follow [${n}]`, command: `watch add story:${id}` })), latestOf(heading)]
}

/** As it is printed, but for the outlet's name after it: the source says that. */
function headlineOf({ headlined, title, publisher }: Pick<ArticleHead, 'headlined' | 'title' | 'publisher'>): string {
  return headlined ? withoutOutlet(title, publisher) : publisher
}

function outletsOf({ publishers }: ChosenStory): string {
  return publishers.length < 2 ? '' : ` (${publishers.length} outlets)`
}

/** A line a story: its headline, or its sentence where the source printed no headline. */
function headlines(cited: Citations, stories: readonly ChosenStory[]): Block[] {
  const blocks: Block[] = []
  let items: Span[][] = []
  const flush = (): void => {
    if (items.length > 0) blocks.push({ type: 'list', items })
    items = []
  }
  for (const story of stories) {
    const { article } = story.central
    // A changed article keeps its headline: only the new sentence says what is new.
    const isQuoted = story.sentence !== null && (!article.headlined || story.section === 'updated')
    if (!isQuoted) items.push(headline(cited, story))
    else {
      flush()
      blocks.push(...quoted(cited, story))
    }
  }
  flush()
  return blocks
}

function headline(cited: Citations, story: ChosenStory): Span[] {
  const { article } = story.central
  const tail = `${outletsOf(story)}${story.changes
    .slice(0, MAX_CHANGES)
    .map((change) => ` · ${change}`)
    .join('')}`
  return [
    // The source under it holds the link.
    { type: 'text', text: `${headlineOf(article)} ` },
    { type: 'cite', source: cited.cite(article) },
    ...(tail === '' ? [] : [{ type: 'text' as const, text: tail }]),
  ]
}

/** The sentence under the headline, and what changed under both. */
function quoted(cited: Citations, story: ChosenStory): Block[] {
  const { article } = story.central
  const { sentence } = story
  if (sentence === null) return [{ type: 'paragraph', spans: headline(cited, story) }]
  const lead = `${headlineOf(article)}${outletsOf(story)}`
  return [cited.quote(article, sentence, lead), ...changesOf(story)]
}

function changesOf({ changes }: ChosenStory): Block[] {
  return changes.length === 0 ? [] : [{ type: 'paragraph', spans: [{ type: 'text', text: changes.slice(0, MAX_CHANGES).join('; ') }] }]
}

/** For who sets a digest up: why each story is in it, and before the next one. */
function reasons(cited: Citations, stories: readonly ChosenStory[]): Block[] {
  const items = stories.map(({ central, why }): Span[] => [
    { type: 'cite', source: cited.cite(central.article) },
    { type: 'text', text: ` ${why.join(', ')}` },
  ])
  return [
    { type: 'paragraph', spans: [{ type: 'strong', text: 'Why in this order' }] },
    { type: 'list', items },
  ]
}

function detailsOf(stories: readonly ChosenStory[], heading: DigestHeading, title: string): Answer[] {
  const parts = Math.ceil(stories.length / DETAILED)
  return Array.from({ length: parts }, (_, n): Answer => {
    const cited = citations()
    const blocks = stories.slice(n * DETAILED, (n + 1) * DETAILED).flatMap((story) => detailed(cited, story))
    return {
      question: heading.name,
      verdict: 'answered',
      title: `${title}: details${parts > 1 ? ` ${n + 1} of ${parts}` : ''}`,
      blocks,
      sources: cited.sources(),
      searched: { from: null, to: null, publishers: [], articles: 0 },
      followUps: [],
    }
  })
}

function detailed(cited: Citations, story: ChosenStory): Block[] {
  const { central, sentence, further } = story
  const { article } = central
  const lines = [...(sentence === null ? [] : [{ analysed: central, sentence }]), ...further]
  const shown = new Set([central, ...further.map(({ analysed }) => analysed)].map((one) => one.article.publisher))
  const others = new Map<string, ArticleHead>()
  for (const head of story.articles) if (!shown.has(head.publisher) && !others.has(head.publisher)) others.set(head.publisher, head)
  const quotes = lines.map((one) =>
    cited.quote(one.analysed.article, one.sentence, one.analysed === central ? null : one.analysed.article.publisher),
  )
  const bare: Block[] = lines.length === 0 ? [{ type: 'paragraph', spans: headline(cited, story) }] : []
  const also = alsoIn(cited, article, [...others.values()])
  return [
    { type: 'paragraph', spans: [{ type: 'strong', text: headlineOf(article) }] },
    ...bare,
    ...quotes,
    ...changesOf(story),
    ...(also === null ? [] : [also]),
  ]
}
