/** Why something was not delivered to Slack: what the outbox makes of it, and what its managers read. */
import type { Undelivered } from '../../commands/command.ts'
import { described, failureOf, isDeadToken, refusal } from './failure.ts'

export type Kind = Undelivered['undelivered']

const INVITE = 'say /invite @newsdesk there'
const CLOSED: Readonly<Record<string, string>> = {
  channel_not_found: `There is no such channel any more, or it is private and I am not in it: ${INVITE}, or choose another one.`,
  not_in_channel: `I am not in the channel: ${INVITE}.`,
  is_archived: 'The channel is archived: unarchive it, or choose another one.',
  messages_tab_disabled: 'The app takes no direct messages: switch its Messages tab on, at api.slack.com/apps under App Home.',
  user_not_found: 'Slack does not know this person any more.',
  users_not_found: 'Slack does not know this person any more.',
  user_disabled: 'This person’s account is deactivated.',
}
const RESTRICTED = 'Only some people may post in the channel: whoever manages it can let the app, in its posting permissions.'
/** Further words for a place that is closed, until somebody changes that. */
const ALSO_CLOSED = new Set([
  'access_denied',
  'cannot_dm_bot',
  'channel_type_not_supported',
  'ekm_access_denied',
  'is_inactive',
  'method_not_supported_for_channel_type',
  'no_permission',
  'not_reachable',
  'team_access_not_granted',
  'user_not_in_channel',
  'user_not_visible',
])
/** The message that it belongs to is gone, which closes no channel. */
const ROOTLESS = new Set(['thread_not_found', 'cannot_reply_to_message', 'invalid_thread_ts'])
/** Not done, and nothing about this message or this place: it concerns all that is said in the workspace. */
const FOR_ALL = new Set(['no_token', 'missing_scope', 'not_allowed_token_type', 'org_login_required', 'no_time'])
/** What stands cannot be changed any more. */
const UNCHANGEABLE = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed'])

/** `isPartly`: some of its messages stand, so that it must not be begun anew. */
export function undeliveredOf(error: unknown, isPartly: boolean): Error & Undelivered {
  const failure = failureOf(error)
  if (failure.kind !== 'refused') return undelivered('unsure', `Whether Slack posted it is not known: ${described(error)}`, error)
  const code: string = failure.code
  if (code === 'limited' || code === 'unsent' || FOR_ALL.has(code) || code.startsWith('http_') || isDeadToken(code))
    return undelivered(isPartly ? 'unsure' : 'later', `Slack did not take it: ${described(error)}`, error)
  return (
    hopelessOf(error) ??
    undelivered('wrong', `Slack did not take the message as it was written (${code}); this is a fault of Newsdesk.`, error)
  )
}

/** Of a change to a message that stands; made twice it does no harm. */
export function unchangedOf(error: unknown): Error & Undelivered {
  const code = refusal(error) ?? ''
  if (UNCHANGEABLE.has(code)) return undelivered('closed', `Slack does not let me change the message any more (${code}).`, error)
  return undeliveredOf(error, false)
}

/** It may stand, and whether it does cannot be seen; but where the place is gone, that is what matters. */
export function unseenOf(error: unknown): Error & Undelivered {
  return hopelessOf(error) ?? undelivered('unsure', `It may be posted already, and I cannot look: ${described(error)}`, error)
}

/** Where another try would end the same; else null. */
function hopelessOf(error: unknown): (Error & Undelivered) | null {
  const code = refusal(error) ?? ''
  const sentence = closedBy(code)
  if (sentence !== null) return undelivered('closed', sentence, error)
  return ROOTLESS.has(code) ? undelivered('wrong', 'The message that it belongs to is gone.', error) : null
}

/** What is in the way of posting in a place, with the way out; null where the word says nothing of the place. */
export function closedBy(code: string): string | null {
  if (code.startsWith('restricted_action')) return RESTRICTED
  return CLOSED[code] ?? (ALSO_CLOSED.has(code) ? `Slack does not let me post there (${code}).` : null)
}

export function undelivered(kind: Kind, message: string, cause: unknown): Error & Undelivered {
  return Object.assign(new Error(message, { cause }), { undelivered: kind })
}
