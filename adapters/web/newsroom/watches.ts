/** The watches of channels, and one's own. */
import { html } from 'hono/html'
import { safe } from '../../../src/answer.ts'
import type { WatchRow } from '../host.ts'
import { counted } from '../moment.ts'
import type { Frame } from '../page.ts'
import { type Html, headline } from '../render.ts'
import { buttons } from './buttons.ts'
import { newsroomPage, saying } from './room.ts'
import { platform, state } from './states.ts'
import { type Column, table } from './table.ts'
import { when } from './when.ts'

export function watchesPage(watches: readonly WatchRow[], frame: Frame): Html {
  return newsroomPage(frame, {
    title: watches.length === 0 ? 'Watches' : counted(watches.length, 'watch', 'watches'),
    intro: 'Those of channels, and your own. What others watch for themselves alone is theirs, and not shown.',
    main: html`${watches.length === 0 ? html`<p>Nothing is watched yet.</p>` : table('Watches', columns(frame), watches)}
${saying('Watch something', 'watch add ', 'From here its alerts come to you alone; for a channel, say it to the bot there, with in:channel.')}`,
  })
}

function columns(frame: Frame): readonly Column<WatchRow>[] {
  return [
    {
      head: 'Watch',
      cell: ({ id, query }) => html`<span class="n">${id}</span> ${headline(query)}`,
    },
    { head: 'Where', cell: ({ surface, where }) => html`${platform(surface)}, ${safe(where)}` },
    {
      head: 'State',
      cell: ({ isPaused, why, snoozedUntilMs }) => {
        if (isPaused) return state('off', 'paused', why)
        return snoozedUntilMs === null ? state('ok', 'on') : html`${state('off', 'snoozed until')} ${when(snoozedUntilMs, frame, '')}`
      },
    },
    { head: 'Alerts in 7 days', cell: ({ alerts }) => `${alerts}` },
    { head: 'Last', cell: ({ lastMs }) => when(lastMs, frame, 'none') },
    {
      head: 'Do',
      cell: ({ id, isPaused }) =>
        buttons(
          `watch ${id}`,
          [isPaused ? { label: 'Resume', line: `watch resume ${id}` } : { label: 'Pause', line: `watch pause ${id}` }],
          {
            line: `watch remove ${id}`,
            warning: 'It goes with its alerts; what was posted stays.',
          },
        ),
    },
  ]
}
