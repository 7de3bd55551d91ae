/** An article's element → paragraphs of plain text, without what pages put between them. */
import { plainLine } from './body-text.ts'
import { creditOf, furnitureOf } from './dump-furniture.ts'

/** The little of the DOM that this file needs. */
export type PageNode = {
  readonly nodeType: number
  readonly nodeName: string
  readonly textContent: string | null
  readonly childNodes: Iterable<PageNode>
}

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
const TEXT = 3
const ELEMENT = 1
const MAX_DEPTH = 400

/** Blocks of text in order; each one paragraph. */
export function paragraphsOf(root: PageNode): string[] {
  const paragraphs: string[] = []
  let line = ''
  const flush = (): void => {
    const text = plainLine(line)
    if (text !== '') paragraphs.push(text)
    line = ''
  }
  const walk = (node: PageNode, depth: number): void => {
    if (depth > MAX_DEPTH) return
    for (const child of node.childNodes) {
      if (child.nodeType === TEXT) line += child.textContent ?? ''
      if (child.nodeType !== ELEMENT) continue
      const name = child.nodeName.toUpperCase()
      if (SKIPPED.has(name)) continue
      const block = BLOCK.has(name)
      if (block) flush()
      if (name === 'BR') line += '\n'
      else if (name === 'TD' || name === 'TH') line += ' '
      if (line.endsWith('\n\n')) flush()
      walk(child, depth + 1)
      if (block) flush()
    }
  }
  walk(root, 0)
  flush()
  return paragraphs
}

export type Cleaned = { readonly kept: readonly string[]; readonly left: readonly { readonly text: string; readonly reason: string }[] }

/** Takes out the furniture that stands in lines of its own: share buttons, offers, credits, the headline again. */
export function withoutFurniture(paragraphs: readonly string[], title: string | null): Cleaned {
  const kept: string[] = []
  const left: { text: string; reason: string }[] = []
  for (const text of paragraphs) {
    const reason = reasonToLeave(text, title, kept)
    if (reason === null) kept.push(text)
    else left.push({ text, reason })
  }
  return { kept, left }
}

function reasonToLeave(text: string, title: string | null, kept: readonly string[]): string | null {
  const furniture = furnitureOf(text)
  if (furniture !== null) return furniture
  if (creditOf(text) === 'credit') return 'photo credit'
  if (kept.length === 0 && title !== null && text.toLowerCase() === title.toLowerCase()) return 'the headline again'
  if (/^(?:related|read more|read also|see also|also read|more on this|recommended)\b[^.]{0,12}:/i.test(text) && text.length < 240)
    return 'link to another article'
  if (kept.at(-1) === text) return 'printed twice'
  return null
}
