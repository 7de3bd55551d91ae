/** What a failed call to Slack means: whether to wait, whether it may have been done all the same, and what to tell people. */

/**
 * `limited`: not done, may be tried again after this time. `unsent`: it never arrived. `unknown`: it may have been done. `refused`: not done,
 * and `code` is Slack's word for why.
 */
export type Failure =
  | { readonly kind: 'limited'; readonly afterMs: number }
  | { readonly kind: 'unsent' }
  | { readonly kind: 'unknown'; readonly timedOut: boolean }
  | { readonly kind: 'refused'; readonly code: string }

/** Where Slack says to wait and not how long. */
export const DEFAULT_WAIT_MS = 2_000
const MAX_DEPTH = 5
const MAX_MESSAGE = 300
const LIMITED = new Set(['ratelimited', 'rate_limited'])
/** Codes with which Slack's documentation says that part of the work may have been done. */
const HALF_DONE = new Set(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable', 'team_added_to_org'])
/** The network said so before a byte of the request was sent. */
const UNSENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])
/** No call will succeed before somebody mends the token. */
const DEAD_TOKENS = new Set(['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired'])
const TIMED_OUT = new Set(['TimeoutError', 'AbortError', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])

type Loose = {
  readonly code?: unknown
  readonly name?: unknown
  readonly data?: { readonly error?: unknown; readonly response_metadata?: { readonly retryAfter?: unknown } }
  readonly retryAfter?: unknown
  readonly statusCode?: unknown
  readonly original?: unknown
  readonly cause?: unknown
}

export function failureOf(error: unknown): Failure {
  const { code, data, retryAfter, statusCode } = loose(error)
  if (code === 'slack_webapi_rate_limited_error') return { kind: 'limited', afterMs: waitOf(retryAfter) }
  if (code === 'slack_webapi_platform_error') {
    const word = typeof data?.error === 'string' ? data.error : ''
    if (LIMITED.has(word)) return { kind: 'limited', afterMs: waitOf(data?.response_metadata?.retryAfter) }
    // What is no code is a page of some server in between: nobody knows what Slack did.
    return HALF_DONE.has(word) || !/^[a-z][a-z0-9_-]*$/.test(word) ? { kind: 'unknown', timedOut: false } : { kind: 'refused', code: word }
  }
  if (code === 'slack_webapi_http_error' && typeof statusCode === 'number' && statusCode < 500)
    return { kind: 'refused', code: `http_${statusCode}` }
  const traces = chain(error).flatMap(({ code, name }) => [code, name])
  if (traces.some((trace) => typeof trace === 'string' && UNSENT.has(trace))) return { kind: 'unsent' }
  return { kind: 'unknown', timedOut: traces.some((trace) => typeof trace === 'string' && TIMED_OUT.has(trace)) }
}

/** Slack's word for why it refused, where it did. */
export function refusal(error: unknown): string | null {
  const failure = failureOf(error)
  return failure.kind === 'refused' ? failure.code : null
}

/** An error that reads as a refusal by Slack: for what was refused on the way there, or by a response_url. */
export function refused(code: string, message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { code: 'slack_webapi_platform_error', data: { error: code } })
}

export function isDeadToken(code: string | null): code is string {
  return code !== null && DEAD_TOKENS.has(code)
}

/** One line for logs and health: what happened and why, without addresses, which may be secrets. */
export function described(error: unknown): string {
  const said = chain(error).map((link) => (link instanceof Error ? link.message : typeof link === 'string' ? link : ''))
  const distinct = said.filter((text, i) => text !== '' && !said.slice(0, i).some((before) => before.includes(text)))
  const line = distinct.join(': ') || String(error)
  return line
    .replace(/\b(https?|wss?):\/\/([^\s/]+)\S*/g, '$1://$2/…')
    .replace(/\bx(?:ox|app)[a-z]*-[\w.-]+/g, '[token]')
    .slice(0, MAX_MESSAGE)
}

function waitOf(seconds: unknown): number {
  return typeof seconds === 'number' && seconds >= 0 ? seconds * 1_000 : DEFAULT_WAIT_MS
}

function loose(error: unknown): Loose {
  return typeof error === 'object' && error !== null ? error : {}
}

/** The error and what caused it. */
function chain(error: unknown): (Loose & unknown)[] {
  const links: (Loose & unknown)[] = []
  for (
    let link: unknown = error;
    links.length < MAX_DEPTH && link !== undefined && link !== null;
    link = loose(link).cause ?? loose(link).original
  )
    links.push(link as Loose)
  return links
}
