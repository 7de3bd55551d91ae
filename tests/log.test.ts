import { describe, expect, test } from 'vitest'
import { type Level, openLog } from '../src/log.ts'
import { redact, redactor } from '../src/redact.ts'

function lines(level: Level, secrets: readonly string[] = []) {
  const written: string[] = []
  return {
    written,
    log: openLog({ level, secrets, now: () => new Date('2024-01-01T00:00:00Z'), write: (line) => void written.push(line) }),
  }
}

test('one JSON line an event, from its level on', () => {
  const { written, log } = lines('warn')
  log.info('nothing')
  log.warn('slow', { ms: 12n })
  expect(written).toEqual(['{"at":"2024-01-01T00:00:00.000Z","level":"warn","event":"slow","ms":"12"}\n'])
})

test('secrets are gone wherever they stand', () => {
  const { written, log } = lines('debug', ['xoxb-"12345', 'short'])
  log.error('failed with xoxb-"12345', {
    url: 'https://x/?k=xoxb-"12345',
    token: 'anything',
    nested: { apiKey: 'k', list: ['xoxb-"12345'], 'xoxb-"12345': 1 },
    error: new Error('a\nxoxb-"12345', { cause: new Error('xoxb-%2212345') }),
  })
  expect(written.join('')).not.toMatch(/12345|anything/)
  expect(JSON.parse(written[0] ?? '')).toMatchObject({
    event: 'failed with [redacted]',
    token: '[redacted]',
    nested: { apiKey: '[redacted]' },
  })
})

test('errors keep their causes and codes; stacks are for debugging', () => {
  const error = new Error('outer', { cause: Object.assign(new Error('inner'), { code: 'ECONNREFUSED' }) })
  const quiet = lines('error')
  quiet.log.error('broke', { error })
  expect(JSON.parse(quiet.written[0] ?? '').error).toEqual({
    name: 'Error',
    message: 'outer',
    cause: { name: 'Error', message: 'inner', code: 'ECONNREFUSED' },
  })
  const loud = lines('debug')
  loud.log.error('broke', { error })
  expect(JSON.parse(loud.written[0] ?? '').error.stack).toContain('log.test.ts')
})

test('an endless line is clipped, and no secret is cut in half by it', () => {
  const secret = 'a-secret-of-thirty-characters-'
  const { written, log } = lines('warn', [secret])
  log.warn('big', { text: secret.repeat(10_000) })
  expect(written[0]?.length).toBeLessThan(40_000)
  expect(() => JSON.parse(written[0] ?? '')).not.toThrow()
  expect(written[0]).not.toContain('secret')
})

test('what cannot be printed is told without it', () => {
  const { written, log } = lines('warn')
  const ring: Record<string, unknown> = {}
  ring.self = ring
  log.warn('a ring', { ring })
  log.warn('a trap', {
    get trap() {
      throw new Error('with xoxb-1-2')
    },
  })
  expect(written.map((line) => JSON.parse(line).event)).toEqual(['a ring', 'a trap'])
  expect(written.join('')).not.toContain('xoxb-1-2')
})

describe('secrets by their form', () => {
  const discord = `${'MTIzNDU2Nzg5MDEyMzQ1Njc4'}.GhIjKl.${'a_-B'.repeat(8)}`
  const interaction = 'aW50ZXJhY3Rpb246MTIzNDU2Nzg5OmFiY2RlZg=='
  test.each([
    ['a bot token', 'not xoxb-12-34-AbC here', 'not [redacted] here'],
    ['an app-level token', 'xapp-1-A012-34-ffee', '[redacted]'],
    ['a token that expires', 'xoxe.xoxb-1-Mi0yLTE and xoxe-1-Mi0x', '[redacted] and [redacted]'],
    ['a token in a field', 'x_token=xoxp-9-8&channel=C1', 'x_token=[redacted]&channel=C1'],
    ['a Discord token', `login with ${discord} failed`, 'login with [redacted] failed'],
    ['a Discord token after a line break', `\n${discord}\n`, '\n[redacted]\n'],
    [
      'an interaction',
      'PATCH http://127.0.0.1:1/v10/webhooks/12/T.o-k%3D/messages/%40original failed',
      'PATCH http://127.0.0.1:1/v10/webhooks/12/[redacted]/messages/%40original failed',
    ],
    ['its callback', '/interactions/12/tok/callback', '/interactions/12/[redacted]/callback'],
    ['its token alone', `token ${interaction}.`, 'token [redacted].'],
    ['a response address', 'POST https://hooks.slack.com/commands/T1/2/3 404', 'POST https://hooks.slack.com/[redacted] 404'],
    ['that of another host', 'http://127.0.0.1:80/actions/T1/2/a%2Fb', 'http://127.0.0.1:80/actions/[redacted]'],
    ['a permission’s code', '/oauth?code=1.2.3&state=ey.x#y', '/oauth?code=[redacted]&state=[redacted]#y'],
    ['a socket’s ticket', 'wss://a/link/?ticket=1-2&app_id=3', 'wss://a/link/?ticket=[redacted]&app_id=3'],
    ['a header', `Authorization: Bot ${'x'.repeat(30)}`, 'Authorization: Bot [redacted]'],
    ['a signature', `v0=${'0a'.repeat(32)}`, 'v0=[redacted]'],
  ])('%s', (_what, text, clean) => {
    expect(redact(text)).toBe(clean)
    const { written, log } = lines('warn')
    log.warn('seen', { text, list: [{ text }] })
    expect(JSON.parse(written[0] ?? '')).toMatchObject({ text: clean, list: [{ text: clean }] })
  })

  test('what only speaks of them stays', () => {
    for (const text of [
      'must be a bot token (xoxb-…)',
      'GET /webhooks/12 and /webhooks/{id}/{token}',
      'code=ECONNREFUSED, state=down',
      'https://discord.com/developers/applications and https://api.slack.com/apps/A1',
      'docs.python.org is not a token, nor is a-long-name-with-dashes.example.org',
      'Bot and Bearer are words',
    ])
      expect(redact(text)).toBe(text)
  })

  test('the longer of two secrets goes first', () => {
    expect(redactor(['secret-one', 'secret-one-two'])('secret-one-two secret-one')).toBe('[redacted] [redacted]')
  })
})
