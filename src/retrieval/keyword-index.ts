/**
 * The embedded search index: MiniSearch holds the newest articles, frozen segments hold the archive, and one search covers
 * both with the statistics of the whole. Frozen segments live in the store; what no segment holds is read again at start.
 *
 * The store may change while a segment is built, also by another process: every segment is therefore kept with the generation
 * that was read before its articles were, and what changed since stays pending.
 */
import { setImmediate as turn } from 'node:timers/promises'
import { serial } from '../serial.ts'
import type { NewSegment, SegmentStore } from '../store/store.ts'
import { type CountedDocument, countTerms, inverseFrequency, lengthNorm } from './bm25.ts'
import { type FrozenTerm, newScratch, type Scratch, searchFrozen } from './frozen-search.ts'
import { addLive, emptyLiveIndex, type LiveIndex, removeLive, searchLive } from './live-index.ts'
import type { Hit, IndexDocument, SearchIndex, SearchRequest, WeightedTerm } from './search-index.ts'
import { bury, byteString, documentId, frequencyAt, openSegment, type Segment, termOrdinal } from './segment.ts'
import { addDocument, FULL_POSTINGS, finishSegment, type SegmentBuilder, startSegment } from './segment-builder.ts'
import { mergeSegments, segmentsToMerge } from './segment-merge.ts'
import { similarTerms } from './similar-terms.ts'

export type KeywordIndexLimits = {
  /** Live documents past which they are frozen. More cost memory (20 KB each) and time (a long question takes 2 ms over 400), fewer cost merges. */
  readonly liveDocuments: number
  /** An upsert of more than this many is frozen at once and never goes live. */
  readonly bulkDocuments: number
  /** Documents of a segment made by one bulk upsert; bounds the pause of finishing it. */
  readonly segmentDocuments: number
  /** Segments past which the smallest are merged; each costs a look-up a term. */
  readonly segments: number
  /** Bytes past which a segment grows no more; SQLite keeps at most 1 GB in one value. */
  readonly segmentBytes: number
  /** Frozen postings followed in one search before the remaining terms weigh only `candidates` (docs/benchmarks.md). */
  readonly postings: number
  readonly candidates: number
}
export const KEYWORD_INDEX_LIMITS: KeywordIndexLimits = {
  liveDocuments: 400,
  bulkDocuments: 64,
  segmentDocuments: 8_192,
  segments: 8,
  segmentBytes: 256 * 2 ** 20,
  postings: 100_000,
  candidates: 1_000,
}
/** A longer query keeps its weightiest terms. */
const MAX_QUERY_TERMS = 256
const MAX_HITS = 1_000
/** Pending articles asked of the store at once. */
const LOAD_BATCH = 256
/** Documents handled between two turns of the event loop. */
const TURN_EVERY = 64

export type LoadDocuments = (ids: readonly string[]) => Iterable<IndexDocument> | AsyncIterable<IndexDocument>

/** Mutable. Changes are made one after another; a search sees the state between two of them. */
type State = {
  readonly store: SegmentStore
  readonly load: LoadDocuments
  readonly limits: KeywordIndexLimits
  readonly scratch: Scratch
  segments: readonly Segment[]
  live: LiveIndex
}

/**
 * Opens the kept segments and indexes the pending articles, which `load` brings in batches.
 * Throws `SegmentError` where a segment is damaged or of another version.
 */
export async function openKeywordIndex(
  store: SegmentStore,
  load: LoadDocuments,
  limits: KeywordIndexLimits = KEYWORD_INDEX_LIMITS,
): Promise<SearchIndex> {
  const segments = store.load().map(({ id, bytes, dead }) => {
    const segment = openSegment(id, bytes)
    for (const document of dead) bury(segment, document)
    return segment
  })
  const state: State = { store, load, limits, scratch: newScratch(), segments, live: emptyLiveIndex() }
  const inTurn = serial()
  await indexPending(state)
  await mergeWhereDue(state)
  return {
    upsert: (documents) => inTurn(() => upsert(state, documents)),
    remove: (ids) => inTurn(async () => remove(state, ids)),
    search: async (request) => search(state, request),
    documentFrequency: (term) => locate(state, term.toWellFormed()).frequency,
    similarTerms: (term, limit) => similarTerms(state.segments, state.live.frequencies, term.toWellFormed(), limit),
    get meanLength() {
      return mean(state, state.live.bodyLength, (segment) => segment.livingBodyLength)
    },
    get size() {
      return sizeOf(state)
    },
  }
}

/** What the store has and no tier knows: new since the last run, or another process's. */
async function indexPending(state: State): Promise<void> {
  const unknown = state.store.pending().filter((id) => !state.live.documents.has(id))
  await take(state, stored(state, unknown))
}

async function* stored(state: State, ids: readonly string[]): AsyncGenerator<IndexDocument> {
  for (let at = 0; at < ids.length; at += LOAD_BATCH) yield* state.load(ids.slice(at, at + LOAD_BATCH))
}

async function upsert(state: State, documents: Iterable<IndexDocument> | AsyncIterable<IndexDocument>): Promise<void> {
  await take(state, documents)
  await mergeWhereDue(state)
}

/** A few documents go live, many are frozen as they come. */
async function take(state: State, documents: Iterable<IndexDocument> | AsyncIterable<IndexDocument>): Promise<void> {
  const { limits } = state
  const few: CountedDocument[] = []
  const generation = state.store.generation()
  let builder: SegmentBuilder | null = null
  for await (const document of inTurns(documents)) {
    const counted = countTerms(document)
    if (builder === null && few.length < limits.bulkDocuments) few.push(counted)
    else {
      builder ??= startSegment()
      for (const next of [...few.splice(0), counted]) builder = freezeInto(state, builder, next, generation)
    }
  }
  if (builder !== null) freeze(state, builder, generation)
  for (const document of few) {
    for (const segment of state.segments) bury(segment, document.id)
    addLive(state.live, document)
  }
  if (state.live.documents.size > limits.liveDocuments) await freezeLive(state)
}

/** Lets questions through while many documents are handled. */
async function* inTurns(documents: Iterable<IndexDocument> | AsyncIterable<IndexDocument>): AsyncGenerator<IndexDocument> {
  let handled = 0
  for await (const document of documents) {
    yield document
    if (++handled % TURN_EVERY === 0) await turn()
  }
}

/** The live documents are read again, for only what is read after the generation is known to be of it. */
async function freezeLive(state: State): Promise<void> {
  const generation = state.store.generation()
  let builder = startSegment()
  for await (const document of inTurns(stored(state, [...state.live.documents.keys()])))
    builder = freezeInto(state, builder, countTerms(document), generation)
  if (builder.documents.length > 0) freeze(state, builder, generation)
  // What the store did not give back, it no longer has.
  state.live = emptyLiveIndex()
}

/** The builder that now holds the document: the same one, or a new one where that was full or held an earlier version. */
function freezeInto(state: State, builder: SegmentBuilder, document: CountedDocument, generation: number): SegmentBuilder {
  const full = builder.documents.length >= state.limits.segmentDocuments || builder.postings >= FULL_POSTINGS
  if (!full && !builder.ids.has(document.id)) {
    addDocument(builder, document)
    return builder
  }
  freeze(state, builder, generation)
  const next = startSegment()
  addDocument(next, document)
  return next
}

/** Nothing changes here before the store has the segment: where that fails, all is found as before. */
function freeze(state: State, builder: SegmentBuilder, generation: number): void {
  const bytes = finishSegment(builder)
  const id = keep(state, [], { bytes, articleIds: [...builder.ids], generation })
  const goneLive = [...builder.ids].filter((document) => state.live.documents.has(document))
  if (goneLive.length === state.live.documents.size) state.live = emptyLiveIndex()
  else for (const document of goneLive) removeLive(state.live, document)
  for (const segment of state.segments) for (const document of builder.ids) bury(segment, document)
  state.segments = [...state.segments, openSegment(id, bytes)]
}

function keep(state: State, drop: readonly number[], segment: NewSegment): number {
  const id = state.store.replace(drop, segment)
  if (id === null)
    throw new Error(`freezing ${segment.articleIds.length} articles: the store kept no segment; check that it can be written`)
  return id
}

async function mergeWhereDue(state: State): Promise<void> {
  while (due(state).length > 0) {
    const generation = state.store.generation()
    // Frozen articles that the store has changed are taken in first, so that the merged segment leaves their old versions out.
    await indexPending(state)
    const old = due(state)
    const work = mergeSegments(old)
    let step = work.next()
    for (; step.done !== true; step = work.next()) await turn()
    const drop = old.map((segment) => segment.id)
    const others = state.segments.filter((segment) => !old.includes(segment))
    if (step.value === null) {
      state.store.replace(drop, null)
      state.segments = others
    } else {
      const id = keep(state, drop, { ...step.value, generation })
      state.segments = [...others, openSegment(id, step.value.bytes)]
    }
  }
}

function due(state: State): Segment[] {
  const sizes = state.segments.map(({ living, arrays }) => ({ living, documents: arrays.documents, bytes: arrays.bytes.length }))
  return segmentsToMerge(sizes, state.limits.segments, state.limits.segmentBytes).map((place) => state.segments[place] as Segment)
}

function remove(state: State, ids: Iterable<string>): void {
  for (const id of ids) {
    removeLive(state.live, id)
    for (const segment of state.segments) bury(segment, id)
  }
}

function sizeOf(state: State): number {
  return state.segments.reduce((sum, segment) => sum + segment.living, state.live.documents.size)
}

function mean(state: State, live: number, frozen: (segment: Segment) => number): number {
  const size = sizeOf(state)
  return size === 0 ? 0 : state.segments.reduce((sum, segment) => sum + frozen(segment), live) / size
}

type Located = { readonly frequency: number; readonly frozenFrequency: number; readonly ordinals: Int32Array }

function locate(state: State, term: string): Located {
  const key = byteString(term)
  const ordinals = new Int32Array(state.segments.length)
  let frozenFrequency = 0
  for (const [s, segment] of state.segments.entries()) {
    const ordinal = termOrdinal(segment.arrays, key)
    ordinals[s] = ordinal
    if (ordinal >= 0) frozenFrequency += frequencyAt(segment.arrays, ordinal)
  }
  return { frequency: frozenFrequency + (state.live.frequencies.get(term) ?? 0), frozenFrequency, ordinals }
}

function search(state: State, request: SearchRequest): readonly Hit[] {
  const { limit, where, boost } = request
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_HITS)
    throw new RangeError(`searching with limit ${limit}: it must be a whole number from 1 to ${MAX_HITS}`)
  const terms = weigh(state, request.terms)
  if (terms.length === 0) return []
  const norm = lengthNorm(mean(state, state.live.length, (segment) => segment.livingLength))
  const hits: Hit[] = []
  const frozen = terms.filter((term) => term.frequency > 0)
  for (const { segment, document, score } of searchFrozen(state.segments, frozen, norm, request, state.limits, state.scratch))
    hits.push({ id: documentId(segment.arrays, document), score })
  for (const { document, score } of searchLive(state.live, terms, norm, where))
    hits.push({ id: document.id, score: score * (boost?.(document) ?? 1) })
  return hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, limit)
}

/** The known terms, each once, weightiest first; `frequency` is the frozen one. */
function weigh(state: State, asked: readonly WeightedTerm[]): (FrozenTerm & { readonly term: string })[] {
  const weights = new Map<string, number>()
  for (const { term, weight } of asked) {
    const known = term.toWellFormed()
    if (weight > 0) weights.set(known, (weights.get(known) ?? 0) + weight)
  }
  const size = sizeOf(state)
  const terms: (FrozenTerm & { readonly term: string })[] = []
  for (const [term, weight] of weights) {
    const { frequency, frozenFrequency, ordinals } = locate(state, term)
    if (frequency > 0) terms.push({ term, weight: weight * inverseFrequency(frequency, size), frequency: frozenFrequency, ordinals })
  }
  return terms.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1)).slice(0, MAX_QUERY_TERMS)
}
