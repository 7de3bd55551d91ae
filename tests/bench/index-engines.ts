/** The engines that are measured beside each other, each built from the same articles and asked the same questions. */
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import MiniSearch, { type Options } from 'minisearch'
import { KEYWORD_INDEX_LIMITS, type KeywordIndexLimits, openKeywordIndex } from '../../src/retrieval/keyword-index.ts'
import type { SearchIndex } from '../../src/retrieval/search-index.ts'
import { isStopWord } from '../../src/retrieval/terms.ts'
import type { SegmentStore } from '../../src/store/store.ts'
import { type BenchArticle, type BenchQuery, piece } from './news-corpus.ts'

export type Opened = { search(query: BenchQuery): Promise<readonly string[]> | readonly string[] }
export type Engine = {
  readonly name: string
  /** Indexes the articles and keeps the index under `folder`. */
  build(folder: string, articles: Iterable<BenchArticle>): Promise<Opened>
  open(folder: string): Promise<Opened>
  keptBytes(folder: string): number
}

const TOP = 10

/** A segment store in one SQLite table, without articles behind it: nothing is ever pending. */
function sqliteSegments(file: string): SegmentStore {
  const database = new Database(file)
  database.exec('create table if not exists segments (id integer primary key, bytes blob not null)')
  const select = database.prepare<[], { id: number; bytes: Buffer }>('select id, bytes from segments order by id')
  const insert = database.prepare<[Uint8Array]>('insert into segments (bytes) values (?)')
  const drop = database.prepare<[number]>('delete from segments where id = ?')
  return {
    generation: () => 0,
    load: () => select.all().map(({ id, bytes }) => ({ id, bytes, dead: [] })),
    pending: () => [],
    removedSince: () => [],
    replace: (old, add) => {
      for (const id of old) drop.run(id)
      return add === null ? null : Number(insert.run(add.bytes).lastInsertRowid)
    },
  }
}

export function askNewsdesk(index: SearchIndex, query: BenchQuery): Promise<readonly string[]> {
  const terms = query.terms.map((term) => ({ term, weight: 1 }))
  return index.search({ terms, limit: TOP }).then((hits) => hits.map((hit) => hit.id))
}

/** Our index over the segments under `folder`. */
export function openNewsdesk(folder: string, limits: KeywordIndexLimits = KEYWORD_INDEX_LIMITS): Promise<SearchIndex> {
  return openKeywordIndex(sqliteSegments(join(folder, 'newsdesk.db')), () => [], limits)
}

export const newsdesk: Engine = {
  name: 'newsdesk',
  build: async (folder, articles) => {
    // Even a few articles are frozen: no store is behind them from which live ones would be read again.
    const index = await openNewsdesk(folder, { ...KEYWORD_INDEX_LIMITS, bulkDocuments: 0 })
    await index.upsert(articles)
    return { search: (query) => askNewsdesk(index, query) }
  },
  open: async (folder) => {
    const index = await openNewsdesk(folder)
    return { search: (query) => askNewsdesk(index, query) }
  },
  keptBytes: (folder) => statSync(join(folder, 'newsdesk.db')).size,
}

function miniSearch(name: string, options: Options<BenchArticle>, kept: boolean): Engine {
  const file = (folder: string): string => join(folder, `${name}.json`)
  const opened = (engine: MiniSearch<BenchArticle>): Opened => ({
    search: (query) =>
      engine
        .search(query.text)
        .slice(0, TOP)
        .map((hit) => hit.id as string),
  })
  return {
    name,
    build: async (folder, articles) => {
      const engine = new MiniSearch<BenchArticle>(options)
      for (const article of articles) engine.add(article)
      if (kept) writeFileSync(file(folder), JSON.stringify(engine))
      return opened(engine)
    },
    open: async (folder) => opened(MiniSearch.loadJSON<BenchArticle>(readFileSync(file(folder), 'utf8'), options)),
    keptBytes: (folder) => statSync(file(folder)).size,
  }
}

const FIELDS = ['title', 'body']
export const miniSearchDefault: Engine = miniSearch('minisearch-default', { fields: FIELDS }, false)
/** Stop words, stemming and the title twice: what a careful user of it sets. */
export const miniSearchTuned: Engine = miniSearch(
  'minisearch-tuned',
  { fields: FIELDS, tokenize: (text) => [...piece(text).terms], processTerm: (term) => term, searchOptions: { boost: { title: 2 } } },
  true,
)

/** Contentless, as small as FTS5 gets; stop words are left out of the question, since FTS5 has no list of them. */
export const fts5: Engine = {
  name: 'fts5',
  build: async (folder, articles) => {
    const database = new Database(join(folder, 'fts5.db'))
    database.pragma('journal_mode = wal')
    database.exec("create virtual table news using fts5(title, body, content='', tokenize='porter unicode61')")
    database.exec("insert into news(news, rank) values ('rank', 'bm25(2.0, 1.0)')")
    const insert = database.prepare<[number, string, string]>('insert into news(rowid, title, body) values (?, ?, ?)')
    database.transaction(() => {
      let row = 0
      for (const article of articles) insert.run(row++, article.title, article.body)
    })()
    return askFts5(database)
  },
  open: async (folder) => askFts5(new Database(join(folder, 'fts5.db'))),
  keptBytes: (folder) => statSync(join(folder, 'fts5.db')).size,
}

function askFts5(database: Database.Database): Opened {
  const select = database.prepare<[string], number>(`select rowid from news where news match ? order by rank limit ${TOP}`).pluck()
  return {
    search: (query) => {
      const words = new Set((query.text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !isStopWord(word)))
      if (words.size === 0) return []
      return select.all([...words].map((word) => `"${word}"`).join(' OR ')).map((row) => `article-${row}`)
    },
  }
}

type FlexIndex = { add(id: number, text: string): void; search(query: string, options: object): readonly number[] }
type FlexSearch = { readonly Index: new () => FlexIndex }

/** FlexSearch is no dependency: null where it cannot be required. */
function flexSearch(): Engine | null {
  const name = 'flexsearch'
  let module: FlexSearch
  try {
    module = createRequire(import.meta.url)(name) as FlexSearch
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return null
    throw error
  }
  return {
    name,
    build: async (_, articles) => {
      const index = new module.Index()
      let row = 0
      for (const article of articles) index.add(row++, `${article.title}\n${article.body}`)
      // Without "suggest" every word of a question would have to stand in the article.
      return { search: (query) => index.search(query.text, { limit: TOP, suggest: true }).map((id) => `article-${id}`) }
    },
    open: async () => {
      throw new Error('opening FlexSearch: it is measured in memory only')
    },
    keptBytes: () => 0,
  }
}

export const ENGINES: readonly Engine[] = [newsdesk, miniSearchTuned, miniSearchDefault, fts5]
/** `ENGINES`, and FlexSearch where it is to be had. */
export function allEngines(): readonly Engine[] {
  const flex = flexSearch()
  return flex === null ? ENGINES : [...ENGINES, flex]
}
/** Engines that are measured in memory only. */
export const UNKEPT: ReadonlySet<string> = new Set([miniSearchDefault.name, 'flexsearch'])
