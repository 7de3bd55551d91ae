/**
 * Scores frozen segments term at a time. Common words hold most postings and few surprises, so the weightiest terms are
 * followed first, up to a budget of postings; only the best documents so far are then weighed by the terms left out.
 * Where the budget covers every term the result is exact.
 */
import { type BestCandidates, bestCandidates, offer } from './best-candidates.ts'
import { type LengthNorm, termScore } from './bm25.ts'
import type { SearchRequest } from './search-index.ts'
import { factsOf, type Segment } from './segment.ts'

export type FrozenTerm = {
  /** The asker's weight × rarity; > 0. */
  readonly weight: number
  /** Postings over all segments. */
  readonly frequency: number
  /** By segment: the term's ordinal there, or -1. */
  readonly ordinals: Int32Array
}
export type FrozenHit = { readonly segment: Segment; readonly document: number; readonly score: number }
export type Effort = {
  /** Postings that may be followed before the rest is weighed for candidates only; at least the first term is always followed. */
  readonly postings: number
  /** Documents weighed by the terms left out. */
  readonly candidates: number
}

/** Working space kept between searches, all zeros outside of one: a score by document, counted over all segments, and which were touched. */
export type Scratch = { scores: Float64Array; touched: Uint32Array }

export function newScratch(): Scratch {
  return { scores: new Float64Array(0), touched: new Uint32Array(0) }
}

type Pass = {
  readonly segments: readonly Segment[]
  /** Where each segment's documents begin in the common numbering. */
  readonly bases: readonly number[]
  readonly norm: LengthNorm
  readonly request: Pick<SearchRequest, 'where' | 'boost' | 'limit'>
  readonly scratch: Scratch
  touched: number
  kept: number
}

/** At most `request.limit` hits, in no order. `terms` come weightiest first. */
export function searchFrozen(
  segments: readonly Segment[],
  terms: readonly FrozenTerm[],
  norm: LengthNorm,
  request: Pick<SearchRequest, 'where' | 'boost' | 'limit'>,
  effort: Effort,
  scratch: Scratch,
): FrozenHit[] {
  const pass = begin(segments, norm, request, scratch)
  try {
    let left = terms
    // A filter may refuse nearly all that the first terms found: then the next terms get a budget too.
    do {
      const [now, later] = withinBudget(left, effort.postings)
      for (const term of now) accumulate(pass, term)
      left = later
    } while (left.length > 0 && pass.kept < request.limit)
    const most = left.length === 0 ? request.limit : Math.max(request.limit, effort.candidates)
    const best = select(pass, Math.min(most, pass.kept))
    return hitsOf(pass, left.length === 0 ? best : rescore(pass, best, left))
  } finally {
    for (let i = 0; i < pass.touched; i++) scratch.scores[scratch.touched[i] as number] = 0
  }
}

function begin(segments: readonly Segment[], norm: LengthNorm, request: Pass['request'], scratch: Scratch): Pass {
  const bases: number[] = []
  let documents = 0
  for (const segment of segments) {
    bases.push(documents)
    documents += segment.arrays.documents
  }
  if (scratch.scores.length < documents) {
    scratch.scores = new Float64Array(documents)
    scratch.touched = new Uint32Array(documents)
  }
  return { segments, bases, norm, request, scratch, touched: 0, kept: 0 }
}

function withinBudget(terms: readonly FrozenTerm[], postings: number): [FrozenTerm[], FrozenTerm[]] {
  const now: FrozenTerm[] = []
  const later: FrozenTerm[] = []
  let followed = 0
  for (const term of terms) {
    if (now.length === 0 || followed + term.frequency <= postings) {
      now.push(term)
      followed += term.frequency
    } else later.push(term)
  }
  return [now, later]
}

function accumulate(pass: Pass, term: FrozenTerm): void {
  const { scores, touched } = pass.scratch
  const { where } = pass.request
  for (const [s, segment] of pass.segments.entries()) {
    const ordinal = term.ordinals[s] as number
    if (ordinal < 0) continue
    const { postings, postingStarts, lengths } = segment.arrays
    const base = pass.bases[s] as number
    const end = postingStarts[ordinal + 1] as number
    for (let i = postingStarts[ordinal] as number; i < end; i++) {
      const posting = postings[i] as number
      const document = posting >>> 8
      const score = scores[base + document] as number
      if (score === 0) {
        touched[pass.touched++] = base + document
        if (segment.dead[document] === 1 || (where !== undefined && !where(factsOf(segment, document)))) {
          // Stays so whatever is added: a refused document is asked about once.
          scores[base + document] = Number.NEGATIVE_INFINITY
          continue
        }
        pass.kept++
      }
      scores[base + document] = score + termScore(term.weight, posting & 255, lengths[document] as number, pass.norm)
    }
  }
}

function select(pass: Pass, most: number): BestCandidates {
  const { scores, touched } = pass.scratch
  const best = bestCandidates(most)
  for (let i = 0; i < pass.touched; i++) {
    const document = touched[i] as number
    const score = scores[document] as number
    if (score > 0) offer(best, boosted(pass, score, document), document)
  }
  return best
}

function boosted(pass: Pass, score: number, document: number): number {
  const { boost } = pass.request
  if (boost === undefined) return score
  const s = segmentOf(pass, document)
  return score * boost(factsOf(pass.segments[s] as Segment, document - (pass.bases[s] as number)))
}

function segmentOf(pass: Pass, document: number): number {
  let s = pass.bases.length - 1
  while ((pass.bases[s] as number) > document) s--
  return s
}

function rescore(pass: Pass, best: BestCandidates, left: readonly FrozenTerm[]): BestCandidates {
  const documents = best.documents.slice(0, best.size).sort()
  for (const [s, segment] of pass.segments.entries()) {
    const base = pass.bases[s] as number
    const first = firstAtLeast(documents, base)
    const last = firstAtLeast(documents, base + segment.arrays.documents)
    if (first === last) continue
    for (const term of left) {
      const ordinal = term.ordinals[s] as number
      if (ordinal >= 0) addForCandidates(pass, segment, base, documents.subarray(first, last), term.weight, ordinal)
    }
  }
  const final = bestCandidates(Math.min(pass.request.limit, best.size))
  for (const document of documents) offer(final, boosted(pass, pass.scratch.scores[document] as number, document), document)
  return final
}

/** Both lists ascend, so each search starts where the last one ended and doubles its stride: much shorter than the list of a common word. */
function addForCandidates(pass: Pass, segment: Segment, base: number, documents: Float64Array, weight: number, ordinal: number): void {
  const { postings, postingStarts, lengths } = segment.arrays
  const { scores } = pass.scratch
  const end = postingStarts[ordinal + 1] as number
  let at = postingStarts[ordinal] as number
  for (let i = 0; i < documents.length && at < end; i++) {
    const common = documents[i] as number
    const document = common - base
    let stride = 1
    while (at + stride < end && (postings[at + stride] as number) >>> 8 < document) stride *= 2
    let low = at + (stride >>> 1)
    let high = Math.min(at + stride, end)
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((postings[middle] as number) >>> 8 < document) low = middle + 1
      else high = middle
    }
    at = low
    if (at === end) return
    const posting = postings[at] as number
    if (posting >>> 8 === document)
      scores[common] = (scores[common] as number) + termScore(weight, posting & 255, lengths[document] as number, pass.norm)
  }
}

function firstAtLeast(ascending: Float64Array, bound: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as number) < bound) low = middle + 1
    else high = middle
  }
  return low
}

function hitsOf(pass: Pass, best: BestCandidates): FrozenHit[] {
  const hits: FrozenHit[] = []
  for (let i = 0; i < best.size; i++) {
    const document = best.documents[i] as number
    const s = segmentOf(pass, document)
    hits.push({ segment: pass.segments[s] as Segment, document: document - (pass.bases[s] as number), score: best.scores[i] as number })
  }
  return hits
}
