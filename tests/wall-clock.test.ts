import { expect, test } from 'vitest'
import { wallClock } from '../src/wall-clock.ts'

test.each([
  ['2026-11-28T07:00:00Z', 'Europe/Paris', 'Sat 28 Nov, 08:00'],
  ['2026-11-28T23:30:00Z', 'Asia/Shanghai', 'Sun 29 Nov, 07:30'],
  ['2026-07-01T00:00:00Z', 'UTC', 'Wed 1 Jul, 00:00'],
])('%s in %s', (at, zone, told) => {
  expect(wallClock(Date.parse(at), zone)).toBe(told)
  expect(wallClock(Date.parse(at), zone, true)).toBe(told.replace(',', ' 2026,'))
})
