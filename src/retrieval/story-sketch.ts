/**
 * Near copies by bottom-k sketches: of all hashed shingles of a text the smallest are kept, a sample that two texts draw alike.
 * Bar-Yossef et al., “Counting Distinct Elements in a Data Stream”, 2002; Beyer et al., “On Synopses for Distinct-Value Estimation”, 2007.
 */

/** Distinct shingle hashes, ascending: the smallest `SKETCH_SIZE`, or all where there are fewer. */
export type Sketch = Uint32Array

/** Standard error of a resemblance of one half: ± 0.07. */
const SKETCH_SIZE = 48
const SHINGLE_TERMS = 3
/** A text with fewer shingles says too little to be a copy of another. */
const MIN_SHINGLES = 8
/** Later terms are not looked at. */
const MAX_TERMS = 3_000
/** Smallest hashes by which copies are looked up: two texts that share most shingles share one of these all but surely. */
const COPY_KEYS = 4
const SPACE = 2 ** 32

/** Empty where the text is too short to have copies. */
export function sketchOf(sentences: Iterable<readonly string[]>): Sketch {
  const hashes = new Uint32Array(MAX_TERMS)
  let count = 0
  let before = 0
  let last = 0
  let read = 0
  for (const terms of sentences) {
    for (const term of terms) {
      if (read >= MAX_TERMS) break
      const own = hashTerm(term)
      if (++read >= SHINGLE_TERMS) hashes[count++] = mixed(Math.imul(before, 0x9e3779b1) ^ Math.imul(last, 0x85ebca6b) ^ own)
      before = last
      last = own
    }
  }
  if (count < MIN_SHINGLES) return new Uint32Array()
  // Sorting all of them costs several times as much; three times the expected share nearly always holds enough distinct ones.
  const small = distinct(smallest(hashes, count, (SPACE * 3 * SKETCH_SIZE) / count))
  return small.length >= SKETCH_SIZE ? small.slice(0, SKETCH_SIZE) : distinct(hashes.slice(0, count)).slice(0, SKETCH_SIZE)
}

function smallest(hashes: Uint32Array, count: number, limit: number): Uint32Array {
  const found = new Uint32Array(count)
  let kept = 0
  for (let i = 0; i < count; i++) {
    const hash = hashes[i] as number
    if (hash < limit) found[kept++] = hash
  }
  return found.subarray(0, kept)
}

function distinct(hashes: Uint32Array): Uint32Array {
  return hashes.sort().filter((hash, i, sorted) => i === 0 || hash !== sorted[i - 1])
}

/** Estimated share of common shingles among all of both texts, 0–1; 0 where one is too short to tell. */
export function resemblance(a: Sketch, b: Sketch): number {
  if (a.length === 0 || b.length === 0) return 0
  // A sketch that is not full is the whole text; of a full one, nothing is known past its largest hash.
  let union = 0
  let common = 0
  for (let i = 0, j = 0; union < SKETCH_SIZE && (i < a.length || j < b.length); union++) {
    const x = a[i] ?? SPACE
    const y = b[j] ?? SPACE
    if (x === y) common++
    if (x <= y) i++
    if (y <= x) j++
  }
  return common / union
}

export function copyKeysOf(sketch: Sketch): number[] {
  return [...sketch.slice(0, COPY_KEYS)]
}

/** A term as a whole number below 2^32 (FNV-1a, then mixed). */
export function hashTerm(term: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < term.length; i++) hash = Math.imul(hash ^ term.charCodeAt(i), 0x01000193)
  return mixed(hash)
}

function mixed(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
