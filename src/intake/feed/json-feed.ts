/** JSON Feed 1.0 and 1.1 (jsonfeed.org) → a feed. */
import { unique } from './constructs.ts'
import type { Feed, FeedItem, Markup } from './feed.ts'
import { feedDate } from './feed-date.ts'
import { FEED_LIMITS } from './feed-limits.ts'
import { absolute } from './xml-tree.ts'

type Fields = Readonly<Record<string, unknown>>
/** Real ones, with extensions, nest under 10 deep. */
const MAX_DEPTH = 100
/** Before a quotation mark: no text ends in so many. */
const MAX_SLASHES = 1_000

/** null: it is no JSON Feed. */
export function jsonFeed(text: string, baseUrl: string): Omit<Feed, 'encoding'> | null {
  const { value, faults } = parsed(text)
  const root = fieldsOf(value)
  if (root === null || !Array.isArray(root.items)) return null
  const isNamed = /jsonfeed\.org\/version/i.test(stringOf(root.version) ?? '')
  if (!isNamed && stringOf(root.title) === null && stringOf(root.home_page_url) === null) return null
  const items = root.items.slice(0, FEED_LIMITS.items).flatMap((item: unknown): Fields[] => {
    const fields = fieldsOf(item)
    return fields === null ? [] : [fields]
  })
  const authors = authorsOf(root)
  return {
    format: 'json',
    title: plain(root.title),
    description: plain(root.description),
    link: urlOf(root.home_page_url, baseUrl),
    self: urlOf(root.feed_url, baseUrl),
    id: stringOf(root.feed_url),
    authors,
    language: stringOf(root.language),
    tags: [],
    published: null,
    updated: null,
    everyMinutes: null,
    items: items.map((item) => jsonItem(item, authors, baseUrl)),
    faults,
  }
}

function jsonItem(item: Fields, feedAuthors: readonly string[], baseUrl: string): FeedItem {
  const authors = authorsOf(item)
  const html = stringOf(item.content_html)
  const id = stringOf(item.id)?.slice(0, FEED_LIMITS.urlLength) ?? null
  return {
    id,
    link:
      urlOf(item.url, baseUrl) ?? urlOf(item.external_url, baseUrl) ?? (id !== null && /^https?:/i.test(id) ? urlOf(id, baseUrl) : null),
    title: plain(item.title),
    summary: plain(item.summary),
    content: html === null ? plain(item.content_text) : { value: html.slice(0, FEED_LIMITS.textLength), isHtml: true },
    authors: authors.length > 0 ? authors : feedAuthors,
    published: feedDate(stringOf(item.date_published)),
    updated: feedDate(stringOf(item.date_modified)),
    tags: Array.isArray(item.tags) ? unique(item.tags.flatMap((tag: unknown) => stringOf(tag) ?? [])) : [],
    source: null,
    language: stringOf(item.language),
    media: mediaOf(item, baseUrl),
  }
}

function parsed(text: string): { readonly value: unknown; readonly faults: readonly string[] } {
  const { items, isDeep, lastEnd } = outlineOf(text)
  const upTo = (end: number): string => `${text.slice(0, end)}]}`
  if (items > FEED_LIMITS.items)
    return { value: tried(upTo(lastEnd)), faults: [`more than ${FEED_LIMITS.items} items: the rest was passed over`] }
  const whole = isDeep ? undefined : tried(text)
  if (whole !== undefined) return { value: whole, faults: [] }
  const value = lastEnd === 0 ? undefined : tried(upTo(lastEnd))
  return {
    value,
    faults: [isDeep ? 'it is nested too deep; the items before that were read' : 'it breaks off; the items before that were read'],
  }
}

/** Before it is taken apart: how many items it has, at most one more than are read, and where the last of them that is whole ends. */
function outlineOf(text: string): { readonly items: number; readonly isDeep: boolean; readonly lastEnd: number } {
  let [depth, items, lastEnd] = [0, 0, 0]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfText(text, at)
    else if (code === OPEN_LIST || code === OPEN_OBJECT) depth++
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--
    else continue
    if (depth > MAX_DEPTH) return { items, isDeep: true, lastEnd }
    // An object in a list of the outermost object; the lists are those of items and of authors.
    if (code !== CLOSE_OBJECT || depth !== 2) continue
    if (++items > FEED_LIMITS.items) return { items, isDeep: false, lastEnd }
    lastEnd = at + 1
  }
  return { items, isDeep: false, lastEnd }
}
const QUOTE = 34
const BACKSLASH = 92
const OPEN_LIST = 91
const CLOSE_LIST = 93
const OPEN_OBJECT = 123
const CLOSE_OBJECT = 125

/** Where the text that begins at a quotation mark ends; the end of all where it does not. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0
    while (slashes < MAX_SLASHES && text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes++
    if (slashes % 2 === 0) return end
  }
  return text.length
}

function tried(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    // That it is no JSON is the answer; deep nesting ends as a RangeError.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined
    throw error
  }
}

function authorsOf({ authors, author }: Fields): string[] {
  const all: unknown[] = Array.isArray(authors) ? authors : [author]
  return unique(
    all.flatMap((one) => stringOf(fieldsOf(one)?.name ?? (typeof one === 'string' ? one : null)) ?? []),
    FEED_LIMITS.authors,
  )
}

function mediaOf({ attachments }: Fields, baseUrl: string): FeedItem['media'] {
  if (!Array.isArray(attachments)) return []
  return attachments.slice(0, FEED_LIMITS.media).flatMap((one: unknown) => {
    const fields = fieldsOf(one)
    const url = urlOf(fields?.url, baseUrl)
    return url === null ? [] : [{ url, type: stringOf(fields?.mime_type) }]
  })
}

function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
}

/** Ids are numbers in some feeds. */
function stringOf(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : typeof value === 'number' && Number.isFinite(value) ? String(value) : ''
  return text === '' ? null : text
}

function plain(value: unknown): Markup | null {
  const text = stringOf(value)
  return text === null ? null : { value: text.slice(0, FEED_LIMITS.textLength), isHtml: false }
}

function urlOf(value: unknown, baseUrl: string): string | null {
  return typeof value === 'string' ? absolute(value, baseUrl) : null
}
