/**
 * Reading text: the one home of wink-nlp, which splits tokens and sentences and recognises dates, money,
 * percentages and quantities. An instance costs 60 ms and 20 MB, so each is made at its first use and kept.
 */
import model from 'wink-eng-lite-web-model'
import winkNLP, { type Document } from 'wink-nlp'

/** Offsets are UTF-16 units of the text that was read: `text.slice(start, end)` is the token. */
export type Token = { readonly text: string; readonly start: number; readonly end: number; readonly kind: TokenKind }
export type TokenKind = 'word' | 'number' | 'mark'
/** Its tokens are `tokens.slice(first, last)`; `paragraph` counts from 0. Spans have no white space at either end. */
export type Sentence = {
  readonly start: number
  readonly end: number
  readonly first: number
  readonly last: number
  readonly paragraph: number
}
export type Reading = { readonly text: string; readonly tokens: readonly Token[]; readonly sentences: readonly Sentence[] }
export type ValueKind = 'date' | 'time' | 'duration' | 'money' | 'percent' | 'cardinal' | 'ordinal'
/** A date, amount or quantity: `text.slice(start, end)`. */
export type Value = { readonly kind: ValueKind; readonly start: number; readonly end: number; readonly text: string }

type Wink = ReturnType<typeof winkNLP>
let reader: Wink | undefined
let valuer: Wink | undefined

/** Splits tokens and sentences only: looking for values too takes half as long again, and intake wants none. */
function readingWink(): Wink {
  reader ??= winkNLP(model, ['sbd'])
  return reader
}

/** No custom entities are ever taught, which is what several instances of it do not bear. */
function valuingWink(): Wink {
  valuer ??= winkNLP(model, ['sbd', 'ner'])
  return valuer
}

const KINDS: Readonly<Record<string, TokenKind>> = {
  word: 'word',
  hashtag: 'word',
  mention: 'word',
  alien: 'word',
  shortForm: 'word',
  email: 'word',
  url: 'word',
  number: 'number',
  ordinal: 'number',
  decade: 'number',
  time: 'number',
}
const VALUE_KINDS: Readonly<Record<string, ValueKind>> = {
  DATE: 'date',
  TIME: 'time',
  DURATION: 'duration',
  MONEY: 'money',
  PERCENT: 'percent',
  CARDINAL: 'cardinal',
  ORDINAL: 'ordinal',
}
const SPACE = /\s/
const RARE_SPACE = /[^\S\n\r\t \u00A0]/g
/** 400 characters without a space, then more. */
const LONG_RUN = /(\S{399})\S(?=\S)/gu
const SMALL = /^\p{Ll}/u

/** Tokens and sentences of a text; sentences never cross a blank line or a line break. */
export function read(text: string): Reading {
  return readingOf(text, readingWink().readDoc(readable(text)))
}

/** The dates, amounts and quantities of a text, in order. */
export function values(text: string): Value[] {
  const { its } = valuingWink()
  const document = valuingWink().readDoc(readable(text))
  const spans = document.entities().out(its.span) as unknown as [number, number][]
  if (spans.length === 0) return []
  const details = document.entities().out(its.detail) as unknown as { type: string }[]
  const at = offsets(document, its)
  const found: Value[] = []
  for (const [i, [first, last]] of spans.entries()) {
    const kind = VALUE_KINDS[details[i]?.type ?? '']
    const start = at.starts[first]
    const end = at.ends[last]
    if (kind !== undefined && start !== undefined && end !== undefined) found.push({ kind, start, end, text: text.slice(start, end) })
  }
  return found
}

/**
 * The text as wink reads it, of the same length. Spaces that it would drop, and with them the place of all that follows (a byte-order mark,
 * a form feed), become plain ones. In characters without a space it takes time in their square, so a run that no real word has is cut by a
 * space in place of a character.
 */
function readable(text: string): string {
  return text.replace(RARE_SPACE, ' ').replace(LONG_RUN, (run, kept: string) => kept + ' '.repeat(run.length - kept.length))
}

type Offsets = { readonly values: string[]; readonly starts: number[]; readonly ends: number[] }

/** Wink keeps each token's text and the space before it, not its place; adding them up gives the place. */
function offsets(document: Document, its: Wink['its']): Offsets {
  const values = document.tokens().out(its.value) as string[]
  const spaces = document.tokens().out(its.precedingSpaces) as string[]
  const starts: number[] = new Array(values.length)
  const ends: number[] = new Array(values.length)
  let at = 0
  for (let i = 0; i < values.length; i++) {
    at += spaces[i]?.length ?? 0
    starts[i] = at
    at += values[i]?.length ?? 0
    ends[i] = at
  }
  return { values, starts, ends }
}

function readingOf(text: string, document: Document): Reading {
  const { its } = readingWink()
  const at = offsets(document, its)
  const kinds = document.tokens().out(its.type) as string[]
  const spans = document.sentences().out(its.span) as unknown as [number, number][]
  const tokens: Token[] = []
  const sentences: Sentence[] = []
  let paragraph = 0
  let open = -1
  const close = (): void => {
    const from = tokens[open]
    const to = tokens[tokens.length - 1]
    const before = sentences[sentences.length - 1]
    // “Pony.ai” ends no sentence: a small letter follows its full stop at once.
    if (before && from && to && before.last === open && before.end === from.start && SMALL.test(from.text))
      sentences[sentences.length - 1] = { ...before, end: to.end, last: tokens.length }
    else if (open >= 0 && open < tokens.length && from && to)
      sentences.push({ start: from.start, end: to.end, first: open, last: tokens.length, paragraph })
    open = tokens.length
  }
  for (const [first, last] of spans) {
    open = tokens.length
    for (let i = first; i <= last; i++) {
      const value = at.values[i] ?? ''
      const start = at.starts[i] ?? 0
      if (kinds[i] === 'tabCRLF') {
        if (value.includes('\n')) {
          close()
          paragraph++
        }
        continue
      }
      if (value.length > 0 && !SPACE.test(value))
        tokens.push({ text: value, start, end: at.ends[i] ?? start, kind: KINDS[kinds[i] ?? ''] ?? 'mark' })
    }
    close()
  }
  return { text, tokens, sentences }
}
