/** Figures that an article gives otherwise than before: “30 → 34 injured”. */
import type { Article } from '../article.ts'
import { NUMBER_WORDS } from '../number-words.ts'
import { type Quantity, quantitiesOf, termsAround } from '../quantities.ts'
import { analyse } from '../retrieval/analysis.ts'
import { termOf } from '../retrieval/terms.ts'
import { inCommon } from './line.ts'

/** `now`: the new figure, and `counted`, the same with what it counts. */
export type ChangedFigure = { readonly phrase: string; readonly now: string; readonly counted: string }
type Figure = { readonly quantity: Quantity; readonly text: string; readonly noun: string }
type Sentence = { readonly text: string; readonly terms: readonly string[]; readonly figures: readonly Figure[] }

const MAX_FIGURES = 3
const MAX_SENTENCES = 60
/** Terms around two figures that say that they measure the same. */
const SHARED_AROUND = 2
/** Share of terms in common, from which a sentence is an earlier one with another figure in it. */
const SAME_BUT_FIGURES = 0.5
/** From two on: “one” is a pronoun as often. Newspapers write numbers out up to nine or twelve, and at the beginning of a sentence beyond. */
const WRITTEN_OUT = NUMBER_WORDS.slice(1)
const IN_WORDS = new RegExp(`(?<![\\p{L}\\p{N}-])(${WRITTEN_OUT.join('|')})(?= [\\p{L}])`, 'giu')
/** Before a figure that was true until now: “34 injured, up from 30”. */
const FORMERLY = /\b(?:from|than|first|formerly|earlier|previously|initially|originally)\s+(?:\p{L}+\s+){0,2}$/iu

/** In the order of the earlier version, 3 at most. */
export function changedFigures(before: Article, now: Article): ChangedFigure[] {
  const [old, fresh] = [sentencesOf(before), sentencesOf(now)]
  const [oldFigures, freshFigures] = [old.flatMap(({ figures }) => figures), fresh.flatMap(({ figures }) => figures)]
  const found = new Map<string, ChangedFigure>()
  for (const sentence of old)
    for (const was of sentence.figures) {
      // A correction repeats what it corrects: there, only the sentence that had the figure says whether it still has it.
      const among = has(freshFigures, was) ? (rewritten(sentence, was, fresh)?.figures ?? []) : freshFigures
      const is = among.find((one) => !has(oldFigures, one) && isSameThing(was.quantity, one.quantity))
      if (is !== undefined && !found.has(was.text))
        found.set(was.text, { phrase: `${was.text} → ${is.text}${is.noun}`, now: is.text, counted: `${is.text}${is.noun}` })
      if (found.size >= MAX_FIGURES) return [...found.values()]
    }
  return [...found.values()]
}

/** Headline first, then the sentences that hold figures. */
function sentencesOf({ title, body }: Article): Sentence[] {
  const { sentences } = analyse({ title: '', body })
  return [title, ...sentences.slice(0, MAX_SENTENCES).map(({ start, end }) => body.slice(start, end))]
    .map((text) => ({ text, terms: unfigured(text), figures: [...figuresIn(text), ...figuresInWords(text)] }))
    .filter(({ figures }) => figures.length > 0)
}

function unfigured(text: string): string[] {
  return (text.match(/\p{L}[\p{L}’'-]*/gu) ?? []).flatMap((word) => termOf(word) ?? [])
}

/** The sentence that stands for an earlier one and gives a figure of it no more, or as what was said formerly; null where there is none. */
function rewritten({ terms }: Sentence, was: Figure, fresh: readonly Sentence[]): Sentence | null {
  const alike = fresh
    .map((sentence) => ({ sentence, share: inCommon(terms, sentence.terms) }))
    .filter(({ share }) => share >= SAME_BUT_FIGURES)
  const [first] = alike.sort((a, b) => b.share - a.share)
  const isRewritten = first?.sentence.figures.every((one) => !isSame(one, was) || isFormer(first.sentence, one)) ?? false
  return isRewritten ? (first?.sentence ?? null) : null
}

function isFormer({ text }: Sentence, { quantity }: Figure): boolean {
  return FORMERLY.test(text.slice(0, quantity.start).replace(/[€£¥₹$]$/u, ''))
}

function has(figures: readonly Figure[], figure: Figure): boolean {
  return figures.some((other) => isSame(other, figure))
}

function isSame({ quantity: a }: Figure, { quantity: b }: Figure): boolean {
  return a.amount === b.amount && a.noun === b.noun
}

/** Unlike figures of two outlets, “30” and “34” of one article are no matter of rounding. */
function isSameThing(a: Quantity, b: Quantity): boolean {
  if (a.kind !== b.kind || a.noun !== b.noun || (a.kind === 'cardinal' && a.noun === null)) return false
  return [...a.around].filter((term) => b.around.has(term)).length >= SHARED_AROUND
}

export function figuresIn(sentence: string): Figure[] {
  return quantitiesOf(sentence).map((quantity) => {
    // What is counted follows the figure; a currency sign that was not read as part of it stands before.
    const [, sign = ''] = /([€£¥₹$])$/u.exec(sentence.slice(0, quantity.start)) ?? []
    const [, noun = ''] = /^\s+([\p{L}][\p{L}’'-]*)/u.exec(sentence.slice(quantity.end)) ?? []
    const isCounted = quantity.kind === 'cardinal' && sign === '' && termOf(noun) !== null
    return { quantity, text: `${sign}${sentence.slice(quantity.start, quantity.end)}`, noun: isCounted ? ` ${noun}` : '' }
  })
}

/** “Three people”: a count that is written out. */
function figuresInWords(sentence: string): Figure[] {
  return [...sentence.matchAll(IN_WORDS)].flatMap(({ 0: text, index: start }) => {
    const end = start + text.length
    const [, noun = ''] = /^ ([\p{L}][\p{L}’'-]*)/u.exec(sentence.slice(end)) ?? []
    const amount = WRITTEN_OUT.indexOf(text.toLowerCase()) + 2
    const quantity: Quantity = {
      kind: 'cardinal',
      amount,
      digits: 1,
      noun: termOf(noun),
      around: termsAround(sentence, start, end),
      start,
      end,
    }
    return quantity.noun === null ? [] : [{ quantity, text: text.toLowerCase(), noun: ` ${noun}` }]
  })
}
