/** The rules of the house, and for each rule a sample that breaks it: a check that cannot fail checks nothing. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { clocks, consoles, leftovers, platformBranches, swallowed } from './tidy/habits.ts'
import { homelessPackages, importsOf, unmatchedHomes, wrongImports } from './tidy/imports.ts'
import { forbiddenNames, longFiles, longFunctions, MAX_FILE_LINES, MAX_FUNCTION_LINES } from './tidy/shape.ts'
import { ALL_CODE, CODE, ROOT, readTree, type SourceFile } from './tidy/tree.ts'

const code = readTree(CODE)
const everything = readTree(ALL_CODE)
const source = code.filter((file) => file.path.startsWith('src/'))
const at = (path: string, text = ''): SourceFile => ({ path, text })
const faultsIn = (check: (files: SourceFile[]) => string[], path: string, ...texts: string[]) =>
  texts.map((text) => check([at(path, text)]).length)

describe('the tree', () => {
  test('imports follow the table, type imports included', () => expect(wrongImports(code)).toEqual([]))
  test('every npm package has one home', () => expect(homelessPackages(code)).toEqual([]))
  test('every dependency has a home', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }
    expect(unmatchedHomes(Object.keys(dependencies))).toEqual([])
  })
  test('file names say what is inside', () => expect(forbiddenNames(everything)).toEqual([]))
  test('files are short', () => expect(longFiles(everything)).toEqual([]))
  test('functions are short', () => expect(longFunctions(everything)).toEqual([]))
  test('src/ reads no clock', () => expect(clocks(source)).toEqual([]))
  test('nothing outside an adapter asks for the platform', () => expect(platformBranches(code)).toEqual([]))
  test('only the log writes to the console', () => expect(consoles(source)).toEqual([]))
  test('nothing is left for later', () => expect(leftovers(everything)).toEqual([]))
  test('no error is swallowed', () => expect(swallowed(code)).toEqual([]))
})

test('every check fails when it saw no file', () => {
  const checks = [
    wrongImports,
    homelessPackages,
    unmatchedHomes,
    forbiddenNames,
    longFiles,
    longFunctions,
    clocks,
    platformBranches,
    consoles,
    leftovers,
    swallowed,
  ]
  for (const check of checks) expect(check([]).length, check.name).toBeGreaterThan(0)
  const empty = mkdtempSync(join(tmpdir(), 'tidy-'))
  expect(readTree(['src'], empty)).toEqual([])
  rmSync(empty, { recursive: true })
})

describe('imports', () => {
  test('every form of import is seen, with its line', () => {
    const text = [
      "import a from './a.ts'",
      'import {',
      '  b,',
      "} from '../b.ts'",
      "import type { C } from 'c'",
      "import 'd'",
      "export * from './e.ts'",
      "const f = await import('./f.ts')",
      "type G = import('../g.ts').G",
    ].join('\n')
    const found = importsOf(at('src/x/y.ts', text)).map(({ to, line }) => `${line} ${to}`)
    expect(found).toEqual(['1 src/x/a.ts', '4 src/b.ts', '5 c', '6 d', '7 src/x/e.ts', '8 src/x/f.ts', '9 src/g.ts'])
  })
  test.each([
    ['src/ask.ts', '../commands/ask.ts'],
    ['src/ask.ts', './main.ts'],
    ['src/store/sqlite.ts', '../../adapters/terminal/render.ts'],
    ['commands/ask.ts', '../src/main.ts'],
    ['commands/ask.ts', '../adapters/terminal/render.ts'],
    ['adapters/terminal/render.ts', '../../commands/command.ts'],
    ['adapters/terminal/listen.ts', '../web/render.ts'],
    ['adapters/terminal/listen.ts', '../../src/newsroom.ts'],
    ['src/ask.ts', '../package.json'],
    ['lib/ask.ts', '../src/answer.ts'],
    ['src/serve.ts', '../adapters/slack/listen.ts'],
    ['src/serve.ts', '../commands/respond.ts'],
    ['src/serve.ts', './main.ts'],
    ['src/ask.ts', './serve.ts'],
    ['commands/ask.ts', '../src/serve.ts'],
  ])('%s may not import %s, not even its types', (from, to) => {
    expect(wrongImports([at(from, `import type { X } from '${to}'`)])).toHaveLength(1)
  })
  test.each([
    ['src/main.ts', '../adapters/terminal/listen.ts'],
    ['src/main.ts', './serve.ts'],
    ['src/serve.ts', '../commands/command.ts'],
    ['src/serve.ts', './log.ts'],
    ['src/ask.ts', './store/store.ts'],
    ['commands/ask.ts', '../src/answer.ts'],
    ['adapters/terminal/render.ts', './limits.ts'],
    ['adapters/terminal/listen.ts', '../../commands/command.ts'],
  ])('%s may import %s', (from, to) => {
    expect(wrongImports([at(from, `import { x } from '${to}'`)])).toEqual([])
  })
  test('a package outside its home, or without one, is found', () => {
    expect(homelessPackages([at('src/ask.ts', "import M from 'minisearch'")])).toHaveLength(1)
    expect(homelessPackages([at('src/ask.ts', "import { x } from '@unknown/thing/part'")])[0]).toContain('@unknown/thing has no home')
    expect(homelessPackages([at('src/retrieval/live.ts', "import M from 'minisearch'\nimport { join } from 'node:path'")])).toEqual([])
    expect(unmatchedHomes(['a', 'b'], { a: 'src/', c: 'src/' })).toHaveLength(2)
  })
})

describe('shape', () => {
  test('names that say nothing are found, as folder, file, test or part of a name', () => {
    const bad = [
      'src/utils.ts',
      'src/helpers/dates.ts',
      'commands/index.ts',
      'tests/common.test.ts',
      'src/string-utils.ts',
      'src/types.ts',
      'src/ask-handler.ts',
    ]
    expect(bad.map((path) => forbiddenNames([at(path)]).length)).toEqual(bad.map(() => 1))
    expect(forbiddenNames([at('src/retrieval/search-indexing.ts'), at('src/utility.ts'), at('src/live-index.ts')])).toEqual([])
  })
  test('a file one line too long is found, unless a program wrote it', () => {
    const body = 'x\n'.repeat(MAX_FILE_LINES)
    expect(faultsIn(longFiles, 'src/a.ts', body, `${body}x\n`, `// Generated by scripts/train.ts\n${body}`)).toEqual([0, 1, 0])
  })
  test.each([
    ['function f() {', '}'],
    ['export async function f(', '}'],
    ['const f = (a: string): void => {', '}'],
    ['  async close(): Promise<void> {', '  }'],
    ["test('long', () => {", '})'],
  ])('a function one line too long is found: %s', (open, close) => {
    const indent = /^\s*/.exec(open)?.[0] ?? ''
    const inside = `${indent}  x\n`
    const fits = `${open}\n${inside.repeat(MAX_FUNCTION_LINES - 2)}${close}\n`
    expect(faultsIn(longFunctions, 'src/a.ts', fits, fits.replace(inside, inside + inside))).toEqual([0, 1])
  })
  test('a group of tests is no function', () => {
    expect(faultsIn(longFunctions, 'tests/a.test.ts', `describe('x', () => {\n${'  x\n'.repeat(100)}})\n`)).toEqual([0])
  })
})

describe('habits', () => {
  test('a clock read in src/ is found, a given instant and a comment are not', () => {
    const bad = ['const t = Date.now()', 'const d = new Date()', 'performance.now()', 'const d = new Date', 'process.hrtime.bigint()']
    expect(faultsIn(clocks, 'src/ask.ts', ...bad)).toEqual(bad.map(() => 1))
    expect(faultsIn(clocks, 'src/ask.ts', 'new Date(ms)', '// never Date.now()', ' * not new Date()', 'Date.parse(text)')).toEqual([
      0, 0, 0, 0,
    ])
    expect(faultsIn(clocks, 'src/main.ts', 'new Date()')).toEqual([0])
  })
  test('a branch on the platform is found', () => {
    expect(faultsIn(platformBranches, 'commands/ask.ts', "if (platform === 'slack') {", "if ('slack' !== asked.platform) {")).toEqual([
      1, 1,
    ])
  })
  test('a console is found but in main and the log', () => {
    expect(faultsIn(consoles, 'src/ask.ts', "console.log('x')", "console['error'](x)", '// console.log')).toEqual([1, 1, 0])
    expect(faultsIn(consoles, 'src/log.ts', 'console.error(line)')).toEqual([0])
  })
  test('work left for later is found, in comments too', () => {
    expect(faultsIn(leftovers, 'src/a.ts', `// ${'TO' + 'DO'}: later`, `x() // ${'FIX' + 'ME'}`, 'todoList()')).toEqual([1, 1, 0])
  })
  test('a swallowed error is found, a handled one is not', () => {
    const bad = ['try { x() } catch {}', 'try {\n x()\n} catch (error) {\n  // never mind\n}', 'x().catch(() => {})']
    expect(faultsIn(swallowed, 'src/a.ts', ...bad)).toEqual([1, 1, 1])
    expect(faultsIn(swallowed, 'src/a.ts', 'try { x() } catch (error) { throw new Error("x", { cause: error }) }')).toEqual([0])
  })
})
