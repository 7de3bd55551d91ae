import { expect, test } from 'vitest'
import { readConfig, secretsOf } from '../src/config.ts'

const FOUND = { zone: 'Europe/Paris', seeds: '/app/seeds' }

test('defaults where nothing is set, and empty counts as nothing', () => {
  const read = readConfig({ NEWSDESK_DB: ' ', PATH: '/bin' }, FOUND)
  expect(read).toEqual({ ok: true, config: { db: 'data/newsdesk.db', zone: 'Europe/Paris', logLevel: 'warn', seeds: '/app/seeds' } })
  expect(read.ok && Object.isFrozen(read.config)).toBe(true)
})

test('reads what is set', () => {
  expect(readConfig({ NEWSDESK_DB: '/tmp/x.db', NEWSDESK_ZONE: 'Asia/Tokyo', NEWSDESK_LOG: 'debug', NEWSDESK_SEEDS: 's' }, FOUND)).toEqual({
    ok: true,
    config: { db: '/tmp/x.db', zone: 'Asia/Tokyo', logLevel: 'debug', seeds: 's' },
  })
})

test('tells all faults at once, with the way out', () => {
  expect(readConfig({ NEWSDESK_ZONE: 'Mars', NEWSDESK_LOG: 'loud', NEWSDESK_DBB: 'x' }, FOUND)).toEqual({
    ok: false,
    faults: [
      'NEWSDESK_ZONE=Mars: must be an IANA zone such as Europe/Paris.',
      'NEWSDESK_LOG=loud: must be debug, info, warn or error.',
      'NEWSDESK_DBB: no such setting; there are NEWSDESK_DB, NEWSDESK_ZONE, NEWSDESK_LOG, NEWSDESK_SEEDS.',
    ],
  })
})

test('no setting of the newsroom alone is secret', () => {
  expect(secretsOf({ NEWSDESK_DB: 'x' })).toEqual([])
})
