import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { IntakeError } from '../../src/intake/intake-error.ts'
import { type IntakeOptions, openArticles, readArticles } from '../../src/intake/read-file.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'newsdesk-intake-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

async function refusal(path: string, options: IntakeOptions = {}): Promise<IntakeError> {
  const error = await readArticles(path, options).then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(IntakeError)
  const refused = error as IntakeError
  expect(refused.file).toBe(path)
  expect(refused.wayOut).not.toBe('')
  expect(refused.message).toContain(path)
  return refused
}

const record = (n: number, more: object = {}): string =>
  JSON.stringify({
    id: `a${n}`,
    title: `Title ${n}`,
    publisher: 'The Lamp',
    authors: ['Jane Doe'],
    published: '2021-03-03T09:00:00+01:00',
    url: 'https://lamp.example/1',
    body: `Text ${n}.\n\nMore.`,
    ...more,
  })

describe('JSONL', () => {
  test('reads records, also packed, and keeps ids, zones and addresses', async () => {
    const text = `${record(1)}\n\n${record(2, { published: '2021-03-03', authors: [], url: null })}\n`
    const plain = await readArticles(await file('two.jsonl', text))
    const packed = await readArticles(await file('two.jsonl.gz', gzipSync(text)))
    expect(plain).toMatchObject({ format: 'jsonl', encoding: 'utf-8', notes: [], leftOut: [] })
    expect(packed.encoding).toBe('gzip, utf-8')
    expect(packed.articles).toEqual(plain.articles)
    expect(plain.articles[0]).toEqual({
      id: 'a1',
      title: 'Title 1',
      headlined: true,
      publisher: 'The Lamp',
      authors: ['Jane Doe'],
      published: '2021-03-03T09:00:00+01:00',
      about: null,
      url: 'https://lamp.example/1',
      tags: [],
      body: 'Text 1.\n\nMore.',
    })
    expect(plain.articles[1]).toMatchObject({ published: '2021-03-03', url: null })
  })

  test.each(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'])('in %s, with and without a mark', async (encoding) => {
    const text = `${record(1, { title: 'Café à Zürich', body: 'Señor Núñez said “hello” — twice.' })}\n${record(2)}\n`
    for (const addBOM of encoding === 'windows-1252' ? [false] : [false, true]) {
      const report = await readArticles(await file(`${encoding}-${addBOM}.jsonl`, iconv.encode(text, encoding, { addBOM })))
      expect(report.encoding).toBe(encoding)
      expect(report.articles[0]).toMatchObject({ title: 'Café à Zürich', body: 'Señor Núñez said “hello” — twice.' })
    }
  })

  test.each([
    ['cut off', '{"title": "x", "bo', /cut off/],
    ['no object', '[1, 2]', /not a JSON object/],
    ['no body', '{"title": "x", "text": "y"}', /“body” is missing \(there is “text”/],
    ['no title', '{"body": "y"}', /“title” is missing/],
    ['empty body', '{"title": "x", "body": " \\n "}', /“body” is empty/],
    ['a date that is none', record(9, { published: 'yesterday' }), /“yesterday” is no date/],
    ['a day that is none', record(9, { published: '2021-02-30' }), /no real date/],
    ['a body that is no text', record(9, { body: 7 }), /“body” must be text/],
    ['an id twice', record(1, { body: 'Other.' }), /already on line 1/],
  ])('names the line of a record with %s', async (_name, line, cause) => {
    const error = await refusal(await file('bad.jsonl', `${record(1)}\n${record(2)}\n${line}\n${record(3)}\n`))
    expect(error.line).toBe(3)
    expect(error.message).toMatch(cause)
    expect(error.message).not.toMatch(/\n\s+at /)
  })

  test('a line in another encoding than the lines before is named', async () => {
    const mixed = Buffer.concat([
      Buffer.from(`${record(1, { title: 'Café' })}\n`),
      iconv.encode(`${record(2, { title: 'Café' })}\n`, 'windows-1252'),
    ])
    expect(await refusal(await file('mixed.jsonl', mixed))).toMatchObject({ line: 2, cause: expect.stringContaining('not UTF-8') })
  })

  test('tells what it did not read, and of copies', async () => {
    const report = await readArticles(
      await file('notes.jsonl', `${record(1, { rating: 5 })}\n${record(1, { rating: 5 })}\n${record(2, { title: null, url: 'nowhere' })}`),
    )
    expect(report.articles).toHaveLength(2)
    expect(report.articles[1]).toMatchObject({ headlined: false, title: 'Text 2', url: null })
    expect(report.notes.join('\n')).toMatch(
      /line 2: a copy of line 1[\s\S]*line 3: “nowhere” is no web address[\s\S]*fields not read: rating/,
    )
  })

  test('streams: the heap does not grow with the file', async () => {
    const line = `${record(1, { id: 'X', body: 'word '.repeat(20_000) })}\n`
    const lines = Array.from({ length: 300 }, (_, i) => line.replace('"X"', `"x${i}"`)).join('')
    const reading = await openArticles(await file('large.jsonl', lines))
    const before = process.memoryUsage().heapUsed
    let peak = 0
    let count = 0
    for await (const _ of reading.articles) {
      count++
      peak = Math.max(peak, process.memoryUsage().heapUsed - before)
    }
    expect(count).toBe(300)
    expect(peak).toBeLessThan(lines.length * 2)
  })
})

describe('files that are not what they should be', () => {
  test('missing, a folder, empty, blank', async () => {
    await mkdir(join(folder, 'sub'))
    expect((await refusal(join(folder, 'none.md'))).cause).toMatch(/no such file/)
    expect((await refusal(join(folder, 'sub'))).cause).toMatch(/folder/)
    expect((await refusal(await file('empty.txt', ''))).cause).toMatch(/empty/)
    expect((await refusal(await file('blank.txt', ' \n\n '))).cause).toMatch(/white space/)
  })

  test('binary, whatever its name says', async () => {
    expect((await refusal(await file('a.md', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')))).cause).toMatch(/PNG/)
    expect((await refusal(await file('b.jsonl', Buffer.from(Array.from({ length: 999 }, (_, i) => i % 256))))).cause).toMatch(/binary/)
  })

  test('a gzip that breaks off, is damaged, or is a bomb', async () => {
    const packed = gzipSync(
      Buffer.from(Array.from({ length: 3000 }, (_, i) => record(i, { body: `Body ${(i * 7919) % 1000} of ${i}.` })).join('\n')),
    )
    expect((await refusal(await file('cut.jsonl.gz', packed.subarray(0, packed.length - 900)))).cause).toMatch(/breaks off/)
    const damaged = Buffer.from(packed)
    damaged.fill(0xff, packed.length >> 1, (packed.length >> 1) + 40)
    expect((await refusal(await file('damaged.jsonl.gz', damaged))).cause).toMatch(/damaged|not valid JSON|not UTF-8/)
    expect((await refusal(await file('bomb.jsonl.gz', gzipSync(`${record(1)}\n`.repeat(150_000))))).cause).toMatch(/200 times its size/)
    expect(
      (await refusal(await file('long.jsonl.gz', gzipSync(Buffer.alloc(9_000_000, 'x'))), { limits: { unpackRatio: 1e6 } })).cause,
    ).toMatch(/longer than/)
  })

  test('too large for its format, with the limit in the message', async () => {
    const error = await refusal(await file('large.txt', 'Some words here.\n'.repeat(500)), { limits: { wholeFileBytes: 5_000 } })
    expect(error.cause).toContain('the limit for this format is 5 kB')
    expect(error.wayOut).toContain('JSONL')
  })

  test('an encoding that cannot be told', async () => {
    const russian = iconv.encode('Сегодня в городе открыли новый мост через реку. '.repeat(20), 'windows-1251')
    expect((await refusal(await file('russian.txt', russian))).cause).toMatch(/encoding/)
  })

  test.each([
    ['one JSON array', '[\n{"title": "x"}]', /JSON array/],
    ['a feed', '<?xml version="1.0"?><rss version="2.0"></rss>', /feed/],
    ['TOML front matter', '+++\ntitle = "x"\n+++\nText.', /TOML/],
    ['front matter that never ends', '---\ntitle: x\n\nText.', /not closed/],
  ])('%s', async (_name, text, cause) => {
    expect((await refusal(await file('odd.md', text))).cause).toMatch(cause)
  })

  test('an unknown zone is refused before reading', async () => {
    expect((await refusal(await file('z.md', '---\ntitle: x\n---\nText.'), { zone: 'Mars/Olympus' })).cause).toMatch(/no time zone/)
  })
})

test('the format is told by the content, not by the name', async () => {
  const formats = await Promise.all(
    [
      [
        'page.txt',
        '<!doctype html><title>Bells</title><article><h1>Bells</h1><p>The bells of the old tower rang again on Sunday, after thirty years of silence.</p></article>',
        'html',
      ],
      ['post.txt', '---\ntitle: Bells\n---\nThe bells rang.', 'markdown'],
      ['data.txt', record(1), 'jsonl'],
      ['index.log', 'Bells of the old tower ring again\n\nThe bells rang on Sunday, the council said.\n', 'dump'],
    ].map(async ([name = '', text = '', format]) => [(await readArticles(await file(name, text))).format, format]),
  )
  for (const [found, format] of formats) expect(found).toBe(format)
})
