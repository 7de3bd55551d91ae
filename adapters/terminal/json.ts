/** An answer for a program: what `--json` prints on every command that answers. */
import { type Answer, quotesOf } from '../../src/answer.ts'
import { render } from './render.ts'

/** `text` is the whole answer as a reader sees it; `body.slice(start, end) === text` holds for every sentence. `ms`: time taken, to a tenth. */
export function answerJson(answer: Answer, ms: number): Record<string, unknown> {
  return {
    question: answer.question,
    verdict: answer.verdict,
    text: render(answer),
    sentences: quotesOf(answer).map(({ text, cite, articleId, start, end }) => ({ text, cites: [cite], articleId, start, end })),
    sources: answer.sources.map(({ n, articleId, title, publisher, authors, published, url }) => ({
      n,
      articleId,
      title,
      publisher,
      authors,
      published,
      url,
    })),
    searched: answer.searched,
    ms: Math.round(ms * 10) / 10,
  }
}
