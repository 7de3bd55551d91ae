/** Passages that have the words, best first: for readers who want to look through them themselves. */
import { html } from 'hono/html'
import { safe } from '../../../src/answer.ts'
import type { PassageRow } from '../host.ts'
import { articlePath, askPath, outletPath, searchPath } from '../links.ts'
import { counted } from '../moment.ts'
import { type Frame, page, titleHtml } from '../page.ts'
import { type Html, headline } from '../render.ts'
import { dayHtml } from './rows.ts'

/** More are no search, but a text. */
const MAX_WORDS = 20

export function searchPage(query: string, rows: readonly PassageRow[], frame: Frame): Html {
  const words = wordsOf(query)
  return page(frame, {
    title: `Passages: ${query}`,
    description: `${counted(rows.length, 'passage')} of stored articles for ${safe(query)}.`,
    canonical: searchPath(query),
    isPrivate: true,
    main: html`<div class="column">
<header class="head">
<p class="kicker">${counted(rows.length, 'passage')}</p>
${titleHtml(`“${query}”`)}
<ul class="chips"><li><a class="chip" href="${askPath(query)}">Ask it as a question</a></li></ul>
</header>
${
  rows.length === 0
    ? html`<p class="notice">No stored article has these words.</p><p class="way">Fewer or other words may find it; <a href="/names">names that articles speak of</a> are a way in, too.</p>`
    : html`<ol class="passages">${rows.map((row) => passage(row, words))}</ol>`
}
</div>`,
  })
}

function passage(row: PassageRow, words: RegExp | null): Html {
  return html`<li><p class="headline" dir="auto"><a href="${articlePath(row.id, [row])}">${headline(row.title)}</a></p>
<blockquote><p dir="auto">${withBold(safe(row.text), words)}</p></blockquote>
<p class="meta"><a href="${outletPath(row.publisher)}"><bdi>${headline(row.publisher)}</bdi></a> · ${dayHtml(row)}</p></li>`
}

/** Any of the words that were typed, where a word begins; those of one letter say nothing. null: there is none. */
function wordsOf(query: string): RegExp | null {
  const words = (query.match(/[\p{L}\p{N}]{2,}/gu) ?? []).slice(0, MAX_WORDS)
  return words.length === 0 ? null : new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})[\\p{L}\\p{N}]*`, 'giu')
}

function withBold(text: string, words: RegExp | null): readonly (Html | string)[] {
  const parts: (Html | string)[] = []
  let at = 0
  for (const { 0: found, index } of words === null ? [] : text.matchAll(words)) {
    parts.push(text.slice(at, index), html`<strong>${found}</strong>`)
    at = index + found.length
  }
  return [...parts, text.slice(at)]
}
