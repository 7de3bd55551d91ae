/** A page from the web → what it says, as plain text; markup of a feed → its paragraphs. Nothing that a page holds makes this throw. */

import { withoutFurniture } from './article-furniture.ts'
import { cleanTitle, extract } from './article-text.ts'
import { plainBody, plainLine } from './body-text.ts'
import type { From } from './feed/feed.ts'
import { removeHidden } from './hidden-text.ts'
import { declaredCharset } from './html.ts'
import { metaOf, type PageMeta } from './html-meta.ts'
import { paragraphsOf } from './html-text.ts'
import { languageOf } from './language.ts'
import { LIMITS } from './limits.ts'
import { PageTooLarge, parseFragment, parsePage } from './page-document.ts'
import { baseOf, canonicalOf, feedsOf } from './page-links.ts'
import { offersMore, saysPaid, showsWall } from './paywall.ts'
import { saidDate } from './said-date.ts'
import type { WebPage } from './web-page.ts'
import { charsetOf, webText } from './web-text.ts'

const NOTHING: WebPage = {
  canonical: null,
  title: null,
  publisher: null,
  authors: [],
  published: null,
  modified: null,
  tags: [],
  language: null,
  isPaywalled: false,
  body: '',
  feeds: [],
  notes: [],
}
const MAX_TITLE = 1_000

/** What cannot be read leaves `body` empty and a note that says why. */
export function readPage(bytes: Uint8Array, from: From): WebPage {
  const notes: string[] = []
  const html = textOf(bytes, from, notes)
  try {
    return read(html, from.url, notes)
  } catch (error) {
    return { ...NOTHING, notes: [...notes, faultOf(error)] }
  }
}

function textOf(bytes: Uint8Array, { contentType }: From, notes: string[]): string {
  if (bytes.length > LIMITS.htmlBytes) notes.push('the page is larger than what is read of one; its end was left out')
  const some = bytes.subarray(0, LIMITS.htmlBytes)
  const { text, lost } = webText(some, [charsetOf(contentType), declaredCharset(Buffer.from(some.subarray(0, HEAD_BYTES)))])
  if (lost > 0) notes.push(`${lost} ${lost === 1 ? 'character' : 'characters'} could not be read`)
  return text
}
const HEAD_BYTES = 4_096

/** What went wrong with one page is told of that page. A page can bring the DOM to its end in ways that its makers did not think of. */
function faultOf(error: unknown): string {
  if (error instanceof PageTooLarge) return `the page ${error.message}`
  if (error instanceof RangeError) return 'the page is too deep or too large to be taken apart'
  return `the page could not be taken apart (${error instanceof Error ? error.message.slice(0, 100) : 'for no stated reason'})`
}

function read(html: string, url: string, notes: string[]): WebPage {
  const document = parsePage(html)
  const meta = metaOf(document)
  const base = baseOf(document, url)
  const { url: canonical, note } = canonicalOf(meta.addresses, base, url)
  if (note !== null) notes.push(note)
  const feeds = feedsOf(document, base)
  const isSaidPaid = saysPaid(document, meta.article)
  const hidden = removeHidden(document.documentElement)
  if (hidden.length > 0) notes.push(`${hidden.length} hidden ${hidden.length === 1 ? 'text' : 'texts'} left out`)
  const isWalled = isSaidPaid || showsWall(document)
  const found = extract(document)
  const title = cleanTitle(meta.title ?? found.title, meta.publisher)?.slice(0, MAX_TITLE) ?? null
  const body = plainBody(
    withoutFurniture(found.blocks, { title, authors: meta.authors, publisher: meta.publisher }).kept.join('\n\n'),
  ).slice(0, LIMITS.bodyLength)
  if (body === '') notes.push('no article text was found on the page')
  return {
    canonical,
    title,
    publisher: meta.publisher,
    authors: meta.authors,
    published: dateOf(meta.published, notes),
    modified: dateOf(meta.modified, notes),
    tags: meta.tags,
    language: languageOf(body) ?? languageSaid(meta),
    isPaywalled: isWalled || offersMore(found.blocks.map(({ text }) => text)),
    body,
    feeds,
    notes,
  }
}

function dateOf(said: readonly string[], notes: string[]): string | null {
  for (const text of said) {
    const date = saidDate(text)
    if (date !== null) return date
    notes.push(`the page gives “${plainLine(text.slice(0, 40))}” as a date, which is none`)
  }
  return null
}

/** `pt-BR` → pt. */
function languageSaid({ language }: PageMeta): string | null {
  return /^([a-z]{2})(?![a-z])/i.exec(language ?? '')?.[1]?.toLowerCase() ?? null
}

/** Paragraphs of markup that stands in a feed, hidden text out; '' where it cannot be taken apart. */
export function plainOfHtml(html: string): string {
  if (!/[<&]/.test(html)) return plainBody(html)
  try {
    const { documentElement } = parseFragment(html)
    removeHidden(documentElement)
    return plainBody(paragraphsOf(documentElement).join('\n\n'))
  } catch (error) {
    if (error instanceof PageTooLarge || error instanceof RangeError) return ''
    throw error
  }
}
