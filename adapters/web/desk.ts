/** What the routes of the reading room have in common: what they work with, and what they know of one request. */
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { clientOf, originOf, readerOf } from './address.ts'
import type { Assets } from './assets.ts'
import { sessionOf } from './cookies.ts'
import { KEEP } from './headers.ts'
import type { Asked, Host, Manager } from './host.ts'
import type { Limits } from './limits.ts'
import type { Frame, Html } from './page.ts'
import type { Rate, Taken } from './rates.ts'
import { tooMany } from './refusal.ts'
import type { Turns } from './turns.ts'

/** `route`: the pattern under which a request is counted. */
export type Env = { Bindings: HttpBindings; Variables: { route: string } }
export type Asking = Context<Env>
/** What an address may do how often: questions and searches; pages and completed words; tries to sign in. */
export type Rates = { readonly questions: Rate; readonly looks: Rate; readonly signIns: Rate }
export type Desk = {
  readonly host: Host
  readonly limits: Limits
  readonly assets: Assets
  readonly rates: Rates
  readonly turns: Turns
  /** Where people on this machine open it. */
  readonly address: string
}

export function askedNow({ host }: Desk): Asked {
  return { now: host.now(), zone: host.zone }
}

export function paramsOf(c: Asking): URLSearchParams {
  const { url } = c.req
  const at = url.indexOf('?')
  return new URLSearchParams(at < 0 ? '' : url.slice(at))
}

export function originFor(c: Asking, { host, address }: Desk): string {
  return originOf(c.env.incoming, host.settings.publicUrl, address)
}

/** Counts it against who asks; throws a Refusal where they asked too much. */
export function charge(c: Asking, { host, rates }: Desk, what: keyof Rates): Taken {
  const taken = rates[what].take(readerOf(clientOf(c.env.incoming, host.settings.proxies)), host.now().getTime())
  if (!taken.ok) throw tooMany(taken.waitS, { 'RateLimit-Remaining': '0', 'RateLimit-Reset': String(taken.resetS) })
  return taken
}

/** null: nobody is signed in. */
export async function managerOf(c: Asking, { host }: Desk): Promise<Manager | null> {
  const session = sessionOf(c)
  return session === null ? null : await host.doorkeeper.who(session, host.now())
}

export function frameOf(c: Asking, desk: Desk, manager: Manager | null, given: { q?: string; after?: string | null } = {}): Frame {
  const { host, assets } = desk
  const { pathname, search } = new URL(c.req.url)
  return {
    path: `${pathname}${search}`,
    question: given.q ?? '',
    after: given.after ?? null,
    isManager: manager !== null,
    origin: originFor(c, desk),
    now: host.now(),
    zone: host.zone,
    version: host.version,
    asset: (name) => assets.path(name),
  }
}

/** A page; nothing that a manager sees is kept anywhere. */
export function shown(c: Asking, frame: Frame, keep: string, html: Html, status: 200 | 401 | 500 = 200): Response | Promise<Response> {
  c.header('Cache-Control', frame.isManager || status !== 200 ? KEEP.never : keep)
  // Who is signed in sees another navigation.
  c.header('Vary', 'Cookie')
  return c.html(html, status)
}
