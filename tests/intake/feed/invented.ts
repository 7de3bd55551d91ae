/** Feeds that nobody ever published: one of each format, and of each fault that the web has. */
import iconv from 'iconv-lite'

export const RSS = `<?xml version="1.0" encoding="utf-8"?>
<!-- Made by hand -->
<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:dublin="http://purl.org/dc/elements/1.1/"
  xmlns:a="http://www.w3.org/2005/Atom" xmlns:m="http://search.yahoo.com/mrss/" xmlns:pod="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:s="http://purl.org/rss/1.0/modules/syndication/" xmlns:fb="http://rssnamespace.org/feedburner/ext/1.0">
  <channel>
    <title>Harbour Times &amp; Tide</title>
    <link>https://harbour.example/</link>
    <a:link rel="self" href="https://harbour.example/feed.xml"/>
    <description>News of a port</description>
    <language>en-GB</language>
    <managingEditor>desk@harbour.example (Ines Okafor)</managingEditor>
    <lastBuildDate>Sat, 28 Nov 2026 09:30:00 GMT</lastBuildDate>
    <ttl>45</ttl>
    <image><title>Not the title</title><link>https://other.example/</link></image>
    <item>
      <title>Ferry &lt;b&gt;returns&lt;/b&gt; after 3 weeks</title>
      <link>/2026/ferry?a=1&amp;b=2</link>
      <guid isPermaLink="false">ht-1</guid>
      <description>The ferry sails again &amp;mdash; at last.</description>
      <c:encoded><![CDATA[<p>The ferry sails again.</p><p>It had been away for 3 weeks.</p>]]></c:encoded>
      <dublin:creator>Ines Okafor</dublin:creator><dublin:creator>Tom Reyes</dublin:creator>
      <category>Port</category><category>Transport</category><dublin:subject>Ships</dublin:subject>
      <pubDate>Sat, 28 Nov 2026 10:15:00 +0100</pubDate>
      <a:updated>2026-11-28T11:00:00+01:00</a:updated>
      <enclosure url="https://harbour.example/ferry.mp3" type="audio/mpeg" length="1"/>
      <m:group><m:content url="https://harbour.example/ferry.jpg" type="image/jpeg"/></m:group>
      <source url="https://agency.example/feed">Coast Agency</source>
    </item>
    <item>
      <guid>https://harbour.example/2026/crane</guid>
      <title>Crane falls</title>
      <author>tom@harbour.example (Tom Reyes)</author>
      <pod:keywords>cranes, accidents</pod:keywords>
      <pubDate>Fri, 27 Nov 2026 18:00:00</pubDate>
    </item>
  </channel>
</rss>`

export const RDF = `<?xml version="1.0"?>
<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
  <channel r:about="https://tide.example/rdf"><title>Tide</title><link>https://tide.example/</link><description>Water</description>
    <sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>
    <items><r:Seq><r:li r:resource="https://tide.example/1"/></r:Seq></items></channel>
  <item r:about="https://tide.example/1"><title>High water</title><link>https://tide.example/1</link>
    <dc:date>2026-11-28T06:00:00Z</dc:date><dc:creator>Ada Lund</dc:creator></item>
</r:RDF>`

export const ATOM = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="https://quai.example/blog/">
  <title type="html">Le &lt;em&gt;Quai&lt;/em&gt;</title>
  <subtitle>Nouvelles du port</subtitle>
  <id>tag:quai.example,2026:feed</id>
  <link href="." /><link rel="self" href="atom.xml"/>
  <updated>2026-11-28T09:00:00Z</updated>
  <author><name>Léa Morel</name><email>lea@quai.example</email></author>
  <entry xml:base="2026/">
    <title>Un bateau &lt;neuf&gt;</title>
    <id>tag:quai.example,2026:1</id>
    <link rel="enclosure" type="audio/mpeg" href="bateau.mp3"/>
    <link rel="alternate" type="text/html" href="bateau"/>
    <published>2026-11-28T08:00:00+01:00</published><updated>2026-11-28T08:30:00+01:00</updated>
    <category term="bateaux"/>
    <summary>Un bateau neuf est arrivé.</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Un bateau <b>neuf</b> est arrivé.</p><p>Il est grand.</p></div></content>
  </entry>
  <entry><title>Repris</title><id>2</id><updated>2026-11-27</updated>
    <source><title>Ailleurs</title><link href="https://ailleurs.example/"/><author><name>Jean Roux</name></author></source></entry>
</feed>`

export const ATOM_03 = `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title mode="escaped" type="text/html">Old &lt;i&gt;port&lt;/i&gt;</title>
  <tagline>Since 2003</tagline><link rel="alternate" type="text/html" href="https://old.example/"/><modified>2004-01-01T19:48:21Z</modified>
  <entry><title>First</title><issued>2003-12-31T10:14:55Z</issued><id>old-1</id><link rel="alternate" href="https://old.example/1"/>
    <content type="text/html" mode="base64">PHA+SGVsbG88L3A+</content></entry></feed>`

export const JSON_FEED = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Quay notes',
  home_page_url: 'https://quay.example/',
  feed_url: 'https://quay.example/feed.json',
  language: 'en',
  authors: [{ name: 'Ada Lund' }],
  items: [
    {
      id: 7,
      url: '/7',
      title: 'Seven seals',
      content_html: '<p>Seven seals came in.</p>',
      date_published: '2026-11-28T07:00:00Z',
      tags: ['seals'],
    },
    { id: 'eight', external_url: 'https://other.example/8', content_text: 'Eight & more', authors: [{ name: 'Tom Reyes' }] },
  ],
})

export const CDF = `<CHANNEL HREF="https://dock.example/" LASTMOD="2004-04-06T23:05:43-05:00"><TITLE>Dock</TITLE><ABSTRACT>All of it</ABSTRACT>
  <ITEM HREF="https://dock.example/1"><TITLE>One</TITLE><ABSTRACT>The first</ABSTRACT></ITEM></CHANNEL>`

/** Of all formats, and some of their faults. */
export const INVENTED: readonly Buffer[] = [
  ...[RSS, RDF, ATOM, ATOM_03, JSON_FEED, CDF].map((text) => Buffer.from(text)),
  Buffer.from(RSS.replaceAll('</item>', '').replace('</channel>', '')),
  Buffer.from(`<br /><b>Warning</b>: mysql is away\n${RSS}`),
  Buffer.from(
    RSS.replace('<rss', '<!DOCTYPE rss [<!ENTITY port "Harbour"><!ENTITY b "&port;&port;"><!ENTITY x SYSTEM "file:///etc/passwd">]>\n<rss'),
  ),
  iconv.encode(RSS.replace('utf-8', 'windows-1251').replace('News of a port', 'Новости порта'), 'windows-1251'),
  iconv.encode(ATOM, 'utf-16le', { addBOM: true }),
  iconv.encode(RDF.replace('Tide<', '潮汐<').replace('"1.0"?', '"1.0" encoding="gb2312"?'), 'gb18030'),
]
