/** What programs get: answers, passages and faults as JSON. The shapes are described in openapi-schemas.ts. */
import { type Answer, type Quote, quotesOf, type Source, type Span } from '../../src/answer.ts'
import { commandLink } from './command-link.ts'
import type { PassageRow, Reading } from './host.ts'
import { articlePath, askPath } from './links.ts'
import type { Refusal } from './refusal.ts'

export type AnswerJson = {
  /** As it was understood: `after` of the next question. */
  readonly question: string
  readonly verdict: Answer['verdict']
  readonly title: string
  /** Where people read the same. */
  readonly page: string
  readonly quotes: readonly QuoteJson[]
  readonly sources: readonly SourceJson[]
  readonly blocks: Answer['blocks']
  readonly searched: Answer['searched']
  readonly followUps: readonly { readonly label: string; readonly question: string; readonly page: string | null }[]
}
type QuoteJson = Pick<Quote, 'text' | 'lead' | 'articleId' | 'start' | 'end'> & { readonly source: number; readonly passage: string }
type SourceJson = Source & { readonly passage: string }
export type FoundJson = { readonly query: string; readonly passages: readonly PassageJson[] }
type PassageJson = PassageRow & { readonly passage: string }
export type FaultJson = { readonly error: { readonly code: string; readonly message: string } }

/** `origin`: under which address the reading room was asked. */
export function answerJson(
  { outcome }: Pick<Reading, 'outcome'>,
  given: { readonly q: string; readonly after: string | null; readonly origin: string },
): AnswerJson {
  const { q, after, origin } = given
  const { answer, conversation } = outcome
  const quotes = quotesOf(answer)
  const understood = conversation?.question ?? answer.question
  return {
    question: understood,
    verdict: answer.verdict,
    title: answer.title,
    page: `${origin}${askPath(q, after)}`,
    quotes: quotes.map((quote) => ({
      text: quote.text,
      lead: quote.lead,
      source: quote.cite,
      articleId: quote.articleId,
      start: quote.start,
      end: quote.end,
      passage: `${origin}${articlePath(quote.articleId, [quote])}`,
    })),
    sources: answer.sources.map((source) => {
      const cited = quotes.filter((quote) => quote.cite === source.n && quote.articleId === source.articleId)
      return { ...source, passage: `${origin}${articlePath(source.articleId, cited)}` }
    }),
    blocks: answer.blocks,
    searched: answer.searched,
    followUps: answer.followUps.map(({ label, command }) => {
      const link = commandLink(command, understood)
      return { label, question: command, page: link === null ? null : `${origin}${link.href}` }
    }),
  }
}

export function foundJson(query: string, rows: readonly PassageRow[], origin: string): FoundJson {
  return { query, passages: rows.map((row) => ({ ...row, passage: `${origin}${articlePath(row.id, [row])}` })) }
}

export function faultJson({ code, message }: Pick<Refusal, 'code' | 'message'>): FaultJson {
  return { error: { code, message } }
}

/** What an answer says that quotes nothing, in one line: how something has to be said otherwise. */
export function saidIn({ title, blocks }: Answer): string {
  const texts = blocks.map((block) => {
    if (block.type === 'paragraph') return spansText(block.spans)
    return block.type === 'notice' ? block.text : ''
  })
  return [title, ...texts].filter((text) => text.trim() !== '').join(' ')
}

function spansText(spans: readonly Span[]): string {
  return spans.map((span) => ('text' in span ? span.text : '')).join('')
}
