/** The page of a person, an organisation, a place: what it is in the articles, when they speak of it, and what is named with it. */
import { html } from 'hono/html'
import { safe } from '../../../src/answer.ts'
import type { EntityPage } from '../host.ts'
import { askPath, entityPath, queryFeedPath } from '../links.ts'
import { counted } from '../moment.ts'
import { type Frame, page, searchForm, titleHtml } from '../page.ts'
import { type Html, headline, sourceList } from '../render.ts'
import type { Tools } from './ask.ts'
import { contents, contextOf, openingOf, sectionList } from './dossier.ts'
import { nameChips, outletIndex } from './rows.ts'

export function entityPage(given: EntityPage, frame: Frame, tools: Tools): Html {
  const { name, kind, aliases, articles, related, outlets, sections } = given
  const others = aliases.filter((alias) => alias !== name)
  return page(frame, {
    title: headline(name),
    description: openingOf(sections) ?? `What ${counted(articles, 'stored article')} say of ${safe(name)}.`,
    feed: { title: `Newsdesk: ${name}`, path: queryFeedPath(name) },
    canonical: entityPath(name),
    main: html`<div class="split dossier">
<header class="head">
<p class="kicker">${kind === '' ? 'Name' : safe(kind)}</p>
${titleHtml(name)}
<p class="byline">${counted(articles, 'article')} in ${counted(outlets.length, 'outlet')}${others.length === 0 ? '' : html` · also called <bdi>${others.map(safe).join(', ')}</bdi>`}</p>
<ul class="chips">
<li><a class="chip" href="${askPath(`latest ${name}`)}">Latest</a></li>
<li><a class="chip" href="${askPath(`timeline ${name}`)}">Timeline</a></li>
${outlets.length > 1 ? html`<li><a class="chip" href="${askPath(`compare ${name}`)}">Compare outlets</a></li>` : ''}
<li><a class="chip" href="${queryFeedPath(name)}">Follow by RSS</a></li>
</ul>
</header>
<div class="answer">
${contents(sections)}
${sectionList(given, contextOf(given, tools))}
</div>
<aside class="beside" aria-label="Beside it">
<section><h2>Ask</h2>${searchForm('', { id: 'on', label: `A question about ${safe(name)}`, placeholder: 'Who? When? How many?', after: name })}</section>
${related.length === 0 ? '' : html`<section><h2>Named with</h2>${nameChips(related)}</section>`}
${outlets.length === 0 ? '' : html`<section><h2>Outlets</h2>${outletIndex(outlets)}</section>`}
${sourceList(given.sources)}
</aside></div>`,
  })
}
