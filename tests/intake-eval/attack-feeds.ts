/** Documents that were made to do harm, built here: each aims at one way in which readers of feeds have been brought down. */
import { gzipSync } from 'node:zlib'

export type Attack = { readonly name: string; readonly build: () => string | Buffer }

const item = (inside = ''): string => `<item><guid>1</guid><title>Harbour reopens</title>${inside}</item>`
const rss = (inside: string, head = '', attributes = ''): string =>
  `<?xml version="1.0"?>${head}<rss version="2.0" ${attributes}><channel><title>Harbour Times</title><link>https://harbour.example/</link>${inside}</channel></rss>`
const letters = (megabytes: number, of = 'harbour '): string => of.repeat(Math.ceil((megabytes * 1_000_000) / of.length))

function laughs(): string {
  const lines = Array.from({ length: 10 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`)
  return rss(item('<description>&l10;</description>'), `<!DOCTYPE rss [<!ENTITY l0 "lol">${lines.join('')}]>`)
}

function quadratic(): string {
  const long = 'a'.repeat(50_000)
  return rss(item(`<description>${'&a;'.repeat(50_000)}</description>`), `<!DOCTYPE rss [<!ENTITY a "${long}">]>`)
}

function smallQuadratic(): string {
  return rss(item(`<description>${'&a;'.repeat(2_000_000)}</description>`), `<!DOCTYPE rss [<!ENTITY a "${'a'.repeat(500)}">]>`)
}

function outside(): string {
  const doctype = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd">%p;]>'
  return rss(item('<description>&x;</description>'), doctype)
}

function bases(): string {
  const open = Array.from({ length: 20_000 }, (_, i) => `<x xml:base="${'a/'.repeat(50)}${i}/">`).join('')
  return rss(item(`${open}<link>b</link>${'</x>'.repeat(20_000)}`))
}

function namespaces(): string {
  const open = Array.from({ length: 50_000 }, (_, i) => `<p${i}:x xmlns:p${i}="urn:${i}">`).join('')
  return rss(item(open) + item('<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Ines Okafor</dc:creator>'))
}

function mixed(): Buffer {
  const parts = [Buffer.from('﻿'), Buffer.from('<?xml version="1.0" encoding="shift_jis"?><rss><channel><title>a', 'latin1')]
  for (let i = 0; i < 20_000; i++)
    parts.push(Buffer.from('é', 'latin1'), Buffer.from('漢字'), Buffer.from('字', 'utf16le'), Buffer.from([0xff, 0xfe, 0x81]))
  return Buffer.concat([...parts, Buffer.from('</title></channel></rss>')])
}

function dates(): string {
  const odd = [
    '1'.repeat(90),
    `${' '.repeat(50_000)}x`,
    'Thu, '.repeat(5_000),
    '-'.repeat(10_000),
    '2026-11-28T'.repeat(9),
    `${'Jan '.repeat(20)}1:1`,
  ]
  return rss(
    Array.from({ length: 3_000 }, (_, i) => item(`<pubDate>${odd[i % odd.length]}</pubDate>`))
      .join('')
      .slice(0, 19_000_000),
  )
}

function filesUnder(): string {
  const files = Array.from({ length: 38 }, (_, i) => `<enclosure url="${i}"/>`).join('')
  return rss(item(files).repeat(5_000), '', `xml:base="https://harbour.example/${'a/'.repeat(4_000)}"`)
}

const jsonFeed = (inside: string): string => `{"version":"https://jsonfeed.org/version/1.1","title":"Harbour Times","items":[${inside}]}`

/** For comparison: what a long archive of whole articles takes. */
function archiveOfArticles(): string {
  const content = `<content:encoded><![CDATA[${'<p>The ferry sails again, after 3 weeks &amp; a storm.</p>'.repeat(65)}]]></content:encoded>`
  const more = '<link>https://harbour.example/1</link><pubDate>Sat, 28 Nov 2026 09:00:00 GMT</pubDate><category>Port</category>'
  return rss(item(content + more).repeat(4_800), '', 'xmlns:content="http://purl.org/rss/1.0/modules/content/"')
}

export const ATTACKS: readonly Attack[] = [
  { name: 'billion laughs', build: laughs },
  { name: 'quadratic entities, long', build: quadratic },
  { name: 'quadratic entities, many', build: smallQuadratic },
  { name: 'external entities', build: outside },
  { name: 'a document type of 19 MB', build: () => rss(item(), `<!DOCTYPE rss [${letters(19, '<!ENTITY a "]">')}]>`) },
  { name: '200,000 tags inside each other', build: () => rss(item('<x>'.repeat(200_000) + '</x>'.repeat(200_000))) },
  { name: '50,000 tags in a title', build: () => rss(`<item><title>${'<b>'.repeat(50_000)}x${'</b>'.repeat(50_000)}</title></item>`) },
  { name: '200,000 tags, each closed by another', build: () => rss(item('<a><b>'.repeat(100_000) + '</c></d>'.repeat(400_000))) },
  { name: 'an attribute of 20 MB', build: () => rss(item(`<link href="${letters(20)}"/>`)) },
  { name: 'a million attributes', build: () => rss(item(`<link ${Array.from({ length: 1_000_000 }, (_, i) => `a${i}="x"`).join(' ')}/>`)) },
  { name: 'quotation marks that never end', build: () => rss(item('<a b="<a c=\'<a d=x '.repeat(500_000))) },
  { name: 'CDATA that never ends', build: () => rss(item(`<description><![CDATA[${letters(20)}`)) },
  { name: 'a million CDATA sections', build: () => rss(item(`<description>${'<![CDATA[x]]>'.repeat(1_000_000)}</description>`)) },
  { name: 'comments that never end', build: () => rss(item('<!-- '.repeat(3_000_000))) },
  { name: 'a text of 20 MB', build: () => rss(item(`<description>${letters(20)}</description>`)) },
  { name: '20 MB of “<”', build: () => rss(item('<'.repeat(20_000_000))) },
  { name: '20 MB of “&”', build: () => rss(item(`<description>${letters(20, '&amp')}</description>`)) },
  { name: 'JSON, 2 million arrays deep', build: () => jsonFeed(`{"id":"1","title":${'['.repeat(2_000_000)}`) },
  {
    name: 'JSON, numbers of a million digits',
    build: () => jsonFeed(Array.from({ length: 5 }, () => `{"id":${'9'.repeat(1_000_000)}}`).join()),
  },
  { name: 'JSON, a text of 19 MB', build: () => jsonFeed(`{"id":"1","content_text":"${letters(19)}"}`) },
  {
    name: 'JSON, broken off at the end of 20 MB',
    build: () => jsonFeed(`${'{"id":"1","title":"x"},'.repeat(800_000)}{"id":"`).slice(0, -4),
  },
  {
    name: 'one namespace declared 100,000 times',
    build: () => rss(item(), '', 'xmlns:dc="http://purl.org/dc/elements/1.1/" '.repeat(100_000)),
  },
  { name: '50,000 namespaces inside each other', build: namespaces },
  { name: '700,000 items', build: () => rss('<item><guid>1</guid></item>'.repeat(700_000)) },
  { name: 'zeros between the letters', build: () => [...rss(item())].join('\0').repeat(2_000) },
  { name: 'many encodings at once', build: mixed },
  {
    name: 'UTF-32 of 20 MB',
    build: () => Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), Buffer.alloc(20_000_000, Buffer.from([65, 0, 0, 0]))]),
  },
  {
    name: 'GB18030 of 20 MB',
    build: () =>
      Buffer.concat([
        Buffer.from('<?xml version="1.0" encoding="gb18030"?><rss><channel><title>'),
        Buffer.alloc(19_900_000, Buffer.from([0xc4, 0xe3])),
      ]),
  },
  { name: 'dates that are none', build: dates },
  { name: 'xml:base in xml:base', build: bases },
  { name: 'files that repeat a long address', build: filesUnder },
  { name: 'no attack: 4,800 whole articles', build: archiveOfArticles },
  {
    name: 'a gzip inside',
    build: () => Buffer.concat([Buffer.from('<rss><channel><title>'), gzipSync(letters(20)), Buffer.from('</title></channel></rss>')]),
  },
]
