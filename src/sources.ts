/** Which outlets the corpus holds, how many articles of each, and how fresh they are. */
import type { Answer, Block, Span } from './answer.ts'
import { searchedIn } from './cited.ts'
import type { Asked, Newsroom } from './newsroom.ts'
import type { StoryRequest } from './on-topic.ts'
import { everyFeed } from './store/every-feed.ts'
import type { FeedRecord } from './store/feed-store.ts'
import { wallClock } from './wall-clock.ts'

const MAX_OUTLETS = 100
const MAX_BARS = 12
/** Of one outlet, each with how it fares. */
const MAX_FEEDS_SHOWN = 3
const MAX_ERROR = 160

/** `showsErrors`: what went wrong with a feed is told, not only that something did. */
type Looking = Pick<Asked, 'now' | 'zone'> & { readonly showsErrors: boolean }

export async function sources(newsroom: Newsroom, request: StoryRequest, looking: Looking): Promise<Answer> {
  const corpus = await newsroom.store.corpus()
  const feeds = Map.groupBy(await everyFeed(newsroom.store.feeds), ({ publisher }) => publisher)
  const wanted = request.publishers?.length ? new Set(request.publishers) : null
  const outlets = corpus.publishers
    .filter((outlet) => wanted === null || wanted.has(outlet.publisher))
    .sort((a, b) => b.articles - a.articles || a.publisher.localeCompare(b.publisher, 'en'))
  const blocks: Block[] =
    outlets.length === 0
      ? [{ type: 'notice', text: 'No articles are stored yet.' }]
      : [
          {
            type: 'facts',
            rows: await Promise.all(
              outlets.slice(0, MAX_OUTLETS).map((outlet) => outletRow(newsroom, outlet, feeds.get(outlet.publisher) ?? [], looking)),
            ),
          },
        ]
  if (outlets.length > 2)
    blocks.push({
      type: 'chart',
      title: 'Articles',
      series: outlets.slice(0, MAX_BARS).map((outlet) => ({ label: outlet.publisher, value: outlet.articles })),
    })
  if (outlets.length > MAX_OUTLETS) blocks.push({ type: 'notice', text: `And ${outlets.length - MAX_OUTLETS} more outlets.` })
  return {
    question: 'sources',
    verdict: outlets.length > 0 ? 'answered' : 'unanswered',
    title: outlets.length === 1 ? 'One outlet' : `${outlets.length} outlets`,
    blocks,
    sources: [],
    searched: searchedIn(corpus),
    followUps: outlets.length > 0 ? [{ label: 'Latest stories', command: 'latest' }] : [],
  }
}

async function outletRow(
  newsroom: Newsroom,
  { publisher, articles }: { readonly publisher: string; readonly articles: number },
  feeds: readonly FeedRecord[],
  looking: Looking,
): Promise<{ label: string; spans: Span[] }> {
  const [newest] = await newsroom.store.list({ publishers: [publisher], limit: 1 })
  const count = articles === 1 ? '1 article' : `${articles} articles`
  // As printed, or the inferred month: the summary has but an instant for either.
  const at = newest?.published?.slice(0, 10) ?? newest?.about ?? null
  const spans: Span[] =
    at === null
      ? [{ type: 'text', text: `${count}, none dated` }]
      : [
          { type: 'text', text: `${count}, newest ` },
          { type: 'time', at },
        ]
  const shown = feeds.slice(0, MAX_FEEDS_SHOWN).map((feed) => fared(feed, looking))
  const more = feeds.length > shown.length ? [`and ${feeds.length - shown.length} feeds more`] : []
  return { label: publisher, spans: [...spans, ...[...shown, ...more].map((text) => ({ type: 'text' as const, text: ` · ${text}` }))] }
}

/** How a feed that brings the outlet fares. */
function fared(feed: FeedRecord, { now, zone, showsErrors }: Looking): string {
  const { isPaused, isDead, fails, succeededMs, newsMs, nextMs } = feed
  const state = isPaused ? ' paused' : isDead ? ' dead' : fails > 0 ? ' failing' : ''
  const why = state === '' || !showsErrors ? null : isPaused ? feed.why : feed.error
  const next = nextMs <= now.getTime() ? 'due now' : `next ${wallClock(nextMs, zone)}`
  const facts = [
    succeededMs === null ? 'not read yet' : `read ${wallClock(succeededMs, zone)}`,
    ...(newsMs === null ? [] : [`last new item ${wallClock(newsMs, zone)}`]),
    ...(isPaused ? [] : [next]),
  ]
  return `feed ${feed.id}${state}${why === null ? '' : ` (${why.slice(0, MAX_ERROR).replace(/[\uD800-\uDBFF]$/, '')})`}: ${facts.join(', ')}`
}
