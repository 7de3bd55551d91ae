/** What an element of the tree holds: its children by name, its text, its markup. */
import type { Element } from './xml-tree.ts'

export function elementsOf(parent: Element): Element[] {
  return parent.children.filter((child) => typeof child !== 'string')
}

/** Children of one name; of feeds themselves where no vocabulary is given. */
export function childrenNamed(parent: Element, name: string, space: Element['space'] = ''): Element[] {
  const found: Element[] = []
  for (const child of parent.children) if (typeof child !== 'string' && child.name === name && child.space === space) found.push(child)
  return found
}

/** All text in it and below. */
export function textOf(element: Element): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')
}

/** Markup that stands in the feed unescaped, as it was. */
export function markupOf(element: Element): string {
  return element.children.map((child) => (typeof child === 'string' ? escaped(child) : tagged(child))).join('')
}

function tagged(element: Element): string {
  const attributes = Object.entries(element.attributes).map(([name, value]) => ` ${name}="${escaped(value).replaceAll('"', '&quot;')}"`)
  const tag = element.space === 'xhtml' ? element.name : element.raw
  return VOID.test(tag)
    ? `<${tag}${attributes.join('')}>${markupOf(element)}`
    : `<${tag}${attributes.join('')}>${markupOf(element)}</${tag}>`
}
/** These have no end, and one would be read as another beginning. */
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
