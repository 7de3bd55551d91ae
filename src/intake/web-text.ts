/** Bytes from the web → text. Nothing is refused for its encoding: what a server or a page says of itself is often wrong, and the best reading is taken. */
import iconv from 'iconv-lite'
import { detectEncoding } from './encoding.ts'

export type WebText = {
  readonly text: string
  readonly encoding: string /** Characters that could not be read; shown as U+FFFD. */
  readonly lost: number
}

const HEAD_BYTES = 65_536
/** A byte that was damaged on its way, in a text that is UTF-8 otherwise: so many characters of several bytes stand beside each. */
const SOUND_PER_BROKEN = 4

/**
 * By mark, then by `said` in turn (HTTP before the document itself), then UTF-8, then Windows-1252. What is said to be of one byte a letter, but
 * is valid UTF-8 with letters of several, is UTF-8: no text looks like that by chance. What is said to be UTF-8 and is not, is read as the next.
 */
export function webText(bytes: Uint8Array, said: readonly (string | null)[]): WebText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = detectEncoding(buffer.subarray(0, HEAD_BYTES))
  if (found !== null && (found.bomBytes > 0 || found.name.startsWith('utf-16'))) return read(buffer.subarray(found.bomBytes), found.name)
  const utf8 = read(buffer, 'utf-8')
  const isSound = utf8.lost === 0
  if (isSound && /[\u0080-\u{10FFFF}]/u.test(utf8.text) && !said.some((name) => isWide(name))) return utf8
  for (const name of said) {
    const known = name === null ? null : labelOf(name)
    if (known === null || (known === 'utf-8' && !isSound)) continue
    return read(buffer, known)
  }
  if (isSound || isMostlyUtf8(utf8)) return utf8
  return read(buffer, 'windows-1252')
}

/** Encodings of several bytes a letter, whose bytes are now and then valid UTF-8 by chance in a short text. */
function isWide(name: string | null): boolean {
  return name !== null && /^(?:gb|big5|hz|euc|iso-2022|shift|sjis|x-sjis|ks_c|korean|chinese)/i.test(name.trim())
}

function isMostlyUtf8({ text, lost }: WebText): boolean {
  const sound = text.match(/[\u0080-\uFFFC]/g)?.length ?? 0
  return sound > SOUND_PER_BROKEN * lost
}

/** The name of an encoding by which it can be read; null for none. What names UTF-16 and could be read so far is not it. */
function labelOf(name: string): string | null {
  const plain = name.trim().toLowerCase()
  if (/^(?:utf-?16|utf-?32|ucs-?[24]|unicode)/.test(plain)) return null
  try {
    return new TextDecoder(plain).encoding
  } catch {
    // A label that browsers do not know; some older ones are known to iconv.
    return iconv.encodingExists(plain) ? plain : null
  }
}

function read(bytes: Buffer, encoding: string): WebText {
  const text = decoded(bytes, encoding)
  return { text, encoding, lost: text.split('\uFFFD').length - 1 }
}

function decoded(bytes: Buffer, encoding: string): string {
  if (encoding === 'utf-8') return bytes.toString('utf8')
  // iconv's tables, as everywhere in the intake; the platform's decoder for what it alone knows.
  return iconv.encodingExists(encoding) ? iconv.decode(bytes, encoding) : new TextDecoder(encoding).decode(bytes)
}

/** `text/html; charset=utf-8` → utf-8. */
export function charsetOf(contentType: string | null): string | null {
  return /charset\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(contentType ?? '')?.[1]?.toLowerCase() ?? null
}
