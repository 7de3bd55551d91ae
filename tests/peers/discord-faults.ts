/** Faults on demand: what happens to the next calls of a route. */

/** What happens to a call instead of, or after, handling it. */
export type Fault =
  /** 429 with `retry_after` seconds. `header: false` leaves the Retry-After header out. Scope: of the bucket (default), the whole bot, or the resource. */
  | { readonly kind: 'limited'; readonly retryAfterS: number; readonly scope?: 'user' | 'global' | 'shared'; readonly header?: boolean }
  /** Answered with this status (500, 502, 503, 401, 403, 404 …) and Discord's error code, not handled. */
  | { readonly kind: 'status'; readonly status: number; readonly code?: number; readonly message?: string }
  /** The connection is reset, the call not handled. */
  | { readonly kind: 'reset' }
  /** Handled, then the connection is reset instead of an answer. */
  | { readonly kind: 'reset-after' }
  /** Handled, then the connection ends in the middle of the answer's body. */
  | { readonly kind: 'drop-body' }
  /** Held until `release()`, then handled. */
  | { readonly kind: 'slow' }
  /** Handled, its answer held until `release()`. */
  | { readonly kind: 'slow-answer' }
  /** Never answered, not handled. */
  | { readonly kind: 'hang' }
export type PlannedFault = {
  /** Calls that it has met so far. */
  hits(): number
  /** Lets go what `slow` and `slow-answer` hold, now and later. */
  release(): void
  /** Meets no further calls; those that it holds are let go. */
  cancel(): void
}
export type MetFault = { readonly fault: Fault; readonly released: Promise<void> }
export type Faults = {
  plan(route: string, fault: Fault, times: number): PlannedFault
  /** The fault that the next call of this method and path meets. */
  meet(method: string, path: string): MetFault | null
  releaseAll(): void
}

type Plan = { readonly fault: Fault; readonly fits: (method: string, path: string) => boolean; left: number; hits: number } & Gate
type Gate = { readonly released: Promise<void>; readonly release: () => void }

export function planFaults(met: () => void): Faults {
  const plans: Plan[] = []
  return {
    plan(route, fault, times) {
      const plan: Plan = { fault, fits: matcherOf(route), left: times, hits: 0, ...gate() }
      plans.push(plan)
      return {
        hits: () => plan.hits,
        release: plan.release,
        cancel() {
          plan.left = 0
          plan.release()
        },
      }
    },
    meet(method, path) {
      const plan = plans.find((candidate) => candidate.left > 0 && candidate.fits(method, path))
      if (plan === undefined) return null
      plan.left--
      plan.hits++
      met()
      return plan
    },
    releaseAll() {
      for (const plan of plans) plan.release()
    },
  }
}

/** `POST /channels/:id/messages`: a method or `*`, then a path in which `:name` is any one part and `*` any number of them. */
function matcherOf(route: string): (method: string, path: string) => boolean {
  const [wanted = '', pattern = ''] = route.split(' ')
  if (!/^(?:[A-Z]+|\*)$/.test(wanted) || !/^(?:\/|\*)/.test(pattern)) throw new Error(`A fault needs “METHOD /path”, not “${route}”`)
  const source = pattern
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replace(/:\w+/g, '[^/]+')
  const path = new RegExp(`^${source}$`)
  return (method, actual) => (wanted === '*' || wanted === method) && path.test(actual)
}

function gate(): Gate {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { released: promise, release: resolve }
}
