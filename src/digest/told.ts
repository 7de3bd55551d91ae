/** What a digest remembers of the stories that it told, as JSON, and what of it is told already when the next one is chosen. */
import type { ArticleHead } from '../article.ts'
import { read } from '../retrieval/language.ts'
import { termsOf } from '../retrieval/terms.ts'
import { inCommon } from './line.ts'

/** `articles`: id → version as it was told. `line`: what was shown. */
export type Told = { readonly articles: ReadonlyMap<string, number>; readonly publishers: readonly string[]; readonly line: string }
/** `storyOf`: told article → the id under which it was told. */
export type ToldBefore = { readonly stories: ReadonlyMap<string, Told>; readonly storyOf: ReadonlyMap<string, string> }

/** Of one story; a longer one is known by its newest. */
const MAX_ARTICLES = 100
/** Of all stories together, as many as are asked after for changes: fifteen stories of a hundred articles, daily for a month. */
const MAX_REMEMBERED = 45_000
const MAX_LINE = 500
/** Two lines so alike say the same. */
const SAME_LINE = 0.6
const MIN_COMPARED = 5
const FIGURE = /^\d/u
/** Lines looked up by one of their words: more of them hold a word that tells none apart. */
const MAX_HELD = 60

export function toldText(told: Told): string {
  return JSON.stringify({
    articles: Object.fromEntries([...told.articles].slice(0, MAX_ARTICLES)),
    publishers: told.publishers.slice(0, MAX_ARTICLES),
    line: told.line.slice(0, MAX_LINE),
  })
}

/** Throws where it is not what `toldText` made: told again as new, a story would be posted twice. */
export function readTold(records: ReadonlyMap<string, string>): ToldBefore {
  const stories = new Map<string, Told>()
  const storyOf = new Map<string, string>()
  for (const [storyId, text] of records) {
    const told = parsed(storyId, text)
    stories.set(storyId, told)
    for (const id of told.articles.keys()) if (storyOf.size < MAX_REMEMBERED) storyOf.set(id, storyId)
  }
  return { stories, storyOf }
}

function parsed(storyId: string, text: string): Told {
  const value: unknown = JSON.parse(text)
  if (
    typeof value !== 'object' ||
    value === null ||
    !('articles' in value) ||
    typeof value.articles !== 'object' ||
    value.articles === null
  )
    throw new SyntaxError(`reading what was told of ${storyId}: no articles in ${text.slice(0, 60)}`)
  const publishers = 'publishers' in value && Array.isArray(value.publishers) ? value.publishers.map(String) : []
  const articles = Object.entries(value.articles).map(([id, version]) => [id, Number(version)] as const)
  return { articles: new Map(articles), publishers, line: 'line' in value ? String(value.line) : '' }
}

/**
 * What was told of a story: under its own id, or under others where most of what was known of it then was told under them, because stories are
 * grouped anew as articles come. `fresh`: its articles that came since.
 */
export function toldOf(storyId: string, articleIds: readonly string[], fresh: ReadonlySet<string>, before: ToldBefore): Told | null {
  const known = articleIds.filter((id) => !fresh.has(id))
  const told = known.filter((id) => before.storyOf.has(id))
  const own = before.stories.get(storyId)
  // An id that lives on with other articles is another story.
  if (own !== undefined && (told.length > 0 || known.length === 0)) return merged([own, ...othersOf(told, storyId, before)])
  if (told.length === 0 || told.length * 2 < known.length) return null
  return merged(othersOf(told, storyId, before))
}

function othersOf(articleIds: readonly string[], storyId: string, before: ToldBefore): Told[] {
  const ids = new Set(articleIds.flatMap((id) => before.storyOf.get(id) ?? []))
  return [...ids].filter((id) => id !== storyId).flatMap((id) => before.stories.get(id) ?? [])
}

function merged(all: readonly Told[]): Told {
  return {
    articles: new Map(all.toReversed().flatMap((told) => [...told.articles])),
    publishers: [...new Set(all.flatMap((told) => told.publishers))],
    line: all[0]?.line ?? '',
  }
}

/** The newest articles first, so that they are the ones kept; then what earlier lines told. */
export function toldNow(heads: readonly ArticleHead[], versions: ReadonlyMap<string, number>, line: string, before: Told | null): Told {
  const now = heads.map(({ id }) => [id, versions.get(id) ?? 1] as const)
  const earlier = [...(before?.articles ?? [])].filter(([id]) => !versions.has(id))
  return {
    articles: new Map([...now, ...earlier]),
    publishers: [...new Set([...heads.map(({ publisher }) => publisher), ...(before?.publishers ?? [])])],
    line,
  }
}

/** Whether a told line said the same as a sentence of these terms: the event, where clustering did not see that it is the same. */
export function saidBefore(before: ToldBefore): (terms: readonly string[]) => boolean {
  const byTerm = new Map<string, (readonly string[])[]>()
  for (const { line } of before.stories.values()) {
    const terms = termsOf(read(line).tokens)
    if (terms.length < MIN_COMPARED) continue
    for (const term of new Set(terms)) {
      const held = byTerm.get(term) ?? []
      if (held.length < MAX_HELD) byTerm.set(term, [...held, terms])
    }
  }
  return (terms) => {
    if (terms.length < MIN_COMPARED) return false
    const near = new Set(terms.flatMap((term) => byTerm.get(term) ?? []))
    // A line with a figure of its own says more, however alike the rest is.
    const figures = terms.filter((term) => FIGURE.test(term))
    return [...near].some((line) => inCommon(line, terms) >= SAME_LINE && figures.every((figure) => line.includes(figure)))
  }
}
