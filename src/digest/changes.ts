/** What is new in a story that was told: figures and headlines of changed articles, and sentences of new ones that say what nobody had said. */
import { inMarks } from '../answer.ts'
import { type Article, newestFirst } from '../article.ts'
import { opensDependent } from '../on-topic.ts'
import { type Quantity, quantitiesOf } from '../quantities.ts'
import { type AnalysedSentence, analyse } from '../retrieval/analysis.ts'
import { SAME_COPY_SHARE } from '../retrieval/story-similarity.ts'
import { resemblance, sketchOf } from '../retrieval/story-sketch.ts'
import { foldName, termOf } from '../retrieval/terms.ts'
import type { Analysed } from '../store/store.ts'

/** `phrase`: what changed, of facts alone. `sentence`: one that was not there before. Both may be null, not all three. */
export type ArticleChange = { readonly phrase: string; readonly sentence: AnalysedSentence | null }
export type NewFact = { readonly analysed: Analysed; readonly sentence: AnalysedSentence }

const MAX_FIGURES = 3
const MAX_SENTENCES = 60
/** A new article's facts stand at its beginning; further down it tells what led to them. */
const MAX_OPENING = 12
const MIN_TERMS = 4
/** Share of a sentence's terms that another holds: from here on it says the same. */
const SAID = 0.5
/** A fact that brings a name or figure of its own is told with words that are known from the story. */
const SAID_WITH_FACT = 0.7
/** Terms around two figures that say that they measure the same. */
const SHARED_AROUND = 2

/** Null where only wording was touched up. */
export function changeOf(now: Analysed, before: Article): ArticleChange | null {
  const figures = changedFigures(sentencesOf(before.title, before.body), sentencesOf(now.article.title, now.article.body))
  const headline = isOtherHeadline(now, before) ? `its headline was ${inMarks(before.title)}` : null
  const added = newSentence(now, analyse(before).sentences)
  if (figures.length === 0 && headline === null && added === null) return null
  const what = figures.length > 0 ? figures.map(({ phrase }) => phrase).join(', ') : headline
  const sentence = figures.length > 0 ? (sentenceWith(now, figures) ?? added) : added
  return { phrase: `an article by ${now.article.publisher} was changed${what === null ? '' : `: ${what}`}`, sentence }
}

function sentenceWith({ article, analysis }: Analysed, figures: readonly ChangedFigure[]): AnalysedSentence | null {
  const holds = ({ start, end }: AnalysedSentence): boolean => {
    const text = article.body.slice(start, end)
    return !opensDependent(text) && figures.some(({ now }) => text.includes(now))
  }
  return analysis.sentences.find(holds) ?? null
}

function isOtherHeadline({ article, analysis }: Analysed, before: Article): boolean {
  if (!article.headlined || !before.headlined || article.title === before.title) return false
  const [old, now] = [new Set(analyse({ title: before.title, body: '' }).titleTerms), new Set(analysis.titleTerms)]
  return old.size !== now.size || [...old].some((term) => !now.has(term))
}

/** Headline first, then the sentences that hold figures. */
function sentencesOf(title: string, body: string): string[] {
  const { sentences } = analyse({ title: '', body })
  return [title, ...sentences.slice(0, MAX_SENTENCES).map(({ start, end }) => body.slice(start, end))].filter((text) => /\d/.test(text))
}

/** `now`: the new figure as it is printed. */
type ChangedFigure = { readonly phrase: string; readonly now: string }
type Figure = { readonly quantity: Quantity; readonly text: string; readonly noun: string }

/** “30 → 34 injured”: the same thing counted, where neither figure stands in the other version. */
function changedFigures(before: readonly string[], now: readonly string[]): ChangedFigure[] {
  const [old, fresh] = [before.flatMap(figuresIn), now.flatMap(figuresIn)]
  const has = (figures: readonly Figure[], { quantity }: Figure): boolean =>
    figures.some((other) => other.quantity.amount === quantity.amount && other.quantity.noun === quantity.noun)
  const found = new Map<string, ChangedFigure>()
  for (const was of old) {
    if (has(fresh, was)) continue
    const is = fresh.find((one) => !has(old, one) && isSameThing(was.quantity, one.quantity))
    if (is !== undefined && !found.has(was.text))
      found.set(was.text, { phrase: `${was.text} → ${is.text}${is.noun}`, now: `${is.text}${is.noun}` })
    if (found.size >= MAX_FIGURES) break
  }
  return [...found.values()]
}

/** Unlike figures of two outlets, “30” and “34” of one article are no matter of rounding. */
function isSameThing(a: Quantity, b: Quantity): boolean {
  if (a.kind !== b.kind || a.noun !== b.noun || (a.kind === 'cardinal' && a.noun === null)) return false
  return [...a.around].filter((term) => b.around.has(term)).length >= SHARED_AROUND
}

function figuresIn(sentence: string): Figure[] {
  return quantitiesOf(sentence).map((quantity) => {
    // What is counted follows the figure; a currency sign that was not read as part of it stands before.
    const [, sign = ''] = /([€£¥₹$])$/u.exec(sentence.slice(0, quantity.start)) ?? []
    const [, noun = ''] = /^\s+([\p{L}][\p{L}’'-]*)/u.exec(sentence.slice(quantity.end)) ?? []
    const isCounted = quantity.kind === 'cardinal' && sign === '' && termOf(noun) !== null
    return { quantity, text: `${sign}${sentence.slice(quantity.start, quantity.end)}`, noun: isCounted ? ` ${noun}` : '' }
  })
}

/** The first sentence that stands alone and says what no sentence of the earlier version said. */
function newSentence({ article, analysis }: Analysed, before: readonly AnalysedSentence[]): AnalysedSentence | null {
  const old = before.map(({ terms }) => new Set(terms))
  const isNew = (sentence: AnalysedSentence): boolean =>
    sentence.terms.length >= MIN_TERMS &&
    !opensDependent(article.body.slice(sentence.start, sentence.end)) &&
    old.every((terms) => shareIn(sentence.terms, terms) < SAID)
  return analysis.sentences.find(isNew) ?? null
}

function shareIn(terms: readonly string[], others: ReadonlySet<string>): number {
  const own = new Set(terms)
  return own.size === 0 ? 1 : [...own].filter((term) => others.has(term)).length / own.size
}

/** Of new articles, the one whose sentence brings a name or figure that none of the told ones holds; null where they only tell the same, or are copies. */
export function newFactOf(fresh: readonly Analysed[], told: readonly Analysed[]): NewFact | null {
  const sketches = told.map(sketched)
  const texts = told.map(({ article }) => `${article.title}\n${article.body}`)
  const names = new Set(told.flatMap(({ analysis }) => analysis.entities.flatMap((entity) => entity.aliases.map(foldName))))
  const old = told.flatMap(({ analysis }) => analysis.sentences.map(({ terms }) => new Set(terms)))
  for (const analysed of fresh.toSorted((a, b) => newestFirst(a.article, b.article))) {
    if (isCopy(analysed, sketches)) continue
    const { article, analysis } = analysed
    const named = analysis.entities.filter((entity) => !entity.aliases.some((alias) => names.has(foldName(alias))))
    for (const sentence of analysis.sentences.slice(0, MAX_OPENING)) {
      const text = article.body.slice(sentence.start, sentence.end)
      if (sentence.terms.length < MIN_TERMS || opensDependent(text)) continue
      if (old.some((terms) => shareIn(sentence.terms, terms) >= SAID_WITH_FACT)) continue
      const isNamed = named.some(({ spans }) => spans.some(([start, end]) => start >= sentence.start && end <= sentence.end))
      const isCounted = figuresIn(text).some((figure) => !texts.some((other) => other.includes(figure.text)))
      if (isNamed || isCounted) return { analysed, sentence }
    }
  }
  return null
}

/** Of new articles, those that are not the told text once more. */
export function inOwnWords(fresh: readonly Analysed[], told: readonly Analysed[]): readonly Analysed[] {
  const sketches = told.map(sketched)
  return fresh.filter((one) => !isCopy(one, sketches))
}

function sketched({ analysis }: Analysed): Uint32Array {
  return sketchOf(analysis.sentences.map(({ terms }) => terms))
}

function isCopy(analysed: Analysed, sketches: readonly Uint32Array[]): boolean {
  const own = sketched(analysed)
  return sketches.some((other) => resemblance(own, other) >= SAME_COPY_SHARE)
}
