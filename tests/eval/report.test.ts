import { expect, test } from 'vitest'
import { compare, comparisonText } from './comparison.ts'
import { mean, percentile, share } from './figures.ts'
import { failures, type Report, table } from './report.ts'

const report = (answered: number, right: boolean): Report => ({
  set: 'seeds',
  title: 'Seeds',
  rows: [{ name: 'fact', n: 2, figures: { answered, refused: null, 'p50 ms': answered * 100 } }],
  peers: [{ name: 'another', n: null, figures: { answered: 0.4 } }],
  notes: [],
  outcomes: [{ id: 'f1', type: 'fact', q: 'Who?', right, wanted: 'Ann', got: 'Bob' }],
})

test('shares, means and percentiles leave nulls out and know an empty list', () => {
  expect(share([true, false, null, true])).toBe(2 / 3)
  expect(share([null])).toBeNull()
  expect(mean([1, null, 2])).toBe(1.5)
  expect([0.5, 0.95, 1].map((part) => percentile([3, 1, 2, 4], part))).toEqual([2, 4, 4])
  expect(percentile([], 0.5)).toBeNull()
})

test('the table prints our rows and the peers’ in the same columns', () => {
  const lines = table(report(0.5, true)).split('\n')
  expect(lines[0]).toBe('## Seeds')
  expect(lines.slice(2).map((line) => line.replace(/ +/g, ' '))).toEqual([
    '| | n | answered | refused | p50 ms |',
    '|---------|----:|---------:|--------:|-------:|',
    '| fact | 2 | .500 | – | 50.0 |',
    '| another | | .400 | – | – |',
  ])
})

test('failures show what was wanted and what came', () => {
  expect(failures(report(0.5, false))).toContain('- f1 (fact) Who?\n  wanted: Ann\n  got: Bob')
  expect(failures(report(0.5, true))).toBe('### Seeds: 0 of 1 failed')
})

test('a comparison names each figure that changed and each question that turned, and no latency', () => {
  const found = compare([report(0.5, true)], [report(1, false), { ...report(1, true), set: 'new' }])
  expect(found.changes).toEqual([{ set: 'seeds', row: 'fact', figure: 'answered', before: 0.5, after: 1 }])
  expect(found.turned.map(({ id, now }) => `${id} ${now}`)).toEqual(['f1 wrong'])
  expect(found.unmatched).toEqual(['new'])
  expect(comparisonText(found)).toContain('seeds · fact · answered: .500 → 1.000 (+0.500)')
  expect(comparisonText(compare([report(0.5, true)], [report(0.5, true)]))).toContain('No figure changed')
})
