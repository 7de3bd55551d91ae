/** An element → blocks of plain text, each a paragraph. */
import { plainLine } from './body-text.ts'
import { ELEMENT_NODE, type PageNode, TEXT_NODE } from './page-document.ts'

const BLOCK = new Set(
  'P DIV SECTION ARTICLE MAIN HEADER FOOTER ASIDE LI UL OL DL DT DD TABLE TR THEAD TBODY BLOCKQUOTE PRE H1 H2 H3 H4 H5 H6 FIGURE FIGCAPTION FORM HR ADDRESS DETAILS SUMMARY'.split(
    ' ',
  ),
)
const SKIPPED = new Set(
  'SCRIPT STYLE NOSCRIPT TEMPLATE SVG MATH IFRAME OBJECT EMBED AUDIO VIDEO CANVAS BUTTON SELECT TEXTAREA INPUT FIGCAPTION FORM NAV ASIDE FOOTER'.split(
    ' ',
  ),
)
const MAX_DEPTH = 400

export type Block = {
  readonly text: string
  readonly isHeading: boolean
  /** An item of a list. */
  readonly isItem: boolean
  /** How much of the text are words of links, 0–1. */
  readonly linked: number
}

/** Blocks of text in order; each one paragraph. */
export function paragraphsOf(root: PageNode): string[] {
  return blocksOf(root).map(({ text }) => text)
}

export function blocksOf(root: PageNode): Block[] {
  const blocks: Block[] = []
  let line = ''
  let linkLength = 0
  let place: Place = { isHeading: false, isItem: false, isLink: false }
  const flush = (): void => {
    const text = plainLine(line)
    const { isHeading, isItem } = place
    if (text !== '') blocks.push({ text, isHeading, isItem, linked: Math.min(1, linkLength / text.length) })
    line = ''
    linkLength = 0
  }
  const walk = (node: PageNode, depth: number): void => {
    if (depth > MAX_DEPTH) return
    for (const child of node.childNodes) {
      if (child.nodeType === TEXT_NODE) {
        const text = (child.textContent ?? '').replace(/\s+/g, ' ')
        line += text
        if (place.isLink) linkLength += text.trim().length
      }
      if (child.nodeType !== ELEMENT_NODE) continue
      const name = child.nodeName.toUpperCase()
      if (SKIPPED.has(name)) continue
      const block = BLOCK.has(name)
      if (block) flush()
      if (name === 'BR') line += '\n'
      else if (name === 'TD' || name === 'TH') line += ' '
      if (/\n ?\n ?$/.test(line)) flush()
      const around = place
      place = placeIn(name, around)
      walk(child, depth + 1)
      if (block) flush()
      place = around
    }
  }
  walk(root, 0)
  flush()
  return blocks
}

type Place = { readonly isHeading: boolean; readonly isItem: boolean; readonly isLink: boolean }

function placeIn(name: string, around: Place): Place {
  if (/^H[1-6]$/.test(name)) return { ...around, isHeading: true }
  if (name === 'LI') return { ...around, isItem: true }
  return name === 'A' ? { ...around, isLink: true } : around
}
