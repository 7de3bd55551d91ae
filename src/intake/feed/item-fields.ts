/** What items and feeds have in common in every format, because publishers mix the vocabularies: people, subjects, files, links. */
import { addressIn, firstMarkup, firstText, type Named, nameIn, unique } from './constructs.ts'
import type { FeedItem, Markup } from './feed.ts'
import { FEED_LIMITS } from './feed-limits.ts'
import type { Vocabulary } from './vocabulary.ts'
import { childrenNamed } from './xml-text.ts'
import { absolute, type Element } from './xml-tree.ts'

const SEPARATORS = /[,;\n]/
const MINUTES: Readonly<Record<string, number>> = { hourly: 60, daily: 1_440, weekly: 10_080, monthly: 43_200, yearly: 525_600 }
const MAX_MINUTES = 60 * 24 * 366

/** Names of `own` elements, of Dublin Core and of podcasts, in this order. */
export function authorsOf(parent: Element, own: readonly Named[]): string[] {
  const names: readonly Named[] = [...own, ['creator', 'dc'], ['author', 'dc'], ['author', 'atom'], ['author', 'itunes']]
  return unique(
    all(parent, names).map((one) => personName(firstText(one, ['name', one.space]) ?? nameIn(one))),
    FEED_LIMITS.authors,
  )
}

/** `mail (Name)`, `Name <mail>`, `Name`; '' where only an address is given. */
export function personName(text: string): string {
  const plain = text.slice(0, FEED_LIMITS.nameLength).replace(/\s+/g, ' ').trim()
  const inBrackets = /^\S+@\S+ ?\(([^()]+)\)$/.exec(plain)?.[1]
  const name = inBrackets ?? plain.replace(/[<(]?(?:mailto:)?[^\s<>()@]+@[^\s<>()@]+[>)]?/g, ' ')
  return name
    .replace(/\( *\)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Subjects, with those that stand in one text apart. */
export function tagsOf(parent: Element, own: Vocabulary): string[] {
  const lists = all(parent, [['tags'], ['keywords'], ['keywords', 'itunes'], ['keywords', 'media']]).flatMap((one) =>
    nameIn(one).split(SEPARATORS),
  )
  const named = all(inGroups(parent), [
    ['category', own],
    ['category', 'atom'],
    ['subject', 'dc'],
    ['category', 'media'],
  ])
  const shown = all(parent, [['category', 'itunes']]).flatMap((one) => [one, ...childrenNamed(one, 'category', 'itunes')])
  const told = named.map(({ attributes, ...one }) => attributes.term ?? (nameIn({ attributes, ...one }) || (attributes.label ?? '')))
  return unique([...lists, ...told, ...shown.map((one) => one.attributes.text ?? nameIn(one))])
}

/** Files, each address once. */
export function mediaOf(item: Element, own: Vocabulary): FeedItem['media'] {
  const files = new Map<string, { readonly url: string; readonly type: string | null }>()
  const links = all(item, [
    ['link', own],
    ['link', 'atom'],
  ]).filter(({ attributes }) => attributes.rel?.trim().toLowerCase() === 'enclosure')
  const sources = childrenNamed(item, 'alternateenclosure', 'podcast').flatMap((one) => childrenNamed(one, 'source', 'podcast'))
  for (const { attributes, base } of [
    ...all(item, [['enclosure']]),
    ...all(inGroups(item), [['content', 'media']]),
    ...links,
    ...sources,
  ]) {
    if (files.size >= FEED_LIMITS.media) break
    const url = absolute(attributes.url ?? attributes.href ?? attributes.uri ?? '', base)
    if (url !== null && !files.has(url)) files.set(url, { url, type: attributes.type?.slice(0, FEED_LIMITS.nameLength) || null })
  }
  return [...files.values()]
}

/** What stands with a picture or a film, where there is no other text. */
export function mediaText(item: Element, name: 'title' | 'description'): Markup | null {
  return firstMarkup(inGroups(item), [name, 'media'])
}

/** An item with what it puts into groups, as if it stood in the item itself. */
function inGroups(item: Element): Element {
  const groups = childrenNamed(item, 'group', 'media')
  const contents = [item, ...groups].flatMap((parent) => childrenNamed(parent, 'content', 'media'))
  return groups.length + contents.length === 0
    ? item
    : { ...item, children: [item, ...groups, ...contents].flatMap(({ children }) => children) }
}

/** The first address with this `rel`, pages before other types; some write it as text. */
export function linkRel(parent: Element, rel: string, space: Vocabulary): string | null {
  const links = childrenNamed(parent, 'link', space).filter(({ attributes }) => relOf(attributes.rel) === rel)
  for (const link of [...links.filter(isPage), ...links.filter((one) => !isPage(one))]) {
    const url = absolute(link.attributes.href ?? addressIn(link), link.base)
    if (url !== null) return url
  }
  return null
}

function relOf(said: string | undefined): string {
  return (said ?? 'alternate').trim().toLowerCase().replace('http://www.iana.org/assignments/relation/', '')
}

function isPage({ attributes: { type } }: Element): boolean {
  return type === undefined || /html/i.test(type)
}

/** The publisher's own address where a service has put another in its place. */
export function originOf(item: Element): string | null {
  const [origin] = childrenNamed(item, 'origlink', 'feedburner')
  return origin === undefined ? null : absolute(addressIn(origin), origin.base)
}

/** How often the feed asks to be fetched. */
export function everyMinutes(channel: Element): number | null {
  const ttl = Number(firstText(channel, ['ttl']) ?? 'none')
  if (Number.isFinite(ttl) && ttl > 0) return Math.min(ttl, MAX_MINUTES)
  const said = firstText(channel, ['updateperiod', 'sy'])?.toLowerCase() ?? ''
  const period = Object.hasOwn(MINUTES, said) ? MINUTES[said] : undefined
  const times = Number(firstText(channel, ['updatefrequency', 'sy']) ?? '1')
  return period === undefined || !(times > 0) ? null : Math.min(Math.max(1, Math.round(period / times)), MAX_MINUTES)
}

export function all(parent: Element, names: readonly Named[]): Element[] {
  return names.flatMap(([name, space = '']) => childrenNamed(parent, name, space))
}
