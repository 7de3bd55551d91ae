import { expect, test } from 'vitest'
import { type Level, openLog } from '../src/log.ts'

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
    nested: { apiKey: 'k', list: ['xoxb-"12345'] },
  })
  expect(written.join('')).not.toMatch(/12345|anything/)
  expect(JSON.parse(written[0] ?? '')).toMatchObject({
    event: 'failed with [redacted]',
    token: '[redacted]',
    nested: { apiKey: '[redacted]' },
  })
})

test('errors keep their causes; stacks are for debugging', () => {
  const error = new Error('outer', { cause: new Error('inner') })
  const quiet = lines('error')
  quiet.log.error('broke', { error })
  expect(JSON.parse(quiet.written[0] ?? '').error).toEqual({ name: 'Error', message: 'outer', cause: { name: 'Error', message: 'inner' } })
  const loud = lines('debug')
  loud.log.error('broke', { error })
  expect(JSON.parse(loud.written[0] ?? '').error.stack).toContain('log.test.ts')
})

test('an endless line is clipped', () => {
  const { written, log } = lines('warn')
  log.warn('big', { text: 'x'.repeat(100_000) })
  expect(written[0]?.length).toBeLessThan(40_000)
  expect(() => JSON.parse(written[0] ?? '')).not.toThrow()
})
