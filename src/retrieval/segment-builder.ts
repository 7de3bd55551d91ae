/** Freezes documents into the bytes of a segment: inverts them as they come, sorts the dictionary once at the end. */
import type { CountedDocument } from './bm25.ts'
import { byteString } from './segment.ts'
import { allocateSegment, type SegmentArrays, sealSegment } from './segment-format.ts'

/** Past this many postings a builder is full: it bounds its memory at 32 MB, and the pause of finishing. */
export const FULL_POSTINGS = 4_000_000

/** Mutable. Documents are numbered in the order in which they are added; postings wait as pairs of term and packed posting. */
export type SegmentBuilder = {
  readonly documents: { id: string; publisher: string; publishedMs: number | null; length: number; bodyLength: number }[]
  readonly ids: Set<string>
  readonly terms: Map<string, number>
  pairs: Uint32Array
  postings: number
}

export function startSegment(): SegmentBuilder {
  return { documents: [], ids: new Set(), terms: new Map(), pairs: new Uint32Array(1 << 14), postings: 0 }
}

/** Precondition: the builder does not hold the document's id yet. */
export function addDocument(builder: SegmentBuilder, document: CountedDocument): void {
  if (builder.ids.has(document.id)) throw new Error(`freezing article ${document.id}: the segment holds it already`)
  const ordinal = builder.documents.length
  const { id, publisher, publishedMs, length, bodyLength } = document
  builder.documents.push({ id, publisher, publishedMs, length, bodyLength })
  builder.ids.add(id)
  const needed = 2 * (builder.postings + document.counts.size)
  if (needed > builder.pairs.length) {
    const wider = new Uint32Array(Math.max(needed, builder.pairs.length * 2))
    wider.set(builder.pairs)
    builder.pairs = wider
  }
  for (const [term, count] of document.counts) {
    let number = builder.terms.get(term)
    if (number === undefined) {
      number = builder.terms.size
      builder.terms.set(term, number)
    }
    builder.pairs[2 * builder.postings] = number
    builder.pairs[2 * builder.postings + 1] = ordinal * 256 + count
    builder.postings++
  }
}

/** The bytes of the segment. The builder must not be used again. */
export function finishSegment(builder: SegmentBuilder): Uint8Array {
  const keys: string[] = []
  for (const term of builder.terms.keys()) keys.push(byteString(term))
  const order = sortedOrder(keys)
  const ids = builder.documents.map((document) => byteString(document.id))
  const publishers = [...new Set(builder.documents.map((document) => document.publisher))]
  const publisherText = Buffer.from(JSON.stringify(publishers), 'utf8')
  const arrays = allocateSegment({
    documents: ids.length,
    terms: keys.length,
    postingCount: builder.postings,
    termBytes: totalLength(keys),
    idBytes: totalLength(ids),
    publisherBytes: publisherText.length,
  })
  writeStrings(arrays.termText, arrays.termStarts, keys, order)
  writeStrings(arrays.idText, arrays.idStarts, ids)
  arrays.idOrder.set(sortedOrder(ids))
  arrays.publisherText.set(publisherText)
  writeDocuments(arrays, builder, publishers)
  writePostings(arrays, builder, order)
  return sealSegment(arrays)
}

function writeDocuments(arrays: SegmentArrays, builder: SegmentBuilder, publishers: readonly string[]): void {
  const places = new Map(publishers.map((publisher, place) => [publisher, place]))
  for (const [ordinal, document] of builder.documents.entries()) {
    arrays.publishedMs[ordinal] = document.publishedMs ?? Number.NaN
    arrays.lengths[ordinal] = document.length
    arrays.bodyLengths[ordinal] = document.bodyLength
    arrays.publisherOf[ordinal] = places.get(document.publisher) as number
  }
}

/** A counting sort: documents were added in order, so each term's postings come out ascending. */
function writePostings(arrays: SegmentArrays, builder: SegmentBuilder, order: Uint32Array): void {
  const { pairs, postings } = builder
  const next = new Uint32Array(order.length)
  for (let i = 0; i < postings; i++) {
    const term = pairs[2 * i] as number
    next[term] = (next[term] as number) + 1
  }
  let start = 0
  for (let place = 0; place < order.length; place++) {
    const term = order[place] as number
    arrays.postingStarts[place] = start
    const frequency = next[term] as number
    next[term] = start
    start += frequency
  }
  arrays.postingStarts[order.length] = start
  for (let i = 0; i < postings; i++) {
    const term = pairs[2 * i] as number
    const at = next[term] as number
    next[term] = at + 1
    arrays.postings[at] = pairs[2 * i + 1] as number
  }
}

/** Places of the keys in ascending order. */
export function sortedOrder(keys: readonly string[]): Uint32Array {
  const order = Uint32Array.from(keys, (_, i) => i)
  return order.sort((a, b) => ((keys[a] as string) < (keys[b] as string) ? -1 : 1))
}

export function totalLength(keys: readonly string[]): number {
  return keys.reduce((sum, key) => sum + key.length, 0)
}

/** Lays byte strings end to end, in `order` where given. */
export function writeStrings(text: Uint8Array, starts: Uint32Array, keys: readonly string[], order?: Uint32Array): void {
  const buffer = Buffer.from(text.buffer, text.byteOffset, text.byteLength)
  let at = 0
  for (let i = 0; i < keys.length; i++) {
    starts[i] = at
    at += buffer.write(keys[order ? (order[i] as number) : i] as string, at, 'latin1')
  }
  starts[keys.length] = at
}
