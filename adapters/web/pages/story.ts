/** The page of a story: how it stands, its course, what its outlets say alike and otherwise, and all its articles. */
import { html } from 'hono/html'
import { safe } from '../../../src/answer.ts'
import type { StoryPage } from '../host.ts'
import { queryFeedPath, storyPath } from '../links.ts'
import { counted } from '../moment.ts'
import { type Frame, page, titleHtml } from '../page.ts'
import { type Html, headline, sourceList } from '../render.ts'
import type { Tools } from './ask.ts'
import { contents, contextOf, openingOf, sectionList } from './dossier.ts'
import { articleList, outletIndex } from './rows.ts'

export function storyPage(given: StoryPage, frame: Frame, tools: Tools): Html {
  const { id, title, phase, articles, outlets, sections, rows } = given
  const followed = `story:${id}`
  return page(frame, {
    title: headline(title),
    description: openingOf(sections) ?? `A story in ${counted(articles, 'article')}.`,
    feed: { title: `Newsdesk: ${title}`, path: queryFeedPath(followed) },
    canonical: storyPath(id),
    main: html`<div class="split dossier">
<header class="head">
<p class="kicker">Story${phase === '' ? '' : html` · ${safe(phase)}`}</p>
${titleHtml(title)}
<p class="byline">${counted(articles, 'article')} in ${counted(outlets.length, 'outlet')}</p>
<ul class="chips"><li><a class="chip" href="${queryFeedPath(followed)}">Follow by RSS</a></li></ul>
</header>
<div class="answer">
${contents([...sections, ...(rows.length > 0 ? [{ heading: 'All articles' }] : [])])}
${sectionList(given, contextOf(given, tools))}
${
  rows.length === 0
    ? ''
    : html`<section class="part" aria-labelledby="part-${sections.length + 1}"><h2 id="part-${sections.length + 1}">All articles</h2>${articleList(rows, true)}</section>`
}
</div>
<aside class="beside" aria-label="Beside it">
${outlets.length === 0 ? '' : html`<section><h2>Outlets</h2>${outletIndex(outlets)}</section>`}
${sourceList(given.sources)}
</aside></div>`,
  })
}
