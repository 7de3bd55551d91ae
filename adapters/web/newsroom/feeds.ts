/** The feeds: how each fares, what it brought and when it is read again. */
import { html } from 'hono/html'
import { safe } from '../../../src/answer.ts'
import type { FeedRow } from '../host.ts'
import { outletPath } from '../links.ts'
import { counted } from '../moment.ts'
import type { Frame } from '../page.ts'
import { type Html, headline, linkHtml } from '../render.ts'
import { buttons } from './buttons.ts'
import { newsroomPage, saying } from './room.ts'
import { state } from './states.ts'
import { type Column, table } from './table.ts'
import { when } from './when.ts'

/** What needs somebody first. */
const ORDER: readonly FeedRow['state'][] = ['dead', 'failing', 'paused', 'new', 'well']
const MARK = { well: 'ok', new: 'new', failing: 'bad', dead: 'bad', paused: 'off' } as const

export function feedsPage(feeds: readonly FeedRow[], frame: Frame): Html {
  const sorted = [...feeds].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.id - b.id)
  return newsroomPage(frame, {
    title: feeds.length === 0 ? 'Feeds' : counted(feeds.length, 'feed'),
    main: html`${feeds.length === 0 ? html`<p>There are none yet: everything that is answered comes from what was imported.</p>` : table('Feeds, those that need somebody first', columns(frame), sorted)}
${saying('Add a feed', 'feeds add https://', 'The address of a feed or of a site. “feeds import starter” adds the list that comes with Newsdesk, “feeds export” gives yours as OPML.')}`,
  })
}

function columns(frame: Frame): readonly Column<FeedRow>[] {
  return [
    {
      head: 'Feed',
      cell: ({ id, title, url, site }) =>
        html`<span class="n">${id}</span> ${linkHtml(headline(title), site ?? url)}<br><span class="meta address">${safe(url)}</span>`,
    },
    {
      head: 'Outlet',
      cell: ({ publisher, articles }) =>
        articles === 0 ? safe(publisher) : html`<a href="${outletPath(publisher)}">${headline(publisher)}</a>`,
    },
    {
      head: 'State',
      cell: ({ state: is, reason, notes }) =>
        html`${state(MARK[is], is === 'new' ? 'not fetched yet' : is, reason)}${notes.map((note) => html`<br><span class="reason">${safe(note)}</span>`)}`,
    },
    { head: 'Last read', cell: ({ succeededMs }) => when(succeededMs, frame, 'never') },
    { head: 'Last news', cell: ({ newsMs }) => when(newsMs, frame, 'none yet') },
    { head: 'Next', cell: ({ nextMs }) => nextTold(nextMs, frame) },
    { head: 'Articles', cell: ({ articles }) => articles.toLocaleString('en') },
    { head: 'Do', cell: acts },
  ]
}

/** One that is late is not told how late. */
export function nextTold(nextMs: number | null, frame: Frame): Html | string {
  return nextMs !== null && nextMs <= frame.now.getTime() ? 'due now' : when(nextMs, frame, 'not while it is paused')
}

function acts({ id, state: is, articles }: FeedRow): Html {
  const pausing = is === 'paused' ? { label: 'Resume', line: `feeds resume ${id}` } : { label: 'Pause', line: `feeds pause ${id}` }
  const stays = articles === 0 ? 'It has brought nothing.' : `${counted(articles, 'article')} that it brought will stay.`
  return buttons(`feed ${id}`, [pausing, { label: 'Test', line: `feeds test ${id}` }], {
    line: `feeds remove ${id}`,
    warning: `Nothing will be read from it any more. ${stays}`,
  })
}
