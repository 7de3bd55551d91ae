import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FEATURES } from '../../src/sentence-features.ts'
import { ROOT } from '../tidy/tree.ts'
import { withWeights } from './ranker-source.ts'

const SOURCE = [
  '/** What the file is. */',
  "import { a } from './a.ts'",
  '',
  '/** Old. */',
  'const RANKER_WEIGHTS: readonly number[] = [',
  '  1, 2,',
  ']',
  '',
  'const OTHER = [3]',
  '',
].join('\n')

test('the numbers and the comment right above them are replaced, and nothing else', () => {
  const written = withWeights(SOURCE, [0.126, -0.001, 2], ['3 $& questions', 'and 4'])
  expect(written).toContain('  0.13, 0, 2,\n]\n')
  expect(written).toContain('from\n * 3 $& questions\n * and 4\n */\n')
  expect(written).not.toContain('Old.')
  expect(written.startsWith("/** What the file is. */\nimport { a } from './a.ts'\n\n/**\n * In the order")).toBe(true)
  expect(written.endsWith('\n]\n\nconst OTHER = [3]\n')).toBe(true)
})

test('a source without the list is refused', () => {
  expect(() => withWeights('const OTHER = [3]\n', [1], [])).toThrow('RANKER_WEIGHTS')
})

test('the ranker has a weight for every feature, where the trainer writes them', () => {
  const source = readFileSync(join(ROOT, 'src/sentence-ranker.ts'), 'utf8')
  const [, list = ''] = /const RANKER_WEIGHTS: readonly number\[\] = \[([^\]]*)\]/.exec(source) ?? []
  expect(list.split(',').filter((number) => number.trim() !== '')).toHaveLength(FEATURES.length)
  expect(withWeights(source, [1], [])).toContain('= [\n  1,\n]\n')
})
