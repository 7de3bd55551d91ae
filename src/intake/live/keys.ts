/** What an item is known by: its address, its guid, its title, its words. Keys are short hashes, the same wherever the item comes from. */
import { hash } from 'node:crypto'
import { fold } from '../../retrieval/terms.ts'

/** Parameters that say where a reader came from, not what is read. */
const TRACKING =
  /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref_src|ref_url|ncid|cmpid|cmp|ito|ocid|smid|xtor|at_\w+|ns_\w+|__twitter_impression)$/i
const MAX_URL = 2_000
/** News goes on under the headline that it began with. */
const OPENER =
  /^(?:(?:update|updated|breaking|live|exclusive|correction|corrected|watch|video|photos?)(?: \d+)?)(?:\s*[:–—-]\s*|\s+\d+[:–—-]\s*)/i

/** An address without what changes nothing about the page: fragment, tracking, default port, order of parameters. null: no http(s) address. */
export function canonicalUrl(text: string | null): string | null {
  if (text === null || text.length > MAX_URL || !URL.canParse(text)) return null
  const url = new URL(text)
  if (!/^https?:$/.test(url.protocol) || url.hostname === '') return null
  url.hash = ''
  url.username = ''
  url.password = ''
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name)
  url.searchParams.sort()
  return url.href
}

/** Of an address: the same for http and https, with and without `www.`, and for a slash at the end. */
export function urlKey(text: string | null): string | null {
  const plain = canonicalUrl(text)
  if (plain === null) return null
  const { hostname, port, pathname, search } = new URL(plain)
  return short(`${hostname.replace(/^(?:www|m|amp)\./, '')}:${port}${pathname.replace(/\/+$/, '')}${search}`)
}

/** What a feed itself knows an item by: the guid, else its address as written; null where it gives neither. */
export function guidKey(guid: string | null, link: string | null): string | null {
  if (guid !== null) return short(`guid ${guid}`)
  return link === null ? null : short(`link ${link}`)
}

/** Of the words of a headline, whatever their case and punctuation, in one outlet; null where it has none. */
export function titleKey(publisher: string, title: string | null): string | null {
  const words = fold(title?.replace(OPENER, '') ?? '').match(/[\p{L}\p{N}]+/gu)
  return words === null ? null : short(`${fold(publisher)}\n${words.join(' ')}`)
}

export function short(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 22)
}

const SHINGLE = 3
/** Later words are not looked at. */
const MAX_WORDS = 2_000
/** With fewer shingles, a text says too little to be told by it. */
const MIN_SHINGLES = 6

/** How much of the shorter text stands in the other, 0–1; null where one says too little. */
export function sameWords(a: string, b: string): number | null {
  const [few, many] = [shingles(a), shingles(b)].sort((x, y) => x.size - y.size) as [Set<string>, Set<string>]
  if (few.size < MIN_SHINGLES) return null
  let common = 0
  for (const shingle of few) if (many.has(shingle)) common++
  return common / few.size
}

function shingles(text: string): Set<string> {
  const words = (fold(text.slice(0, 20_000)).match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MAX_WORDS)
  const found = new Set<string>()
  for (let at = 0; at + SHINGLE <= words.length; at++) found.add(words.slice(at, at + SHINGLE).join(' '))
  return found
}
