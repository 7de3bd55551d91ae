import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readArguments } from '../../adapters/terminal/read.ts'
import { COMMANDS } from '../../commands/respond.ts'
import { readAskedTime } from '../../src/asked-time.ts'
import { nearest } from '../../src/nearest.ts'
import { isZone } from '../../src/settings/values.ts'

const listed = COMMANDS.filter((command) => command.hidden !== true)
const host = { db: 'usual.db', zone: 'UTC', isZone, readTime: readAskedTime, nearest, platforms: [] }
const read = (...argv: string[]) => readArguments(argv, listed, host)
const problem = (...argv: string[]) => {
  const wanted = read(...argv)
  return wanted.kind === 'misuse' ? wanted.problem : wanted.kind
}

test('nothing is a start; settings may stand before or after the command', () => {
  expect(read()).toEqual({ kind: 'start', settings: { db: 'usual.db', zone: 'UTC', now: null, json: false, rebuild: false } })
  const wanted = read('--db', 'a.db', 'ask', 'who', 'is it?', '--json', '--now=2020-02-26T09:00:00Z', '--zone', 'Europe/Paris')
  expect(wanted).toEqual({
    kind: 'say',
    command: 'ask',
    words: 'who is it?',
    given: {},
    settings: { db: 'a.db', zone: 'Europe/Paris', now: new Date('2020-02-26T09:00:00Z'), json: true, rebuild: false },
  })
})

test('nothing serves where a platform is configured, unless the terminal itself is asked', () => {
  const kind = (...argv: string[]) => readArguments(argv, listed, { ...host, platforms: ['slack'] }).kind
  expect([kind(), kind('--db', 'a.db'), kind('serve'), kind('chat'), kind('latest')]).toEqual(['serve', 'serve', 'serve', 'chat', 'say'])
  expect([kind('--json'), kind('--now', '2020-02-26'), kind('chat', '--json')]).toEqual(['chat', 'chat', 'chat'])
  expect(read('serve').kind).toBe('serve')
})

test('the action of a command is one of its words, not an option', () => {
  expect(read('digest', 'set', 'daily', '08:00', '--topic', 'Huawei', '--max=5', '--zone', 'Europe/Paris')).toMatchObject({
    kind: 'say',
    command: 'digest',
    words: 'set daily 08:00',
    given: { topic: 'Huawei', max: 5, zone: 'Europe/Paris' },
    settings: { zone: 'Europe/Paris' },
  })
  expect(problem('digest', '--action', 'set')).toContain('There is no option --action here.')
})

test('the options of a command are its own', () => {
  expect(read('latest', 'trucks', '--since', 'monday', '--limit', '3')).toMatchObject({
    kind: 'say',
    words: 'trucks',
    given: { since: 'monday', limit: 3 },
  })
  expect(read('search', '--batch', 'q.jsonl', '--top', '4')).toMatchObject({
    kind: 'operate',
    command: 'search',
    given: { batch: 'q.jsonl', top: 4 },
  })
  expect(read('ask', '--batch', 'q.jsonl')).toMatchObject({ kind: 'operate', command: 'ask-batch' })
  expect(read('import', 'a.txt', 'b.md', '--dry-run')).toMatchObject({
    kind: 'operate',
    command: 'import',
    words: ['a.txt', 'b.md'],
    given: { 'dry-run': true },
  })
})

test('search words with a minus are words', () => {
  expect(read('ask', 'huawei', '-ban', '--json')).toMatchObject({ words: 'huawei -ban', settings: { json: true } })
  expect(read('ask', '--', '--odd question')).toMatchObject({ words: '--odd question' })
})

test('help and version', () => {
  expect(read('--help')).toEqual({ kind: 'help', command: null })
  expect(read('-h')).toEqual({ kind: 'help', command: null })
  expect(read('import', '--help')).toEqual({ kind: 'help', command: 'import' })
  expect(read('latest', '-h')).toEqual({ kind: 'help', command: 'latest' })
  expect(read('--version')).toEqual({ kind: 'version' })
})

describe('mistakes', () => {
  test.each([
    [['latst'], 'Did you mean “latest”?'],
    [['frobnicate'], 'The commands are ask, latest,'],
    [['who runs Borealis?'], 'write: ask "who runs Borealis?"'],
    [['ask', 'x', '--jsn'], 'There is no option --jsn here. Did you mean --json?'],
    [['ask', 'x', '--top', '3'], 'There is no option --top here.'],
    [['ask', 'x', '--now', 'tomorrow'], '--now takes an ISO 8601 date or time'],
    [['ask', 'x', '--now', '2020-02-30'], '--now takes an ISO 8601 date or time'],
    [['ask', 'x', '--zone', 'Mars/Base'], '--zone takes an IANA time zone'],
    [['-x'], 'There is no option -x'],
    [['articles', 'huawei'], 'articles takes no words'],
    [['serve', 'slack'], 'serve takes no words, and “slack” was given.'],
    [['serve', '--json'], 'serve takes neither --json nor --now'],
    [['home'], 'There is no command “home”'],
    [['ask', 'x', '--db'], '--db needs a value'],
    [['ask', 'x', '--db', '--json'], '--db needs a value before --json'],
    [['ask', 'x', '--json=1'], '--json takes no value'],
    [['latest', '--page', 'two'], '--page takes a whole number, not “two”'],
    [['ask', 'x', '--batch', 'f'], 'ask takes a question or --batch FILE, not both'],
  ])('%j', (argv, message) => {
    expect(problem(...argv)).toContain(message)
  })

  test('never throw', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('ask', '--now', '--db', '-x', '--', 'latest', '--page'))),
        (argv) => void expect(problem(...argv)).toBeTypeOf('string'),
      ),
    )
  })
})

test('help explains the terminal’s own commands too, and a time without an offset is the asker’s', () => {
  expect(read('help', 'import')).toEqual({ kind: 'help', command: 'import' })
  expect(read('help', 'latest')).toMatchObject({ kind: 'say', command: 'help', words: 'latest' })
  expect(read('ask', 'x', '--now', '2020-02-26T09:00', '--zone', 'Asia/Shanghai')).toMatchObject({
    settings: { now: new Date('2020-02-26T01:00:00Z') },
  })
})
