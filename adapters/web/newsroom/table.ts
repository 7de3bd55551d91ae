/** Rows under their headings. On a narrow screen each row becomes a card, whose cells name their heading themselves; the roles keep it a table for who cannot see it. */
import { html } from 'hono/html'
import type { Html } from '../render.ts'

export type Cell = Html | string
export type Column<T> = { readonly head: string; cell(row: T): Cell }

/** The first column says what a row is about. */
export function table<T>(caption: string, columns: readonly Column<T>[], rows: readonly T[]): Html {
  return html`<table class="rows" role="table"><caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map(({ head }) => html`<th scope="col" role="columnheader">${head}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.map((row) => html`<tr role="row">${columns.map((column, n) => cellHtml(column, row, n))}</tr>\n`)}</tbody></table>`
}

function cellHtml<T>({ head, cell }: Column<T>, row: T, n: number): Html {
  return n === 0
    ? html`<th scope="row" role="rowheader" dir="auto">${cell(row)}</th>`
    : html`<td role="cell" data-of="${head}"><div dir="auto">${cell(row)}</div></td>`
}
