/** A Channel as RSS 2.0: whole addresses, and texts that are valid in XML whatever they hold. */
import { generateRssFeed } from 'feedsmith'
import { safe } from '../../src/answer.ts'
import { etagOf } from './headers.ts'
import type { Channel } from './host.ts'
import { articlePath, outletPath, storyPath } from './links.ts'

/** `lastModified`: null where nothing in it is dated. */
export type Syndicated = { readonly xml: string; readonly etag: string; readonly lastModified: Date | null }

/** Minutes after which it is worth asking again. */
const TTL = 15
/** What XML 1.0 can hold, no more. */
const OUTSIDE_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu
/** The latest time that a Date has. */
const MAX_MS = 8_640_000_000_000_000

/** `origin`: under which address the reading room was asked; `path`: of this feed; `page`: where people read the same. */
export function syndicated(channel: Channel, given: { readonly origin: string; readonly path: string; readonly page: string }): Syndicated {
  const { origin, path, page } = given
  const dates = channel.items.flatMap(({ atMs }) => dateOf(atMs) ?? [])
  const newestMs = Math.max(...dates.map((date) => date.getTime()))
  const lastModified = dates.length === 0 ? null : new Date(newestMs)
  const xml = generateRssFeed({
    title: line(channel.title) || 'Newsdesk',
    link: `${origin}${page}`,
    description: line(channel.description) || 'From Newsdesk',
    generator: 'Newsdesk',
    ttl: TTL,
    ...(lastModified === null ? {} : { lastBuildDate: lastModified }),
    atom: { links: [{ href: `${origin}${path}`, rel: 'self', type: 'application/rss+xml' }] },
    items: channel.items.map((item) => {
      const date = dateOf(item.atMs)
      return {
        title: line(item.title) || 'Without a headline',
        link: `${origin}${item.storyId === null ? articlePath(item.articleId) : storyPath(item.storyId)}`,
        ...(item.quote === '' ? {} : { description: markup(item.quote) }),
        guid: { value: line(item.key), isPermaLink: false },
        ...(date === null ? {} : { pubDate: date }),
        ...(item.publisher === '' ? {} : { source: { title: line(item.publisher), url: `${origin}${outletPath(item.publisher)}` } }),
      }
    }),
  })
  return { xml, etag: etagOf(xml), lastModified }
}

function dateOf(atMs: number | null): Date | null {
  return atMs === null || !Number.isFinite(atMs) || Math.abs(atMs) > MAX_MS ? null : new Date(atMs)
}

function line(text: string): string {
  return safe(text).replace(OUTSIDE_XML, '').trim()
}

/** Readers of feeds take a description for HTML: what an article says must not become any. */
function markup(text: string): string {
  return text.replace(OUTSIDE_XML, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
