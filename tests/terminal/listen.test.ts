import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Desk, Host, ImportReport } from '../../adapters/terminal/host.ts'
import { OPERATOR_COMMANDS } from '../../adapters/terminal/operator.ts'
import { COMMANDS } from '../../commands/respond.ts'
import { ARTICLES } from '../small-newsroom.ts'
import { run } from './small-terminal.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'newsdesk-terminal-'))
})
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, content: string | Buffer) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const jsonLines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('exit codes', () => {
  test('0 answered, 1 nothing found, 2 misuse, and faults go to standard error', async () => {
    expect(await run(['ask', 'who apologised to the owners?'])).toMatchObject({ code: 0, err: '' })
    expect(await run(['latest', 'zebra'])).toMatchObject({ code: 1, err: '' })
    for (const argv of [['ask'], ['latst'], ['latest', '--source', 'nowhere'], ['search'], ['import'], ['search', 'x', '--top', '0']]) {
      const { code, out, err } = await run(argv)
      expect([argv, code, out]).toEqual([argv, 2, ''])
      expect(err).not.toBe('')
    }
  })

  test('a fault of ours is 70, told without a stack', async () => {
    const { code, err } = await run(['search', 'x'], { desk: { search: () => Promise.reject(new Error('boom')) } })
    expect(code).toBe(70)
    expect(err).toBe('newsdesk: This is a fault of Newsdesk: boom. The log above has the details.\n')
  })
})

describe('ask', () => {
  test('--json prints one line whose sentences are slices of the bodies', async () => {
    const { out } = await run(['ask', 'who apologised to the owners?', '--json'])
    const [answer] = jsonLines(out)
    const body = ARTICLES.find((article) => article.id === 'truck-recall')?.body
    expect(answer).toMatchObject({
      verdict: 'answered',
      sentences: [{ articleId: 'truck-recall', cites: [1] }],
      sources: [{ n: 1, publisher: 'The Harbor Times' }],
      searched: { articles: 6 },
    })
    expect(body?.slice(answer.sentences[0].start, answer.sentences[0].end)).toBe(answer.sentences[0].text)
    expect(answer.text).toContain(answer.sentences[0].text)
  })

  test('--batch answers every good line and names the bad ones', async () => {
    const path = file(
      'questions.jsonl',
      '{"id":"a","q":"who apologised to the owners?"}\n{"id":2,"q":"oil spill fine","asked":"2024-06-01"}\n\nnot json\n{"id":"c"}\n{"id":"d","q":"x","asked":"soon"}\n',
    )
    const { code, out, err } = await run(['ask', '--batch', path, '--json'])
    expect(code).toBe(2)
    expect(jsonLines(out).map((line) => [line.id, line.answer.verdict])).toEqual([
      ['a', 'answered'],
      [2, 'answered'],
    ])
    expect(err).toContain(`${path}, line 4: is not JSON`)
    expect(err).toContain(`${path}, line 5: has no "q"`)
    expect(err).toContain(`${path}, line 6: has "asked": "soon", which is no ISO 8601 date or time.`)
  })

  test('--batch says what is wrong with a file', async () => {
    expect((await run(['ask', '--batch', join(folder, 'none')])).err).toContain('there is no such file')
    expect((await run(['ask', '--batch', folder])).err).toContain('it is a folder')
    const latin = await run(['ask', '--batch', file('latin.jsonl', Buffer.from('{"id":1,"q":"caf\xe9"}\n', 'latin1'))])
    expect(latin).toMatchObject({ code: 2 })
    expect(latin.err).toContain('line 1: is not UTF-8')
  })
})

describe('search', () => {
  test('--json and --batch print passages with the fields of the contract only', async () => {
    const fields = ['articleId', 'url', 'publisher', 'title', 'published', 'score', 'text']
    const [single] = jsonLines((await run(['search', 'battery plant', '--json'])).out)
    expect(Object.keys(single.passages[0])).toEqual(fields)
    const [line] = jsonLines(
      (await run(['search', '--batch', file('s.jsonl', '{"id":"a","q":"battery plant"}\n'), '--top', '1', '--json'])).out,
    )
    expect(line.passages).toHaveLength(1)
    expect(line.id).toBe('a')
    expect(Object.keys(line.passages[0])).toEqual(fields)
  })

  test('prints for people, without obeying the text', async () => {
    const { out, code } = await run(['search', 'lighthouse'])
    expect(code).toBe(0)
    expect(out).toContain('␛[2J')
    expect(await run(['search', 'zebra'])).toMatchObject({ code: 1, out: 'Nothing was found.\n' })
  })
})

test('articles --json prints each article whole on a line', async () => {
  const rows = jsonLines((await run(['articles', '--json'])).out)
  expect(rows.map((row) => row.body)).toEqual(ARTICLES.map((article) => article.body))
  expect(Object.keys(rows[0])).toEqual(['id', 'title', 'publisher', 'authors', 'published', 'url', 'body'])
  expect((await run(['articles'])).out).toContain('plant-plan  Borealis plans a battery plant in Port Vell  The Harbor Times, 2024-03-04')
})

describe('import', () => {
  const report: ImportReport = {
    file: 'a.txt',
    format: 'page dump',
    articles: [{ id: 'x', title: 'T', publisher: 'P', dated: '1 Jan 2020', state: 'new' }],
    more: 0,
    counts: { added: 1, changed: 0, unchanged: 0 },
    notes: ['a list of 4 headlines left out'],
  }

  test('tells what it made of each file; a bad one is named and the others land', async () => {
    const importFile = (name: string) =>
      name === 'bad.txt'
        ? Promise.reject(Object.assign(new Error('Cannot import bad.txt, line 3: no. Do.'), { name: 'IntakeError' }))
        : Promise.resolve({ ...report, file: name })
    const { code, out, err } = await run(['import', 'a.txt', 'bad.txt', 'c.txt'], { desk: { importFile } })
    expect(code).toBe(2)
    expect(out).toContain(
      'a.txt: page dump, 1 article; 1 new, 0 changed, 0 already there\n  + T (P, 1 Jan 2020)\n  ! a list of 4 headlines left out\n',
    )
    expect(out).toContain('c.txt: page dump')
    expect(err).toContain('newsdesk: Cannot import bad.txt, line 3: no. Do.\n')
    expect(err).toContain('1 of 3 files could not be imported')
  })

  test('passes on the zone only where it was given', async () => {
    const zones: (string | null)[] = []
    const importFile = (_name: string, options: { zone: string | null; dryRun: boolean }) => {
      zones.push(options.zone)
      return Promise.resolve(report)
    }
    await run(['import', 'a.txt'], { desk: { importFile } })
    await run(['import', 'a.txt', '--zone', 'Asia/Shanghai'], { desk: { importFile } })
    expect(zones).toEqual([null, 'Asia/Shanghai'])
  })
})

describe('standard input', () => {
  test('one answer for each line, empty ones skipped', async () => {
    const { code, out } = await run([], { stdin: 'who apologised to the owners?\n\nlatest zebra\n' })
    expect(code).toBe(0)
    expect(out.match(/Searched:/g)).toHaveLength(2)
    const lines = jsonLines((await run(['--json'], { stdin: 'oil spill\n/latst\nlatest' })).out)
    expect(lines.map((line) => line.verdict)).toEqual(['answered', 'unanswered', 'answered'])
    expect(lines[1].problem).toContain('Did you mean “latest”?')
  })

  test('its end and a signal end the program in peace', async () => {
    expect(await run([], { stdin: '' })).toEqual({ code: 0, out: '', err: '' })
    const stop = new AbortController()
    const endless = new PassThrough()
    const running = run([], { stdin: endless, stop: stop.signal })
    endless.write('oil spill\n')
    setTimeout(() => stop.abort(), 50)
    expect(await running).toMatchObject({ code: 0, err: '' })
  })
})

describe('a signal before the work', () => {
  const stop = AbortSignal.abort()
  const never = () => new PassThrough()
  test('ends at once, also where nothing ends the input', async () => {
    expect(await run([], { stdin: never(), stop })).toEqual({ code: 130, out: '', err: '' })
    expect(await run(['articles', '--json'], { stop })).toEqual({ code: 130, out: '', err: '' })
  })

  test('between two files says which were not read, and is no success', async () => {
    const halfway = new AbortController()
    const importFile = (name: string) => {
      halfway.abort()
      return Promise.resolve({
        file: name,
        format: 'dump',
        articles: [],
        more: 0,
        counts: { added: 0, changed: 0, unchanged: 0 },
        notes: [],
      })
    }
    const { code, err } = await run(['import', 'a.txt', 'b.txt'], { desk: { importFile }, stop: halfway.signal })
    expect(code).toBe(130)
    expect(err).toContain('interrupted; 1 of 2 files read, b.txt was not')
  })

  test('within a file ends it, says that nothing of it was kept, and is no success', async () => {
    const halfway = new AbortController()
    const importFile: Desk['importFile'] = async (_name, { stop }) => {
      halfway.abort()
      stop.throwIfAborted()
      throw new Error('the signal was not passed on')
    }
    const ran = await run(['import', 'a.txt', 'b.txt'], { desk: { importFile }, stop: halfway.signal })
    expect(ran).toEqual({ code: 130, out: '', err: 'newsdesk: interrupted; no file read, a.txt was not: nothing of it was kept.\n' })
  })
})

test('what was said wrong is told in one line', async () => {
  expect(await run(['latest', '--limit', '0'])).toEqual({ code: 2, out: '', err: 'newsdesk: limit must be between 1 and 50, not 0.\n' })
})

test('the end of a day is asked from, so that its own news counts', async () => {
  const days: Date[] = []
  const desk = {
    search: async (_query: string, asked: { now: Date }) => {
      days.push(asked.now)
      return []
    },
  }
  const path = file('asked.jsonl', '\uFEFF{"id":1,"q":"x","asked":"2024-06-01"}\r\n{"id":2,"q":"x","asked":"2024-06-01T08:00"}\r\n')
  expect(await run(['search', '--batch', path, '--zone', 'Asia/Shanghai'], { desk })).toMatchObject({ code: 0, err: '' })
  expect(days.map((day) => day.toISOString())).toEqual(['2024-06-01T15:59:59.999Z', '2024-06-01T00:00:00.000Z'])
})

describe('serve', () => {
  test('hands over where, whom to tell and when to end; its exit code is that of the program', async () => {
    const stop = new AbortController().signal
    const serve: Host['serve'] = async (where, tell, given) => {
      expect(where).toEqual({ db: 'b.db', rebuild: true, zone: 'Asia/Tokyo' })
      expect(given).toBe(stop)
      tell('Slack: connected.')
      return 70
    }
    const argv = ['serve', '--db', 'b.db', '--rebuild', '--zone', 'Asia/Tokyo']
    expect(await run(argv, { host: { serve }, stop })).toEqual({ code: 70, out: '', err: 'newsdesk: Slack: connected.\n' })
  })

  test('is what happens without a command where a platform is configured; chat asks all the same', async () => {
    const host = { platforms: ['slack'], serve: async () => 0 }
    expect(await run([], { host, stdin: 'oil spill\n' })).toEqual({ code: 0, out: '', err: '' })
    expect((await run(['chat'], { host, stdin: 'oil spill\n' })).out).toContain('Searched:')
  })
})

describe('the prompt', () => {
  test('follows up, and ends with exit', async () => {
    const stdin = Readable.from([Buffer.from('who apologised to the owners?\nwhy\nexit\n')])
    const { code, out } = await run([], { stdin, tty: true, environment: { NO_COLOR: '1' } })
    expect(code).toBe(0)
    const text = stripVTControlCharacters(out)
    expect(text).toContain('Ines Okafor apologised')
    expect(text).toContain('Why: who apologised to the owners?')
  })
})

describe('help', () => {
  const listed = COMMANDS.filter((command) => command.hidden !== true)
  const names = [...listed.map((command) => command.name), ...OPERATOR_COMMANDS.map((command) => command.name)]
  test('names every command', async () => {
    const { code, out } = await run(['--help'])
    expect(code).toBe(0)
    for (const name of names) expect(out).toMatch(new RegExp(`^  ${name} `, 'm'))
  })
  test.each(names)('explains %s with an example', async (name) => {
    const { code, out } = await run([name, '--help'])
    expect(code).toBe(0)
    expect(out).toContain(`Usage: npm run -s newsdesk -- ${name}`)
    expect(out).toMatch(new RegExp(`Examples:\n  npm run -s newsdesk -- ${name}`))
    for (const option of ['--json', '--db', '--now', '--zone']) expect(out).toContain(option)
  })
  test('the version stands alone', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, out: '9.9.9\n', err: '' })
  })
})
