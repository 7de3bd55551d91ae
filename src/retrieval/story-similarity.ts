/** How surely two articles tell of one event. Depends on their two traces and on nothing else. */
import { resemblance } from './story-sketch.ts'
import type { Trace } from './story-traces.ts'

/** Each 0–1, but `days` ≥ 0. */
export type Likeness = {
  readonly copy: number
  readonly words: number
  readonly names: number
  readonly figures: number
  readonly days: number
}

/** Copies share at least this much; two reports of one event in their own words share hardly any shingle. */
const COPY = 0.5
/** Days within which an outlet prints an article again. */
const COPY_DAYS = 3
/** Names of this much rarity together are enough to go by. */
const FEW_NAMES = 2
const DAY_MS = 86_400_000
/** Fitted on one half of the labelled stories, checked on the other (tests/stories). */
const WEIGHTS = { words: 1.5, names: 0.4, figures: 0.35, days: -0.02 }

export function likeness(a: Trace, b: Trace): Likeness {
  return {
    copy: resemblance(a.sketch, b.sketch),
    words: cosine(a.words, b.words),
    names: sharedNames(a.names, b.names),
    figures: sharedFigures(a.figures, b.figures),
    days: a.ms === null || b.ms === null ? 0 : Math.abs(a.ms - b.ms) / DAY_MS,
  }
}

/** 1 for near copies; else below 1, and 0 where one has no printed date. */
export function similarity(a: Trace, b: Trace): number {
  const like = likeness(a, b)
  if (like.copy >= COPY) return isFurniture(a, b, like.days) ? 0 : 1
  if (!a.dated || !b.dated) return 0
  const score = WEIGHTS.words * like.words + WEIGHTS.names * like.names + WEIGHTS.figures * like.figures + WEIGHTS.days * like.days
  return Math.min(0.99, Math.max(0, score))
}

/** What one outlet prints again and again, under other headlines or on other days, is its furniture: the same notice, the same daily page. */
function isFurniture(a: Trace, b: Trace, days: number): boolean {
  if (a.publisher !== b.publisher) return false
  const title = new Set(a.title)
  const shared = b.title.filter((term) => title.has(term)).length
  return days > COPY_DAYS || shared * 2 < Math.min(a.title.length, b.title.length)
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
