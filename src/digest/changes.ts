/** What is new in a story that was told: figures and headlines of changed articles, and sentences of new ones that say what nobody had said. */
import { inMarks } from '../answer.ts'
import { type Article, instantMs, newestFirst } from '../article.ts'
import { type AnalysedSentence, analyse } from '../retrieval/analysis.ts'
import { SAME_COPY_SHARE } from '../retrieval/story-similarity.ts'
import { resemblance, sketchOf } from '../retrieval/story-sketch.ts'
import type { Analysed } from '../store/store.ts'
import { type ChangedFigure, changedFigures, figuresIn } from './changed-figures.ts'
import { type Line, tellingLine } from './line.ts'
import { pageForm, withoutOutlet } from './page-form.ts'
import { isOfTheDay } from './sentence-form.ts'

/** `phrase`: what changed, of facts alone. `line`: a sentence that says it; null where only the headline does. */
export type ArticleChange = { readonly phrase: string; readonly line: Line | null }
export type NewFact = { readonly analysed: Analysed; readonly line: Line }

const DAY_MS = 86_400_000
const MAX_SENTENCES = 60
/** A new article's facts stand at its beginning; further down it tells what led to them. */
const MAX_OPENING = 12
/** A sentence that was not there is news where it stands so early, or brings a name or figure. */
const FIRST = 3
/** Share of a sentence's terms that another holds: from here on it says the same. */
const SAID = 0.5
/** A fact that brings a name or figure of its own is told with words that are known from the story. */
const SAID_WITH_FACT = 0.7
/** A sentence worse than this, as lines are weighed, is not what the article is about. */
const LEAST = -0.1
const DAY_OF_MONTH = /\b(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?(?: \d{1,2}\b)?/gu

/** Null where only wording, the headline, a byline or a date was touched up. */
export function changeOf(now: Analysed, before: Article): ArticleChange | null {
  const figures = changedFigures(before, now.article)
  const added = newSentence(now, before)
  if (figures.length === 0 && added === null) return null
  const headline = isOtherHeadline(now, before) ? `its headline was ${inMarks(before.title)}` : null
  const what = figures.length > 0 ? figures.map(({ phrase }) => phrase).join(', ') : headline
  const line = figures.length > 0 ? (lineWith(now, figures) ?? added) : added
  return { phrase: `an article by ${now.article.publisher} was changed${what === null ? '' : `: ${what}`}`, line }
}

/** A sentence that says the new figure of what a changed one counts, else one that says it of anything. */
function lineWith(now: Analysed, figures: readonly ChangedFigure[]): Line | null {
  const { body } = now.article
  const saying = (told: readonly string[]): Line | null => {
    const holds = ({ start, end }: AnalysedSentence): boolean => told.some((figure) => says(body.slice(start, end), figure))
    return tellingLine(now, holds, undefined, MAX_SENTENCES)
  }
  return saying(figures.map(({ counted }) => counted)) ?? saying(figures.map(({ now: figure }) => figure))
}

/** Not within another figure or word: “5” is not said by “1,500”. */
function says(sentence: string, figure: string): boolean {
  const text = sentence.toLowerCase()
  const at = text.indexOf(figure.toLowerCase())
  return at >= 0 && !/[\p{L}\p{N}.,]$/u.test(text.slice(0, at)) && !/^(?:[\p{L}\p{N}]|[.,]\d)/u.test(text.slice(at + figure.length))
}

function isOtherHeadline({ article, analysis }: Analysed, before: Article): boolean {
  if (!article.headlined || !before.headlined || article.title === before.title) return false
  const [old, now] = [new Set(analyse({ title: before.title, body: '' }).titleTerms), new Set(analysis.titleTerms)]
  return old.size !== now.size || [...old].some((term) => !now.has(term))
}

/** A sentence that stands alone, says what no sentence of the earlier version said, and is either of its first or brings a name or figure. */
function newSentence(now: Analysed, before: Article): Line | null {
  const { sentences } = analyse({ title: '', body: before.body })
  const old = sentences.map(({ terms }) => new Set(terms))
  const brings = bringerOf(now, [`${before.title}\n${before.body}`])
  const first = new Set(now.analysis.sentences.slice(0, FIRST))
  const isNew = (sentence: AnalysedSentence): boolean =>
    old.every((terms) => shareIn(sentence.terms, terms) < SAID) && (first.has(sentence) || brings(sentence))
  return tellingLine(now, isNew, undefined, MAX_SENTENCES)
}

/** Whether a sentence of the article has a name, a figure or a date that none of these texts has. */
function bringerOf({ article, analysis }: Analysed, texts: readonly string[]): (sentence: AnalysedSentence) => boolean {
  const has = (text: string): boolean => texts.some((other) => other.includes(text))
  const named = analysis.entities.filter(({ aliases }) => !aliases.some(has))
  return ({ start, end }) =>
    named.some(({ spans }) => spans.some(([from, to]) => from >= start && to <= end)) ||
    figuresIn(article.body.slice(start, end)).some((figure) => !has(figure.text)) ||
    [...article.body.slice(start, end).matchAll(DAY_OF_MONTH)].some(([day]) => !has(day))
}

function shareIn(terms: readonly string[], others: ReadonlySet<string>): number {
  const own = new Set(terms)
  return own.size === 0 ? 1 : [...own].filter((term) => others.has(term)).length / own.size
}

/** Of new articles, the sentence that tells best what none of the told ones holds; null where they only tell the same, explain it, or are copies. */
export function newFactOf(fresh: readonly Analysed[], told: readonly Analysed[]): NewFact | null {
  let best: NewFact | null = null
  const texts = told.map(({ article }) => `${article.title}\n${article.body}`)
  const old = told.flatMap(({ analysis }) => analysis.sentences.map(({ terms }) => new Set(terms)))
  for (const analysed of inOwnWords(fresh, told).toSorted((a, b) => newestFirst(a.article, b.article))) {
    const form = pageForm(withoutOutlet(analysed.article.title, analysed.article.publisher))
    if (form === 'service') continue
    const line = tellingLine(analysed, newsBeside(analysed, told, texts, old), undefined, MAX_OPENING)
    if (line === null || line.score < LEAST || (form === 'about' && !line.isOfTheDay)) continue
    if (best === null || line.score > best.line.score) best = { analysed, line }
  }
  return best
}

/** Whether a sentence of the article brings a name or figure that none of these texts has, or says what happened on a later day. */
function newsBeside(
  analysed: Analysed,
  told: readonly Analysed[],
  texts: readonly string[],
  old: readonly ReadonlySet<string>[],
): (sentence: AnalysedSentence) => boolean {
  const brings = bringerOf(analysed, texts)
  const { article, analysis } = analysed
  const next = new Set(isOfLaterDay(analysed, told) ? analysis.sentences.slice(0, FIRST) : [])
  const isNext = (sentence: AnalysedSentence): boolean =>
    next.has(sentence) && isOfTheDay(article.body.slice(sentence.start, sentence.end), instantMs(article) ?? 0, [0])
  return (sentence) => {
    const most = brings(sentence) ? SAID_WITH_FACT : isNext(sentence) ? SAID : 0
    return old.every((terms) => shareIn(sentence.terms, terms) < most)
  }
}

/** What happened on a day after all that was told is news, with whichever names and figures. */
function isOfLaterDay({ article }: Analysed, told: readonly Analysed[]): boolean {
  const dayOf = (one: Article): number => Math.floor((instantMs(one) ?? 0) / DAY_MS)
  return told.every((one) => dayOf(one.article) < dayOf(article))
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
