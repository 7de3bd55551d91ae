/** How surely two articles tell of one event. Depends on the two and on how rare their terms are, on nothing else. */
import { resemblance, type Sketch } from './story-sketch.ts'
import type { Rarity, Trace } from './story-traces.ts'

/** A trace with its terms weighed. */
export type Weighed = {
  readonly trace: Trace
  /** Term → tf × rarity, of length one together. */
  readonly terms: ReadonlyMap<string, number>
  /** The same without names: what happened, rather than to whom. */
  readonly words: ReadonlyMap<string, number>
  /** Name term → rarity. */
  readonly names: ReadonlyMap<string, number>
  readonly figures: ReadonlySet<string>
  readonly sketch: Sketch
}
/** Each 0–1, but `days` ≥ 0. */
export type Likeness = {
  readonly copy: number
  readonly terms: number
  readonly words: number
  readonly names: number
  readonly figures: number
  readonly days: number
}

/** Copies share at least this much; two reports of one event in their own words share hardly any shingle. */
const COPY = 0.5
const TITLE_WEIGHT = 2
/** Names of this much rarity together are enough to go by. */
const FEW_NAMES = 2
const DAY_MS = 86_400_000
/** Fitted on one half of the labelled stories, checked on the other (tests/stories). */
const WEIGHTS = { terms: 1, words: 0.5, names: 0.3, figures: 0.12, days: -0.02 }

export function weigh(trace: Trace, rarity: Rarity): Weighed {
  const names = new Map(trace.names.map((term) => [term, rarity(term)]))
  const counts = new Map<string, number>()
  for (const term of trace.title) counts.set(term, (counts.get(term) ?? 0) + TITLE_WEIGHT)
  for (const term of trace.lead) counts.set(term, (counts.get(term) ?? 0) + 1)
  const terms: [string, number][] = []
  for (const [term, count] of counts) terms.push([term, (1 + Math.log(count)) * rarity(term)])
  return {
    trace,
    terms: ofLengthOne(terms),
    words: ofLengthOne(terms.filter(([term]) => !names.has(term))),
    names,
    figures: new Set(trace.figures),
    sketch: trace.sketch,
  }
}

function ofLengthOne(weights: readonly (readonly [string, number])[]): Map<string, number> {
  let squares = 0
  for (const [, weight] of weights) squares += weight * weight
  const length = Math.sqrt(squares) || 1
  return new Map(weights.map(([term, weight]) => [term, weight / length]))
}

export function likeness(a: Weighed, b: Weighed): Likeness {
  return {
    copy: resemblance(a.sketch, b.sketch),
    terms: cosine(a.terms, b.terms),
    words: cosine(a.words, b.words),
    names: sharedNames(a.names, b.names),
    figures: sharedFigures(a.figures, b.figures),
    days: a.trace.ms === null || b.trace.ms === null ? 0 : Math.abs(a.trace.ms - b.trace.ms) / DAY_MS,
  }
}

/** 1 for near copies; else below 1, and 0 where one has no printed date. */
export function similarity(a: Weighed, b: Weighed): number {
  const like = likeness(a, b)
  if (like.copy >= COPY) return 1
  if (!a.trace.dated || !b.trace.dated) return 0
  const score =
    WEIGHTS.terms * like.terms +
    WEIGHTS.words * like.words +
    WEIGHTS.names * like.names +
    WEIGHTS.figures * like.figures +
    WEIGHTS.days * like.days
  return Math.min(0.99, Math.max(0, score))
}

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a]
  let sum = 0
  for (const [term, weight] of few) sum += weight * (many.get(term) ?? 0)
  return sum
}

/** Of the one with less to share, so that a short report is not held against a long one; a single shared place says little. */
function sharedNames(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let shared = 0
  for (const [term, rarity] of a) if (b.has(term)) shared += rarity
  return shared / Math.max(FEW_NAMES, Math.min(total(a), total(b)))
}

function total(weights: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const weight of weights.values()) sum += weight
  return sum
}

/** 1 from two shared figures on: one may be chance. */
function sharedFigures(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const figure of a) if (b.has(figure)) shared++
  return Math.min(1, shared / 2)
}
