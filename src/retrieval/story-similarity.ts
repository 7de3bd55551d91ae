/** How surely two articles tell of one event. Depends on their two traces and on nothing else. */
import { TIMES } from './names-words.ts'
import { otherStage } from './stages.ts'
import { resemblance } from './story-sketch.ts'
import { MIN_RARITY, type Trace } from './story-traces.ts'
import { cosine, covered } from './story-weights.ts'
import { termOf } from './terms.ts'

/** Each 0–1, but numbers of details and `days` ≥ 0. */
type Likeness = {
  readonly copy: number
  /** Of the headlines: the names in them, and what else they say. */
  readonly titleNames: number
  readonly titleWords: number
  /** What the names of either weigh in both whole texts. */
  readonly names: number
  /** Share of the gist, of the lesser one. */
  readonly gist: number
  /** How many details one's lead has in common with the other's whole text, beside what each is mostly about, figures again; of the two ways, the fewer and the more. */
  readonly fewDetails: number
  readonly manyDetails: number
  /** Share of one's headline that is in the other's lead, of the better one; share of one's gist there, of the lesser one. */
  readonly headlineTold: number
  readonly gistTold: number
  /** Share of what both gists have that was in the news for weeks before. */
  readonly familiar: number
  /** How many both leads have. */
  readonly figures: number
  /** 1 where one outlet printed both. */
  readonly house: number
  readonly days: number
}
/** Why a pair is one event, or not: one of these decides, or else the weighed likeness. */
export type Ruling =
  | 'copies'
  | 'furniture'
  | 'undated'
  | 'days apart'
  | 'other part'
  | 'other day'
  | 'series'
  | 'other names'
  | 'other words'
  | 'weighed'
/** `base`, and one for each thing that is weighed. */
export type Weights = Readonly<Record<'base' | keyof ReturnType<typeof weighable>, number>>
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
/** Two events of one town and day share its name and a few words: an event that is told twice shares more details, and a figure, or some of one headline is in the other lead. */
const SOME_TOLD = 0.15
const SOME_DETAILS = 3
/** Of a war or a long trial, each day has events of its own: what was in the news for weeks joins no articles this many days apart, where it is the greater part of what they share. */
const ANOTHER_DAY = 0.6
const FAMILIAR = 0.5
/** A follow-up comes within these days of another report of its event. */
export const STORY_DAYS = 7
const DAY_MS = 86_400_000
/** Nothing but a copy is quite certain. */
const MOST = 0.99
/**
 * Log odds, by a logistic regression over the labelled pairs of real news and, counting four times, of the invented ones, checked by leaving out
 * one subject's pairs at a time (tests/eval/train-stories.ts). Numbers of details and of days count by their logarithm: the first ones say most.
 */
const WEIGHTS: Weights = { base: -3.2, titleWords: 1.05, names: 1.1, fewDetails: 1.25, manyDetails: 1.05, headlineTold: 2.15, days: -1.1 }
/** The weightiest words of a gist: whom or what an article is mostly about. */
const SUBJECT_TERMS = 6
/** Two events of one day share its name. */
const TIME_TERMS = new Set(
  TIMES.trim()
    .split(/\s+/)
    .flatMap((word) => termOf(word) ?? []),
)

function likeness(a: Trace, b: Trace): Likeness {
  const titleWords = cosine(unnamed(a), unnamed(b))
  const subject = subjectOf(a, b)
  const shared = sharedGist(a, b)
  const figures = a.figures.intersection(b.figures).size
  const [one, other] = [detailsIn(a, b, subject) + figures, detailsIn(b, a, subject) + figures]
  return {
    copy: resemblance(a.sketch, b.sketch),
    titleNames: cosine(a.title, b.title) - titleWords,
    titleWords,
    names: shared.names,
    gist: Math.min(covered(a.gist, isInGist(b)), covered(b.gist, isInGist(a))),
    fewDetails: Math.min(one, other),
    manyDetails: Math.max(one, other),
    headlineTold: Math.max(covered(a.title, isInLead(b)), covered(b.title, isInLead(a))),
    gistTold: Math.min(covered(a.gist, isInLead(b)), covered(b.gist, isInLead(a))),
    familiar: shared.familiar / (shared.all || 1),
    figures,
    house: a.publisher === b.publisher ? 1 : 0,
    days: a.ms === null || b.ms === null ? 0 : Math.abs(a.ms - b.ms) / DAY_MS,
  }
}

/** What is weighed, as it is weighed. */
export function weighable({ titleWords, names, fewDetails, manyDetails, headlineTold, days }: Likeness) {
  return {
    titleWords,
    names,
    fewDetails: Math.log1p(fewDetails),
    manyDetails: Math.log1p(manyDetails),
    headlineTold,
    days: Math.log1p(days),
  }
}

const isInGist = (trace: Trace) => (term: string) => trace.gist.has(term)
const isInLead = (trace: Trace) => (term: string) => trace.title.has(term) || trace.words.has(term) || trace.names.has(term)

/** What each is mostly about: to share it makes them of one subject, not yet of one event. */
function subjectOf(a: Trace, b: Trace): ReadonlySet<string> {
  // A gist is kept weightiest first.
  return new Set([a, b].flatMap(({ gist }) => gist.keys().take(SUBJECT_TERMS).toArray()))
}

function detailsIn(lead: Trace, whole: Trace, subject: ReadonlySet<string>): number {
  const isDetail = (term: string) => whole.gist.has(term) && !subject.has(term) && !TIME_TERMS.has(term)
  let count = 0
  for (const term of lead.title.keys()) if (isDetail(term)) count++
  for (const term of lead.words.keys()) if (!lead.title.has(term) && isDetail(term)) count++
  for (const term of lead.names.keys()) if (!lead.title.has(term) && isDetail(term)) count++
  return count
}

/** What the terms weigh in both gists: all of them, names, and what was in the news for weeks. */
function sharedGist(a: Trace, b: Trace): { readonly all: number; readonly names: number; readonly familiar: number } {
  let [all, names, familiar] = [0, 0, 0]
  for (const [term, weight] of a.gist) {
    const both = weight * (b.gist.get(term) ?? 0)
    all += both
    if (a.names.has(term) || b.names.has(term)) names += both
    if (a.familiar.has(term) || b.familiar.has(term)) familiar += both
  }
  return { all, names, familiar }
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
  if (like.days >= ANOTHER_DAY && like.familiar >= FAMILIAR) return ruled('other day', 0)
  if (like.house === 1 && like.titleNames + like.titleWords >= SERIES_TITLE && like.gistTold < SERIES_GIST) return ruled('series', 0)
  if (lacksNames(a, b) && lacksNames(b, a)) return ruled('other names', 0)
  if (lacksWords(like)) return ruled('other words', 0)
  let odds = WEIGHTS.base
  for (const [of, value] of Object.entries(weighable(like))) odds += WEIGHTS[of as keyof Weights] * value
  return ruled('weighed', Math.min(MOST, 1 / (1 + Math.exp(-odds))))
}

function lacksWords({ titleNames, titleWords, gist, headlineTold, manyDetails, figures }: Likeness): boolean {
  return (
    (headlineTold < SOME_TOLD && figures === 0) || manyDetails < SOME_DETAILS || (titleNames + titleWords < SOME_TITLE && gist < SOME_GIST)
  )
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
