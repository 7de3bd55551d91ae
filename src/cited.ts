/** Quotations and their sources, numbered in the order in which they are first cited. */
import { printedDate, type Quote, type Searched, type Source } from './answer.ts'
import type { Article, ArticleHead } from './article.ts'
import type { CorpusSummary } from './store/store.ts'

export type Citations = {
  /** The number of an article's source; the first citation gives it one. */
  cite(article: ArticleHead): number
  /** A byte-exact quotation of `article.body.slice(start, end)`. */
  quote(article: Article, span: { readonly start: number; readonly end: number }, lead: string | null): Quote
  sources(): readonly Source[]
}

export function citations(): Citations {
  const sources: Source[] = []
  const numbers = new Map<string, number>()
  const cite = (article: ArticleHead): number => {
    const known = numbers.get(article.id)
    if (known !== undefined) return known
    const n = sources.length + 1
    const { id, title, publisher, authors, published, about, url } = article
    sources.push({ n, articleId: id, title, publisher, authors, published, about, url })
    numbers.set(id, n)
    return n
  }
  return {
    cite,
    quote: (article, { start, end }, lead) => ({
      type: 'quote',
      text: article.body.slice(start, end),
      articleId: article.id,
      start,
      end,
      cite: cite(article),
      strong: null,
      lead,
    }),
    sources: () => sources,
  }
}

/** What was searched, for the line under an answer: the corpus, or what a filter left of it. */
export function searchedIn(corpus: CorpusSummary, narrowed?: Partial<Searched>): Searched {
  return {
    from: dayOf(corpus.fromMs),
    to: dayOf(corpus.toMs),
    publishers: corpus.publishers.map((outlet) => outlet.publisher),
    articles: corpus.articles,
    ...narrowed,
  }
}

/** `YYYY-MM-DD` in UTC of epoch milliseconds. */
export function dayOf(ms: number): string
export function dayOf(ms: number | null): string | null
export function dayOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString().slice(0, 10)
}

/** The day of an article as printed at its source, without the time: `25 Feb 2020`, `about June 2019`, `date not printed`. */
export function dayPrinted(article: Pick<Source, 'published' | 'about'>): string {
  return printedDate({ published: article.published?.slice(0, 10) ?? null, about: article.about })
}
