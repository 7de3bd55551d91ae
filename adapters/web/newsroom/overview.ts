/** How the newsroom is: what is wrong first, then how much there is of everything, then the platforms. */
import { html } from 'hono/html'
import { printedTime, safe } from '../../../src/answer.ts'
import type { Overview } from '../host.ts'
import { counted } from '../moment.ts'
import type { Frame } from '../page.ts'
import type { Html } from '../render.ts'
import { newsroomPage } from './room.ts'
import { platform, state } from './states.ts'
import { type Column, table } from './table.ts'
import { when } from './when.ts'

type Health = Overview['health'][number]
const MARK = { connected: 'ok', connecting: 'new', down: 'bad' } as const
/** As many questions as are counted. */
const MANY = 200

export function overviewPage(overview: Overview, frame: Frame): Html {
  return newsroomPage(frame, {
    title: 'The newsroom',
    main: html`${troubles(overview.troubles)}
<section class="part"><h2>At a glance</h2>
<dl class="tiles">${tiles(overview, frame)}</dl></section>
<section class="part"><h2>Platforms</h2>
${platforms(overview.health, frame)}</section>`,
  })
}

function troubles(sentences: readonly string[]): Html {
  if (sentences.length === 0) return html`<p class="well"><span aria-hidden="true">✓</span> All is well.</p>`
  return html`<section class="troubles" aria-labelledby="wrong"><h2 id="wrong">${counted(sentences.length, 'thing')} to look at</h2>
<ul>${sentences.map((text) => html`<li dir="auto">${safe(text)}</li>`)}</ul></section>`
}

function tiles({ corpus, feeds, digests, watches, ratings, unanswered }: Overview, frame: Frame): readonly Html[] {
  const others = feeds.all - feeds.well - feeds.failing - feeds.paused
  const told = (...parts: readonly (string | false)[]): string => parts.filter((part) => part !== false).join(', ')
  return [
    tile('Articles', null, corpus.articles.toLocaleString('en'), articlesTold(corpus)),
    tile(
      'Feeds',
      '/newsroom/feeds',
      feeds.all.toLocaleString('en'),
      told(
        `${feeds.well} well`,
        feeds.failing > 0 && `${feeds.failing} failing`,
        feeds.paused > 0 && `${feeds.paused} paused`,
        others > 0 && `${others} not fetched yet`,
      ),
    ),
    tile(
      'Digests',
      '/newsroom/digests',
      digests.all.toLocaleString('en'),
      html`${told(
        digests.paused > 0 && `${digests.paused} paused`,
        `${digests.missed} missed in 7 days`,
      )}${digests.nextMs === null ? '' : html`<br>next ${when(digests.nextMs, frame, '')}`}`,
    ),
    tile('Watches', '/newsroom/watches', watches.toLocaleString('en'), ''),
    unanswered === null
      ? tile('Unanswered', '/newsroom/questions', '–', 'not shown on your platform')
      : tile('Unanswered', '/newsroom/questions', `${unanswered}${unanswered >= MANY ? ' or more' : ''}`, 'questions of 30 days'),
    tile('Ratings', '/newsroom/questions', `${ratings.good + ratings.bad}`, `${ratings.good} good, ${ratings.bad} bad`),
  ]
}

function tile(label: string, path: string | null, figure: string, told: Html | string): Html {
  return html`<div><dt>${path === null ? label : html`<a href="${path}">${label}</a>`}</dt><dd><b>${figure}</b> <span>${told}</span></dd></div>`
}

function articlesTold({ publishers, from, to }: Overview['corpus']): string {
  const months = [...new Set([from, to].flatMap((day) => (day === null ? [] : [printedTime(day.slice(0, 7))])))].join(' – ')
  return `${counted(publishers.length, 'outlet')}${months === '' ? '' : `, ${months}`}`
}

function platforms(health: readonly Health[], frame: Frame): Html {
  if (health.length === 0) return html`<p>No chat platform is set up here. README says how to set one up.</p>`
  const columns: readonly Column<Health>[] = [
    { head: 'Platform', cell: ({ surface }) => platform(surface) },
    { head: 'State', cell: ({ state: is, problem }) => state(MARK[is], is, problem) },
    { head: 'Since', cell: ({ sinceMs }) => when(sinceMs, frame, '') },
    { head: 'Last heard', cell: ({ lastEventMs }) => when(lastEventMs, frame, 'nothing yet') },
    {
      head: 'Last error',
      cell: ({ lastError }) => (lastError === null ? 'none' : html`${when(lastError.atMs, frame, '')}: ${safe(lastError.message)}`),
    },
  ]
  return table('How each chat platform is', columns, health)
}
