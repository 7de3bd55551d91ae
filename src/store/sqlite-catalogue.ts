/** Lists, counts and the summary of the corpus out of SQLite: the scans, over heads alone. */
import type Database from 'better-sqlite3'
import type { ArticleHead } from '../article.ts'
import { foldName } from '../retrieval/terms.ts'
import { boundedLimit } from './bounds.ts'
import { HEAD_COLUMNS, type HeadRow, headOf } from './sqlite-read.ts'
import { generationOf } from './sqlite-segments.ts'
import type { ArticleFilter, CorpusSummary } from './store.ts'

const DEFAULT_LIMIT = 100

export type Catalogue = {
  list(filter: ArticleFilter): readonly ArticleHead[]
  count(filter: ArticleFilter): number
  corpus(): CorpusSummary
}

export function sqliteCatalogue(database: Database.Database): Catalogue {
  // One statement for each combination of restrictions in use: at most 2^9.
  const lists = new Map<string, Database.Statement<[Conditions], HeadRow>>()
  const counts = new Map<string, Database.Statement<[Conditions], number>>()
  const generation = generationOf(database)
  const summarise = corpusReader(database)
  let summary: { readonly state: number; readonly corpus: CorpusSummary } | null = null
  return {
    list(filter) {
      const where = whereOf(filter)
      const statement =
        lists.get(where) ??
        database.prepare<[Conditions], HeadRow>(
          `select ${HEAD_COLUMNS} from articles a ${where} order by a.published_ms desc nulls last, a.seq desc limit @limit offset @offset`,
        )
      lists.set(where, statement)
      return statement.all(conditionsOf(filter)).map(headOf)
    },
    count(filter) {
      const where = whereOf(filter)
      const statement = counts.get(where) ?? database.prepare<[Conditions], number>(`select count(*) from articles a ${where}`).pluck()
      counts.set(where, statement)
      return statement.get(conditionsOf(filter)) ?? 0
    },
    corpus() {
      // Asked with every answer; changes only when this connection or another process writes articles.
      const state = generation()
      if (summary?.state !== state) summary = { state, corpus: summarise() }
      return summary.corpus
    },
  }
}

type Conditions = {
  readonly fromMs: number
  readonly toMs: number
  readonly notAfterMs: number
  readonly publishers: string
  readonly authors: string
  readonly entityKeys: string
  readonly storyIds: string
  readonly ids: string
  readonly afterGeneration: number
  readonly limit: number
  readonly offset: number
}

/** Lists go in as one JSON parameter each, so that a statement does not depend on their length. */
function conditionsOf(filter: ArticleFilter): Conditions {
  const offset = filter.offset ?? 0
  if (!Number.isSafeInteger(offset) || offset < 0) throw new RangeError(`an offset is a whole number from 0, not ${offset}`)
  return {
    fromMs: filter.fromMs ?? 0,
    toMs: filter.toMs ?? 0,
    notAfterMs: filter.notAfterMs ?? 0,
    publishers: JSON.stringify((filter.publishers ?? []).map(foldName)),
    authors: JSON.stringify((filter.authors ?? []).map(foldName)),
    entityKeys: JSON.stringify(filter.entityKeys ?? []),
    storyIds: JSON.stringify(filter.storyIds ?? []),
    ids: JSON.stringify(filter.ids ?? []),
    afterGeneration: filter.afterGeneration ?? 0,
    limit: boundedLimit(filter.limit ?? DEFAULT_LIMIT),
    offset,
  }
}

function whereOf(filter: ArticleFilter): string {
  const some = (list: readonly string[] | undefined): boolean => list !== undefined && list.length > 0
  const parts: string[] = []
  if (filter.fromMs !== undefined) parts.push('a.published_ms >= @fromMs')
  if (filter.toMs !== undefined) parts.push('a.published_ms <= @toMs')
  if (filter.notAfterMs !== undefined) parts.push('(a.published_ms is null or a.published_ms <= @notAfterMs)')
  if (some(filter.publishers)) parts.push('a.publisher_key in (select value from json_each(@publishers))')
  if (some(filter.authors))
    parts.push('a.seq in (select article from article_authors where author_key in (select value from json_each(@authors)))')
  if (some(filter.entityKeys))
    parts.push(
      'a.seq in (select m.article from mentions m join entities e on e.id = m.entity where e.key in (select value from json_each(@entityKeys)))',
    )
  if (some(filter.storyIds)) parts.push('a.story_id in (select value from json_each(@storyIds))')
  if (filter.ids !== undefined) parts.push('a.id in (select value from json_each(@ids))')
  if (filter.afterGeneration !== undefined) parts.push('a.generation > @afterGeneration')
  return parts.length === 0 ? '' : `where ${parts.join(' and ')}`
}

type PublisherRow = {
  readonly publisher_key: string
  readonly publisher: string
  readonly articles: number
  readonly oldest: number | null
  readonly newest: number | null
}
type AuthorRow = { readonly author_key: string; readonly author: string }

/** Spellings that differ in case or accents are one publisher, one author, under the commonest. */
function corpusReader(database: Database.Database): () => CorpusSummary {
  const publishers = database.prepare<[], PublisherRow>(
    `select publisher_key, publisher, count(*) as articles, min(published_ms) as oldest, max(published_ms) as newest
     from articles group by publisher_key, publisher order by articles desc, publisher`,
  )
  const authors = database.prepare<[], AuthorRow>(
    'select author_key, author from article_authors group by author_key, author order by count(*) desc, author',
  )
  return () => {
    const rows = publishers.all()
    const merged = new Map<string, { publisher: string; articles: number; newestMs: number | null }>()
    for (const row of rows) {
      const same = merged.get(row.publisher_key)
      if (same === undefined) merged.set(row.publisher_key, { publisher: row.publisher, articles: row.articles, newestMs: row.newest })
      else {
        same.articles += row.articles
        same.newestMs = extreme([same.newestMs, row.newest], Math.max)
      }
    }
    const names = new Map<string, string>()
    for (const row of authors.iterate()) if (!names.has(row.author_key)) names.set(row.author_key, row.author)
    return {
      articles: rows.reduce((sum, row) => sum + row.articles, 0),
      fromMs: extreme(
        rows.map((row) => row.oldest),
        Math.min,
      ),
      toMs: extreme(
        rows.map((row) => row.newest),
        Math.max,
      ),
      publishers: [...merged.values()].sort((a, b) => b.articles - a.articles || (a.publisher < b.publisher ? -1 : 1)),
      authors: [...names.values()],
    }
  }
}

function extreme(values: readonly (number | null)[], pick: (a: number, b: number) => number): number | null {
  return values.reduce<number | null>((best, value) => (value === null ? best : best === null ? value : pick(best, value)), null)
}
