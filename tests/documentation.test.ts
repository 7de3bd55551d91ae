/** The documents are under test: every setting, command and path that they name exists, and every one that exists is named. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { OPERATOR_COMMANDS } from '../adapters/terminal/operator.ts'
import type { Command } from '../commands/command.ts'
import { SETTINGS } from '../src/config.ts'
import { brokenPaths, pathsIn, type Text, undocumented, untypedCommands, wrongExamples } from './tidy/documents.ts'
import { envExample, settingsPage } from './tidy/settings-pages.ts'
import { ROOT } from './tidy/tree.ts'

const settings = SETTINGS
const read = (path: string): Text => ({ path, text: readFileSync(join(ROOT, path), 'utf8') })
const exists = (path: string) => existsSync(join(ROOT, path))
const documents = [
  ...['README.md'].filter(exists),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
].map(read)
const unwritten = ['README.md', 'ARCHITECTURE.md'].filter((path) => !exists(path))

describe('the documents', () => {
  test('every setting is in .env.example with its default, and nothing else is', () => {
    expect(wrongExamples(settings, read('.env.example').text)).toEqual([])
  })
  // To make both anew: npx vitest run tests/documentation.test.ts --update
  test('.env.example and docs/settings.md are those of the table of settings', async () => {
    for (const name of ['.env.example', 'docs/settings.md']) expect(exists(name), name).toBe(true)
    await expect(envExample(settings)).toMatchFileSnapshot(join(ROOT, '.env.example'))
    await expect(settingsPage(settings)).toMatchFileSnapshot(join(ROOT, 'docs/settings.md'))
  })
  test.skipIf(unwritten.includes('README.md'))('every setting is in the README or in docs/', () => {
    const names = settings.map((setting) => setting.name)
    expect(undocumented('setting', names, documents)).toEqual([])
  })
  test.skipIf(unwritten.includes('README.md'))('every command is in the README', async () => {
    expect(
      untypedCommands(
        [...(await commands()).filter((command) => command.hidden !== true), ...OPERATOR_COMMANDS].map((command) => command.name),
        read('README.md').text,
      ),
    ).toEqual([])
  })
  test.skipIf(unwritten.includes('ARCHITECTURE.md'))('every path in ARCHITECTURE.md exists', () => {
    const architecture = read('ARCHITECTURE.md')
    expect(brokenPaths(architecture, exists)).toEqual([])
    expect(architecture.text.split('\n').length).toBeLessThanOrEqual(150)
  })
  test.skipIf(unwritten.includes('README.md'))('every path in the README exists', () => {
    expect(brokenPaths(read('README.md'), exists)).toEqual([])
  })
})

/** Whatever commands/ exports that looks like a command is one. */
async function commands(): Promise<Command[]> {
  const files = readdirSync(join(ROOT, 'commands')).filter((name) => name.endsWith('.ts'))
  const modules = await Promise.all(files.map((name) => import(`../commands/${name}`) as Promise<Record<string, unknown>>))
  return modules.flatMap((module) => Object.values(module)).filter(isCommand)
}

function isCommand(value: unknown): value is Command {
  return typeof value === 'object' && value !== null && 'name' in value && 'summary' in value && 'examples' in value && 'run' in value
}

describe('the checks themselves', () => {
  const document = (text: string): Text => ({ path: 'X.md', text })
  test('a setting that is missing, has another default or does not exist is found', () => {
    const table = [
      { name: 'NEWS_A', fallback: '1' },
      { name: 'NEWS_B', fallback: null },
    ]
    expect(wrongExamples(table, '# NEWS_A=1\nNEWS_B=\n')).toEqual([])
    expect(wrongExamples(table, '# NEWS_A=2\n# NEWS_C=3\n')).toHaveLength(3)
    expect(wrongExamples([], '')).toHaveLength(1)
  })
  test('a setting that is in no group of the pages is found', () => {
    const setting = { summary: 's', fallback: null, unit: null, range: 'r', secret: false, where: null }
    expect(settingsPage([{ ...setting, name: 'SLACK_A' }])).toContain('`SLACK_A`')
    expect(() => settingsPage([{ ...setting, name: 'OTHER_A' }])).toThrow('OTHER_A')
  })
  test('a name counts only as a whole word', () => {
    expect(undocumented('setting', ['NEWS_A'], [document('`NEWS_A` is')])).toEqual([])
    expect(undocumented('setting', ['NEWS_A'], [document('NEWS_AB, X-NEWS_A')])).toHaveLength(1)
    expect(undocumented('setting', [], [document('x')])).toHaveLength(1)
    expect(undocumented('setting', ['A'], [])).toHaveLength(2)
  })
  test('a command must be typed, not merely mentioned', () => {
    expect(untypedCommands(['latest', 'ask'], '`npm run -s newsdesk -- latest`, `/news ask`')).toEqual([])
    expect(untypedCommands(['latest'], 'the latest news, newsdesk -- latestest')).toHaveLength(1)
    expect(untypedCommands([], 'x')).toHaveLength(1)
  })
  test('paths are read from code spans and links, with braces spread', () => {
    const text =
      '`src/{ask,why}.ts` [map](docs/a.md#top) `npm test` `adapters/X/*.ts` `seeds/` `https://x.org/src/` `README.md` src/plain.ts'
    expect(pathsIn(text)).toEqual(['src/ask.ts', 'src/why.ts', 'docs/a.md', 'seeds', 'README.md'])
    expect(brokenPaths(document(text), (path) => path !== 'src/why.ts')).toHaveLength(1)
    expect(brokenPaths(document('no path'), () => true)).toHaveLength(1)
  })
})
