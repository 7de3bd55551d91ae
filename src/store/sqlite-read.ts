/** Articles out of SQLite by id and in import order: the path of every answer, so prepared statements alone. */
import type Database from 'better-sqlite3'
import type { Article, ArticleHead } from '../article.ts'
import { analyse } from '../retrieval/analysis.ts'
import { decodeAnalysis } from './analysis-codec.ts'
import type { Tables } from './schema.ts'
import { generationOf } from './sqlite-segments.ts'
import type { Analysed } from './store.ts'
import { storeError } from './store-error.ts'

export type HeadRow = Pick<Tables['articles'], 'id' | 'title' | 'headlined' | 'publisher' | 'authors' | 'published' | 'about' | 'url'>
type ArticleRow = HeadRow & Pick<Tables['articles'], 'seq' | 'tags'> & Pick<Tables['article_texts'], 'body'>
type AnalysedRow = ArticleRow & Pick<Tables['article_texts'], 'analysis'>

export const HEAD_COLUMNS = 'a.id, a.title, a.headlined, a.publisher, a.authors, a.published, a.about, a.url'
const FROM = 'from articles a join article_texts t on t.article = a.seq'
const ANALYSED = `select ${HEAD_COLUMNS}, a.seq, a.tags, t.body, t.analysis ${FROM}`
/** Decoded articles kept for the next question, at most about 50 KB each: people ask about the same stories. */
const MAX_RECENT = 256
/** Articles decoded at once while streaming all of them. */
const BATCH = 100

export type Reader = {
  article(id: string): Article | null
  analysed(ids: readonly string[]): readonly Analysed[]
  /** At most `BATCH` articles after `seq`, in import order, and where to go on; null at the end. */
  after(seq: number): { readonly batch: readonly Analysed[]; readonly last: number } | null
}

export function sqliteReader(database: Database.Database, file: string): Reader {
  const byId = database.prepare<[string], ArticleRow>(`select ${HEAD_COLUMNS}, a.seq, a.tags, t.body ${FROM} where a.id = ?`)
  const analysedById = database.prepare<[string], AnalysedRow>(`${ANALYSED} where a.id = ?`)
  const next = database.prepare<[number], AnalysedRow>(`${ANALYSED} where a.seq > ? order by a.seq limit ${BATCH}`)
  const kept = recentArticles(database)
  const analysedOf = (row: AnalysedRow): Analysed => {
    try {
      // An analysis that another version wrote is no damage: the text says the same again, at the price of reading it.
      return { article: articleOf(row), analysis: decodeAnalysis(row.analysis) ?? analyse(row) }
    } catch (error) {
      throw storeError('corrupt', file, 'read from', `article “${row.id}” is garbled`, error)
    }
  }
  return {
    article(id) {
      const row = byId.get(id)
      return row === undefined ? null : articleOf(row)
    },
    analysed(ids) {
      const recent = kept()
      const found: Analysed[] = []
      for (const id of ids) {
        const known = recent.get(id)
        const row = known === undefined ? analysedById.get(id) : undefined
        const article = known ?? (row === undefined ? undefined : analysedOf(row))
        if (article === undefined) continue
        found.push(article)
        // Last in line to be forgotten.
        recent.delete(id)
        recent.set(id, article)
      }
      for (const id of recent.keys()) {
        if (recent.size <= MAX_RECENT) break
        recent.delete(id)
      }
      return found
    },
    after(seq) {
      const rows = next.all(seq)
      const last = rows.at(-1)
      return last === undefined ? null : { batch: rows.map(analysedOf), last: last.seq }
    },
  }
}

/** The articles read last, oldest use first; empty again after articles were written, by this process or another. */
function recentArticles(database: Database.Database): () => Map<string, Analysed> {
  const generation = generationOf(database)
  const recent = new Map<string, Analysed>()
  let state = 0
  return () => {
    const now = generation()
    if (now !== state) recent.clear()
    state = now
    return recent
  }
}

export function headOf(row: HeadRow): ArticleHead {
  return {
    id: row.id,
    title: row.title,
    headlined: row.headlined === 1,
    publisher: row.publisher,
    authors: strings(row.authors),
    published: row.published,
    about: row.about,
    url: row.url,
  }
}

export function articleOf(row: HeadRow & { readonly tags: string; readonly body: string }): Article {
  return { ...headOf(row), tags: strings(row.tags), body: row.body }
}

/** Throws a SyntaxError where the column does not hold the JSON array that was written. */
function strings(json: string): readonly string[] {
  if (json === '[]') return []
  const value: unknown = JSON.parse(json)
  if (!Array.isArray(value)) throw new SyntaxError(`not a list: ${json.slice(0, 40)}`)
  return value.map(String)
}
