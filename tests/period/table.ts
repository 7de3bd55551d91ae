/** Questions asked on Wednesday 26 February 2020, and what is found in them. */
import { expect, test } from 'vitest'
import { formatDay, zonedDay } from '../../src/calendar.ts'
import { findPeriods, type Period } from '../../src/period.ts'

export const NOW = new Date('2020-02-26T09:00:00Z')
export const PARIS = 'Europe/Paris'

function day(ms: number | null, zone: string): string {
  return ms === null ? '' : formatDay(zonedDay(ms, zone))
}

/** `from..to text`, a `?` before the text where the year was guessed. */
export function show({ fromMs, toMs, text, explicit }: Period, zone: string): string {
  return `${day(fromMs, zone)}..${day(toMs, zone)} ${explicit ? '' : '?'}${text}`
}

export function found(text: string, zone = PARIS, now = NOW): string[] {
  return findPeriods(text, now, zone).map((period) => show(period, zone))
}

/** Each line: the question, then what is found in it. */
export function table(name: string, rows: readonly (readonly [string, ...string[]])[], zone = PARIS): void {
  test.each(rows.map(([text, ...expected]) => [text, expected] as const))(`${name}: %s`, (text, expected) => {
    expect(found(text, zone)).toEqual(expected)
  })
}
