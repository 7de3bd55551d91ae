/** Citations under other numbers, where several answers become one. */
import type { Block, Span } from './answer.ts'

/** `renumber`: null for what is no source; its citations go. null: the block was nothing but that citation. */
export function renumbered(block: Block, renumber: (n: number) => number | null): Block | null {
  const all = (spans: readonly Span[]): Span[] =>
    spans.flatMap((span): Span[] => {
      if (span.type !== 'cite') return [span]
      const source = renumber(span.source)
      return source === null ? [] : [{ type: 'cite', source }]
    })
  switch (block.type) {
    case 'quote': {
      const cite = renumber(block.cite)
      return cite === null ? null : { ...block, cite }
    }
    case 'paragraph':
      return { ...block, spans: all(block.spans) }
    case 'list':
      return { ...block, items: block.items.map(all) }
    case 'facts':
      return { ...block, rows: block.rows.map(({ label, spans }) => ({ label, spans: all(spans) })) }
    case 'chart':
    case 'coverage':
    case 'notice':
    case 'code':
      return block
    default:
      return block satisfies never
  }
}
