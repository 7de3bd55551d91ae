/** How long a call may be held up by rate limits. Waiting itself is discord.js's work. */
import { setTimeout as delay } from 'node:timers/promises'
import type { RateLimitData } from 'discord.js'
import { keep } from './keep.ts'
import type { Host, Pace } from './settings.ts'

/** Calls held up at once that are remembered; past it the oldest starts anew. */
const MAX_HELD = 1_000
/** Without end for a clock that stands still. */
const MAX_HOLDS = 40

export type Patience = {
  /** Of a call that met a limit: true = give it up. */
  isOver(limit: Pick<RateLimitData, 'method' | 'url' | 'retryAfter'>): Promise<boolean>
  /** A call went through. */
  passed(method: string, url: string): void
}

/** Gives up a call past `limitedMs`. Where Discord does not say how long to wait it waits longer each time, since discord.js would call again at once. */
export function openPatience(host: Host, pace: Pace): Patience {
  const held = new Map<string, { readonly sinceMs: number; readonly holds: number }>()
  return {
    async isOver({ method, url, retryAfter }) {
      const nowMs = host.now().getTime()
      const call = nameOf(method, url)
      const { sinceMs, holds } = held.get(call) ?? { sinceMs: nowMs, holds: 0 }
      const waitMs = retryAfter > 0 ? retryAfter : pace.unsaidMs * 2 ** holds
      held.delete(call)
      if (nowMs + waitMs - sinceMs > pace.limitedMs || holds >= MAX_HOLDS) return true
      keep(held, call, { sinceMs, holds: holds + 1 }, MAX_HELD)
      if (retryAfter <= 0) await delay(waitMs, undefined, { ref: false })
      return false
    },
    passed(method, url) {
      held.delete(nameOf(method, url))
    },
  }
}

function nameOf(method: string, url: string): string {
  return `${method.toUpperCase()} ${url.split('?', 1)[0]}`
}
