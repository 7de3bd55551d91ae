/** The frame of every page: what a browser is told about it, name, search field and navigation above, small print below. */
import { html } from 'hono/html'
import { safe } from '../../src/answer.ts'
import { LIMITS } from './limits.ts'
import { askPath, queryFeedPath } from './links.ts'
import { type Html, headline } from './render.ts'

export type { Html } from './render.ts'
export type Frame = {
  /** Of this page, from the slash, with its query. */
  readonly path: string
  /** What the search field shows. */
  readonly question: string
  readonly after: string | null
  readonly isManager: boolean
  /** The address of the reading room, without a slash at the end. */
  readonly origin: string
  readonly now: Date
  /** IANA. */
  readonly zone: string
  readonly version: string
  /** Where a file of assets/ or a typeface is, by its name. */
  asset(name: string): string
}
export type Given = {
  readonly title: string
  readonly description?: string
  readonly feed?: { readonly title: string; readonly path: string }
  /** The one path of this page where several lead to it. */
  readonly canonical?: string
  /** Not for search engines. */
  readonly isPrivate?: boolean
  /** A style sheet of assets/ that this page needs beside the one of all pages. */
  readonly sheet?: string
  readonly main: Html | string
}

/** Search engines show no more of it. */
const MAX_DESCRIPTION = 200
/** A question may be long; a title bar is not. */
const MAX_TITLE = 120
const FONTS = ['source-serif-4-latin-400-normal.woff2', 'source-serif-4-latin-600-normal.woff2']
const ABOUT = 'Questions about the news, answered in sentences that stand in it, word for word.'

export function page(frame: Frame, given: Given): Html {
  const { question, isManager, version } = frame
  const [path = '/'] = frame.path.split('?')
  const isFront = path === '/'
  const isAsked = (line: string) => path === '/ask' && question === line
  return html`<!doctype html>
<html lang="en">
${head(frame, given)}
<body>
<a class="skip" href="#main">Skip to the text</a>
<header class="${isFront ? 'top front' : 'top'}"><div class="bar">
<p class="name"><a href="/"${isFront ? html` aria-current="page"` : ''}>Newsdesk</a></p>
<nav aria-label="Pages"><ul>
${item(askPath('latest'), 'Latest', isAsked('latest'))}
${item('/names', 'Names', path === '/names')}
${item(askPath('sources'), 'Outlets', isAsked('sources'))}
${isManager ? item('/newsroom', 'Newsroom', path.startsWith('/newsroom')) : ''}
</ul></nav>
${isFront ? '' : searchForm(question)}
</div></header>
<main id="main" tabindex="-1">
${given.main}
</main>
<footer><div class="bar">
<p>${ABOUT}</p>
<ul>
<li><a href="/api/openapi.json">API</a></li>
<li><a href="${given.feed?.path ?? queryFeedPath('')}">RSS</a></li>
${isManager ? '' : html`<li><a href="/newsroom">Newsroom</a></li>`}
<li>Newsdesk ${version}</li>
</ul>
</div></footer>
</body>
</html>
`
}

function head(frame: Frame, given: Given): Html {
  const { origin, asset } = frame
  const title = clipped(safe(given.title), MAX_TITLE)
  return html`<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === 'Newsdesk' ? title : `${title} · Newsdesk`}</title>
<meta name="description" content="${clipped(safe(given.description ?? ABOUT), MAX_DESCRIPTION)}">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#fffefb">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#15171a">
${given.isPrivate === true ? html`<meta name="robots" content="noindex">` : html`<link rel="canonical" href="${origin}${given.canonical ?? frame.path}">`}
${FONTS.map((name) => html`<link rel="preload" as="font" type="font/woff2" crossorigin href="${asset(name)}">\n`)}<link rel="stylesheet" href="${asset('style.css')}">${given.sheet === undefined ? '' : html`<link rel="stylesheet" href="${asset(given.sheet)}">`}
<link rel="icon" type="image/svg+xml" href="/favicon.svg">
<link rel="search" type="application/opensearchdescription+xml" title="Newsdesk" href="/opensearch.xml">
${given.feed === undefined ? '' : html`<link rel="alternate" type="application/rss+xml" title="${safe(given.feed.title)}" href="${given.feed.path}">`}
<script src="${asset('page.js')}" defer></script>
</head>`
}

function item(href: string, label: string, isHere: boolean): Html {
  return html`<li><a href="${href}"${isHere ? html` aria-current="page"` : ''}>${label}</a></li>`
}

/** `after`: the question that it goes on from. `id` of the field: once on a page. */
export function searchForm(question: string, given: { id: string; label: string; placeholder?: string; after?: string } = TOP): Html {
  const { id, label, placeholder, after } = given
  return html`<search class="${id}-form"><form action="/ask" method="get">
<label for="${id}">${label}</label>
<div class="field"><input id="${id}" name="q" type="search" value="${safe(question)}" placeholder="${safe(placeholder ?? '')}" maxlength="${LIMITS.question}" required dir="auto" autocomplete="off" enterkeyhint="search" spellcheck="true">${
    after === undefined ? '' : html`<input type="hidden" name="after" value="${safe(after)}">`
  }<button>Ask</button></div>
</form></search>`
}

const TOP = { id: 'q', label: 'Ask the news', placeholder: 'Ask the news' }

/** Characters; headlines are shorter, questions may not be. */
const LONG_TITLE = 140

/** The one heading of a page; a long one is set smaller. */
export function titleHtml(text: string): Html {
  return html`<h1${text.length > LONG_TITLE ? html` class="long"` : ''} dir="auto">${headline(text)}</h1>`
}

/** At most so many characters, cut between words where there are some. */
export function clipped(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most).replace(/[\ud800-\udbff]$/, '')
  const space = cut.lastIndexOf(' ')
  return `${space > most / 2 ? cut.slice(0, space) : cut}…`
}
