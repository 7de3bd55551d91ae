/**
 * Text → tags and the text between them, in one pass, forgiving: what is no markup is text, what is never closed ends where the next thing begins.
 * By `indexOf` rather than character by character, so that 20 MB take a fraction of a second; each search goes on from where the last one stopped.
 */
import { type Faults, FEED_LIMITS } from './feed-limits.ts'

/** In the order in which they stand; a name may stand twice. */
export type Attributes = readonly { readonly name: string; readonly value: string }[]
/** Where in the text it stands. `isEmpty`: `<name/>`. Values are as written, references and all. */
export type Tag = {
  readonly name: string
  readonly attributes: Attributes
  readonly isEmpty: boolean
  readonly start: number
  readonly end: number
}
/** What is done with what is found; `open` says whether to go on. */
export type Sink = {
  open(tag: Tag): boolean
  close(name: string, start: number): void
  /** `isLiteral`: from CDATA, where a reference is none. */
  text(start: number, end: number, isLiteral: boolean): void
  doctype(inside: string): void
}

const NAME = /[A-Za-z_\u0080-\uFFFF][^\s/>="'<]*/y
const ATTRIBUTE = /[^\s=>/<"']+/y
const BARE_VALUE = /[^\s><"']*/y
const SPACE = /\s+/y
const TO_END_OF_TAG = /[^<>]*/y
const CDATA = '<![CDATA['
const NONE: Attributes = []
/** Looked at in one tag: what has more is no markup, and is passed over up to its end. */
const MAX_SEEN = 5_000

/** Where it stopped: a place in the text, and what `<` comes next, looked for once. */
type Place = { readonly text: string; readonly sink: Sink; readonly faults: Faults; at: number; nextLess: number; marks: number }

export function scanXml(text: string, sink: Sink, faults: Faults): void {
  const place: Place = { text, sink, faults, at: 0, nextLess: -1, marks: 0 }
  let textStart = 0
  while (place.at < text.length) {
    const less = text.indexOf('<', place.at)
    if (less === -1) break
    place.at = less
    const kind = text.charCodeAt(less + 1)
    if (kind === LESS) {
      place.at = lastLess(text, less + 1)
      continue
    }
    const isMark = kind === BANG || kind === QUESTION || beginsName(kind === SLASH ? text.charCodeAt(less + 2) : kind)
    if (!isMark) {
      place.at = less + 1
      continue
    }
    if (less > textStart) sink.text(textStart, less, false)
    if (++place.marks > FEED_LIMITS.marks) {
      faults.tell(`more than ${FEED_LIMITS.marks} tags: the rest was passed over`)
      return
    }
    if (!mark(place, kind)) return
    textStart = place.at
  }
  if (textStart < text.length) sink.text(textStart, text.length, false)
}

/** Of a run of “<”: only the last can begin anything. */
function lastLess(text: string, at: number): number {
  let last = at
  while (text.charCodeAt(last + 1) === LESS) last++
  return last
}
const BANG = 33
const SLASH = 47
const QUESTION = 63
const GREATER = 62
const EQUALS = 61
const QUOTE = 34
const APOSTROPHE = 39

/** False: there is no more to be found. */
function mark(place: Place, kind: number): boolean {
  if (kind === BANG) return declaration(place)
  if (kind === QUESTION) return passOver(place, '?>', 'an instruction that does not end')
  if (kind !== SLASH) return openTag(place)
  const { text, at, sink } = place
  const name = nameAt(text, at + 2)
  const end = past(TO_END_OF_TAG, text, at + 2 + name.length)
  place.at = text.charCodeAt(end) === GREATER ? end + 1 : end
  sink.close(name, at)
  return true
}

function declaration(place: Place): boolean {
  const { text, at, sink, faults } = place
  if (text.startsWith('<!--', at)) return passOver(place, '-->', 'a comment that does not end')
  if (text.startsWith(CDATA, at)) {
    const end = text.indexOf(']]>', at)
    if (end === -1) faults.tell('CDATA that does not end')
    sink.text(at + CDATA.length, end === -1 ? text.length : end, true)
    place.at = end === -1 ? text.length : end + 3
    return true
  }
  if (/^<!doctype/i.test(text.slice(at, at + 9))) {
    place.at = doctype(text, at, sink)
    return true
  }
  return passOver(place, '>', 'a declaration that does not end')
}

function passOver(place: Place, mark: string, fault: string): boolean {
  const end = place.text.indexOf(mark, place.at + 2)
  if (end === -1) place.faults.tell(fault)
  else place.at = end + mark.length
  return end !== -1
}

/** What stands in its brackets goes to the sink; where it ends. */
function doctype(text: string, at: number, sink: Sink): number {
  const greater = text.indexOf('>', at)
  const bracket = text.indexOf('[', at)
  if (greater === -1) return text.length
  if (bracket === -1 || bracket > greater) return greater + 1
  for (let close = text.indexOf(']', bracket); close !== -1; close = text.indexOf(']', close + 1)) {
    const end = past(SPACE, text, close + 1)
    if (text.charCodeAt(end) !== GREATER) continue
    sink.doctype(text.slice(bracket + 1, close))
    return end + 1
  }
  return greater + 1
}

function openTag(place: Place): boolean {
  const { text, at: start } = place
  const name = nameAt(text, start + 1)
  place.at = start + 1 + name.length
  const attributes: Attributes[number][] = []
  let isEmpty = false
  for (let seen = 0; place.at < text.length; seen++) {
    if (seen > MAX_SEEN) {
      place.faults.tell(`more than ${MAX_SEEN} attributes of one element`)
      const end = text.indexOf('>', place.at)
      place.at = end === -1 ? text.length : end + 1
      break
    }
    place.at = past(SPACE, text, place.at)
    const code = text.charCodeAt(place.at)
    if (code === GREATER) {
      place.at++
      break
    }
    // The tag was never closed: the next one begins.
    if (code === LESS) break
    isEmpty = code === SLASH && text.charCodeAt(place.at + 1) === GREATER
    if (isEmpty || !attribute(place, attributes)) place.at++
  }
  const tag: Tag = { name, attributes: attributes.length === 0 ? NONE : attributes, isEmpty, start, end: place.at }
  return place.sink.open(tag)
}
const LESS = 60

/** False where none begins here. */
function attribute(place: Place, into: Attributes[number][]): boolean {
  const { text, at, faults } = place
  const nameEnd = past(ATTRIBUTE, text, at)
  if (nameEnd === at) return false
  place.at = past(SPACE, text, nameEnd)
  if (text.charCodeAt(place.at) !== EQUALS) return true
  place.at = past(SPACE, text, place.at + 1)
  const from = place.at
  const quote = text.charCodeAt(from)
  const [start, end] = quote === QUOTE || quote === APOSTROPHE ? quoted(place, quote) : bare(place)
  if (nameEnd - at > FEED_LIMITS.attributeLength || end - start > FEED_LIMITS.attributeLength) {
    faults.tell('a very long attribute was passed over')
    return true
  }
  if (into.length >= FEED_LIMITS.attributes) {
    faults.tell(`more than ${FEED_LIMITS.attributes} attributes of one element`)
    return true
  }
  into.push({ name: text.slice(at, nameEnd), value: text.slice(start, end) })
  return true
}

/** A value in quotation marks; where the second is missing, up to the end of the tag. */
function quoted(place: Place, quote: number): readonly [number, number] {
  const { text } = place
  const start = place.at + 1
  const close = text.indexOf(quote === QUOTE ? '"' : "'", start)
  if (place.nextLess < start && place.nextLess !== Number.POSITIVE_INFINITY) {
    const less = text.indexOf('<', start)
    place.nextLess = less === -1 ? Number.POSITIVE_INFINITY : less
  }
  if (close !== -1 && close < place.nextLess) {
    place.at = close + 1
    return [start, close]
  }
  const upTo = Math.min(place.nextLess, text.length)
  const greater = text.slice(start, Math.min(upTo, start + FEED_LIMITS.attributeLength)).indexOf('>')
  if (greater === -1 && close !== -1) {
    place.at = close + 1
    return [start, close]
  }
  place.at = greater === -1 ? upTo : start + greater
  return [start, place.at]
}

function bare(place: Place): readonly [number, number] {
  const start = place.at
  const end = past(BARE_VALUE, place.text, start)
  const isSlash = end > start && place.text.charCodeAt(end - 1) === SLASH && place.text.charCodeAt(end) === GREATER
  place.at = isSlash ? end - 1 : end
  return [start, place.at]
}

function nameAt(text: string, at: number): string {
  return text.slice(at, past(NAME, text, at))
}

/** As the pattern of names says. */
function beginsName(code: number): boolean {
  return code >= 0x80 || code === 0x5f || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)
}

/** Where the run of what a sticky pattern matches ends. */
function past(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}
