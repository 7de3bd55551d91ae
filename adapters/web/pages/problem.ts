/** What cannot be shown, in plain words, and how to go on. */
import { html } from 'hono/html'
import { safe } from '../../../src/answer.ts'
import { askPath } from '../links.ts'
import { type Frame, page, titleHtml } from '../page.ts'
import type { Html } from '../render.ts'

export function problemPage(given: { readonly status: number; readonly title: string; readonly text: string }, frame: Frame): Html {
  return page(frame, {
    title: given.title,
    description: given.text,
    isPrivate: true,
    main: html`<div class="column problem">
<p class="kicker">${given.status}</p>
${titleHtml(given.title)}
<p class="deck" dir="auto">${safe(given.text)}</p>
<ul class="chips">
<li><a class="chip" href="/">Ask a question</a></li>
<li><a class="chip" href="${askPath('latest')}">Latest stories</a></li>
<li><a class="chip" href="/names">Names</a></li>
</ul>
</div>`,
  })
}
