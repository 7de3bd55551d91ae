/** Fetching feeds from the command line: what is printed of each, and the exit code. */
import { describe, expect, test } from 'vitest'
import type { Desk, IntakeOptions, IntakeReport } from '../../adapters/terminal/host.ts'
import { run } from './small-terminal.ts'

const report = (feed: number, more: Partial<IntakeReport> = {}): IntakeReport => ({
  feed,
  url: `https://a.example/${feed}`,
  title: `Paper ${feed}`,
  outcome: 'unchanged',
  added: 0,
  changed: 0,
  reason: null,
  notes: [],
  ...more,
})
const NEW = report(1, { outcome: 'new', added: 3, changed: 1, notes: ['dates without a zone'] })
const FAILED = report(2, { outcome: 'failed', title: null, reason: 'The server says 500.\u001b[2J' })

/** A desk whose feeds report so; `asked` gets how it was asked. */
function feedsThat(reports: readonly IntakeReport[], asked: IntakeOptions[] = []): Pick<Desk, 'intake'> {
  return {
    async intake(options) {
      asked.push(options)
      for (const [n, one] of reports.entries()) {
        options.progress('Reading feeds', n, reports.length)
        await options.told(one)
      }
    },
  }
}

describe('intake --once', () => {
  test('prints a line a feed; a bad one is told and the others go on', async () => {
    const asked: IntakeOptions[] = []
    const { code, out, err } = await run(['intake', '--once'], { desk: feedsThat([NEW, FAILED, report(3)], asked) })
    expect(out).toBe(
      '1  Paper 1: 3 new, 1 changed\n  ! dates without a zone\n2  https://a.example/2: The server says 500.␛[2J\n3  Paper 3: nothing new\n',
    )
    expect(err).toBe('newsdesk: 1 of 3 feeds could not be read; the others were.\n')
    expect(code).toBe(2)
    expect(asked.map(({ once, all }) => [once, all])).toEqual([[true, false]])
  })

  test('exits 0 where feeds were read, and 1 where none was due', async () => {
    expect((await run(['intake', '--once', '--all'], { desk: feedsThat([report(3)]) })).code).toBe(0)
    expect(await run(['intake', '--once'], { desk: feedsThat([]) })).toEqual({ code: 1, out: 'No feed is due.\n', err: '' })
  })

  test('for a program prints one JSON object a feed, with the fields of the contract', async () => {
    const { out } = await run(['intake', '--once', '--json'], { desk: feedsThat([{ ...NEW, secret: 'x' } as IntakeReport, FAILED]) })
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toEqual([NEW, FAILED])
    expect(await run(['intake', '--once', '--json'], { desk: feedsThat([]) })).toMatchObject({ code: 1, out: '' })
  })

  test('a signal ends it with the code of one, and says what is kept', async () => {
    const stop = new AbortController()
    const intake: Desk['intake'] = async ({ told }) => {
      await told(NEW)
      stop.abort()
    }
    const { code, err } = await run(['intake', '--once'], { desk: { intake }, stop: stop.signal })
    expect(code).toBe(130)
    expect(err).toContain('interrupted after 1 feed; what was read is kept')
  })
})

test('without --once it goes on until it is stopped, which is no fault', async () => {
  const stop = new AbortController()
  const intake: Desk['intake'] = async ({ once, told }) => {
    expect(once).toBe(false)
    await told(NEW)
    stop.abort()
  }
  expect((await run(['intake'], { desk: { intake }, stop: stop.signal })).code).toBe(0)
})

test.each([
  [['intake', 'now'], 'intake takes no words'],
  [['intake', '--now', '2024-06-20'], 'intake takes no --now'],
  [['intake', '--onec'], 'Did you mean --once?'],
])('%s is misuse, and says the way out', async (argv, says) => {
  const { code, err } = await run(argv)
  expect(code).toBe(2)
  expect(err).toContain(says)
})
