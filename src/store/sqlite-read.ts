/** Articles out of SQLite by id and in import order: the path of every answer, so prepared statements alone. */
import type Database from 'better-sqlite3'
import type { Article, ArticleHead } from '../article.ts'
import { decodeAnalysis } from './analysis-codec.ts'
import type { Tables } from './schema.ts'
import type { Analysed } from './store.ts'
import { storeError } from './store-error.ts'

export type HeadRow = Pick<Tables['articles'], 'id' | 'title' | 'headlined' | 'publisher' | 'authors' | 'published' | 'about' | 'url'>
type ArticleRow = HeadRow & Pick<Tables['articles'], 'seq' | 'tags'> & Pick<Tables['article_texts'], 'body'>
type AnalysedRow = ArticleRow & Pick<Tables['article_texts'], 'analysis'>

export const HEAD_COLUMNS = 'a.id, a.title, a.headlined, a.publisher, a.authors, a.published, a.about, a.url'
const FROM = 'from articles a join article_texts t on t.article = a.seq'
const ANALYSED = `select ${HEAD_COLUMNS}, a.seq, a.tags, t.body, t.analysis ${FROM}`
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
  const analysedOf = (row: AnalysedRow): Analysed => {
    try {
      return { article: articleOf(row), analysis: decodeAnalysis(row.analysis) }
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
      const found: Analysed[] = []
      for (const id of ids) {
        const row = analysedById.get(id)
        if (row !== undefined) found.push(analysedOf(row))
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
