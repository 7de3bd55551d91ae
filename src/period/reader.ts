/** The smallest pieces of a date. Every reader takes a place in the tokens and gives what it read and the place after it, or null; none looks more than a few tokens ahead. */
import type { Moment } from './moment.ts'
import { isGlued, isMark, type Token, wordAt } from './tokens.ts'
import { COUNTS, MEASURED, MONTHS, misspeltMonth, ORDINALS } from './vocabulary.ts'

export type Reader = {
  readonly tokens: readonly Token[]
  /** Day number and year of the asker's today. */
  readonly today: number
  readonly year: number
  readonly nowMs: number
  /** 2/3/2020 is February 3. */
  readonly monthFirst: boolean
}
export type Found = { readonly moment: Moment; readonly next: number }
export type Place<T> = { readonly value: T; readonly next: number }

const SUFFIXES: ReadonlySet<string> = new Set(['st', 'nd', 'rd', 'th'])
const FIRST_YEAR = 1800
const LAST_YEAR = 2199

/** Four digits by themselves: `2020`, not `2020km`, `2020.5`, `2020%`. */
export function yearNumber({ tokens }: Reader, at: number): Place<number> | null {
  const token = tokens[at]
  if (token?.digits !== 4 || token.value < FIRST_YEAR || token.value > LAST_YEAR) return null
  return numberEnds(tokens, at + 1) ? { value: token.value, next: at + 1 } : null
}

/** The year after a day, month, quarter…: `2020`, `, 2020`, `of 2020`, `'20`, `last year`, `of this year`. */
export function yearAfter(reader: Reader, from: number): Place<number> | null {
  const { tokens, year } = reader
  let at = from
  if (isMark(tokens, at, ',') || isMark(tokens, at, '-') || isMark(tokens, at, '.')) at++
  else if (wordAt(tokens, at) === 'of' || wordAt(tokens, at) === 'in') at++
  const plain = yearNumber(reader, at)
  if (plain) return MEASURED.has(wordAt(tokens, plain.next)) ? null : plain
  const short = tokens[at + 1]
  if (isMark(tokens, at, "'") && short?.digits === 2 && isGlued(tokens, at + 1) && numberEnds(tokens, at + 2))
    return { value: (short.value < 70 ? 2000 : 1900) + short.value, next: at + 2 }
  if (isMark(tokens, from, '-') || isMark(tokens, from, '.') || wordAt(tokens, at + 1) !== 'year') return null
  const which = wordAt(tokens, at)
  if (which === 'this') return { value: year, next: at + 2 }
  return which === 'last' || which === 'previous' ? { value: year - 1, next: at + 2 } : null
}

/** A day of the month: `25`, `25th`. */
export function dayNumeral({ tokens }: Reader, at: number): (Place<number> & { readonly ordinal: boolean }) | null {
  const token = tokens[at]
  if (!token || token.digits < 1 || token.digits > 2 || token.value < 1 || token.value > 31) return null
  const ordinal = isGlued(tokens, at + 1) && SUFFIXES.has(wordAt(tokens, at + 1))
  const next = at + (ordinal ? 2 : 1)
  return numberEnds(tokens, next) ? { value: token.value, next, ordinal } : null
}

/** 1–12, with an abbreviation's full stop. `typos` where a number stands beside it. */
export function monthName({ tokens }: Reader, at: number, typos: boolean): Place<number> | null {
  const word = wordAt(tokens, at)
  if (word === '' || (isGlued(tokens, at + 1) && tokens[at + 1]?.kind === 'number')) return null
  const value = MONTHS.get(word) ?? (typos ? misspeltMonth(word) : null)
  if (value === null) return null
  const stopped = word.length <= 4 && isMark(tokens, at + 1, '.') && isGlued(tokens, at + 1)
  return { value, next: at + (stopped ? 2 : 1) }
}

/** `3`, `three`, `a couple of`, `a few`. */
export function count({ tokens }: Reader, at: number): Place<number> | null {
  const token = tokens[at]
  if (token?.kind === 'number')
    return Number.isNaN(token.value) || !numberEnds(tokens, at + 1) ? null : { value: token.value, next: at + 1 }
  const word = wordAt(tokens, at)
  if (word === 'a' && COUNTS.has(wordAt(tokens, at + 1))) return countWord(tokens, at + 1)
  return countWord(tokens, at)
}

function countWord(tokens: readonly Token[], at: number): Place<number> | null {
  const value = COUNTS.get(wordAt(tokens, at))
  if (value === undefined) return null
  return { value, next: at + (wordAt(tokens, at) === 'couple' && wordAt(tokens, at + 1) === 'of' ? 2 : 1) }
}

/** `first`, `2nd`. */
export function ordinal({ tokens }: Reader, at: number): Place<number> | null {
  const value = ORDINALS.get(wordAt(tokens, at))
  if (value !== undefined) return { value, next: at + 1 }
  const token = tokens[at]
  if (token?.kind !== 'number' || token.digits > 2 || !isGlued(tokens, at + 1) || !SUFFIXES.has(wordAt(tokens, at + 1))) return null
  return { value: token.value, next: at + 2 }
}

/** Whether a number is over: no letters, decimals, minutes or percent hang on it. */
function numberEnds(tokens: readonly Token[], next: number): boolean {
  if (!isGlued(tokens, next)) return true
  const after = tokens[next]
  if (after?.kind !== 'mark') return false
  if (after.text === '.' || after.text === ':' || after.text === ',')
    return !(isGlued(tokens, next + 1) && tokens[next + 1]?.kind === 'number' && tokens[next + 1]?.digits !== 4)
  return after.text !== '%' && after.text !== '$' && after.text !== '€' && after.text !== '°' && after.text !== '+'
}
