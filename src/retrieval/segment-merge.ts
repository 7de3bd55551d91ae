/**
 * Merges segments into one, leaving out dead documents and the terms that only they held. Dictionaries are sorted, so one
 * pass over all of them side by side numbers the terms; postings are then copied segment by segment, which keeps them ascending.
 */
import { byteString, documentId, factsOf, type Segment } from './segment.ts'
import { sortedOrder, totalLength, writeStrings } from './segment-builder.ts'
import { allocateSegment, type SegmentArrays, sealSegment } from './segment-format.ts'

/** Postings or terms handled between two yields: about a millisecond of work. */
const SLICE = 200_000
const NONE = 0xffffffff

export type MergedSegment = { readonly bytes: Uint8Array; readonly articleIds: readonly string[] }

/** What deciding needs of a segment; sizes in documents and bytes. */
export type SegmentSize = { readonly living: number; readonly documents: number; readonly bytes: number }

/**
 * Which segments to merge, by place; empty where nothing need be done. One that is mostly dead is rewritten alone. Past `most`
 * segments the smallest are merged, and a larger one only joins those that together match it, so that each posting is
 * rewritten O(log n) times. Segments past half of `mostBytes` stay as they are: a merged one never exceeds `mostBytes`.
 */
export function segmentsToMerge(sizes: readonly SegmentSize[], most: number, mostBytes: number): number[] {
  const wasteful = sizes.findIndex((size) => size.living < size.documents / 2)
  if (wasteful >= 0) return [wasteful]
  const small = sizes.map((size, place) => ({ ...size, place })).filter((size) => size.bytes <= mostBytes / 2)
  if (small.length <= most || small.length < 2) return []
  small.sort((a, b) => a.living - b.living || a.place - b.place)
  const chosen: typeof small = []
  let living = 0
  let bytes = 0
  for (const size of small) {
    if (chosen.length >= 2 && (size.living > living || bytes + size.bytes > mostBytes)) break
    chosen.push(size)
    living += size.living
    bytes += size.bytes
  }
  return chosen.map((size) => size.place).sort((a, b) => a - b)
}

/** Yields between slices of work, so that its driver can let questions through; the segments must not change meanwhile. Null where nothing lives. */
export function* mergeSegments(segments: readonly Segment[]): Generator<void, MergedSegment | null> {
  const renumbered = segments.map(() => new Uint32Array(0))
  let documents = 0
  for (const [s, segment] of segments.entries()) {
    renumbered[s] = Uint32Array.from(segment.dead, (dead) => (dead === 1 ? NONE : documents++))
  }
  if (documents === 0) return null
  const dictionary = yield* mergeDictionaries(segments)
  const ids: string[] = new Array(documents)
  const publishers = [...new Set(segments.flatMap((segment) => segment.publishers))]
  for (const [s, segment] of segments.entries())
    for (const [old, now] of (renumbered[s] as Uint32Array).entries()) if (now !== NONE) ids[now] = documentId(segment.arrays, old)
  const idKeys = ids.map(byteString)
  const publisherText = Buffer.from(JSON.stringify(publishers), 'utf8')
  const arrays = allocateSegment({
    documents,
    terms: dictionary.keys.length,
    postingCount: dictionary.frequencies.reduce((sum, frequency) => sum + frequency, 0),
    termBytes: totalLength(dictionary.keys),
    idBytes: totalLength(idKeys),
    publisherBytes: publisherText.length,
  })
  writeStrings(arrays.termText, arrays.termStarts, dictionary.keys)
  writeStrings(arrays.idText, arrays.idStarts, idKeys)
  arrays.idOrder.set(sortedOrder(idKeys))
  arrays.publisherText.set(publisherText)
  copyDocuments(arrays, segments, renumbered, publishers)
  yield
  yield* copyPostings(arrays, segments, renumbered, dictionary)
  return { bytes: sealSegment(arrays), articleIds: ids }
}

/** `keys` are byte strings in order; `places[s][t]` is where term t of segment s went, or `NONE`. */
type Dictionary = { readonly keys: string[]; readonly frequencies: number[]; readonly places: readonly Uint32Array[] }

function* mergeDictionaries(segments: readonly Segment[]): Generator<void, Dictionary> {
  const keys: string[] = []
  const frequencies: number[] = []
  const places = segments.map((segment) => new Uint32Array(segment.arrays.terms).fill(NONE))
  const at = new Uint32Array(segments.length)
  const heads = segments.map((segment) => keyAt(segment.arrays, 0))
  let work = 0
  for (;;) {
    let least: string | undefined
    for (const head of heads) if (head !== undefined && (least === undefined || head < least)) least = head
    if (least === undefined) return { keys, frequencies, places }
    let frequency = 0
    for (const [s, segment] of segments.entries()) {
      if (heads[s] !== least) continue
      const term = at[s] as number
      const living = livingFrequency(segment, term)
      if (living > 0) (places[s] as Uint32Array)[term] = keys.length
      frequency += living
      at[s] = term + 1
      heads[s] = keyAt(segment.arrays, term + 1)
      work += segment.living < segment.arrays.documents ? living : 1
    }
    if (frequency > 0) {
      keys.push(least)
      frequencies.push(frequency)
    }
    if (work >= SLICE) {
      work = 0
      yield
    }
  }
}

function keyAt(arrays: SegmentArrays, term: number): string | undefined {
  if (term >= arrays.terms) return undefined
  const text = Buffer.from(arrays.termText.buffer, arrays.termText.byteOffset, arrays.termText.byteLength)
  return text.toString('latin1', arrays.termStarts[term], arrays.termStarts[term + 1])
}

function livingFrequency(segment: Segment, term: number): number {
  const { arrays, dead } = segment
  const start = arrays.postingStarts[term] as number
  const end = arrays.postingStarts[term + 1] as number
  if (segment.living === arrays.documents) return end - start
  let living = 0
  for (let i = start; i < end; i++) if (dead[(arrays.postings[i] as number) >>> 8] === 0) living++
  return living
}

function copyDocuments(
  arrays: SegmentArrays,
  segments: readonly Segment[],
  renumbered: readonly Uint32Array[],
  publishers: readonly string[],
): void {
  const places = new Map(publishers.map((publisher, place) => [publisher, place]))
  for (const [s, segment] of segments.entries()) {
    for (const [old, now] of (renumbered[s] as Uint32Array).entries()) {
      if (now === NONE) continue
      arrays.publishedMs[now] = segment.arrays.publishedMs[old] as number
      arrays.lengths[now] = segment.arrays.lengths[old] as number
      arrays.bodyLengths[now] = segment.arrays.bodyLengths[old] as number
      arrays.publisherOf[now] = places.get(factsOf(segment, old).publisher) as number
    }
  }
}

function* copyPostings(
  arrays: SegmentArrays,
  segments: readonly Segment[],
  renumbered: readonly Uint32Array[],
  dictionary: Dictionary,
): Generator<void, void> {
  const next = new Uint32Array(dictionary.keys.length)
  let start = 0
  for (const [term, frequency] of dictionary.frequencies.entries()) {
    arrays.postingStarts[term] = start
    next[term] = start
    start += frequency
  }
  arrays.postingStarts[dictionary.keys.length] = start
  let work = 0
  for (const [s, segment] of segments.entries()) {
    const numbers = renumbered[s] as Uint32Array
    for (const [term, place] of (dictionary.places[s] as Uint32Array).entries()) {
      if (place === NONE) continue
      const last = segment.arrays.postingStarts[term + 1] as number
      let to = next[place] as number
      for (let i = segment.arrays.postingStarts[term] as number; i < last; i++) {
        const posting = segment.arrays.postings[i] as number
        const now = numbers[posting >>> 8] as number
        if (now !== NONE) arrays.postings[to++] = now * 256 + (posting & 255)
      }
      work += to - (next[place] as number)
      next[place] = to
      if (work >= SLICE) {
        work = 0
        yield
      }
    }
  }
}
