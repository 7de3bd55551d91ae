/** What clustering keeps of an article, so that telling whether two tell of one event needs neither text: its lead's terms, names and figures, the gist of all of it, and a sketch. */
import { instantMs } from '../article.ts'
import type { Analysed, TraceRecord } from '../store/store.ts'
import { listsEvents } from './event-list.ts'
import { isRoundup } from './roundup.ts'
import { stagesIn } from './stages.ts'
import { copyKeysOf, hashTerm, type Sketch, sketchOf } from './story-sketch.ts'
import { covered, PRECISION, type Rarity, rounded, type Weights, weighed } from './story-weights.ts'
import { foldName, termOf } from './terms.ts'

export type Trace = {
  /** Epoch ms by which the story is ordered; null where undated. */
  readonly ms: number | null
  /** False where no date was printed, since an inferred month says nothing of the day, and of a page of many events: it is only ever a copy of another. */
  readonly dated: boolean
  /** Folded. */
  readonly publisher: string
  /** Weight of each term of the headline; of length one together. */
  readonly title: ReadonlyMap<string, number>
  /** Weight of each term of title and lead but the names': what happened, rather than to whom. Of length one together. */
  readonly words: ReadonlyMap<string, number>
  /** Terms of the names in title and lead, with their rarity when the article came. */
  readonly names: ReadonlyMap<string, number>
  /** Amounts in title and lead, scale worked out, distinct; no years. */
  readonly figures: ReadonlySet<string>
  /** Weight of the weightiest terms of the whole article, names too: an article of many events shares little of it with each. Of length one together. */
  readonly gist: ReadonlyMap<string, number>
  /** Share of its own headline that the text speaks of, 0–1: nothing where an outlet's standing text is all there is. */
  readonly headed: number
  /** Parts of a series, as `game:5`, that the headline speaks of: a lead tells of the last part, too. */
  readonly stages: ReadonlySet<string>
  /** What many articles of the weeks before were about, too. */
  readonly familiar: ReadonlySet<string>
  readonly sketch: Sketch
}

const DAY_MS = 86_400_000
/** A page may open with its furniture: the lead begins with the first sentence that shares a term with the headline, if one of so many does. */
const MAX_OPENING = 12
/** The lead: first sentences until this many terms are read, at most `LEAD_SENTENCES`. */
const LEAD_TERMS = 60
const LEAD_SENTENCES = 6
const MAX_LEAD_TERMS = 90
const MAX_TITLE_TERMS = 24
const MAX_NAMES = 24
const MAX_FIGURES = 12
const MAX_WORDS = 48
const MAX_GIST = 40
/** Later sentences add little to the gist of an article. */
const GIST_SENTENCES = 120
/** Keys under which an article is found by others; what a fiftieth of a large corpus holds is none. */
const KEYS = 16
export const MIN_RARITY = 0.35
/** For what stands in the headline, or is a name of the lead. */
const HEADING_BONUS = 2
const FIGURE = /(?<![\p{L}\d.,])(\d[\d,]*(?:\.\d+)?)[\s-]*(thousand|million|billion|trillion|bn|mn|[mk]\b|%|per ?cent)?/giu
const SCALES: Readonly<Record<string, number>> = {
  thousand: 1e3,
  k: 1e3,
  million: 1e6,
  mn: 1e6,
  m: 1e6,
  billion: 1e9,
  bn: 1e9,
  trillion: 1e12,
}
/** Of an encoded trace. */
const LINES = 12
/** Of those that were written before it was kept what is familiar, before there were stages, and before there was a gist. */
const FORMER_LINES = [11, 10, 8]
/** In fewer, a headline's terms have no weights. */
const WEIGHED_TITLE_LINES = 10
const YEAR = /^(?:19|20)\d{2}$/
const SMALL = 10

export function traceOf(analysed: Analysed, rarity: Rarity): Trace {
  const { article, analysis } = analysed
  const title = analysis.titleTerms.slice(0, MAX_TITLE_TERMS)
  const first = openingOf(analysis.sentences, new Set(title.filter((term) => rarity(term) >= MIN_RARITY)))
  const told = analysis.sentences.slice(first)
  const lead: string[] = []
  const leadStart = told[0]?.start ?? 0
  let leadEnd = leadStart
  for (const sentence of told.slice(0, LEAD_SENTENCES)) {
    lead.push(...sentence.terms)
    leadEnd = sentence.end
    if (lead.length >= LEAD_TERMS) break
  }
  const opening = article.body.slice(leadStart, leadEnd)
  const names = namesIn(analysis.entities, leadStart, leadEnd, article.title)
  const named = new Set(names)
  const free = (term: string): boolean => !named.has(term)
  const headline = weighed([], title, rarity, MAX_TITLE_TERMS)
  const body = told.slice(0, GIST_SENTENCES).flatMap((sentence) => sentence.terms)
  return {
    ms: instantMs(article),
    dated: article.published !== null && !isRoundup(article.title) && !listsEvents(analysed, rarity),
    publisher: foldName(article.publisher),
    title: headline,
    words: weighed(title.filter(free), lead.slice(0, MAX_LEAD_TERMS).filter(free), rarity, MAX_WORDS),
    names: new Map(names.map((term) => [term, rounded(rarity(term))])),
    figures: figuresIn(`${article.title}\n${opening}`),
    gist: weighed(title, body, rarity, MAX_GIST),
    headed: headedOf(analysis.sentences, headline),
    stages: stagesIn(article.title),
    familiar: new Set(),
    sketch: sketchOf(told.map((sentence) => sentence.terms)),
  }
}

function headedOf(sentences: Analysed['analysis']['sentences'], title: Weights): number {
  const said = new Set(sentences.slice(0, GIST_SENTENCES).flatMap(({ terms }) => terms))
  return rounded(covered(title, (term) => said.has(term)))
}

function openingOf(sentences: Analysed['analysis']['sentences'], title: ReadonlySet<string>): number {
  const first = sentences.slice(0, MAX_OPENING).findIndex((sentence) => sentence.terms.some((term) => title.has(term)))
  return Math.max(0, first)
}

/** Terms of the names that the lead mentions, and of other names of the article that stand in the title. */
function namesIn(entities: Analysed['analysis']['entities'], leadStart: number, leadEnd: number, title: string): string[] {
  const names = new Set<string>()
  for (const entity of entities) {
    const led = entity.spans.some(([start]) => start >= leadStart && start < leadEnd)
    if (!led && !entity.aliases.some((alias) => title.includes(alias))) continue
    for (const word of entity.name.split(/[\s-]+/)) {
      const term = termOf(word)
      if (term !== null) names.add(term)
      if (names.size >= MAX_NAMES) return [...names]
    }
  }
  return [...names]
}

function figuresIn(text: string): Set<string> {
  const figures = new Set<string>()
  for (const [, digits = '', scale = ''] of text.matchAll(FIGURE)) {
    const unit = scale.toLowerCase()
    const amount = Number(digits.replaceAll(',', '')) * (SCALES[unit] ?? 1)
    // Years and small counts are shared by chance.
    if (unit === '' && (YEAR.test(digits) || amount < SMALL)) continue
    figures.add(`${amount}${/^(?:%|per)/.test(unit) ? '%' : ''}`)
    if (figures.size >= MAX_FIGURES) break
  }
  return figures
}

export function recordOf(articleId: string, trace: Trace, rarity: Rarity): TraceRecord {
  return {
    articleId,
    day: dayOfTrace(trace),
    keys: keysOf(trace, rarity).map(({ key }) => key),
    copyKeys: copyKeysOf(trace.sketch),
    trace: encodeTrace(trace),
  }
}

/** Whole days since 1970 in UTC; null where undated. */
export function dayOfTrace(trace: Trace): number | null {
  return trace.dated && trace.ms !== null ? Math.floor(trace.ms / DAY_MS) : null
}

/** What an article is looked up by, weightiest first: the rare part of its gist. None for an undated one: it can only be a copy. */
export function keysOf(trace: Trace, rarity: Rarity): { readonly term: string; readonly key: number; readonly weight: number }[] {
  if (dayOfTrace(trace) === null) return []
  return [...trace.gist]
    .filter(([term]) => rarity(term) >= MIN_RARITY)
    .map(([term, weight]) => ({ term, weight: weight * (trace.names.has(term) || trace.title.has(term) ? HEADING_BONUS : 1) }))
    .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
    .slice(0, KEYS)
    .map(({ term, weight }) => ({ term, key: hashTerm(term), weight }))
}

/** Neither terms nor folded names hold line breaks, nor terms spaces. */
function encodeTrace(trace: Trace): string {
  const sketch = Buffer.from(trace.sketch.buffer, trace.sketch.byteOffset, trace.sketch.byteLength).toString('base64')
  const { title, words, names, figures, gist } = trace
  const lists = [weightsOut(title), weightsOut(words), weightsOut(names), [...figures]].map((list) => list.join(' '))
  return [
    trace.ms ?? '',
    trace.dated ? 1 : 0,
    trace.publisher,
    ...lists,
    sketch,
    weightsOut(gist).join(' '),
    trace.headed,
    [...trace.stages].join(' '),
    [...trace.familiar].join(' '),
  ].join('\n')
}

/** Throws where the text is not what `recordOf` made. */
export function decodeTrace(text: string): Trace {
  const lines = text.split('\n')
  if (lines.length !== LINES && !FORMER_LINES.includes(lines.length))
    throw new SyntaxError(`reading a story trace of ${lines.length} lines: it has ${LINES}`)
  const [
    ms = '',
    dated,
    publisher = '',
    title = '',
    words = '',
    names = '',
    figures = '',
    sketch = '',
    gist = '',
    headed = '1',
    stages = '',
    familiar = '',
  ] = lines
  const bytes = Uint8Array.from(Buffer.from(sketch, 'base64'))
  return {
    ms: ms === '' ? null : Number(ms),
    dated: dated === '1',
    publisher,
    title: lines.length < WEIGHED_TITLE_LINES ? evenly(listIn(title)) : weightsIn(title),
    words: weightsIn(words),
    names: weightsIn(names),
    figures: new Set(listIn(figures)),
    gist: weightsIn(gist),
    headed: Number(headed),
    stages: new Set(listIn(stages)),
    familiar: new Set(listIn(familiar)),
    sketch: new Uint32Array(bytes.buffer),
  }
}

function listIn(line: string): string[] {
  return line === '' ? [] : line.split(' ')
}

function evenly(terms: readonly string[]): Map<string, number> {
  return new Map(terms.map((term) => [term, rounded(1 / Math.sqrt(terms.length))]))
}

/** Term and weight in turns. */
function weightsOut(weights: ReadonlyMap<string, number>): (string | number)[] {
  return [...weights].flatMap(([term, weight]) => [term, Math.round(weight * PRECISION)])
}

function weightsIn(line: string): Map<string, number> {
  const list = listIn(line)
  const weights = new Map<string, number>()
  for (let i = 0; i + 1 < list.length; i += 2) weights.set(list[i] as string, Number(list[i + 1]) / PRECISION)
  return weights
}
