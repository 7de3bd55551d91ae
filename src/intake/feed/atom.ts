/** Atom 1.0 (RFC 4287) and 0.3 → a feed. */
import { dateIn, firstId, firstMarkup, firstText, type Named } from './constructs.ts'
import type { Feed, FeedItem } from './feed.ts'
import { authorsOf, everyMinutes, linkRel, mediaOf, mediaText, originOf, tagsOf } from './item-fields.ts'
import type { Vocabulary } from './vocabulary.ts'
import { childrenNamed } from './xml-text.ts'
import { absolute, type Element } from './xml-tree.ts'

export function atomFeed(root: Element): Omit<Feed, 'encoding' | 'faults'> {
  const space = root.space
  const own = (...names: readonly string[]): Named[] => names.map((name) => [name, space])
  const authors = authorsOf(root, own('author'))
  return {
    format: 'atom',
    title: firstMarkup(root, ...own('title'), ['title', 'dc']),
    description: firstMarkup(root, ...own('subtitle', 'tagline', 'info', 'description'), ['description', 'dc']),
    link: linkRel(root, 'alternate', space),
    self: linkRel(root, 'self', space),
    id: firstId(root, ...own('id')),
    authors,
    language: root.language ?? firstText(root, ['language', 'dc']),
    tags: tagsOf(root, space),
    published: dateIn(root, ...own('published', 'issued', 'created'), ['date', 'dc']),
    updated: dateIn(root, ...own('updated', 'modified'), ['date', 'dc']),
    everyMinutes: everyMinutes(root),
    items: childrenNamed(root, 'entry', space).map((entry) => atomItem(entry, space, authors)),
  }
}

function atomItem(entry: Element, space: Vocabulary, feedAuthors: readonly string[]): FeedItem {
  const own = (...names: readonly string[]): Named[] => names.map((name) => [name, space])
  const source = childrenNamed(entry, 'source', space)[0]
  const content = childrenNamed(entry, 'content', space)
  const away = content.map(({ attributes, base }) => absolute(attributes.src ?? '', base)).find((url) => url !== null) ?? null
  const authors = authorsOf(entry, own('author'))
  const ofSource = source === undefined ? [] : authorsOf(source, own('author'))
  return {
    id: firstId(entry, ...own('id')),
    link: originOf(entry) ?? linkRel(entry, 'alternate', space) ?? away ?? linkRel(entry, 'via', space),
    title: firstMarkup(entry, ...own('title'), ['title', 'dc']) ?? mediaText(entry, 'title'),
    summary: firstMarkup(entry, ...own('summary'), ['description', 'dc'], ['summary', 'itunes']) ?? mediaText(entry, 'description'),
    content: firstMarkup(entry, ...own('content'), ['encoded', 'content']),
    // RFC 4287, 4.2.1: an entry without authors has those of its source, then of the feed.
    authors: authors.length > 0 ? authors : ofSource.length > 0 ? ofSource : feedAuthors,
    published: dateIn(entry, ...own('published', 'issued', 'created'), ['issued', 'dcterms'], ['date', 'dc']),
    updated: dateIn(entry, ...own('updated', 'modified'), ['modified', 'dcterms']),
    tags: tagsOf(entry, space),
    source:
      source === undefined
        ? null
        : { title: firstMarkup(source, ...own('title'))?.value ?? null, url: linkRel(source, 'alternate', space) },
    language: firstText(entry, ['language', 'dc']) ?? content[0]?.language ?? entry.language,
    media: mediaOf(entry, space),
  }
}
