/** How surely two articles tell of one event. Depends on their two traces and on nothing else. */
import { otherStage } from './stages.ts'
import { resemblance } from './story-sketch.ts'
import { MIN_RARITY, type Trace } from './story-traces.ts'
import { cosine, covered } from './story-weights.ts'

/** Each 0–1, but `days` ≥ 0. */
type Likeness = {
  readonly copy: number
  /** Of the headlines: the names in them, and what else they say. */
  readonly titleNames: number
  readonly titleWords: number
  readonly names: number
  /** Share of the gist, and of what is left of it without what each is mostly about: those particulars make an event of a subject. */
  readonly gist: number
  readonly particulars: number
  /** Share of one's headline that is in the other's lead, of the better one; share of one's gist there, of the lesser one. */
  readonly headlineTold: number
  readonly gistTold: number
  /** 1 where one outlet printed both. */
  readonly house: number
  readonly days: number
}
/** Why a pair is one event, or not: one of these decides, or else the weighed likeness. */
export type Ruling = 'copies' | 'furniture' | 'undated' | 'days apart' | 'other part' | 'series' | 'other names' | 'other words' | 'weighed'
type Judged = { readonly like: Likeness; readonly ruling: Ruling; readonly alike: number }

/** Copies share at least this much; two reports of one event in their own words share hardly any shingle. */
export const SAME_COPY_SHARE = 0.5
/** Days within which an outlet prints an article again. */
const COPY_DAYS = 3
/** A page whose own text says less of its headline is standing text. */
const SOME_HEADED = 0.25
/** One outlet's headlines share this much over texts that have less in common: one form, filled in again. */
const SERIES_TITLE = 0.8
const SERIES_GIST = 0.1
/** Headlines that share less have no name and no word in common; then the texts must share this much, or names that many events have would join them. */
const SOME_TITLE = 0.05
const SOME_GIST = 0.15
/** Names of this much rarity together are enough to go by. */
const FEW_NAMES = 2
/** A follow-up comes within these days of another report of its event. */
export const STORY_DAYS = 7
const DAY_MS = 86_400_000
/** Nothing but a copy is quite certain. */
const MOST = 0.99
/**
 * Log odds, by a logistic regression over the labelled pairs of real news and, counting double, of the invented ones, checked by leaving out
 * one subject's pairs at a time (docs/evaluation.md). Particulars and what the leads tell say more than names: one company has many events.
 */
const WEIGHTS = {
  titleWords: 3.1,
  names: 2.3,
  particulars: 6.8,
  headlineTold: 2.6,
  gistTold: 5.6,
  days: -0.46,
}
const BASE = -3.6
/** The weightiest words of a gist: whom or what an article is mostly about. */
const SUBJECT_TERMS = 6

function likeness(a: Trace, b: Trace): Likeness {
  const titleWords = cosine(unnamed(a), unnamed(b))
  return {
    copy: resemblance(a.sketch, b.sketch),
    titleNames: cosine(a.title, b.title) - titleWords,
    titleWords,
    names: sharedNames(a.names, b.names),
    gist: Math.min(covered(a.gist, isInGist(b)), covered(b.gist, isInGist(a))),
    particulars: particulars(a, b),
    headlineTold: Math.max(covered(a.title, isInLead(b)), covered(b.title, isInLead(a))),
    gistTold: Math.min(covered(a.gist, isInLead(b)), covered(b.gist, isInLead(a))),
    house: a.publisher === b.publisher ? 1 : 0,
    days: a.ms === null || b.ms === null ? 0 : Math.abs(a.ms - b.ms) / DAY_MS,
  }
}

const isInGist = (trace: Trace) => (term: string) => trace.gist.has(term)
const isInLead = (trace: Trace) => (term: string) => trace.title.has(term) || trace.words.has(term) || trace.names.has(term)

function particulars(a: Trace, b: Trace): number {
  const subject = new Set<string>()
  for (const { gist } of [a, b]) {
    // A gist is kept weightiest first.
    let left = SUBJECT_TERMS
    for (const term of gist.keys()) {
      if (left-- === 0) break
      subject.add(term)
    }
  }
  const isParticular = (term: string) => !subject.has(term)
  return Math.min(covered(a.gist, isInGist(b), isParticular), covered(b.gist, isInGist(a), isParticular))
}

/** 1 for near copies; else below 1, and 0 where one has no date or is of many events, they are days apart, or what each is headed by the other lacks. */
export function similarity(a: Trace, b: Trace): number {
  return judge(a, b).alike
}

export function judge(a: Trace, b: Trace): Judged {
  const like = likeness(a, b)
  const ruled = (ruling: Ruling, alike: number): Judged => ({ like, ruling, alike })
  if (like.copy >= SAME_COPY_SHARE) return isFurniture(a, b, like) ? ruled('furniture', 0) : ruled('copies', 1)
  if (!a.dated || !b.dated) return ruled('undated', 0)
  if (like.days > STORY_DAYS) return ruled('days apart', 0)
  if (otherStage(a.stages, b.stages) !== null) return ruled('other part', 0)
  if (like.house === 1 && like.titleNames + like.titleWords >= SERIES_TITLE && like.gistTold < SERIES_GIST) return ruled('series', 0)
  if (lacksNames(a, b) && lacksNames(b, a)) return ruled('other names', 0)
  if (like.titleNames + like.titleWords < SOME_TITLE && like.gist < SOME_GIST) return ruled('other words', 0)
  let odds = BASE
  for (const [of, weight] of Object.entries(WEIGHTS)) odds += weight * like[of as keyof typeof WEIGHTS]
  return ruled('weighed', Math.min(MOST, 1 / (1 + Math.exp(-odds))))
}

/** What one outlet prints again on other days, or under headlines of which the text says nothing, is its furniture: the same notice, the same daily page. */
function isFurniture(a: Trace, b: Trace, { house, days }: Likeness): boolean {
  return house === 1 && (days > COPY_DAYS || Math.min(a.headed, b.headed) < SOME_HEADED)
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
