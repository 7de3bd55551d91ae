/** Where one article of a dump ends and the next begins: every gap is weighed by what stands in it and by whether the text after it goes on speaking of the same. */
import { keyTerms, type Lexicon, shared, termsIn } from './cohesion.ts'
import { type Gap, isText, wordCount } from './dump-gaps.ts'
import type { DumpLine } from './dump-lines.ts'

/** A gap and why it is (or is not) a beginning: `score` > 0 is one; `reasons` are the parts it is the sum of. */
export type Weighed = {
  readonly gap: Gap
  readonly title: number | null
  readonly score: number
  readonly reasons: Readonly<Record<string, number>>
}

/** How much text on each side is compared: the lead names whom an article is about, the text just above says what was spoken of last. */
const LEAD_TERMS = 90
const RECENT_TERMS = 160
const AFTER_TERMS = 110
const KEY_TERMS = 6
/** A score past which a headline is beyond doubt. */
const SURE = 3
type Dump = {
  readonly lines: readonly DumpLine[]
  readonly gaps: readonly Gap[]
  readonly lexicon: Lexicon
  readonly terms: readonly (readonly string[])[]
}
/** Log-odds, from dumps put together of real articles (tests/intake/dump-measure.test.ts prints how often they are right). */
const W = {
  bias: -5,
  byAndDate: 11,
  by: 8,
  dateUnderTitle: 8,
  dateAlone: 3.5,
  noTitle: -5,
  tags: 4,
  contact: 3,
  rule: 3,
  related: 1.2,
  share: 1.5,
  space: 2,
  unlike: 2,
  expectedShared: 0.24,
  titleBelow: 2.2,
  goesOn: -1.5,
  subjectStays: -4.7,
  newSubject: 3.6,
  cleanBreak: 1.5,
  nameKnown: -2,
  bulletFirst: -3,
  dateline: 2,
  question: -0.7,
  look: 1,
  afterColon: -2.5,
  otherStyle: -2.5,
} as const

const GOES_ON =
  /^["“‘]?(?:He|She|They|It|This|That|These|Those|His|Her|Their|Its|But|And|Or|So|Yet|However|Meanwhile|Also|Then|Still|Besides|Moreover|Furthermore|In addition|Instead|Nevertheless|Another|Others|Both|Such|There|Here|Of course|For example|For instance|In contrast|By contrast|On the other hand|As a result|At the same time|The (?:company|firm|group|two|pair|report|agency|ministry|minister|president|move|decision|announcement|study|move|deal|team|project|plan|measure|bill|law|court|case|city|council|club|bank|researchers?|authors?|scheme))\b/u
const DATELINE =
  /^(?:\p{Lu}[\p{Lu}.'’ -]{2,30})(?:, [\p{Lu}\p{Ll}. ]{2,24})?(?:,? \p{Lu}\p{Ll}{2,8}\.? \d{1,2})?\s*(?:\([^)]{2,30}\))?\s*(?:[—–−-]{1,2}|:)\s/u

/** Weighs the gaps twice: the headlines that are beyond doubt show what headlines look like in this dump. */
export function weighGaps(lines: readonly DumpLine[], gaps: readonly Gap[], lexicon: Lexicon): Weighed[] {
  // The terms of each line of text, found once: they are looked at from several gaps.
  const terms = lines.map((line) => (isText(line) ? termsIn(line.text) : []))
  const dump: Dump = { lines, gaps, lexicon, terms }
  const first = weighOnce(dump, null)
  const sure = first.filter((each) => each.score > SURE && each.title !== null).map((each) => lines[each.title ?? 0])
  if (sure.length < 2) return first
  const capitals = sure.filter((line) => isTitleCase(line?.text ?? '')).length
  return weighOnce(dump, {
    shortest: Math.min(...sure.map(wordCount)),
    titleCase: capitals === sure.length ? true : capitals === 0 ? false : null,
  })
}

/** What the sure headlines of a dump have in common: their fewest words, and whether their words are capitalised (null: some are). */
type Look = { readonly shortest: number; readonly titleCase: boolean | null }

function likeOthers(text: string, words: number, look: Look): number {
  if (words < look.shortest - 3) return -1
  if (look.titleCase !== null && isTitleCase(text) !== look.titleCase) return -1
  return words >= look.shortest - 2 ? 1 : 0
}

/** Most longer words with a capital. */
function isTitleCase(text: string): boolean {
  const words = text
    .split(/\s+/)
    .slice(1)
    .filter((word) => word.length > 3)
  return words.filter((word) => /^[^\p{L}]*\p{Lu}/u.test(word)).length > words.length * 0.7
}

/** From top to bottom; the current article is what has been read since the last beginning. */
function weighOnce(dump: Dump, look: Look | null): Weighed[] {
  const { lines, gaps, lexicon, terms } = dump
  const signed = gaps.filter((gap) => gap.byline?.bylines.some((each) => each.says !== 'date')).length
  const dated = gaps.filter((gap) => gap.byline !== null).length
  const styled = Math.max(signed, dated) >= 2
  const usual = usualSpace(lines)
  const weighed: Weighed[] = []
  let article: string[] = []
  let open = false
  for (const [at, gap] of gaps.entries()) {
    const after = textAfter(dump, at)
    const title = chooseTitle(lines, gap, after, article)
    const start = !open
    const { score, reasons } = start
      ? { score: 1, reasons: { first: 1 } }
      : weigh(lines, gap, title, article, after, lexicon, { styled, usualSpace: usual, look })
    if (gap.last + 1 < gap.textEnd) {
      weighed.push({ gap, title, score, reasons })
      if (score > 0) article = title === null ? [] : termsIn(lines[title]?.text ?? '')
      open = true
    }
    for (let line = gap.last + 1; line < gap.textEnd; line++) article.push(...(terms[line] ?? []))
  }
  return weighed
}

/** The terms of the text after a gap, up to the next gap that could begin an article. */
function textAfter(dump: Dump, at: number): string[] {
  const { gaps } = dump
  const found: string[] = []
  for (let i = at; i < gaps.length && found.length < AFTER_TERMS; i++) {
    const next = gaps[i]
    if (next === undefined || (i > at && (next.titles.length > 0 || next.byline !== null || next.ending !== null))) break
    for (let line = next.last + 1; line < next.textEnd && found.length < AFTER_TERMS; line++) found.push(...(dump.terms[line] ?? []))
  }
  return found.slice(0, AFTER_TERMS)
}

function weigh(
  lines: readonly DumpLine[],
  gap: Gap,
  title: number | null,
  article: readonly string[],
  after: readonly string[],
  lexicon: Lexicon,
  { styled, usualSpace, look }: { readonly styled: boolean; readonly usualSpace: number; readonly look: Look | null },
): { score: number; reasons: Record<string, number> } {
  const above = new Set([...article.slice(0, LEAD_TERMS), ...article.slice(-RECENT_TERMS)])
  const below = new Set(after)
  const reasons: Record<string, number> = { bias: W.bias }
  const add = (name: string, value: number): void => {
    if (value !== 0) reasons[name] = value
  }
  const says = gap.byline?.bylines.map((each) => each.says) ?? []
  if (says.length > 0) {
    const by = says.includes('by') || says.includes('both') || gap.byline?.bylines.some((each) => each.authors.length > 0)
    const date = says.includes('date') || says.includes('both')
    add('byline', by && date ? W.byAndDate : by ? W.by : title === null ? W.dateAlone : W.dateUnderTitle)
  } else if (styled) add('others have bylines', W.otherStyle)
  if (gap.ending !== null) add(gap.ending, W[gap.ending])
  const heading = title === null ? undefined : lines[title]
  if (heading === undefined) {
    if (says.length === 0) add('no headline', W.noTitle)
  } else {
    add('headline length', lengthEvidence(wordCount(heading)))
    const terms = termsIn(heading.text)
    add('headline recurs', W.titleBelow * (shared(terms, below, lexicon) - shared(terms, above, lexicon)))
    if (look !== null) add('like the others', W.look * likeOthers(heading.text, wordCount(heading), look))
    if (/\?$/.test(heading.text)) add('question', W.question)
  }
  // Little text is little evidence.
  const evidence = Math.min(1, below.size / 40)
  add('other words', evidence * W.unlike * (1 - shared(below, above, lexicon) / W.expectedShared))
  const subject = keyTerms(
    [...above].length > 0 ? [...article.slice(0, 2 * LEAD_TERMS), ...article.slice(-RECENT_TERMS)] : [],
    lexicon,
    KEY_TERMS,
  )
  const kept = subject.filter((term) => below.has(term)).length
  const known = keyTerms(after, lexicon, KEY_TERMS).filter((term) => above.has(term)).length
  add('subject stays', W.subjectStays * evidence * (kept / KEY_TERMS - 0.25))
  add('new subject', W.newSubject * evidence * (0.3 - known / KEY_TERMS))
  if (kept === 0 && known === 0) add('clean break', W.cleanBreak * evidence)
  if (spaceAbove(lines, gap) > usualSpace) add('more space', W.space)
  const firstLine = lines[gap.last + 1]
  if (firstLine !== undefined && opensWithKnownName(firstLine.text, above)) add('name known', W.nameKnown)
  if (firstLine?.kind === 'bullet') add('list', W.bulletFirst)
  if (firstLine !== undefined && GOES_ON.test(firstLine.text)) add('goes on', W.goesOn)
  if (firstLine !== undefined && DATELINE.test(firstLine.text)) add('dateline', W.dateline)
  if (/[:：]$/.test(lines[gap.first - 1]?.text ?? '')) add('after a colon', W.afterColon)
  return { score: Object.values(reasons).reduce((sum, value) => sum + value, 0), reasons }
}

/** Log-odds of a heading of this many words to be a headline: sub-headings are short, headlines seldom under six words. */
const LENGTH_EVIDENCE = [-4, -4, -3.2, -2.6, -1.6, -0.6, 0.5, 1.6, 2.8, 3.8, 4.4, 5]

function lengthEvidence(words: number): number {
  return LENGTH_EVIDENCE[Math.min(words, LENGTH_EVIDENCE.length - 1)] ?? 0
}

/** Blank lines between two paragraphs of this dump, as a rule. */
function usualSpace(lines: readonly DumpLine[]): number {
  const spaces = lines.filter((line, i) => i > 0 && line.kind === 'prose' && lines[i - 1]?.kind === 'prose').map((line) => line.blanks)
  return spaces.sort((a, b) => a - b)[Math.floor(spaces.length / 2)] ?? 1
}

/** The most blank lines that stand in a gap above its headline or byline. */
function spaceAbove(lines: readonly DumpLine[], gap: Gap): number {
  const upTo = Math.max(gap.first, gap.byline?.lines[0] ?? gap.first, gap.titles.at(-1) ?? gap.first)
  return Math.max(0, ...lines.slice(gap.first, upTo + 1).map((line) => line.blanks))
}

/** “Okafor walked me up …”: a surname or short name alone, which only a reader of what stands above can know. */
function opensWithKnownName(text: string, above: ReadonlySet<string>): boolean {
  const match = /^["“‘]?(\p{Lu}[\p{L}’'-]+?)(?:[’']s)? (?:\p{Ll})/u.exec(text)
  const [term] = termsIn(match?.[1] ?? '')
  return term !== undefined && above.has(term)
}

/** Of several lines that may be the headline: the one that the text below takes up; not a section's name, nor the standfirst. */
function chooseTitle(lines: readonly DumpLine[], gap: Gap, after: readonly string[], article: readonly string[]): number | null {
  const below = new Set(after)
  const above = new Set(article.slice(-RECENT_TERMS))
  let best: number | null = null
  let bestScore = Number.NEGATIVE_INFINITY
  for (const [order, i] of gap.titles.entries()) {
    const line = lines[i]
    if (line === undefined) continue
    const terms = new Set(termsIn(line.text))
    const found = [...terms].filter((term) => below.has(term)).length
    const old = [...terms].filter((term) => above.has(term) && !below.has(term)).length
    const words = wordCount(line)
    const score =
      (terms.size === 0 ? 0 : (found - 0.5 * old) / Math.sqrt(terms.size)) +
      (words <= 3 ? -1.5 : 0) +
      (words > 18 ? -0.6 : 0) -
      order * 0.4 -
      (order > 0 && /[?!]$/.test(line.text) ? 0.5 : 0) +
      nearness(gap, i)
    if (score > bestScore) {
      best = i
      bestScore = score
    }
  }
  return best
}

/** A headline stands next to its byline. */
function nearness(gap: Gap, i: number): number {
  if (gap.byline === null) return 0
  const distance = Math.min(...gap.byline.lines.map((line) => Math.abs(line - i)))
  return distance === 1 ? 0.5 : distance === 2 ? 0.2 : 0
}
