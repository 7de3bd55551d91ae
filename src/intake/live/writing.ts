/** An item and its page → an article, in plain text. */
import { cutAtWord } from '../../answer.ts'
import type { Article } from '../../article.ts'
import type { FeedItemRecord, FeedRecord, Origin } from '../../store/feed-store.ts'
import { plainBody, plainLine, titleFromText } from '../body-text.ts'
import type { WebPage } from '../web-page.ts'
import { publishedOf } from './dates.ts'
import { type Draft, saidOf } from './drafts.ts'
import { canonicalUrl, urlKey } from './keys.ts'
import { publisherOf, withoutOutlet } from './outlet.ts'

export type Written = { readonly article: Article; readonly origin: Origin }
/** A page as it was fetched: where the redirects ended, and what stands there. */
export type FetchedPage = { readonly url: string; readonly page: WebPage }

const MAX_TITLE = 300
/** A long read has 60,000. */
const MAX_BODY = 400_000
const MAX_NAMES = 20
const MAX_NAME = 120
/** Of the headline's long words, as many must stand on its page: consent forms and error pages have none of them. */
const SHARE_OF_HEADLINE = 1 / 3
const LONG_WORD = /[\p{L}\p{N}]{4,}/gu

export type Writing = {
  readonly draft: Draft
  readonly record: Pick<FeedItemRecord, 'articleId' | 'firstMs' | 'urlKey'>
  readonly feed: FeedRecord
  readonly fetched: FetchedPage | null
  /** The article as it is, where its page was to be read again and was not had. */
  readonly before: Article | null
  readonly nowMs: number
}

export function written({ draft, record, feed, fetched, before, nowMs }: Writing): Written {
  const { item } = draft
  const page = fetched?.page ?? null
  const publisher = publisherOf(
    { source: item.source?.title ?? null, link: fetched?.url ?? draft.url, page: page?.publisher ?? null },
    feed,
  )
  const ofFeed = before !== null && before.body.length > item.text.length ? before.body : item.text
  const text = page !== null && isFuller(page, item.text, item.title) ? page.body : ofFeed
  const said = item.title ?? page?.title ?? null
  const headline = said === null ? null : withoutOutlet(plainLine(said), publisher)
  const body = bounded(plainBody(text)) || plainLine(headline ?? '')
  const dated = publishedOf(saidOf(item), page?.published ?? null, nowMs)
  return {
    article: {
      id: record.articleId,
      title: cutAtWord(headline ?? titleFromText(body), MAX_TITLE),
      headlined: headline !== null,
      publisher,
      authors: names(item.authors.length > 0 ? item.authors : (page?.authors ?? before?.authors ?? [])).filter(
        (name) => name !== publisher,
      ),
      published: dated.published,
      about: null,
      // Without its page, the address that is known stands for as long as the feed leads to it.
      url:
        page?.canonical ??
        canonicalUrl(fetched?.url ?? null) ??
        (urlKey(before?.url ?? null) === record.urlKey ? before?.url : null) ??
        draft.url,
      tags: names([...item.tags, ...(page?.tags ?? before?.tags ?? [])]),
      body,
    },
    origin: {
      articleId: record.articleId,
      feed: feed.id,
      // What retention has forgotten, and its feed edits, does not begin anew.
      firstMs: record.firstMs,
      language: page?.language ?? item.language,
      isPaywalled: page?.isPaywalled ?? false,
      note: dated.note,
    },
  }
}

/** An article that was stored without its page, with it; null where the page adds nothing. */
export function completed(article: Article, origin: Origin | null, { url, page }: FetchedPage, nowMs: number): Written | null {
  if (!isFuller(page, article.body, article.title)) return null
  const dated = article.published === null ? publishedOf(null, page.published, nowMs) : null
  return {
    article: {
      ...article,
      authors: article.authors.length > 0 ? article.authors : names(page.authors),
      published: dated?.published ?? article.published,
      url: page.canonical ?? canonicalUrl(url) ?? article.url,
      tags: article.tags.length > 0 ? article.tags : names(page.tags),
      body: bounded(plainBody(page.body)),
    },
    origin: {
      articleId: article.id,
      feed: origin?.feed ?? null,
      firstMs: origin?.firstMs ?? nowMs,
      language: page.language ?? origin?.language ?? null,
      isPaywalled: page.isPaywalled,
      note: dated?.published == null ? (origin?.note ?? null) : null,
    },
  }
}

/** Whether the page has more of this article than the feed, and is about it at all. */
export function isFuller(page: WebPage, text: string, title: string | null): boolean {
  if (page.body.length <= text.length) return false
  const wanted = new Set(title?.toLowerCase().match(LONG_WORD) ?? [])
  if (wanted.size === 0) return true
  const said = `${page.title ?? ''}\n${page.body}`.toLowerCase()
  return [...wanted].filter((word) => said.includes(word)).length >= wanted.size * SHARE_OF_HEADLINE
}

/** Broken off between paragraphs. */
function bounded(body: string): string {
  if (body.length <= MAX_BODY) return body
  const end = body.lastIndexOf('\n\n', MAX_BODY)
  return body.slice(0, end > 0 ? end : MAX_BODY).trimEnd()
}

function names(all: readonly string[]): string[] {
  const plain = all.map(plainLine).filter((name) => name !== '' && name.length <= MAX_NAME)
  return [...new Set(plain)].slice(0, MAX_NAMES)
}
