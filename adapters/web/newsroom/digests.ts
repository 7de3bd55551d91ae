/** The digests: when each comes, where, and what became of the last one. */
import { html } from 'hono/html'
import { safe } from '../../../src/answer.ts'
import type { DigestRow } from '../host.ts'
import { digestFeedPath } from '../links.ts'
import { counted } from '../moment.ts'
import type { Frame } from '../page.ts'
import type { Html } from '../render.ts'
import { digestActs, outcome, topicTold } from './digest-acts.ts'
import { newsroomPage, saying } from './room.ts'
import { platform, state } from './states.ts'
import { type Column, table } from './table.ts'

export function digestsPage(digests: readonly DigestRow[], frame: Frame): Html {
  return newsroomPage(frame, {
    title: digests.length === 0 ? 'Digests' : counted(digests.length, 'digest'),
    main: html`${digests.length === 0 ? html`<p>None is set yet.</p>` : table('Digests', COLUMNS, digests)}
${saying('Set a digest', 'digest set daily 08:00 topic:', 'From here it comes to you alone; for a channel, say it to the bot there. “digest set #3 …” changes digest 3.')}`,
  })
}

const COLUMNS: readonly Column<DigestRow>[] = [
  {
    head: 'Digest',
    cell: ({ id, topic }) => html`<span class="n">${id}</span> <a href="/newsroom/digests/${id}">${topicTold(topic)}</a>`,
  },
  { head: 'When', cell: ({ schedule }) => safe(schedule) },
  { head: 'Where', cell: ({ surface, where }) => html`${platform(surface)}, ${safe(where)}` },
  { head: 'Next', cell: ({ isPaused, why, next }) => (isPaused ? state('off', 'paused', why) : safe(next[0] ?? 'none')) },
  { head: 'Last', cell: ({ last }) => (last === null ? 'nothing was due yet' : html`${safe(last.slot)}<br>${outcome(last)}`) },
  {
    head: 'Feed',
    cell: ({ id, feedKey }) => html`<a href="${digestFeedPath(id, feedKey)}">RSS<span class="unseen"> of digest ${id}</span></a>`,
  },
  { head: 'Do', cell: digestActs },
]
