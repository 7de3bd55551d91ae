/** Where managers come in: by a link that the bot has sent, which only the button spends, or by the token of the settings. */
import { html } from 'hono/html'
import { safe } from '../../../src/answer.ts'
import { type Frame, page } from '../page.ts'
import type { Html } from '../render.ts'
import { SHEET } from './room.ts'

const ACTION = '/newsroom/sign-in'

export type SignIn = {
  readonly problem: string | null
  /** The secret of a link that is open still. */
  readonly link: string | null
  /** A token is set. */
  readonly hasToken: boolean
}

export function signInPage({ problem, link, hasToken }: SignIn, frame: Frame): Html {
  return page(frame, {
    title: 'Sign in to the newsroom',
    description: 'For managers of this newsroom.',
    isPrivate: true,
    sheet: SHEET,
    main: html`<div class="newsroom entrance">
<header class="head"><h1>The newsroom</h1>
<p class="deck">Feeds, digests, watches and what could not be answered: for managers of this Newsdesk.</p></header>
${problem === null ? '' : html`<p class="notice" role="alert">${safe(problem)}</p>`}
${link === null ? '' : byLink(link)}
${link === null && hasToken ? byToken() : ''}
${link === null ? byBot(hasToken) : ''}
</div>`,
  })
}

function byLink(link: string): Html {
  return html`<form method="post" action="${ACTION}">
<input type="hidden" name="link" value="${link}">
<p>The bot has sent you this link. It works once.</p>
<p><button>Sign in</button></p>
<p class="meta">You stay signed in for eight hours in this browser.</p>
</form>`
}

function byToken(): Html {
  return html`<form method="post" action="${ACTION}">
<label for="token">Token of who runs Newsdesk (NEWSDESK_WEB_TOKEN)</label>
<div class="field"><input id="token" name="token" type="password" required maxlength="1000" autocomplete="current-password"><button>Sign in</button></div>
</form>`
}

function byBot(hasToken: boolean): Html {
  return html`<section><h2>${hasToken ? 'Without the token' : 'How to sign in'}</h2>
<p>Say <code>newsroom</code> to the bot, in Slack, in Discord or at its prompt. Managers get a link, for their eyes only, that works once and for ten minutes.</p>
${hasToken ? '' : html`<p class="meta">Who runs Newsdesk can also set a token to type here: NEWSDESK_WEB_TOKEN.</p>`}</section>`
}
