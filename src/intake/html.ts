/** One article's web page → an article: hidden text out first, then Readability finds the article, then what pages put between its paragraphs goes. */
import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import type { Article } from '../article.ts'
import type { LeftOut } from './file-report.ts'
import { removeHidden } from './hidden-text.ts'
import { metaOf } from './html-meta.ts'
import { type PageNode, paragraphsOf, withoutFurniture } from './html-text.ts'
import { IntakeError } from './intake-error.ts'
import { wholeDate } from './printed-date.ts'
import { articleFromRecord, type RecordOptions } from './record.ts'

export type HtmlReading = {
  readonly article: Article
  readonly zoneAssumed: boolean
  readonly notes: readonly string[]
  readonly leftOut: readonly LeftOut[]
}

const MAX_ELEMENTS = 60_000
const MAX_LEFT_OUT = 200
/** Pages nest 20–60 deep; the time to take one apart grows with the square of its depth. */
const MAX_DEPTH = 1_500

/** The charset that a page declares for itself, lower case, or null. */
export function declaredCharset(bytes: Buffer): string | null {
  const head = bytes.subarray(0, 4096).toString('latin1')
  return /<meta[^>]+charset\s*=\s*["']?\s*([\w-]{2,30})/i.exec(head)?.[1]?.toLowerCase() ?? null
}

export function readHtml(html: string, file: string, options: RecordOptions): HtmlReading {
  const tags = html.split('<').length
  if (tags > MAX_ELEMENTS * 2)
    throw new IntakeError(
      file,
      `the page has about ${Math.round(tags / 2)} elements; the limit is ${MAX_ELEMENTS}`,
      'Save the article alone, or its text.',
    )
  if (depthOf(html) > MAX_DEPTH) throw tooDeep(file)
  try {
    return readPage(html, file, options)
  } catch (error) {
    if (error instanceof RangeError)
      throw new IntakeError(file, 'its elements are nested too deeply', 'Save the article alone, or its text.')
    throw error
  }
}

function tooDeep(file: string): IntakeError {
  return new IntakeError(file, `its elements are nested too deeply (more than ${MAX_DEPTH})`, 'Save the article alone, or its text.')
}

/** How deep elements stand in each other, at most; elements that need no end tag are not counted. */
function depthOf(html: string): number {
  let depth = 0
  let deepest = 0
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)/gi)) {
    if (ENDLESS.test(name)) continue
    depth = slash === '/' ? Math.max(0, depth - 1) : depth + 1
    deepest = Math.max(deepest, depth)
  }
  return deepest
}
const ENDLESS =
  /^(?:p|li|dt|dd|tr|td|th|thead|tbody|tfoot|colgroup|option|optgroup|rp|rt|body|html|head|area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|path|circle|rect|line|polygon|polyline|ellipse|use|g|stop|image)$/i

function readPage(html: string, file: string, options: RecordOptions): HtmlReading {
  // linkedom ships its own DOM types; ours name only what is used.
  const { document } = parseHTML(/<html[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`) as unknown as { document: Page }
  const meta = metaOf(document)
  const hidden = removeHidden(document.documentElement)
  const found = extract(document)
  const title = cleanTitle(meta.title ?? found.title, meta.publisher)
  const { kept, left } = withoutFurniture(found.paragraphs, title)
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

type Page = Parameters<typeof metaOf>[0] & {
  readonly documentElement: Parameters<typeof removeHidden>[0]
  readonly body: PageNode
  getElementsByTagName(name: string): ArrayLike<PageNode>
}

function extract(document: Page): { readonly title: string | null; readonly paragraphs: readonly string[] } {
  const whole = paragraphsOf(document.getElementsByTagName('article')[0] ?? document.getElementsByTagName('main')[0] ?? document.body)
  // Readability takes the document apart, so the fallback was read before.
  const parsed = new Readability(document as never, { maxElemsToParse: MAX_ELEMENTS, charThreshold: 200, keepClasses: false }).parse()
  if (parsed?.content == null) return { title: null, paragraphs: whole }
  const { document: content } = parseHTML(`<html><body>${parsed.content}</body></html>`) as unknown as { document: Page }
  const paragraphs = paragraphsOf(content.body)
  return { title: parsed.title ?? null, paragraphs: paragraphs.length > 0 ? paragraphs : whole }
}

/** “Headline | The Gazette” → Headline. */
function cleanTitle(title: string | null, publisher: string | null): string | null {
  if (title === null) return null
  const at = Math.max(title.lastIndexOf(' | '), title.lastIndexOf(' - '), title.lastIndexOf(' – '), title.lastIndexOf(' — '))
  if (at < 0) return title
  const end = title.slice(at + 3).toLowerCase()
  return publisher !== null && (end === publisher.toLowerCase() || end.includes(publisher.toLowerCase()))
    ? title.slice(0, at).trim()
    : title
}

/** A page's date is a machine's word; one that is no date is told, not fatal: the article is there. */
function checkedDate(text: string | null, notes: string[]): string | null {
  if (text === null) return null
  const date = wholeDate(text)
  if (date !== null && date.fault === null) return text
  notes.push(`the page gives “${text.slice(0, 40)}” as its date, which is none; stored undated`)
  return null
}
