import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Analysed } from '../../src/store/store.ts'
import { filesOf, importedBy } from './fingerprint.ts'
import { goldIds } from './gold.ts'
import { readOptions } from './options.ts'
import { readQuestions, spread } from './question-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'newsdesk-eval-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const storeOf = (bodies: Record<string, string>) => ({
  async *everything() {
    for (const [id, body] of Object.entries(bodies)) yield { article: { id, body } } as Analysed
  },
})

test('a key that is an id is the article; else the first words find it, white space, case and quotes aside', async () => {
  const idOf = await goldIds(storeOf({ kept: 'x', 'a-1': 'It’s\n\nthe  Start. Rest' }), [{ key: 'start', first_words: "it's the start" }])
  expect(['kept', 'start', 'gone'].map(idOf)).toEqual(['kept', 'a-1', null])
})

test('where two articles hold the first words, it is the one that begins with them', async () => {
  const landmarks = [{ key: 'k', first_words: 'the start' }]
  expect((await goldIds(storeOf({ later: 'Before the start', first: 'The start' }), landmarks))('k')).toBe('first')
})

test('each kind of question file is told by its fields; others are refused by name and line', () => {
  const seeds = file('a.jsonl', '{"id":"1","q":"x","type":"fact","gold":[],"answer":[]}\n\n')
  expect(readQuestions(seeds)).toMatchObject({ kind: 'answers', questions: [{ id: '1' }] })
  expect(readQuestions(file('b.json', '[{"id":"t","turns":[]}]'))).toMatchObject({ kind: 'threads' })
  expect(readQuestions(file('c.jsonl', '{"id":"1","q":"x","type":"null","answer":"","facts":[],"gold":[]}'))).toMatchObject({
    kind: 'facts',
  })
  expect(readQuestions(file('d.jsonl', '{"id":"1","q":"x","asked":"2022-01-01","choices":[],"answer":["0"],"gold":[]}'))).toMatchObject({
    kind: 'quiz',
  })
  expect(() => readQuestions(file('e.jsonl', '{"id":"1"}\n{'))).toThrow(/e\.jsonl: line 2 is not JSON/)
  expect(() => readQuestions(file('f.jsonl', '{"text":"x"}'))).toThrow(/fields text/)
  expect(() => readQuestions(file('g.jsonl', '\n'))).toThrow(/holds none/)
})

test('a limit keeps a spread, in order', () => {
  expect(spread([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 4)).toEqual([0, 2, 5, 7])
  expect(spread([1, 2], 5)).toEqual([1, 2])
})

test('options are read, and misuse is told', () => {
  expect(readOptions([])).toMatchObject({ only: [], own: null, failures: false, zone: 'UTC' })
  expect(readOptions(['--only', 'seeds', '--only', 'raw', '--limit', '5'])).toMatchObject({ only: ['seeds', 'raw'], limit: 5 })
  expect(readOptions(['--questions', 'q', '--corpus', 'a', '--corpus', 'b']).own).toEqual({ questions: 'q', corpus: ['a', 'b'] })
  expect(readOptions(['--questions', 'q', '--db', 'd']).own).toEqual({ questions: 'q', corpus: { db: 'd' } })
  expect(readOptions(['--raise']).only).toEqual(['seeds'])
  for (const bad of [
    ['--only', 'x'],
    ['--limit', '0'],
    ['--db', 'd'],
    ['--questions', 'q'],
    ['--questions', 'q', '--db', 'd', '--corpus', 'c'],
    ['--raise', '--limit', '3'],
    ['--nope'],
    ['--now', 'soon'],
  ])
    expect(() => readOptions(bad), bad.join(' ')).toThrow()
})

test('what decides a cached corpus is followed through imports', () => {
  const root = mkdtempSync(join(folder, 'tree-'))
  writeFileSync(join(root, 'a.ts'), "import './b.ts'\nimport 'node:fs'\nread('./words.txt')\n")
  writeFileSync(join(root, 'b.ts'), "import type { A } from './a.ts'\n")
  writeFileSync(join(root, 'words.txt'), '')
  writeFileSync(join(root, 'c.ts'), '')
  expect(importedBy(['a.ts'], root)).toEqual(['a.ts', 'b.ts', 'words.txt'])
  expect(filesOf([join(root, 'c.ts'), root])).toEqual(['c.ts', 'a.ts', 'b.ts', 'c.ts', 'words.txt'].map((name) => join(root, name)))
})
