/** Looks at an address for somebody: a feed, or a page that names one. */
import type { Fetched } from '../fetch/fetcher.ts'
import { type Opened, type PlainFeed, WorkshopError } from '../workshop.ts'
import { publishedOf } from './dates.ts'
import type { Desk } from './desk.ts'
import { draftsOf, saidOf } from './drafts.ts'
import { firstIntervalMs } from './health.ts'
import { canonicalUrl } from './keys.ts'
import type { Looked, LookedItem } from './look.ts'
import { hostName, outletOfTitle } from './outlet.ts'

const SAMPLES = 5
const MAX_OTHERS = 10
/** Where feeds usually stand, on a site whose page names none. */
const USUAL_PLACES = ['/feed', '/rss', '/feed.xml', '/atom.xml', '/rss.xml', '/index.xml']
const SCHEME = /^[a-z][a-z0-9+.-]*:/i

type Page = {
  readonly url: string
  readonly publisher: string | null
  readonly feeds: readonly { readonly url: string; readonly title: string | null }[]
}

export async function lookAt(desk: Desk, typed: string): Promise<Looked> {
  const text = typed
    .trim()
    .replace(/^<(.*)>$/, '$1')
    .replace(/^feed:(?:\/\/)?(?=https?:|[^/])/i, '')
  const url = canonicalOf(text)
  if (url === null)
    return nothing(`“${text.slice(0, 100)}” is no web address. Write it as it stands in the browser: https://example.org/news`)
  const first = await open(desk, url, 'page')
  if (first.kind === 'nothing') return first
  if (first.opened.kind === 'feed') return await described(desk, first.opened.feed, first.url, null)
  if (first.opened.kind === 'neither') return nothing(`There is neither a feed nor a page: ${first.opened.reason}`)
  const page = { url: first.url, publisher: first.opened.page.publisher, feeds: first.opened.page.feeds }
  return await throughPage(desk, page)
}

/** `example.org` is meant as a web address. */
function canonicalOf(text: string): string | null {
  const url = SCHEME.test(text) && !/^[\w.-]+:\d+(?:\/|$)/.test(text) ? text : `https://${text}`
  return /^https?:/i.test(url) && URL.canParse(url) && /[.:]|^localhost$/.test(new URL(url).hostname) ? url : null
}

async function throughPage(desk: Desk, page: Page): Promise<Looked> {
  let reason = ''
  const origin = new URL(page.url).origin
  const named = page.feeds.map(({ url }) => url)
  for (const url of named.length > 0 ? named.slice(0, 3) : USUAL_PLACES.map((path) => `${origin}${path}`)) {
    const found = await open(desk, url, 'feed')
    if (found.kind === 'nothing') reason = found.reason
    else if (found.opened.kind === 'feed') return await described(desk, found.opened.feed, found.url, page)
  }
  return nothing(
    named.length > 0
      ? `The page names a feed, which cannot be read. ${reason}`
      : 'The page names no feed, and none stands where feeds usually do. Look for “RSS” at the foot of the site, and give me that address.',
  )
}

type Opening = { readonly kind: 'opened'; readonly url: string; readonly opened: Opened } | Extract<Looked, { kind: 'nothing' }>

async function open(desk: Desk, url: string, want: 'feed' | 'page'): Promise<Opening> {
  const fetched: Fetched = await desk.fetcher.get({ url, want })
  if (fetched.kind === 'failed') return nothing(fetched.reason)
  if (fetched.kind === 'unchanged') return nothing('The server says that nothing has changed, though it was never asked before.')
  try {
    const opened = await desk.workshop.open(fetched.bytes, { url: fetched.url, contentType: fetched.contentType })
    // A feed that is only elsewhere for now keeps its address.
    return { kind: 'opened', url: fetched.movedTo ?? (opened.kind === 'feed' ? url : fetched.url), opened }
  } catch (error) {
    if (!(error instanceof WorkshopError)) throw error
    return nothing(`What stands there cannot be read: ${error.message}`)
  }
}

async function described(desk: Desk, feed: PlainFeed, url: string, page: Page | null): Promise<Looked> {
  const nowMs = desk.now().getTime()
  const site = canonicalUrl(feed.link)
  const publisher = page?.publisher ?? outletOfTitle(feed.title, site ?? url) ?? hostName(url)
  const { drafts, notes } = draftsOf(feed, { url, site, publisher }, nowMs)
  const items = drafts.map(({ item, url: link }): LookedItem & { ms: number | null } => {
    const { published, note } = publishedOf(saidOf(item), null, nowMs)
    const title = item.title ?? item.text.slice(0, 100)
    const words = item.text.split(/\s+/).filter(Boolean).length
    return { title, published, note, url: link, words, isPart: item.isPart, ms: published === null ? null : Date.parse(published) }
  })
  return {
    kind: 'feed',
    url,
    page: page?.url ?? null,
    title: feed.title,
    site,
    publisher,
    language: feed.language ?? commonest(feed.items.flatMap(({ language }) => language ?? [])),
    format: feed.format,
    items: items.length + feed.more,
    newestMs: items.reduce<number | null>((newest, { ms }) => (ms !== null && (newest === null || ms > newest) ? ms : newest), null),
    intervalMs: firstIntervalMs(desk.minIntervalMs),
    samples: items.slice(0, SAMPLES).map(({ ms: _, ...item }) => item),
    faults: [...feed.faults, ...notes],
    others: (page?.feeds ?? []).filter((other) => other.url !== url).slice(0, MAX_OTHERS),
  }
}

function commonest(values: readonly string[]): string | null {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

function nothing(reason: string): Extract<Looked, { kind: 'nothing' }> {
  return { kind: 'nothing', reason }
}
