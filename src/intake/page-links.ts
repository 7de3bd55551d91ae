/** What a page links to of its own accord: its one address, and its feeds. */
import { getDomain } from 'tldts'
import { plainLine } from './body-text.ts'
import type { PageDocument, PageElement } from './page-document.ts'

export type FeedLink = { readonly url: string; readonly title: string | null }

/** Past these a page lists other people's feeds, not its own. */
const MAX_FEEDS = 30
const MAX_TITLE = 200
const MAX_URL = 2_000

/** What relative addresses of a page are relative to. */
export function baseOf(page: PageDocument, url: string): string {
  return absolute(page.querySelector('base[href]')?.getAttribute('href'), url) ?? url
}

/** An address on the web, without its fragment; null for what is none. */
export function absolute(href: string | null | undefined, base: string): string | null {
  const text = href?.trim() ?? ''
  if (text === '' || text.length > MAX_URL || !URL.canParse(text, base)) return null
  const url = new URL(text, base)
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null
  url.hash = ''
  return url.href
}

/** Whether two addresses are of one registrable site; below a suffix that many share (`github.io`), each name is a site of its own. */
export function isSameSite(a: string, b: string): boolean {
  const [one, other] = [new URL(a).hostname, new URL(b).hostname]
  if (one === other) return true
  const site = getDomain(one, { allowPrivateDomains: true })
  return site !== null && site === getDomain(other, { allowPrivateDomains: true })
}

export type Canonical = { readonly url: string | null; readonly note: string | null }

/** The first address that the page may speak for: of the same site, and not its front page for all that stands on it. */
export function canonicalOf(said: readonly (string | null)[], base: string, url: string): Canonical {
  let note: string | null = null
  for (const each of said) {
    const address = absolute(each, base)
    if (address === null) continue
    if (!isSameSite(address, url)) note ??= `it names an address of another site as its own (${new URL(address).hostname})`
    else if (isFront(address) && !isFront(url)) note ??= 'it names the front page as its own address'
    else return { url: address, note }
  }
  return { url: null, note }
}

function isFront(address: string): boolean {
  const { pathname, search } = new URL(address)
  return pathname === '/' && search === ''
}

const FEED_TYPE = /^(?:application|text)\/(?:(?:rss|atom|rdf|feed)\+(?:xml|json)|rss|atom|rdf)$/
/** Said of feeds now and then, and of much else. */
const LOOSE_TYPE = /^(?:(?:application|text)\/xml|application\/json)$/
const FEED_WORD = /(?:^|[^a-z])(?:rss|atom|feeds?|rdf)(?:[^a-z]|$|2)/i
const COMMENTS = /comments?\b|\breplies\b|kommentare?\b|commentaires?\b|comentarios?\b|comentários?\b|commenti\b|reacties\b/i

/** In the order of the page, but those of comments last; where its head names none, those that its text links to. */
export function feedsOf(page: PageDocument, base: string): FeedLink[] {
  const named = [...page.querySelectorAll('link[href]')].filter(isFeedLink)
  const links = named.length > 0 ? named : [...page.querySelectorAll('a[href]')].filter(isFeedAnchor)
  const found = new Map<string, FeedLink>()
  for (const link of links) {
    const url = absolute(
      link
        .getAttribute('href')
        ?.replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
        .replace(/^feed:\/\//i, 'https://'),
      base,
    )
    if (url === null || found.has(url)) continue
    const title = plainLine((link.getAttribute('title') ?? (named.length > 0 ? '' : link.textContent) ?? '').slice(0, MAX_TITLE))
    found.set(url, { url, title: title === '' ? null : title })
    if (found.size >= MAX_FEEDS) break
  }
  const isOfComments = ({ url, title }: FeedLink): boolean => COMMENTS.test(title ?? '') || COMMENTS.test(new URL(url).pathname)
  const all = [...found.values()]
  return [...all.filter((each) => !isOfComments(each)), ...all.filter(isOfComments)]
}

function isFeedLink(link: PageElement): boolean {
  const rel = (link.getAttribute('rel') ?? '').toLowerCase().split(/\s+/)
  const type = (link.getAttribute('type') ?? '').toLowerCase().split(';', 1)[0]?.trim() ?? ''
  if (rel.includes('feed')) return type === '' || FEED_TYPE.test(type) || LOOSE_TYPE.test(type)
  if (!rel.includes('alternate') || rel.includes('stylesheet')) return false
  if (FEED_TYPE.test(type)) return true
  return LOOSE_TYPE.test(type) && FEED_WORD.test(`${link.getAttribute('title') ?? ''} ${link.getAttribute('href') ?? ''}`)
}

/** “RSS” in a footer: its address says so, by how it ends. */
function isFeedAnchor(link: PageElement): boolean {
  const href = link.getAttribute('href') ?? ''
  if (/^feed:/i.test(href) || FEED_TYPE.test((link.getAttribute('type') ?? '').toLowerCase())) return true
  const path = href.split(/[?#]/, 1)[0] ?? ''
  return (
    /\.(?:rss|atom|rdf)$|(?:^|\/)(?:rss|atom|feed|index)(?:\.(?:xml|json|php))$|(?:^|\/)(?:rss|atom|feed)\/?$/i.test(path) &&
    !/\bindex\.(?:php|json)$/i.test(path)
  )
}
