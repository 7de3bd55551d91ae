/** An answer with its sources, why it is what it is, and how to go on. */
import { html } from 'hono/html'
import { type Answer, type Coverage, quotesOf, safe } from '../../../src/answer.ts'
import { commandLink, topicOf } from '../command-link.ts'
import type { Reading } from '../host.ts'
import { askPath, queryFeedPath, searchPath } from '../links.ts'
import { type Frame, page, searchForm, titleHtml } from '../page.ts'
import { type Context, type Html, render, searchedLine } from '../render.ts'

export type Tools = { draw(coverage: Coverage): string }

/** A step longer than this says no more to a reader. */
const MAX_ROWS = 40
const MAX_CELLS = 8

export function askPage(reading: Reading, given: { readonly q: string; readonly after: string | null }, frame: Frame, tools: Tools): Html {
  const { outcome, paragraphs } = reading
  const { answer } = outcome
  const understood = outcome.conversation?.question ?? null
  const context: Context = {
    sources: answer.sources,
    paragraphs,
    draw: (coverage) => tools.draw(coverage),
    command: (line) => commandLink(line, understood),
    outlets: new Set(answer.searched.publishers),
  }
  const title = answer.title.trim() === '' ? given.q : answer.title
  const isUnanswered = outcome.kind !== 'answered' || answer.verdict === 'unanswered'
  return page(frame, {
    title,
    description: quotesOf(answer)[0]?.text ?? 'What the stored articles say on it, word for word.',
    feed: { title: `Newsdesk: ${title}`, path: queryFeedPath(topicOf(given.q)) },
    canonical: askPath(given.q, given.after),
    // Any words are an address here: nothing for search engines to walk through.
    isPrivate: true,
    main: html`<div class="split ${isUnanswered ? (outcome.kind === 'answered' ? 'nothing' : outcome.kind) : 'found'}">
<header class="head">
${given.after === null ? '' : html`<p class="kicker">Asked after <a href="${askPath(given.after)}" dir="auto">${safe(given.after)}</a></p>`}
${titleHtml(title)}
</header>
${render(answer, context)}
<div class="more">
${isUnanswered ? wayOut(given.q, outcome.kind) : ''}
${followUps(answer, context)}
${understood === null ? '' : searchForm('', { id: 'on', label: 'Ask on', placeholder: 'And when? What about …?', after: understood })}
${why(reading)}
${searchedLine(answer)}
${outcome.kind === 'answered' || outcome.kind === 'nothing' ? toolList(given) : ''}
</div>
</div>`,
  })
}

function toolList({ q, after }: { readonly q: string; readonly after: string | null }): Html {
  const topic = topicOf(q)
  return html`<ul class="tools">
<li><a href="${askPath(q, after)}" data-copy>Link to this answer</a></li>
<li><a href="${queryFeedPath(topic)}">Follow by RSS</a></li>
${topic === '' ? '' : html`<li><a href="${searchPath(topic)}">Search passages</a></li>`}
</ul>`
}

/** What can be asked next. Lines that are not for readers of the page are left out. */
function followUps(answer: Pick<Answer, 'followUps'>, { command }: Pick<Context, 'command'>): Html | '' {
  const links = answer.followUps.flatMap(({ label: own, command: line }) => {
    const link = command(line)
    return link === null ? [] : [html`<li><a class="chip" href="${link.href}"><bdi>${safe(link.label ?? own)}</bdi></a></li>`]
  })
  return links.length === 0 ? '' : html`<nav class="next" aria-label="Ask next"><ul class="chips">${links}</ul></nav>`
}

/** Never a dead end. */
function wayOut(q: string, kind: Reading['outcome']['kind']): Html {
  if (kind === 'failed') return html`<p class="way"><a class="button" href="${askPath(q)}">Try again</a></p>`
  if (kind === 'misuse') return html`<p class="way">Any question in plain words works too. <a href="/">Some to begin with</a></p>`
  return html`<p class="way">Other words may find it: <a href="${searchPath(topicOf(q) || q)}">passages with these words</a>, <a href="/names">the names that articles speak of</a>, or <a href="${askPath('latest')}">the latest stories</a>.</p>`
}

function why({ outcome: { explanation } }: Reading): Html | '' {
  if (explanation === null || explanation.steps.length === 0) return ''
  return html`<details class="why"><summary>Why this answer</summary>${explanation.steps.map(({ title, rows }) => {
    const more = rows.length > MAX_ROWS ? html`<p class="meta">and ${rows.length - MAX_ROWS} more</p>` : ''
    return html`<h2>${safe(title)}</h2>${rows.length === 0 ? html`<p class="meta">nothing</p>` : table(title, rows.slice(0, MAX_ROWS))}${more}`
  })}</details>`
}

/** The last cell of a shorter row takes the room that is left. */
function table(title: string, rows: readonly (readonly string[])[]): Html {
  const width = Math.min(MAX_CELLS, Math.max(...rows.map((row) => row.length)))
  return html`<div class="wide" role="region" aria-label="${safe(title)}" tabindex="0"><table><tbody>${rows.map((row) => {
    const [label = '', ...cells] = row.slice(0, MAX_CELLS)
    const left = width - cells.length
    return html`<tr><th scope="row" dir="auto">${safe(label)}</th>${cells.map(
      (cell, i) => html`<td${i === cells.length - 1 && left > 1 ? html` colspan="${left}"` : ''} dir="auto">${safe(cell)}</td>`,
    )}</tr>`
  })}</tbody></table></div>`
}
