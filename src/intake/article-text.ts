/** The article of a page, as paragraphs: Readability finds it, then what pages put between its paragraphs goes. */
import { Readability } from '@mozilla/readability'
import { type Block, blocksOf } from './html-text.ts'
import { markNamedFurniture, removeMarked } from './named-furniture.ts'
import { MAX_ELEMENTS, type PageDocument, type PageElement } from './page-document.ts'

export type Found = { readonly title: string | null; readonly blocks: readonly Block[] }

/** Takes the document apart: nothing can be asked of it afterwards. Hidden text must be out before. */
export function extract(document: PageDocument): Found {
  const whole = blocksOf(document.getElementsByTagName('article')[0] ?? document.getElementsByTagName('main')[0] ?? document.body)
  markNamedFurniture(document)
  const options = {
    maxElemsToParse: MAX_ELEMENTS,
    charThreshold: 200,
    keepClasses: false,
    serializer: (element: unknown) => element as PageElement,
  }
  const parsed = new Readability<PageElement>(document as never, options as never).parse()
  if (parsed?.content == null) return { title: null, blocks: whole }
  removeMarked(parsed.content)
  const blocks = blocksOf(parsed.content)
  return { title: parsed.title ?? null, blocks: blocks.length > 0 ? blocks : whole }
}

/** “Headline | The Gazette” → Headline. */
export function cleanTitle(title: string | null, publisher: string | null): string | null {
  if (title === null) return null
  const at = Math.max(title.lastIndexOf(' | '), title.lastIndexOf(' - '), title.lastIndexOf(' – '), title.lastIndexOf(' — '))
  if (at < 0) return title
  const end = title.slice(at + 3).toLowerCase()
  return publisher !== null && (end === publisher.toLowerCase() || end.includes(publisher.toLowerCase()))
    ? title.slice(0, at).trim()
    : title
}
