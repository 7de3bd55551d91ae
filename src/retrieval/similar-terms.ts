/** Known terms near an unknown one, for misspelt questions. Scans the dictionaries, so it is for the rare term that nothing holds. */
import { byteString, frequencyAt, type Segment, termAt } from './segment.ts'

/** Shorter words have too many neighbours, longer ones are no words. */
const MIN_LENGTH = 4
const TWO_EDITS_FROM = 8
const MAX_LENGTH = 64
/** A UTF-8 letter outside ASCII has up to this many bytes, so an edit may change as many. */
const BYTES_A_LETTER = 4
/** A number is never a misspelling of another. */
const DIGIT = /\p{N}/u

/** At most `limit` terms other than `term`: by distance, then by how many documents hold them. */
export function similarTerms(
  segments: readonly Segment[],
  live: ReadonlyMap<string, number>,
  term: string,
  limit: number,
): readonly string[] {
  if (term.length < MIN_LENGTH || term.length > MAX_LENGTH || DIGIT.test(term)) return []
  const edits = term.length < TWO_EDITS_FROM ? 1 : 2
  const found = new Map<string, { distance: number; frequency: number }>()
  const consider = (known: string, frequency: number): void => {
    const seen = found.get(known)
    if (seen !== undefined) seen.frequency += frequency
    else if (known !== term && !DIGIT.test(known)) {
      const distance = editDistance(term, known, edits)
      if (distance <= edits) found.set(known, { distance, frequency })
    }
  }
  const wanted = lettersOf(term)
  for (const [known, frequency] of live) {
    if (Math.abs(known.length - term.length) <= edits && bitCount(lettersOf(known) ^ wanted) <= 2 * edits) consider(known, frequency)
  }
  for (const segment of segments) scan(segment, term, edits, consider)
  return [...found]
    .sort(([a, x], [b, y]) => x.distance - y.distance || y.frequency - x.frequency || (a < b ? -1 : 1))
    .slice(0, limit)
    .map(([known]) => known)
}

/** Two cheap tests, letters and length, leave few terms to decode and compare. */
function scan(segment: Segment, term: string, edits: number, consider: (known: string, frequency: number) => void): void {
  const { arrays } = segment
  const { terms, termStarts } = arrays
  segment.letters ??= lettersOfAll(segment)
  const key = byteString(term)
  const slack = key.length === term.length ? edits : edits * BYTES_A_LETTER
  const wanted = lettersOf(key)
  for (let known = 0; known < terms; known++) {
    if (bitCount((segment.letters[known] as number) ^ wanted) > 2 * slack) continue
    const difference = (termStarts[known + 1] as number) - (termStarts[known] as number) - key.length
    if (difference <= slack && difference >= -slack) consider(termAt(arrays, known), frequencyAt(arrays, known))
  }
}

function lettersOfAll(segment: Segment): Uint32Array {
  const { terms, termText, termStarts } = segment.arrays
  const all = new Uint32Array(terms)
  for (let term = 0; term < terms; term++) {
    const end = termStarts[term + 1] as number
    let letters = 0
    for (let i = termStarts[term] as number; i < end; i++) letters |= 1 << ((termText[i] as number) & 31)
    all[term] = letters
  }
  return all
}

/** Which letters occur, folded into 32 bits: an edit changes at most two of them. */
function lettersOf(text: string): number {
  let letters = 0
  for (let i = 0; i < text.length; i++) letters |= 1 << (text.charCodeAt(i) & 31)
  return letters
}

/** Hacker's Delight, 5-2: sums neighbouring bits, pairs, then fields. */
function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

/**
 * Optimal string alignment distance (a swap of neighbours is one edit), or `most + 1` where it exceeds `most`. Letters are
 * UTF-16 units. Called for thousands of terms a question, so its three rows are made once.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  const width = b.length + 1
  if (rows.length < 3 * width) rows = new Uint16Array(3 * width)
  for (let j = 0; j < width; j++) rows[j] = j
  for (let i = 1; i <= a.length; i++) {
    const row = (i % 3) * width
    const above = ((i + 2) % 3) * width
    const before = ((i + 1) % 3) * width
    const letter = a.charCodeAt(i - 1)
    let least = i
    rows[row] = i
    for (let j = 1; j < width; j++) {
      const other = b.charCodeAt(j - 1)
      const replaced = (rows[above + j - 1] as number) + (letter === other ? 0 : 1)
      let cost = Math.min(replaced, (rows[above + j] as number) + 1, (rows[row + j - 1] as number) + 1)
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other)
        cost = Math.min(cost, (rows[before + j - 2] as number) + 1)
      rows[row + j] = cost
      if (cost < least) least = cost
    }
    // A swap reaches back two rows but adds an edit to what it finds there, so past a row wholly beyond the bound nothing returns under it.
    if (least > most) return most + 1
  }
  return Math.min(rows[(a.length % 3) * width + b.length] as number, most + 1)
}

let rows = new Uint16Array(0)
