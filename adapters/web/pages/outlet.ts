/** The page of an outlet: how much of it is stored, when it was published, and its articles. */
import { html } from 'hono/html'
import { safe } from '../../../src/answer.ts'
import type { OutletPage } from '../host.ts'
import { askPath, outletPath, queryFeedPath } from '../links.ts'
import { counted } from '../moment.ts'
import { type Frame, page, titleHtml } from '../page.ts'
import { coverageHtml, type Html, headline } from '../render.ts'
import type { Tools } from './ask.ts'
import { articleList } from './rows.ts'

export function outletPage(given: OutletPage, frame: Frame, tools: Tools): Html {
  const { publisher, articles, rows } = given
  const query = `source:"${publisher.replaceAll('"', '')}"`
  return page(frame, {
    title: headline(publisher),
    description: `${counted(articles, 'stored article')} of ${safe(publisher)}, the newest first.`,
    feed: { title: `Newsdesk: ${publisher}`, path: queryFeedPath(query) },
    canonical: outletPath(publisher, given.page),
    main: html`<div class="column">
<header class="head">
<p class="kicker">Outlet</p>
${titleHtml(publisher)}
<p class="byline">${counted(articles, 'article')}</p>
<ul class="chips"><li><a class="chip" href="${askPath(`latest ${query}`)}">Latest stories</a></li><li><a class="chip" href="${queryFeedPath(query)}">Follow by RSS</a></li></ul>
</header>
${given.coverage === null ? '' : coverageHtml(given.coverage, tools.draw)}
${articleList(rows, false)}
${paging(given)}
</div>`,
  })
}

function paging({ publisher, page: at, pages }: OutletPage): Html | '' {
  if (pages < 2) return ''
  return html`<nav class="paging" aria-label="Pages of articles">
${at > 1 ? html`<a rel="prev" href="${outletPath(publisher, at - 1)}">Newer</a>` : html`<span></span>`}
<span>Page ${at} of ${pages}</span>
${at < pages ? html`<a rel="next" href="${outletPath(publisher, at + 1)}">Older</a>` : html`<span></span>`}
</nav>`
}
