/** What a page says of its article in its head: Open Graph, `<meta>`, JSON-LD (schema.org NewsArticle). */
import { plainLine } from './body-text.ts'
import type { PageDocument } from './page-document.ts'

export type PageMeta = {
  readonly title: string | null
  readonly publisher: string | null
  readonly authors: readonly string[]
  /** As the page writes them, the most trustworthy first; not yet checked. */
  readonly published: readonly string[]
  readonly modified: readonly string[]
  readonly url: string | null
  /** What the page gives as its own address in any place, not yet checked. */
  readonly addresses: readonly (string | null)[]
  readonly tags: readonly string[]
  /** As the page says it: `en`, `pt-BR`. */
  readonly language: string | null
  /** Its NewsArticle in JSON-LD. */
  readonly article: ArticleData | null
}
export type ArticleData = Readonly<Record<string, unknown>>

const MAX_LD_BYTES = 1_000_000
const ARTICLE_TYPES = /(?:Article|Posting|Report|LiveBlogPosting)$/
const PUBLISHED =
  'article:published_time datePublished date dc.date dc.date.issued DC.date.issued dcterms.created dcterms.date pubdate publishdate publish-date sailthru.date parsely-pub-date og:pubdate og:article:published_time'.split(
    ' ',
  )
const MODIFIED = 'article:modified_time dateModified og:updated_time og:article:modified_time dcterms.modified last-modified lastmod'.split(
  ' ',
)

export function metaOf(page: PageDocument): PageMeta {
  const ld = articleData(page)
  const meta = (...names: string[]): string | null => firstMeta(page, names)
  const h1 = [...page.querySelectorAll('h1')].map((each) => plainLine(each.textContent ?? '')).filter((text) => text !== '')
  const pageTitle = plainLine(page.querySelector('title')?.textContent ?? '')
  const shown = (h1.length === 1 ? h1[0] : pageTitle) ?? ''
  const title = textOf(ld?.headline) ?? meta('og:title', 'twitter:title') ?? shown
  const addresses = [
    page.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? null,
    meta('og:url'),
    textOf(ld?.url) ?? addressOf(ld?.mainEntityOfPage),
  ]
  return {
    title: title === '' ? null : title,
    publisher: nameOf(ld?.publisher) ?? meta('og:site_name', 'application-name'),
    authors: authorsOf(page, ld),
    published: [textOf(ld?.datePublished), meta(...PUBLISHED), timeOf(page, 'datePublished', true), textOf(ld?.dateCreated)].filter(
      (said) => said !== null,
    ),
    modified: [textOf(ld?.dateModified), meta(...MODIFIED), timeOf(page, 'dateModified', false)].filter((said) => said !== null),
    url: addresses.map(webUrl).find((url) => url !== null) ?? null,
    addresses,
    tags: tagsOf(page, ld),
    language: languageSaid(page, ld),
    article: ld,
  }
}

/** `<time itemprop="datePublished" datetime>`; else, if asked for, the first time in the article, which is its own more often than not. */
function timeOf(page: PageDocument, name: string, anyTime: boolean): string | null {
  const named = page.querySelector(`[itemprop="${name}"]`)
  const said = named?.getAttribute('datetime') ?? named?.getAttribute('content')
  if (said != null && said.trim() !== '') return said
  if (!anyTime) return null
  const time = page.querySelector('time[pubdate], article time[datetime], main time[datetime]') ?? page.querySelector('time[datetime]')
  return time?.getAttribute('datetime') ?? null
}

function addressOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && '@id' in value ? textOf(value['@id']) : textOf(value)
}

function languageSaid(page: PageDocument, ld: ArticleData | null): string | null {
  const said = [
    page.documentElement.getAttribute('lang'),
    page.documentElement.getAttribute('xml:lang'),
    page.querySelector('meta[http-equiv="content-language" i]')?.getAttribute('content'),
    firstMeta(page, ['og:locale']),
    textOf(ld?.inLanguage),
  ]
  return said.find((each) => each != null && each.trim() !== '')?.trim() ?? null
}

function firstMeta(page: PageDocument, names: readonly string[]): string | null {
  for (const name of names) {
    for (const attribute of ['property', 'name', 'itemprop']) {
      const text = plainLine(page.querySelector(`meta[${attribute}="${name}"]`)?.getAttribute('content') ?? '')
      if (text !== '') return text
    }
  }
  return null
}

/** The first article among the page's JSON-LD, also inside an `@graph` or a list. */
function articleData(page: PageDocument): ArticleData | null {
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

function findArticle(value: unknown, depth: number): ArticleData | null {
  if (depth > 4 || typeof value !== 'object' || value === null) return null
  if (Array.isArray(value)) {
    for (const each of value.slice(0, 200)) {
      const found = findArticle(each, depth + 1)
      if (found !== null) return found
    }
    return null
  }
  const data = value as ArticleData
  const types = Array.isArray(data['@type']) ? data['@type'] : [data['@type']]
  if (types.some((type) => typeof type === 'string' && ARTICLE_TYPES.test(type))) return data
  return findArticle(data['@graph'], depth + 1) ?? findArticle(data.mainEntity, depth + 1)
}

function authorsOf(page: PageDocument, ld: ArticleData | null): string[] {
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

function tagsOf(page: PageDocument, ld: ArticleData | null): string[] {
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
