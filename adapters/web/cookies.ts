/** The two cookies of the newsroom: who is signed in, and where they wanted to go. Readers get none. */
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'
import { secretIn, wayBackIn } from './read.ts'

const SESSION = 'newsdesk'
const WAY_BACK = 'newsdesk-back'
const SESSION_S = 8 * 60 * 60
/** As long as a sign-in link is good. */
const WAY_BACK_S = 10 * 60

/** No script reads them, and no other site makes a browser send them. */
function options(publicUrl: string | null): CookieOptions {
  return { httpOnly: true, sameSite: 'Strict', path: '/', secure: publicUrl?.startsWith('https:') ?? false }
}

/** The secret of the session; null: none, or what cannot be one. */
export function sessionOf(c: Context): string | null {
  return secretIn(getCookie(c, SESSION) ?? null)
}

export function keepSession(c: Context, secret: string, publicUrl: string | null): void {
  setCookie(c, SESSION, secret, { ...options(publicUrl), maxAge: SESSION_S })
}

export function dropSession(c: Context, publicUrl: string | null): void {
  deleteCookie(c, SESSION, options(publicUrl))
}

export function keepWayBack(c: Context, path: string, publicUrl: string | null): void {
  setCookie(c, WAY_BACK, path, { ...options(publicUrl), path: '/newsroom', maxAge: WAY_BACK_S })
}

/** Where to go after signing in: once. */
export function takeWayBack(c: Context, publicUrl: string | null): string {
  const way = wayBackIn(getCookie(c, WAY_BACK))
  deleteCookie(c, WAY_BACK, { ...options(publicUrl), path: '/newsroom' })
  return way
}
