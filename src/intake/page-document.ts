/** HTML → a document that may be worked on, or the reason why not: what is too large or too deep is told before it costs time. */
import { Parser } from 'htmlparser2'
import { parseHTML } from 'linkedom'

/** The little of the DOM that the intake needs; linkedom ships types of its own that promise more. */
export type PageNode = {
  readonly nodeType: number
  readonly nodeName: string
  readonly textContent: string | null
  readonly childNodes: Iterable<PageNode>
  readonly parentElement: PageElement | null
  remove(): void
  replaceWith(node: PageNode): void
}
export type PageElement = PageNode & {
  readonly tagName: string
  readonly localName: string
  readonly children: Iterable<PageElement>
  readonly id: string
  /** A text, but for parts of drawings. */
  readonly className: unknown
  readonly previousElementSibling: PageElement | null
  readonly nextElementSibling: PageElement | null
  append(node: PageNode): void
  getAttribute(name: string): string | null
  hasAttribute(name: string): boolean
  getAttributeNames(): string[]
  setAttribute(name: string, value: string): void
  removeAttribute(name: string): void
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement>
  getElementsByTagName(name: string): ArrayLike<PageElement>
}
export type PageDocument = {
  readonly documentElement: PageElement
  readonly head: PageElement
  readonly body: PageElement
  createElement(name: string): PageElement
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement>
  getElementsByTagName(name: string): ArrayLike<PageElement>
}
export const TEXT_NODE = 3
export const ELEMENT_NODE = 1

/** A page has 700 elements in the middle, a live blog with its comments 20,000; each costs a tenth of a millisecond and a kilobyte or two. */
export const MAX_ELEMENTS = 30_000
/** Pages nest 20–60 deep; some of the time to take one apart grows with the square of its depth. */
const MAX_DEPTH = 1_500
/** Runs of text between tags and entities: each becomes a node. */
const MAX_TEXTS = 200_000
/** Of one element; they are looked up one after another. */
const MAX_ATTRIBUTES = 400

/** Why a page is not taken apart, as the end of “the page …”. */
export class PageTooLarge extends Error {
  override readonly name = 'PageTooLarge'
}

/** Throws a PageTooLarge, and nothing else. */
export function parsePage(html: string): PageDocument {
  checkSize(html)
  const { document } = parseHTML(underOneRoot(html)) as unknown as { document: PageDocument }
  for (const element of document.querySelectorAll('*')) inLowerCase(element)
  for (const element of [...document.body.children]) {
    if (!OF_HEAD.test(element.localName)) break
    document.head.append(element)
  }
  return document
}
const OF_HEAD = /^(?:title|meta|link|base|style|script|noscript)$/i

/**
 * All of a page in one body. Which of `html`, `head` and `body` are written, closed, doubled or misplaced is left to a browser's repair,
 * which the parser has not: a head that nobody closes would take the article in, and what follows `</html>` would be a second root.
 */
function underOneRoot(html: string): string {
  const root = /<html(?=[\s>])((?:"[^"]*"|'[^']*'|[^"'<>]){0,2000})>/i.exec(html)?.[1] ?? ''
  const body = /<body(?=[\s>])((?:"[^"]*"|'[^']*'|[^"'<>]){0,2000})>/i.exec(html)?.[1] ?? ''
  return `<html${root}><body${body}>${html.replace(/<\/?(?:html|head|body)(?=[\s>])(?:"[^"]*"|'[^']*'|[^"'<>]){0,2000}>/gi, '')}`
}

/** A text that may hold markup, as a document of its own. */
export function parseFragment(html: string): PageDocument {
  return parsePage(`<html><body>${html}</body></html>`)
}

/** The first pass builds nothing, so that what is too much ends it early. */
function checkSize(html: string): void {
  let elements = 0
  let depth = 0
  let texts = 0
  let attributes = 0
  const parser = new Parser({
    onopentagname() {
      depth++
      elements++
      attributes = 0
      if (elements > MAX_ELEMENTS) throw new PageTooLarge(`has too many elements; the limit is ${MAX_ELEMENTS}`)
      if (depth > MAX_DEPTH) throw new PageTooLarge(`nests its elements too deeply (more than ${MAX_DEPTH})`)
    },
    onclosetag() {
      depth--
    },
    onattribute() {
      if (++attributes > MAX_ATTRIBUTES) throw new PageTooLarge(`has an element with more than ${MAX_ATTRIBUTES} attributes`)
    },
    ontext() {
      if (++texts > MAX_TEXTS) throw new PageTooLarge(`has more than ${MAX_TEXTS} pieces of text`)
    },
  })
  parser.end(html)
  // Written out and read again, as is done where no article is found at first, each becomes a node of its own.
  for (const sign of ['&', '>'])
    if (html.split(sign).length > MAX_TEXTS) throw new PageTooLarge(`has more than ${MAX_TEXTS} times “${sign}”`)
}

/** The parser keeps `STYLE=` as written, and would not find it as `style`. */
function inLowerCase(element: PageElement): void {
  for (const name of element.getAttributeNames()) {
    const lower = name.toLowerCase()
    if (lower === name) continue
    const value = element.getAttribute(name) ?? ''
    element.removeAttribute(name)
    if (!element.hasAttribute(lower)) element.setAttribute(lower, value)
  }
}
