/** From weighed gaps to articles: every line of the dump gets one place, in an article or among what was left out. */

import { readBareNames } from './byline.ts'
import type { Weighed } from './dump-boundaries.ts'
import { type Gap, isText, wordCount } from './dump-gaps.ts'
import type { DumpLine } from './dump-lines.ts'

/** What became of a line. Only `left out` needs a reason; it is what the report lists. */
export type Fate =
  | { readonly in: 'body' | 'title' | 'metadata'; readonly article: number }
  | { readonly in: 'left out'; readonly reason: string; readonly article: number | null }

/** An article before its headline is known for sure; lines are indexes. */
export type Draft = {
  title: number | null
  readonly bylines: number[]
  readonly tags: string[]
  readonly body: number[]
}
export type Drafted = {
  readonly drafts: readonly Draft[]
  readonly fates: readonly Fate[]
  readonly loose: readonly { readonly line: number; readonly of: number | null }[]
}

const SITE_TEXT = 420

/** `gaps` are all gaps; `weighed` those with text after them. */
export function draftArticles(lines: readonly DumpLine[], gaps: readonly Gap[], weighed: readonly Weighed[]): Drafted {
  const begins = new Map(weighed.filter((each) => each.score > 0).map((each) => [each.gap, each]))
  const bylinesLast = signedBelow(gaps)
  const drafts: Draft[] = []
  const fates: Fate[] = lines.map(() => ({ in: 'left out', reason: 'before the first article', article: null }))
  const loose: { line: number; of: number | null }[] = []
  let skipFirst = isAboutSite(lines, gaps, weighed)
  for (const gap of gaps) {
    const begin = begins.get(gap)
    if (begin !== undefined && skipFirst) {
      skipFirst = false
      placeSiteText(lines, gap, fates, loose)
      continue
    }
    if (begin !== undefined) drafts.push({ title: begin.title, bylines: [], tags: [], body: [] })
    placeGap({ lines, gap, begin, drafts, fates, loose, bylinesLast })
    const current = drafts.length - 1
    for (let i = gap.last + 1; i < gap.textEnd; i++) {
      drafts[current]?.body.push(i)
      fates[i] =
        current < 0
          ? { in: 'left out', reason: 'about the site, before the first article', article: null }
          : { in: 'body', article: current }
    }
  }
  for (const draft of drafts) draft.body.sort((a, b) => a - b)
  return { drafts, fates, loose }
}

/** Do bylines stand under their articles? Then the first article has none above it, and the last text has one below. */
function signedBelow(gaps: readonly Gap[]): boolean {
  const first = gaps.find((gap) => gap.last + 1 < gap.textEnd)
  const last = gaps.at(-1)
  return first !== undefined && first.byline === null && last !== undefined && last.byline !== null && last.last + 1 >= last.textEnd
}

/** Some text above the first byline that has no headline: what the site says of itself. */
function isAboutSite(lines: readonly DumpLine[], gaps: readonly Gap[], weighed: readonly Weighed[]): boolean {
  const [first, ...rest] = weighed
  if (first === undefined || first.title !== null || first.gap.byline !== null || signedBelow(gaps)) return false
  const next = rest.find((each) => each.score > 0)
  if (next === undefined) return false
  const text = lines.slice(first.gap.last + 1, next.gap.first).filter(isText)
  return text.length <= 2 && text.reduce((sum, line) => sum + line.text.length, 0) <= SITE_TEXT
}

function placeSiteText(lines: readonly DumpLine[], gap: Gap, fates: Fate[], loose: { line: number; of: number | null }[]): void {
  for (let i = gap.first; i < gap.textEnd; i++) {
    const line = lines[i]
    if (line === undefined) continue
    fates[i] = {
      in: 'left out',
      reason: isText(line) ? 'about the site, before the first article' : leftOutReason(line, gap, i),
      article: null,
    }
    if (gap.listed.has(i)) loose.push({ line: i, of: null })
  }
}

type Placing = {
  readonly lines: readonly DumpLine[]
  readonly gap: Gap
  readonly begin: Weighed | undefined
  readonly drafts: Draft[]
  readonly fates: Fate[]
  readonly loose: { line: number; of: number | null }[]
  readonly bylinesLast: boolean
}

function placeGap(placing: Placing): void {
  for (let i = placing.gap.first; i <= placing.gap.last; i++) placeLine(placing, i)
}

function placeLine({ lines, gap, begin, drafts, fates, loose, bylinesLast }: Placing, i: number): void {
  const line = lines[i]
  if (line === undefined) return
  const current = drafts.length - 1
  const start = startOf(gap, begin)
  // Until the headline or byline of the new article, lines belong to the one before.
  const owner = begin !== undefined && i < start ? current - 1 : current
  const leave = (reason: string): void => {
    fates[i] = { in: 'left out', reason, article: owner < 0 ? null : owner }
  }
  const draft = drafts[owner]
  if (begin !== undefined && i === begin.title) {
    fates[i] = { in: 'title', article: current }
  } else if (line.kind === 'byline') {
    const target = bylineOwner({ gap, begin, bylinesLast, drafts }, i, current)
    if (target === null) leave('byline or date of an article that shows no text here')
    else {
      drafts[target]?.bylines.push(i)
      fates[i] = { in: 'metadata', article: target }
    }
  } else if (line.kind === 'tags' && draft !== undefined) {
    draft.tags.push(...line.tags)
    fates[i] = { in: 'metadata', article: owner }
  } else if (line.kind === 'related') {
    loose.push({ line: i, of: owner < 0 ? null : owner })
    leave('link to another article')
  } else if (gap.listed.has(i) && (begin !== undefined || isTrailing(gap) || isLabelled(lines, gap, i))) {
    loose.push({ line: i, of: null })
    leave('headline without a text')
  } else if (line.kind === 'short' && belongsToText(lines, gap, begin, i) && draft !== undefined) {
    draft.body.push(i)
    fates[i] = { in: 'body', article: owner }
  } else leave(leftOutReason(line, gap, i))
}

function startOf(gap: Gap, begin: Weighed | undefined): number {
  const marks = [begin?.title ?? null, gap.byline?.lines[0] ?? null].filter((mark) => mark !== null)
  if (marks.length > 0) return Math.min(...marks)
  return gap.last + 1
}

function bylineOwner(
  { gap, begin, bylinesLast, drafts }: Pick<Placing, 'gap' | 'begin' | 'bylinesLast' | 'drafts'>,
  i: number,
  current: number,
): number | null {
  const anchored = gap.byline?.lines.includes(i) ?? false
  if (begin !== undefined && bylinesLast) return begin.title === null || i < begin.title ? (current > 0 ? current - 1 : null) : current
  if (begin !== undefined) return anchored ? current : null
  // Inside or after an article: its date, if it has none yet (“Updated …” at the foot).
  return current >= 0 && anchored && (drafts[current]?.bylines.length === 0 || isTrailing(gap)) ? current : null
}

function isTrailing(gap: Gap): boolean {
  return gap.last + 1 >= gap.textEnd
}

function isLabelled(lines: readonly DumpLine[], gap: Gap, i: number): boolean {
  return lines.slice(gap.first, i).some((line) => line.kind === 'list label')
}

/** A sub-heading or a list's item within an article; or the standfirst under a headline. */
function belongsToText(lines: readonly DumpLine[], gap: Gap, begin: Weighed | undefined, i: number): boolean {
  if (gap.alts.has(i) || isTrailing(gap)) return false
  if (begin === undefined) return true
  return begin.title !== null && i > begin.title && wordCount(lines[i]) >= 7 && readBareNames(lines[i]?.text ?? '') === null
}

function leftOutReason(line: DumpLine, gap: Gap, i: number): string {
  if (gap.alts.has(i)) return 'description of an image'
  if (line.furniture !== null) return line.furniture
  const reasons: Readonly<Record<string, string>> = {
    credit: 'photo credit',
    caption: 'photo caption',
    related: 'link to another article',
    'list label': 'label of a list of links',
    tags: 'tags of no article',
    breadcrumb: 'navigation',
    separator: 'rule across the page',
    byline: 'byline or date of an article that shows no text here',
  }
  if (gap.listed.has(i)) return 'headline without a text'
  if (line.kind === 'short' && gap.first === 0 && (wordCount(line) <= 5 || !gap.titles.includes(i))) return 'masthead'
  if (line.kind === 'short') return wordCount(line) >= 5 ? 'headline without a text' : 'section name or stray words'
  return reasons[line.kind] ?? 'before the first article'
}
