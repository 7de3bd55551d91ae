/** RSS 0.9x, 1.0 (RDF), 2.0 and what stands beside them in other namespaces → a feed. */
import { addressIn, dateIn, firstId, firstMarkup, firstText, markupsIn, nameIn } from './constructs.ts'
import type { Feed, FeedItem, Markup } from './feed.ts'
import { all, authorsOf, everyMinutes, linkRel, mediaOf, mediaText, originOf, tagsOf } from './item-fields.ts'
import { childrenNamed, elementsOf } from './xml-text.ts'
import { absolute, type Element } from './xml-tree.ts'

/** null: an RDF document about other things. */
export function rssFeed(root: Element): Omit<Feed, 'encoding' | 'faults'> | null {
  const found = childrenNamed(root, 'channel')[0]
  const channel = found ?? root
  const items = itemsOf(root)
  if (root.name === 'rdf' && found === undefined && items.length === 0) return null
  const site = linkIn(channel, channel.base)
  const base = siteBase(channel)
  return {
    format: root.name === 'rdf' ? 'rdf' : 'rss',
    title: firstMarkup(channel, ['title'], ['title', 'dc'], ['title', 'atom'], ['title', 'itunes']),
    description: firstMarkup(
      channel,
      ['description'],
      ['tagline'],
      ['subtitle', 'itunes'],
      ['summary', 'itunes'],
      ['description', 'dc'],
      ['subtitle', 'atom'],
    ),
    link: site ?? linkRel(channel, 'alternate', 'atom'),
    self: linkRel(channel, 'self', 'atom'),
    id: firstId(channel, ['id', 'atom'], ['guid']) ?? aboutOf(channel),
    authors: authorsOf(channel, [['managingeditor'], ['author'], ['webmaster']]),
    language: firstText(channel, ['language'], ['language', 'dc']) ?? channel.language,
    tags: tagsOf(channel, ''),
    published: dateIn(channel, ['pubdate'], ['published', 'atom'], ['issued', 'dcterms'], ['date', 'dc']),
    updated: dateIn(channel, ['lastbuilddate'], ['updated', 'atom'], ['modified', 'dcterms'], ['date', 'dc']),
    everyMinutes: everyMinutes(channel),
    items: items.map((item) => rssItem(item, base)),
  }
}

/** RSS 0.90 and 1.0 have the items beside the channel; broken feeds have some of them in each place, or all in one more element. */
function itemsOf(root: Element): Element[] {
  const channels = childrenNamed(root, 'channel')
  const lists = [root, ...channels].flatMap((parent) => childrenNamed(parent, 'items'))
  return [...channels, ...lists, root].flatMap((parent) => elementsOf(parent).filter(isItem))
}

function isItem({ name, space }: Element): boolean {
  return name === 'item' && (space === '' || space === 'atom')
}

/** What relative addresses of items are relative to where nothing is said: the site, if that is given whole; feeds are often served by others. */
function siteBase(channel: Element): string | null {
  const written = childrenNamed(channel, 'link')
    .map(addressIn)
    .find((text) => text !== '')
  return written !== undefined && /^https?:\/\//i.test(written) ? absolute(written, channel.base) : null
}

function rssItem(item: Element, site: string | null): FeedItem {
  const guid = childrenNamed(item, 'guid').find((one) => nameIn(one) !== '')
  const id = firstId(item, ['guid'], ['id', 'atom'], ['id'], ['identifier', 'dc']) ?? aboutOf(item)
  const isPermalink = guid !== undefined && guid.attributes.ispermalink?.trim().toLowerCase() !== 'false'
  const base = site ?? item.base
  const about = aboutOf(item)
  return {
    id,
    link:
      originOf(item) ??
      linkIn(item, base) ??
      linkRel(item, 'alternate', 'atom') ??
      (isPermalink && id !== null && /^https?:/i.test(id) ? absolute(id, base) : null) ??
      (about !== null && /^https?:/i.test(about) ? absolute(about, base) : null),
    title:
      firstMarkup(item, ['title'], ['title', 'dc'], ['title', 'atom']) ??
      mediaText(item, 'title') ??
      firstMarkup(item, ['title', 'itunes']),
    ...textsOf(item),
    authors: authorsOf(item, [['author']]),
    published: dateIn(
      item,
      ['pubdate'],
      ['published', 'atom'],
      ['published'],
      ['issued', 'dcterms'],
      ['created', 'dcterms'],
      ['date', 'dc'],
    ),
    updated: dateIn(item, ['updated', 'atom'], ['updated'], ['modified', 'dcterms'], ['lastbuilddate'], ['date', 'dc']),
    tags: tagsOf(item, ''),
    source: sourceOf(item),
    language: firstText(item, ['language', 'dc'], ['language']) ?? item.language,
    media: mediaOf(item, ''),
  }
}

/** A description and a summary beside each other are the short and the long of it, in the order in which they stand. */
function textsOf(item: Element): { readonly summary: Markup | null; readonly content: Markup | null } {
  const inOrder = elementsOf(item).filter(({ name, space }) => space === '' && (name === 'description' || name === 'summary'))
  const [first = null, second = null] = [...new Set(inOrder.map(({ name }) => name))].map((name) => firstMarkup(item, [name]))
  const content = markupsIn(item, [
    ['encoded', 'content'],
    ['content', 'atom'],
    ['fullitem'],
    ['body', 'xhtml'],
    ['body'],
    ['div', 'xhtml'],
    ['content'],
  ])
  return {
    summary:
      first ??
      firstMarkup(item, ['summary', 'atom'], ['abstract', 'dcterms'], ['description', 'dc'], ['summary', 'itunes']) ??
      mediaText(item, 'description') ??
      firstMarkup(item, ['subtitle', 'itunes']),
    content: content[0] ?? second,
  }
}

function sourceOf(item: Element): FeedItem['source'] {
  const [source] = all(item, [['source'], ['source', 'atom']])
  if (source === undefined) return null
  const title = firstText(source, ['title', 'atom'], ['title']) ?? (elementsOf(source).length === 0 ? nameIn(source) : '')
  const url = absolute(source.attributes.url ?? '', source.base) ?? linkRel(source, 'alternate', 'atom')
  return title === '' && url === null ? null : { title: title === '' ? null : title, url }
}

/** Some write Atom's link without its namespace. */
function linkIn(parent: Element, base: string): string | null {
  for (const link of childrenNamed(parent, 'link')) {
    // What it says itself goes before what the site is.
    const url = absolute(addressIn(link), link.base === parent.base ? base : link.base)
    if (url !== null) return url
  }
  return linkRel(parent, 'alternate', '')
}

/** `rdf:about`, whatever the prefix. */
function aboutOf({ attributes }: Element): string | null {
  const name = Object.keys(attributes).find((key) => key === 'about' || key.endsWith(':about'))
  const about = name === undefined ? '' : (attributes[name] ?? '').trim()
  return about === '' ? null : about
}
