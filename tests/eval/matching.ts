/** Does an answer say what was asked for? */
import { type Answer, type Block, quotesOf, type Span } from '../../src/answer.ts'
import type { Alternative } from './question-file.ts'

export function matches(alternatives: readonly Alternative[], text: string): boolean {
  return alternatives.some((alternative) => {
    const all = typeof alternative === 'string' ? [alternative] : alternative.all
    return all.length > 0 && all.every((pattern) => new RegExp(pattern, 'i').test(text))
  })
}

/** What a reader sees first: the opening paragraph, if one comes before the quotations, and the first quotation. */
export function answeringLine(answer: Answer): string {
  const [quote] = quotesOf(answer)
  const opening = answer.blocks.find((block) => block.type !== 'notice')
  const line = opening?.type === 'paragraph' ? plain(opening.spans) : opening?.type === 'list' ? plain(opening.items[0] ?? []) : ''
  return [line, quote?.lead ?? '', quote?.text ?? ''].filter(Boolean).join('\n')
}

function plain(spans: readonly Span[]): string {
  return spans.map((span) => (span.type === 'cite' ? '' : span.type === 'time' ? span.at : span.text)).join('')
}

/** The articles that something in the answer cites: a source in the list that nothing refers to proves nothing. */
export function citedIds(answer: Answer): ReadonlySet<string> {
  const ids = new Set(quotesOf(answer).map((quote) => quote.articleId))
  for (const span of answer.blocks.flatMap(spansOf)) {
    if (span.type !== 'cite') continue
    const source = answer.sources.find(({ n }) => n === span.source)
    if (source !== undefined) ids.add(source.articleId)
  }
  return ids
}

function spansOf(block: Block): readonly Span[] {
  switch (block.type) {
    case 'paragraph':
      return block.spans
    case 'list':
      return block.items.flat()
    case 'facts':
      return block.rows.flatMap((row) => row.spans)
    case 'quote':
    case 'chart':
    case 'coverage':
    case 'notice':
    case 'code':
      return []
    default:
      return block satisfies never
  }
}
