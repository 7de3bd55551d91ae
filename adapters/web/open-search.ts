/** What tells browsers how to search here, and search engines what not to read. */

/** `origin`: of our own making or checked; it has nothing in it that XML would take for its own. */
export function openSearch(origin: string): string {
  const base = origin.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
  return `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>Newsdesk</ShortName>
<Description>Questions about the news, answered in sentences that stand in it, word for word.</Description>
<InputEncoding>UTF-8</InputEncoding>
<OutputEncoding>UTF-8</OutputEncoding>
<Image height="16" width="16" type="image/svg+xml">${base}/favicon.svg</Image>
<Url type="text/html" method="get" template="${base}/ask?q={searchTerms}"/>
<Url type="application/x-suggestions+json" method="get" template="${base}/api/suggest?q={searchTerms}"/>
<Url type="application/rss+xml" method="get" template="${base}/feed?q={searchTerms}"/>
<Url type="application/opensearchdescription+xml" rel="self" template="${base}/opensearch.xml"/>
</OpenSearchDescription>
`
}

export const ROBOTS = `# The texts are their publishers' own. They are quoted here for readers, and are no copies for an index.
# Answers are worked out anew for whoever asks, and there is no end of their addresses.
User-agent: *
Allow: /$
Disallow: /
`
