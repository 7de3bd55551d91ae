/** feedparser's own test files with what they assert: which fields are of the core, and when what was read is what is asserted. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { plainTextOf } from '../../src/intake/feed/plain-markup.ts'

export type Assert = { readonly path: readonly (string | number)[]; readonly value: unknown }
export type SuiteFile = {
  readonly file: string
  readonly dir: string
  readonly expr: string
  readonly headers: Readonly<Record<string, string>>
  readonly bozo: boolean
  readonly asserts: readonly Assert[]
}
/** What every reader's answer is put into; '' and [] for what it does not give. */
export type Fields = {
  readonly title: string
  readonly link: string
  readonly summary: string
  readonly content: string
  readonly authors: readonly string[]
  /** As printed, or as a time. */
  readonly published: string
  readonly updated: string
  readonly id: string
  readonly tags: readonly string[]
}
export type ReadFields = { readonly feed: Fields; readonly entries: readonly Fields[] }
type Kind = 'text' | 'link' | 'id' | 'author' | 'date' | 'tag'
type Asked = { readonly kind: Kind; readonly candidates: (fields: Fields) => readonly string[] }

/** Where the server of the tests stands. */
const SERVER = 'http://127.0.0.1:8097/'
/** Sanitising is judged where a page is read: here nothing is shown as HTML, and text alone goes into the store. */
const LEFT_OUT = /^(?:encoding|wellformed\/sanitize)\//

export function suiteFiles(folder: string): readonly SuiteFile[] {
  return JSON.parse(readFileSync(join(folder, 'asserts.json'), 'utf8')) as SuiteFile[]
}

/** The asserts of a file that are of the core. */
export function coreOf({ file, asserts }: SuiteFile): readonly Assert[] {
  return LEFT_OUT.test(file) ? [] : asserts.filter(({ path }) => askedBy(path) !== null)
}

export function headerOf({ headers }: SuiteFile, name: string): string | null {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? null
}

/** The address that relative ones are relative to: a server may name another in Content-Location. */
export function addressOf(file: SuiteFile): string {
  const own = new URL(file.file, SERVER).href
  const said = URL.parse(headerOf(file, 'content-location') ?? '', own)
  return said !== null && /^https?:$/.test(said.protocol) ? said.href : own
}

export function holds({ path, value }: Assert, read: ReadFields): boolean {
  const asked = askedBy(path)
  const fields = path[0] === 'feed' ? read.feed : read.entries[Number(path[1])]
  if (fields === undefined || asked === null) return false
  return asked.candidates(fields).some((found) => same(asked.kind, value, found))
}

function askedBy(path: readonly (string | number)[]): Asked | null {
  const isFeed = path[0] === 'feed'
  if (!isFeed && (path[0] !== 'entries' || typeof path[1] !== 'number')) return null
  const key = path
    .slice(isFeed ? 1 : 2)
    .map((step) => (typeof step === 'number' ? 'N' : step))
    .join('/')
  if (/^(?:title|title_detail\/value)$/.test(key)) return { kind: 'text', candidates: ({ title }) => [title] }
  if (/^(?:summary|description|subtitle|tagline)(?:_detail\/value)?$/.test(key))
    return { kind: 'text', candidates: ({ summary, content }) => [summary === '' ? content : summary] }
  // Some libraries have one text for both.
  if (key === 'content/N/value') return { kind: 'text', candidates: ({ summary, content }) => [content === '' ? summary : content] }
  if (key === 'link') return { kind: 'link', candidates: ({ link }) => [link] }
  if (key === 'id' || key === 'guid') return { kind: 'id', candidates: ({ id }) => [id] }
  if (/^author(?:_detail\/name)?$/.test(key)) return { kind: 'author', candidates: ({ authors }) => authors }
  if (key === 'authors/N/name') return { kind: 'author', candidates: ({ authors }) => [authors[Number(path.at(-2))] ?? ''] }
  // A date without a name (Dublin Core) is the one for some and the other for others.
  if (/^updated(?:_parsed)?$/.test(key))
    return { kind: 'date', candidates: ({ updated, published }) => [updated, published].filter(Boolean) }
  if (/^published(?:_parsed)?$/.test(key)) return { kind: 'date', candidates: ({ published }) => [published] }
  if (key === 'tags/N/term') return { kind: 'tag', candidates: ({ tags }) => [tags[Number(path.at(-2))] ?? ''] }
  return key === 'category' ? { kind: 'tag', candidates: ({ tags }) => tags } : null
}

function same(kind: Kind, asserted: unknown, found: string): boolean {
  if (kind === 'date') return sameDate(asserted, found)
  const wanted = String(asserted ?? '').trim()
  const given = found.trim()
  if (wanted === given) return true
  if (kind === 'link') return URL.canParse(wanted) && URL.canParse(given) && new URL(wanted).href === new URL(given).href
  if (kind === 'author') return withoutMail(wanted) === withoutMail(given)
  return kind === 'text' && sameText(wanted, given)
}

/** Sanitised HTML has other attributes and absolute addresses; what a reader reads of it is the same. Where it holds no text, the tags must be the same. */
function sameText(wanted: string, given: string): boolean {
  const [a, b] = [wanted, given].map((value) => plainTextOf({ value, isHtml: true }))
  return a === b && (a !== '' || tagsIn(wanted) === tagsIn(given))
}

function tagsIn(html: string): string {
  return (html.match(/<\/?[a-z][\w:]*/gi) ?? []).join(' ').toLowerCase()
}

function withoutMail(author: string): string {
  return author
    .replace(/[<(]?[^\s<>()]+@[^\s<>()]+[>)]?/g, '')
    .replace(/[()]/g, '')
    .trim()
}

/** Of a broken-down time in UTC, or of text: the same characters or the same instant. */
function sameDate(asserted: unknown, found: string): boolean {
  if (found === '') return false
  const instant = Date.parse(/T\d\d:\d\d(?::\d\d)?$/.test(found) ? `${found}Z` : found)
  if (Array.isArray(asserted)) {
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = asserted.map(Number)
    return Date.UTC(year, month - 1, day, hour, minute, second) === instant
  }
  const wanted = String(asserted)
  return wanted === found || (!Number.isNaN(instant) && Date.parse(wanted) === instant)
}
