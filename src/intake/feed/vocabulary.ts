/** Which vocabulary an element is of: by the URI of its namespace, whatever its prefix; by its prefix where no URI was declared. */

/** '' is RSS in all versions and what has no namespace; '?' what we do not know. */
export type Vocabulary =
  | ''
  | '?'
  | 'atom'
  | 'rdf'
  | 'dc'
  | 'dcterms'
  | 'content'
  | 'media'
  | 'itunes'
  | 'podcast'
  | 'sy'
  | 'feedburner'
  | 'xhtml'

/** Without scheme, `www.` and what trails: both schemes, and each form of ending, are about. */
const BY_URI: ReadonlyMap<string, Vocabulary> = new Map([
  ['w3.org/2005/atom', 'atom'],
  ['purl.org/atom/ns', 'atom'],
  ['purl.org/rss/1.0', ''],
  ['purl.org/net/rss1.1', ''],
  ['my.netscape.com/rdf/simple/0.9', ''],
  ['channel.netscape.com/rdf/simple/0.9', ''],
  ['my.netscape.com/publish/formats/rss-0.91.dtd', ''],
  ['backend.userland.com/rss', ''],
  ['backend.userland.com/rss2', ''],
  ['backend.userland.com/rss2.1', ''],
  ['blogs.law.harvard.edu/tech/rss', ''],
  ['cyber.law.harvard.edu/rss', ''],
  ['w3.org/1999/02/22-rdf-syntax-ns', 'rdf'],
  ['purl.org/dc/elements/1.1', 'dc'],
  ['purl.org/dc/elements/1.0', 'dc'],
  ['purl.org/metadata/dublin_core', 'dc'],
  ['purl.org/dc/terms', 'dcterms'],
  ['purl.org/rss/1.0/modules/dcterms', 'dcterms'],
  ['purl.org/rss/1.0/modules/content', 'content'],
  ['search.yahoo.com/mrss', 'media'],
  ['tools.search.yahoo.com/mrss', 'media'],
  ['video.search.yahoo.com/mrss', 'media'],
  ['itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['itunes.com/dtds/podcast-1.0', 'itunes'],
  ['podcastindex.org/namespace/1.0', 'podcast'],
  ['github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md', 'podcast'],
  ['purl.org/rss/1.0/modules/syndication', 'sy'],
  ['rssnamespace.org/feedburner/ext/1.0', 'feedburner'],
  ['w3.org/1999/xhtml', 'xhtml'],
])
const BY_PREFIX: ReadonlyMap<string, Vocabulary> = new Map([
  ['rss', ''],
  ['atom', 'atom'],
  ['atom10', 'atom'],
  ['a10', 'atom'],
  ['rdf', 'rdf'],
  ['dc', 'dc'],
  ['dcterms', 'dcterms'],
  ['content', 'content'],
  ['media', 'media'],
  ['itunes', 'itunes'],
  ['podcast', 'podcast'],
  ['sy', 'sy'],
  ['feedburner', 'feedburner'],
  ['xhtml', 'xhtml'],
])

/** Declarations that hold, the innermost first; addresses in their plain form. */
export type Scope = { readonly prefix: string; readonly uri: string; readonly outer: Scope | null }

export function plainUri(uri: string): string {
  return uri
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/[/#]$/, '')
}

/** The address that a prefix stands for; null where none was declared. */
export function uriOf(scope: Scope | null, prefix: string): string | null {
  for (let each = scope; each !== null; each = each.outer) if (each.prefix === prefix) return each.uri
  return null
}

/** `rootUri`: what a root of a name that we know is in; in a namespace of nobody's, it is still a feed. */
export function vocabularyOf(prefix: string, uri: string | null, rootUri: string | null): Vocabulary {
  if (uri === null || uri === '') return prefix === '' ? '' : (BY_PREFIX.get(prefix) ?? '?')
  return BY_URI.get(uri) ?? (uri === rootUri ? '' : '?')
}
