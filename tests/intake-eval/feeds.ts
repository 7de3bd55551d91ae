/** Feeds: feedparser's suite by us and by the libraries that do the same, its encodings from bytes, and documents that were made to do harm. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeFeed } from '../../src/intake/feed/decode.ts'
import { readFeed } from '../../src/intake/feed/read-feed.ts'
import { archive } from './data.ts'
import { attackTable } from './feeds-attacks.ts'
import { READERS, type Reader } from './feeds-readers.ts'
import { addressOf, coreOf, headerOf, holds, type SuiteFile, suiteFiles } from './feeds-suite.ts'
import type { Part, Table, Tell } from './table.ts'

/** Names of files that did not pass, for who wants to look: `FEEDS_FAILED=1`. */
const shown = process.env.FEEDS_FAILED === '1'

export const measureFeeds: Part = async (tell) => {
  const folder = archive('feeds/feedparser.tar.gz')
  const ofSuite = folder === null ? [] : [await suiteTable(join(folder, 'feedparser'), tell), encodingTable(join(folder, 'feedparser'))]
  return [...ofSuite, attackTable(tell)]
}

async function suiteTable(folder: string, tell: Tell): Promise<Table> {
  const files = suiteFiles(folder).filter((file) => coreOf(file).length > 0)
  const rows = []
  for (const reader of READERS) {
    const counts = { passed: 0, threw: 0, nothing: 0 }
    for (const [i, file] of files.entries()) {
      counts[await outcome(reader, file, folder)]++
      tell(reader.name, i + 1, files.length)
    }
    rows.push({ name: reader.name, cells: [counts.passed, percent(counts.passed, files.length), counts.threw] })
  }
  return {
    title: `feedparser's suite: ${files.length} files that assert core fields`,
    columns: ['passed', 'share', 'threw'],
    rows,
    notes: [
      'Passed: every asserted core field is equal (title, link, summary or content, author, published, updated, id, tags, of feed and entries). All get the same decoded text.',
      'HTML counts as equal where its text is: feedparser sanitises it and makes its addresses absolute, the newsroom keeps text alone; its files about sanitising are left out, its files about encodings are below.',
      'A link is equal as an address, a date as an instant, an author as a name without an address of e-mail.',
    ],
  }
}

async function outcome(reader: Reader, file: SuiteFile, folder: string): Promise<'passed' | 'threw' | 'nothing'> {
  const { text } = decodeFeed(readFileSync(join(folder, file.file)), headerOf(file, 'content-type'))
  try {
    const read = await reader.read(text, addressOf(file))
    const missed = coreOf(file).filter((assert) => read === null || !holds(assert, read))
    if (missed.length === 0) return 'passed'
    if (shown && reader === READERS[0])
      process.stderr.write(`${file.file}: ${missed.map(({ path, value }) => `${path.join('.')} = ${JSON.stringify(value)}`).join(', ')}\n`)
    return 'nothing'
  } catch (error) {
    // What a library throws on is part of what is measured.
    if (shown && reader === READERS[0]) process.stderr.write(`${file.file}: ${String(error)}\n`)
    return 'threw'
  }
}

/** From bytes, with the type that the server gives. */
function encodingTable(folder: string): Table {
  const files = suiteFiles(folder).filter(({ dir }) => dir === 'encoding')
  const named = files.flatMap((file) => {
    const encoding = /\bencoding == '([^']+)'/.exec(file.expr)?.[1]
    return encoding === undefined ? [] : [{ file, encoding }]
  })
  const right = named.filter(({ file, encoding }) => readSuite(file, folder)?.encoding === encoding)
  const texts = files.filter(({ asserts }) => asserts.some(({ path }) => path[0] === 'entries' || path[0] === 'feed'))
  const read = texts.filter((file) => {
    const feed = readSuite(file, folder)
    const found = [feed?.title?.value, feed?.items[0]?.summary?.value].map((value) => value?.replace(/&#146;/g, '&#x2019;'))
    return file.asserts.every(({ value }) => found.includes(String(value)))
  })
  const doubted = files.filter(({ expr }) => /^bozo\b/.test(expr))
  const told = doubted.filter((file) => (readSuite(file, folder)?.faults.length ?? 1) > 0)
  if (shown) {
    for (const { file } of named.filter((one) => !right.includes(one)))
      process.stderr.write(`${file.file}: ${file.expr} / ${readSuite(file, folder)?.encoding}\n`)
    for (const file of [...texts.filter((one) => !read.includes(one)), ...doubted.filter((one) => !told.includes(one))])
      process.stderr.write(`${file.file}: ${file.expr}\n`)
  }
  return {
    title: `feedparser's ${files.length} files about encodings, from bytes`,
    columns: ['right', 'of'],
    rows: [
      { name: 'encoding named', cells: [right.length, named.length] },
      { name: 'text as asserted', cells: [read.length, texts.length] },
      { name: 'a fault told where it asserts one', cells: [told.length, doubted.length] },
      { name: 'read without an error', cells: [files.length, files.length] },
    ],
    notes: [
      'feedparser also tells of types that are not those of feeds, of text/xml without a charset (RFC 7303 has ended that), and sets right what was encoded twice.',
    ],
  }
}

function readSuite(file: SuiteFile, folder: string) {
  return readFeed(readFileSync(join(folder, file.file)), { url: addressOf(file), contentType: headerOf(file, 'content-type') })
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`
}
