/** What the tests of feeds have in common. */
import type { FeedItemRecord, FeedStore, NewFeed, Origin } from '../../src/store/feed-store.ts'

export const MINUTE = 60_000
export const NOW = 1_800_000_000_000
export const ME = 'slack:T1:U1'

export const feed = (name: string, fields: Partial<NewFeed> = {}): NewFeed => ({
  url: `https://${name}.example/feed`,
  title: `The ${name}`,
  site: `https://${name}.example/`,
  publisher: `The ${name}`,
  language: 'en',
  surface: 'slack',
  owner: ME,
  direct: '{"at":"D1"}',
  nowMs: NOW,
  ...fields,
})

export const item = (feedId: number, key: string, fields: Partial<FeedItemRecord> = {}): FeedItemRecord => ({
  feed: feedId,
  key,
  guidKey: `guid ${key}`,
  urlKey: `url ${key}`,
  titleKey: `title ${key}`,
  articleId: `article-${key}`,
  isOwner: true,
  fingerprint: 'print',
  firstMs: NOW,
  seenMs: NOW,
  pageTries: 0,
  pageDueMs: null,
  ...fields,
})

export const origin = (articleId: string, fields: Partial<Origin> = {}): Origin => ({
  articleId,
  feed: 1,
  firstMs: NOW,
  language: 'en',
  isPaywalled: false,
  note: null,
  ...fields,
})

export const taking = (holder: string, nowMs = NOW) => ({ nowMs, leaseMs: MINUTE, holder })

/** Adds feeds of these names, due one ms after another. */
export async function added(store: FeedStore, ...names: string[]): Promise<void> {
  for (const [n, name] of names.entries()) await store.add(feed(name, { nowMs: NOW + n }))
}
export const idsOf = (records: readonly { readonly id: number }[]): number[] => records.map(({ id }) => id)
export const keysOf = (items: readonly FeedItemRecord[]): string[] => items.map(({ key }) => key).sort()
