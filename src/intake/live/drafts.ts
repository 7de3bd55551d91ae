/** A document's items, each with what it can be known by. What a feed uses for several items at once identifies none of them. */
import type { FeedRecord } from '../../store/feed-store.ts'
import type { PlainFeed, PlainItem } from '../workshop.ts'
import { type Said, settledDay } from './dates.ts'
import { canonicalUrl, guidKey, short, titleKey, urlKey } from './keys.ts'
import { publisherOf, withoutOutlet } from './outlet.ts'

export type Draft = {
  readonly item: PlainItem
  readonly url: string | null
  /** As far as the feed says it. */
  readonly publisher: string
  readonly guidKey: string
  readonly urlKey: string | null
  readonly titleKey: string | null
  /** Of all that the feed says of it: where this is as it was, nothing has changed. */
  readonly fingerprint: string
}
export type Drafts = { readonly drafts: readonly Draft[]; readonly notes: readonly string[] }

export function draftsOf(feed: PlainFeed, record: Pick<FeedRecord, 'url' | 'site' | 'publisher'>, nowMs: number): Drafts {
  const notes: string[] = []
  const readable = feed.items.filter((item) => item.title !== null || item.text !== '')
  if (readable.length < feed.items.length) notes.push(`${feed.items.length - readable.length} items without title and text`)
  const items = withoutRepeats(readable)
  const guids = shared(items, (item) => item.id)
  const links = shared(items, (item) => urlKey(item.link))
  const home = urlKey(record.site)
  if (guids.size > 0) notes.push(`${guids.size === 1 ? 'one GUID stands' : `${guids.size} GUIDs stand`} for different items`)
  const drafts = items.map((item): Draft => {
    const publisher = publisherOf({ source: item.source?.title ?? null, link: item.link, page: null }, record)
    const address = urlKey(item.link)
    const isOwnAddress = address !== null && address !== home && !links.has(address)
    const guid = item.id === null || guids.has(item.id) ? null : item.id
    return {
      item,
      url: canonicalUrl(item.link),
      publisher,
      guidKey: guidKey(guid, isOwnAddress ? item.link : null) ?? short(`words ${item.title}\n${item.text.slice(0, 500)}`),
      urlKey: isOwnAddress ? address : null,
      // Aggregators append the outlet to the headline: it is still the same one.
      titleKey: titleKey(publisher, item.title === null ? null : withoutOutlet(item.title, publisher)),
      fingerprint: fingerprintOf(item, nowMs),
    }
  })
  return { drafts: onlyFirst(drafts), notes }
}

/** A time without a zone says its day only once that is over: then the item has changed. */
function fingerprintOf(item: PlainItem, nowMs: number): string {
  const { title, link, text, published, updated, authors } = item
  const day = settledDay(saidOf(item)?.iso ?? null, nowMs)
  return short(JSON.stringify([title, canonicalUrl(link), text, published?.printed, updated?.printed, authors, day]))
}

/** When it was published, as far as the feed says it; else when it was changed. */
export function saidOf({ published, updated }: Pick<PlainItem, 'published' | 'updated'>): Said | null {
  return [published, updated].find((date) => date != null && date.iso !== null) ?? published ?? updated
}

/** The same item printed twice says nothing new. */
function withoutRepeats(items: readonly PlainItem[]): PlainItem[] {
  const seen = new Set<string>()
  return items.filter((item) => {
    const all = JSON.stringify([item.id, item.link, item.title, item.text])
    return seen.size < seen.add(all).size
  })
}

function onlyFirst(drafts: readonly Draft[]): Draft[] {
  const seen = new Set<string>()
  return drafts.filter(({ guidKey }) => seen.size < seen.add(guidKey).size)
}

/** What stands at two items or more that are not one. */
function shared(items: readonly PlainItem[], of: (item: PlainItem) => string | null): Set<string> {
  const owner = new Map<string, string>()
  const repeated = new Set<string>()
  for (const item of items) {
    const value = of(item)
    if (value === null) continue
    const self = JSON.stringify([item.title, item.link])
    const known = owner.get(value)
    if (known !== undefined && known !== self) repeated.add(value)
    owner.set(value, self)
  }
  return repeated
}
