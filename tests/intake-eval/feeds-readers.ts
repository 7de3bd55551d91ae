/** Newsdesk and the libraries that read feeds, each with its own names put into the same fields. */
import { extractFromXml } from '@extractus/feed-extractor'
import { parseFeed as parseRowan } from '@rowanmanning/feed-parser'
import { parseFeed as parseSmith } from 'feedsmith'
import RssParser from 'rss-parser'
import type { FeedDate } from '../../src/intake/feed/feed.ts'
import { readFeed } from '../../src/intake/feed/read-feed.ts'
import type { Fields, ReadFields } from './feeds-suite.ts'

/** Throws what the library throws; null where it says that it is no feed. */
export type Reader = { readonly name: string; readonly read: (text: string, url: string) => ReadFields | null | Promise<ReadFields | null> }
type Loose = Readonly<Record<string, unknown>>

/** Some have no types for what they return: taken as it comes. */
function loose(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {}
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
}

/** The first that is text, or holds text under one of the usual names. */
function text(...values: readonly unknown[]): string {
  for (const value of values.flatMap(list)) {
    if (typeof value === 'string' && value !== '') return value
    if (typeof value === 'number') return String(value)
    if (value instanceof Date) return value.toISOString()
    const { value: inner, name, term, label, href, '#text': plain, '@_term': attribute } = loose(value)
    const found = [inner, name, term, label, href, plain, attribute].find((one) => typeof one === 'string' && one !== '')
    if (typeof found === 'string') return found
  }
  return ''
}

function fields(given: Partial<Record<keyof Fields, unknown>>): Fields {
  const { title, link, summary, content, authors, published, updated, id, tags } = given
  return {
    title: text(title),
    link: text(link),
    summary: text(summary),
    content: text(content),
    authors: list(authors)
      .flatMap(list)
      .map((one) => text(one))
      .filter(Boolean),
    published: text(published),
    updated: text(updated),
    id: text(id),
    tags: list(tags).map((tag) => text(tag)),
  }
}

/** Our own reading of a time, as soon as there is one: that is what the newsroom uses. */
function dateOf(date: FeedDate | null): string {
  return date?.iso ?? date?.printed ?? ''
}

const newsdesk: Reader = {
  name: 'Newsdesk',
  read(xml, url) {
    const feed = readFeed(Buffer.from(xml), { url, contentType: 'application/xml; charset=utf-8' })
    if (feed === null) return null
    const entry = (item: (typeof feed.items)[number]) =>
      fields({ ...item, published: dateOf(item.published), updated: dateOf(item.updated) })
    const head = { ...feed, summary: feed.description, published: dateOf(feed.published), updated: dateOf(feed.updated) }
    return { feed: fields(head), entries: feed.items.map(entry) }
  },
}

/** The page that a list of Atom's links names. */
function alternate(links: unknown): unknown {
  const all = list(links).map(loose)
  return all.find(({ rel }) => rel === undefined || rel === 'alternate')?.href
}

const feedsmith: Reader = {
  name: 'feedsmith 3.0',
  read(xml) {
    const feed = loose(parseSmith(xml).feed)
    const one = (given: unknown): Fields => {
      const it = loose(given)
      const { dc, dcterms, itunes, media, content, guid } = it as Record<string, Loose | undefined>
      return fields({
        title: [it.title, dc?.titles, dc?.title, loose(media?.title).value],
        link: [it.link, alternate(it.links)],
        summary: [
          it.description,
          it.summary,
          it.subtitle,
          it.tagline,
          itunes?.summary,
          itunes?.subtitle,
          dc?.descriptions,
          dc?.description,
        ],
        content: [content?.encoded, it.content],
        authors: [it.authors, it.author, it.managingEditor, dc?.creators, dc?.creator, itunes?.author],
        published: [it.pubDate, it.published, it.issued, dcterms?.issued, dc?.dates],
        updated: [it.lastBuildDate, it.updated, it.modified, dcterms?.modified, dc?.dates, dc?.date],
        id: [it.id, guid?.value, loose(it.rdf).about],
        tags: [it.categories, dc?.subjects, itunes?.categories, itunes?.keywords].flatMap(list),
      })
    }
    return { feed: one(feed), entries: list(feed.items ?? feed.entries).map(one) }
  },
}

const rowan: Reader = {
  name: '@rowanmanning/feed-parser 2.1',
  read(xml) {
    // Its objects have getters; what it means to give is what it writes as JSON.
    const feed = loose(JSON.parse(JSON.stringify(parseRowan(xml))))
    const one = (given: unknown): Fields => {
      const it = loose(given)
      return fields({ ...it, link: it.url, summary: it.description, authors: it.authors, id: it.id, tags: it.categories })
    }
    return { feed: one(feed), entries: list(feed.items).map(one) }
  },
}

const rssParser: Reader = {
  name: 'rss-parser 3.13',
  async read(xml) {
    const feed = loose(await new RssParser().parseString(xml))
    const one = (given: unknown): Fields => {
      const it = loose(given)
      return fields({
        title: it.title,
        link: it.link,
        summary: [it.summary, it.description, it.content, loose(it.itunes).summary],
        content: [it['content:encoded'], it.content],
        authors: [it.creator, it.author, it['dc:creator'], loose(it.itunes).author, it.managingEditor],
        published: [it.isoDate, it.pubDate],
        updated: [it.updated, it.lastBuildDate, it.isoDate, it.pubDate],
        id: [it.guid, it.id, it['rdf:about']],
        tags: it.categories,
      })
    }
    return { feed: one(feed), entries: list(feed.items).map(one) }
  },
}

const extractor: Reader = {
  name: '@extractus/feed-extractor 8',
  read(xml, url) {
    // It keeps few fields; the others are taken from what it hands to its callers for that.
    const extra = (it: object) => ({ raw: it })
    const options = { baseUrl: url, descriptionMaxLen: 0, getExtraEntryFields: extra, getExtraFeedFields: extra }
    const feed = loose(extractFromXml(xml, options))
    const one = (given: unknown): Fields => {
      const it = loose(given)
      const raw = loose(it.raw)
      return fields({
        title: it.title,
        link: it.link,
        summary: [it.description, raw.summary, raw.subtitle],
        content: [raw['content:encoded'], raw.content],
        authors: [raw.author, raw['dc:creator'], raw['itunes:author'], raw.managingEditor],
        published: it.published,
        updated: [raw.updated, raw.modified, raw.lastBuildDate, raw['dc:date']],
        id: [raw.id, raw.guid, it.id],
        tags: [raw.category, raw['dc:subject']].flatMap(list),
      })
    }
    return { feed: one(feed), entries: list(feed.entries).map(one) }
  },
}

export const READERS: readonly Reader[] = [newsdesk, feedsmith, rowan, extractor, rssParser]
