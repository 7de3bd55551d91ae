/** Between two stretches of text stands a gap: headline, byline, credits, tags, lists. A gap may be where an article begins. */
import type { Byline } from './byline.ts'
import { endsArticle } from './dump-furniture.ts'
import type { DumpLine } from './dump-lines.ts'
import { isMasthead } from './dump-masthead.ts'

/** Lines `first`–`last` (indexes, inclusive) without text; the text after it is `lines[last + 1]` up to `textEnd` (exclusive). */
export type Gap = {
  readonly first: number
  readonly last: number
  readonly textEnd: number
  /** Lines that may be the headline, in order. */
  readonly titles: readonly number[]
  /** Lines of a list of headlines of other articles. */
  readonly listed: ReadonlySet<number>
  /** Stray descriptions of images. */
  readonly alts: ReadonlySet<number>
  readonly byline: Anchor | null
  /** Something ends an article here: tags, a contact line, a rule across the page. */
  readonly ending: 'tags' | 'contact' | 'rule' | 'related' | 'share' | null
}
/** The byline and date lines of one article, taken together. */
export type Anchor = { readonly lines: readonly number[]; readonly bylines: readonly Byline[] }

const MIN_LIST = 3
/** An article prints few byline and date lines: name, role, published, updated. */
const MAX_ANCHOR = 8

export function isText(line: DumpLine | undefined): boolean {
  return line !== undefined && (line.kind === 'prose' || line.kind === 'bullet')
}

/** Every gap of a dump in order: one before its first text (perhaps empty), then one between each two stretches of text. */
export function gapsOf(lines: readonly DumpLine[]): Gap[] {
  const gaps: Gap[] = []
  let at = 0
  while (at < lines.length) {
    const first = at
    while (at < lines.length && !isText(lines[at])) at++
    const last = at - 1
    while (at < lines.length && isText(lines[at])) at++
    gaps.push(readGap(lines, first, last, at))
  }
  return gaps
}

function readGap(lines: readonly DumpLine[], first: number, last: number, textEnd: number): Gap {
  const inside = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  const alts = new Set(inside.filter((i) => isAlt(lines, i, last)))
  const shorts = inside.filter((i) => lines[i]?.kind === 'short' && !alts.has(i) && !(first === 0 && isMasthead(lines, i)))
  const listed = listedAmong(lines, shorts, first, last)
  const byline = anchorAmong(
    lines,
    inside,
    shorts.filter((i) => !listed.has(i)),
  )
  return {
    first,
    last,
    textEnd,
    alts,
    listed,
    titles: shorts.filter((i) => !listed.has(i)),
    byline,
    ending: endingAmong(lines, inside, byline),
  }
}

/** A word or two over a photo's credit, in lower case or repeated in the credit: the image's description. */
function isAlt(lines: readonly DumpLine[], i: number, last: number): boolean {
  const line = lines[i]
  if (line?.kind !== 'short') return false
  const words = line.text.split(/\s+/)
  if (words.length > 3) return /^(?:image|photo|img|picture)[\s_-]?\d*$|\.(?:jpe?g|png|webp|gif)$/i.test(line.text)
  if (/\.(?:jpe?g|png|webp|gif)$/i.test(line.text)) return true
  const next = i < last ? lines[i + 1] : undefined
  if (next?.kind !== 'caption' && next?.kind !== 'credit') return words.length === 1 && /^\p{Ll}/u.test(line.text)
  const caption = next.text.toLowerCase()
  return /^\p{Ll}/u.test(line.text) || words.every((word) => caption.includes(word.toLowerCase()))
}

/** Three or more headlines one under the other, or under a label such as “Most read”. */
function listedAmong(lines: readonly DumpLine[], shorts: readonly number[], first: number, last: number): Set<number> {
  const listed = new Set<number>()
  for (const group of groupsOf(lines, shorts)) {
    const label = lines[(group[0] ?? 0) - 1]
    const labelled = label?.kind === 'list label'
    const headlines = group.filter((i) => wordCount(lines[i]) >= 4)
    // Headline, standfirst and section may touch; a list has more, or shows no text after it.
    if (labelled || headlines.length > MIN_LIST || (headlines.length === MIN_LIST && (group.at(-1) ?? last) < last))
      for (const i of group) listed.add(i)
  }
  const label = first + lines.slice(first, last + 1).findLastIndex((line) => line.kind === 'list label')
  // Of the lines under a label the last is the headline of the text that follows, if any does.
  if (label >= first) for (const i of shorts.filter((short) => short > label).slice(0, -1)) listed.add(i)
  const apart = shorts.filter((i) => !listed.has(i) && wordCount(lines[i]) >= 5)
  // Headlines with blank lines between: the last may be that of the text that follows.
  if (apart.length > MIN_LIST && noBylineBetween(lines, apart)) for (const i of apart.slice(0, -1)) listed.add(i)
  return listed
}

function noBylineBetween(lines: readonly DumpLine[], shorts: readonly number[]): boolean {
  const from = shorts[0] ?? 0
  const to = shorts.at(-1) ?? 0
  return !lines.slice(from, to).some((line) => line.kind === 'byline')
}

/** Runs of lines without a blank line between. */
function groupsOf(lines: readonly DumpLine[], indexes: readonly number[]): number[][] {
  const groups: number[][] = []
  for (const i of indexes) {
    const group = groups.at(-1)
    if (group !== undefined && group.at(-1) === i - 1 && lines[i]?.blanks === 0) group.push(i)
    else groups.push([i])
  }
  return groups
}

/** The byline lines nearest to the text. Earlier ones, with a headline between, are of articles that show no text here. */
function anchorAmong(lines: readonly DumpLine[], inside: readonly number[], titles: readonly number[]): Anchor | null {
  const found = inside.filter((i) => lines[i]?.kind === 'byline').slice(-MAX_ANCHOR)
  const taken: number[] = []
  for (const i of found.reverse()) {
    const next = taken[0]
    if (next !== undefined) {
      const between = titles.filter((t) => t > i && t < next)
      const before = titles.some((t) => t < i)
      const complement = lines[i]?.byline?.says !== lines[next]?.byline?.says
      if (between.length > 1 || (between.length === 1 && (before || !complement))) break
      // Two bylines with names each are two articles.
      if (hasAuthors(lines[i]) && taken.some((t) => hasAuthors(lines[t]))) break
    }
    taken.unshift(i)
  }
  const bylines = taken.flatMap((i) => lines[i]?.byline ?? [])
  return taken.length === 0 ? null : { lines: taken, bylines }
}

function hasAuthors(line: DumpLine | undefined): boolean {
  return (line?.byline?.authors.length ?? 0) > 0
}

function endingAmong(lines: readonly DumpLine[], inside: readonly number[], byline: Anchor | null): Gap['ending'] {
  const before = byline === null ? inside : inside.filter((i) => i < (byline.lines[0] ?? 0))
  const kinds = new Set(before.map((i) => lines[i]?.kind))
  if (kinds.has('tags')) return 'tags'
  if (before.some((i) => lines[i]?.furniture && endsArticle(lines[i].furniture))) return 'contact'
  if (kinds.has('separator')) return 'rule'
  if (kinds.has('related') || kinds.has('list label')) return 'related'
  return before.some((i) => lines[i]?.furniture === 'share buttons') ? 'share' : null
}

export function wordCount(line: DumpLine | undefined): number {
  return line === undefined ? 0 : line.text.split(/\s+/).length
}
