/** The live intake on a real store, with a web and a workshop whose answers the test writes down. */
import type { Fetched, Fetcher } from '../../../src/intake/fetch/fetcher.ts'
import type { Event } from '../../../src/intake/live/desk.ts'
import { openIntake } from '../../../src/intake/live/intake.ts'
import type { WebPage } from '../../../src/intake/web-page.ts'
import { type PlainFeed, type Workshop, WorkshopError } from '../../../src/intake/workshop.ts'
import { openLog } from '../../../src/log.ts'
import { type Newsroom, openNewsroom } from '../../../src/newsroom.ts'
import type { FeedRecord } from '../../../src/store/feed-store.ts'
import { openSqliteStore } from '../../../src/store/sqlite.ts'

/** What stands at an address: a document, a page, what a fetch fails with, or what ends the workshop. */
export type Standing =
  | PlainFeed
  | WebPage
  | Extract<Fetched, { kind: 'failed' }>
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'bomb' }

export const FEED_URL = 'https://harbourtimes.example/feed'
const START_MS = Date.parse('2026-11-28T12:00:00Z')

export async function liveRig(
  web: Map<string, Standing>,
  more: { readonly days?: number; readonly articles?: number; readonly file?: string } = {},
) {
  const store = await openSqliteStore(more.file ?? ':memory:')
  const newsroom = await openNewsroom(store)
  const told: { event: Event; detail: string; feed: number }[] = []
  const asked: string[] = []
  let nowMs = START_MS
  const logged: string[] = []
  const crash: { at: 'before' | 'after' | null } = { at: null }
  const intake = openIntake(
    {
      newsroom: { ...newsroom, add: crashing(newsroom, crash) },
      fetcher: writtenWeb(web, asked),
      workshop: writtenWorkshop(web),
      log: openLog({ level: 'warn', secrets: [], now: () => new Date(nowMs), write: (line) => void logged.push(line) }),
      holder: { name: 'here/1/1', isGone: () => false },
      now: () => new Date(nowMs),
      random: () => 0,
      minIntervalMs: 300_000,
      word(feed, event, detail) {
        told.push({ feed: feed.id, event, detail })
        return []
      },
    },
    { days: more.days ?? null, articles: more.articles ?? null },
  )
  return {
    store,
    newsroom,
    intake,
    web,
    told,
    asked,
    logged,
    /** The process ends at the next storing of articles, before or after it. */
    crash,
    now: () => nowMs,
    async add(url = FEED_URL, publisher = 'Harbour Times'): Promise<FeedRecord> {
      const feed = await store.feeds.add({
        url,
        title: null,
        site: null,
        publisher,
        language: null,
        surface: 'terminal',
        owner: null,
        direct: null,
        nowMs,
      })
      if (feed === null) throw new Error(`${url} is there already`)
      return feed
    },
    /** As long as it takes until every feed is due, then a turn of all of them. */
    async turn(laterMs = 0) {
      nowMs += laterMs
      await intake.round({ isAll: true, stop: new AbortController().signal, progress: () => undefined, told: async () => undefined })
    },
    async articles() {
      const all = []
      for await (const { article } of store.everything()) all.push(article)
      return all
    },
  }
}

function crashing(newsroom: Newsroom, crash: { at: 'before' | 'after' | null }): Newsroom['add'] {
  return async (articles, how) => {
    const { at } = crash
    crash.at = null
    if (at === 'before') throw new Error('killed before it was stored')
    const stored = await newsroom.add(articles, how)
    if (at === 'after') throw new Error('killed after it was stored')
    return stored
  }
}

function writtenWeb(web: ReadonlyMap<string, Standing>, asked: string[]): Fetcher {
  return {
    async get({ url }) {
      asked.push(url)
      const standing = web.get(url)
      if (standing === undefined) return { kind: 'failed', fault: 'gone', reason: `${url} answers 404.`, retryMs: null }
      if ('kind' in standing && standing.kind === 'failed') return standing
      if ('kind' in standing && standing.kind === 'unchanged') return { kind: 'unchanged', freshMs: null }
      const bytes = Buffer.from(url)
      return { kind: 'fetched', url, movedTo: null, bytes, contentType: null, etag: null, lastModified: null, freshMs: null }
    },
    close: async () => undefined,
  }
}

/** What it is given are addresses. */
function writtenWorkshop(web: ReadonlyMap<string, Standing>): Workshop {
  return {
    async open(bytes) {
      const url = Buffer.from(bytes).toString()
      const standing = web.get(url)
      if (standing === undefined) throw new Error(`nothing stands at ${url}`)
      if ('kind' in standing) throw new WorkshopError('time', 'it took more than a second')
      return 'items' in standing ? { kind: 'feed', feed: standing } : { kind: 'page', page: standing }
    },
    close: async () => undefined,
  }
}

export function aPage(more: Partial<WebPage>): WebPage {
  return {
    canonical: null,
    title: null,
    publisher: null,
    authors: [],
    published: null,
    modified: null,
    tags: [],
    language: 'en',
    isPaywalled: false,
    body: '',
    feeds: [],
    notes: [],
    ...more,
  }
}
