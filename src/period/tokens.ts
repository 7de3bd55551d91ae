/** A question cut into words, digits and marks, in one pass; what the grammar of periods looks at. */

export type Token = {
  readonly kind: 'word' | 'number' | 'mark'
  /** Lower case; every apostrophe is `'`, every dash `-`. */
  readonly text: string
  /** UTF-16 units of the text that was read. */
  readonly start: number
  readonly end: number
  /** White space before it, or nothing. */
  readonly spaced: boolean
  /** Begins with a capital in a text that has small letters too: where all is capitals, they tell nothing. */
  readonly capital: boolean
  /** Number tokens: how many digits, and their value. */
  readonly digits: number
  readonly value: number
}

/** Every alternative is one run of one class of characters, so the pass is linear whatever the text. */
const PIECES = /(?<word>[\p{L}\p{M}]+)|(?<number>\d+)|(?<mark>[^\s\p{L}\p{M}\d])/gu
const APOSTROPHE = /^[’‘ʼ`´′]$/u
const DASH = /^[‐‑‒–—−]$/u
const CAPITAL = /^\p{Lu}/u
const SMALL = /\p{Ll}/u
/** Longer runs of digits are no dates. */
const MAX_DIGITS = 4
/** UTF-16 units. */
const SHOUTED_FROM = 12

export function tokenise(text: string): Token[] {
  // A few words without small letters may be a name (“MWC 2021”), a sentence without them is shouted.
  const cased = SMALL.test(text) || text.length < SHOUTED_FROM
  const tokens: Token[] = []
  let last = -1
  for (const match of text.matchAll(PIECES)) {
    const piece = match[0]
    const start = match.index
    const kind = match.groups?.word ? 'word' : match.groups?.number ? 'number' : 'mark'
    tokens.push({
      kind,
      text: kind === 'mark' ? (APOSTROPHE.test(piece) ? "'" : DASH.test(piece) ? '-' : piece) : piece.toLowerCase(),
      start,
      end: start + piece.length,
      spaced: start !== last,
      capital: cased && CAPITAL.test(piece),
      digits: kind === 'number' ? piece.length : 0,
      value: kind === 'number' && piece.length <= MAX_DIGITS ? Number(piece) : Number.NaN,
    })
    last = start + piece.length
  }
  return tokens
}

/** The word at a place, or an empty string where there is a number, a mark or nothing. */
export function wordAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at]
  return token?.kind === 'word' ? token.text : ''
}

export function isMark(tokens: readonly Token[], at: number, mark: string): boolean {
  const token = tokens[at]
  return token?.kind === 'mark' && token.text === mark
}

/** Whether the token touches the one before it. */
export function isGlued(tokens: readonly Token[], at: number): boolean {
  return at > 0 && tokens[at]?.spaced === false
}

const OPENING = new Set(['(', '[', '{', '"', "'", '“', '«', '„', '-', ',', ';', ':'])
const CLOSING = new Set([')', ']', '}', '"', "'", '”', '»', '-', ',', ';', ':', '.', '?', '!', '…'])

/** Whether `tokens[first..last)` stands by itself: not the inside of a price, version, time, hashtag, address or compound word. */
export function standsAlone(tokens: readonly Token[], first: number, last: number): boolean {
  if (isGlued(tokens, first)) {
    const before = tokens[first - 1]
    if (before?.kind !== 'mark' || !OPENING.has(before.text)) return false
    // “20:20”, “1,999”, “pre-2020”: a mark with something on its other side binds.
    const binding = before.text !== '(' && before.text !== '[' && before.text !== '{' && before.text !== '"' && before.text !== '“'
    if (binding && isGlued(tokens, first - 1) && tokens[first - 2]?.kind !== 'mark') return false
  }
  if (!isGlued(tokens, last)) return true
  const after = tokens[last]
  if (after?.kind !== 'mark' || !CLOSING.has(after.text)) return false
  if (after.text === "'" || after.text === '"' || after.text === ')') return true
  return !isGlued(tokens, last + 1) || tokens[last + 1]?.kind === 'mark'
}
