/** JSON lines, one article a line: `{id, title, publisher, authors, published, url, body}`. Streamed: memory holds one line at a time. */
import { createHash } from 'node:crypto'
import type { Article } from '../article.ts'
import { asUtf8, lineDecoder } from './encoding.ts'
import { IntakeError } from './intake-error.ts'
import { inBytes, type Limits } from './limits.ts'
import { articleFromRecord, type RecordOptions } from './record.ts'

/** What the stream has seen; complete once it has ended. */
export type JsonlTally = { articles: number; zoneAssumed: number; readonly unread: Set<string>; readonly notes: string[]; encoding: string }
export type JsonlSource = {
  readonly file: string
  readonly chunks: AsyncIterable<Buffer>
  readonly encoding: string
  readonly bomBytes: number
}

const MAX_NOTES = 20

export function newTally(): JsonlTally {
  return { articles: 0, zoneAssumed: 0, unread: new Set(), notes: [], encoding: 'utf-8' }
}

/** Articles in the order of the file. Throws at the first line that is not one, naming it. */
export async function* readJsonl(source: JsonlSource, options: RecordOptions, tally: JsonlTally): AsyncGenerator<Article> {
  const { file } = source
  const wide = source.encoding.startsWith('utf-16')
  const chunks = withoutBom(source.chunks, source.bomBytes)
  const decoder = lineDecoder(file)
  const seen = new Map<string, { readonly line: number; readonly digest: string }>()
  let line = 0
  for await (const bytes of splitLines(wide ? asUtf8(chunks, source.encoding) : chunks, file, options.limits)) {
    line++
    const text = decoder.decode(bytes, line).trim()
    if (text === '') continue
    const read = articleFromRecord(parseLine(text, file, line), file, { line }, options)
    const digest = createHash('sha256').update(JSON.stringify(read.article)).digest('base64').slice(0, 12)
    const earlier = seen.get(read.article.id)
    if (earlier !== undefined && earlier.digest !== digest)
      throw new IntakeError(
        file,
        `the id “${read.article.id}” is already on line ${earlier.line} with another text`,
        'Keep one of the two, or give them different ids.',
        { line },
      )
    if (earlier !== undefined) {
      addNote(tally, `line ${line}: a copy of line ${earlier.line}, left out`)
      continue
    }
    if (seen.size >= options.limits.articles)
      throw new IntakeError(file, `it holds more than ${options.limits.articles} articles`, 'Split it into several files.', { line })
    seen.set(read.article.id, { line, digest })
    tally.articles++
    if (read.zoneAssumed) tally.zoneAssumed++
    for (const name of read.unread) if (tally.unread.size < MAX_NOTES) tally.unread.add(name)
    for (const note of read.notes) addNote(tally, `line ${line}: ${note}`)
    yield read.article
  }
  tally.encoding = wide ? source.encoding : decoder.encoding()
  if (tally.articles === 0) throw new IntakeError(file, 'it holds no article', 'Check how the file was made.')
}

function addNote(tally: JsonlTally, note: string): void {
  if (tally.notes.length < MAX_NOTES) tally.notes.push(note)
  else if (tally.notes.length === MAX_NOTES) tally.notes.push('… and more of the same')
}

async function* withoutBom(chunks: AsyncIterable<Buffer>, bomBytes: number): AsyncGenerator<Buffer> {
  let skip = bomBytes
  for await (const chunk of chunks) {
    yield skip > 0 ? chunk.subarray(skip) : chunk
    skip = Math.max(0, skip - chunk.length)
  }
}

async function* splitLines(chunks: AsyncIterable<Buffer>, file: string, limits: Limits): AsyncGenerator<Buffer> {
  let parts: Buffer[] = []
  let length = 0
  let line = 1
  for await (const chunk of chunks) {
    let from = 0
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, from)) {
      parts.push(chunk.subarray(from, at))
      yield parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
      parts = []
      length = 0
      line++
      from = at + 1
    }
    length += chunk.length - from
    if (length > limits.lineBytes)
      throw new IntakeError(
        file,
        `the line is longer than ${inBytes(limits.lineBytes)}`,
        'Write one article a line; for a JSON array: jq -c ".[]" FILE > NEW.jsonl',
        { line },
      )
    if (from < chunk.length) parts.push(chunk.subarray(from))
  }
  if (length > 0) yield Buffer.concat(parts)
}

function parseLine(text: string, file: string, line: number): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new IntakeError(file, `the line is not valid JSON (${shortReason(error)})`, wayOutOf(text), { line })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new IntakeError(file, 'the line is not a JSON object', 'Write one article a line: {"title": …, "body": …}.', { line })
  return value as Record<string, unknown>
}

/** V8 quotes the text in its message; a line of an article is too long to repeat. */
function shortReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.replace(/, ?(?:\.\.\.)?".*$/s, '').replace(/ in JSON at position (\d+).*$/s, ' at character $1')
}

function wayOutOf(text: string): string {
  if (/^[[{]\s*$/.test(text) || text.startsWith('['))
    return 'It looks like one large JSON document; make it JSON lines: jq -c ".[]" FILE > NEW.jsonl'
  return text.endsWith('}')
    ? 'Correct the line and import the file again.'
    : 'The line seems to be cut off; correct it, or take it out, and import the file again.'
}
