/** Search words inside a question: `"exact phrase"`, `-word`, `source:caixin`, `author:"Ding Yi"`, `entity:Huawei`, `after:2020-02-01`, `tag:`. */
import { type Period, parseDateWord } from './period.ts'

export type Operators = {
  readonly phrases: readonly string[]
  readonly excluded: readonly string[]
  readonly publishers: readonly string[]
  readonly authors: readonly string[]
  readonly entities: readonly string[]
  readonly tags: readonly string[]
  readonly period: Period | null
  /** Date operators whose value is no date; the answer says so. */
  readonly faults: readonly string[]
}

/** Whether any of them limits which articles are read. */
export function hasOperators({ phrases, excluded, publishers, authors, entities, tags, period }: Operators): boolean {
  return period !== null || [phrases, excluded, publishers, authors, entities, tags].some((values) => values.length > 0)
}

const OPERATOR =
  /(?<![\p{L}\p{N}])(source|from|outlet|author|by|entity|tag|after|before|since|until|on):(?:"([^"]{1,120})"|“([^”]{1,120})”|([^\s"“”]{1,120}))/giu
const PHRASE = /"([^"]{2,200})"|“([^”]{2,200})”/g
const EXCLUDED = /(?<=^|\s)-([\p{L}\p{N}][\p{L}\p{N}.-]{0,60})(?=$|[\s,.!?])/gu
const MAX_OPERATORS = 20
const MAX_WORDS_BESIDE_PHRASE = 10

/** Takes the operators out of a question. A quoted phrase stays in the rest too: its words are words of the question. */
export function readOperators(text: string, when: { readonly now: Date; readonly zone: string }): { operators: Operators; rest: string } {
  const values: Record<'publishers' | 'authors' | 'entities' | 'tags' | 'faults', string[]> = {
    publishers: [],
    authors: [],
    entities: [],
    tags: [],
    faults: [],
  }
  let fromMs: number | null = null
  let toMs: number | null = null
  const dates: string[] = []
  let count = 0
  let rest = text.replace(OPERATOR, (whole, key: string, double?: string, curly?: string, bare?: string) => {
    if (++count > MAX_OPERATORS) return whole
    const value = (double ?? curly ?? bare ?? '').trim()
    const name = key.toLowerCase()
    if (name === 'source' || name === 'from' || name === 'outlet') values.publishers.push(value)
    else if (name === 'author' || name === 'by') values.authors.push(value)
    else if (name === 'entity') values.entities.push(value)
    else if (name === 'tag') values.tags.push(value.replace(/^#/, ''))
    else {
      const period = parseDateWord(value, when.now, when.zone)
      if (period === null) values.faults.push(`${name}:${value}`)
      else {
        dates.push(`${name}:${value}`)
        if (name === 'on') [fromMs, toMs] = [period.fromMs, period.toMs]
        else if (name === 'after') fromMs = period.toMs === null ? period.fromMs : period.toMs + 1
        else if (name === 'since') fromMs = period.fromMs
        else if (name === 'before') toMs = period.fromMs === null ? period.toMs : period.fromMs - 1
        else toMs = period.toMs
      }
    }
    return ' '
  })
  const excluded: string[] = []
  rest = rest.replace(EXCLUDED, (whole, word: string) => {
    if (excluded.length >= MAX_OPERATORS) return whole
    excluded.push(word)
    return ' '
  })
  // In a long sentence quotation marks quote, they do not search; and one quoted word is that word.
  const searches = rest.replace(PHRASE, ' ').split(/\s+/).filter(Boolean).length <= MAX_WORDS_BESIDE_PHRASE
  const phrases = (searches ? [...rest.matchAll(PHRASE)] : [])
    .map((match) => (match[1] ?? match[2] ?? '').trim())
    .filter((phrase) => /\S\s+\S/.test(phrase))
    .slice(0, MAX_OPERATORS)
  const period: Period | null =
    dates.length === 0 ? null : { fromMs, toMs, text: dates.join(' '), start: 0, end: 0, explicit: true, granularity: 'range' }
  return { operators: { phrases, excluded, ...values, period }, rest: rest.replace(/\s+/g, ' ').trim() }
}
