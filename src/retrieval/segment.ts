/** A frozen segment as searching sees it: an inverted index that never changes but for which of its documents are dead. */

import type { IndexDocument } from './search-index.ts'
import { readSegment, type SegmentArrays } from './segment-format.ts'

/** Mutable: `dead`, the totals of the living, `letters`. Everything else is a view over the kept bytes. */
export type Segment = {
  /** The store's name for it. */
  readonly id: number
  readonly arrays: SegmentArrays
  readonly publishers: readonly string[]
  /** 1 by document ordinal: replaced or removed since. */
  readonly dead: Uint8Array
  living: number
  livingLength: number
  livingBodyLength: number
  /** By term, which letters it has; made when the first misspelt word is looked up (`similar-terms.ts`). */
  letters: Uint32Array | null
}

/** The document as `where` and `boost` see it. */
export type Facts = Pick<IndexDocument, 'publisher' | 'publishedMs'>

/** Throws `SegmentError` where the bytes cannot be read. */
export function openSegment(id: number, bytes: Uint8Array): Segment {
  const arrays = readSegment(id, bytes)
  return {
    id,
    arrays,
    publishers: JSON.parse(Buffer.from(arrays.publisherText).toString('utf8')) as string[],
    dead: new Uint8Array(arrays.documents),
    living: arrays.documents,
    livingLength: arrays.lengths.reduce((sum, length) => sum + length, 0),
    livingBodyLength: arrays.bodyLengths.reduce((sum, length) => sum + length, 0),
    letters: null,
  }
}

/** A string as its UTF-8 bytes, one character a byte: compares in the order of the bytes and is found without decoding them. */
export function byteString(text: string): string {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return Buffer.from(text, 'utf8').toString('latin1')
  return text
}

/** Ordinal of a term, or -1. */
export function termOrdinal(arrays: SegmentArrays, key: string): number {
  let low = 0
  let high = arrays.terms - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const order = compareAt(arrays.termText, arrays.termStarts, middle, key)
    if (order === 0) return middle
    if (order < 0) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** How many documents of the segment hold the term, dead ones among them. */
export function frequencyAt(arrays: SegmentArrays, term: number): number {
  return (arrays.postingStarts[term + 1] ?? 0) - (arrays.postingStarts[term] ?? 0)
}

/** Ordinal of a living document, or -1. */
export function documentOrdinal(segment: Segment, id: string): number {
  const { arrays, dead } = segment
  const key = byteString(id)
  let low = 0
  let high = arrays.documents - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const ordinal = arrays.idOrder[middle] as number
    const order = compareAt(arrays.idText, arrays.idStarts, ordinal, key)
    if (order === 0) return dead[ordinal] === 1 ? -1 : ordinal
    if (order < 0) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** Marks a document dead; false where the segment holds no living one of that id. */
export function bury(segment: Segment, id: string): boolean {
  const ordinal = documentOrdinal(segment, id)
  if (ordinal < 0) return false
  segment.dead[ordinal] = 1
  segment.living--
  segment.livingLength -= segment.arrays.lengths[ordinal] as number
  segment.livingBodyLength -= segment.arrays.bodyLengths[ordinal] as number
  return true
}

export function documentId(arrays: SegmentArrays, document: number): string {
  return decode(arrays.idText, arrays.idStarts, document)
}

export function termAt(arrays: SegmentArrays, term: number): string {
  return decode(arrays.termText, arrays.termStarts, term)
}

export function factsOf(segment: Segment, document: number): Facts {
  const publishedMs = segment.arrays.publishedMs[document] as number
  return {
    publisher: segment.publishers[segment.arrays.publisherOf[document] as number] as string,
    publishedMs: Number.isNaN(publishedMs) ? null : publishedMs,
  }
}

function decode(text: Uint8Array, starts: Uint32Array, item: number): string {
  return Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString('utf8', starts[item], starts[item + 1])
}

/** Item minus key, in the order of bytes. */
function compareAt(text: Uint8Array, starts: Uint32Array, item: number, key: string): number {
  const start = starts[item] as number
  const length = (starts[item + 1] as number) - start
  const shared = Math.min(length, key.length)
  for (let i = 0; i < shared; i++) {
    const difference = (text[start + i] as number) - key.charCodeAt(i)
    if (difference !== 0) return difference
  }
  return length - key.length
}
