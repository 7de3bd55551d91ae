/** Figures in sentences, and whether two of them measure the same thing and disagree. */
import { type ValueKind, values } from './retrieval/language.ts'
import { termOf } from './retrieval/terms.ts'

/** `amount` with its scale worked out (“4.5 billion” → 4.5e9); `noun`: the term of what is counted; `around`: terms near it. [start, end) in the sentence. */
export type Quantity = {
  readonly kind: ValueKind
  readonly amount: number
  /** Significant digits as printed: “11 million” has two. */
  readonly digits: number
  readonly noun: string | null
  readonly around: ReadonlySet<string>
  readonly start: number
  readonly end: number
}

const KINDS: ReadonlySet<ValueKind> = new Set(['money', 'percent', 'cardinal'])
const SCALES: Readonly<Record<string, number>> = {
  thousand: 1e3,
  k: 1e3,
  million: 1e6,
  m: 1e6,
  mn: 1e6,
  billion: 1e9,
  bn: 1e9,
  b: 1e9,
  trillion: 1e12,
}
const FIGURE = /(\d[\d,]*(?:\.\d+)?)\s*(thousand|million|billion|trillion|mn|bn|[kmb]\b)?/i
const WORD = /[\p{L}\p{N}][\p{L}\p{N}.'’-]*/gu
/** Terms on each side of a figure that say what it measures. */
const WINDOW = 4
const SHARED_AROUND = 2
const MAX_QUANTITIES = 12

export function quantitiesOf(sentence: string): Quantity[] {
  if (!/\d/.test(sentence)) return []
  const found: Quantity[] = []
  for (const value of values(sentence).slice(0, MAX_QUANTITIES)) {
    const figure = FIGURE.exec(value.text)
    if (!KINDS.has(value.kind) || figure?.[1] === undefined) continue
    const digits = figure[1].replaceAll(',', '')
    const amount = Number(digits) * (SCALES[(figure[2] ?? '').toLowerCase()] ?? 1)
    if (value.kind === 'cardinal' && /^(?:19|20)\d{2}$/.test(value.text.trim())) continue
    const [next] = termsIn(sentence.slice(value.end))
    found.push({
      kind: value.kind,
      amount,
      digits:
        digits
          .replace('.', '')
          .replace(/^0+/, '')
          .replace(digits.includes('.') ? /$^/ : /0+$/, '').length || 1,
      noun: value.kind === 'cardinal' ? (next ?? null) : null,
      around: termsAround(sentence, value.start, value.end),
      start: value.start,
      end: value.end,
    })
  }
  return found
}

/** Terms near what stands there, which say what it measures. */
export function termsAround(sentence: string, start: number, end: number): ReadonlySet<string> {
  return new Set([...termsIn(sentence.slice(0, start)).slice(-WINDOW), ...termsIn(sentence.slice(end)).slice(0, WINDOW)])
}

/** Same kind, same thing counted, a shared surrounding, and figures that rounding does not reconcile. */
export function disagree(a: Quantity, b: Quantity, ignored: ReadonlySet<string>): boolean {
  if (a.kind !== b.kind || a.noun !== b.noun) return false
  if (a.kind === 'cardinal' && a.noun === null) return false
  let shared = 0
  for (const term of a.around) if (b.around.has(term) && !ignored.has(term)) shared++
  if (shared < SHARED_AROUND) return false
  const digits = Math.min(a.digits, b.digits)
  return rounded(a.amount, digits) !== rounded(b.amount, digits)
}

function rounded(amount: number, digits: number): number {
  return Number(amount.toPrecision(Math.min(15, Math.max(1, digits))))
}

function termsIn(text: string): string[] {
  return [...text.matchAll(WORD)].map((match) => termOf(match[0])).filter((term) => term !== null)
}
