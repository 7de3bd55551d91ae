/** A newsroom that answers from a script, so that the scoring itself can be tested to the last digit. */
import type { Answer, Block } from '../../src/answer.ts'
import type { Asked, PassageHit, Reply } from '../../src/newsroom.ts'
import type { Bench } from './answer-scores.ts'

/** Per question: the sentences quoted, each with its article (none = a refusal), and the articles that a search finds. */
export type Scripted = {
  readonly quotes?: readonly (readonly [text: string, articleId: string])[]
  readonly found?: readonly (readonly [text: string, articleId: string])[]
}

export function answerOf(question: string, quotes: Scripted['quotes'] = []): Answer {
  const ids = [...new Set(quotes.map(([, id]) => id))]
  const blocks: Block[] = quotes.map(([text, articleId]) => ({
    type: 'quote',
    text,
    articleId,
    start: 0,
    end: text.length,
    cite: ids.indexOf(articleId) + 1,
    strong: null,
    lead: null,
  }))
  return {
    question,
    verdict: quotes.length > 0 ? 'answered' : 'unanswered',
    title: question,
    blocks,
    sources: ids.map((articleId, i) => ({
      n: i + 1,
      articleId,
      title: articleId,
      publisher: 'P',
      authors: [],
      published: null,
      about: null,
      url: null,
    })),
    searched: { from: null, to: null, publishers: [], articles: 0 },
    followUps: [],
  }
}

/** Each ask takes 5 ms more than the one before by the bench's clock: 5, 10, 15 … */
export function fakeBench(script: Readonly<Record<string, Scripted>>): Bench & { readonly asks: Asked[] } {
  const asks: Asked[] = []
  let ticks = 0
  const hitOf = ([text, articleId]: readonly [string, string]): PassageHit => ({
    articleId,
    text,
    url: null,
    publisher: 'P',
    title: articleId,
    published: null,
    score: 1,
    start: 0,
    end: text.length,
  })
  return {
    asks,
    asked: { now: new Date('2026-01-15T12:00:00Z'), zone: 'UTC' },
    newsroom: {
      async ask(question, asked): Promise<Reply> {
        asks.push(asked)
        ticks += 5 * asks.length
        const scripted = script[question]
        if (scripted === undefined) throw new Error(`no script for ${question}`)
        const answer = answerOf(question, scripted.quotes)
        return { answer, explanation: { steps: [] }, conversation: { question, entities: [], articleIds: [], period: null } }
      },
      async search(query, asked, limit) {
        asks.push(asked)
        return (script[query]?.found ?? []).slice(0, limit).map(hitOf)
      },
    },
    textOf: (answer) => answer.blocks.map((block) => (block.type === 'quote' ? block.text : '')).join('\n'),
    idOf: (key) => (key === 'missing' ? null : key),
    clock: () => ticks,
  }
}
