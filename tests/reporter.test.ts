import { expect, test } from 'vitest'
import { closingLine, tallyOf } from './reporter.ts'

type State = 'passed' | 'failed' | 'skipped' | 'pending'
const module = (state: 'passed' | 'failed', ...tests: State[]) => ({
  state: () => state,
  children: { allTests: () => tests.map((test) => ({ result: () => ({ state: test }) })) },
})

test('counts every test once, by how it ended', () => {
  const tally = tallyOf([module('passed', 'passed', 'passed', 'skipped'), module('failed', 'failed', 'passed')], 0)
  expect(tally).toEqual({ passed: 3, failed: 1, skipped: 1 })
  expect(closingLine(tally)).toBe('3 passed, 1 failed, 1 skipped')
})

test('a file that could not be loaded is a failure although it has no failed test', () => {
  expect(tallyOf([module('failed')], 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('an error outside every test, and a test that never ended, are failures', () => {
  expect(tallyOf([module('passed', 'passed', 'pending')], 1)).toEqual({ passed: 1, failed: 2, skipped: 0 })
})
