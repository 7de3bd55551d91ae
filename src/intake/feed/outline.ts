/** OPML: lists of feeds, in and out. */
import { elementsOf } from './xml-text.ts'
import { absolute, type Element, parseXml } from './xml-tree.ts'

export type OutlineFeed = { readonly url: string; readonly title: string | null; readonly site: string | null }
export type ReadOutline = { readonly feeds: readonly OutlineFeed[]; readonly faults: readonly string[] }

/** More than anybody follows; each costs requests. */
const MAX_FEEDS = 2_000
const MAX_TITLE = 300

/** Feeds in their order, each address once. Never throws. */
export function readOutline(text: string): ReadOutline {
  const { root, faults } = parseXml(text.replace(/^\uFEFF/, ''), 'https://outline.invalid/')
  if (root === null || root.name !== 'opml') return { feeds: [], faults: ['it is no OPML'] }
  const feeds = new Map<string, OutlineFeed>()
  const wrong: string[] = []
  const walk = (parent: Element): void => {
    for (const child of elementsOf(parent)) {
      if (feeds.size >= MAX_FEEDS) return
      if (child.name === 'outline') take(child, feeds, wrong)
      walk(child)
    }
  }
  walk(root)
  const cut = feeds.size >= MAX_FEEDS ? [`only the first ${MAX_FEEDS} feeds were read`] : []
  return { feeds: [...feeds.values()], faults: [...faults, ...wrong.slice(0, 10), ...cut] }
}

function take({ attributes }: Element, feeds: Map<string, OutlineFeed>, wrong: string[]): void {
  const given = attributes.xmlurl ?? attributes.url
  if (given === undefined || (attributes.xmlurl === undefined && !/^(?:rss|atom|feed)$/i.test(attributes.type ?? ''))) return
  const url = /^(?:https?|feed):/i.test(given.trim())
    ? absolute(
        given
          .trim()
          .replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
          .replace(/^feed:/i, 'https:'),
        'https://outline.invalid/',
      )
    : null
  if (url === null) wrong.push(`“${given.slice(0, 100)}” is no web address`)
  else if (!feeds.has(url)) {
    const title = (attributes.title ?? attributes.text ?? '').replace(/\s+/g, ' ').trim().slice(0, MAX_TITLE)
    feeds.set(url, { url, title: title === '' ? null : title, site: absolute(attributes.htmlurl ?? '', url) })
  }
}

/** OPML 2.0. */
export function writeOutline(feeds: readonly OutlineFeed[], title: string): string {
  const lines = feeds.map(({ url, title: name, site }) => {
    const html = site === null ? '' : ` htmlUrl="${quoted(site)}"`
    return `    <outline type="rss" text="${quoted(name ?? url)}" title="${quoted(name ?? url)}" xmlUrl="${quoted(url)}"${html}/>`
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    '  <head>',
    `    <title>${quoted(title)}</title>`,
    '  </head>',
    '  <body>',
    ...lines,
    '  </body>',
    '</opml>',
    '',
  ].join('\n')
}

function quoted(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/gu, '')
    .replace(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
