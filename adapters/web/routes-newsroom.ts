/** Pages for managers: who is not signed in is asked to, and comes back to where they wanted to go. */
import type { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import type { Coverage } from '../../src/answer.ts'
import { dropSession, keepSession, keepWayBack, sessionOf, takeWayBack } from './cookies.ts'
import { type Asking, askedNow, charge, type Desk, type Env, frameOf, managerOf, originFor, paramsOf, shown } from './desk.ts'
import { KEEP } from './headers.ts'
import type { Manager } from './host.ts'
import { digestPage } from './newsroom/digest.ts'
import { digestsPage } from './newsroom/digests.ts'
import { donePage } from './newsroom/done.ts'
import { feedsPage } from './newsroom/feeds.ts'
import { overviewPage } from './newsroom/overview.ts'
import { questionsPage } from './newsroom/questions.ts'
import { signInPage } from './newsroom/sign-in.ts'
import { watchesPage } from './newsroom/watches.ts'
import type { Frame, Html } from './page.ts'
import { digestIn, formOf, secretIn, textIn, tokenIn, wayBackIn } from './read.ts'
import { badRequest, notFound } from './refusal.ts'
import type { Ways } from './ways.ts'

const ENTRANCE = '/newsroom'
const SIGN_IN = '/newsroom/sign-in'
/** A page of ours is asked for again, by itself, so that the browser sends the cookie that it keeps back when a link elsewhere leads here. */
const AGAIN = '0'

const TOO_OLD = 'This link was used already, or is more than ten minutes old. Ask the bot for a new one.'
const WRONG_TOKEN = 'This is not the token that NEWSDESK_WEB_TOKEN sets.'
const NOTHING_TYPED = 'Type the token, or ask the bot for a link.'

/** A form that another site has made a browser send changes nothing here. */
export function guardForms(app: Hono<Env>, desk: Desk): void {
  const own = (c: Asking) => [new URL(originFor(c, desk)).origin, `http://${c.req.header('Host') ?? ''}`.toLowerCase()]
  app.on('POST', `${ENTRANCE}/*`, csrf({ origin: (origin, c) => own(c as Asking).includes(origin) }))
}

export function newsroomWays(desk: Desk): Ways {
  return { ...managerWays(desk), ...signWays(desk) }
}

function managerWays(desk: Desk): Ways {
  const { managing } = desk.host
  const tools = { draw: (coverage: Coverage) => desk.host.draw(coverage) }

  /** What `page` makes for a manager; the sign-in for everybody else. */
  const within = (page: (manager: Manager, frame: Frame, c: Asking) => Promise<Html>) => async (c: Asking) => {
    charge(c, desk, 'looks')
    const manager = await managerOf(c, desk)
    if (manager === null) return signInFirst(c, desk)
    const frame = frameOf(c, desk, manager)
    return shown(c, frame, KEEP.never, await page(manager, frame, c))
  }

  return {
    '/newsroom': { get: within(async (manager, frame) => overviewPage(await managing.overview(manager), frame)) },
    '/newsroom/feeds': { get: within(async (manager, frame) => feedsPage(await managing.feeds(manager), frame)) },
    '/newsroom/digests': { get: within(async (manager, frame) => digestsPage(await managing.digests(manager), frame)) },
    '/newsroom/digests/:id': {
      get: within(async (manager, frame, c) => {
        const found = await managing.digest(manager, digestIn(c.req.param('id') ?? ''), askedNow(desk))
        if (found === null) throw notFound()
        return digestPage(found, frame, tools)
      }),
    },
    '/newsroom/watches': { get: within(async (manager, frame) => watchesPage(await managing.watches(manager), frame)) },
    '/newsroom/questions': {
      get: within(async (manager, frame) => {
        const [unanswered, ratings] = await Promise.all([managing.unanswered(manager), managing.ratings(manager)])
        return questionsPage(unanswered, ratings, frame)
      }),
    },
    '/newsroom/act': {
      post: within(async (manager, frame, c) => {
        const line = textIn((await formOf(c.env.incoming)).get('line'))
        if (line === '') throw badRequest('The form says nothing to be done.')
        return donePage(await managing.act(manager, line, askedNow(desk)), frame, tools)
      }),
    },
  }
}

function signInFirst(c: Asking, desk: Desk): Response | Promise<Response> {
  if (c.req.method === 'GET') {
    const path = wayBackIn(new URL(c.req.url).pathname)
    keepWayBack(c, path, desk.host.settings.publicUrl)
    if (c.req.header('Sec-Fetch-Site') === 'cross-site') c.header('Refresh', `${AGAIN}; url=${path}`)
  }
  return entrance(c, desk, { status: 401 })
}

function entrance(
  c: Asking,
  desk: Desk,
  given: { status: 200 | 401; problem?: string | null; link?: string | null; manager?: Manager | null },
) {
  const { status, problem = null, link = null, manager = null } = given
  const frame = frameOf(c, desk, manager)
  return shown(c, frame, KEEP.never, signInPage({ problem, link, hasToken: desk.host.doorkeeper.hasToken }, frame), status)
}

function signWays(desk: Desk): Ways {
  const { host } = desk
  const { doorkeeper } = host
  const { publicUrl } = host.settings
  return {
    '/newsroom/sign-in': {
      get: async (c) => {
        charge(c, desk, 'looks')
        const manager = await managerOf(c, desk)
        const given = paramsOf(c).get('link')
        if (given === null && manager !== null) return c.redirect(ENTRANCE, 303)
        const link = secretIn(given)
        // Looked at, never spent: chat platforms fetch the links in their messages.
        const isOpen = link !== null && (await doorkeeper.isOpen(link, host.now()))
        return entrance(c, desk, { status: 200, problem: given === null || isOpen ? null : TOO_OLD, link: isOpen ? link : null, manager })
      },
      post: async (c) => {
        charge(c, desk, 'signIns')
        const outcome = await opened(await formOf(c.env.incoming), desk)
        if ('problem' in outcome) return entrance(c, desk, { status: 401, problem: outcome.problem })
        keepSession(c, outcome.secret, publicUrl)
        return c.redirect(takeWayBack(c, publicUrl), 303)
      },
    },
    '/newsroom/sign-out': {
      post: async (c) => {
        const session = sessionOf(c)
        if (session !== null) await doorkeeper.signOut(session)
        dropSession(c, publicUrl)
        return c.redirect(SIGN_IN, 303)
      },
    },
  }
}

/** The secret of a session, or why there is none. */
async function opened(form: URLSearchParams, { host }: Desk): Promise<{ readonly secret: string } | { readonly problem: string }> {
  const { doorkeeper } = host
  const link = secretIn(form.get('link'))
  const token = tokenIn(form.get('token'))
  if (link === null && token === null) return { problem: form.get('link') === null ? NOTHING_TYPED : TOO_OLD }
  const secret = link === null ? await doorkeeper.byToken(token ?? '', host.now()) : await doorkeeper.byLink(link, host.now())
  return secret === null ? { problem: link === null ? WRONG_TOKEN : TOO_OLD } : { secret }
}
