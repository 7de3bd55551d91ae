/** Texts of an element, of RSS and of Atom: what is markup and what is plain. */
import type { FeedDate, Markup } from './feed.ts'
import { firstDate } from './feed-date.ts'
import { FEED_LIMITS } from './feed-limits.ts'
import type { Vocabulary } from './vocabulary.ts'
import { childrenNamed, elementsOf, markupOf, textOf } from './xml-text.ts'
import type { Element } from './xml-tree.ts'

/** Name of an element, and its vocabulary where that is another than RSS. */
export type Named = readonly [name: string, space?: Vocabulary]

const HAS_MARKUP = /<[a-z!/?]|&(?:#\w{1,8}|[a-z]\w{1,30});/i
/** Any other type of the web stands in base64: RFC 4287, 4.1.3.3. */
const IS_TEXT = /^(?:text\/.*|.*[+/]xml|message\/.*)$/
/** Decoded from base64 it is text, too. */
const IS_BINARY = /(?![\s\u0080-\u009F])\p{Cc}|\uFFFD/u

/** Text where nobody says whether it is markup: it is, where it looks like it. */
export function untoldMarkup(element: Element | undefined): Markup | null {
  if (element === undefined) return null
  const value = elementsOf(element).length > 0 ? markupOf(element).trim() : textOf(element).trim()
  return value === '' ? null : { value: cut(value), isHtml: HAS_MARKUP.test(value) }
}

/** RFC 4287, 3.1, and the modes of Atom 0.3. */
export function atomText(element: Element | undefined): Markup | null {
  if (element === undefined) return null
  const type = (element.attributes.type ?? 'text').toLowerCase().trim()
  const isHtml = type.includes('html')
  if (element.attributes.mode?.toLowerCase() === 'base64') return fromBase64(textOf(element), isHtml)
  const inside = onlyDiv(element)
  if (elementsOf(element).length > 0 || /^(?:xhtml|application\/xhtml\+xml)$/.test(type)) {
    // Some put what they have escaped into a div all the same.
    const isEscaped = /^(?:text\/)?html$/.test(type) && elementsOf(inside).length === 0 && HAS_MARKUP.test(textOf(inside))
    return markup(isEscaped ? textOf(inside) : markupOf(inside), true)
  }
  const value = textOf(element)
  if (/^[a-z]+\/[\w.+-]+$/.test(type) && !IS_TEXT.test(type)) return fromBase64(value, true)
  return markup(value, isHtml || /&[a-z]\w{1,30};/i.test(value))
}

function fromBase64(text: string, isHtml: boolean): Markup | null {
  const value = Buffer.from(text, 'base64').toString('utf8')
  return IS_BINARY.test(value) ? null : markup(value, isHtml)
}

function markup(value: string, isHtml: boolean): Markup | null {
  const plain = value.trim()
  return plain === '' ? null : { value: cut(plain), isHtml }
}

function cut(text: string): string {
  return text.length > FEED_LIMITS.textLength ? text.slice(0, FEED_LIMITS.textLength) : text
}

/** XHTML stands in a div that belongs to Atom, not to the text. */
function onlyDiv(element: Element): Element {
  const inside = elementsOf(element)
  const [only] = inside
  const isAlone = inside.length === 1 && element.children.every((child) => typeof child !== 'string' || child.trim() === '')
  return isAlone && only?.name === 'div' ? only : element
}

/** The first that is not empty, by the order of the names. */
export function firstMarkup(parent: Element, ...names: readonly Named[]): Markup | null {
  return markupsIn(parent, names)[0] ?? null
}

export function markupsIn(parent: Element, names: readonly Named[]): Markup[] {
  return names.flatMap(([name, space = '']) =>
    childrenNamed(parent, name, space).flatMap((child) => (isTyped(child) ? atomText(child) : untoldMarkup(child)) ?? []),
  )
}

/** Says what its text is: Atom's own, and what is written like it. */
function isTyped({ space, attributes }: Element): boolean {
  return space === 'atom' || attributes.type !== undefined
}

/** Text of the first that is not empty. */
export function firstText(parent: Element, ...names: readonly Named[]): string | null {
  for (const [name, space = ''] of names)
    for (const child of childrenNamed(parent, name, space)) {
      const text = nameIn(child)
      if (text !== '') return text
    }
  return null
}

/** Dates, which are often given twice, and of which one may be of no use. */
export function dateIn(parent: Element, ...names: readonly Named[]): FeedDate | null {
  return firstDate(names.flatMap(([name, space = '']) => childrenNamed(parent, name, space).map(nameIn)))
}

/** A short text: an id, a date, a name. */
export function nameIn(element: Element): string {
  return textOf(element).trim().slice(0, FEED_LIMITS.nameLength)
}

/** Longer than a name: an address, an id. */
export function addressIn(element: Element): string {
  return textOf(element)
    .trim()
    .slice(0, FEED_LIMITS.urlLength + 1)
}

/** The first that is not empty. */
export function firstId(parent: Element, ...names: readonly Named[]): string | null {
  for (const [name, space = ''] of names)
    for (const child of childrenNamed(parent, name, space)) {
      const text = addressIn(child)
      if (text !== '') return text
    }
  return null
}

/** Each once, one line each. */
export function unique(names: readonly string[], max = FEED_LIMITS.list): string[] {
  const once = new Set<string>()
  for (const name of names) {
    const line = name.slice(0, FEED_LIMITS.nameLength).replace(/\s+/g, ' ').trim()
    if (line !== '' && once.size < max) once.add(line)
  }
  return [...once]
}
