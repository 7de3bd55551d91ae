/** Markdown with front matter: one article a file, as the seeds are written and as blogs keep their posts. */
import { parseDocument } from 'yaml'
import type { Article } from '../article.ts'
import { IntakeError } from './intake-error.ts'
import { articleFromRecord, type RecordOptions } from './record.ts'

export type MarkdownReading = { readonly article: Article; readonly zoneAssumed: boolean; readonly notes: readonly string[] }

const FRONT_MATTER = /^---[ \t]*\r?\n([\s\S]*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/
/** What blogs call our fields, in the order of preference. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  publisher: ['source', 'site', 'outlet', 'publication'],
  authors: ['author', 'byline', 'creator'],
  published: ['date', 'publishDate', 'pubDate', 'published_at', 'pubdate', 'datePublished', 'created'],
  url: ['link', 'canonical_url', 'canonical', 'permalink', 'source_url'],
  tags: ['keywords', 'categories', 'topics'],
  title: ['headline'],
}
/** Of no use to a reader of news, and no loss: how a blog is built. */
const MACHINERY = new Set([
  'layout',
  'draft',
  'slug',
  'template',
  'type',
  'weight',
  'toc',
  'comments',
  'lang',
  'language',
  'image',
  'cover',
  'excerpt',
  'description',
  'summary',
  'updated',
  'lastmod',
  'modified',
])

export function readMarkdown(text: string, file: string, options: RecordOptions): MarkdownReading {
  const front = FRONT_MATTER.exec(text)
  if (front === null && text.startsWith('---\n') && /^[\w-]+:/m.test(text.slice(4, 200)))
    throw new IntakeError(file, 'the front matter opened by “---” is not closed', 'End it with a line “---”.', { line: 1 })
  const fields = front === null ? {} : readYaml(front[1] ?? '', file)
  const markdown = front === null ? text : text.slice(front[0].length)
  const heading = firstHeading(markdown)
  const record: Record<string, unknown> = { ...withOurNames(fields), body: plainOfMarkdown(markdown) }
  const notes: string[] = []
  if (record.title === undefined && heading !== null) {
    record.title = heading
    record.body = plainOfMarkdown(withoutFirstHeading(markdown))
  } else if (record.title === undefined && front === null) {
    record.title = null
    notes.push('no front matter and no heading; titled by the first sentence')
  } else if (heading !== null && heading === record.title) record.body = plainOfMarkdown(withoutFirstHeading(markdown))
  if (record.body === '') throw new IntakeError(file, 'there is no text after the front matter', 'Put the article under the second “---”.')
  const read = articleFromRecord(record, file, { line: 1 }, options)
  const unread = read.unread.filter((name) => !MACHINERY.has(name))
  if (unread.length > 0) notes.push(`fields not read: ${unread.join(', ')}`)
  return { article: read.article, zoneAssumed: read.zoneAssumed, notes: [...notes, ...read.notes] }
}

function readYaml(source: string, file: string): Record<string, unknown> {
  const document = parseDocument(source, { prettyErrors: true })
  const [error] = document.errors
  if (error !== undefined) {
    const line = (error.linePos?.[0].line ?? 0) + 1
    throw new IntakeError(
      file,
      `the front matter is not valid YAML (${error.message.split(/ at line|\n/)[0]})`,
      'Put quotes around texts that hold a colon, and indent lists alike.',
      { line },
    )
  }
  // The reader of a hostile file: references may multiply it, so they are bounded.
  const value: unknown = readBounded(() => document.toJS({ maxAliasCount: 50 }), file)
  if (value === null || value === undefined) return {}
  if (typeof value !== 'object' || Array.isArray(value))
    throw new IntakeError(file, 'the front matter is not a list of “name: value” lines', 'Write it as title: …, published: …', { line: 2 })
  return value as Record<string, unknown>
}

function readBounded(read: () => unknown, file: string): unknown {
  try {
    return read()
  } catch (error) {
    throw new IntakeError(
      file,
      `the front matter cannot be read (${error instanceof Error ? error.message : String(error)})`,
      'Write its values out, without references.',
      { line: 2 },
    )
  }
}

function withOurNames(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const record: Record<string, unknown> = { ...fields }
  for (const [name, others] of Object.entries(OTHER_NAMES)) {
    for (const other of others) {
      if (record[other] === undefined) continue
      if (record[name] === undefined) record[name] = record[other]
      delete record[other]
    }
  }
  // YAML libraries of blogs may have written a time as 2021-03-03 09:00:00 -0500; the date reader knows it.
  if (record.published instanceof Date) record.published = record.published.toISOString()
  if (typeof record.tags === 'string') record.tags = record.tags.split(/\s*,\s*/)
  return record
}

function firstHeading(markdown: string): string | null {
  const match = /^\s*(?:#\s+(.+?)\s*#*\s*$|([^\n]+)\n={3,}\s*$)/m.exec(markdown.replace(/\r\n?/g, '\n').trimStart())
  return match !== null && match.index === 0 ? plainOfMarkdown(match[1] ?? match[2] ?? '') : null
}

function withoutFirstHeading(markdown: string): string {
  return markdown
    .replace(/\r\n?/g, '\n')
    .trimStart()
    .replace(/^(?:#\s+.+|[^\n]+\n={3,}[^\n]*)\n?/, '')
}

/** The text of Markdown without its marks. Plain prose comes out as it went in. */
export function plainOfMarkdown(markdown: string): string {
  return markdown
    .replace(/\r\n?/g, '\n')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/^(`{3,}|~{3,})[^\n]*\n([\s\S]*?)^\1[^\n]*$/gm, '$2')
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, '')
    .split(/\n[ \t]*\n/)
    .map(plainBlock)
    .filter((block) => block !== '')
    .join('\n\n')
}

function plainBlock(block: string): string {
  if (/^\s*(?:[-*_]\s*){3,}$/.test(block) || /^\s*\{[{%].*[%}]\}\s*$/.test(block)) return ''
  const lines = block
    .split('\n')
    .filter((line) => !/^\s*(?:\[[^\]]+\]:\s*\S+.*|\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*|={3,}|-{3,})\s*$/.test(line))
  const parts: string[] = []
  for (const line of lines) {
    const item = /^\s*(?:[-*+]|\d{1,2}[.)])\s+/.exec(line)
    const heading = /^\s{0,3}#{1,6}\s+/.exec(line)
    const text = plainInline(
      line
        .replace(/^\s*(?:>\s?)+/, '')
        .replace(item?.[0] ?? '', '')
        .replace(/^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$/, '$1')
        .replace(/^\s*\|\s*|\s*\|\s*$/g, '')
        .replace(/\s+\|\s+/g, ' · '),
    )
    if (text.trim() === '') continue
    // Lines of a paragraph are one line; items and headings stand alone; two spaces at a line's end part it.
    const last = parts.at(-1)
    if (last === undefined || item !== null || heading !== null || last.endsWith('\n')) parts.push(text)
    else parts[parts.length - 1] = `${last} ${text.trimStart()}`
    if (heading !== null || / {2,}$|\\$/.test(line)) parts[parts.length - 1] += '\n'
  }
  return parts.map((part) => part.trim()).join('\n\n')
}

function plainInline(line: string): string {
  return line
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\[([^\]]+)\]\((?:[^()\s]|\([^()]*\))*(?:\s+"[^"]*")?\)/g, '$1')
    .replace(/\[([^\]]+)\]\[[^\]]*\]/g, '$1')
    .replace(/\[\^[^\]]+\]/g, '')
    .replace(/<(https?:\/\/[^>\s]+)>/g, '$1')
    .replace(/<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>/gi, '')
    .replace(/(\*\*\*|\*\*|\*)(?=\S)([^*\n]+?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}_])(___|__|_)(?=\S)([^_\n]+?)(?<=\S)\1(?![\p{L}\p{N}_])/gu, '$2')
    .replace(/~~(?=\S)(.+?)~~/g, '$1')
    .replace(/(`+)(.+?)\1/g, '$2')
    .replace(/\\([\\`*_{}[\]()#+.!>~|-])/g, '$1')
}
