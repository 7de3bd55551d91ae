/** A record of named fields (a line of JSONL, a front matter) → an Article; every field is checked, and a fault names it. */
import type { Article } from '../article.ts'
import { articleId } from './article-id.ts'
import { plainBody, plainLine, plainText, titleFromText } from './body-text.ts'
import { IntakeError, type Place } from './intake-error.ts'
import type { Limits } from './limits.ts'
import { wholeDate } from './printed-date.ts'
import type { DefaultZone } from './zones.ts'

export type RecordOptions = { readonly zone: DefaultZone; readonly publisher: string | null; readonly limits: Limits }
export type ReadRecord = {
  readonly article: Article
  readonly zoneAssumed: boolean
  readonly unread: readonly string[]
  readonly notes: readonly string[]
}

const FIELDS = new Set([
  'id',
  'title',
  'headlined',
  'publisher',
  'authors',
  'published',
  'printed',
  'about',
  'about_reason',
  'url',
  'tags',
  'body',
])
const MAX_ID = 2_000
const MAX_TITLE = 1_000
const MAX_LIST = 500

/** `body` and `title` must be there; a title that is null or empty means that the source prints none. */
export function articleFromRecord(
  record: Readonly<Record<string, unknown>>,
  file: string,
  place: Place,
  options: RecordOptions,
): ReadRecord {
  const fault = (cause: string, wayOut: string): IntakeError => new IntakeError(file, cause, wayOut, place)
  const required = (name: string): unknown => {
    if (record[name] === undefined)
      throw fault(`the field “${name}” is missing${nearMiss(record, name)}`, `Give every article a “${name}”.`)
    return record[name]
  }
  const text = (name: string, value: unknown): string | null => {
    if (value === null || value === undefined) return null
    if (typeof value === 'number') return String(value)
    if (typeof value !== 'string')
      throw fault(`the field “${name}” must be text, not ${kindOf(value)}`, 'Correct it and import the file again.')
    const plain = plainLine(value)
    return plain === '' ? null : plain
  }
  const bodyField = required('body')
  if (typeof bodyField !== 'string')
    throw fault(`the field “body” must be text, not ${kindOf(bodyField)}`, 'Correct it and import the file again.')
  if (bodyField.length > options.limits.bodyLength)
    throw fault(
      `the body has ${bodyField.length} characters; the limit is ${options.limits.bodyLength}`,
      'Split the article, or raise the limit.',
    )
  const body = plainBody(bodyField)
  if (body === '') throw fault('the field “body” is empty', 'An article needs a text; take the record out if it has none.')
  const title = text('title', required('title'))
  if (title !== null && title.length > MAX_TITLE)
    throw fault(`the title has ${title.length} characters; the limit is ${MAX_TITLE}`, 'Is the text in the wrong field?')
  const dated = publishedOf(text('published', record.published), fault, options.zone)
  const url = urlOf(text('url', record.url))
  const fields: Omit<Article, 'id'> = {
    title: title ?? titleFromText(body),
    headlined: title !== null && record.headlined !== false,
    publisher: options.publisher ?? text('publisher', record.publisher) ?? 'Unknown',
    authors: listOf('authors', record.authors ?? record.author, fault),
    published: dated.published,
    about: dated.published === null ? (aboutOf(text('about', record.about), fault) ?? dated.month) : null,
    url: url.url,
    tags: listOf('tags', record.tags, fault),
    body,
  }
  const given = text('id', record.id)
  if (given !== null && given.length > MAX_ID)
    throw fault(`the id has ${given.length} characters; the limit is ${MAX_ID}`, 'Give a shorter one, or none.')
  return {
    article: { id: given ?? articleId(fields), ...fields },
    zoneAssumed: dated.zoneAssumed,
    unread: Object.keys(record).filter((name) => !FIELDS.has(name) && name !== 'author'),
    notes: url.note === null ? [] : [url.note],
  }
}

type Fault = (cause: string, wayOut: string) => IntakeError
type Dated = { readonly published: string | null; readonly month: string | null; readonly zoneAssumed: boolean }

function publishedOf(text: string | null, fault: Fault, zone: DefaultZone): Dated {
  if (text === null) return { published: null, month: null, zoneAssumed: false }
  if (ISO_TIME.test(text) && wholeDate(text, zone)?.published != null) return { published: text, month: null, zoneAssumed: false }
  const date = wholeDate(text, zone)
  const wayOut = 'Write it as 2021-03-03 or 2021-03-03T09:00:00+01:00, or null where it is not known.'
  if (date === null) throw fault(`“${clip(text)}” is no date`, wayOut)
  if (date.fault !== null) throw fault(`“${clip(text)}” is no real date: ${date.fault}`, wayOut)
  return { published: date.published, month: date.month, zoneAssumed: date.zoneAssumed }
}

/** Kept to the letter: the zone as the source gives it. */
const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|[+-]\d{2}:\d{2})$/

function aboutOf(text: string | null, fault: Fault): string | null {
  if (text === null) return null
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(text)) throw fault(`“${clip(text)}” is no month`, 'Write the field “about” as 2019-06, or null.')
  return text
}

function urlOf(text: string | null): { readonly url: string | null; readonly note: string | null } {
  if (text === null) return { url: null, note: null }
  const isWeb = /^https?:\/\/\S+$/i.test(text) && URL.canParse(text)
  return isWeb ? { url: text, note: null } : { url: null, note: `“${clip(text)}” is no web address; stored without` }
}

function listOf(name: string, value: unknown, fault: Fault): string[] {
  if (value === null || value === undefined) return []
  const items: unknown[] = typeof value === 'string' ? splitNames(value) : Array.isArray(value) ? value : [value]
  if (items.length > MAX_LIST) throw fault(`the field “${name}” has ${items.length} entries; the limit is ${MAX_LIST}`, 'Take some out.')
  const names = items.map((item) => {
    // Blogs write `authors: [{name: …}]` too.
    const inner = typeof item === 'object' && item !== null && 'name' in item ? item.name : item
    if (typeof inner !== 'string' && typeof inner !== 'number')
      throw fault(`the field “${name}” must be a list of texts, but holds ${kindOf(inner)}`, 'Correct it and import the file again.')
    return plainLine(String(inner))
  })
  return [...new Set(names.filter((each) => each !== ''))]
}

/** One text for several: “Jane Doe and John Roe”, “a, b”. */
function splitNames(text: string): string[] {
  return text.split(/\s*(?:[,;]|\band\b|&)\s*/i).filter((part) => part !== '')
}

function nearMiss(record: Readonly<Record<string, unknown>>, name: string): string {
  const alike: Readonly<Record<string, readonly string[]>> = {
    body: ['text', 'content', 'article', 'description'],
    title: ['headline', 'heading', 'name'],
  }
  const found = alike[name]?.find((other) => typeof record[other] === 'string')
  return found === undefined ? '' : ` (there is “${found}”: is that it?)`
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : typeof value === 'boolean' ? 'true or false' : `a ${typeof value}`
}

function clip(text: string): string {
  const plain = plainText(text).replace(/\n/g, ' ')
  return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain
}
