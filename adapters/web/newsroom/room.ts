/** What all pages of the newsroom have in common: which of them there are, signing out, and a field for what no button says. */
import { html } from 'hono/html'
import { safe } from '../../../src/answer.ts'
import { type Frame, page } from '../page.ts'
import type { Html } from '../render.ts'

export const ACT = '/newsroom/act'
export const SHEET = 'newsroom.css'
/** A command line with an address and a name in it is shorter. */
const MAX_LINE = 1_000
const PAGES = [
  ['/newsroom', 'Overview'],
  ['/newsroom/feeds', 'Feeds'],
  ['/newsroom/digests', 'Digests'],
  ['/newsroom/watches', 'Watches'],
  ['/newsroom/questions', 'Questions'],
] as const

export function newsroomPage(frame: Frame, given: { readonly title: string; readonly intro?: string; readonly main: Html }): Html {
  return page(frame, {
    title: given.title,
    description: 'For managers of this newsroom.',
    isPrivate: true,
    sheet: SHEET,
    main: html`<div class="newsroom">
<nav class="rooms" aria-label="Newsroom"><ul>${PAGES.map(
      ([path, name]) => html`<li><a href="${path}"${isHere(path, frame.path)}>${name}</a></li>`,
    )}</ul>
<form method="post" action="/newsroom/sign-out"><button class="quiet">Sign out</button></form></nav>
<header class="head"><h1 dir="auto">${safe(given.title)}</h1>${given.intro === undefined ? '' : html`<p class="deck">${safe(given.intro)}</p>`}</header>
${given.main}
</div>`,
  })
}

function isHere(path: string, here: string): Html | '' {
  if (here === path) return html` aria-current="page"`
  return path !== '/newsroom' && here.startsWith(`${path}/`) ? html` aria-current="true"` : ''
}

/** A command as in a chat; `begun`: what it begins with. */
export function saying(label: string, begun: string, hint: string): Html {
  return html`<form class="say" method="post" action="${ACT}">
<label for="say">${label}</label>
<div class="field"><input id="say" name="line" value="${begun}" maxlength="${MAX_LINE}" required autocomplete="off" autocapitalize="off" spellcheck="false" dir="auto" aria-describedby="say-hint"><button>Do it</button></div>
<p class="meta" id="say-hint">${hint}</p>
</form>`
}
