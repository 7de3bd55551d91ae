/** Whose turn it is: one request in hand for a host, a pause between two, none while it asked to be left alone, and so many in all. */
import { type FetchLimits, MAX_CRAWL_DELAY_MS } from './fetch-limits.ts'
import type { FetchClock } from './fetcher.ts'
import { type Line, openLine } from './line.ts'
import type { Span } from './span.ts'

/** A turn ends with `leave`, whatever came of it. */
export type Turn = { leave(): void }
/** The turn would come after the deadline: not before so long. */
export type Postponed = { readonly why: 'asked' | 'busy'; readonly postponedMs: number }
export type HostTurns = {
  /** `gapMs`: since the end of the last request to this host. Rejects with the reason of the span's signal where it is aborted. */
  take(host: string, gapMs: number, span: Span): Promise<Turn | Postponed>
  /** Nothing is asked of the host for so long. */
  block(host: string, forMs: number): void
}

type Host = {
  readonly line: Line
  /** The pause that the last request was made under: a shorter one of the next does not undo it. */
  gapMs: number
  endedMs: number
  blockedMs: number
}

/** A timer may wake a little before its time, and is then waited for again; five times would be a broken clock. */
const MAX_WAKES = 5

export function openHostTurns(clock: FetchClock, limits: FetchLimits): HostTurns {
  /** In the order of use. */
  const hosts = new Map<string, Host>()
  const all = openLine(limits.atOnce)
  let waiting = 0
  const nowMs = (): number => clock.now().getTime()

  const hostNamed = (name: string): Host | null => {
    const host = hosts.get(name) ?? { line: openLine(1), gapMs: 0, endedMs: Number.NEGATIVE_INFINITY, blockedMs: Number.NEGATIVE_INFINITY }
    hosts.delete(name)
    if (hosts.size >= limits.hosts && !forgetOne(hosts, nowMs())) return null
    hosts.set(name, host)
    return host
  }
  const readyMs = (host: Host, gapMs: number): number => Math.max(host.endedMs + Math.max(host.gapMs, gapMs), host.blockedMs, nowMs())
  const postponed = (host: Host, untilMs: number): Postponed => {
    const isAsked = host.blockedMs > nowMs()
    return { why: isAsked ? 'asked' : 'busy', postponedMs: Math.max(untilMs, host.blockedMs) - nowMs() }
  }

  const turnOf = async (host: Host, gapMs: number, span: Span): Promise<Turn | Postponed> => {
    let leaveHost: () => void = () => undefined
    try {
      leaveHost = await host.line.enter(span.signal)
      const ready = readyMs(host, gapMs)
      if (ready >= span.endsMs) {
        leaveHost()
        return postponed(host, ready)
      }
      for (let wakes = 0; wakes < MAX_WAKES && nowMs() < ready; wakes++) await clock.wait(ready - nowMs(), span.signal)
      // Last, so that nobody holds a place while sleeping.
      const leaveAll = await all.enter(span.signal)
      return {
        leave: () => {
          host.endedMs = nowMs()
          host.gapMs = gapMs
          leaveAll()
          leaveHost()
        },
      }
    } catch (error) {
      leaveHost()
      // Nothing was asked yet: that is a matter of turns, not of a slow server.
      if (span.isLate()) return postponed(host, nowMs() + gapMs)
      throw error
    }
  }

  return {
    async take(name, gapMs, span) {
      const host = hostNamed(name)
      if (host === null) return { why: 'busy', postponedMs: limits.deadlineMs }
      const before = host.line.waiting + (host.line.isFree ? 0 : 1)
      const expected = readyMs(host, gapMs) + before * Math.max(host.gapMs, gapMs)
      const isFull = host.line.waiting >= limits.waitingForHost || waiting >= limits.waiting
      if (expected >= span.endsMs || isFull) return postponed(host, Math.max(expected, nowMs() + gapMs))
      waiting++
      try {
        return await turnOf(host, gapMs, span)
      } finally {
        waiting--
      }
    },
    block(name, forMs) {
      const host = hostNamed(name)
      if (host !== null) host.blockedMs = Math.max(host.blockedMs, nowMs() + forMs)
    },
  }
}

/** Forgets the host that was not asked for longest, of those about which nothing has to be remembered; false: there is none. */
function forgetOne(hosts: Map<string, Host>, nowMs: number): boolean {
  for (const [name, { line, endedMs, blockedMs }] of hosts) {
    if (!line.isFree || blockedMs > nowMs || endedMs + MAX_CRAWL_DELAY_MS > nowMs) continue
    hosts.delete(name)
    return true
  }
  return false
}
