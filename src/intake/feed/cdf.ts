/** Channel Definition Format, what feeds were before RSS; some archives still have it. */
import { firstMarkup } from './constructs.ts'
import type { Feed, FeedItem } from './feed.ts'
import { feedDate } from './feed-date.ts'
import { childrenNamed } from './xml-text.ts'
import { absolute, type Element } from './xml-tree.ts'

/** A root of this name is CDF where it, or an item of it, has its address as an attribute; else RSS without its root. */
export function isCdf(root: Element): boolean {
  return [root, ...childrenNamed(root, 'item')].some(
    ({ attributes, ...one }) =>
      attributes.href !== undefined || attributes.lastmod !== undefined || childrenNamed({ attributes, ...one }, 'abstract').length > 0,
  )
}

export function cdfFeed(root: Element): Omit<Feed, 'encoding' | 'faults'> {
  return {
    ...headOf(root),
    format: 'rss',
    description: firstMarkup(root, ['abstract']),
    self: null,
    id: null,
    authors: [],
    language: root.language,
    tags: [],
    published: null,
    everyMinutes: null,
    items: childrenNamed(root, 'item').map(cdfItem),
  }
}

function headOf(one: Element) {
  return {
    title: firstMarkup(one, ['title']),
    link: absolute(one.attributes.href ?? '', one.base),
    updated: feedDate(one.attributes.lastmod ?? null),
  }
}

function cdfItem(item: Element): FeedItem {
  return {
    ...headOf(item),
    id: null,
    summary: firstMarkup(item, ['abstract']),
    content: null,
    authors: [],
    published: null,
    tags: [],
    source: null,
    language: item.language,
    media: [],
  }
}
