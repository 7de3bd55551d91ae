/** Bytes → text. UTF-8, UTF-16 and Windows-1252 (which holds Latin-1) are told apart by their bytes, never by the file's name. */
import iconv from 'iconv-lite'
import { IntakeError, type Place } from './intake-error.ts'

export type Encoding = { readonly name: string; readonly bomBytes: number }
export type Decoded = { readonly text: string; readonly encoding: string; readonly notes: readonly string[] }

const CONVERT = 'Convert it first, for example with: iconv -f ENCODING -t UTF-8 FILE > NEW'
/** Beginnings of well-known files that are not text, for a better message than “binary”. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ['25504446', 'a PDF'],
  ['504b0304', 'a ZIP archive or office document'],
  ['89504e47', 'a PNG image'],
  ['ffd8ff', 'a JPEG image'],
  ['47494638', 'a GIF image'],
  ['1f8b', 'a gzip inside a gzip'],
  ['28b52ffd', 'a Zstandard archive'],
  ['fd377a58', 'an XZ archive'],
  ['425a68', 'a bzip2 archive'],
  ['53514c69746520666f726d6174', 'an SQLite database'],
  ['7f454c46', 'a program'],
]

/** How the first bytes of a file are written; `null` where they are no text at all. `head` should hold up to 64 kB. */
export function detectEncoding(head: Buffer): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { name: 'utf-8', bomBytes: 3 }
  if (head[0] === 0xff && head[1] === 0xfe && !(head.length >= 4 && head[2] === 0 && head[3] === 0))
    return { name: 'utf-16le', bomBytes: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { name: 'utf-16be', bomBytes: 2 }
  const wide = wideEncoding(head)
  if (wide !== null) return { name: wide, bomBytes: 0 }
  if (isBinary(head)) return null
  return { name: startsAsUtf8(head) ? 'utf-8' : 'windows-1252', bomBytes: 0 }
}

/** UTF-16 without a mark: in Western text every other byte is zero. */
function wideEncoding(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(head.length, 4096) & ~1
  if (length < 4) return null
  const zeros = [0, 0]
  for (let i = 0; i < length; i++) if (head[i] === 0) zeros[i & 1] = (zeros[i & 1] ?? 0) + 1
  const [even = 0, odd = 0] = zeros.map((count) => count / (length / 2))
  if (odd > 0.4 && even < 0.05) return 'utf-16le'
  if (even > 0.4 && odd < 0.05) return 'utf-16be'
  return null
}

function isBinary(head: Buffer): boolean {
  let control = 0
  for (const byte of head) {
    if (byte === 0) return true
    if ((byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d) || byte === 0x7f) control++
  }
  return control > 8 + head.length / 100
}

/** The head may end within a character: up to three bytes at its end are forgiven. */
function startsAsUtf8(head: Buffer): boolean {
  for (let cut = 0; cut <= 3 && cut < head.length; cut++) if (isUtf8(head.subarray(0, head.length - cut))) return true
  return head.length === 0
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    // The only error of a fatal decoder is the answer “no”.
    return false
  }
}

/** What a file that is no text seems to be, in words. */
export function describeBinary(head: Buffer): string {
  const hex = head.subarray(0, 16).toString('hex')
  const known = SIGNATURES.find(([signature]) => hex.startsWith(signature))
  return known ? `it is ${known[1]}, not text` : 'it holds binary data, not text'
}

/** A whole file's text. `declared` is the charset that an HTML page names for itself, used where the bytes are not UTF-8. */
export function decodeFile(bytes: Buffer, file: string, declared: string | null = null): Decoded {
  const encoding = detectEncoding(bytes.subarray(0, 65_536))
  if (encoding === null) throw new IntakeError(file, describeBinary(bytes), 'Save it as text, Markdown, HTML or JSONL and import that.')
  const rest = bytes.subarray(encoding.bomBytes)
  if (encoding.name.startsWith('utf-16')) return finish(iconv.decode(rest, encoding.name), encoding.name)
  if (isUtf8(rest)) return finish(rest.toString('utf8'), 'utf-8')
  if (encoding.bomBytes === 3) throw brokenUtf8(file, rest)
  if (declared !== null && iconv.encodingExists(declared) && !/^utf-?8$/i.test(declared))
    return finish(iconv.decode(rest, declared), declared)
  const broken = mostlyUtf8(rest) ? brokenUtf8(file, rest) : null
  if (broken !== null) throw broken
  return finish(decodeWestern(rest, file), 'windows-1252')
}

function finish(text: string, encoding: string): Decoded {
  const lost = text.split('\uFFFD').length - 1
  const notes = lost > 0 ? [`${count(lost, 'character was', 'characters were')} already lost in the file (shown as \uFFFD)`] : []
  if (encoding === 'windows-1252') notes.unshift('not UTF-8; read as Windows-1252 (Latin-1)')
  return { text, encoding, notes }
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`
}

/** Far more valid multi-byte characters than broken ones: UTF-8 that was damaged, not another encoding. */
function mostlyUtf8(bytes: Buffer): boolean {
  const text = bytes.toString('utf8')
  const broken = text.split('\uFFFD').length - 1
  const valid = text.match(/[\u0080-\uFFFC]/g)?.length ?? 0
  return valid > 4 * broken
}

function brokenUtf8(file: string, bytes: Buffer): IntakeError {
  const at = bytes.toString('utf8').indexOf('\uFFFD')
  const line = bytes.toString('utf8').slice(0, Math.max(at, 0)).split('\n').length
  return new IntakeError(file, 'the text is UTF-8 with damaged bytes', `Save it again as UTF-8. ${CONVERT}`, { line })
}

/** Windows-1252, refused where the bytes speak for another encoding: code points it does not have, or mostly high bytes (Cyrillic, Chinese, …). */
export function decodeWestern(bytes: Buffer, file: string, place: Place = {}): string {
  let high = 0
  let letters = 0
  for (const byte of bytes) {
    if (byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d) throw unknownEncoding(file, place)
    if (byte >= 0x80) high++
    if (byte >= 0x80 || (byte | 0x20) >= 0x61) letters++
  }
  if (high > 4 && high > letters * 0.3) throw unknownEncoding(file, place)
  return iconv.decode(bytes, 'windows-1252')
}

function unknownEncoding(file: string, place: Place): IntakeError {
  return new IntakeError(file, 'its encoding is neither UTF-8, UTF-16 nor Windows-1252 (Latin-1)', CONVERT, place)
}

/** UTF-16 chunks → UTF-8 chunks, so that one splitter of lines serves every encoding. */
export async function* asUtf8(chunks: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = iconv.getDecoder(encoding)
  for await (const chunk of chunks) yield Buffer.from(decoder.write(chunk), 'utf8')
  const rest = decoder.end()
  if (rest) yield Buffer.from(rest, 'utf8')
}

/**
 * Decodes the lines of one file in turn. The first line that is not plain ASCII settles the file's encoding; a later
 * line that contradicts it is an error, since half a file in one encoding and half in another cannot be guessed.
 */
export function lineDecoder(file: string): { decode(bytes: Buffer, line: number): string; encoding(): string } {
  let settled: 'utf-8' | 'windows-1252' | null = null
  return {
    encoding: () => settled ?? 'utf-8',
    decode(bytes, line) {
      if (settled !== 'windows-1252' && isUtf8(bytes)) {
        if (settled === null && bytes.some((byte) => byte >= 0x80)) settled = 'utf-8'
        return bytes.toString('utf8')
      }
      if (settled === 'utf-8')
        throw new IntakeError(file, 'its bytes are not UTF-8 although earlier lines are', `Save the line again as UTF-8. ${CONVERT}`, {
          line,
        })
      settled = 'windows-1252'
      return decodeWestern(bytes, file, { line })
    },
  }
}
