/** A feed as the store has it, and what it says, both made up. */
import type { PlainFeed, PlainItem } from '../../../src/intake/workshop.ts'
import type { FeedRecord } from '../../../src/store/feed-store.ts'

export function aFeed(more: Partial<FeedRecord> = {}): FeedRecord {
  return {
    id: 1,
    url: 'https://harbourtimes.example/feed',
    title: 'Harbour Times',
    site: 'https://harbourtimes.example/',
    publisher: 'Harbour Times',
    language: 'en',
    surface: 'terminal',
    owner: null,
    direct: null,
    addedMs: 0,
    isPaused: false,
    why: null,
    etag: null,
    lastModified: null,
    intervalMs: 0,
    nextMs: 0,
    triedMs: null,
    succeededMs: 0,
    newsMs: null,
    fails: 0,
    failingSinceMs: null,
    error: null,
    isDead: false,
    notes: [],
    articles: 0,
    ...more,
  }
}

/** The text of one is unlike that of another. */
export function anItem(n: number, more: Partial<PlainItem> = {}): PlainItem {
  return {
    id: `item-${n}`,
    link: `https://harbourtimes.example/${n}`,
    title: `Story number ${n}`,
    text: aText(n),
    isPart: false,
    authors: ['Ines Okafor'],
    published: { printed: '2026-11-28T09:00:00Z', iso: '2026-11-28T09:00:00Z' },
    updated: null,
    tags: [],
    source: null,
    language: 'en',
    media: [],
    ...more,
  }
}

export function aDocument(items: readonly PlainItem[], more: Partial<PlainFeed> = {}): PlainFeed {
  return {
    format: 'rss',
    title: 'Harbour Times',
    description: null,
    link: 'https://harbourtimes.example/',
    self: null,
    id: null,
    authors: [],
    language: 'en',
    tags: [],
    published: null,
    updated: null,
    everyMinutes: null,
    items,
    more: 0,
    encoding: 'utf-8',
    faults: [],
    ...more,
  }
}

const SUBJECTS = ['tram', 'harbour', 'school', 'market', 'bridge', 'library', 'museum', 'stadium', 'ferry', 'power station']
const DEEDS = ['opened', 'closed', 'sold', 'rebuilt', 'inspected', 'painted', 'moved']

export function aText(n: number): string {
  const pick = (words: readonly string[], at: number): string => words[at % words.length] ?? ''
  const subject = pick(SUBJECTS, n)
  return [0, 1, 2]
    .map(
      (k) =>
        `The ${subject} number ${n * 7 + k} was ${pick(DEEDS, n + k)} by inspector ${n * 13 + k} on the ${n + k} of the month, said the office ${n * 31 + k}.`,
    )
    .join(' ')
}
