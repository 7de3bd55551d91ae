/** Ways in which people type a schedule: what each is taken for, or why it is refused. A reading that nobody meant is worse than a refusal. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { printedSchedule, readSchedule } from '../src/schedule.ts'
import { zoneNamed } from '../src/zones.ts'

/** A heading, and under it, indented, the phrases that mean it; those that are refused, under a part of the reason. */
const [read = '', refused = ''] = readFileSync(new URL('schedule-phrases.txt', import.meta.url), 'utf8').split(/^REFUSED\n/m)
/** As if typed by somebody in that zone, which is not shown. */
const HOME = 'UTC'
/** The lines that a refusal offers, and the zones. */
const OFFERED = /(?:such as|for example|write) “([^”]+)”|digest set ([^”]+)$/gi

function groups(text: string): [heading: string, phrases: string[]][] {
  return [...text.matchAll(/^(\S.*)\n((?: {2}.*\n)+)/gm)].map(([, heading = '', lines = '']) => [
    heading,
    lines
      .split(/\n| \| /)
      .map((one) => one.trim().replace(/\\u([\da-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))))
      .filter((one) => one !== ''),
  ])
}

function told(phrase: string): string {
  const found = readSchedule(phrase, HOME)
  return found.ok ? printedSchedule(found.schedule).replace(` (${HOME})`, '') : `refused: ${found.problem}`
}

describe('taken for', () => {
  test.each(groups(read))('%s', (meaning, phrases) => {
    expect(phrases.filter((one) => told(one) !== meaning).map((one) => `${one}: ${told(one)}`)).toEqual([])
  })
})

describe('refused', () => {
  test.each(groups(refused))('… %s …', (reason, phrases) => {
    expect(
      phrases.filter((one) => !/^refused: /.test(told(one)) || !told(one).includes(reason)).map((one) => `${one}: ${told(one)}`),
    ).toEqual([])
  })

  test('with lines and zones that work', () => {
    const problems = groups(refused).flatMap(([, phrases]) => phrases.map(told))
    const lines = problems.flatMap((problem) => [...problem.matchAll(OFFERED)].map(([, example, line]) => example ?? line ?? ''))
    expect(lines.length).toBeGreaterThan(groups(refused).length)
    expect([...new Set(lines)].filter((line) => !readSchedule(line, HOME).ok)).toEqual([])
    const zones = problems.flatMap(
      (problem) => /(?:Did you mean|may be|such as) ([A-Z]\w+\/.*)/.exec(problem)?.[1]?.match(/[A-Z]\w+\/\w+/g) ?? [],
    )
    expect(zones.length).toBeGreaterThan(50)
    expect([...new Set(zones)].filter((zone) => zoneNamed(zone) !== zone)).toEqual([])
    expect(problems.filter((problem) => !/“[^”]*\d\d:\d\d[^”]*”|[A-Z]\w+\/\w+|second digest/.test(problem))).toEqual([])
  })
})

describe('what may have been meant otherwise is said', () => {
  test.each([
    ['daily at 8', '“8” is taken for the morning; the evening is 8pm.'],
    ['daily at 12', '“12” is taken for noon, 12:00; midnight is 00:00.'],
    ['Friday at midnight', 'A day begins with its midnight: 00:00 is not its end.'],
    ['daily 9am China', '“China” is taken for where the time is; for news about it: topic:"China"'],
    ['Jordan 9am', '“Jordan” is taken for where'],
  ])(
    '%s: %s',
    (phrase, note) => void expect(readSchedule(phrase, HOME)).toMatchObject({ ok: true, notes: [expect.stringContaining(note)] }),
  )

  test.each([
    'daily 08:00',
    '8am, 8',
    'daily 8am',
    'daily at 17',
    '8 Uhr',
    'every evening at 8',
    'daily midnight',
    '9am in China',
    '9am China time',
    '9am Paris',
  ])('%s: nothing', (phrase) => void expect(readSchedule(phrase, HOME)).toMatchObject({ ok: true, notes: [] }))
})
