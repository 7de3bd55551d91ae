/** Documents and pages as the simulated hosts send them. */
import { addressOf, DAY_MS, feedAddress, type Piece, type Rendered, type SimulatedFeed } from './simulation-world.ts'

/** Of a document, as many are read. */
const MOST_ITEMS = 1_000

/** The feed as it is at this moment. */
export function rendered(feed: SimulatedFeed, nowMs: number): Rendered {
  const most = feed.flooded !== null && nowMs < feed.flooded.untilMs ? feed.pieces.length : feed.window
  const pieces = feed.pieces.slice(0, most)
  const items = pieces.map((piece) => itemOf(feed, piece))
  const text =
    feed.format === 'json'
      ? JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: feed.site.name, home_page_url: homeOf(feed), items })
      : feed.format === 'atom'
        ? `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>${escaped(feed.site.name)}</title><id>${feedAddress(feed)}</id><link href="${homeOf(feed)}"/>${items.join('')}</feed>`
        : `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>${escaped(feed.site.name)}</title><link>${homeOf(feed)}</link>${items.join('')}</channel></rss>`
  const modifiedMs = Math.max(feed.shownMs, ...pieces.map(({ changedMs }) => changedMs))
  return {
    text,
    etag: `"${pieces.map(({ mark, revision, changedMs }) => `${mark}.${revision}.${changedMs % 100_000}`).join('-')}"`,
    modifiedMs,
    // What is past it is not read, and nobody promises that it is.
    held: pieces.slice(0, MOST_ITEMS).map((piece) => ({ piece, revision: piece.revision })),
  }
}

export function pageOf(piece: Piece): string {
  const date = piece.dating === 'right' ? `<meta property="article:published_time" content="${new Date(piece.dateMs).toISOString()}">` : ''
  return `<!doctype html><html lang="en"><head><title>${escaped(piece.title)}</title><link rel="canonical" href="${addressOf(piece)}">${date}</head><body><nav><a href="/">Front page</a> <a href="/about">About us</a></nav><article><h1>${escaped(piece.title)}</h1>${paragraphs(piece.paragraphs)}</article><footer>All rights reserved.</footer></body></html>`
}

function itemOf(feed: SimulatedFeed, piece: Piece): unknown {
  const { site } = feed
  const isElsewhere = piece.site !== site
  const title = isElsewhere ? `${piece.title} - ${piece.site.name}` : piece.title
  // Sections and aggregators mark where their readers come from.
  const link = feed === piece.site.feeds[0] ? addressOf(piece) : `${addressOf(piece)}?utm_source=${site.host}&utm_medium=rss`
  const [first = ''] = piece.paragraphs
  const whole = paragraphs(feed.isFull && !isElsewhere ? piece.paragraphs : [first])
  const guid = guidOf(feed, piece, link)
  const date = dateOf(feed, piece)
  switch (feed.format) {
    case 'json':
      return {
        ...(guid === null ? {} : { id: guid }),
        url: link,
        title,
        ...(feed.isFull ? { content_html: whole } : { summary: first }),
        // Where an article has no date, its change would be taken for one.
        ...(date === null ? {} : { date_published: date, date_modified: new Date(piece.changedMs).toISOString() }),
      }
    case 'atom': {
      const id = guid === null ? '' : `<id>${escaped(guid)}</id>`
      const published = date === null ? '' : `<published>${date}</published>`
      const source = isElsewhere ? `<source><title>${escaped(piece.site.name)}</title></source>` : ''
      const text = feed.isFull ? `<content type="html">${escaped(whole)}</content>` : `<summary>${escaped(first)}</summary>`
      // Where an article has no date, its change would be taken for one.
      const updated = date === null ? '' : `<updated>${new Date(piece.changedMs).toISOString()}</updated>`
      return `<entry><title>${escaped(title)}</title>${id}<link href="${escaped(link)}"/>${published}${updated}${source}${text}</entry>`
    }
    case 'rss': {
      const id = guid === null ? '' : `<guid isPermaLink="false">${escaped(guid)}</guid>`
      const published = date === null ? '' : `<pubDate>${date}</pubDate>`
      const source = isElsewhere ? `<source url="https://${piece.site.host}/">${escaped(piece.site.name)}</source>` : ''
      const text = feed.isFull ? `<content:encoded><![CDATA[${whole}]]></content:encoded>` : `<description>${escaped(first)}</description>`
      return `<item><title>${escaped(title)}</title><link>${escaped(link)}</link>${id}${published}${source}${text}</item>`
    }
    default:
      return feed.format satisfies never
  }
}

function guidOf(feed: SimulatedFeed, piece: Piece, link: string): string | null {
  switch (feed.guids) {
    case 'opaque':
      return piece.guid
    case 'address':
      return link
    case 'restless':
      return `${piece.guid}-${feed.fetches}`
    case 'one':
      return '1'
    case 'reused':
      return `item-${Number.parseInt(piece.mark.slice(2), 36) % (3 * feed.window)}`
    case 'none':
      return null
    default:
      return feed.guids satisfies never
  }
}

function dateOf(feed: SimulatedFeed, { dating, dateMs }: Piece): string | null {
  const iso = new Date(dateMs).toISOString()
  switch (dating) {
    case 'none':
      return null
    case 'garbled':
      return 'a little while ago'
    case 'zoneless':
      return iso.slice(0, 19)
    case 'ahead':
    case 'right': {
      const said = dating === 'ahead' ? new Date(dateMs + 3 * DAY_MS) : new Date(dateMs)
      return feed.format === 'rss' ? said.toUTCString() : said.toISOString()
    }
    default:
      return dating satisfies never
  }
}

function homeOf({ site }: SimulatedFeed): string {
  return `https://${site.host}/`
}
function paragraphs(all: readonly string[]): string {
  return all.map((text) => `<p>${escaped(text)}</p>`).join('\n')
}
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
