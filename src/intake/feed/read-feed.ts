/** Bytes → a feed, whatever its format, encoding and faults. Never throws on what it is given. */
import { atomFeed } from './atom.ts'
import { cdfFeed, isCdf } from './cdf.ts'
import { decodeFeed } from './decode.ts'
import type { Feed, From } from './feed.ts'
import { FEED_LIMITS } from './feed-limits.ts'
import { jsonFeed } from './json-feed.ts'
import { rssFeed } from './rss.ts'
import { type Element, parseXml } from './xml-tree.ts'

/** Within so much of a document its root stands, behind comments and a document type. */
const HEAD = 200_000
const ROOT = /<(?:[\w-]{1,40}:)?(?:rss|rdf|feed|channel)(?=[\s>/])/i
const PAGE = /^<(?:html|head|body)\b/i
/** Comments and declarations that are passed over in search of the first tag. */
const MAX_PASSED = 1_000

/** null: it is no feed. */
export function readFeed(bytes: Uint8Array, from: From): Feed | null {
  const { text, encoding, faults } = decodeFeed(bytes, from.contentType)
  const start = text.slice(0, HEAD).trimStart()
  if (start.startsWith('{') || start.startsWith('[')) {
    const feed = jsonFeed(text, from.url)
    return feed === null ? null : { ...feed, encoding, faults: told(faults, feed.faults) }
  }
  if (!ROOT.test(start) || isPage(start)) return null
  const { root, faults: ofXml } = parseXml(withoutControls(text), from.url)
  const feed = root === null ? null : feedOf(root)
  return feed === null ? null : { ...feed, encoding, faults: told(faults, ofXml) }
}

/** By its first tag: a feed may well quote one in its comments. */
function isPage(start: string): boolean {
  let at = 0
  for (let passed = 0; passed < MAX_PASSED; passed++) {
    const less = start.indexOf('<', at)
    if (less === -1) return false
    const mark = start.startsWith('<!--', less) ? '-->' : /^<[!?]/.test(start.slice(less, less + 2)) ? '>' : null
    if (mark === null) return PAGE.test(start.slice(less, less + 10))
    const end = start.indexOf(mark, less)
    if (end === -1) return false
    at = end + mark.length
  }
  return false
}

function feedOf(root: Element): Omit<Feed, 'encoding' | 'faults'> | null {
  if (root.name === 'feed') return atomFeed(root)
  if (root.name === 'channel') return isCdf(root) ? cdfFeed(root) : rssFeed(root)
  return root.name === 'rss' || root.name === 'rdf' ? rssFeed(root) : null
}

function told(...faults: readonly (readonly string[])[]): string[] {
  return faults.flat().slice(0, FEED_LIMITS.faults)
}

/** What XML does not allow, and says nothing. */
function withoutControls(text: string): string {
  return CONTROL.test(text) ? text.replace(CONTROLS, '') : text
}
const CONTROL = /(?![\t\n\r\u0080-\u009F])\p{Cc}|[\uFFFE\uFFFF]/u
const CONTROLS = new RegExp(CONTROL, 'gu')
