/** Blocks of several answers as one page: one numbering of sources, no quotation twice, headings as sections. */
import { quoteKey, type Section } from '../../adapters/web/host.ts'
import type { Answer, Block, Coverage, Quote, Source } from '../answer.ts'
import { renumbered } from '../renumbered.ts'

/** Blocks with the sources that their citations are numbered by. */
export type Part = {
  readonly id: string
  readonly heading: string
  readonly blocks: readonly Block[]
  readonly sources: readonly Source[]
  /** Its quotations speak to one another (two figures that differ), so that none of them is left out. */
  readonly isWhole?: true
}
export type OneList = { readonly sections: readonly Section[]; readonly sources: readonly Source[]; readonly quotes: readonly Quote[] }

/**
 * Numbers sources anew in the order in which the parts cite them. A quotation that stands in a part of `yielding` and in another one is left out of the
 * yielding one; in two of a kind the first keeps it. Parts and headings that are left with nothing go.
 */
export function oneList(parts: readonly Part[], yielding: ReadonlySet<string> = new Set()): OneList {
  const kept = withoutRepeats(parts, yielding)
  const sources: Source[] = []
  const numbers = new Map<string, number>()
  const sections = kept.flatMap(({ id, heading, blocks, sources: own }): Section[] => {
    const byNumber = new Map(own.map((source) => [source.n, source]))
    const renumber = (n: number): number | null => {
      const source = byNumber.get(n)
      if (source === undefined) return null
      const known = numbers.get(source.articleId)
      if (known !== undefined) return known
      const next = sources.length + 1
      sources.push({ ...source, n: next })
      numbers.set(source.articleId, next)
      return next
    }
    const numbered = blocks.flatMap((block) => renumbered(block, renumber) ?? [])
    return numbered.length === 0 ? [] : [{ id, heading, blocks: numbered }]
  })
  const quotes = sections.flatMap(({ blocks }) => blocks.filter((block) => block.type === 'quote'))
  return { sections, sources, quotes }
}

function withoutRepeats(parts: readonly Part[], yielding: ReadonlySet<string>): Part[] {
  const told = new Set<string>()
  const keep = new Map<Part, readonly Block[]>()
  for (const part of [...parts.filter(({ id }) => !yielding.has(id)), ...parts.filter(({ id }) => yielding.has(id))]) {
    const blocks: Block[] = []
    let isDropped = false
    for (const block of part.blocks) {
      // “also in: …” belongs to the quotation above it.
      if (isDropped && isBeside(block)) continue
      isDropped = block.type === 'quote' && part.isWhole !== true && told.has(quoteKey(block))
      if (block.type === 'quote') told.add(quoteKey(block))
      if (!isDropped) blocks.push(block)
    }
    keep.set(part, withoutBareHeadings(blocks))
  }
  return parts.map((part) => ({ ...part, blocks: keep.get(part) ?? [] }))
}

function isBeside(block: Block): boolean {
  return block.type === 'paragraph' && headingOf(block) === null && block.spans.some(({ type }) => type === 'cite')
}

function withoutBareHeadings(blocks: readonly Block[]): Block[] {
  return blocks.filter((block, i) => {
    const next = blocks[i + 1]
    return headingOf(block) === null || (next !== undefined && headingOf(next) === null)
  })
}

/** What a paragraph is the heading of: it is one strong text and nothing else. */
export function headingOf(block: Block): string | null {
  if (block.type !== 'paragraph' || block.spans.length !== 1) return null
  const [span] = block.spans
  return span?.type === 'strong' ? span.text : null
}

/** An answer parted at its headings; what stands before the first one has the heading ''. */
export function underHeadings({ blocks }: Pick<Answer, 'blocks'>): { readonly heading: string; readonly blocks: readonly Block[] }[] {
  const found: { heading: string; blocks: Block[] }[] = [{ heading: '', blocks: [] }]
  for (const block of blocks) {
    const heading = headingOf(block)
    if (heading === null) found.at(-1)?.blocks.push(block)
    else found.push({ heading, blocks: [] })
  }
  return found.filter((one) => one.blocks.length > 0)
}

/** The picture apart from the rest. */
export function withoutCoverage(blocks: readonly Block[]): { readonly coverage: Coverage | null; readonly blocks: readonly Block[] } {
  return {
    coverage: blocks.find((block) => block.type === 'coverage') ?? null,
    blocks: blocks.filter(({ type }) => type !== 'coverage'),
  }
}
