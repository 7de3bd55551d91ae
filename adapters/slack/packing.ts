/** Lines of an answer on as few messages as hold them, each with the sources that it is the first to cite. */
import type { Line } from './limits.ts'

/** What stands in one message: lines that belong together, and the sources that they are the first to cite. */
export type Item = { readonly lines: readonly Line[]; readonly sources: readonly Line[] }

type Paged = { readonly pages: Item[]; readonly left: Item[] }

/** Items in their order on as few pages as hold them, at most `most`; `left` are those that found no room. */
export function paged(items: readonly Item[], most: number, fits: (page: Item, n: number) => boolean): Paged {
  const inOrder = laid(items, most, fits, ({ lines, sources }) => [...alone(lines, 'lines'), ...alone(sources, 'sources')])
  const listed = new Set(items.filter(({ lines }) => lines.length > 0).flatMap(({ sources }) => sources))
  const isTorn = inOrder.left.some(({ lines, sources: [first] }) => lines.length === 0 && first !== undefined && listed.has(first))
  // Where room ends between a line and its source, no number may stand without it: then the sources come first.
  return isTorn ? laid(items, most, fits, ({ lines, sources }) => [...alone(sources, 'sources'), ...alone(lines, 'lines')]) : inOrder
}

function alone(lines: readonly Line[], where: keyof Item): Item[] {
  return lines.map((line) => ({ lines: [], sources: [], [where]: [line] }))
}

/** `parted`: what is too long for a message of its own, line by line. */
function laid(items: readonly Item[], most: number, fits: (page: Item, n: number) => boolean, parted: (item: Item) => Item[]): Paged {
  const pages: Item[] = [{ lines: [], sources: [] }]
  const left: Item[] = []
  // Backwards, so that the next one is taken off the end.
  const queue = items.toReversed()
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
    const n = pages.length - 1
    const page = pages[n] as Item
    const grown = { lines: [...page.lines, ...item.lines], sources: [...page.sources, ...item.sources] }
    if (fits(grown, n)) pages[n] = grown
    else if (page.lines.length + page.sources.length > 0) {
      if (pages.length === most) return { pages, left: [...left, item, ...queue.toReversed()] }
      pages.push({ lines: [], sources: [] })
      queue.push(item)
    } else if (item.lines.length + item.sources.length > 1) queue.push(...parted(item).toReversed())
    else left.push(item)
  }
  return { pages, left }
}
