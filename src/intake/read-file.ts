/** One door for every file: its format is told by what it holds, not only by its name, and the report says what was made of it. */
import type { Article } from '../article.ts'
import { readDump } from './dump.ts'
import { zoneNote } from './dump-notes.ts'
import { decodeFile, describeBinary, detectEncoding } from './encoding.ts'
import { chunksOf, type FileBytes, openFile, wholeFile } from './file-bytes.ts'
import type { FileReport, Format, LeftOut } from './file-report.ts'
import { declaredCharset, readHtml } from './html.ts'
import { IntakeError } from './intake-error.ts'
import { type JsonlTally, newTally, readJsonl } from './jsonl.ts'
import { LIMITS, type Limits } from './limits.ts'
import { readMarkdown } from './markdown.ts'
import type { RecordOptions } from './record.ts'
import { type DefaultZone, isZone, NO_ZONE } from './zones.ts'

export type IntakeOptions = {
  /** IANA name or offset, for times that are printed without a zone. */
  readonly zone?: string | undefined
  /** Instead of what the file says. */
  readonly publisher?: string | undefined
  readonly limits?: Partial<Limits> | undefined
  /** Bytes of the file read so far and its size. */
  readonly onProgress?: ((done: number, size: number) => void) | undefined
}
/** A file being read: the articles come one by one; the rest of the report is complete when they have ended. */
export type FileReading = { readonly format: Format; readonly articles: AsyncIterable<Article>; report(): Omit<FileReport, 'articles'> }

/** Reads a file into memory. Throws `IntakeError`; nothing is returned of a file with a fault in it. */
export async function readArticles(file: string, options: IntakeOptions = {}): Promise<FileReport> {
  const reading = await openArticles(file, options)
  const articles: Article[] = []
  for await (const article of reading.articles) articles.push(article)
  return { ...reading.report(), articles }
}

/** Reads a file as a stream: JSONL of any size in bounded memory; other formats are read whole, within their limit. */
export async function openArticles(file: string, options: IntakeOptions = {}): Promise<FileReading> {
  const limits = { ...LIMITS, ...options.limits }
  const zone = zoneOption(options.zone, file)
  const opened = await openFile(file, limits)
  const encoding = detectEncoding(opened.head)
  if (encoding === null)
    throw new IntakeError(file, describeBinary(opened.head), 'Save it as text, Markdown, HTML or JSONL and import that.')
  const head = decodeHead(opened.head, encoding.name, encoding.bomBytes)
  const format = formatOf(head, file)
  const record: RecordOptions = { zone: zone ?? NO_ZONE, publisher: options.publisher ?? null, limits }
  if (format === 'jsonl') return jsonlReading(opened, encoding, record, options)
  return wholeReading(opened, format, zone, record)
}

function zoneOption(zone: string | undefined, file: string): DefaultZone | null {
  if (zone === undefined) return null
  if (!isZone(zone))
    throw new IntakeError(file, `“${zone}” is no time zone`, 'Give a name such as Europe/Paris, or an offset such as +08:00.')
  return { zone, from: 'option' }
}

function decodeHead(head: Buffer, encoding: string, bomBytes: number): string {
  return new TextDecoder(encoding).decode(head.subarray(bomBytes))
}

/** The format that the beginning of a text speaks for; the name only decides between Markdown and a dump. */
export function formatOf(head: string, file: string): Format {
  const text = head.trimStart()
  const name = file.toLowerCase().replace(/\.gz$/, '')
  const say = (cause: string, wayOut: string): IntakeError => new IntakeError(file, cause, wayOut)
  if (text === '') throw say('the file holds only white space', 'Check how it was saved.')
  if (/^(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:rss|feed|rdf:RDF|opml)\b/i.test(text))
    throw say('it is a feed, not an article', 'Save the article pages, or convert the feed to JSONL, and import those.')
  if (
    /^(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body|article|main|div|section|h1|p|meta|title)\b/i.test(text)
  )
    return 'html'
  if (text.startsWith('{') || /\.(?:jsonl|ndjson)$/.test(name)) return 'jsonl'
  if (/^\[\s*[{\]]/.test(text)) throw say('it is one JSON array, not JSON lines', 'Write one article a line: jq -c ".[]" FILE > NEW.jsonl')
  if (/\.json$/.test(name)) return 'jsonl'
  if (/^---[ \t]*\r?\n/.test(text) && /^---[ \t]*\r?\n(?:#.*\r?\n|\s*\r?\n)*[\w-]+\s*:/.test(text)) return 'markdown'
  if (/^\+\+\+[ \t]*\r?\n/.test(text)) throw say('its front matter is TOML (“+++”)', 'Write it as YAML between two lines “---”.')
  if (/\.(?:md|markdown|mdx)$/.test(name)) return 'markdown'
  if (/\.(?:html?|xhtml)$/.test(name) && /<[a-z][^>]*>/i.test(text)) return 'html'
  return 'dump'
}

function jsonlReading(
  opened: FileBytes,
  encoding: { readonly name: string; readonly bomBytes: number },
  record: RecordOptions,
  options: IntakeOptions,
): FileReading {
  const tally = newTally()
  const onRead = options.onProgress === undefined ? undefined : (done: number): void => options.onProgress?.(done, opened.size)
  const chunks = chunksOf(opened, record.limits.streamedBytes, record.limits, onRead)
  const source = { file: opened.file, chunks, encoding: encoding.name, bomBytes: encoding.bomBytes }
  return {
    format: 'jsonl',
    articles: readJsonl(source, record, tally),
    report: () => ({
      file: opened.file,
      format: 'jsonl',
      encoding: encodingName(opened, tally.encoding),
      notes: jsonlNotes(tally, record.zone),
      leftOut: [],
    }),
  }
}

function jsonlNotes(tally: JsonlTally, zone: DefaultZone): string[] {
  const notes = [...tally.notes]
  if (tally.encoding === 'windows-1252') notes.unshift('not UTF-8; read as Windows-1252 (Latin-1)')
  if (tally.zoneAssumed > 0) notes.push(zoneNote(zone, tally.zoneAssumed))
  if (tally.unread.size > 0) notes.push(`fields not read: ${[...tally.unread].join(', ')}`)
  return notes
}

function encodingName(opened: FileBytes, encoding: string): string {
  return opened.packed ? `gzip, ${encoding}` : encoding
}

async function wholeReading(
  opened: FileBytes,
  format: Exclude<Format, 'jsonl'>,
  zone: DefaultZone | null,
  record: RecordOptions,
): Promise<FileReading> {
  const { file } = opened
  const limits =
    format === 'html'
      ? { ...record.limits, wholeFileBytes: Math.min(record.limits.wholeFileBytes, record.limits.htmlBytes) }
      : record.limits
  const bytes = await wholeFile(opened, limits)
  const decoded = decodeFile(bytes, file, format === 'html' ? declaredCharset(bytes) : null)
  const made = makeOf(format, decoded.text, file, zone, record)
  const report = {
    file,
    format,
    encoding: encodingName(opened, decoded.encoding),
    notes: [...decoded.notes, ...made.notes],
    leftOut: made.leftOut,
  }
  return { format, articles: inTurn(made.articles), report: () => report }
}

async function* inTurn(articles: readonly Article[]): AsyncGenerator<Article> {
  yield* articles
}

type Made = { readonly articles: readonly Article[]; readonly notes: readonly string[]; readonly leftOut: readonly LeftOut[] }

function makeOf(format: Exclude<Format, 'jsonl'>, text: string, file: string, zone: DefaultZone | null, record: RecordOptions): Made {
  if (format === 'dump') return dumpOf(text, file, zone, record)
  const one = format === 'html' ? readHtml(text, file, record) : { ...readMarkdown(text, file, record), leftOut: [] }
  const notes = one.zoneAssumed ? [...one.notes, zoneNote(record.zone, 1)] : one.notes
  return { articles: [one.article], notes, leftOut: one.leftOut }
}

function dumpOf(text: string, file: string, zone: DefaultZone | null, record: RecordOptions): Made {
  const reading = readDump(text, { zone, publisher: record.publisher })
  if (reading.articles.length === 0)
    throw new IntakeError(
      file,
      'no article was found in it',
      'A page dump needs paragraphs of text; for other content use Markdown or JSONL.',
    )
  const articles: Article[] = []
  const leftOut = [...reading.leftOut]
  const seen = new Set<string>()
  for (const { article, line } of reading.articles) {
    if (article.body.length > record.limits.bodyLength)
      throw new IntakeError(
        file,
        `the article has ${article.body.length} characters; the limit is ${record.limits.bodyLength}`,
        'Is it a page dump? Split the file.',
        { line },
      )
    if (seen.has(article.id)) leftOut.push({ line, text: article.title, reason: 'printed twice' })
    else articles.push(article)
    seen.add(article.id)
  }
  return { articles, notes: reading.notes, leftOut }
}
