/** Bytes of a feed → text: mark of byte order, else the server's charset, else the XML declaration, else UTF-8, else Windows-1252 (RFC 7303). */
import { isAscii, isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { type Faults, FEED_LIMITS, faultList } from './feed-limits.ts'

export type DecodedFeed = { readonly text: string; readonly encoding: string; readonly faults: readonly string[] }

/** An XML declaration stands at the start and is short. */
const HEAD_BYTES = 1_024
/** Characters may be lost in so many places of a text, in parts, and it is still taken for the encoding that it names. */
const MAX_LOST = 0.05

const MARKS: readonly (readonly [readonly number[], string])[] = [
  // Before UTF-16, whose mark this begins with.
  [[0xff, 0xfe, 0, 0], 'utf-32le'],
  [[0, 0, 0xfe, 0xff], 'utf-32be'],
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
]
/** What `<` and a character of ASCII look like where a character has two or four bytes; `{` begins a JSON Feed. */
const WIDE: readonly (readonly [RegExp, string])[] = [
  [/^\0\0\0[<{\s]\0\0\0[^\0]/, 'utf-32be'],
  [/^[<{\s]\0\0\0[^\0]\0\0\0/, 'utf-32le'],
  [/^\0[<{\s]\0[^\0]/, 'utf-16be'],
  [/^[<{\s]\0[^\0]\0/, 'utf-16le'],
]
/** Names of the wild → ours. Of each family the largest is read: a document that says GB2312 means what its editor had. */
const NAMES: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  unicode: 'utf-16le',
  ascii: 'us-ascii',
  latin1: 'iso-8859-1',
  iso88591: 'iso-8859-1',
  usascii: 'us-ascii',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  xgbk: 'gb18030',
  cp1252: 'windows-1252',
  xsjis: 'shift_jis',
  sjis: 'shift_jis',
  ksc56011987: 'euc-kr',
}
/** Read as Windows-1252, which has letters where these have controls: that is what all browsers do. */
const WESTERN = new Set(['iso-8859-1', 'us-ascii'])
/** Read by Node itself, in half the time; by the same rules as browsers do. */
const NATIVE = new Set(['gb18030', 'shift_jis', 'euc-kr', 'big5', 'euc-jp'])
const WIDE_NAME = /^utf-?(?:16|32)/

export function decodeFeed(given: Uint8Array, contentType: string | null): DecodedFeed {
  const faults = faultList()
  return { ...decoded(given, contentType, faults), faults: faults.told }
}

type Decoded = Omit<DecodedFeed, 'faults'>

function decoded(given: Uint8Array, contentType: string | null, faults: Faults): Decoded {
  const all = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  if (all.length > FEED_LIMITS.bytes) faults.tell(`longer than ${FEED_LIMITS.bytes} bytes: the rest was passed over`)
  const bytes = all.subarray(0, FEED_LIMITS.bytes)
  const marked = MARKS.find(([mark]) => mark.every((byte, i) => bytes[i] === byte))
  const rest = marked === undefined ? bytes : bytes.subarray(marked[0].length)
  const head = rest.subarray(0, HEAD_BYTES).toString('latin1')
  const wide = marked?.[1] ?? WIDE.find(([pattern]) => pattern.test(head))?.[1]
  if (wide !== undefined && wide !== 'utf-8') return { text: iconv.decode(rest, wide), encoding: wide }
  const served = nameOf(/;\s*charset\s*=\s*["']?\s*([\w.:+-]+)/i.exec(contentType?.slice(0, HEAD_BYTES) ?? '')?.[1])
  const isText = /^\s*text\//i.test(contentType ?? '')
  // The old rule for text/xml (RFC 3023): where nobody named another and it holds, it is true.
  if (isText && served === undefined && marked === undefined && isAscii(rest))
    return { text: rest.toString('latin1'), encoding: 'us-ascii' }
  const declared = nameOf(/^\s*<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']\s*([\w.:+-]+)/.exec(head)?.[1])
  for (const name of new Set([marked?.[1], served, declared])) {
    if (name === undefined) continue
    const text = decodeAs(name, rest, faults)
    if (text !== null) return { text, encoding: name }
  }
  if (isAscii(rest)) return { text: rest.toString('latin1'), encoding: 'utf-8' }
  return guessed(rest, faults)
}

function nameOf(said: string | undefined): string | undefined {
  if (said === undefined) return undefined
  const name = said.toLowerCase()
  return NAMES[name.replace(/[^a-z\d]/g, '')] ?? name
}

/** Null where the bytes are not written in it, which is told. */
function decodeAs(name: string, bytes: Buffer, faults: Faults): string | null {
  if (name === 'utf-8') {
    if (isUtf8(bytes) || isUtf8(withoutCutCharacter(bytes))) return bytes.toString('utf8')
    faults.tell('it says that it is utf-8, and is not')
    return null
  }
  // Its declaration could be read byte by byte, so that it is written in no such encoding.
  if (WIDE_NAME.test(name) || !iconv.encodingExists(name)) {
    faults.tell(`it says that it is “${name.slice(0, 40)}”, which cannot be`)
    return null
  }
  if (name === 'us-ascii' && !isAscii(bytes)) {
    faults.tell('it says that it is us-ascii, and is not')
    return null
  }
  // No text of another encoding happens to be UTF-8 throughout, but for its ASCII.
  if (!isAscii(bytes) && isUtf8(bytes)) {
    faults.tell(`it says that it is ${name}, and is utf-8`)
    return null
  }
  const text = NATIVE.has(name) ? new TextDecoder(name).decode(bytes) : iconv.decode(bytes, WESTERN.has(name) ? 'windows-1252' : name)
  if (!WESTERN.has(name) && lostShare(text) > MAX_LOST) {
    faults.tell(`it says that it is ${name}, and is not`)
    return null
  }
  return text
}

/** A text that was cut off by the byte ends within a character. */
function withoutCutCharacter(bytes: Buffer): Buffer {
  let end = bytes.length
  while (end > 0 && end > bytes.length - 3 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80) end--
  return bytes.subarray(0, Math.max(0, end - 1))
}

function guessed(bytes: Buffer, faults: Faults): Decoded {
  const text = bytes.toString('utf8')
  if (isUtf8(bytes) || isUtf8(withoutCutCharacter(bytes))) return { text, encoding: 'utf-8' }
  if (lostShare(text) < MAX_LOST) {
    faults.tell('some bytes are not utf-8: characters are lost')
    return { text, encoding: 'utf-8' }
  }
  faults.tell('it does not say how it is written, and is not utf-8: read as windows-1252')
  return { text: iconv.decode(bytes, 'windows-1252'), encoding: 'windows-1252' }
}

/** Of the characters beyond ASCII. */
function lostShare(text: string): number {
  let beyond = 0
  let lost = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x80) continue
    beyond++
    if (code === 0xfffd) lost++
  }
  return beyond === 0 ? 0 : lost / beyond
}
