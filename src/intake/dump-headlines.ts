/** Finding the headline of an article that shows none: in the list at the top of the page, or on the “Related:” line of another article. Only when the text fits it clearly. */
import { type Lexicon, termsIn } from './cohesion.ts'

export type Untitled = { readonly article: number; readonly body: string }
/** A headline that stands apart from its text; `of` is the article under which a “Related:” line stands, null for a list. */
export type LooseHeadline = { readonly line: number; readonly text: string; readonly of: number | null }
export type Match = { readonly article: number; readonly headline: LooseHeadline; readonly score: number }

/** How a headline fits a text. Shares are by weight, 0–1. */
type Fit = {
  readonly covered: number
  readonly matched: number
  readonly pairs: number
  readonly missingName: boolean
  readonly leadNames: number
}

/** Bounds the comparison of every headline with every text. */
const MAX_PAIRS = 4_000_000
const LEAD_PARAGRAPHS = 2
const NEAR = 4
/** A list comes in the order of the page, which speaks for a match; a related line must make up for that. */
const LIST = { covered: 0.48, matched: 3, pairs: 1, leadNames: 0.5 }
const RELATED = { covered: 0.5, matched: 5, pairs: 3, leadNames: 0.99 }
/** Nearly all of its words in the text make up for one pair less. */
const NEARLY_ALL = 0.8
/** The order of the page is believed unless it costs more than this share of the fit. */
const ORDER_WORTH = 0.65

type Text = { readonly all: ReadonlySet<string>; readonly sequence: readonly string[]; readonly lead: ReadonlySet<string> }

/** At most one headline an article and one article a headline. */
export function matchHeadlines(untitled: readonly Untitled[], loose: readonly LooseHeadline[], lexicon: Lexicon): Match[] {
  if (untitled.length * loose.length === 0 || untitled.length * loose.length > MAX_PAIRS) return []
  const texts = untitled.map((each) => textOf(each.body))
  const listed = loose.filter((headline) => headline.of === null)
  const matches = matchList(untitled, texts, listed, lexicon)
  const done = new Set(matches.map((match) => match.article))
  const related = loose.filter((headline) => headline.of !== null)
  return [...matches, ...matchRelated(untitled, texts, related, lexicon, done)]
}

function textOf(body: string): Text {
  const sequence = termsIn(body)
  return {
    all: new Set([...sequence, ...initialsOf(body)]),
    sequence,
    lead: new Set(termsIn(body.split('\n\n', LEAD_PARAGRAPHS).join('\n'))),
  }
}

/** “artificial intelligence” answers to AI, “Federal Communications Commission” to FCC. */
function initialsOf(body: string): string[] {
  const words = body.match(/[\p{L}’'-]+/gu) ?? []
  const found: string[] = []
  for (let i = 0; i + 1 < words.length; i++) {
    for (let size = 2; size <= 4 && i + size <= words.length; size++) {
      const run = words.slice(i, i + size)
      if (run.every((word) => word.length > 3)) found.push(run.map((word) => word.charAt(0).toLowerCase()).join(''))
    }
  }
  return found
}

/** Same stem, or one grown from the other (transport/transportation, China/Chinese). */
function has(text: ReadonlySet<string>, term: string): boolean {
  if (text.has(term)) return true
  if (term.length < 5) return false
  for (const other of text) {
    if (other.length >= 5 && other.slice(0, 4) === term.slice(0, 4) && commonPrefix(other, term) >= Math.min(other.length, term.length) - 1)
      return true
  }
  return false
}

function commonPrefix(a: string, b: string): number {
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  return i
}

function fitOf(headline: string, text: Text, lexicon: Lexicon): Fit {
  const terms = [...new Set(termsIn(headline))]
  let all = 0
  let found = 0
  let matched = 0
  let names = 0
  let inLead = 0
  let missingName = false
  for (const term of terms) {
    // A word that the texts never use says little; it is not rarer than the rarest that they do use.
    const weight = Math.min(1.6, Math.max(0.2, lexicon.weight(term)))
    const present = has(text.all, term)
    all += weight
    if (present) {
      found += weight
      matched++
    }
    if (lexicon.isName(term) !== true) continue
    names++
    if (!present) missingName = true
    else if (has(text.lead, term) || !text.sequence.includes(term)) inLead++
  }
  return {
    covered: all === 0 ? 0 : found / all,
    matched,
    pairs: pairsIn(terms, text.sequence),
    missingName,
    leadNames: names === 0 ? 1 : inLead / names,
  }
}

/** Neighbours in the headline that are neighbours in the text. */
function pairsIn(terms: readonly string[], sequence: readonly string[]): number {
  let pairs = 0
  for (let i = 0; i + 1 < terms.length; i++) {
    const [a, b] = [terms[i], terms[i + 1]]
    if (sequence.some((term, at) => term === a && sequence.slice(Math.max(0, at - NEAR), at + NEAR + 1).includes(b ?? ''))) pairs++
  }
  return pairs
}

function passes(fit: Fit, least: typeof LIST): boolean {
  return (
    !fit.missingName &&
    fit.covered >= least.covered &&
    fit.matched >= least.matched &&
    fit.pairs >= least.pairs - (fit.covered >= NEARLY_ALL ? 1 : 0) &&
    fit.leadNames >= least.leadNames
  )
}

function scoreOf(fit: Fit): number {
  return fit.covered * (1 + 0.15 * fit.pairs) * (0.5 + 0.5 * fit.leadNames) * Math.min(1, fit.matched / 5)
}

function matchList(untitled: readonly Untitled[], texts: readonly Text[], listed: readonly LooseHeadline[], lexicon: Lexicon): Match[] {
  const scores = untitled.map((_, a) =>
    listed.map((headline) => {
      const fit = fitOf(headline.text, texts[a] as Text, lexicon)
      return passes(fit, LIST) ? scoreOf(fit) : 0
    }),
  )
  const free = anyOrder(scores)
  const ordered = inOrder(scores)
  const keepsOrder = total(ordered, scores) >= ORDER_WORTH * total(free, scores)
  const fits = (a: number, h: number): boolean => {
    const fit = fitOf(listed[h]?.text ?? '', texts[a] as Text, lexicon)
    return !fit.missingName && fit.matched >= 2
  }
  const chosen = keepsOrder ? [...ordered, ...between(ordered, untitled.length, listed.length, fits)] : free
  return chosen.flatMap(([a, h]) => {
    const [each, headline] = [untitled[a], listed[h]]
    return each && headline ? [{ article: each.article, headline, score: scores[a]?.[h] ?? 0 }] : []
  })
}

function total(pairs: readonly (readonly [number, number])[], scores: readonly (readonly number[])[]): number {
  return pairs.reduce((sum, [a, h]) => sum + (scores[a]?.[h] ?? 0), 0)
}

/** Best pairs first, each article and headline once. */
function anyOrder(scores: readonly (readonly number[])[]): [number, number][] {
  const pairs = scores.flatMap((row, a) => row.map((score, h) => ({ a, h, score }))).filter((pair) => pair.score > 0)
  pairs.sort((x, y) => y.score - x.score)
  const [usedA, usedH] = [new Set<number>(), new Set<number>()]
  const chosen: [number, number][] = []
  for (const { a, h } of pairs) {
    if (usedA.has(a) || usedH.has(h)) continue
    usedA.add(a)
    usedH.add(h)
    chosen.push([a, h])
  }
  return chosen
}

/** The best pairs that keep both orders: the alignment of two sequences. */
function inOrder(scores: readonly (readonly number[])[]): [number, number][] {
  const width = scores[0]?.length ?? 0
  const best: number[][] = [new Array(width + 1).fill(0)]
  for (const [a, row] of scores.entries()) {
    const line: number[] = [0]
    for (let h = 0; h < width; h++) {
      const pair = (row[h] ?? 0) > 0 ? (best[a]?.[h] ?? 0) + (row[h] ?? 0) : 0
      line.push(Math.max(line[h] ?? 0, best[a]?.[h + 1] ?? 0, pair))
    }
    best.push(line)
  }
  const chosen: [number, number][] = []
  let [a, h] = [scores.length, width]
  while (a > 0 && h > 0) {
    const here = best[a]?.[h] ?? 0
    if (here === (best[a - 1]?.[h] ?? 0)) a--
    else if (here === (best[a]?.[h - 1] ?? 0)) h--
    else chosen.push([--a, --h])
  }
  return chosen.reverse()
}

/** Between two sure pairs stand as many texts as headlines: then the order of the page pairs them, if the words do not object. Only where half is sure. */
function between(
  sure: readonly (readonly [number, number])[],
  texts: number,
  headlines: number,
  fits: (a: number, h: number) => boolean,
): [number, number][] {
  if (sure.length * 2 < texts) return []
  const marks: (readonly [number, number])[] = [[-1, -1], ...sure, [texts, headlines]]
  const chosen: [number, number][] = []
  for (const [i, [a, h]] of marks.entries()) {
    const next = marks[i + 1]
    if (next === undefined || next[0] - a !== next[1] - h) continue
    for (let step = 1; step < next[0] - a; step++) if (fits(a + step, h + step)) chosen.push([a + step, h + step])
  }
  return chosen
}

function matchRelated(
  untitled: readonly Untitled[],
  texts: readonly Text[],
  related: readonly LooseHeadline[],
  lexicon: Lexicon,
  done: ReadonlySet<number>,
): Match[] {
  const scores = untitled.map((each, a) =>
    related.map((headline) => {
      if (done.has(each.article) || headline.of === each.article) return 0
      const fit = fitOf(headline.text, texts[a] as Text, lexicon)
      return passes(fit, RELATED) ? scoreOf(fit) : 0
    }),
  )
  return anyOrder(scores).flatMap(([a, h]) => {
    const [each, headline] = [untitled[a], related[h]]
    return each && headline ? [{ article: each.article, headline, score: scores[a]?.[h] ?? 0 }] : []
  })
}
