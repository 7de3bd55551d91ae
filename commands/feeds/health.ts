/** How the feeds fare, for whoever looks after them. */
import type { Block } from '../../src/answer.ts'
import { type FeedState, stateOf } from '../../src/feed-state.ts'
import { everyFeed } from '../../src/store/every-feed.ts'
import type { FeedRecord } from '../../src/store/feed-store.ts'
import type { Invocation, Room } from '../command.ts'
import { at, counted, feedRow, nextFetch, type Row, row } from './shown.ts'

type Asked = Invocation['asked']
const STATES: readonly FeedState[] = ['fine', 'new', 'failing', 'dead', 'paused']
const WORDS: Readonly<Record<FeedState, string>> = {
  fine: 'fine',
  new: 'not fetched yet',
  failing: 'failing',
  dead: 'dead',
  paused: 'paused',
}
/** On a page that shows other things as well. */
const MAX_SHOWN = 5

/** `9 fine, 1 failing, 1 paused`. */
export function healthInShort(feeds: readonly FeedRecord[]): string {
  return STATES.flatMap((state) => {
    const count = feeds.filter((feed) => stateOf(feed) === state).length
    return count === 0 ? [] : [`${count.toLocaleString('en')} ${WORDS[state]}`]
  }).join(', ')
}

/** Rows of `status`. Everybody is told how many there are and when the last news came. */
export async function feedHealth(room: Room, isManager: boolean, asked: Asked): Promise<Row[]> {
  const feeds = await everyFeed(room.store.feeds)
  const newsMs = latest(feeds.map((feed) => feed.newsMs))
  const news = newsMs === null ? 'nothing new yet' : `the last new item ${at(newsMs, asked)}`
  if (!isManager) return feeds.length === 0 ? [] : [row('Feeds', `${feeds.length.toLocaleString('en')}, ${news}`)]
  const trouble = room.feeds?.trouble() ?? null
  const standing = trouble === null ? [] : [row('Fetching', `stands still: ${trouble}`)]
  if (feeds.length === 0) return [row('Feeds', 'none is added; “feeds add” adds one'), ...standing]
  const succeededMs = latest(feeds.map((feed) => feed.succeededMs))
  const next = feeds.filter(({ isPaused }) => !isPaused).sort((a, b) => a.nextMs - b.nextMs)[0]
  const when = [succeededMs === null ? 'none yet' : at(succeededMs, asked), news, ...(next === undefined ? [] : [nextFetch(next, asked)])]
  return [row('Feeds', `${feeds.length.toLocaleString('en')}: ${healthInShort(feeds)}`), row('Last read', when.join('; ')), ...standing]
}

/** For a manager's own page: how many fare how, and those that do not fare well; null where there are none. */
export async function feedsOverview(room: Room, asked: Asked): Promise<readonly Block[] | null> {
  const feeds = await everyFeed(room.store.feeds)
  if (feeds.length === 0) return null
  const ill = feeds.filter((feed) => feed.fails > 0 || feed.isDead || (feed.isPaused && feed.why !== null))
  const more = ill.length > MAX_SHOWN ? ` And ${ill.length - MAX_SHOWN} more that fail: feeds list` : ''
  return [
    { type: 'paragraph', spans: [{ type: 'text', text: `${counted(feeds.length, 'feed')}: ${healthInShort(feeds)}.${more}` }] },
    ...(ill.length === 0 ? [] : [{ type: 'facts' as const, rows: ill.slice(0, MAX_SHOWN).map((feed) => feedRow(feed, asked)) }]),
  ]
}

function latest(times: readonly (number | null)[]): number | null {
  return times.reduce<number | null>((last, ms) => (ms !== null && (last === null || ms > last) ? ms : last), null)
}
