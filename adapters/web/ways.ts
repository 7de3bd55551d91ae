/** Addresses and what is done at each: HEAD as GET, every other method refused with the ones that are taken. */
import type { Handler, Hono } from 'hono'
import type { Env } from './desk.ts'
import { wrongMethod } from './refusal.ts'

type Done = Handler<Env, string>
export type Way = { readonly get?: Done; readonly post?: Done }
/** By the pattern of the address. */
export type Ways = Readonly<Record<string, Way>>

export function openWays(app: Hono<Env>, ways: Ways): void {
  for (const [route, { get, post }] of Object.entries(ways)) {
    // First, so that it is known even where a request is refused.
    app.use(route, async (c, next) => {
      c.set('route', route)
      await next()
    })
    if (get !== undefined) app.get(route, get)
    if (post !== undefined) app.post(route, post)
    const allowed = [...(get === undefined ? [] : ['GET', 'HEAD']), ...(post === undefined ? [] : ['POST'])]
    app.all(route, () => {
      throw wrongMethod(allowed)
    })
  }
}
