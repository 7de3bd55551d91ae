/** The feeds that there are, and one of them in full. */
import type { Answer, Block, FollowUp } from '../../src/answer.ts'
import { turns } from '../../src/command-line.ts'
import { everyFeed } from '../../src/store/every-feed.ts'
import type { FeedRecord, Origin } from '../../src/store/feed-store.ts'
import type { Invocation, Room } from '../command.ts'
import { Misuse } from '../misuse.ts'
import { ownPage } from '../own-page.ts'
import { healthInShort } from './health.ts'
import { languageName } from './language-name.ts'
import { at, counted, everyMs, feedActs, feedRow, nameOf, nextFetch, type Row, row, saidState } from './shown.ts'

type Asked = Invocation['asked']
/** Feeds on a page: a message of every surface holds them. */
const PAGE = 8
const MAX_PAGE = 1_000
/** Feeds that do not fare well have buttons of their own, so many of a page. */
const MAX_WITH_BUTTONS = 4
/** Newest articles of its outlet among which those of a feed are looked for. */
const LOOKED_THROUGH = 40
const SHOWN = 3
const MAX_REASON = 600

const HOW = '“feeds add https://example.org” adds one; “feeds import starter” adds the list that comes with Newsdesk.'

export async function feedsPage({ options, asked }: Invocation, room: Room): Promise<Answer> {
  const page = pageIn(options)
  const all = await everyFeed(room.store.feeds)
  const shown = all.slice((page - 1) * PAGE, page * PAGE)
  const trouble = room.feeds?.trouble() ?? null
  const nothing = all.length === 0 ? 'There are no feeds yet.' : 'There are no more feeds.'
  const blocks: Block[] = [
    ...(trouble === null ? [] : [{ type: 'notice' as const, text: `Nothing is fetched at present: ${trouble}` }]),
    ...(shown.length === 0
      ? [{ type: 'notice' as const, text: nothing }]
      : [{ type: 'facts' as const, rows: shown.map((feed) => feedRow(feed, asked)) }]),
    ...(all.length > PAGE ? [{ type: 'notice' as const, text: `${healthInShort(all)}.` }] : []),
    { type: 'notice', text: HOW },
  ]
  return ownPage({
    question: 'feeds list',
    title: all.length === 0 ? 'Feeds' : `Feeds: ${all.length.toLocaleString('en')}`,
    blocks,
    followUps: [...turns('feeds list', page, all.length > page * PAGE, { back: 'Earlier', on: 'More' }), ...listActs(shown)],
  })
}

function pageIn({ page }: Invocation['options']): number {
  const number = typeof page === 'number' ? page : 1
  if (number < 1 || number > MAX_PAGE) throw new Misuse(`page: takes a number from 1 to ${MAX_PAGE}, and ${number} is none.`)
  return number
}

function listActs(feeds: readonly FeedRecord[]): FollowUp[] {
  const [only] = feeds
  if (only === undefined) return [{ label: 'Add the starter list', command: 'feeds import starter' }]
  if (feeds.length === 1) return feedActs(only)
  return feeds
    .filter(({ isPaused, fails }) => isPaused || fails > 0)
    .slice(0, MAX_WITH_BUTTONS)
    .flatMap(({ id, isPaused }) => [
      { label: `Test ${id}`, command: `feeds test ${id}` },
      isPaused ? { label: `Resume ${id}`, command: `feeds resume ${id}` } : { label: `Pause ${id}`, command: `feeds pause ${id}` },
    ])
}

/** Everything that is known of it, with what it brought last. */
export async function feedPage({ asked }: Invocation, room: Room, feed: FeedRecord): Promise<Answer> {
  const newest = await newestOf(room, feed)
  return ownPage({
    question: `feeds ${feed.id}`,
    title: nameOf(feed),
    blocks: [
      { type: 'facts', rows: factsOf(feed, asked) },
      ...(feed.notes.length === 0 ? [] : [{ type: 'list' as const, items: feed.notes.map((text) => [{ type: 'text' as const, text }]) }]),
      ...newest,
    ],
    followUps: feedActs(feed),
  })
}

function factsOf(feed: FeedRecord, asked: Asked): Row[] {
  const { url, site, publisher, language, succeededMs, newsMs, triedMs } = feed
  const time = (ms: number | null, none: string): string => (ms === null ? none : at(ms, asked))
  return [
    row('State', saidState(feed, asked, MAX_REASON)),
    row('Address', { type: 'link', text: url, url }),
    ...(site === null ? [] : [row('Site', { type: 'link' as const, text: site, url: site })]),
    row('Publisher', publisher),
    ...(language === null ? [] : [row('Language', languageName(language))]),
    row('Added', at(feed.addedMs, asked)),
    row('Last read', time(succeededMs, 'never')),
    ...(triedMs === null || triedMs === succeededMs ? [] : [row('Last tried', at(triedMs, asked))]),
    row('Last new item', time(newsMs, 'none yet')),
    row('Articles', counted(feed.articles, 'article')),
    ...(feed.isPaused ? [] : [row('Fetched', `${everyMs(feed.intervalMs)}, ${nextFetch(feed, asked)}`)]),
    ...(feed.fails === 0 ? [] : [row('Failed', `${counted(feed.fails, 'time')} in a row`)]),
  ]
}

async function newestOf({ store }: Room, feed: FeedRecord): Promise<Block[]> {
  if (feed.articles === 0) return []
  const heads = await store.list({ publishers: [feed.publisher], limit: LOOKED_THROUGH })
  const origins = await store.feeds.origins(heads.map(({ id }) => id))
  const own = new Set(origins.filter((origin: Origin) => origin.feed === feed.id).map(({ articleId }) => articleId))
  const shown = heads.filter(({ id }) => own.has(id)).slice(0, SHOWN)
  if (shown.length === 0) return []
  return [
    { type: 'paragraph', spans: [{ type: 'strong', text: 'Newest' }] },
    {
      type: 'list',
      items: shown.map(({ title, url, published }) => [
        url === null ? { type: 'text', text: title } : { type: 'link', text: title, url },
        ...(published === null
          ? [{ type: 'text' as const, text: ', date not printed' }]
          : [
              { type: 'text' as const, text: ', ' },
              { type: 'time' as const, at: published },
            ]),
      ]),
    },
  ]
}
