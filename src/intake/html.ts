/** One article's web page → an article: hidden text out first, then Readability finds the article, then what pages put between its paragraphs goes. */
import type { Article } from '../article.ts'
import { withoutFurniture } from './article-furniture.ts'
import { cleanTitle, extract } from './article-text.ts'
import type { LeftOut } from './file-report.ts'
import { removeHidden } from './hidden-text.ts'
import { metaOf } from './html-meta.ts'
import { IntakeError } from './intake-error.ts'
import { PageTooLarge, parsePage } from './page-document.ts'
import { wholeDate } from './printed-date.ts'
import { articleFromRecord, type RecordOptions } from './record.ts'

export type HtmlReading = {
  readonly article: Article
  readonly zoneAssumed: boolean
  readonly notes: readonly string[]
  readonly leftOut: readonly LeftOut[]
}

const MAX_LEFT_OUT = 200

/** The charset that a page declares for itself, lower case, or null. */
export function declaredCharset(bytes: Buffer): string | null {
  const head = bytes.subarray(0, 4096).toString('latin1')
  return /<meta[^>]+charset\s*=\s*["']?\s*([\w-]{2,30})/i.exec(head)?.[1]?.toLowerCase() ?? null
}

export function readHtml(html: string, file: string, options: RecordOptions): HtmlReading {
  try {
    return readPage(html, file, options)
  } catch (error) {
    if (error instanceof PageTooLarge) throw new IntakeError(file, `the page ${error.message}`, 'Save the article alone, or its text.')
    if (error instanceof RangeError)
      throw new IntakeError(file, 'its elements are nested too deeply', 'Save the article alone, or its text.')
    throw error
  }
}

function readPage(html: string, file: string, options: RecordOptions): HtmlReading {
  const document = parsePage(html)
  const meta = metaOf(document)
  const hidden = removeHidden(document.documentElement)
  const found = extract(document)
  const title = cleanTitle(meta.title ?? found.title, meta.publisher)
  const { kept, left } = withoutFurniture(found.blocks, { title, authors: meta.authors, publisher: meta.publisher })
  if (kept.length === 0)
    throw new IntakeError(
      file,
      'no article text was found on the page',
      'Is the text loaded by a script? Save the page after it has loaded, or save its text.',
    )
  const notes: string[] = []
  const published = checkedDate(meta.published, notes)
  const record = {
    title,
    publisher: meta.publisher,
    authors: meta.authors,
    published,
    url: meta.url,
    tags: meta.tags,
    body: kept.join('\n\n'),
  }
  const read = articleFromRecord(record, file, {}, options)
  if (hidden.length > 0) notes.push(`${hidden.length} hidden ${hidden.length === 1 ? 'text' : 'texts'} left out`)
  if (published === null) notes.push('the page gives no date')
  const leftOut = [
    ...hidden.map((text) => ({ line: null, text: text.slice(0, 500), reason: 'hidden on the page' })),
    ...left.map((each) => ({ line: null, ...each })),
  ]
  if (leftOut.length > MAX_LEFT_OUT) notes.push(`${leftOut.length} pieces of the page left out; the first ${MAX_LEFT_OUT} are listed`)
  return { article: read.article, zoneAssumed: read.zoneAssumed, notes: [...notes, ...read.notes], leftOut: leftOut.slice(0, MAX_LEFT_OUT) }
}

/** A page's date is a machine's word; one that is no date is told, not fatal: the article is there. */
function checkedDate(said: readonly string[], notes: string[]): string | null {
  for (const text of said) {
    const date = wholeDate(text)
    if (date !== null && date.fault === null) return text
    notes.push(`the page gives “${text.slice(0, 40)}” as its date, which is none`)
  }
  return null
}
