/** What readers asked in vain, and what they thought of answers: never who. */
import { html } from 'hono/html'
import type { QuestionRow, RatingRow } from '../host.ts'
import { askPath } from '../links.ts'
import type { Frame } from '../page.ts'
import { type Html, headline } from '../render.ts'
import { newsroomPage } from './room.ts'
import { state } from './states.ts'
import { type Column, table } from './table.ts'
import { when } from './when.ts'

const WITHHELD =
  'None is shown here: on your platform a question is kept under a name that does not say which server somebody belongs to, so that nobody can tell whose ' +
  'questions these are. Who runs Newsdesk sees them.'

/** null: nobody can tell which of them a manager may see. */
export function questionsPage(unanswered: readonly QuestionRow[] | null, ratings: readonly RatingRow[] | null, frame: Frame): Html {
  return newsroomPage(frame, {
    title: 'Questions',
    intro: 'Without names. Readers can keep theirs out by “settings history:no”.',
    main: html`<section class="part"><h2>Without an answer</h2>
${listed(unanswered, 'Nothing was asked in vain in the last 30 days.', (rows) => table('Questions without an answer in 30 days, newest first', asked(frame), rows))}
</section>
<section class="part"><h2>Ratings</h2>
${listed(ratings, 'No answer was rated yet.', (rows) => table('Ratings, newest first', rated(frame), rows))}</section>`,
  })
}

function listed<T>(rows: readonly T[] | null, none: string, shown: (rows: readonly T[]) => Html): Html {
  if (rows === null) return html`<p class="notice">${WITHHELD}</p>`
  return rows.length === 0 ? html`<p>${none}</p>` : shown(rows)
}

function asked(frame: Frame): readonly Column<QuestionRow>[] {
  return [
    { head: 'Question', cell: ({ question }) => headline(question) },
    { head: 'Times', cell: ({ times }) => times.toLocaleString('en') },
    { head: 'Last', cell: ({ atMs }) => when(atMs, frame, '') },
    {
      head: 'Do',
      cell: ({ question }) => html`<a href="${askPath(question)}" aria-label="Ask again: ${headline(question)}">Ask again</a>`,
    },
  ]
}

function rated(frame: Frame): readonly Column<RatingRow>[] {
  return [
    { head: 'Question', cell: ({ question }) => html`<a href="${askPath(question)}">${headline(question)}</a>` },
    { head: 'Rated', cell: ({ isGood }) => (isGood ? state('ok', 'good') : state('bad', 'bad')) },
    { head: 'When', cell: ({ atMs }) => when(atMs, frame, '') },
  ]
}
