/** The routes of the reading room together, and what is done for each request before and after. */
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { ownNames } from './address.ts'
import { faultJson } from './api.ts'
import { type Asking, type Desk, type Env, frameOf } from './desk.ts'
import { encoded } from './encode.ts'
import { KEEP, securityHeaders } from './headers.ts'
import { problemPage } from './pages/problem.ts'
import { isDecodable } from './read.ts'
import { badRequest, Gone, notFound, Refusal } from './refusal.ts'
import { apiWays, openCors } from './routes-api.ts'
import { machineWays } from './routes-machine.ts'
import { guardForms, newsroomWays } from './routes-newsroom.ts'
import { readingWays } from './routes-reading.ts'
import { openWays } from './ways.ts'

/** Requests of which no pattern is known are counted as one: their addresses have no end. */
const NO_ROUTE = 'none'
/** Of a client that is gone: nobody reads it, but it is counted. */
const CLIENT_GONE = 499

/** `port`: on which it listens. */
export function openApp(desk: Desk, port: number): Hono<Env> {
  const app = new Hono<Env>()
  accompany(app, desk)
  guardNames(app, desk, port)
  openCors(app, desk)
  guardForms(app, desk)
  openWays(app, { ...readingWays(desk), ...machineWays(desk), ...apiWays(desk), ...newsroomWays(desk) })
  app.notFound((c) => elsewhere(c, desk))
  app.onError((error, c) => problem(c, desk, error))
  return app
}

/** Security headers, compression and counting, of whatever comes out. */
function accompany(app: Hono<Env>, { host }: Desk): void {
  const security = Object.entries(securityHeaders(host.settings.publicUrl))
  app.use(async (c, next) => {
    const startMs = host.now().getTime()
    await next()
    // A page of managers holds keys beside what others can put into it: its compressed length would tell of both.
    const { res } = c
    const sent = c.req.path.startsWith('/newsroom') ? res : await encoded(res, c.req.header('Accept-Encoding') ?? '')
    if (sent !== res) c.res = sent
    for (const [name, value] of security) c.res.headers.set(name, value)
    host.served(c.get('route') ?? NO_ROUTE, c.res.status, Math.max(0, host.now().getTime() - startMs) / 1_000)
  })
}

function guardNames(app: Hono<Env>, { host, address }: Desk, port: number): void {
  const names = ownNames(host.settings, port)
  app.use(async (c, next) => {
    const called = c.env.incoming.headers.host?.toLowerCase() ?? ''
    if (names !== null && !names.has(called))
      throw new Refusal(
        421,
        'Not under this name',
        `Only this machine is served here: open ${address}. Where others shall reach it by a name, set NEWSDESK_WEB_URL.`,
      )
    if (!isDecodable(new URL(c.req.url).pathname)) throw badRequest('The address has a “%” in it that stands for no character.')
    await next()
  })
}

/** `/names/` is `/names`; anything else that no route takes is not here. */
async function elsewhere(c: Asking, desk: Desk): Promise<Response> {
  const { pathname, search } = new URL(c.req.url)
  // More than one slash at the start would be another site's address.
  const bare = pathname.replace(/\/+$/, '').replace(/^\/+/, '/') || '/'
  if (bare !== pathname && (c.req.method === 'GET' || c.req.method === 'HEAD')) return c.redirect(`${bare}${search}`, 301)
  return await problem(c, desk, notFound())
}

async function problem(c: Asking, desk: Desk, error: Error): Promise<Response> {
  if (error instanceof Gone) return new Response(null, { status: CLIENT_GONE })
  const refusal = refusalOf(error)
  if (refusal.status === 500) desk.host.log.error('a page could not be made', { route: c.get('route') ?? NO_ROUTE, error })
  for (const [name, value] of Object.entries(refusal.headers)) c.header(name, value)
  c.header('Cache-Control', KEEP.never)
  if (c.req.path.startsWith('/api/')) return c.json(faultJson(refusal), refusal.status)
  const { status, title, message: text } = refusal
  return await c.html(problemPage({ status, title, text }, frameOf(c, desk, null)), status)
}

function refusalOf(error: Error): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof HTTPException && error.status === 403)
    return new Refusal(
      403,
      'Not from here',
      'This form was sent by another site, or by a program that does not say where it was filled in. Please use the page itself.',
    )
  return new Refusal(500, 'That went wrong', 'This is our fault, and it is in the log. Please try again in a while.')
}
