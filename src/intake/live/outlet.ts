/** Whose article it is: the outlet that wrote it, not whoever passes it on. */
import { getDomain, getDomainWithoutSuffix } from 'tldts'
import { plainLine } from '../body-text.ts'

const MAX_NAME = 80
const SEPARATOR = /\s+[|·•»:›>–—-]+\s+|\s*[|»›]\s*/
/** What feeds put round the name of an outlet. */
const FURNITURE =
  /\b(?:rss(?: ?2\.0| feed)?|atom(?: feed)?|feeds?|xml|latest (?:news|articles|stories|posts)|top stories|all (?:news|articles|stories|posts)|front ?page|home ?page|headlines)\b/gi

/** The name in a feed's title: the part that its site's address bears out, else all of it; null where nothing is left. */
export function outletOfTitle(title: string | null, site: string | null): string | null {
  const parts = plainLine(title ?? '')
    .split(SEPARATOR)
    .map(plainPart)
    .filter((part) => part !== '')
  const label = squashed(getDomainWithoutSuffix(site ?? '') ?? '')
  const borne = parts.find((part) => label !== '' && isBorneOut(squashed(part), label))
  const name = borne ?? parts.join(' – ')
  return name === '' ? null : name.slice(0, MAX_NAME)
}

function plainPart(part: string): string {
  return part
    .replace(FURNITURE, ' ')
    .replace(/^[\s:,–—-]+|[\s:,–—-]+$/g, '')
    .replace(/\s+/g, ' ')
}

/** `theguardian` for “The Guardian”, `bbc` for “BBC News”, `nytimes` for “NYT”: the one begins with the other. */
function isBorneOut(part: string, label: string): boolean {
  return part.length >= 2 && (part.startsWith(label) || label.startsWith(part) || part.replace(/^the/, '') === label.replace(/^the/, ''))
}

function squashed(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** The host without `www.`: the name of last resort. */
export function hostName(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : url.slice(0, MAX_NAME)
}

export function isSameSite(a: string, b: string): boolean {
  const hosts = [a, b].map((url) => (URL.canParse(url) ? new URL(url).hostname : ''))
  // An address in numbers, or a name without a registry, is its own site.
  const sites = hosts.map((host) => getDomain(host) ?? host)
  return sites[0] === sites[1] && sites[0] !== ''
}

export type Outlets = {
  /** What the item says where it has it from. */
  readonly source: string | null
  readonly link: string | null
  /** What the page says of itself. */
  readonly page: string | null
}

/** The item's own word, then the feed's where the item leads to its site, then the page's, then the host's. */
export function publisherOf(
  { source, link, page }: Outlets,
  feed: { readonly publisher: string; readonly site: string | null; readonly url: string },
): string {
  if (source !== null) return source.slice(0, MAX_NAME)
  const isOwn = link === null || isSameSite(link, feed.site ?? feed.url) || isSameSite(link, feed.url)
  if (isOwn) return feed.publisher
  return page?.slice(0, MAX_NAME) ?? hostName(link)
}

/** “Headline - The Gazette” → Headline, where that is who published it: aggregators append it. */
export function withoutOutlet(title: string, publisher: string): string {
  const at = Math.max(title.lastIndexOf(' - '), title.lastIndexOf(' | '), title.lastIndexOf(' – '), title.lastIndexOf(' — '))
  if (at <= 0) return title
  return squashed(title.slice(at + 3)) === squashed(publisher) ? title.slice(0, at).trim() : title
}
