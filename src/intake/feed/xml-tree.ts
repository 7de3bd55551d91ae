/** XML → a small tree, whatever its faults: what is open at the end is closed, what goes past a bound is passed over and told. */
import { type Faults, FEED_LIMITS, faultList } from './feed-limits.ts'
import { decodeReferences, noEntities, type OwnEntities, ownEntities } from './references.ts'
import { type Attributes as Given, type Sink, scanXml, type Tag } from './scan.ts'
import { plainUri, type Scope, uriOf, type Vocabulary, vocabularyOf } from './vocabulary.ts'

export type Element = {
  /** Local, lower case. */
  readonly name: string
  readonly space: Vocabulary
  /** As written, for markup that stands in a feed unescaped. */
  readonly raw: string
  /** Names in lower case, prefixes kept. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Node[]
  readonly base: string
  readonly language: string | null
}
export type Node = Element | string
export type Tree = { readonly root: Element | null; readonly faults: readonly string[] }

/** Elements that are looked at before one that can be the root of a feed: what a broken server says first. */
const MAX_BEFORE = 100
/** `zh-Hant-TW-x-…`: longer is no language. */
const MAX_LANGUAGE = 40
const ROOT = /^(?:rss|rdf|feed|opml)$/
/** Names remembered while a document is read. */
const MAX_NAMES = 1_000
const ITEM = /^(?:item|entry)$/
const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({})

/** Shared by what is empty; an element that grows has a list of its own. */
const NOTHING: Node[] = []

type Growth = Element & { readonly children: Node[] }
type Open = { readonly element: Growth; readonly scope: Scope | null; readonly key: string }
/** In lower case but for `raw`; `key` is the whole of it. */
type Name = { readonly raw: string; readonly key: string; readonly prefix: string; readonly local: string }
type Growing = {
  readonly names: Map<string, Name>
  readonly text: string
  readonly baseUrl: string
  readonly faults: Faults
  root: Element | null
  /** What unprefixed names of the root are in. */
  rootUri: string | null
  readonly stack: Open[]
  /** Names that are open → how often: most tags that close nothing are told apart without a search. */
  readonly open: Map<string, number>
  /** Open below the deepest that are kept. */
  over: number
  elements: number
  items: number
  namespaces: number
  own: OwnEntities
}

export function parseXml(text: string, baseUrl: string): Tree {
  const faults = faultList()
  const growing: Growing = {
    names: new Map(),
    text,
    baseUrl,
    faults,
    root: null,
    rootUri: null,
    stack: [],
    open: new Map(),
    over: 0,
    elements: 0,
    items: 0,
    namespaces: 0,
    own: noEntities(),
  }
  scanXml(text, sinkOf(growing), faults)
  const left = growing.stack.at(-1)
  if (left !== undefined) faults.tell(`it breaks off within “${left.element.raw.slice(0, 40)}”`)
  return { root: growing.root, faults: faults.told }
}

function sinkOf(growing: Growing): Sink {
  const { stack, faults } = growing
  return {
    open: (tag) => opened(growing, tag),
    close: (name) => closed(growing, name.toLowerCase()),
    text(start, end, isLiteral) {
      const children = stack.at(-1)?.element.children
      if (children === undefined) return
      const whole = growing.text.slice(start, Math.min(end, start + FEED_LIMITS.textLength))
      if (end - start > FEED_LIMITS.textLength) faults.tell(`a text longer than ${FEED_LIMITS.textLength} characters was cut`)
      const piece = isLiteral ? decodeReferences(whole, null) : decodeReferences(whole, growing.own)
      const last = children.length - 1
      if (typeof children[last] === 'string') children[last] += piece
      else children.push(piece)
    },
    doctype(inside) {
      if (growing.root === null) growing.own = ownEntities(inside, faults)
    },
  }
}

/** Each name once, however often it stands: a feed has few. */
function nameOf({ names }: Growing, raw: string): Name {
  const known = names.get(raw)
  if (known !== undefined) return known
  const key = raw.toLowerCase()
  const colon = key.indexOf(':')
  const name: Name = { raw, key, prefix: colon === -1 ? '' : key.slice(0, colon), local: key.slice(colon + 1) }
  if (names.size < MAX_NAMES) names.set(raw, name)
  return name
}

/** False where nothing more is wanted. */
function opened(growing: Growing, tag: Tag): boolean {
  const { faults, stack } = growing
  const name = nameOf(growing, tag.name)
  const { key, local } = name
  if (!isFeedLike(growing.root) && ROOT.test(local)) forgetBefore(growing)
  if (++growing.elements > FEED_LIMITS.nodes) {
    faults.tell(`more than ${FEED_LIMITS.nodes} elements: the rest was passed over`)
    return false
  }
  if (isOfFeeds(growing, tag, name)) {
    closeForgotten(growing, local)
    if (ITEM.test(local) && ++growing.items > FEED_LIMITS.items) {
      faults.tell(`more than ${FEED_LIMITS.items} items: the rest was passed over`)
      return false
    }
  }
  if (stack.length >= FEED_LIMITS.depth) {
    faults.tell(`elements more than ${FEED_LIMITS.depth} deep were passed over`)
    if (!tag.isEmpty) growing.over++
    return true
  }
  const grown = elementOf(growing, tag, name)
  const above = stack.at(-1)
  if (above !== undefined) above.element.children.push(grown.element)
  else if (growing.root === null || (!isFeedLike(growing.root) && ROOT.test(local))) growing.root = grown.element
  if (!tag.isEmpty) {
    stack.push(grown)
    growing.open.set(key, (growing.open.get(key) ?? 0) + 1)
  }
  return isFeedLike(growing.root) || growing.elements < MAX_BEFORE
}

/** Of RSS or Atom, as far as it can be told before its attributes are read. */
function isOfFeeds({ stack, rootUri }: Growing, { attributes }: Tag, { prefix }: Name): boolean {
  const own = prefix === '' ? attributes.find((one) => one.name === 'xmlns')?.value : undefined
  const uri = own === undefined ? uriOf(stack.at(-1)?.scope ?? null, prefix) : plainUri(own)
  const space = vocabularyOf(prefix, uri, rootUri)
  return space === '' || space === 'atom'
}

/** An item begins within a text, or within an item: that was not closed. So was a title in which a date begins. */
function closeForgotten(growing: Growing, local: string): void {
  const { stack } = growing
  const top = stack.at(-1)
  if (ITEM.test(local) && !isWithinContent(growing, local)) {
    const parent = stack.findLastIndex(({ element }) => PARENT.test(element.name))
    const first = stack[parent + 1]
    if (parent === -1 || first === undefined) return
    growing.over = 0
    while (stack.length > parent + 1) closed(growing, stack.at(-1)?.key ?? '')
    growing.faults.tell(`“${first.element.raw.slice(0, 40)}” is not closed`)
  } else if (top?.element.name === 'title' && top.element.space !== '?' && BESIDE_TITLE.test(local)) closed(growing, top.key)
}
/** What items stand in. */
const PARENT = /^(?:rss|rdf|feed|channel|items)$/
/** No name of HTML that could stand in a title. */
const BESIDE_TITLE = /^(?:link|description|guid|pubdate|lastbuilddate|language|author|category|published|updated|id|summary|content)$/

/** Atom may hold an entry of Atom as what an entry is about. */
function isWithinContent({ stack, open }: Growing, local: string): boolean {
  return (
    local === 'entry' &&
    open.has('content') &&
    stack.some(({ element }) => element.name === 'content' && /xml/.test(element.attributes.type ?? ''))
  )
}

/** A tag of ours may stand behind, or in, what a server put before it. */
function forgetBefore(growing: Growing): void {
  if (growing.root === null) return
  growing.faults.tell('something stands before the feed')
  growing.root = null
  growing.stack.length = 0
  growing.open.clear()
  growing.over = 0
}

function isFeedLike(root: Element | null): boolean {
  return root !== null && (ROOT.test(root.name) || root.name === 'channel')
}

/** Closes what has that name, and what was left open in it; a tag that closes nothing is passed over. */
function closed(growing: Growing, key: string): void {
  if (growing.over > 0) {
    growing.over--
    return
  }
  if (!growing.open.has(key)) return
  for (let last = growing.stack.pop(); last !== undefined; last = growing.stack.pop()) {
    const count = (growing.open.get(last.key) ?? 1) - 1
    if (count === 0) growing.open.delete(last.key)
    else growing.open.set(last.key, count)
    if (last.key === key) return
    growing.faults.tell(`“${last.element.raw.slice(0, 40)}” is not closed`)
  }
}

function elementOf(growing: Growing, { attributes: given, isEmpty }: Tag, { raw, key, prefix, local: name }: Name): Open {
  const above = growing.stack.at(-1)
  const attributes = attributesOf(given, growing.own)
  const scope = given.length === 0 ? (above?.scope ?? null) : scopeOf(growing, attributes, above?.scope ?? null)
  const uri = uriOf(scope, prefix)
  // Some name their own namespace only there.
  if (above === undefined || (name === 'channel' && above.element === growing.root)) growing.rootUri = uri
  const space = vocabularyOf(prefix, uri, growing.rootUri)
  // Some write Atom's namespace over RSS.
  const isRss = space === 'atom' && prefix === '' && (growing.root ?? { name }).name === 'rss'
  const aboveBase = above?.element.base ?? growing.baseUrl
  const said = attributes['xml:base'] === undefined ? null : absolute(attributes['xml:base'], aboveBase)
  const base = said === null || said.length > FEED_LIMITS.baseLength ? aboveBase : said
  const language = attributes['xml:lang']?.slice(0, MAX_LANGUAGE) ?? above?.element.language ?? null
  return { element: { name, space: isRss ? '' : space, raw, attributes, children: isEmpty ? NOTHING : [], base, language }, scope, key }
}

function attributesOf(given: Given, own: OwnEntities): Readonly<Record<string, string>> {
  if (given.length === 0) return NO_ATTRIBUTES
  // A plain object is many times smaller than one without a prototype; no name that is asked for is inherited.
  const attributes: Record<string, string> = {}
  for (const { name, value } of given) attributes[name.toLowerCase()] ??= decodeReferences(value, own)
  return attributes
}

function scopeOf(growing: Growing, attributes: Readonly<Record<string, string>>, outer: Scope | null): Scope | null {
  let scope = outer
  for (const name in attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue
    if (++growing.namespaces > FEED_LIMITS.namespaces) {
      growing.faults.tell(`more than ${FEED_LIMITS.namespaces} namespaces`)
      break
    }
    scope = { prefix: name.slice(6), uri: plainUri(attributes[name] ?? ''), outer: scope }
  }
  return scope
}

/** null where it is no address of the web. */
export function absolute(text: string, base: string): string | null {
  const plain = text.trim()
  if (plain === '' || plain.length > FEED_LIMITS.urlLength) return null
  const url = URL.parse(plain, base)
  return url !== null && /^https?:$/.test(url.protocol) && url.href.length <= FEED_LIMITS.urlLength ? url.href : null
}
