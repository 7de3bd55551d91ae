/** Answers of the hostile newsroom: blocks of every sort, sources, paragraphs around quotations. */
import { type ArticleRow, type Paragraphs, quoteKey, type Reading } from '../../adapters/web/host.ts'
import type { Answer, Block, Coverage, Quote, Source, Span } from '../../src/answer.ts'
import { type Supply, times } from './hostile-host.ts'

/** Of a list in an answer. */
const MANY_ITEMS = 12

export function hostileAnswers({ next, url }: Supply, rows: number, row: () => ArticleRow) {
  const items = Math.min(MANY_ITEMS, rows)
  const quote = (cite: number, articleId: string): Quote => {
    const text = next()
    return { type: 'quote', text, articleId, start: 0, end: text.length, cite, strong: [0, text.length], lead: next() }
  }
  const sources = (): Source[] => times(items, (n) => ({ ...row(), n: n + 1, articleId: `article-${n + 1}` }))
  const coverage = (): Coverage => ({
    type: 'coverage',
    title: next(),
    per: 'month',
    columns: ['2024-01', '2024-02', '2024-03'],
    series: times(4, () => ({ label: next(), values: [1, 0, 2] })),
    undated: 1,
  })
  const blocks = (): Block[] => [
    { type: 'paragraph', spans: spans(next, url) },
    ...times(items, (n) => quote(n + 1, `article-${n + 1}`)),
    { type: 'list', items: times(items, () => spans(next, url)) },
    { type: 'facts', rows: times(items, () => ({ label: next(), spans: spans(next, url) })) },
    { type: 'chart', title: next(), series: times(items, (n) => ({ label: next(), value: n })) },
    ...(rows === 0 ? [] : [coverage()]),
    { type: 'notice', text: next() },
    { type: 'code', text: next() },
  ]
  const paragraphs = (of: readonly Block[]): Paragraphs =>
    new Map(of.flatMap((block) => (block.type === 'quote' ? [[quoteKey(block), { before: next(), after: next() }] as const] : [])))
  const answer = (question: string): Answer => ({
    question,
    verdict: 'answered',
    title: next(),
    blocks: blocks(),
    sources: sources(),
    searched: { from: '2024-01-01', to: '2024-06-01', publishers: times(4, next), articles: 12 },
    followUps: times(4, () => ({ label: next(), command: `about ${next()}` })),
  })
  const reading = (question: string): Reading => {
    const said = answer(question)
    const explanation = { steps: times(Math.min(4, rows), () => ({ title: next(), rows: times(6, () => [next(), next()] as const) })) }
    const conversation = { question: next(), entities: times(3, next), articleIds: [], period: null }
    return { outcome: { kind: 'answered', answer: said, explanation, conversation }, paragraphs: paragraphs(said.blocks) }
  }
  return { coverage, blocks, sources, paragraphs, answer, reading }
}

function spans(next: () => string, url: () => string): Span[] {
  return [
    { type: 'text', text: next() },
    { type: 'strong', text: next() },
    { type: 'link', text: next(), url: url() },
    { type: 'cite', source: 1 },
    { type: 'time', at: next() },
  ]
}
