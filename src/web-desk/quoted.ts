/** Quotations in the paragraphs that they stand in, byte-exact: `before + text + after` is a slice of the article's body. */
import { type Paragraph, type Paragraphs, quoteKey } from '../../adapters/web/host.ts'
import { inParagraphs } from '../../commands/paragraphs.ts'
import type { Quote } from '../answer.ts'
import type { Analysed, Store } from '../store/store.ts'

/** More than any page quotes; what a page quotes past it stands there without its paragraph. */
const MAX_ARTICLES = 200

/** A quotation whose article is gone, or says something else by now, has none. */
export async function paragraphsOf(store: Pick<Store, 'analysed'>, quotes: readonly Quote[]): Promise<Paragraphs> {
  const ids = [...new Set(quotes.map(({ articleId }) => articleId))].slice(0, MAX_ARTICLES)
  const stored = ids.length === 0 ? [] : await store.analysed(ids)
  const byId = new Map(stored.map((one) => [one.article.id, one]))
  const paragraphs = new Map<string, Paragraph>()
  for (const quote of quotes) {
    const analysed = byId.get(quote.articleId)
    const paragraph = analysed === undefined ? null : paragraphOf(analysed, quote)
    if (paragraph !== null) paragraphs.set(quoteKey(quote), paragraph)
  }
  return paragraphs
}

/** Each quotation by itself, so that a neighbour that is quoted too is in its paragraph. */
function paragraphOf({ article: { body }, analysis }: Analysed, { start, end, text }: Quote): Paragraph | null {
  if (body.slice(start, end) !== text) return null
  const [found] = inParagraphs(body, [{ start, end }], analysis.sentences)
  if (found === undefined) return null
  // What is quoted may reach over the end of its paragraph.
  return {
    before: body.slice(Math.min(found.shown.start, start), start),
    after: body.slice(end, Math.max(found.shown.end, end)),
  }
}
