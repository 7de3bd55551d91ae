/** What a failed call means, from what the clients throw and what the network does. */
import { describe, expect, test } from 'vitest'
import { described, failureOf, isDeadToken, refusal } from '../../adapters/slack/failure.ts'

const platform = (error: string, retryAfter?: number) =>
  Object.assign(new Error(`An API error occurred: ${error}`), {
    code: 'slack_webapi_platform_error',
    data: { ok: false, error, response_metadata: retryAfter === undefined ? {} : { retryAfter } },
  })
const http = (statusCode: number) => Object.assign(new Error(`${statusCode}`), { code: 'slack_webapi_http_error', statusCode })
const request = (cause: Error) =>
  Object.assign(new Error(`A request error occurred: ${cause.message}`, { cause }), { code: 'slack_webapi_request_error', original: cause })
const network = (code: string) => request(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }))

describe('failureOf', () => {
  test.each<[string, unknown, ReturnType<typeof failureOf>]>([
    [
      '429',
      Object.assign(new Error('limit'), { code: 'slack_webapi_rate_limited_error', retryAfter: 3 }),
      { kind: 'limited', afterMs: 3_000 },
    ],
    ['200 with ratelimited', platform('ratelimited'), { kind: 'limited', afterMs: 2_000 }],
    ['200 with ratelimited and a time', platform('ratelimited', 7), { kind: 'limited', afterMs: 7_000 }],
    ['refused', platform('channel_not_found'), { kind: 'refused', code: 'channel_not_found' }],
    ['half done', platform('fatal_error'), { kind: 'unknown', timedOut: false }],
    ['a page instead of JSON', platform('<html>Bad gateway</html>'), { kind: 'unknown', timedOut: false }],
    ['400', http(400), { kind: 'refused', code: 'http_400' }],
    ['503', http(503), { kind: 'unknown', timedOut: false }],
    ['nobody there', network('ECONNREFUSED'), { kind: 'unsent' }],
    ['no such name', network('ENOTFOUND'), { kind: 'unsent' }],
    ['reset', network('ECONNRESET'), { kind: 'unknown', timedOut: false }],
    ['too slow', request(new DOMException('timeout', 'TimeoutError')), { kind: 'unknown', timedOut: true }],
    ['cut in the middle of the answer', new TypeError('terminated'), { kind: 'unknown', timedOut: false }],
    ['nothing known', 'oops', { kind: 'unknown', timedOut: false }],
    ['nothing at all', undefined, { kind: 'unknown', timedOut: false }],
  ])('%s', (_, error, expected) => {
    expect(failureOf(error)).toEqual(expected)
  })

  test('dead tokens are told from other refusals', () => {
    for (const code of ['invalid_auth', 'token_revoked', 'account_inactive', 'not_authed'])
      expect(isDeadToken(refusal(platform(code)))).toBe(true)
    expect(isDeadToken(refusal(platform('channel_not_found')))).toBe(false)
    expect(isDeadToken(refusal(http(503)))).toBe(false)
  })
})

test('what is told has the cause in it, and neither addresses nor tokens', () => {
  const error = new Error('posting to https://hooks.slack.com/actions/T1/2/secret failed', { cause: new Error('token xoxb-12-34-abc') })
  expect(described(error)).toBe('posting to https://hooks.slack.com/… failed: token [token]')
  expect(described(network('ECONNREFUSED'))).toBe('A request error occurred: fetch failed: ECONNREFUSED')
  expect(described(undefined)).toBe('undefined')
  expect(described(new Error('x'.repeat(1_000)))).toHaveLength(300)
})
