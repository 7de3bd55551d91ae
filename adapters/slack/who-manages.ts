/** Who may set up what concerns everybody: the workspace's administrators and owners, and whoever the settings name. */
import type { Said } from '../../commands/command.ts'
import type { Calls } from './calls.ts'
import { described } from './failure.ts'
import type { Host } from './settings.ts'
import { keep, within } from './wait.ts'

const LOOKUP_MS = 3_000
/** For so long somebody who is no administrator any more is still taken for one. */
const KNOWN_MS = 60 * 60_000
const MAX_KNOWN = 1_000

/** `named`: ids as Slack shows them (`U0123`), or with their workspace (`T0123:U0123`). Who cannot be looked up is none. */
export function openManagers(named: readonly string[], calls: Calls, host: Host): (said: Said) => Promise<boolean> {
  const known = new Map<string, { readonly isManager: boolean; readonly untilMs: number }>()
  return async ({ user: owner, place }) => {
    const user = place.via.user
    if (named.includes(owner) || (user !== undefined && named.includes(user))) return true
    if (user === undefined) return false
    const nowMs = host.now().getTime()
    const cached = known.get(owner)
    if (cached !== undefined && nowMs < cached.untilMs) return cached.isManager
    try {
      const found = await within(LOOKUP_MS, calls.once(place.team, 'users.info', { user }))
      if (found === null) return false
      const person = found.user as { readonly is_admin?: boolean; readonly is_owner?: boolean } | undefined
      const isManager = person?.is_admin === true || person?.is_owner === true
      keep(known, owner, { isManager, untilMs: nowMs + KNOWN_MS }, MAX_KNOWN)
      return isManager
    } catch (error) {
      host.log.warn('slack manager not looked up', { reason: described(error) })
      return false
    }
  }
}
