/**
 * Raw page dumps: text saved from a news index page, several articles one after another. Read in steps, each in its
 * own file: lines and their kinds, gaps between stretches of text, which gaps begin an article, who wrote it and when,
 * which loose headline is whose. Every line ends up in an article or among what was left out, with the reason.
 */
import type { Article } from '../article.ts'
import { articleId } from './article-id.ts'
import { plainBody, plainLine, titleFromText } from './body-text.ts'
import { lexiconOf } from './cohesion.ts'
import { type Draft, draftArticles, type Fate } from './dump-articles.ts'
import { weighGaps } from './dump-boundaries.ts'
import { gapsOf, isText } from './dump-gaps.ts'
import { matchHeadlines } from './dump-headlines.ts'
import { type DumpLine, dumpLines } from './dump-lines.ts'
import { dumpNotes } from './dump-notes.ts'
import { publisherOfMasthead, publisherOfText } from './dump-publisher.ts'
import type { LeftOut } from './file-report.ts'
import type { PrintedDate } from './printed-date.ts'
import { type DefaultZone, NO_ZONE, zoneOfMasthead } from './zones.ts'

export type DumpOptions = { readonly zone: DefaultZone | null; readonly publisher: string | null }
export type HeadlineSource = 'above' | 'list' | 'related' | 'none'
export type DumpArticle = {
  readonly article: Article
  readonly headlineSource: HeadlineSource
  /** The date as printed, and where the article begins. */
  readonly printed: string | null
  readonly line: number
}
export type DumpReading = {
  readonly articles: readonly DumpArticle[]
  readonly leftOut: readonly LeftOut[]
  readonly notes: readonly string[]
  /** The place of every non-blank line of the file, by its number. */
  readonly placed: ReadonlyMap<number, Fate>
}

export function readDump(text: string, options: DumpOptions): DumpReading {
  const first = dumpLines(text, options.zone ?? NO_ZONE)
  const masthead = mastheadOf(first)
  const zone = options.zone ?? zoneOfMasthead(masthead) ?? NO_ZONE
  // Dates are read as lines are told apart, so a zone learned from the masthead means reading again.
  const lines = zone === NO_ZONE || zone === options.zone ? first : dumpLines(text, zone)
  const gaps = gapsOf(lines)
  const lexicon = lexiconOf(lines.filter(isText).map((line) => line.text))
  const drafted = draftArticles(lines, gaps, weighGaps(lines, gaps, lexicon))
  const fates = [...drafted.fates]
  const loose = drafted.loose.map(({ line, of }) => ({ line, of, text: textOfLoose(lines[line]) }))
  const untitled = drafted.drafts.flatMap((draft, article) => (draft.title === null ? [{ article, body: bodyOf(lines, draft) }] : []))
  const matches = new Map(matchHeadlines(untitled, loose, lexicon).map((match) => [match.article, match.headline]))
  for (const [article, headline] of matches) fates[headline.line] = { in: 'title', article }
  const ownName =
    options.publisher ??
    publisherOfMasthead(masthead, text) ??
    publisherOfText(
      text,
      drafted.drafts.flatMap((draft) => draft.tags),
    )
  const notes: string[] = []
  const articles = drafted.drafts.map((draft, i) => toArticle(lines, draft, matches.get(i) ?? null, ownName, notes))
  notes.push(...dumpNotes(articles, fates, lines, zone))
  return { articles, leftOut: leftOutOf(lines, fates), notes, placed: placesOf(lines, fates) }
}

/** The lines above the first text and the first byline that are no list. */
function mastheadOf(lines: readonly DumpLine[]): string[] {
  const [gap] = gapsOf(lines)
  if (gap === undefined) return []
  const top = lines.slice(gap.first, gap.last + 1)
  const nextTitle = gap.titles.length === 1 && top.filter((line) => line.kind === 'short').length === 1 ? gap.titles[0] : undefined
  const chosen = gap.titles.length > 1 ? gap.titles.at(-1) : nextTitle
  return top.flatMap((line, i) => {
    const at = gap.first + i
    const isSite = line.kind === 'short' || line.kind === 'breadcrumb'
    return isSite && at !== chosen && !gap.listed.has(at) && !gap.alts.has(at) && (chosen === undefined || at < chosen) ? [line.text] : []
  })
}

function textOfLoose(line: DumpLine | undefined): string {
  return line === undefined ? '' : line.kind === 'related' ? line.rest : line.text
}

function bodyOf(lines: readonly DumpLine[], draft: Draft): string {
  return plainBody(draft.body.map((i) => lines[i]?.text ?? '').join('\n\n'))
}

function toArticle(
  lines: readonly DumpLine[],
  draft: Draft,
  matched: { readonly line: number; readonly text: string; readonly of: number | null } | null,
  ownName: string | null,
  notes: string[],
): DumpArticle {
  const body = bodyOf(lines, draft)
  const above = draft.title === null ? null : cleanTitle(lines[draft.title]?.text ?? '', ownName)
  const title = above ?? (matched === null ? null : cleanTitle(matched.text, ownName))
  const bylines = draft.bylines.flatMap((i) => lines[i]?.byline ?? [])
  const date = dateOf(bylines.flatMap((byline) => byline.dates))
  const line = lines[draft.title ?? draft.bylines[0] ?? draft.body[0] ?? 0]?.from ?? 1
  if (date?.fault) notes.push(`line ${line}: ${date.fault}`)
  const agency = bylines.map((byline) => byline.agency).find((name) => name !== null) ?? null
  const fields: Omit<Article, 'id'> = {
    title: title ?? titleFromText(body),
    headlined: title !== null,
    publisher: ownName ?? agency ?? 'Unknown',
    authors: [...new Set(bylines.flatMap((byline) => byline.authors))],
    published: date?.published ?? null,
    about: date?.published == null ? (date?.month ?? null) : null,
    url: null,
    tags: [...new Set(draft.tags)],
    body,
  }
  const source: HeadlineSource = above !== null ? 'above' : matched === null ? 'none' : matched.of === null ? 'list' : 'related'
  return { article: { id: articleId(fields), ...fields }, headlineSource: source, printed: date?.printed ?? null, line }
}

/** “# Title”, “Title | The Gazette” → Title. */
function cleanTitle(text: string, publisher: string | null): string {
  const plain = plainLine(text).replace(/^#+\s+/, '')
  if (publisher === null) return plain
  const parts = plain.split(/\s+[|–—-]\s+/)
  return parts.length > 1 && parts.at(-1)?.toLowerCase() === publisher.toLowerCase()
    ? plain.slice(0, plain.lastIndexOf(parts.at(-1) ?? '')).replace(/\s+[|–—-]\s+$/, '')
    : plain
}

/** When it was published, else when it was updated; a time rather than a bare date. */
function dateOf(dates: readonly PrintedDate[]): PrintedDate | null {
  const rank = (date: PrintedDate): number =>
    (date.published === null ? 4 : 0) +
    (date.label === 'updated' ? 2 : 0) +
    (date.published !== null && date.published.length <= 10 ? 1 : 0)
  return [...dates].sort((a, b) => rank(a) - rank(b))[0] ?? null
}

function leftOutOf(lines: readonly DumpLine[], fates: readonly Fate[]): LeftOut[] {
  return fates.flatMap((fate, i) => {
    const line = lines[i]
    return fate.in === 'left out' && line ? [{ line: line.from, text: line.text, reason: fate.reason }] : []
  })
}

function placesOf(lines: readonly DumpLine[], fates: readonly Fate[]): Map<number, Fate> {
  const places = new Map<number, Fate>()
  for (const [i, line] of lines.entries()) {
    const fate = fates[i]
    if (fate !== undefined) for (let n = line.from; n <= line.to; n++) places.set(n, fate)
  }
  return places
}
