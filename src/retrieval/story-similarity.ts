/** How surely two articles tell of one event. Depends on their two traces and on nothing else. */
import { resemblance } from './story-sketch.ts'
import { MIN_RARITY, type Trace } from './story-traces.ts'

/** Each 0–1, but `days` ≥ 0. */
type Likeness = {
  readonly copy: number
  /** Of the headlines: the names in them, and what else they say. */
  readonly titleNames: number
  readonly titleWords: number
  readonly words: number
  readonly names: number
  readonly figures: number
  readonly gist: number
  /** Of the one that speaks less of its headline. */
  readonly focus: number
  /** 1 where one outlet printed both. */
  readonly house: number
  readonly days: number
}
/** Why a pair is one event, or not: one of these decides, or else the weighed likeness. */
export type Ruling = 'copies' | 'furniture' | 'undated' | 'days apart' | 'other names' | 'other words' | 'weighed'
type Judged = { readonly like: Likeness; readonly ruling: Ruling; readonly alike: number }

/** Copies share at least this much; two reports of one event in their own words share hardly any shingle. */
export const SAME_COPY_SHARE = 0.5
/** Days within which an outlet prints an article again. */
const COPY_DAYS = 3
/** What one outlet prints under headlines that share less is no copy. */
const COPY_TITLE = 0.3
/** Headlines that share less have no name and no word in common; then the texts must share this much, or names that many events have would join them. */
const SOME_TITLE = 0.05
const SOME_GIST = 0.15
/** Names of this much rarity together are enough to go by. */
const FEW_NAMES = 2
/** A follow-up comes within these days of another report of its event. */
export const STORY_DAYS = 5
const DAY_MS = 86_400_000
/** Nothing but a copy is quite certain. */
const MOST = 0.99
/**
 * Log odds, after a logistic regression over one half of the labelled pairs of real news and of the invented ones, checked on the other halves
 * (docs/evaluation.md). What headlines say beside the names tells more than the names: one company has many events.
 */
const WEIGHTS = {
  titleNames: 2,
  titleWords: 8.3,
  words: 2.1,
  names: 2.5,
  figures: 1.2,
  gist: 8.1,
  focus: 0.8,
  days: -0.2,
}
const BASE = -4.1

function likeness(a: Trace, b: Trace): Likeness {
  const titleWords = cosine(unnamed(a), unnamed(b))
  return {
    copy: resemblance(a.sketch, b.sketch),
    titleNames: cosine(a.title, b.title) - titleWords,
    titleWords,
    words: cosine(a.words, b.words),
    names: sharedNames(a.names, b.names),
    figures: sharedFigures(a.figures, b.figures),
    gist: Math.min(covered(a.gist, b.gist), covered(b.gist, a.gist)),
    focus: Math.min(a.focus, b.focus),
    house: a.publisher === b.publisher ? 1 : 0,
    days: a.ms === null || b.ms === null ? 0 : Math.abs(a.ms - b.ms) / DAY_MS,
  }
}

/** 1 for near copies; else below 1, and 0 where one has no date or is of many events, they are days apart, or what each is headed by the other lacks. */
export function similarity(a: Trace, b: Trace): number {
  return judge(a, b).alike
}

export function judge(a: Trace, b: Trace): Judged {
  const like = likeness(a, b)
  const ruled = (ruling: Ruling, alike: number): Judged => ({ like, ruling, alike })
  if (like.copy >= SAME_COPY_SHARE) return isFurniture(like) ? ruled('furniture', 0) : ruled('copies', 1)
  if (!a.dated || !b.dated) return ruled('undated', 0)
  if (like.days > STORY_DAYS) return ruled('days apart', 0)
  if (lacksNames(a, b) && lacksNames(b, a)) return ruled('other names', 0)
  if (like.titleNames + like.titleWords < SOME_TITLE && like.gist < SOME_GIST) return ruled('other words', 0)
  let odds = BASE
  for (const [of, weight] of Object.entries(WEIGHTS)) odds += weight * like[of as keyof typeof WEIGHTS]
  return ruled('weighed', Math.min(MOST, 1 / (1 + Math.exp(-odds))))
}

/** What one outlet prints again and again, under other headlines or on other days, is its furniture: the same notice, the same daily page. */
function isFurniture({ house, days, titleNames, titleWords }: Likeness): boolean {
  return house === 1 && (days > COPY_DAYS || titleNames + titleWords < COPY_TITLE)
}

/** The rare names of a headline. */
export function leadingNames(trace: Trace): string[] {
  return [...trace.title.keys()].filter((term) => (trace.names.get(term) ?? 0) >= MIN_RARITY)
}

/** Whether a headline has names and the other article none of them. */
function lacksNames(a: Trace, b: Trace): boolean {
  const names = leadingNames(a)
  return names.length > 0 && !names.some((name) => b.names.has(name) || b.title.has(name) || b.gist.has(name))
}

function unnamed(trace: Trace): ReadonlyMap<string, number> {
  return new Map([...trace.title].filter(([term]) => !trace.names.has(term)))
}

/** How much of a gist another has, 0–1: little of an article of many events, though what it has of one is all there is of it. */
function covered(gist: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const [term, weight] of gist) if (other.has(term)) sum += weight * weight
  return Math.min(1, sum)
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
