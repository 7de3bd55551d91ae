/** An article: its text with the cited passages marked, where it is from, how it was changed, and what to ask about it. */
import { html } from 'hono/html'
import { printedDate, safe } from '../../../src/answer.ts'
import type { ArticlePage, ArticleVersion, Range } from '../host.ts'
import { articlePath, askPath, entityPath, outletPath, PASSAGE, storyPath } from '../links.ts'
import { markedText, passagesIn } from '../marked-text.ts'
import { counted, momentHtml } from '../moment.ts'
import { clipped, type Frame, page, searchForm, titleHtml } from '../page.ts'
import { dateHtml, type Html, headline, hostOf, timeHtml, webLink } from '../render.ts'
import { nameChips } from './rows.ts'

const MAX_DESCRIPTION = 200

export function articlePage(given: ArticlePage, passages: readonly Range[], frame: Frame): Html {
  const { article, story, versions } = given
  const marked = passagesIn(article.body, passages)
  const [main] = given.names
  return page(frame, {
    title: headline(article.title),
    description: clipped(`${article.publisher}, ${printedDate(article)}: ${article.body}`, MAX_DESCRIPTION),
    canonical: articlePath(article.id),
    main: html`<div class="split article"><article>
<header class="head">
<p class="kicker"><a href="${outletPath(article.publisher)}"><bdi>${headline(article.publisher)}</bdi></a></p>
${titleHtml(article.title)}
<p class="byline">${article.authors.length === 0 ? '' : html`By <b><bdi>${article.authors.map(safe).join(', ')}</bdi></b> · `}${dateHtml(article)}</p>
${marked === 0 ? '' : html`<p class="jump"><a href="#${PASSAGE}">${marked === 1 ? 'To the cited passage' : `To the first of ${marked} cited passages`}</a></p>`}
</header>
<div class="body">
${markedText(article.body, passages)}</div>
${origin(given, frame)}
</article>
<aside class="beside" aria-label="About this article">
<section><h2>Ask about this</h2>
${searchForm('', { id: 'about', label: 'A question about this article', placeholder: 'Who? When? How many?', after: clipped(safe(article.title), MAX_DESCRIPTION) })}
${
  main === undefined
    ? ''
    : html`<ul class="chips"><li><a class="chip" href="${entityPath(main.name)}">About <bdi>${headline(main.name)}</bdi></a></li>${
        main.articles > 1
          ? html`<li><a class="chip" href="${askPath(`timeline ${main.name}`)}">Timeline of <bdi>${headline(main.name)}</bdi></a></li>`
          : ''
      }</ul>`
}</section>
${
  story === null || story.articles < 2
    ? ''
    : html`<section><h2>The story</h2><p class="headline" dir="auto"><a href="${storyPath(story.id)}">${headline(story.title)}</a></p><p class="meta">${counted(story.articles, 'article')}</p></section>`
}
${given.names.length === 0 ? '' : html`<section><h2>Named in it</h2>${nameChips(given.names)}</section>`}
${article.tags.length === 0 ? '' : html`<section><h2>Tags</h2><p class="meta">${article.tags.map(safe).join(' · ')}</p></section>`}
${versions.length > 1 ? versionList(versions) : ''}
</aside></div>`,
  })
}

function origin({ article, origin: from }: ArticlePage, frame: Frame): Html {
  const url = webLink(article.url)
  return html`<footer class="origin">
${url === null ? html`<p>No address of the original is known.</p>` : html`<p><a class="button" href="${url}" rel="noopener noreferrer nofollow external">The original at ${hostOf(url)}</a></p>`}
${article.headlined ? '' : html`<p class="meta">The outlet printed no headline; this one is ours.</p>`}
${
  from === null
    ? ''
    : html`<p class="meta">Read from a feed on ${momentHtml(from.firstMs, frame.zone)}${from.language === null ? '' : html`, in ${languageName(from.language)}`}.${
        from.isPaywalled ? ' What stands behind the publisher’s paywall is not here.' : ''
      }${from.note === null ? '' : html` ${safe(from.note)}`}</p>`
}
</footer>`
}

const languages = new Intl.DisplayNames('en', { type: 'language' })

/** `en` or `en-GB` → `English`; what is no code is shown as it is. */
function languageName(code: string): string {
  const [language = ''] = code.toLowerCase().split(/[-_]/)
  return /^[a-z]{2,3}$/.test(language) ? (languages.of(language) ?? code) : safe(code)
}

function versionList(versions: readonly ArticleVersion[]): Html {
  const changed = versions.filter(({ changes }) => changes.length > 0)
  return html`<section class="versions"><h2>Changed ${changed.length === 1 ? 'once' : `${changed.length} times`}</h2>
${changed.toReversed().map(
  ({
    n,
    published,
    changes,
  }) => html`<details><summary>From version ${n} to ${n + 1}${published === null ? '' : html` <span class="meta">${timeHtml(published)}</span>`}</summary>
<p class="changes" dir="auto">${changes.map(({ kind, text }) =>
    kind === 'same'
      ? safe(text)
      : kind === 'added'
        ? html`<ins><span class="unseen"> [added:] </span>${safe(text)}<span class="unseen"> [end] </span></ins>`
        : html`<del><span class="unseen"> [removed:] </span>${safe(text)}<span class="unseen"> [end] </span></del>`,
  )}</p></details>`,
)}</section>`
}
