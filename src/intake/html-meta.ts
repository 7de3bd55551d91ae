/** What a page says of its article in its head: Open Graph, `<meta>`, JSON-LD (schema.org NewsArticle). */
import { plainLine } from './body-text.ts'

/** The little of the DOM that this file needs. */
export type Page = {
  querySelector(selector: string): PagePart | null
  querySelectorAll(selector: string): Iterable<PagePart>
}
type PagePart = { readonly textContent: string | null; getAttribute(name: string): string | null }
export type PageMeta = {
  readonly title: string | null
  readonly publisher: string | null
  readonly authors: readonly string[]
  /** As the page writes it; not yet checked. */
  readonly published: string | null
  readonly url: string | null
  readonly tags: readonly string[]
}

const MAX_LD_BYTES = 1_000_000
const ARTICLE_TYPES = /(?:Article|Posting|Report|LiveBlogPosting)$/

export function metaOf(page: Page): PageMeta {
  const ld = articleData(page)
  const meta = (...names: string[]): string | null => firstMeta(page, names)
  const h1 = [...page.querySelectorAll('h1')].map((each) => plainLine(each.textContent ?? '')).filter((text) => text !== '')
  const pageTitle = plainLine(page.querySelector('title')?.textContent ?? '')
  const shown = (h1.length === 1 ? h1[0] : pageTitle) ?? ''
  const title = textOf(ld?.headline) ?? meta('og:title', 'twitter:title') ?? shown
  return {
    title: title === '' ? null : title,
    publisher: nameOf(ld?.publisher) ?? meta('og:site_name', 'application-name'),
    authors: authorsOf(page, ld),
    published:
      textOf(ld?.datePublished) ??
      meta(
        'article:published_time',
        'datePublished',
        'date',
        'dc.date',
        'dc.date.issued',
        'dcterms.created',
        'pubdate',
        'publishdate',
        'sailthru.date',
        'parsely-pub-date',
      ) ??
      page.querySelector('time[datetime]')?.getAttribute('datetime') ??
      null,
    url: webUrl(page.querySelector('link[rel="canonical"]')?.getAttribute('href')) ?? webUrl(meta('og:url')) ?? webUrl(textOf(ld?.url)),
    tags: tagsOf(page, ld),
  }
}

function firstMeta(page: Page, names: readonly string[]): string | null {
  for (const name of names) {
    for (const attribute of ['property', 'name', 'itemprop']) {
      const text = plainLine(page.querySelector(`meta[${attribute}="${name}"]`)?.getAttribute('content') ?? '')
      if (text !== '') return text
    }
  }
  return null
}

type Data = Readonly<Record<string, unknown>>

/** The first article among the page's JSON-LD, also inside an `@graph` or a list. */
function articleData(page: Page): Data | null {
  for (const script of page.querySelectorAll('script[type="application/ld+json"]')) {
    const source = script.textContent ?? ''
    if (source.length > MAX_LD_BYTES) continue
    const found = findArticle(parse(source), 0)
    if (found !== null) return found
  }
  return null
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    // Many pages print broken JSON-LD; the other sources of the same facts follow.
    return null
  }
}

function findArticle(value: unknown, depth: number): Data | null {
  if (depth > 4 || typeof value !== 'object' || value === null) return null
  if (Array.isArray(value)) {
    for (const each of value.slice(0, 200)) {
      const found = findArticle(each, depth + 1)
      if (found !== null) return found
    }
    return null
  }
  const data = value as Data
  const types = Array.isArray(data['@type']) ? data['@type'] : [data['@type']]
  if (types.some((type) => typeof type === 'string' && ARTICLE_TYPES.test(type))) return data
  return findArticle(data['@graph'], depth + 1) ?? findArticle(data.mainEntity, depth + 1)
}

function authorsOf(page: Page, ld: Data | null): string[] {
  const fromLd = (Array.isArray(ld?.author) ? ld.author : [ld?.author]).map(nameOf).filter((name) => name !== null)
  if (fromLd.length > 0) return unique(fromLd)
  const named = [...page.querySelectorAll('meta[name="author"], meta[property="article:author"], meta[name="byl"]')].map(
    (each) => each.getAttribute('content') ?? '',
  )
  const linked =
    named.length > 0
      ? named
      : [...page.querySelectorAll('[rel="author"], [itemprop="author"] [itemprop="name"]')].map((each) => each.textContent ?? '')
  return unique(linked.filter((name) => !/^https?:/.test(name)).map((name) => plainLine(name).replace(/^by\s+/i, '')))
}

function tagsOf(page: Page, ld: Data | null): string[] {
  const tags = [...page.querySelectorAll('meta[property="article:tag"]')].map((each) => each.getAttribute('content') ?? '')
  const keywords =
    textOf(ld?.keywords) ??
    (Array.isArray(ld?.keywords) ? ld.keywords.filter((each) => typeof each === 'string').join(',') : null) ??
    firstMeta(page, ['news_keywords', 'keywords'])
  return unique(tags.length > 0 ? tags : (keywords ?? '').split(',')).slice(0, 100)
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names.map(plainLine).filter((name) => name !== '' && name.length <= 120))]
}

function nameOf(value: unknown): string | null {
  if (Array.isArray(value)) return nameOf(value[0])
  return typeof value === 'object' && value !== null && 'name' in value ? textOf(value.name) : textOf(value)
}

function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const text = plainLine(decodeEntities(value))
  return text === '' ? null : text
}

/** JSON-LD is often escaped once too often. */
function decodeEntities(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>', nbsp: ' ' }
  return text
    .replace(/&#(x?)([0-9a-f]{1,6});/gi, (_, hex: string, digits: string) => fromCode(Number.parseInt(digits, hex === '' ? 10 : 16)))
    .replace(/&(amp|quot|apos|lt|gt|nbsp);/g, (_, name: string) => named[name] ?? '')
}

function fromCode(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

function webUrl(text: string | null | undefined): string | null {
  return text != null && /^https?:\/\/\S+$/i.test(text.trim()) && URL.canParse(text.trim()) ? text.trim() : null
}
