/** What clustering keeps of an article, so that telling whether two tell of one event needs neither text: its lead's terms, names and figures, the gist of all of it, and a sketch. */
import { instantMs } from '../article.ts'
import type { Analysed, TraceRecord } from '../store/store.ts'
import { isRoundup } from './roundup.ts'
import { copyKeysOf, hashTerm, type Sketch, sketchOf } from './story-sketch.ts'
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
  /** Share of the sentences that speak of the headline, 0–1: small in an article of many events. */
  readonly focus: number
  readonly sketch: Sketch
}

/** How rare a term is in the corpus: 0 (in every article) to 1 (in none). */
export type Rarity = (term: string) => number

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
const TITLE_WEIGHT = 2
const MAX_WORDS = 48
const MAX_GIST = 40
/** Later sentences add little to the gist of an article. */
const GIST_SENTENCES = 120
/** A shorter sentence need not speak of anything. */
const MIN_TERMS = 4
const PRECISION = 1_000
/** Keys under which an article is found by others; what a fiftieth of a large corpus holds is none. */
const KEYS = 12
export const MIN_RARITY = 0.35
const NAME_BONUS = 1.5
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
const LINES = 10
/** Of one that was written before there was a gist. */
const FORMER_LINES = 8
const YEAR = /^(?:19|20)\d{2}$/
const SMALL = 10

export function traceOf({ article, analysis }: Analysed, rarity: Rarity): Trace {
  const title = analysis.titleTerms.slice(0, MAX_TITLE_TERMS)
  const opening = openingOf(analysis.sentences, new Set(title.filter((term) => rarity(term) >= MIN_RARITY)))
  const told = analysis.sentences.slice(opening)
  const lead: string[] = []
  const leadStart = told[0]?.start ?? 0
  let leadEnd = leadStart
  for (const sentence of told.slice(0, LEAD_SENTENCES)) {
    lead.push(...sentence.terms)
    leadEnd = sentence.end
    if (lead.length >= LEAD_TERMS) break
  }
  const names = namesIn(analysis.entities, leadStart, leadEnd, article.title)
  const named = new Set(names)
  const free = (term: string): boolean => !named.has(term)
  const body = told.slice(0, GIST_SENTENCES).flatMap((sentence) => sentence.terms)
  return {
    ms: instantMs(article),
    dated: article.published !== null && !isRoundup(article.title),
    publisher: foldName(article.publisher),
    title: weighed([], title, rarity, MAX_TITLE_TERMS),
    words: weighed(title.filter(free), lead.slice(0, MAX_LEAD_TERMS).filter(free), rarity, MAX_WORDS),
    names: new Map(names.map((term) => [term, rounded(rarity(term))])),
    figures: figuresIn(`${article.title}\n${article.body.slice(leadStart, leadEnd)}`),
    gist: weighed(title, body, rarity, MAX_GIST),
    focus: focusOf(told, new Set(title)),
    sketch: sketchOf(told.map((sentence) => sentence.terms)),
  }
}

function focusOf(sentences: Analysed['analysis']['sentences'], title: ReadonlySet<string>): number {
  const whole = sentences.slice(0, GIST_SENTENCES).filter((sentence) => sentence.terms.length >= MIN_TERMS)
  const on = whole.filter((sentence) => sentence.terms.some((term) => title.has(term)))
  return whole.length === 0 ? 1 : rounded(on.length / whole.length)
}

function openingOf(sentences: Analysed['analysis']['sentences'], title: ReadonlySet<string>): number {
  const first = sentences.slice(0, MAX_OPENING).findIndex((sentence) => sentence.terms.some((term) => title.has(term)))
  return Math.max(0, first)
}

/** tf × rarity, the weightiest `most`, of length one together. */
function weighed(title: readonly string[], body: readonly string[], rarity: Rarity, most: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (const term of title) counts.set(term, (counts.get(term) ?? 0) + TITLE_WEIGHT)
  for (const term of body) counts.set(term, (counts.get(term) ?? 0) + 1)
  const weights = [...counts].map(([term, count]) => ({ term, weight: (1 + Math.log(count)) * rarity(term) }))
  const best = weights.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1)).slice(0, most)
  const length = Math.sqrt(best.reduce((sum, { weight }) => sum + weight * weight, 0)) || 1
  return new Map(best.map(({ term, weight }) => [term, rounded(weight / length)]))
}

/** As a trace is written down, so that one that was read back is the same. */
function rounded(weight: number): number {
  return Math.round(weight * PRECISION) / PRECISION
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

/** What an article is looked up by, weightiest first: its rarest names and title words. None for an undated one: it can only be a copy. */
export function keysOf(trace: Trace, rarity: Rarity): { readonly key: number; readonly weight: number }[] {
  if (dayOfTrace(trace) === null) return []
  return [...new Set([...trace.names.keys(), ...trace.title.keys()])]
    .map((term) => ({ term, rarity: rarity(term), bonus: trace.names.has(term) ? NAME_BONUS : 1 }))
    .filter((term) => term.rarity >= MIN_RARITY)
    .map(({ term, rarity: rare, bonus }) => ({ term, weight: rare * bonus }))
    .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
    .slice(0, KEYS)
    .map(({ term, weight }) => ({ key: hashTerm(term), weight }))
}

/** Neither terms nor folded names hold line breaks, nor terms spaces. */
function encodeTrace(trace: Trace): string {
  const sketch = Buffer.from(trace.sketch.buffer, trace.sketch.byteOffset, trace.sketch.byteLength).toString('base64')
  const { title, words, names, figures, gist } = trace
  const lists = [weightsOut(title), weightsOut(words), weightsOut(names), [...figures]].map((list) => list.join(' '))
  return [trace.ms ?? '', trace.dated ? 1 : 0, trace.publisher, ...lists, sketch, weightsOut(gist).join(' '), trace.focus].join('\n')
}

/** Throws where the text is not what `recordOf` made. */
export function decodeTrace(text: string): Trace {
  const lines = text.split('\n')
  const former = lines.length === FORMER_LINES
  if (!former && lines.length !== LINES) throw new SyntaxError(`reading a story trace of ${lines.length} lines: it has ${LINES}`)
  const [ms = '', dated, publisher = '', title = '', words = '', names = '', figures = '', sketch = '', gist = '', focus = '1'] = lines
  const bytes = Uint8Array.from(Buffer.from(sketch, 'base64'))
  return {
    ms: ms === '' ? null : Number(ms),
    dated: dated === '1',
    publisher,
    title: former ? evenly(listIn(title)) : weightsIn(title),
    words: weightsIn(words),
    names: weightsIn(names),
    figures: new Set(listIn(figures)),
    gist: weightsIn(gist),
    focus: Number(focus),
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
