/** Bytes from the web → a feed, a page, or neither; by what they hold, because the type that a server names is often another. */
import type { From } from './feed/feed.ts'
import { plainFeed } from './feed/plain.ts'
import { readFeed } from './feed/read-feed.ts'
import { readPage } from './page.ts'
import type { Opened } from './workshop.ts'

/** Where a page has no markup within so many bytes, it is none: comments of licences and scripts come first in some. */
const HEAD_BYTES = 65_536
const PAGE =
  /<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|main|article|section|div|h[1-6]|p|br|ul|ol|table|span|a)(?=[\s/>])/i

/** First bytes of what is no text, as latin-1. */
const FILES: readonly (readonly [string, string])[] = [
  ['%PDF-', 'a PDF file'],
  ['\x89PNG', 'a picture'],
  ['\xFF\xD8\xFF', 'a picture'],
  ['GIF8', 'a picture'],
  ['RIFF', 'a picture or a sound'],
  ['ID3', 'a sound'],
  ['OggS', 'a sound'],
  ['PK\x03\x04', 'a ZIP archive'],
  ['\x1F\x8B', 'a packed file'],
  ['7z\xBC\xAF', 'a packed file'],
  ['\x7FELF', 'a program'],
]

export function openDocument(bytes: Uint8Array, from: From): Opened {
  if (bytes.length === 0) return { kind: 'neither', reason: 'there is nothing in it' }
  const feed = readFeed(bytes, from)
  if (feed !== null) return { kind: 'feed', feed: plainFeed(feed) }
  // UTF-16 has a zero beside each letter of markup.
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES)).toString('latin1')
  const file = FILES.find(([first]) => head.startsWith(first))?.[1]
  if (file !== undefined) return { kind: 'neither', reason: `it is ${file}` }
  const text = head.replaceAll('\0', '')
  const reason = isBinary(head) ? 'it is no text' : otherFormatOf(text)
  if (reason !== null) return { kind: 'neither', reason }
  return PAGE.test(text)
    ? { kind: 'page', page: readPage(bytes, from) }
    : { kind: 'neither', reason: 'it is plain text, neither a feed nor a page' }
}

/** Both may well hold markup of pages. */
function otherFormatOf(text: string): string | null {
  const start = text.replace(/^(?:\xEF\xBB\xBF|\xFF\xFE|\xFE\xFF)?\s*/, '')
  if (/^[[{]\s*["[{\]}]/.test(start)) return 'it is JSON, but no feed'
  if (!/^<\?xml\s/.test(start)) return null
  const root = /<([a-z][\w:.-]*)/i.exec(start.replace(/<!--[\s\S]*?-->/g, ''))?.[1]
  return root?.toLowerCase() === 'html' ? null : 'it is XML, but no feed'
}

/** Zeros count only where they cannot be UTF-16's. */
function isBinary(head: string): boolean {
  const odd = [...head].filter((one) => one > '\0' && one < ' ' && !TEXT_CONTROLS.includes(one))
  return odd.length > head.length / 50 || head.includes('\0\0\0\0')
}
/** Ends of lines and columns, an old end of file, and what switches the alphabet in ISO-2022. */
const TEXT_CONTROLS = '\t\n\v\f\r\x1A\x1B\x0E\x0F'
