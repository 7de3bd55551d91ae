/** The front page: a question first, then the newest stories as a newspaper shows them, names and outlets. */
import { html } from 'hono/html'
import { safe } from '../../../src/answer.ts'
import type { Front, StoryCard } from '../host.ts'
import { articlePath, askPath, outletPath, queryFeedPath, storyPath } from '../links.ts'
import { counted, dayLine } from '../moment.ts'
import { type Frame, page, searchForm } from '../page.ts'
import { type Html, headline, marksOf, searchedLine } from '../render.ts'
import { dayHtml, nameIndex, outletIndex } from './rows.ts'

const NO_BREAK = '\u00a0'

export function frontPage(front: Front, frame: Frame): Html {
  const [lead, ...others] = front.stories
  return page(frame, {
    title: 'Newsdesk',
    feed: { title: 'Newsdesk: latest stories', path: queryFeedPath('') },
    canonical: '/',
    main: html`<section class="ask">
<h1>Ask the news</h1>
<p class="deck">Every sentence of an answer stands in an article, word for word. Follow its number to read it there.</p>
${searchForm('', { id: 'big', label: 'Your question', placeholder: front.prompts[0] ?? '' })}
${
  front.prompts.length === 0
    ? ''
    : html`<nav aria-label="Questions to begin with"><ul class="chips">${front.prompts.map(
        (prompt) => html`<li><a class="chip" href="${askPath(prompt)}" dir="auto">${safe(prompt)}</a></li>`,
      )}</ul></nav>`
}
${searchedLine(front)}
</section>
${
  lead === undefined
    ? html`<p class="notice">No article is stored yet. Add feeds, and their stories stand here.</p>`
    : html`<section class="news" aria-labelledby="latest"><div class="rule"><h2 id="latest">Latest</h2><p class="meta">${dayLine(frame.now, frame.zone)}</p></div>
<div class="paper">${leadStory(lead)}${others.map(story)}</div></section>`
}
<div class="pair">
${front.names.length === 0 ? '' : html`<section aria-labelledby="named"><div class="rule"><h2 id="named">Most named</h2><a href="/names">All names</a></div>${nameIndex(front.names)}</section>`}
${front.outlets.length === 0 ? '' : html`<section aria-labelledby="outlets"><div class="rule"><h2 id="outlets">Outlets</h2><a href="${askPath('sources')}">All outlets</a></div>${outletIndex(front.outlets)}</section>`}
</div>`,
  })
}

function leadStory(card: StoryCard): Html {
  const { opening } = card
  return html`<article class="lead">${heading(card)}${
    opening === null
      ? ''
      : html`<blockquote><p dir="auto"><a href="${articlePath(opening.articleId, [opening])}">${quoted(opening.text)}</a></p></blockquote>`
  }${told(card)}</article>`
}

function story(card: StoryCard): Html {
  return html`<article>${heading(card)}${card.opening === null ? '' : html`<p class="opening" dir="auto">${quoted(card.opening.text)}</p>`}${told(card)}</article>`
}

function quoted(text: string): string {
  return marksOf(text).join(safe(text))
}

/** A story of several articles leads to all of them. */
function heading(card: StoryCard): Html {
  const href = card.storyId !== null && card.articles > 1 ? storyPath(card.storyId) : articlePath(card.id)
  return html`<h3 dir="auto"><a href="${href}">${headline(card.title)}</a></h3>`
}

function told(card: StoryCard): Html {
  const [first = card.publisher] = card.outlets
  const others = card.outlets.length - 1
  const outlets = html`<a href="${outletPath(first)}"><bdi>${headline(first)}</bdi></a>${others > 0 ? ` and ${counted(others, 'other')}` : ''}`
  return html`<p class="meta">${outlets} · ${dayHtml(card)}${card.articles > 1 ? ` · ${counted(card.articles, 'article').replace(' ', NO_BREAK)}` : ''}</p>`
}
