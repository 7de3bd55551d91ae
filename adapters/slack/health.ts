/** How Slack is, for this process: whether it hears, whether it may speak, and what went wrong last. */
import type { Health } from '../../commands/command.ts'
import { described } from './failure.ts'
import type { Host } from './settings.ts'

/** Hearing (`link`) and speaking (`token`) fail and recover apart from each other; either one is enough to be down. */
export type Pulse = {
  /** Something arrived. */
  heard(): void
  link(state: Health['state'], problem?: string): void
  /** Why no call can succeed, with the way out; null = calls are answered again. */
  token(problem: string | null): void
  failed(error: unknown): void
  /** Slack sends fewer events than there are. */
  heldBack(): void
  /** An error that reached nobody; true. */
  claimed(error: unknown): true
  health(): Health
}

export function openPulse(host: Host): Pulse {
  let link: { state: Health['state']; problem: string | null } = { state: 'connecting', problem: null }
  let token: string | null = null
  let lastEventMs: number | null = null
  let lastError: Health['lastError'] = null
  let last: Pick<Health, 'state' | 'problem'> = { state: 'connecting', problem: null }
  let sinceMs = host.now().getTime()

  const settle = (): void => {
    const next: typeof last = token === null ? link : { state: 'down', problem: token }
    if (next.state !== last.state) sinceMs = host.now().getTime()
    if (next.state !== last.state || next.problem !== last.problem)
      host.log[next.state === 'down' ? 'error' : 'info']('slack', { state: next.state, problem: next.problem })
    last = { state: next.state, problem: next.problem }
  }
  const failed = (error: unknown): void => {
    lastError = { atMs: host.now().getTime(), message: described(error) }
  }
  const heldBack = (): void => {
    failed(
      new Error('Slack holds events back, because more than 30,000 came within an hour (app_rate_limited): some messages were not heard.'),
    )
    host.log.warn('slack', { problem: lastError?.message })
  }
  return {
    heard: () => {
      lastEventMs = host.now().getTime()
    },
    link: (state, problem) => {
      link = { state, problem: problem ?? null }
      settle()
    },
    token: (problem) => {
      token = problem
      settle()
    },
    failed,
    heldBack,
    claimed: (error) => {
      // The Socket Mode client looks for an event in each payload, and this one has none.
      if (error instanceof TypeError && error.message.includes("(reading 'type')")) heldBack()
      else failed(error)
      return true
    },
    health: () => ({ surface: 'slack', ...last, sinceMs, lastEventMs, lastError }),
  }
}
